/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-place-dialog.h"

#include <glib/gi18n.h>

#include "app-own-place.h"
#include "landline-limits.h"
#include "landline-text.h"

/**
 * AppPlaceDialog:
 *
 * Where a location is chosen: typed, pasted, or the place of this computer, if the person lets the
 * portal tell it. It shows how it was understood before it is sent with
 * [signal@AppPlaceDialog::send].
 */
struct _AppPlaceDialog
{
  AdwDialog parent_instance;

  AdwButtonRow *find_row;
  AdwEntryRow *name_row;
  AdwEntryRow *place_row;
  GtkLabel *preview;
  AdwSpinner *spinner;

  AppPlace *place;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPlaceDialog, app_place_dialog, ADW_TYPE_DIALOG)

static void
app_place_dialog_show (AppPlaceDialog *self, const char *sentence, gboolean is_error)
{
  gtk_label_set_label (self->preview, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), *sentence != '\0');
  if (is_error)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->preview), "error");
      gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->preview), "error");
}

static char *
app_place_dialog_dup_name (AppPlaceDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
}

/* A name may be left out; one that is there has to fit. */
static gboolean
app_place_dialog_check_name (AppPlaceDialog *self)
{
  g_autofree char *name = app_place_dialog_dup_name (self);

  return *name == '\0' || (strlen (name) <= LANDLINE_LIMIT_NAME &&
                           landline_text_is_visible (name) && !landline_text_has_controls (name));
}

static void
app_place_dialog_update (AppPlaceDialog *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->place_row));
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->place, app_place_free);
  if (*typed == '\0')
    app_place_dialog_show (self, "", FALSE);
  else
    self->place = app_place_parse (typed, &error);
  if (error != NULL)
    app_place_dialog_show (self, error->message, TRUE);
  else if (!app_place_dialog_check_name (self))
    app_place_dialog_show (self, _ ("This name is too long or cannot be read."), TRUE);
  else if (self->place != NULL)
    {
      g_autofree char *coordinates = app_place_format (self->place->latitude,
                                                       self->place->longitude);

      app_place_dialog_show (self, coordinates, FALSE);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place-dialog.send",
                                 self->place != NULL && app_place_dialog_check_name (self));
}

static void
app_place_dialog_on_changed (AppPlaceDialog *self)
{
  app_place_dialog_update (self);
}

/* A name that came with a link is taken where none was typed. */
static void
app_place_dialog_on_place_changed (AppPlaceDialog *self)
{
  app_place_dialog_update (self);
  if (self->place != NULL && self->place->name != NULL &&
      *gtk_editable_get_text (GTK_EDITABLE (self->name_row)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), self->place->name);
}

static void
app_place_dialog_on_activated (AppPlaceDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "place-dialog.send", NULL);
}

static void
app_place_dialog_set_finding (AppPlaceDialog *self, gboolean is_finding)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_finding);
  gtk_widget_set_sensitive (GTK_WIDGET (self->find_row), !is_finding);
}

static void
app_place_dialog_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPlaceDialog) self = APP_PLACE_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (AppPlace) place = app_own_place_find_finish (result, &error);
  g_autofree char *uri = NULL;

  if (self->place_row == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  app_place_dialog_set_finding (self, FALSE);
  if (place == NULL)
    {
      app_place_dialog_show (self, error->message, TRUE);
      return;
    }
  app_own_place_remember (gtk_widget_get_display (GTK_WIDGET (self)), place);
  uri = app_place_dup_uri (place->latitude, place->longitude, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), uri);
}

static void
app_place_dialog_find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppPlaceDialog *self = APP_PLACE_DIALOG (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  app_place_dialog_set_finding (self, TRUE);
  app_own_place_find_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                            app_place_dialog_found, g_object_ref (self));
}

static void
app_place_dialog_send_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppPlaceDialog *self = APP_PLACE_DIALOG (widget);
  g_autofree char *name = app_place_dialog_dup_name (self);
  g_autoptr (LandlineContent) content = NULL;

  if (self->place == NULL || !app_place_dialog_check_name (self))
    return;
  content = landline_content_new_location (self->place->latitude, self->place->longitude,
                                           *name != '\0' ? name : NULL);
  g_signal_emit (self, signals[SIGNAL_SEND], 0, content);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_place_dialog_cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
app_place_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (APP_PLACE_DIALOG (dialog)->cancellable);
}

static void
app_place_dialog_dispose (GObject *object)
{
  AppPlaceDialog *self = APP_PLACE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->place, app_place_free);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PLACE_DIALOG);
  G_OBJECT_CLASS (app_place_dialog_parent_class)->dispose (object);
}

static void
app_place_dialog_finalize (GObject *object)
{
  g_object_unref (APP_PLACE_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (app_place_dialog_parent_class)->finalize (object);
}

static void
app_place_dialog_class_init (AppPlaceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_place_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_place_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = app_place_dialog_closed;

  /**
   * AppPlaceDialog::send:
   * @self: the dialog
   * @content: a location
   *
   * The location shall be sent. The dialog closes.
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", APP_TYPE_PLACE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, LANDLINE_TYPE_CONTENT);

  gtk_widget_class_install_action (widget_class, "place-dialog.send", NULL,
                                   app_place_dialog_send_action);
  gtk_widget_class_install_action (widget_class, "place-dialog.find", NULL,
                                   app_place_dialog_find_action);
  gtk_widget_class_install_action (widget_class, "place-dialog.cancel", NULL,
                                   app_place_dialog_cancel_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-place-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPlaceDialog, find_row);
  gtk_widget_class_bind_template_child (widget_class, AppPlaceDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppPlaceDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, AppPlaceDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AppPlaceDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, app_place_dialog_on_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_place_dialog_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_place_dialog_on_place_changed);
}

static void
app_place_dialog_init (AppPlaceDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_place_dialog_update (self);
}

/**
 * app_place_dialog_new:
 *
 * Returns: (transfer floating): a dialog without a place
 */
AppPlaceDialog *
app_place_dialog_new (void)
{
  return g_object_new (APP_TYPE_PLACE_DIALOG, NULL);
}
