/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-viewer-private.h"

#include <glib/gi18n.h>

#include "app-chat-time.h"
#include "app-session-statuses.h"
#include "app-status-card.h"
#include "app-status-row.h"

/* How long one is shown, microseconds: a picture, and a text by its length. */
#define PICTURE_SPAN      (6 * G_USEC_PER_SEC)
#define TEXT_SPAN_MIN     (5 * G_USEC_PER_SEC)
#define TEXT_SPAN_MAX     (20 * G_USEC_PER_SEC)
#define TEXT_SPAN_OF_CHAR (60 * 1000)
/* A press that is shorter than this is a click, milliseconds; a longer one holds. */
#define CLICK_MAX 350
/* Pictures are decoded for a screen of this many pixels. */
#define PICTURE_SIDE 2048

/**
 * AppStatusViewer:
 *
 * What people show, one after the other over the whole window, with a segment of progress for each.
 * Clicks and arrow keys go on and back; it stands still while it is held, paused with the space bar
 * or answered. Where animations are off it goes on only when it is asked to.
 */
enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStatusViewer, app_status_viewer, GTK_TYPE_WIDGET)

static void app_status_viewer_show (AppStatusViewer *self, guint position);

void
app_status_viewer_close (AppStatusViewer *self)
{
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static gboolean
has_focus_within (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static gboolean
is_still (AppStatusViewer *self)
{
  return self->paused || self->held || has_focus_within (GTK_WIDGET (self->reply)) ||
         !adw_get_enable_animations (GTK_WIDGET (self));
}

/* The bar of the one that is shown; those before it are full, those behind it empty. */
static void
app_status_viewer_update_segments (AppStatusViewer *self)
{
  guint i = 0;

  for (GtkWidget *bar = gtk_widget_get_first_child (GTK_WIDGET (self->segments)); bar != NULL;
       bar = gtk_widget_get_next_sibling (bar), i++)
    {
      double fraction = i < self->position ? 1 : 0;

      if (i == self->position)
        fraction = !adw_get_enable_animations (GTK_WIDGET (self)) ? 1
                   : self->span > 0 ? (double) self->elapsed / (double) self->span
                                    : 0;
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (bar), CLAMP (fraction, 0, 1));
    }
}

static void
app_status_viewer_make_segments (AppStatusViewer *self)
{
  guint n = app_status_person_get_n_statuses (self->person);
  guint n_bars = 0;
  GtkWidget *bar;

  for (bar = gtk_widget_get_first_child (GTK_WIDGET (self->segments)); bar != NULL;
       bar = gtk_widget_get_next_sibling (bar))
    n_bars++;
  for (; n_bars < n; n_bars++)
    gtk_box_append (self->segments, gtk_progress_bar_new ());
  for (; n_bars > n; n_bars--)
    gtk_box_remove (self->segments, gtk_widget_get_last_child (GTK_WIDGET (self->segments)));
}

static gboolean
app_status_viewer_on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  gint64 passed = self->last_frame != 0 ? now - self->last_frame : 0;
  gboolean still = is_still (self);

  self->last_frame = now;
  if (self->video != NULL)
    {
      if (still != !gtk_media_stream_get_playing (self->video) &&
          !gtk_media_stream_get_ended (self->video) && adw_get_enable_animations (widget))
        gtk_media_stream_set_playing (self->video, !still);
      self->span = gtk_media_stream_get_duration (self->video);
      self->elapsed = gtk_media_stream_get_timestamp (self->video);
      if (gtk_media_stream_get_ended (self->video))
        self->elapsed = self->span;
    }
  else if (!still && self->span > 0)
    self->elapsed += passed;
  app_status_viewer_update_segments (self);
  if (!still && self->span > 0 && self->elapsed >= self->span)
    app_status_viewer_step (self, 1);
  return G_SOURCE_CONTINUE;
}

void
app_status_viewer_update_pause (AppStatusViewer *self)
{
  const char *label = self->paused ? _ ("Go On") : _ ("Pause");

  gtk_button_set_icon_name (self->pause_button, self->paused ? "media-playback-start-symbolic"
                                                             : "media-playback-pause-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What only its author sees: who viewed it, or why it did not go out. */
static void
app_status_viewer_update_own (AppStatusViewer *self)
{
  AppStatusState state = app_status_get_state (self->status);
  guint n = app_status_get_n_views (self->status);
  g_autofree char *views = g_strdup_printf (ngettext ("%u view", "%u views", n), n);

  adw_button_content_set_label (self->views_content, views);
  gtk_label_set_label (self->state,
                       state == APP_STATUS_WAITING ? _ ("Waiting to be posted")
                       : state == APP_STATUS_REFUSED && app_status_get_error (self->status) != NULL
                           ? app_status_get_error (self->status)
                           : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), state != APP_STATUS_SHOWN);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), state == APP_STATUS_REFUSED);
  gtk_widget_set_visible (GTK_WIDGET (self->views_button), state == APP_STATUS_SHOWN);
}

static void
app_status_viewer_update_header (AppStatusViewer *self)
{
  gboolean own = app_status_person_is_self (self->person);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = app_chat_time_format (app_status_get_time (self->status), now);

  gtk_label_set_label (self->name,
                       own ? _ ("My Status") : app_status_person_get_name (self->person));
  gtk_label_set_label (self->time, time);
  adw_avatar_set_text (self->avatar, app_status_person_get_name (self->person));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_status_person_get_avatar_id (self->person));
  gtk_widget_set_visible (GTK_WIDGET (self->own_box), own);
  gtk_widget_set_visible (GTK_WIDGET (self->reply_box), !own);
  gtk_widget_set_visible (GTK_WIDGET (self->delete_button), own);
  app_status_viewer_update_own (self);
  app_status_viewer_update_actions (self);
}

/* It is on the screen: it counts as seen, and somebody who cannot see it is told. */
static void
app_status_viewer_seen (AppStatusViewer *self, gint64 span)
{
  g_autofree char *summary = app_status_dup_summary (self->status);
  g_autofree char *sentence = NULL;

  self->span = span;
  self->elapsed = 0;
  if (!app_status_person_is_self (self->person) && !app_status_is_viewed (self->status))
    app_session_set_status_viewed (app_status_list_get_session (self->list),
                                   app_status_get_key (self->status));
  /* translators: who shows a status, when it was posted, and what it is, read aloud */
  sentence = g_strdup_printf (_ ("%s, %s: %s"), gtk_label_get_label (self->name),
                              gtk_label_get_label (self->time), summary);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
app_status_viewer_fail (AppStatusViewer *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_status_page_set_description (self->failed_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
app_status_viewer_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture == NULL)
    {
      app_status_viewer_fail (self, error->message);
      return;
    }
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->stack, "picture");
  app_status_viewer_seen (self, PICTURE_SPAN);
}

static void
app_status_viewer_on_video (AppStatusViewer *self)
{
  const GError *error = gtk_media_stream_get_error (self->video);

  if (error != NULL)
    app_status_viewer_fail (self, error->message);
}

static void
app_status_viewer_show_file (AppStatusViewer *self, GFile *file)
{
  LandlineMedia *media = landline_content_get_media (app_status_get_content (self->status));
  const char *type = landline_media_get_content_type (media);

  if (type == NULL || !g_str_has_prefix (type, "video/"))
    {
      app_image_loader_load_async (self->loader, file, PICTURE_SIDE, PICTURE_SIDE,
                                   self->cancellable, app_status_viewer_decoded,
                                   g_object_ref (self));
      return;
    }
  self->video = gtk_media_file_new_for_file (file);
  g_signal_connect_object (self->video, "notify::error", G_CALLBACK (app_status_viewer_on_video),
                           self, G_CONNECT_SWAPPED);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (self->video));
  gtk_stack_set_visible_child_name (self->stack, "picture");
  gtk_media_stream_play (self->video);
  app_status_viewer_seen (self, 0);
}

static void
app_status_viewer_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusViewer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = app_transfers_fetch_media_finish (APP_TRANSFERS (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL ||
      self->status == NULL)
    return;
  if (file == NULL)
    app_status_viewer_fail (self, error->message);
  else if (!g_cancellable_is_cancelled (self->cancellable))
    app_status_viewer_show_file (self, file);
}

static void
app_status_viewer_show_media (AppStatusViewer *self, LandlineMedia *media)
{
  g_autoptr (GFile) file = app_status_dup_file (self->status);

  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (file != NULL)
    app_status_viewer_show_file (self, file);
  else
    app_transfers_fetch_media_async (app_status_list_get_transfers (self->list),
                                     landline_media_get_id (media), self->cancellable,
                                     app_status_viewer_fetched, g_object_ref (self));
}

static void
app_status_viewer_show_text (AppStatusViewer *self, const char *text)
{
  glong n = g_utf8_strlen (text, -1);

  app_status_card_set_colour (self->card, app_status_get_colour (self->status));
  gtk_label_set_label (self->text, text);
  if (n > 200)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "long");
  gtk_stack_set_visible_child_name (self->stack, "text");
  app_status_viewer_seen (self, CLAMP (n * TEXT_SPAN_OF_CHAR, TEXT_SPAN_MIN, TEXT_SPAN_MAX));
}

static void
app_status_viewer_stop (AppStatusViewer *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->video != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->video, self);
      gtk_media_stream_pause (self->video);
    }
  g_clear_object (&self->video);
  self->span = 0;
  self->elapsed = 0;
}

void
app_status_viewer_load (AppStatusViewer *self)
{
  LandlineContent *content = app_status_get_content (self->status);
  LandlineMedia *media = landline_content_get_media (content);
  const char *text = landline_content_get_text (content);

  app_status_viewer_stop (self);
  self->cancellable = g_cancellable_new ();
  gtk_picture_set_paintable (self->picture, NULL);
  gtk_label_set_label (self->caption, media != NULL && text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caption), media != NULL && text != NULL);
  if (media != NULL)
    app_status_viewer_show_media (self, media);
  else
    app_status_viewer_show_text (self, text != NULL ? text : "");
}

static void
app_status_viewer_show (AppStatusViewer *self, guint position)
{
  AppStatus *status = app_status_person_get_status (self->person, position);

  if (status == NULL)
    {
      app_status_viewer_step (self, 1);
      return;
    }
  self->position = position;
  g_set_object (&self->status, status);
  app_status_viewer_make_segments (self);
  app_status_viewer_update_header (self);
  app_status_viewer_load (self);
  app_status_viewer_update_segments (self);
}

/* Some of it expired, was removed, seen or posted meanwhile: the one that is shown stays, if there
 * still is one. */
static void
app_status_viewer_on_changed (AppStatusViewer *self)
{
  gint64 key = app_status_get_key (self->status);

  for (guint i = 0; i < app_status_person_get_n_statuses (self->person); i++)
    {
      AppStatus *status = app_status_person_get_status (self->person, i);

      if (app_status_get_key (status) != key)
        continue;
      g_set_object (&self->status, status);
      self->position = i;
      app_status_viewer_make_segments (self);
      app_status_viewer_update_header (self);
      app_status_viewer_update_segments (self);
      return;
    }
  if (app_status_person_get_n_statuses (self->person) > 0)
    app_status_viewer_show (self, MIN (self->position,
                                       app_status_person_get_n_statuses (self->person) - 1));
  else
    app_status_viewer_step (self, 1);
}

static void
app_status_viewer_set_person (AppStatusViewer *self, guint person_position, gboolean at_end)
{
  AppStatusPerson *person = g_ptr_array_index (self->people, person_position);

  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  self->person_position = person_position;
  g_set_object (&self->person, person);
  g_signal_connect_object (person, "changed", G_CALLBACK (app_status_viewer_on_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_text (GTK_EDITABLE (self->reply), "");
  app_status_viewer_show (self, at_end ? app_status_person_get_n_statuses (person) - 1
                                       : app_status_person_get_first (person));
}

/* To the next or the one before, also of the next person; past the last it is over. */
void
app_status_viewer_step (AppStatusViewer *self, int step)
{
  gint64 position = (gint64) self->position + step;

  if (position >= 0 && position < app_status_person_get_n_statuses (self->person))
    {
      app_status_viewer_show (self, (guint) position);
      return;
    }
  for (gint64 i = (gint64) self->person_position + step; i >= 0 && i < self->people->len; i += step)
    if (app_status_person_get_n_statuses (g_ptr_array_index (self->people, i)) > 0)
      {
        app_status_viewer_set_person (self, (guint) i, step < 0);
        return;
      }
  if (step > 0)
    app_status_viewer_close (self);
  else
    app_status_viewer_load (self);
}

static void
app_status_viewer_on_reply_changed (AppStatusViewer *self)
{
  if (self->person != NULL)
    app_status_viewer_update_actions (self);
}

static void
app_status_viewer_on_reply_activate (AppStatusViewer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.reply", NULL);
}

static void
app_status_viewer_on_pressed (AppStatusViewer *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->held = TRUE;
  self->pressed = g_get_monotonic_time ();
}

/* The first third of the stage goes back, the rest goes on. */
static void
app_status_viewer_on_released (AppStatusViewer *self, int n_press, double x, double y)
{
  gboolean click = g_get_monotonic_time () - self->pressed < CLICK_MAX * 1000;
  double width = gtk_widget_get_width (GTK_WIDGET (self->stage));
  double along = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? width - x : x;

  self->held = FALSE;
  if (click)
    app_status_viewer_step (self, along < width / 3 ? -1 : 1);
}

static void
app_status_viewer_on_press_ended (AppStatusViewer *self)
{
  self->held = FALSE;
}

static gboolean
app_status_viewer_on_key (AppStatusViewer *self, guint keyval, guint keycode, GdkModifierType state)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (has_focus_within (GTK_WIDGET (self->reply)) && keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      app_status_viewer_step (self, rtl ? 1 : -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      app_status_viewer_step (self, rtl ? -1 : 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_space:
      gtk_widget_activate_action (GTK_WIDGET (self), "status.pause", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
      gtk_widget_activate_action (GTK_WIDGET (self), "status.delete", NULL);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (has_focus_within (GTK_WIDGET (self->reply)))
        gtk_widget_grab_focus (GTK_WIDGET (self));
      else
        app_status_viewer_close (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
app_status_viewer_dispose (GObject *object)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (object);

  app_status_viewer_stop (self);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  g_clear_object (&self->person);
  g_clear_object (&self->status);
  g_clear_object (&self->list);
  g_clear_object (&self->avatars);
  g_clear_object (&self->loader);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_STATUS_VIEWER);
  G_OBJECT_CLASS (app_status_viewer_parent_class)->dispose (object);
}

static void
app_status_viewer_finalize (GObject *object)
{
  g_ptr_array_unref (APP_STATUS_VIEWER (object)->people);
  G_OBJECT_CLASS (app_status_viewer_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, caption);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, card);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, delete_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, failed_page);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, name);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, own_box);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, pause_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, picture);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, reply);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, reply_box);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, retry_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, segments);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, stack);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, stage);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, state);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, time);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, views_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusViewer, views_content);
  gtk_widget_class_bind_template_callback (widget_class, app_status_viewer_on_reply_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_status_viewer_on_reply_changed);
}

static void
app_status_viewer_class_init (AppStatusViewerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_status_viewer_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_status_viewer_finalize;

  /**
   * AppStatusViewer::closed:
   * @self: the viewer
   *
   * It is over, or was closed: the window shows something else.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", APP_TYPE_STATUS_VIEWER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (APP_TYPE_STATUS_CARD);
  app_status_viewer_class_install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "statusviewer");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-status-viewer.ui");
  bind_children (widget_class);
}

static GtkWidget *
make_text (AppStatusViewer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (self->text, GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->text), GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->text));
  return scrolled;
}

static void
app_status_viewer_init (AppStatusViewer *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->loader = app_image_loader_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_status_card_set_child (self->card, make_text (self));
  g_signal_connect_object (click, "pressed", G_CALLBACK (app_status_viewer_on_pressed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (app_status_viewer_on_released), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "cancel", G_CALLBACK (app_status_viewer_on_press_ended), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->stack), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (app_status_viewer_on_key), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  app_status_viewer_update_pause (self);
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), app_status_viewer_on_tick, NULL,
                                             NULL);
}

/**
 * app_status_viewer_new:
 * @list: what people show
 * @avatars: (nullable): where the pictures of people are
 * @person: with whom to begin
 *
 * Creates a viewer that goes on with the people behind @person in the list; of ours nobody's
 * follow.
 *
 * Returns: (transfer floating): the viewer
 */
GtkWidget *
app_status_viewer_new (AppStatusList *list, AppAvatars *avatars, AppStatusPerson *person)
{
  AppStatusViewer *self;
  guint n_others;
  guint begin = 0;

  g_return_val_if_fail (APP_IS_STATUS_LIST (list), NULL);
  g_return_val_if_fail (app_status_person_get_n_statuses (person) > 0, NULL);

  self = g_object_new (APP_TYPE_STATUS_VIEWER, NULL);
  self->list = g_object_ref (list);
  g_set_object (&self->avatars, avatars);
  n_others = app_status_person_is_self (person) ? 0
                                                : g_list_model_get_n_items (G_LIST_MODEL (list));
  for (guint i = 0; i < n_others; i++)
    g_ptr_array_add (self->people, g_list_model_get_item (G_LIST_MODEL (list), i));
  if (!g_ptr_array_find (self->people, person, &begin))
    {
      g_ptr_array_insert (self->people, 0, g_object_ref (person));
      begin = 0;
    }
  app_status_viewer_set_person (self, begin, FALSE);
  return GTK_WIDGET (self);
}

AppStatusPerson *
app_status_viewer_get_person (AppStatusViewer *self)
{
  g_return_val_if_fail (APP_IS_STATUS_VIEWER (self), NULL);

  return self->person;
}

AppStatus *
app_status_viewer_get_status (AppStatusViewer *self)
{
  g_return_val_if_fail (APP_IS_STATUS_VIEWER (self), NULL);

  return self->status;
}

gboolean
app_status_viewer_get_paused (AppStatusViewer *self)
{
  g_return_val_if_fail (APP_IS_STATUS_VIEWER (self), FALSE);

  return self->paused;
}
