/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-viewer-private.h"

#include <glib/gi18n.h>

#include "app-sentence-toast.h"
#include "app-session-statuses.h"
#include "app-status-row.h"
#include "app-status-views.h"

/* Of what a reply is about, characters */
#define QUOTE_MAX 80

static void
app_status_viewer_pause_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);

  self->paused = !self->paused;
  app_status_viewer_update_pause (self);
}

static void
app_status_viewer_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_status_viewer_step (APP_STATUS_VIEWER (widget), g_str_equal (name, "status.next") ? 1 : -1);
}

static void
app_status_viewer_close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_status_viewer_close (APP_STATUS_VIEWER (widget));
}

static void
app_status_viewer_reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_status_viewer_load (APP_STATUS_VIEWER (widget));
}

static void
app_status_viewer_retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);

  app_session_retry_status (app_status_list_get_session (self->list),
                            app_status_get_key (self->status));
}

static void
app_status_viewer_on_dialog_closed (AppStatusViewer *self)
{
  self->held = FALSE;
}

static void
app_status_viewer_views_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);
  AdwDialog *dialog = app_status_views_dialog_new (self->list, self->status, self->avatars);

  self->held = TRUE;
  g_signal_connect_object (dialog, "closed", G_CALLBACK (app_status_viewer_on_dialog_closed), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
app_status_viewer_on_delete_answer (AppStatusViewer *self, const char *response, AdwDialog *dialog)
{
  gint64 key = *(gint64 *) g_object_get_data (G_OBJECT (dialog), "status-key");

  self->held = FALSE;
  if (g_str_equal (response, "delete") && self->list != NULL)
    app_session_remove_status (app_status_list_get_session (self->list), key);
}

static void
app_status_viewer_delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Delete This Status?"),
                                            _ ("Nobody can see it any more."));
  gint64 key = app_status_get_key (self->status);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "delete",
                                  _ ("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "delete",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "status-key", g_memdup2 (&key, sizeof key), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_status_viewer_on_delete_answer),
                           self, G_CONNECT_SWAPPED);
  self->held = TRUE;
  adw_dialog_present (dialog, widget);
}

typedef struct
{
  AppStatusViewer *self;
  char *text;
} ReplyCall;

static void
reply_call_free (ReplyCall *call)
{
  g_object_unref (call->self);
  g_free (call->text);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReplyCall, reply_call_free)

static void
reply_failed (ReplyCall *call, GError *error)
{
  adw_toast_overlay_add_toast (call->self->toasts, app_sentence_toast_new (error->message));
}

static void
app_status_viewer_replied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ReplyCall) call = user_data;
  g_autoptr (GError) error = NULL;

  if (call->self->list == NULL)
    return;
  if (app_session_send_finish (APP_SESSION (source), result, &error) != 0)
    adw_toast_overlay_add_toast (call->self->toasts, adw_toast_new (_ ("Sent in your chat")));
  else
    reply_failed (call, error);
}

static void
app_status_viewer_chat_ensured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ReplyCall) call = user_data;
  g_autoptr (GError) error = NULL;
  gint64 chat = app_session_ensure_chat_finish (APP_SESSION (source), result, &error);

  if (chat != 0)
    {
      const char *text = call->text;

      app_session_send_text_async (APP_SESSION (source), chat, text, NULL, NULL,
                                   app_status_viewer_replied, g_steal_pointer (&call));
    }
  else if (call->self->list != NULL)
    reply_failed (call, error);
}

/* A status is no message that could be quoted: what the reply is about is said in it. */
static char *
dup_reply (AppStatusViewer *self)
{
  g_autofree char *summary = app_status_dup_summary (self->status);
  g_autofree char *line = g_strdelimit (g_strdup (summary), "\n\r\t", ' ');
  g_autofree char *cut = g_utf8_substring (line, 0, MIN (g_utf8_strlen (line, -1), QUOTE_MAX));

  /* translators: a message that answers to a status: what it shows, and the answer */
  return g_strdup_printf (_ ("Your status: “%s%s”\n%s"), cut,
                          g_utf8_strlen (line, -1) > QUOTE_MAX ? "…" : "",
                          gtk_editable_get_text (GTK_EDITABLE (self->reply)));
}

static void
app_status_viewer_reply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppStatusViewer *self = APP_STATUS_VIEWER (widget);
  ReplyCall *call = g_new0 (ReplyCall, 1);

  call->self = g_object_ref (self);
  call->text = dup_reply (self);
  app_session_ensure_chat_async (app_status_list_get_session (self->list),
                                 app_status_person_get_user_id (self->person), NULL,
                                 app_status_viewer_chat_ensured, call);
  gtk_editable_set_text (GTK_EDITABLE (self->reply), "");
  gtk_widget_grab_focus (widget);
}

void
app_status_viewer_class_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "status.close", app_status_viewer_close_action },
    { "status.delete", app_status_viewer_delete_action },
    { "status.next", app_status_viewer_step_action },
    { "status.pause", app_status_viewer_pause_action },
    { "status.previous", app_status_viewer_step_action },
    { "status.reload", app_status_viewer_reload_action },
    { "status.reply", app_status_viewer_reply_action },
    { "status.retry", app_status_viewer_retry_action },
    { "status.views", app_status_viewer_views_action },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
}

void
app_status_viewer_update_actions (AppStatusViewer *self)
{
  gboolean own = app_status_person_is_self (self->person);
  gboolean refused = self->status != NULL &&
                     app_status_get_state (self->status) == APP_STATUS_REFUSED;
  const char *reply = gtk_editable_get_text (GTK_EDITABLE (self->reply));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.delete", own);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.retry", refused);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.views",
                                 own && self->status != NULL &&
                                     app_status_get_state (self->status) == APP_STATUS_SHOWN);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.reply", !own && *reply != '\0');
}
