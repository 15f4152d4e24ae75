/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app-bubble.h"
#include "app-file-body.h"
#include "app-media-state.h"
#include "app-message-row.h"
#include "app-picture-body.h"
#include "app-row-style.h"
#include "app-tick-icon.h"
#include "test-messages.h"
#include "ui-frames.h"

typedef struct
{
  char *folder;
  GPtrArray *samples;
  AppImageLoader *loader;
  GtkWidget *window;
  GtkWidget *box;
  UiFrames *frames;
  GString *asked; /* "action(id) " for each that a row asked for */
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->asked, "%s(%s) ", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

/* The page of the app implements these; here they are only written down. */
static void
add_actions (Fixture *fixture, const char *group_name, const char *const *names)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (; *names != NULL; names++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (*names, G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), fixture);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (fixture->window, group_name, G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  GtkWidget *scrolled;

  fixture->folder = g_dir_make_tmp ("landline-rows-XXXXXX", NULL);
  fixture->samples = test_messages_list_samples (fixture->folder);
  fixture->loader = app_image_loader_new ();
  fixture->asked = g_string_new (NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window),
                               width != NULL ? GPOINTER_TO_INT (width) : 700, 600);
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", fixture->box, "hscrollbar-policy",
                           GTK_POLICY_NEVER, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  add_actions (fixture, "message", (const char *[]) { "retry", "discard", "show", NULL });
  add_actions (fixture, "transfer", (const char *[]) { "cancel", "retry", NULL });
  add_actions (fixture, "file",
               (const char *[]) { "download", "open", "save-as", "show-in-folder", NULL });
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
}

static gboolean
is_finished (gpointer user_data)
{
  return test_timeline_item_get_n_alive () == 0;
}

static gboolean
is_null (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* Nothing may hold an item or the loader: no handler, no task, no row. */
static void
tear_down (Fixture *fixture, gconstpointer width)
{
  AppImageLoader *loader = fixture->loader;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&fixture->frames, ui_frames_free);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_ptr_array_unref (fixture->samples);
  ui_spin_until (is_finished, NULL);
  g_object_add_weak_pointer (G_OBJECT (loader), (gpointer *) &loader);
  g_object_unref (fixture->loader);
  ui_spin_until (is_null, &loader);
  g_string_free (fixture->asked, TRUE);

  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static AppTimelineItem *
get_item (Fixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (fixture->samples, i);

      if (g_str_equal (sample->name, name))
        return sample->item;
    }
  g_error ("There is no sample %s", name);
}

static AppMessageRow *
add_row (Fixture *fixture)
{
  GtkWidget *row = app_message_row_new (fixture->loader);

  gtk_box_append (GTK_BOX (fixture->box), row);
  return APP_MESSAGE_ROW (row);
}

static AppMessageRow *
add_bound (Fixture *fixture, const char *name)
{
  AppMessageRow *row = add_row (fixture);

  app_message_row_bind (row, get_item (fixture, name), FALSE);
  ui_frames_wait (fixture->frames, 2);
  return row;
}

static void
remove_row (Fixture *fixture, AppMessageRow *row)
{
  app_message_row_unbind (row);
  gtk_box_remove (GTK_BOX (fixture->box), GTK_WIDGET (row));
}

typedef gboolean (*WidgetFunc) (GtkWidget *widget, gconstpointer data);

/* The first visible descendant that @func likes. */
static GtkWidget *
find (GtkWidget *widget, WidgetFunc func, gconstpointer data)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (func (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, func, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

static gboolean
has_css_name (GtkWidget *widget, gconstpointer name)
{
  return g_strcmp0 (gtk_widget_get_css_name (widget), name) == 0;
}

static gboolean
is_label_of (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_button_of (GtkWidget *widget, gconstpointer name)
{
  return GTK_IS_BUTTON (widget) &&
         (g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0 ||
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0);
}

static GtkWidget *
find_type (AppMessageRow *row, GType type)
{
  return find (GTK_WIDGET (row), is_of_type, GSIZE_TO_POINTER (type));
}

static GtkWidget *
get_bubble (AppMessageRow *row)
{
  return find_type (row, APP_TYPE_BUBBLE);
}

static void
press (Fixture *fixture, AppMessageRow *row, const char *button, const char *expected)
{
  GtkWidget *widget = find (GTK_WIDGET (row), is_button_of, button);

  g_assert_nonnull (widget);
  g_string_truncate (fixture->asked, 0);
  g_signal_emit_by_name (widget, "clicked");
  g_assert_cmpstr (fixture->asked->str, ==, expected);
}

/* ticks */

static void
test_ticks (Fixture *fixture, gconstpointer user_data)
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
test_description (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = add_bound (fixture, "read");
  g_autofree char *error = NULL;

  gtk_test_accessible_assert_role (GTK_WIDGET (row), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "You: Yes, 14:14, Read");
  remove_row (fixture, row);
  row = add_bound (fixture, "second");
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Ben Okafor: Are we still on for the ferry?, 14:14");
  remove_row (fixture, row);
  row = add_bound (fixture, "file-remote");
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
  Fixture *fixture;
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
  if (file == NULL || find_type (pair->rows[0], APP_TYPE_PICTURE_BODY) == NULL)
    return TRUE;
  app_picture_body_fit (landline_media_get_width (media), landline_media_get_height (media), &width,
                        &height);
  if (landline_media_get_width (media) > 0)
    return app_image_loader_lookup (pair->fixture->loader, file, width, height) != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (pair->rows); i++)
    {
      if (find (GTK_WIDGET (pair->rows[i]), is_label_of, "cannot be shown") == NULL)
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
test_recycled (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *recycled = add_row (fixture);

  for (guint i = 0; i < 3 * fixture->samples->len; i++)
    {
      guint round = i / fixture->samples->len, at = i % fixture->samples->len;
      TestSample *sample = g_ptr_array_index (fixture->samples,
                                              round % 2 == 0 ? at : fixture->samples->len - 1 - at);
      AppTransfer *transfer = app_timeline_item_get_transfer (sample->item);
      Pair pair = { fixture, sample->item, { recycled, add_row (fixture) } };

      app_message_row_bind (pair.rows[0], sample->item, (i + round) % 2);
      app_message_row_bind (pair.rows[1], sample->item, (i + round) % 2);
      ui_frames_wait_until (fixture->frames, is_settled, &pair);
      ui_frames_wait (fixture->frames, 2);
      if (round > 0)
        assert_same_pixels (&pair, sample->name);
      app_message_row_unbind (recycled);
      remove_row (fixture, pair.rows[1]);
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
test_changed (Fixture *fixture, gconstpointer user_data)
{
  AppTimelineItem *item = get_item (fixture, "loading");
  AppMessageRow *row = add_bound (fixture, "loading");
  g_autoptr (LandlineContent) text = landline_content_new_text ("Here it is");
  g_autoptr (LandlineContent) file = test_messages_new_file ("a.pdf", "application/pdf", 5);

  g_assert_nonnull (find (GTK_WIDGET (row), is_label_of, "…"));
  test_timeline_item_set (item, &(TestMessage) { .content = text });
  g_assert_nonnull (find (GTK_WIDGET (row), is_label_of, "Here it is"));
  test_timeline_item_set (item, &(TestMessage) { .content = file,
                                                 .outgoing = TRUE,
                                                 .tick = APP_TICK_SENT,
                                                 .day_start = TRUE });
  g_assert_null (find (GTK_WIDGET (row), is_label_of, "Here it is"));
  g_assert_nonnull (find_type (row, APP_TYPE_FILE_BODY));
  g_assert_nonnull (find (GTK_WIDGET (row), has_css_name, "day"));
  g_assert_true (gtk_widget_has_css_class (get_bubble (row), "outgoing"));
  test_timeline_item_set (item, &(TestMessage) { .content = text,
                                                 .outgoing = TRUE,
                                                 .tick = APP_TICK_READ,
                                                 .unread_start = TRUE });
  g_assert_null (find_type (row, APP_TYPE_FILE_BODY));
  g_assert_null (find (GTK_WIDGET (row), has_css_name, "day"));
  g_assert_nonnull (find (GTK_WIDGET (row), has_css_name, "unread"));
  g_assert_cmpint (app_tick_icon_get_tick (APP_TICK_ICON (find_type (row, APP_TYPE_TICK_ICON))), ==,
                   APP_TICK_READ);
}

/* places */

static void
test_sides (Fixture *fixture, gconstpointer user_data)
{
  const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      AppMessageRow *in, *out;
      graphene_rect_t bounds;
      gboolean is_rtl = directions[i] == GTK_TEXT_DIR_RTL;
      int width;

      gtk_widget_set_default_direction (directions[i]);
      in = add_bound (fixture, "day");
      out = add_bound (fixture, "read");
      width = gtk_widget_get_width (GTK_WIDGET (in));
      g_assert_true (gtk_widget_compute_bounds (get_bubble (in), GTK_WIDGET (in), &bounds));
      g_assert_cmpfloat (is_rtl ? width - bounds.origin.x - bounds.size.width : bounds.origin.x, ==,
                         0);
      g_assert_true (gtk_widget_compute_bounds (get_bubble (out), GTK_WIDGET (out), &bounds));
      g_assert_cmpfloat (is_rtl ? bounds.origin.x : width - bounds.origin.x - bounds.size.width, ==,
                         0);
      remove_row (fixture, in);
      remove_row (fixture, out);
    }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Nothing is wider than a narrow window, nor do bubbles become wider than they can be read in a
 * wide one. */
static void
test_widths (Fixture *fixture, gconstpointer width)
{
  for (guint i = 0; i < fixture->samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (fixture->samples, i);
      AppMessageRow *row = add_row (fixture);
      int least;

      app_message_row_bind (row, sample->item, TRUE);
      ui_frames_wait (fixture->frames, 2);
      gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                          NULL);
      g_assert_cmpint (least, <=, 330);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (row)), ==, GPOINTER_TO_INT (width));
      g_assert_cmpint (gtk_widget_get_width (get_bubble (row)), <=, 560);
      g_assert_cmpint (gtk_widget_get_height (get_bubble (row)), >, 15);
      remove_row (fixture, row);
    }
}

/* The time stands in the last line of the text if it fits, and never over the text. */
static void
test_time_in_line (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *line = add_bound (fixture, "day"),
                *right_to_left = add_bound (fixture, "arabic-outgoing");
  GtkWidget *bubble = get_bubble (line);
  GtkWidget *footer = find (bubble, has_css_name, "footer");
  GtkLabel *text = app_bubble_get_text (APP_BUBBLE (bubble));
  graphene_rect_t words, time;
  PangoRectangle before;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (text), bubble, &words));
  g_assert_true (gtk_widget_compute_bounds (footer, bubble, &time));
  g_assert_cmpfloat (time.origin.y + time.size.height, ==, words.origin.y + words.size.height);
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (text)), ==, 1);
  pango_layout_index_to_pos (gtk_label_get_layout (text), strlen ("Good morning!"), &before);
  g_assert_cmpfloat (before.x / PANGO_SCALE, <=, time.origin.x);

  text = app_bubble_get_text (APP_BUBBLE (get_bubble (right_to_left)));
  g_assert_cmpint (pango_layout_get_line_count (gtk_label_get_layout (text)), ==, 2);
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
test_picture (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = add_row (fixture);
  AppTimelineItem *item = get_item (fixture, "picture");
  Awaited awaited = { NULL, 1 };
  int height, best;

  app_message_row_bind (row, item, FALSE);
  awaited.body = APP_PICTURE_BODY (find_type (row, APP_TYPE_PICTURE_BODY));
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
test_picture_overtaken (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = add_row (fixture);
  AppPictureBody *body;

  app_message_row_bind (row, get_item (fixture, "picture"), FALSE);
  body = APP_PICTURE_BODY (find_type (row, APP_TYPE_PICTURE_BODY));
  app_message_row_unbind (row);
  app_message_row_bind (row, get_item (fixture, "picture-damaged"), FALSE);
  for (guint i = 0; i < 30; i++)
    {
      ui_frames_wait (fixture->frames, 1);
      g_assert_null (app_picture_body_get_texture (body));
    }
  g_assert_nonnull (find (GTK_WIDGET (row), is_label_of, "cannot be shown"));
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

/* files */

static void
test_asks (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *button;
    const char *asked;
  } presses[] = {
    { "file-remote", "Download", "download(id) " },
    { "file-waiting", "Cancel Download", "cancel(id) " },
    { "file-downloading", "Cancel Download", "cancel(id) " },
    { "file-cancelled", "Try Again", "retry(id) " },
    { "file-upload-failed", "Try Again", "retry(id) " },
    { "file-here", "Save As…", "save-as(id) " },
    { "file-here", "Show in Folder", "show-in-folder(id) " },
    { "picture-remote", "Download", "download(id) " },
    { "picture-uploading", "Cancel Sending", "cancel(id) " },
    { "picture-failed", "Try Again", "retry(id) " },
    { "failed", "Try Again", "retry(id) " },
  };
  static const struct
  {
    const char *sample;
    const char *asked;
  } activations[] = {
    { "file-here", "open(id) " },
    { "picture", "open(id) " },
    { "file-remote", "download(id) " },
    { "file-downloading", "" },
    { "picture-uploading", "" },
    { "file-cancelled", "retry(id) " },
    { "day", "" },
    { "location", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (presses); i++)
    {
      AppMessageRow *row = add_bound (fixture, presses[i].sample);

      press (fixture, row, presses[i].button, presses[i].asked);
      remove_row (fixture, row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      AppMessageRow *row = add_bound (fixture, activations[i].sample);

      g_string_truncate (fixture->asked, 0);
      gtk_widget_activate_action (GTK_WIDGET (row), "row.activate", NULL);
      g_assert_cmpstr (fixture->asked->str, ==, activations[i].asked);
      remove_row (fixture, row);
    }
}

static void
click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, 1.0, 1.0);
    }
}

static void
test_clicks (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *css_name;
    const char *asked;
  } clicks[] = {
    { "reply", "quote", "show(r) " },
    { "picture", "picturebody", "open(id) " },
    { "file-video", "filebody", "open(id) " },
    { "picture-uploading", "picturebody", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clicks); i++)
    {
      AppMessageRow *row = add_bound (fixture, clicks[i].sample);

      g_string_truncate (fixture->asked, 0);
      click (find (GTK_WIDGET (row), has_css_name, clicks[i].css_name));
      g_assert_cmpstr (fixture->asked->str, ==, clicks[i].asked);
      remove_row (fixture, row);
    }
}

static void
test_progress (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = add_bound (fixture, "file-downloading");
  AppTimelineItem *item = get_item (fixture, "file-downloading");
  AppTransfer *transfer = app_timeline_item_get_transfer (item);
  GtkWidget *progress = find_type (row, GTK_TYPE_PROGRESS_BAR);

  g_assert_nonnull (
      find (GTK_WIDGET (row), is_label_of, "1.2\xc2\xa0MB of 3.4\xc2\xa0MB · 480.0\xc2\xa0kB/s"));
  test_transfer_set (transfer,
                     &(TestTransfer) { APP_TRANSFER_RUNNING, FALSE, 4000000, 3000000, 0, NULL });
  g_assert_nonnull (find (GTK_WIDGET (row), is_label_of, "3.0\xc2\xa0MB of 4.0\xc2\xa0MB"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (progress)), ==, 0.75);
  test_transfer_set (transfer, &(TestTransfer) { APP_TRANSFER_FAILED, FALSE, 4000000, 3000000, 0,
                                                 "The line was cut." });
  g_assert_nonnull (find (GTK_WIDGET (row), is_label_of, "The line was cut."));
  g_assert_null (find_type (row, GTK_TYPE_PROGRESS_BAR));
  g_assert_nonnull (find (GTK_WIDGET (row), is_button_of, "Try Again"));
}

/* A file that is here, and only such a one, can be dragged out and copied. */
static void
test_content (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GdkContentProvider) content = app_media_state_dup_content (
      get_item (fixture, "file-here"));
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = NULL;
  g_autofree char *path = NULL;

  g_assert_nonnull (content);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  path = g_file_get_path (files->data);
  g_assert_cmpstr (path, ==, "/tmp/nowhere");
  g_assert_null (app_media_state_dup_content (get_item (fixture, "file-remote")));
  g_assert_null (app_media_state_dup_content (get_item (fixture, "picture-uploading")));
  g_assert_null (app_media_state_dup_content (get_item (fixture, "day")));
}

/* text */

static void
test_copy_and_select (Fixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = add_bound (fixture, "sent"), *other = add_bound (fixture, "day");
  GtkLabel *text = app_bubble_get_text (APP_BUBBLE (get_bubble (row)));
  GdkContentProvider *content;
  g_auto (GValue) value = G_VALUE_INIT;
  const char *written = "And <b>not</b> & the other way round 😀";
  int start, end;

  gtk_widget_activate_action (GTK_WIDGET (row), "row.copy-text", NULL);
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (row)));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, written);

  g_assert_false (gtk_label_get_selectable (text));
  gtk_widget_activate_action (GTK_WIDGET (row), "row.select-text", NULL);
  ui_frames_wait (fixture->frames, 2);
  g_assert_true (gtk_label_get_selectable (text));
  g_assert_true (gtk_label_get_selection_bounds (text, &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, g_utf8_strlen (written, -1));
  gtk_widget_grab_focus (GTK_WIDGET (other));
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (gtk_label_get_selectable (text));

  /* Nor does it stay so for the next message. */
  gtk_widget_activate_action (GTK_WIDGET (row), "row.select-text", NULL);
  ui_frames_wait (fixture->frames, 2);
  app_message_row_unbind (row);
  g_assert_false (gtk_label_get_selectable (text));
  app_message_row_bind (row, get_item (fixture, "read"), FALSE);
}

/* Each verb of the menu is one that can be carried out now. */
static void
list_actions (GMenuModel *model, GString *actions)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;

      if (section != NULL)
        list_actions (section, actions);
      else if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        g_string_append_printf (actions, "%s ", action);
    }
}

static void
test_menu (Fixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *actions;
  } menus[] = {
    { "day", "row.copy-text row.select-text " },
    { "failed", "row.copy-text row.select-text message.retry message.discard " },
    { "reply", "row.copy-text row.select-text message.show " },
    { "file-here", "file.open file.save-as file.show-in-folder row.copy-file " },
    { "file-remote", "file.download " },
    { "file-downloading", "transfer.cancel " },
    { "file-cancelled", "transfer.retry " },
    { "picture-caption",
      "row.copy-text row.select-text file.open file.save-as file.show-in-folder row.copy-file " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (menus); i++)
    {
      AppMessageRow *row = add_bound (fixture, menus[i].sample);
      g_autoptr (GString) actions = g_string_new (NULL);
      GtkWidget *menu;

      gtk_widget_activate_action (GTK_WIDGET (row), "row.menu", NULL);
      menu = find_type (row, GTK_TYPE_POPOVER_MENU);
      g_assert_nonnull (menu);
      list_actions (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu)), actions);
      g_assert_cmpstr (actions->str, ==, menus[i].actions);
      ui_frames_wait (fixture->frames, 1);
      remove_row (fixture, row); /* with its menu open, as when it is recycled */
      ui_frames_wait (fixture->frames, 2);
    }
}

#define ADD(path, width, func)                                                                     \
  g_test_add ("/ui/rows/" path, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  app_row_style_install (gdk_display_get_default ()); /* twice does no harm */
  ADD ("ticks", 0, test_ticks);
  ADD ("description", 0, test_description);
  ADD ("recycled", 0, test_recycled);
  ADD ("changed", 0, test_changed);
  ADD ("sides", 0, test_sides);
  ADD ("widths/360", 360, test_widths);
  ADD ("widths/1200", 1200, test_widths);
  ADD ("time-in-line", 0, test_time_in_line);
  ADD ("picture", 0, test_picture);
  ADD ("picture-overtaken", 0, test_picture_overtaken);
  g_test_add_func ("/ui/rows/picture-fit", test_picture_fit);
  ADD ("asks", 0, test_asks);
  ADD ("clicks", 0, test_clicks);
  ADD ("progress", 0, test_progress);
  ADD ("content", 0, test_content);
  ADD ("copy-and-select", 0, test_copy_and_select);
  ADD ("menu", 0, test_menu);
  return g_test_run ();
}
