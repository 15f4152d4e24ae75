/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-composer.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app-audience-dialog.h"
#include "app-send-item.h"
#include "app-sentence-toast.h"
#include "app-session-statuses.h"
#include "app-status-card.h"
#include "app-transfers-status.h"
#include "landline-limits.h"

#define PREVIEW_SIDE 880

/**
 * AppStatusComposer:
 *
 * Where a status is made: a text that is written on its colour, as others will see it, or a picture
 * or a video with a caption, chosen, dropped or pasted; and who sees it, as it was the last time.
 */
struct _AppStatusComposer
{
  AdwDialog parent_instance;

  AdwButtonContent *audience_content;
  GtkEntry *caption;
  AppStatusCard *card;
  GtkBox *colours;
  AdwStatusPage *file_page;
  GtkPicture *picture;
  GtkStack *preview_stack;
  GtkLabel *problem;
  AdwStatusPage *problem_page;
  GtkStack *stack;
  GtkButton *text_button;
  GtkTextView *text_view;
  AdwToastOverlay *toasts;

  AppStatusList *list;
  AppAvatars *avatars;
  AppImageLoader *loader;
  AppSendItem *item; /* NULL for a text */
  LandlineAudience audience;
  GCancellable *cancellable;
  gboolean posting;
};

enum
{
  SIGNAL_POSTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStatusComposer, app_status_composer, ADW_TYPE_DIALOG)

static char *
dup_text (AppStatusComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter begin, end;

  if (self->item != NULL)
    return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->caption))));
  gtk_text_buffer_get_bounds (buffer, &begin, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &begin, &end, FALSE));
}

static gboolean
is_media (AppSendItem *item)
{
  const char *type = app_outgoing_file_get_content_type (app_send_item_get_file (item));

  return type != NULL && (g_str_has_prefix (type, "image/") || g_str_has_prefix (type, "video/"));
}

/* Why it cannot be posted as it is, or NULL. */
static char *
dup_problem (AppStatusComposer *self, const char *text)
{
  if (strlen (text) > LANDLINE_LIMIT_STATUS_TEXT)
    return g_strdup (_ ("This is too long for a status."));
  if (self->audience.mode == LANDLINE_AUDIENCE_ONLY &&
      (self->audience.users == NULL || self->audience.users[0] == NULL))
    return g_strdup (_ ("Choose who sees it."));
  return NULL;
}

static void
app_status_composer_update (AppStatusComposer *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *problem = dup_problem (self, text);
  g_autofree char *audience = app_audience_describe (&self->audience);
  gboolean ready = self->item != NULL
                       ? app_send_item_get_state (self->item) == APP_SEND_ITEM_GOOD &&
                             is_media (self->item)
                       : *text != '\0';

  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_stack_set_visible_child_name (self->stack, self->item != NULL ? "media" : "text");
  gtk_widget_set_visible (GTK_WIDGET (self->colours), self->item == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->text_button), self->item != NULL);
  adw_button_content_set_label (self->audience_content, audience);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.post",
                                 ready && problem == NULL && !self->posting);
}

static void
app_status_composer_preview_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->item == NULL)
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_stack_set_visible_child_name (self->preview_stack, texture != NULL ? "picture" : "file");
}

static void
show_problem (AppStatusComposer *self, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_status_page_set_title (self->problem_page, _ ("Cannot Be Shown"));
  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->preview_stack, "problem");
}

static void
app_status_composer_on_item_changed (AppStatusComposer *self)
{
  g_autofree char *name = app_send_item_dup_name (self->item);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_status_page_set_title (self->file_page, escaped);
  if (app_send_item_get_state (self->item) == APP_SEND_ITEM_REFUSED)
    show_problem (self, app_send_item_get_problem (self->item));
  else if (app_send_item_get_state (self->item) == APP_SEND_ITEM_GOOD && !is_media (self->item))
    show_problem (self, _ ("A status is a picture or a video. Other files can be sent in a chat."));
  else if (app_send_item_get_state (self->item) == APP_SEND_ITEM_GOOD &&
           app_send_item_get_is_picture (self->item))
    app_image_loader_load_async (self->loader,
                                 app_outgoing_file_get_file (app_send_item_get_file (self->item)),
                                 PREVIEW_SIDE, PREVIEW_SIDE, self->cancellable,
                                 app_status_composer_preview_loaded, g_object_ref (self));
  else
    gtk_stack_set_visible_child_name (self->preview_stack, "file");
  app_status_composer_update (self);
}

static void
app_status_composer_drop_item (AppStatusComposer *self)
{
  if (self->item == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  gtk_picture_set_paintable (self->picture, NULL);
}

/**
 * app_status_composer_set_file:
 * @self: the composer
 * @file: a picture or a video
 *
 * Shows a file instead of a text, or says why it cannot be shown.
 */
void
app_status_composer_set_file (AppStatusComposer *self, GFile *file)
{
  g_return_if_fail (APP_IS_STATUS_COMPOSER (self));
  g_return_if_fail (G_IS_FILE (file));

  app_status_composer_drop_item (self);
  self->item = app_send_item_new (app_status_list_get_transfers (self->list), self->loader, file);
  g_signal_connect_object (self->item, "changed", G_CALLBACK (app_status_composer_on_item_changed),
                           self, G_CONNECT_SWAPPED);
  app_send_item_inspect (self->item, FALSE);
  app_status_composer_on_item_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->caption));
}

static void
app_status_composer_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->list != NULL)
    app_status_composer_set_file (self, file);
}

/**
 * app_status_composer_choose_file:
 * @self: the composer
 *
 * Asks for a picture or a video.
 */
void
app_status_composer_choose_file (AppStatusComposer *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Pictures and videos"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_filter_add_mime_type (filter, "video/*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Picture or Video"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        app_status_composer_file_chosen, g_object_ref (self));
}

static void
app_status_composer_choose_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_status_composer_choose_file (APP_STATUS_COMPOSER (widget));
}

static void
app_status_composer_write_text_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (widget);

  app_status_composer_drop_item (self);
  app_status_composer_update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
app_status_composer_cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
app_status_composer_on_audience_changed (AppStatusComposer *self, AppAudienceDialog *dialog)
{
  app_audience_dialog_get_audience (dialog, &self->audience);
  app_session_save_audience (app_status_list_get_session (self->list), &self->audience);
  app_status_composer_update (self);
}

static void
app_status_composer_audience_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (widget);
  AppAudienceDialog *dialog = app_audience_dialog_new (app_status_list_get_session (self->list),
                                                       self->avatars, &self->audience);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (app_status_composer_on_audience_changed),
                           self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
app_status_composer_posted (AppStatusComposer *self, gint64 key, GError *error)
{
  self->posting = FALSE;
  if (key != 0)
    {
      g_signal_emit (self, signals[SIGNAL_POSTED], 0);
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  if (self->list == NULL)
    return;
  adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
  app_status_composer_update (self);
}

static void
app_status_composer_text_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 key = app_session_post_status_finish (APP_SESSION (source), result, &error);

  app_status_composer_posted (self, key, error);
}

static void
app_status_composer_file_posted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 key = app_transfers_post_status_finish (APP_TRANSFERS (source), result, &error);

  app_status_composer_posted (self, key, error);
}

/* Once it is begun it is not stopped by closing the dialog. */
static void
app_status_composer_post_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (widget);
  g_autofree char *text = dup_text (self);
  g_autoptr (LandlineContent) content = NULL;

  self->posting = TRUE;
  app_status_composer_update (self);
  if (self->item != NULL)
    {
      app_outgoing_file_set_caption (app_send_item_get_file (self->item), text);
      app_transfers_post_status_async (app_status_list_get_transfers (self->list),
                                       app_send_item_get_file (self->item), &self->audience, NULL,
                                       app_status_composer_file_posted, g_object_ref (self));
      return;
    }
  content = landline_content_new_text (text);
  app_session_post_status_async (app_status_list_get_session (self->list), content,
                                 app_status_card_get_colour (self->card), &self->audience, NULL,
                                 NULL, app_status_composer_text_posted, g_object_ref (self));
}

static void
app_status_composer_take_files (AppStatusComposer *self, GdkFileList *files)
{
  g_autoptr (GSList) list = gdk_file_list_get_files (files);

  if (list != NULL)
    app_status_composer_set_file (self, list->data);
}

static gboolean
app_status_composer_on_drop (AppStatusComposer *self, const GValue *value)
{
  if (g_value_get_boxed (value) == NULL)
    return FALSE;
  app_status_composer_take_files (self, g_value_get_boxed (value));
  return TRUE;
}

static void
app_status_composer_files_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && g_value_get_boxed (value) != NULL && self->list != NULL)
    app_status_composer_take_files (self, g_value_get_boxed (value));
}

typedef struct
{
  GdkTexture *texture;
  char *folder;
} PastedPicture;

static void
pasted_picture_free (PastedPicture *pasted)
{
  g_object_unref (pasted->texture);
  g_free (pasted->folder);
  g_free (pasted);
}

/* On a thread: encoding a screenshot takes a tenth of a second. */
static void
write_pasted (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PastedPicture *pasted = task_data;
  g_autoptr (GBytes) bytes = gdk_texture_save_to_png_bytes (pasted->texture);
  g_autofree char *path = g_strdup_printf ("%s/status-%" G_GINT64_FORMAT ".png", pasted->folder,
                                           g_get_real_time ());
  GError *error = NULL;

  if (g_mkdir_with_parents (pasted->folder, 0700) != 0)
    g_task_return_new_error_literal (task, G_IO_ERROR, g_io_error_from_errno (errno),
                                     g_strerror (errno));
  else if (g_file_set_contents (path, g_bytes_get_data (bytes, NULL),
                                (gssize) g_bytes_get_size (bytes), &error))
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
app_status_composer_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_task_propagate_pointer (G_TASK (result), &error);

  if (self->list == NULL)
    return;
  if (file != NULL)
    app_status_composer_set_file (self, file);
  else
    adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
}

static void
app_status_composer_texture_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;
  g_autoptr (GdkTexture) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (source),
                                                                      result, NULL);
  g_autoptr (GTask) task = NULL;
  PastedPicture *pasted;

  if (texture == NULL || self->list == NULL)
    return;
  pasted = g_new0 (PastedPicture, 1);
  pasted->texture = g_object_ref (texture);
  pasted->folder = app_profile_dup_pasted_folder (
      app_session_get_profile (app_status_list_get_session (self->list)));
  task = g_task_new (self, NULL, app_status_composer_pasted, NULL);
  g_task_set_source_tag (task, app_status_composer_texture_read);
  g_task_set_task_data (task, pasted, (GDestroyNotify) pasted_picture_free);
  g_task_run_in_thread (task, write_pasted);
}

/* Text goes into the text as usual; a file or a picture is shown instead of it. */
static void
app_status_composer_on_paste (AppStatusComposer *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL,
                                    app_status_composer_files_read, g_object_ref (self));
  else if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE) &&
           !gdk_content_formats_contain_gtype (formats, G_TYPE_STRING))
    gdk_clipboard_read_texture_async (clipboard, NULL, app_status_composer_texture_read,
                                      g_object_ref (self));
  else
    return;
  g_signal_stop_emission_by_name (self->text_view, "paste-clipboard");
}

static void
app_status_composer_on_colour (AppStatusComposer *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    app_status_card_set_colour (self->card, g_object_get_data (G_OBJECT (button), "colour"));
}

static void
app_status_composer_add_colours (AppStatusComposer *self)
{
  GtkToggleButton *first = NULL;

  for (guint i = 0; i < app_status_n_colours; i++)
    {
      const AppStatusColour *colour = &app_status_colours[i];
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *swatch = g_object_new (APP_TYPE_STATUS_CARD, NULL);

      app_status_card_set_colour (APP_STATUS_CARD (swatch), colour->value);
      gtk_button_set_child (GTK_BUTTON (button), swatch);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_widget_add_css_class (button, "status-colour");
      gtk_widget_set_tooltip_text (button, _ (colour->name));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (colour->name), -1);
      g_object_set_data (G_OBJECT (button), "colour", (gpointer) colour->value);
      g_signal_connect_object (button, "toggled", G_CALLBACK (app_status_composer_on_colour), self,
                               G_CONNECT_SWAPPED);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_box_append (self->colours, button);
    }
  gtk_toggle_button_set_active (first, TRUE);
}

static void
app_status_composer_dispose (GObject *object)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_object (&self->list);
  g_clear_object (&self->avatars);
  g_clear_object (&self->loader);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_STATUS_COMPOSER);
  G_OBJECT_CLASS (app_status_composer_parent_class)->dispose (object);
}

static void
app_status_composer_finalize (GObject *object)
{
  AppStatusComposer *self = APP_STATUS_COMPOSER (object);

  g_object_unref (self->cancellable);
  landline_audience_clear (&self->audience);
  G_OBJECT_CLASS (app_status_composer_parent_class)->finalize (object);
}

static void
app_status_composer_class_init (AppStatusComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_status_composer_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_status_composer_finalize;

  /**
   * AppStatusComposer::posted:
   * @self: the composer
   *
   * It is on its way to the server; the dialog closes.
   */
  signals[SIGNAL_POSTED] = g_signal_new ("posted", APP_TYPE_STATUS_COMPOSER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (APP_TYPE_STATUS_CARD);
  gtk_widget_class_install_action (widget_class, "status.cancel", NULL,
                                   app_status_composer_cancel_action);
  gtk_widget_class_install_action (widget_class, "status.post", NULL,
                                   app_status_composer_post_action);
  gtk_widget_class_install_action (widget_class, "status.choose-file", NULL,
                                   app_status_composer_choose_file_action);
  gtk_widget_class_install_action (widget_class, "status.write-text", NULL,
                                   app_status_composer_write_text_action);
  gtk_widget_class_install_action (widget_class, "status.audience", NULL,
                                   app_status_composer_audience_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                       "status.post", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-status-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, audience_content);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, caption);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, card);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, colours);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, file_page);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, picture);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, preview_stack);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, problem);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, problem_page);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, stack);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, text_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusComposer, toasts);
  gtk_widget_class_bind_template_callback (widget_class, app_status_composer_update);
}

static GtkWidget *
make_text_view (AppStatusComposer *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->text_view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->text_view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_justification (self->text_view, GTK_JUSTIFY_CENTER);
  gtk_text_view_set_accepts_tab (self->text_view, FALSE);
  gtk_text_view_set_top_margin (self->text_view, 24);
  gtk_text_view_set_bottom_margin (self->text_view, 24);
  gtk_text_view_set_left_margin (self->text_view, 24);
  gtk_text_view_set_right_margin (self->text_view, 24);
  gtk_widget_set_valign (GTK_WIDGET (self->text_view), GTK_ALIGN_FILL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text"), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                  _ ("What do you want to show?"), -1);
  g_signal_connect_object (self->text_view, "paste-clipboard",
                           G_CALLBACK (app_status_composer_on_paste), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (app_status_composer_update), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->text_view));
  return scrolled;
}

static void
app_status_composer_init (AppStatusComposer *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  self->loader = app_image_loader_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_status_card_set_child (self->card, make_text_view (self));
  app_status_composer_add_colours (self);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (app_status_composer_on_drop), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->text_view));
}

static void
app_status_composer_audience_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusComposer) self = user_data;

  if (app_session_load_audience_finish (APP_SESSION (source), result, &self->audience, NULL) &&
      self->list != NULL)
    app_status_composer_update (self);
}

/**
 * app_status_composer_new:
 * @list: what people show
 * @avatars: (nullable): where the pictures of people are
 *
 * Creates a composer for a text.
 *
 * Returns: (transfer floating): the dialog
 */
AppStatusComposer *
app_status_composer_new (AppStatusList *list, AppAvatars *avatars)
{
  AppStatusComposer *self;

  g_return_val_if_fail (APP_IS_STATUS_LIST (list), NULL);

  self = g_object_new (APP_TYPE_STATUS_COMPOSER, NULL);
  self->list = g_object_ref (list);
  g_set_object (&self->avatars, avatars);
  app_session_load_audience_async (app_status_list_get_session (list), self->cancellable,
                                   app_status_composer_audience_loaded, g_object_ref (self));
  app_status_composer_update (self);
  return self;
}
