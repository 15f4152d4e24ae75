/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-image-loader"

#include "config.h"

#include "app-image-decoder.h"
#include "app-image-loader.h"
#include "app-texture-cache.h"
#include "app-thumbnail.h"

/* Decoding is bound by the processor, and the rest of the app wants some of it too. */
#define N_THREADS 2

/**
 * AppImageLoader:
 *
 * Pictures as textures, decoded off the main thread at the size at which they are shown, with a
 * cache that is bounded. What was asked for last is decoded first: when a chat is scrolled, that is
 * what is on the screen. Also makes the thumbnails that are sent with pictures.
 *
 * All of it is called on the main thread. Whoever shows a picture cancels what it does not want any
 * more.
 */
struct _AppImageLoader
{
  GObject parent_instance;
  GThreadPool *pool; /* of GTask with a Request */
  AppTextureCache *cache;
  guint n_requests;
};

typedef enum
{
  REQUEST_TEXTURE,
  REQUEST_THUMBNAIL,
} RequestKind;

typedef struct
{
  RequestKind kind;
  GFile *file;   /* this … */
  GBytes *bytes; /* … or this */
  guint width;
  guint height;
  char *key;
  guint number;
} Request;

typedef struct
{
  GBytes *bytes;
  guint width;
  guint height;
} Thumbnail;

G_DEFINE_FINAL_TYPE (AppImageLoader, app_image_loader, G_TYPE_OBJECT)

static void
free_request (gpointer data)
{
  Request *request = data;

  g_clear_object (&request->file);
  g_clear_pointer (&request->bytes, g_bytes_unref);
  g_free (request->key);
  g_free (request);
}

static void
free_thumbnail (gpointer data)
{
  Thumbnail *thumbnail = data;

  g_bytes_unref (thumbnail->bytes);
  g_free (thumbnail);
}

static char *
get_file_key (GFile *file, guint width, guint height)
{
  g_autofree char *uri = g_file_get_uri (file);

  return g_strdup_printf ("%ux%u %s", width, height, uri);
}

/* Thumbnails are a few KiB: their hash costs less than it would to name them. */
static char *
get_bytes_key (GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA1, bytes);

  return g_strconcat ("bytes ", sum, NULL);
}

/* In the layout that needs no conversion when it is painted. */
static GdkTexture *
make_texture (GdkPixbuf *pixbuf)
{
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (
      gdk_pixbuf_get_width (pixbuf), gdk_pixbuf_get_height (pixbuf),
      gdk_pixbuf_get_has_alpha (pixbuf) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8, pixels,
      gdk_pixbuf_get_rowstride (pixbuf));
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) converted = NULL;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_DEFAULT);
  converted = gdk_texture_downloader_download_bytes (downloader, &stride);
  return gdk_memory_texture_new (gdk_texture_get_width (texture), gdk_texture_get_height (texture),
                                 GDK_MEMORY_DEFAULT, converted, stride);
}

static void
run_thumbnail (GTask *task, Request *request)
{
  Thumbnail *thumbnail;
  guint width, height;
  GError *error = NULL;
  GBytes *bytes = NULL;
  g_autoptr (GdkPixbuf) pixbuf = app_image_decode_file (request->file, APP_THUMBNAIL_SIDE,
                                                        APP_THUMBNAIL_SIDE, &width, &height,
                                                        g_task_get_cancellable (task), &error);

  if (pixbuf != NULL)
    bytes = app_thumbnail_encode (pixbuf, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  thumbnail = g_new0 (Thumbnail, 1);
  thumbnail->bytes = bytes;
  thumbnail->width = width;
  thumbnail->height = height;
  g_task_return_pointer (task, thumbnail, free_thumbnail);
}

static void
run_texture (GTask *task, Request *request)
{
  GError *error = NULL;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GdkPixbuf) pixbuf = request->file != NULL
                                     ? app_image_decode_file (request->file, request->width,
                                                              request->height, NULL, NULL,
                                                              cancellable, &error)
                                     : app_image_decode_bytes (request->bytes, request->width,
                                                               request->height, NULL, NULL,
                                                               cancellable, &error);

  if (pixbuf != NULL)
    g_task_return_pointer (task, make_texture (pixbuf), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
run (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Request *request = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (request->kind == REQUEST_THUMBNAIL)
    run_thumbnail (task, request);
  else
    run_texture (task, request);
}

static int
compare_tasks (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Request *left = g_task_get_task_data ((GTask *) a);
  const Request *right = g_task_get_task_data ((GTask *) b);

  return left->number > right->number ? -1 : left->number < right->number;
}

/* Takes @request. */
static void
push (AppImageLoader *self,
      Request *request,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data,
      gpointer tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  request->number = self->n_requests++;
  g_task_set_task_data (task, request, free_request);
  g_thread_pool_push (self->pool, task, NULL);
}

static void
app_image_loader_finalize (GObject *object)
{
  AppImageLoader *self = APP_IMAGE_LOADER (object);

  /* Every task holds the loader: there is none left, and nothing to wait for. */
  g_thread_pool_free (self->pool, FALSE, FALSE);
  app_texture_cache_free (self->cache);

  G_OBJECT_CLASS (app_image_loader_parent_class)->finalize (object);
}

static void
app_image_loader_class_init (AppImageLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_image_loader_finalize;
}

static void
app_image_loader_init (AppImageLoader *self)
{
  self->pool = g_thread_pool_new (run, NULL, N_THREADS, FALSE, NULL);
  g_thread_pool_set_sort_function (self->pool, compare_tasks, NULL);
  self->cache = app_texture_cache_new (APP_IMAGE_CACHE_BYTES);
}

/**
 * app_image_loader_new:
 *
 * Returns: (transfer full): a loader
 */
AppImageLoader *
app_image_loader_new (void)
{
  return g_object_new (APP_TYPE_IMAGE_LOADER, NULL);
}

/**
 * app_image_loader_lookup:
 * @self: a loader
 * @file: a picture
 * @width: the pixels that it is to cover
 * @height: the pixels that it is to cover
 *
 * Returns: (transfer none) (nullable): the picture, if it was loaded before at this size and is
 * still there
 */
GdkTexture *
app_image_loader_lookup (AppImageLoader *self, GFile *file, guint width, guint height)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (self), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  key = get_file_key (file, width, height);
  return app_texture_cache_lookup (self->cache, key);
}

/**
 * app_image_loader_load_async:
 * @self: a loader
 * @file: a picture
 * @width: the pixels that it is to cover: of the display, so times the scale factor
 * @height: the pixels that it is to cover
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Decodes a picture so that it covers @width × @height, but never larger than it is.
 */
void
app_image_loader_load_async (AppImageLoader *self,
                             GFile *file,
                             guint width,
                             guint height,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Request *request;

  g_return_if_fail (APP_IS_IMAGE_LOADER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (width > 0 && height > 0);

  request = g_new0 (Request, 1);
  request->kind = REQUEST_TEXTURE;
  request->file = g_object_ref (file);
  request->width = width;
  request->height = height;
  request->key = get_file_key (file, width, height);
  push (self, request, cancellable, callback, user_data, app_image_loader_load_async);
}

/**
 * app_image_loader_load_finish:
 * @self: a loader
 * @result: a result
 * @error: return location for an error
 *
 * Ends app_image_loader_load_async() and app_image_loader_load_bytes_async().
 *
 * Fails with %G_IO_ERROR_NOT_SUPPORTED, %G_IO_ERROR_MESSAGE_TOO_LARGE, %G_IO_ERROR_INVALID_DATA,
 * %G_IO_ERROR_CANCELLED, and as reading fails.
 *
 * Returns: (transfer full): the picture
 */
GdkTexture *
app_image_loader_load_finish (AppImageLoader *self, GAsyncResult *result, GError **error)
{
  Request *request;
  GdkTexture *texture;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  request = g_task_get_task_data (G_TASK (result));
  texture = g_task_propagate_pointer (G_TASK (result), error);
  if (texture != NULL)
    app_texture_cache_insert (self->cache, request->key, texture);
  return texture;
}

/**
 * app_image_loader_lookup_bytes:
 * @self: a loader
 * @bytes: a thumbnail
 *
 * Returns: (transfer none) (nullable): the thumbnail, if it was loaded before and is still there
 */
GdkTexture *
app_image_loader_lookup_bytes (AppImageLoader *self, GBytes *bytes)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (self), NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  key = get_bytes_key (bytes);
  return app_texture_cache_lookup (self->cache, key);
}

/**
 * app_image_loader_load_bytes_async:
 * @self: a loader
 * @bytes: a thumbnail
 * @cancellable: (nullable): a cancellable
 * @callback: called when the picture is there
 * @user_data: for @callback
 *
 * Decodes a thumbnail that came with a message. End it with app_image_loader_load_finish().
 */
void
app_image_loader_load_bytes_async (AppImageLoader *self,
                                   GBytes *bytes,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Request *request;

  g_return_if_fail (APP_IS_IMAGE_LOADER (self));
  g_return_if_fail (bytes != NULL);

  request = g_new0 (Request, 1);
  request->kind = REQUEST_TEXTURE;
  request->bytes = g_bytes_ref (bytes);
  request->width = request->height = APP_THUMBNAIL_SIDE;
  request->key = get_bytes_key (bytes);
  push (self, request, cancellable, callback, user_data, app_image_loader_load_bytes_async);
}

/**
 * app_image_loader_make_thumbnail_async:
 * @self: a loader
 * @file: a picture that is to be sent
 * @cancellable: (nullable): a cancellable
 * @callback: called when the thumbnail is there
 * @user_data: for @callback
 *
 * Makes the thumbnail that is sent with a picture, and finds out the picture's size.
 */
void
app_image_loader_make_thumbnail_async (AppImageLoader *self,
                                       GFile *file,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  Request *request;

  g_return_if_fail (APP_IS_IMAGE_LOADER (self));
  g_return_if_fail (G_IS_FILE (file));

  request = g_new0 (Request, 1);
  request->kind = REQUEST_THUMBNAIL;
  request->file = g_object_ref (file);
  push (self, request, cancellable, callback, user_data, app_image_loader_make_thumbnail_async);
}

/**
 * app_image_loader_make_thumbnail_finish:
 * @self: a loader
 * @result: a result
 * @width: (out): the picture's own width, as it is to be looked at
 * @height: (out): its own height
 * @error: return location for an error
 *
 * Ends app_image_loader_make_thumbnail_async(). A file that is no picture fails with
 * %G_IO_ERROR_INVALID_DATA or %G_IO_ERROR_NOT_SUPPORTED: it can be sent as a document all the same.
 *
 * Returns: (transfer full): JPEG or PNG, at most %APP_THUMBNAIL_BYTES_MAX bytes
 */
GBytes *
app_image_loader_make_thumbnail_finish (AppImageLoader *self,
                                        GAsyncResult *result,
                                        guint *width,
                                        guint *height,
                                        GError **error)
{
  Thumbnail *thumbnail;
  GBytes *bytes;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (width != NULL && height != NULL, NULL);

  thumbnail = g_task_propagate_pointer (G_TASK (result), error);
  if (thumbnail == NULL)
    return NULL;
  *width = thumbnail->width;
  *height = thumbnail->height;
  bytes = g_bytes_ref (thumbnail->bytes);
  free_thumbnail (thumbnail);
  return bytes;
}

/**
 * app_image_loader_get_cached_bytes:
 * @self: a loader
 *
 * Returns: what is kept of decoded pictures, at most %APP_IMAGE_CACHE_BYTES
 */
gsize
app_image_loader_get_cached_bytes (AppImageLoader *self)
{
  g_return_val_if_fail (APP_IS_IMAGE_LOADER (self), 0);

  return app_texture_cache_get_n_bytes (self->cache);
}
