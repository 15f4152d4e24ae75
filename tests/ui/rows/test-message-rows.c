/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>

#include "app-bubble.h"
#include "app-file-body.h"
#include "app-media-state.h"
#include "app-message-text.h"
#include "app-picture-body.h"
#include "app-row-style.h"
#include "app-tick-icon.h"
#include "rows-fixture.h"

/* ticks */

static void
test_ticks (RowsFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    AppTick tick;
    const char *name;
  } ticks[] = {
    { APP_TICK_WAITING, "Waiting to be sent" },
    { APP_TICK_SENT, "Sent" },
    { APP_TICK_DELIVERED, "Delivered" },
    { APP_TICK_READ, "Read" },
    { APP_TICK_FAILED, "Not sent" },
  };
  GtkWidget *icon = app_tick_icon_new ();
  g_autoptr (GHashTable) shapes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (icon));

  gtk_box_append (GTK_BOX (fixture->box), icon);
  g_assert_false (gtk_widget_get_visible (icon));
  gtk_test_accessible_assert_role (icon, GTK_ACCESSIBLE_ROLE_IMG);
  for (guint i = 0; i < G_N_ELEMENTS (ticks); i++)
    {
      GtkWidget *image = gtk_widget_get_first_child (icon);
      const char *shape;

      app_tick_icon_set_tick (APP_TICK_ICON (icon), ticks[i].tick);
      g_assert_true (gtk_widget_get_visible (icon));
      gtk_test_accessible_assert_property (icon, GTK_ACCESSIBLE_PROPERTY_LABEL, ticks[i].name);
      g_assert_cmpstr (gtk_widget_get_tooltip_text (icon), ==, ticks[i].name);
      shape = gtk_image_get_icon_name (GTK_IMAGE (image));
      g_assert_true (gtk_icon_theme_has_icon (theme, shape));
      g_assert_true (g_hash_table_add (shapes, g_strdup (shape))); /* each has its own */
    }
  app_tick_icon_set_tick (APP_TICK_ICON (icon), APP_TICK_NONE);
  g_assert_false (gtk_widget_get_visible (icon));
}

static void
test_description (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "read");
  g_autofree char *error = NULL;

  gtk_test_accessible_assert_role (GTK_WIDGET (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "You: Yes, 14:14, Read");
  rows_fixture_remove_row (fixture, row);
  row = rows_fixture_add_bound (fixture, "second");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ben Okafor: Are we still on for the ferry?, 14:14");
  rows_fixture_remove_row (fixture, row);
  row = rows_fixture_add_bound (fixture, "file-remote");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ben Okafor: Timetable.pdf, 14:14");
}

/* binding */

static GBytes *
get_pixels (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gsize stride = (gsize) width * 4;
  guchar *pixels = g_malloc0 (stride * height);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                         node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, stride * height);
}

typedef struct
{
  RowsFixture *fixture;
  AppTimelineItem *item;
  AppMessageRow *rows[2];
} Pair;

/* Whether nothing is on its way any more: what is decoded is in the cache, what is damaged has been
 * found so. */
static gboolean
is_settled (gpointer user_data)
{
  Pair *pair = user_data;
  LandlineMedia *media = app_media_state_get_media (pair->item);
  GBytes *thumbnail = media != NULL ? landline_media_get_thumbnail (media) : NULL;
  GFile *file = app_timeline_item_get_file (pair->item);
  int width, height;

  if (thumbnail != NULL && app_image_loader_lookup_bytes (pair->fixture->loader, thumbnail) == NULL)
    return FALSE;
  if (file == NULL || rows_fixture_find_type (pair->rows[0], APP_TYPE_PICTURE_BODY) == NULL)
    return TRUE;
  app_picture_body_fit (landline_media_get_width (media), landline_media_get_height (media), &width,
                        &height);
  if (landline_media_get_width (media) > 0)
    return app_image_loader_lookup (pair->fixture->loader, file, width, height) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pair->rows); i++)
    {
      if (rows_fixture_find (GTK_WIDGET (pair->rows[i]), rows_fixture_is_label_of,
                             "cannot be shown") == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
assert_same_pixels (Pair *pair, const char *name)
{
  g_autoptr (GBytes) a = get_pixels (GTK_WIDGET (pair->rows[0]));
  g_autoptr (GBytes) b = get_pixels (GTK_WIDGET (pair->rows[1]));

  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (pair->rows[0])), ==,
                   gtk_widget_get_height (GTK_WIDGET (pair->rows[1])));
  if (g_bytes_equal (a, b))
    return;
  g_test_message ("%s differs", name);
  g_test_fail ();
}

/* A row that showed everything else before looks, pixel for pixel, like one that is new; and holds
 * nothing of what it showed. Pictures come from the cache the second time. */
static void
test_recycled (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *recycled = rows_fixture_add_row (fixture);

  for (guint i = 0; i < 3 * fixture->samples->len; i++)
    {
      guint round = i / fixture->samples->len, at = i % fixture->samples->len;
      TestSample *sample = g_ptr_array_index (fixture->samples,
                                              round % 2 == 0 ? at : fixture->samples->len - 1 - at);
      AppTransfer *transfer = app_timeline_item_get_transfer (sample->item);
      Pair pair = { fixture, sample->item, { recycled, rows_fixture_add_row (fixture) } };

      app_message_row_bind (pair.rows[0], sample->item, (i + round) % 2);
      app_message_row_bind (pair.rows[1], sample->item, (i + round) % 2);
      ui_frames_wait_until (fixture->frames, is_settled, &pair);
      ui_frames_wait (fixture->frames, 2);
      if (round > 0)
        assert_same_pixels (&pair, sample->name);
      app_message_row_unbind (recycled);
      rows_fixture_remove_row (fixture, pair.rows[1]);
      g_assert_false (g_signal_has_handler_pending (
          sample->item, g_signal_lookup ("changed", APP_TYPE_TIMELINE_ITEM), 0, TRUE));
      if (transfer != NULL)
        g_assert_false (g_signal_has_handler_pending (transfer,
                                                      g_signal_lookup ("notify", APP_TYPE_TRANSFER),
                                                      0, TRUE));
    }
}

/* What was not loaded becomes what it is, in the same row; a change of anything is shown. */
static void
test_changed (RowsFixture *fixture, gconstpointer user_data)
{
  AppTimelineItem *item = rows_fixture_get_item (fixture, "loading");
  AppMessageRow *row = rows_fixture_add_bound (fixture, "loading");
  g_autoptr (LandlineContent) text = landline_content_new_text ("Here it is");
  g_autoptr (LandlineContent) file = test_messages_new_file ("a.pdf", "application/pdf", 5);

  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "…"));
  test_timeline_item_set (item, &(TestMessage) { .content = text });
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "Here it is"));
  test_timeline_item_set (item, &(TestMessage) { .content = file,
                                                 .outgoing = TRUE,
                                                 .tick = APP_TICK_SENT,
                                                 .day_start = TRUE });
  g_assert_null (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "Here it is"));
  g_assert_nonnull (rows_fixture_find_type (row, APP_TYPE_FILE_BODY));
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_has_css_name, "day"));
  g_assert_true (gtk_widget_has_css_class (rows_fixture_get_bubble (row), "outgoing"));
  test_timeline_item_set (item, &(TestMessage) { .content = text,
                                                 .outgoing = TRUE,
                                                 .tick = APP_TICK_READ,
                                                 .unread_start = TRUE });
  g_assert_null (rows_fixture_find_type (row, APP_TYPE_FILE_BODY));
  g_assert_null (rows_fixture_find (GTK_WIDGET (row), rows_fixture_has_css_name, "day"));
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_has_css_name, "unread"));
  g_assert_cmpint (app_tick_icon_get_tick (
                       APP_TICK_ICON (rows_fixture_find_type (row, APP_TYPE_TICK_ICON))),
                   ==, APP_TICK_READ);
}

/* What failed to go up waits for nothing: its tick says so, and only that of what is sent. */
static void
test_ticks_of_files (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "file-uploading");
  AppTransfer *transfer = app_timeline_item_get_transfer (app_message_row_get_item (row));
  AppTickIcon *tick = APP_TICK_ICON (rows_fixture_find_type (row, APP_TYPE_TICK_ICON));

  g_assert_cmpint (app_tick_icon_get_tick (tick), ==, APP_TICK_WAITING);
  test_transfer_set (transfer,
                     &(TestTransfer) { APP_TRANSFER_FAILED, TRUE, 3412345, 0, 0, "No room." });
  g_assert_cmpint (app_tick_icon_get_tick (tick), ==, APP_TICK_FAILED);
  test_transfer_set (transfer, &(TestTransfer) { APP_TRANSFER_RUNNING, TRUE, 3412345, 0, 0, NULL });
  g_assert_cmpint (app_tick_icon_get_tick (tick), ==, APP_TICK_WAITING);
  test_transfer_set (transfer,
                     &(TestTransfer) { APP_TRANSFER_CANCELLED, TRUE, 3412345, 0, 0, NULL });
  g_assert_cmpint (app_tick_icon_get_tick (tick), ==, APP_TICK_FAILED);
  test_transfer_set (transfer, &(TestTransfer) { APP_TRANSFER_FAILED, FALSE, 3412345, 0, 0, NULL });
  g_assert_cmpint (app_tick_icon_get_tick (tick), ==, APP_TICK_WAITING);
}

/* places */

static void
test_sides (RowsFixture *fixture, gconstpointer window_width)
{
  const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      AppMessageRow *in, *out;
      graphene_rect_t bounds;
      gboolean is_rtl = directions[i] == GTK_TEXT_DIR_RTL;
      int width, margin;

      gtk_widget_set_default_direction (directions[i]);
      in = rows_fixture_add_bound (fixture, "day");
      out = rows_fixture_add_bound (fixture, "read");
      width = gtk_widget_get_width (GTK_WIDGET (in));
      margin = window_width != NULL ? (width - 900) / 2 : 0; /* together in a wide window */
      g_assert_true (
          gtk_widget_compute_bounds (rows_fixture_get_bubble (in), GTK_WIDGET (in), &bounds));
      g_assert_cmpfloat (is_rtl ? width - bounds.origin.x - bounds.size.width : bounds.origin.x, ==,
                         margin);
      g_assert_true (
          gtk_widget_compute_bounds (rows_fixture_get_bubble (out), GTK_WIDGET (out), &bounds));
      g_assert_cmpfloat (is_rtl ? bounds.origin.x : width - bounds.origin.x - bounds.size.width, ==,
                         margin);
      rows_fixture_remove_row (fixture, in);
      rows_fixture_remove_row (fixture, out);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static gboolean
has_css_class (GtkWidget *widget, gconstpointer css_class)
{
  return gtk_widget_has_css_class (widget, css_class);
}

/* Whether anything of a row is drawn with a line around it. */
static gboolean
has_outline (AppMessageRow *row)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (row));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GBytes) text = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (row)),
                          gtk_widget_get_height (GTK_WIDGET (row)));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  text = gsk_render_node_serialize (node);
  return g_strstr_len (g_bytes_get_data (text, NULL), g_bytes_get_size (text), "border {") != NULL;
}

static gboolean
is_outlined (gpointer row)
{
  return has_outline (row);
}

/* A line is drawn around the message that has the keyboard, and around no other. */
static void
test_outline (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "read");
  AppMessageRow *other = rows_fixture_add_bound (fixture, "day");

  ui_frames_wait (fixture->frames, 2);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (has_outline (row));
  g_assert_false (has_outline (other));
  gtk_window_set_focus_visible (GTK_WINDOW (fixture->window), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  ui_frames_wait_until (fixture->frames, is_outlined, row);
  g_assert_false (has_outline (other));
}

/* Why a file was not sent is there to be read. */
static void
test_reason (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_row (fixture);
  GtkWidget *detail;
  int height;

  app_message_row_bind (row, rows_fixture_get_item (fixture, "file-upload-failed"), TRUE);
  ui_frames_wait (fixture->frames, 2);
  detail = rows_fixture_find (GTK_WIDGET (row), has_css_class, "file-detail");
  g_assert_true (gtk_widget_has_css_class (detail, "error"));
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (detail))));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (detail))), >, 1);
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (detail)), NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (detail), >=, height);

  app_message_row_unbind (row);
  app_message_row_bind (row, rows_fixture_get_item (fixture, "file-waiting"), TRUE);
  ui_frames_wait (fixture->frames, 2);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (detail))), ==, 1);
}

/* Size and kind of a file that rests are there to be read, beside its buttons in a narrow group. */
static void
test_detail (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_row (fixture);
  GtkWidget *detail;
  int height;

  app_message_row_bind (row, rows_fixture_get_item (fixture, "file-here"), TRUE);
  ui_frames_wait (fixture->frames, 2);
  detail = rows_fixture_find (GTK_WIDGET (row), has_css_class, "file-detail");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (detail))));
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (detail)), NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (detail), >=, height);
}

/* Nothing is wider than a narrow window, nor do bubbles become wider than they can be read in a
 * wide one. */
static void
test_widths (RowsFixture *fixture, gconstpointer width)
{
  for (guint i = 0; i < fixture->samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (fixture->samples, i);
      AppMessageRow *row = rows_fixture_add_row (fixture);
      int least;

      app_message_row_bind (row, sample->item, TRUE);
      ui_frames_wait (fixture->frames, 2);
      gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                          NULL);
      g_assert_cmpint (least, <=, 330);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (row)), ==, GPOINTER_TO_INT (width));
      g_assert_cmpint (gtk_widget_get_width (rows_fixture_get_bubble (row)), <=, 560);
      g_assert_cmpint (gtk_widget_get_height (rows_fixture_get_bubble (row)), >, 15);
      rows_fixture_remove_row (fixture, row);
    }
}

/* The time stands in the last line of the text if it fits, and never over the text. */
static void
test_time_in_line (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *line = rows_fixture_add_bound (fixture, "day"),
                *right_to_left = rows_fixture_add_bound (fixture, "arabic-outgoing");
  GtkWidget *bubble = rows_fixture_get_bubble (line);
  GtkWidget *footer = rows_fixture_find (bubble, rows_fixture_has_css_name, "footer");
  GtkLabel *text = app_bubble_get_text (APP_BUBBLE (bubble));
  graphene_rect_t words, time;
  PangoRectangle before;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (text), bubble, &words));
  g_assert_true (gtk_widget_compute_bounds (footer, bubble, &time));
  g_assert_cmpfloat (time.origin.y + time.size.height, ==, words.origin.y + words.size.height);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (text)), ==, 1);
  pango_layout_index_to_pos (gtk_label_get_layout (text), strlen ("Good morning!"), &before);
  g_assert_cmpfloat (before.x / PANGO_SCALE, <=, time.origin.x);

  text = app_bubble_get_text (APP_BUBBLE (rows_fixture_get_bubble (right_to_left)));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (text)), ==, 2);
}

/* A text is as wide as it is, however narrow its letters; and the room that it needs at least is
 * far below, or every letter would be tried on a line of its own to find out. */
static void
test_least_width (void)
{
  static const char *const texts[] = { "i",
                                       "I'll",
                                       "iiiiiiiiiiiiiiiiiiiiiiii",
                                       "...............................................",
                                       "i\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni\ni",
                                       "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
                                       "Words and more words, so that the line is a long one." };
  g_autoptr (GtkWidget) label = g_object_ref_sink (app_message_text_new ());

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      int least, best, least_of_letters, best_of_letters;

      app_message_text_set (GTK_LABEL (label), texts[i], 0, TRUE);
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
      gtk_label_set_width_chars (GTK_LABEL (label), -1);
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, &least_of_letters,
                          &best_of_letters, NULL, NULL);
      g_assert_cmpint (best, ==, best_of_letters);
      g_assert_cmpint (least, >=, least_of_letters);
      if (i == G_N_ELEMENTS (texts) - 1)
        {
          g_assert_cmpint (least, >, 4 * least_of_letters);
          g_assert_cmpint (least, <, 120);
        }
    }
}

/* pictures */

typedef struct
{
  AppPictureBody *body;
  int width;
} Awaited;

static gboolean
has_texture (gpointer user_data)
{
  Awaited *awaited = user_data;
  GdkTexture *texture = app_picture_body_get_texture (awaited->body);

  return texture != NULL && gdk_texture_get_width (texture) >= awaited->width;
}

static void
test_picture (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_row (fixture);
  AppTimelineItem *item = rows_fixture_get_item (fixture, "picture");
  Awaited awaited = { NULL, 1 };
  int height, best;

  app_message_row_bind (row, item, FALSE);
  awaited.body = APP_PICTURE_BODY (rows_fixture_find_type (row, APP_TYPE_PICTURE_BODY));
  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, 500, NULL, &height, NULL, NULL);
  g_assert_null (app_picture_body_get_texture (awaited.body));
  ui_frames_wait_until (fixture->frames, has_texture, &awaited); /* the thumbnail */
  awaited.width = 310;
  ui_frames_wait_until (fixture->frames, has_texture, &awaited); /* the picture */
  gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, 500, NULL, &best, NULL, NULL);
  g_assert_cmpint (best, ==, height);
  g_assert_cmpint (gdk_texture_get_width (app_picture_body_get_texture (awaited.body)), <, 500);

  app_message_row_unbind (row);
  g_assert_null (app_picture_body_get_texture (awaited.body));
  app_message_row_bind (row, item, FALSE); /* again: at once, from the cache */
  g_assert_true (has_texture (&awaited));
}

/* What was asked for by a message that scrolled away never comes up in the one that follows. */
static void
test_picture_overtaken (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_row (fixture);
  AppPictureBody *body;

  app_message_row_bind (row, rows_fixture_get_item (fixture, "picture"), FALSE);
  body = APP_PICTURE_BODY (rows_fixture_find_type (row, APP_TYPE_PICTURE_BODY));
  app_message_row_unbind (row);
  app_message_row_bind (row, rows_fixture_get_item (fixture, "picture-damaged"), FALSE);
  for (guint i = 0; i < 30; i++)
    {
      ui_frames_wait (fixture->frames, 1);
      g_assert_null (app_picture_body_get_texture (body));
    }
  g_assert_nonnull (
      rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "cannot be shown"));
}

static void
test_picture_fit (void)
{
  static const guint cases[][4] = {
    { 0, 0, 280, 210 },     { 1600, 1000, 320, 200 }, { 1000, 1600, 225, 360 },
    { 200, 150, 200, 150 }, { 40, 30, 140, 100 },     { 65535, 1, 320, 100 },
    { 1, 65535, 140, 360 }, { 320, 360, 320, 360 },   { 0, 100, 280, 210 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width, height;

      app_picture_body_fit (cases[i][0], cases[i][1], &width, &height);
      g_assert_cmpint (width, ==, cases[i][2]);
      g_assert_cmpint (height, ==, cases[i][3]);
    }
}

#define ADD(path, width, func)                                                                     \
  g_test_add ("/ui/rows/" path, RowsFixture, GINT_TO_POINTER (width), rows_fixture_set_up, func,   \
              rows_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  app_row_style_install (gdk_display_get_default ()); /* twice does no harm */
  ADD ("ticks", 0, test_ticks);
  ADD ("description", 0, test_description);
  ADD ("ticks-of-files", 0, test_ticks_of_files);
  ADD ("recycled", 0, test_recycled);
  ADD ("changed", 0, test_changed);
  ADD ("sides", 0, test_sides);
  ADD ("sides/1200", 1200, test_sides);
  ADD ("outline", 0, test_outline);
  ADD ("reason", 300, test_reason);
  ADD ("detail", 300, test_detail);
  ADD ("widths/360", 360, test_widths);
  ADD ("widths/1200", 1200, test_widths);
  ADD ("time-in-line", 0, test_time_in_line);
  g_test_add_func ("/ui/rows/least-width", test_least_width);
  ADD ("picture", 0, test_picture);
  ADD ("picture-overtaken", 0, test_picture_overtaken);
  g_test_add_func ("/ui/rows/picture-fit", test_picture_fit);
  return g_test_run ();
}
