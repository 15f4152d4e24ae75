/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>

#include "app-image-decoder.h"
#include "app-image-loader.h"
#include "app-texture-cache.h"
#include "app-thumbnail.h"
#include "ui-frames.h"

typedef struct
{
  char *folder;
  AppImageLoader *loader;
  GAsyncResult *result;
  guint n_done;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->folder = g_dir_make_tmp ("landline-image-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->loader = app_image_loader_new ();
}

static gboolean
is_null (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* A worker may still be about to let go of its last task, and so of the loader. */
static void
assert_finalize (AppImageLoader *loader)
{
  g_object_add_weak_pointer (G_OBJECT (loader), (gpointer *) &loader);
  g_object_unref (loader);
  ui_spin_until (is_null, &loader);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  assert_finalize (fixture->loader);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

/* Red on the left, blue on the right; noise all over if it is not to compress. */
static GdkPixbuf *
make_picture (int width, int height, gboolean has_alpha, gboolean has_noise)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, has_alpha, 8, width, height);
  int stride = gdk_pixbuf_get_rowstride (pixbuf), n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  guint32 noise = 1;

  for (int y = 0; y < height; y++)
    {
      for (int x = 0; x < width; x++)
        {
          guchar *pixel = pixels + y * stride + x * n_channels;

          noise = noise * 1664525 + 1013904223;
          pixel[0] = x < width / 2 ? 255 : 0;
          pixel[1] = has_noise ? noise >> 24 : 0;
          pixel[2] = x < width / 2 ? 0 : 255;
          if (has_alpha)
            pixel[3] = y < height / 2 ? 0 : 255;
        }
    }
  return pixbuf;
}

static GFile *
write_file (Fixture *fixture, const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, data, size, NULL));
  return g_file_new_for_path (path);
}

static GFile *
write_picture (Fixture *fixture, const char *name, const char *type, int width, int height)
{
  g_autoptr (GdkPixbuf) pixbuf = make_picture (width, height, FALSE, FALSE);
  g_autofree char *buffer = NULL;
  gsize size;

  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, type, NULL, NULL));
  return write_file (fixture, name, buffer, size);
}

static void
on_done (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_done++;
  g_set_object (&fixture->result, result);
}

static gboolean
is_done (gpointer user_data)
{
  return ((Fixture *) user_data)->n_done > 0;
}

static GAsyncResult *
wait_result (Fixture *fixture)
{
  ui_spin_until (is_done, fixture);
  fixture->n_done = 0;
  return g_steal_pointer (&fixture->result);
}

static GdkTexture *
load (Fixture *fixture, GFile *file, guint width, guint height, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_image_loader_load_async (fixture->loader, file, width, height, NULL, on_done, fixture);
  result = wait_result (fixture);
  return app_image_loader_load_finish (fixture->loader, result, error);
}

static guint32
get_pixel (GdkTexture *texture, guint x, guint y)
{
  gsize stride = (gsize) gdk_texture_get_width (texture) * 4;
  g_autofree guchar *pixels = g_malloc (stride * gdk_texture_get_height (texture));

  gdk_texture_download (texture, pixels, stride);
  return ((guint32 *) (pixels + y * stride))[x] & 0xffffff;
}

/* Covered, never larger than it is, and in the layout that costs nothing to paint. */
static void
test_size (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GFile) large = write_picture (fixture, "large.jpg", "jpeg", 1600, 1200);
  g_autoptr (GFile) small = write_picture (fixture, "small.png", "png", 40, 30);
  g_autoptr (GdkTexture) shrunk = load (fixture, large, 320, 240, NULL);
  g_autoptr (GdkTexture) kept = load (fixture, small, 320, 240, NULL);

  g_assert_nonnull (shrunk);
  g_assert_cmpint (gdk_texture_get_width (shrunk), >=, 320);
  g_assert_cmpint (gdk_texture_get_width (shrunk), <=, 320 * 3 / 2);
  g_assert_cmpint (gdk_texture_get_height (shrunk), >=, 240);
  g_assert_cmpint (gdk_texture_get_format (shrunk), ==, GDK_MEMORY_DEFAULT);
  g_assert_cmpuint (get_pixel (shrunk, 20, 20), >=, 0xf00000);
  g_assert_cmpuint (get_pixel (shrunk, 300, 20), <=, 0x1010ff);
  g_assert_cmpint (gdk_texture_get_width (kept), ==, 40);
  g_assert_cmpint (gdk_texture_get_height (kept), ==, 30);
}

/* A camera held upright: the sensor's picture with a note how to turn it, which is the first thing
 * in the file. */
static void
test_orientation (Fixture *fixture, gconstpointer user_data)
{
  static const guchar turn_right[] = {
    0xff, 0xe1, 0x00, 0x22, 'E',  'x',  'i',  'f',  0x00, 0x00, 'M',  'M',
    0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x01, 0x12, 0x00, 0x03,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  };
  g_autoptr (GdkPixbuf) pixbuf = make_picture (800, 600, FALSE, FALSE);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *buffer = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  gsize size;
  guint width, height;

  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "jpeg", NULL, NULL));
  g_byte_array_append (bytes, (guchar *) buffer, 2);
  g_byte_array_append (bytes, turn_right, sizeof turn_right);
  g_byte_array_append (bytes, (guchar *) buffer + 2, size - 2);
  file = write_file (fixture, "upright.jpg", bytes->data, bytes->len);

  texture = load (fixture, file, 150, 200, NULL);
  g_assert_cmpint (gdk_texture_get_height (texture), >, gdk_texture_get_width (texture));
  g_assert_cmpint (gdk_texture_get_height (texture), >=, 200);
  g_assert_cmpuint (get_pixel (texture, 20, 20), >=, 0xf00000); /* left has become top */
  g_assert_cmpuint (get_pixel (texture, 20, 180), <=, 0x1010ff);

  app_image_loader_make_thumbnail_async (fixture->loader, file, NULL, on_done, fixture);
  result = wait_result (fixture);
  thumbnail = app_image_loader_make_thumbnail_finish (fixture->loader, result, &width, &height,
                                                      NULL);
  g_assert_nonnull (thumbnail);
  g_assert_cmpuint (width, ==, 600);
  g_assert_cmpuint (height, ==, 800);
}

static guint32
get_crc (const guchar *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

/* A PNG that says how large it is, and has hardly anything of it. */
static GFile *
write_header (Fixture *fixture, guint32 width, guint32 height)
{
  guchar png[45] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R' };
  guint32 number = GUINT32_TO_BE (width);

  memcpy (png + 16, &number, 4);
  number = GUINT32_TO_BE (height);
  memcpy (png + 20, &number, 4);
  png[24] = 8;
  png[25] = 2;
  number = GUINT32_TO_BE (get_crc (png + 12, 17));
  memcpy (png + 29, &number, 4);
  memcpy (png + 33, "\0\0\4\0IDAT", 8); /* a decoder looks up to where the pixels start */
  return write_file (fixture, "header.png", png, sizeof png);
}

/* At the limit it is decoded (and found damaged, as there is no more of it), one row past it is
 * refused by the header alone. */
static void
test_limit (Fixture *fixture, gconstpointer user_data)
{
  guint side = 8192;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (side * side, ==, APP_IMAGE_PIXELS_MAX);
  file = write_header (fixture, side, side);
  texture = load (fixture, file, 100, 100, &error);
  g_assert_false (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE));
  g_clear_error (&error);
  g_clear_object (&texture);
  g_clear_object (&file);

  file = write_header (fixture, side, side + 1);
  texture = load (fixture, file, 100, 100, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "8192 × 8193"));
  g_assert_null (texture);
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  static const char svg[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>";
  static const char text[] = "This is not a picture, whatever its name says.";
  g_autoptr (GFile) drawing = write_file (fixture, "drawing.png", svg, strlen (svg));
  g_autoptr (GFile) words = write_file (fixture, "words.jpg", text, strlen (text));
  g_autoptr (GFile) empty = write_file (fixture, "empty.jpg", "", 0);
  g_autoptr (GFile) missing = g_file_get_child (drawing, "missing");
  GFile *const files[] = { drawing, words, empty, missing };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load (fixture, files[i], 100, 100, &error));
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, G_IO_ERROR);
      g_test_message ("%s", error->message);
    }
}

/* Cut off, or with its middle turned over: an error or a picture, never more. */
static void
test_damaged (Fixture *fixture, gconstpointer user_data)
{
  static const char *const types[] = { "jpeg", "png" };
  g_autoptr (GdkPixbuf) pixbuf = make_picture (300, 200, FALSE, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *buffer = NULL;
      gsize size;

      g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, types[i], NULL, NULL));
      for (guint part = 1; part < 8; part++)
        {
          g_autoptr (GFile) cut = write_file (fixture, "cut", buffer, size * part / 8);
          g_autoptr (GFile) turned = NULL;
          g_autoptr (GdkTexture) texture = load (fixture, cut, 90 + part, 100, NULL);

          g_clear_object (&texture);
          for (gsize at = size * part / 8; at < MIN (size * part / 8 + 50, size); at++)
            buffer[at] ^= 0x5a;
          turned = write_file (fixture, "turned", buffer, size);
          texture = load (fixture, turned, 90 + part, 100, NULL);
        }
    }
  g_assert_cmpuint (app_image_loader_get_cached_bytes (fixture->loader), <=, APP_IMAGE_CACHE_BYTES);
}

/* The same picture again comes from the cache; the cache is bounded whatever is asked for. */
static void
test_cache (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GFile) file = write_picture (fixture, "a.jpg", "jpeg", 2400, 1600);
  g_autoptr (GdkTexture) first = load (fixture, file, 300, 200, NULL);

  g_assert_true (app_image_loader_lookup (fixture->loader, file, 300, 200) == first);
  g_assert_null (app_image_loader_lookup (fixture->loader, file, 301, 200));
  g_assert_cmpuint (app_image_loader_get_cached_bytes (fixture->loader), >, 300 * 200 * 4 - 1);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GdkTexture) texture = load (fixture, file, 2390 + i, 1600, NULL);

      g_assert_cmpuint (app_image_loader_get_cached_bytes (fixture->loader), <=,
                        APP_IMAGE_CACHE_BYTES);
    }
  g_assert_null (app_image_loader_lookup (fixture->loader, file, 300, 200)); /* the oldest went */
  g_assert_nonnull (app_image_loader_lookup (fixture->loader, file, 2395, 1600));
}

static void
test_texture_cache (void)
{
  g_autoptr (AppTextureCache) cache = app_texture_cache_new (3 * 400);
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (4000), 4000);
  g_autoptr (GdkTexture) small = gdk_memory_texture_new (10, 10, GDK_MEMORY_DEFAULT, pixels, 40);
  g_autoptr (GdkTexture) large = gdk_memory_texture_new (100, 10, GDK_MEMORY_DEFAULT, pixels, 400);

  app_texture_cache_insert (cache, "a", small);
  app_texture_cache_insert (cache, "b", small);
  app_texture_cache_insert (cache, "c", small);
  g_assert_cmpuint (app_texture_cache_get_n_bytes (cache), ==, 1200);
  g_assert_nonnull (app_texture_cache_lookup (cache, "a")); /* used: b is the oldest now */
  app_texture_cache_insert (cache, "d", small);
  g_assert_null (app_texture_cache_lookup (cache, "b"));
  g_assert_nonnull (app_texture_cache_lookup (cache, "a"));
  app_texture_cache_insert (cache, "a", small); /* once, not twice */
  g_assert_cmpuint (app_texture_cache_get_n_bytes (cache), ==, 1200);
  app_texture_cache_insert (cache, "e", large);
  g_assert_null (app_texture_cache_lookup (cache, "e"));
  g_assert_cmpuint (app_texture_cache_get_n_bytes (cache), ==, 0);
}

/* Whoever cancels gets told so, and nobody waits for what nobody wants. */
static void
test_cancel (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GFile) file = write_picture (fixture, "a.jpg", "jpeg", 2400, 1600);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_image_loader_load_async (fixture->loader, file, 300, 200, cancellable, on_done, fixture);
  g_cancellable_cancel (cancellable);
  result = wait_result (fixture);
  g_assert_null (app_image_loader_load_finish (fixture->loader, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (app_image_loader_get_cached_bytes (fixture->loader), ==, 0);
}

/* A thumbnail fits into its budget even where nothing compresses, keeps what shows through, and can
 * be shown. */
static void
test_thumbnail (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < 4; i++)
    {
      gboolean has_alpha = i % 2, has_noise = i / 2;
      g_autoptr (GdkPixbuf) pixbuf = make_picture (900, 700, has_alpha, has_noise);
      g_autofree char *buffer = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GAsyncResult) decoded = NULL;
      g_autoptr (GBytes) thumbnail = NULL;
      g_autoptr (GdkTexture) texture = NULL;
      g_autofree char *base64 = NULL;
      gsize size;
      guint width, height;

      g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &size, "png", NULL, NULL));
      file = write_file (fixture, "picture.png", buffer, size);
      app_image_loader_make_thumbnail_async (fixture->loader, file, NULL, on_done, fixture);
      result = wait_result (fixture);
      thumbnail = app_image_loader_make_thumbnail_finish (fixture->loader, result, &width, &height,
                                                          NULL);
      g_assert_nonnull (thumbnail);
      g_assert_cmpuint (width, ==, 900);
      g_assert_cmpuint (height, ==, 700);
      g_assert_cmpuint (g_bytes_get_size (thumbnail), <=, APP_THUMBNAIL_BYTES_MAX);
      base64 = g_base64_encode (g_bytes_get_data (thumbnail, NULL), g_bytes_get_size (thumbnail));
      g_assert_cmpuint (strlen (base64), <=, 8192);

      g_assert_null (app_image_loader_lookup_bytes (fixture->loader, thumbnail));
      app_image_loader_load_bytes_async (fixture->loader, thumbnail, NULL, on_done, fixture);
      decoded = wait_result (fixture);
      texture = app_image_loader_load_finish (fixture->loader, decoded, NULL);
      g_assert_nonnull (texture);
      g_assert_true (app_image_loader_lookup_bytes (fixture->loader, thumbnail) == texture);
      g_assert_cmpint (MAX (gdk_texture_get_width (texture), gdk_texture_get_height (texture)), <=,
                       APP_THUMBNAIL_SIDE);
      if (has_alpha) /* nothing where nothing was */
        g_assert_cmpuint (get_pixel (texture, gdk_texture_get_width (texture) / 4, 1), ==, 0);
    }
}

static gboolean
are_all_done (gpointer user_data)
{
  return ((Fixture *) user_data)->n_done == 8;
}

/* A loader may go while its threads work. */
static void
test_finalize (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GFile) file = write_picture (fixture, "a.jpg", "jpeg", 2400, 1600);
  AppImageLoader *loader = app_image_loader_new ();

  for (guint i = 0; i < 8; i++)
    app_image_loader_load_async (loader, file, 300 + i, 200, NULL, on_done, fixture);
  g_object_add_weak_pointer (G_OBJECT (loader), (gpointer *) &loader);
  g_object_unref (loader);
  ui_spin_until (are_all_done, fixture);
  g_clear_object (&fixture->result);
  ui_spin_until (is_null, &loader);
}

#define ADD(path, func) g_test_add ("/platform/image/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("size", test_size);
  ADD ("orientation", test_orientation);
  ADD ("limit", test_limit);
  ADD ("refused", test_refused);
  ADD ("damaged", test_damaged);
  ADD ("cache", test_cache);
  g_test_add_func ("/platform/image/texture-cache", test_texture_cache);
  ADD ("cancel", test_cancel);
  ADD ("thumbnail", test_thumbnail);
  ADD ("finalize", test_finalize);
  return g_test_run ();
}
