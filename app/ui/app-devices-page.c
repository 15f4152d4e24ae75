/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-devices-page.h"

#include <glib/gi18n.h>

#include "app-chat-time.h"
#include "app-link-dialog.h"
#include "app-sentence-toast.h"
#include "app-session-devices.h"
#include "landline-device.h"

/**
 * AppDevicesPage:
 *
 * The computers on which the person is signed in: signs one out, and makes links for another.
 */
struct _AppDevicesPage
{
  AdwPreferencesPage parent_instance;

  AdwPreferencesGroup *devices_group;
  AdwButtonRow *link_row;

  AppSession *session;
  GPtrArray *rows;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AppDevicesPage, app_devices_page, ADW_TYPE_PREFERENCES_PAGE)

static void app_devices_page_load (AppDevicesPage *self);

static void
app_devices_page_say (AppDevicesPage *self, const GError *error)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog),
                                      app_sentence_toast_new (error->message));
}

static void
app_devices_page_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDevicesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_session_remove_device_finish (APP_SESSION (source), result, &error))
    app_devices_page_say (self, error);
  if (self->session != NULL)
    app_devices_page_load (self);
}

static void
app_devices_page_on_answer (AppDevicesPage *self, const char *answer, AdwAlertDialog *dialog)
{
  if (self->session != NULL && g_str_equal (answer, "remove"))
    app_session_remove_device_async (self->session,
                                     g_object_get_data (G_OBJECT (dialog), "device-id"), NULL,
                                     app_devices_page_removed, g_object_ref (self));
}

static void
app_devices_page_on_remove (AppDevicesPage *self, GtkWidget *button)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  LandlineDevice *device = g_object_get_data (G_OBJECT (button), "device");
  const char *name = landline_device_get_name (device);

  /* translators: %s is the name of a computer */
  adw_alert_dialog_format_heading (dialog, _ ("Sign Out “%s”?"),
                                   name != NULL && *name != '\0' ? name : _ ("Unnamed Device"));
  adw_alert_dialog_set_body (dialog,
                             _ ("It gets no messages any more, and cannot write. What is on "
                                "its disk stays there."));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Sign Out"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "device-id",
                          g_strdup (landline_device_get_id (device)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_devices_page_on_answer), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static GtkWidget *
make_button (AppDevicesPage *self, LandlineDevice *device)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Sign Out"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sign Out"), -1);
  g_object_set_data_full (G_OBJECT (button), "device", g_object_ref (device), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (app_devices_page_on_remove), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
app_devices_page_add (AppDevicesPage *self, LandlineDevice *device)
{
  AppAccount *account = app_session_get_account (self->session);
  gboolean is_this = g_strcmp0 (app_account_get_device (account),
                                landline_device_get_id (device)) == 0;
  const char *name = landline_device_get_name (device);
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *seen = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 name != NULL && *name != '\0' ? name : _ ("Unnamed Device"));
  if (!is_this)
    seen = app_chat_time_format_last_seen (landline_device_get_last_seen (device), now);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), is_this ? _ ("This device") : seen);
  if (!is_this)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, device));
  adw_preferences_group_add (self->devices_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
app_devices_page_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDevicesPage) self = user_data;
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;

  devices = app_session_list_devices_finish (APP_SESSION (source), result, &error);
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->devices_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  adw_preferences_group_set_description (self->devices_group,
                                         devices != NULL ? NULL : error->message);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    app_devices_page_add (self, g_ptr_array_index (devices, i));
}

static void
app_devices_page_load (AppDevicesPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  app_session_list_devices_async (self->session, self->cancellable, app_devices_page_loaded,
                                  g_object_ref (self));
}

static void
app_devices_page_linked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDevicesPage) self = user_data;
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (GError) error = NULL;

  link = app_session_link_device_finish (APP_SESSION (source), result, &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_row), TRUE);
  if (self->session == NULL)
    return;
  if (link != NULL)
    adw_dialog_present (ADW_DIALOG (app_link_dialog_new (link)), GTK_WIDGET (self));
  else
    app_devices_page_say (self, error);
}

static void
app_devices_page_on_link (AppDevicesPage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_row), FALSE);
  app_session_link_device_async (self->session, NULL, app_devices_page_linked, g_object_ref (self));
}

static void
app_devices_page_dispose (GObject *object)
{
  AppDevicesPage *self = APP_DEVICES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_DEVICES_PAGE);
  G_OBJECT_CLASS (app_devices_page_parent_class)->dispose (object);
}

static void
app_devices_page_finalize (GObject *object)
{
  g_ptr_array_unref (APP_DEVICES_PAGE (object)->rows);
  G_OBJECT_CLASS (app_devices_page_parent_class)->finalize (object);
}

static void
app_devices_page_class_init (AppDevicesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_devices_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_devices_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-devices-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppDevicesPage, devices_group);
  gtk_widget_class_bind_template_child (widget_class, AppDevicesPage, link_row);
  gtk_widget_class_bind_template_callback (widget_class, app_devices_page_on_link);
}

static void
app_devices_page_init (AppDevicesPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_devices_page_set_session:
 * @self: the page
 * @session: of an account that is open
 *
 * Shows the devices of an account, as the server says.
 */
void
app_devices_page_set_session (AppDevicesPage *self, AppSession *session)
{
  g_return_if_fail (APP_IS_DEVICES_PAGE (self));
  g_return_if_fail (APP_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "device-linked", G_CALLBACK (app_devices_page_load), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  app_devices_page_load (self);
}
