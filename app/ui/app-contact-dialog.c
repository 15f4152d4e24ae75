/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-contact-dialog.h"

#include <glib/gi18n.h>

#include "app-directory.h"
#include "app-new-chat-dialog.h"
#include "app-vcard.h"
#include "landline-limits.h"

/**
 * AppContactDialog:
 *
 * A person to be sent to somebody: chosen from this server, read from a vCard file, or written.
 * What was chosen or read can be changed before it is sent with [signal@AppContactDialog::send].
 */
struct _AppContactDialog
{
  AdwDialog parent_instance;

  AdwButtonRow *add_row;
  AdwComboRow *people_row;
  AdwEntryRow *name_row;
  AdwPreferencesGroup *group;
  GtkLabel *problem;

  AppSession *session;
  GPtrArray *phone_rows; /* of AdwEntryRow; borrowed, the group has them */
  GPtrArray *contacts;   /* (nullable): of the file, where it has several */
  GCancellable *cancellable;
};

enum
{
  SIGNAL_SEND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppContactDialog, app_contact_dialog, ADW_TYPE_DIALOG)

static void
app_contact_dialog_show_problem (AppContactDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (sentence != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static char *
dup_stripped (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* What stands in the rows, as far as it is one. Rows that were left empty do not count. */
static LandlineContent *
app_contact_dialog_make (AppContactDialog *self, GError **error)
{
  g_autofree char *name = dup_stripped (self->name_row);
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->phone_rows->len; i++)
    {
      g_autofree char *phone = dup_stripped (self->phone_rows->pdata[i]);

      if (*phone != '\0')
        g_ptr_array_add (phones, g_steal_pointer (&phone));
    }
  if (phones->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("A contact needs a number."));
      return NULL;
    }
  g_ptr_array_add (phones, NULL);
  return app_vcard_make_contact (name, (const char *const *) phones->pdata, error);
}

static gboolean
app_contact_dialog_is_empty (AppContactDialog *self)
{
  g_autofree char *name = dup_stripped (self->name_row);
  guint n_filled = 0;

  for (guint i = 0; i < self->phone_rows->len; i++)
    n_filled += *gtk_editable_get_text (self->phone_rows->pdata[i]) != '\0';
  return *name == '\0' || n_filled == 0;
}

/* What is only not finished yet is no mistake. */
static void
app_contact_dialog_update (AppContactDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineContent) contact = app_contact_dialog_make (self, &error);

  app_contact_dialog_show_problem (self, contact == NULL && !app_contact_dialog_is_empty (self)
                                             ? error->message
                                             : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contact-dialog.send", contact != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->add_row),
                          self->phone_rows->len < LANDLINE_LIMIT_PHONES);
}

static void
app_contact_dialog_on_changed (AppContactDialog *self)
{
  app_contact_dialog_update (self);
}

static void
app_contact_dialog_on_activated (AppContactDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "contact-dialog.send", NULL);
}

static void
app_contact_dialog_add_phone (AppContactDialog *self, const char *phone)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _ ("Number"), "max-length",
                                 LANDLINE_LIMIT_PHONE, "input-purpose", GTK_INPUT_PURPOSE_PHONE,
                                 "text", phone, NULL);

  g_signal_connect_object (row, "changed", G_CALLBACK (app_contact_dialog_on_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (app_contact_dialog_on_activated),
                           self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->phone_rows, row);
  adw_preferences_group_add (self->group, row);
}

static void
app_contact_dialog_add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (widget);

  if (self->phone_rows->len == LANDLINE_LIMIT_PHONES)
    return;
  app_contact_dialog_add_phone (self, "");
  app_contact_dialog_update (self);
  gtk_widget_grab_focus (g_ptr_array_index (self->phone_rows, self->phone_rows->len - 1));
}

/**
 * app_contact_dialog_set_contact:
 * @self: the dialog
 * @contact: a contact
 *
 * Fills the dialog with it.
 */
void
app_contact_dialog_set_contact (AppContactDialog *self, LandlineContent *contact)
{
  const char *const *phones;

  g_return_if_fail (APP_IS_CONTACT_DIALOG (self));
  g_return_if_fail (LANDLINE_IS_CONTENT (contact));

  phones = landline_content_get_phones (contact);
  g_return_if_fail (phones != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), landline_content_get_name (contact));
  while (self->phone_rows->len > 0)
    adw_preferences_group_remove (self->group, g_ptr_array_steal_index (self->phone_rows,
                                                                        self->phone_rows->len - 1));
  for (guint i = 0; phones[i] != NULL; i++)
    app_contact_dialog_add_phone (self, phones[i]);
  if (*phones == NULL)
    app_contact_dialog_add_phone (self, "");
  app_contact_dialog_update (self);
  if (*phones == NULL)
    app_contact_dialog_show_problem (self, _ ("This contact has no number."));
}

static void
app_contact_dialog_on_person_chosen (AppContactDialog *self, AppPerson *person)
{
  const char *const phones[] = { app_person_get_user_id (person), NULL };
  const char *name = app_person_get_name (person);
  g_autoptr (LandlineContent) contact =
      landline_content_new_contact (name != NULL && *name != '\0' ? name : phones[0], phones);

  app_contact_dialog_set_contact (self, contact);
}

static void
app_contact_dialog_person_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (widget);
  g_autoptr (AppDirectory) directory = app_directory_new (self->session);
  AppNewChatDialog *dialog = app_new_chat_dialog_new (directory, NULL);

  adw_dialog_set_title (ADW_DIALOG (dialog), _ ("Choose a Person"));
  g_signal_connect_object (dialog, "person-chosen",
                           G_CALLBACK (app_contact_dialog_on_person_chosen), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
app_contact_dialog_on_selected (AppContactDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->people_row);

  if (self->contacts != NULL && selected < self->contacts->len)
    app_contact_dialog_set_contact (self, self->contacts->pdata[selected]);
}

/* A file may hold many people: one is sent. */
static void
app_contact_dialog_take (AppContactDialog *self, GPtrArray *contacts)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < contacts->len; i++)
    gtk_string_list_append (names, landline_content_get_name (contacts->pdata[i]));
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  adw_combo_row_set_model (self->people_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->people_row), contacts->len > 1);
  self->contacts = g_ptr_array_ref (contacts);
  adw_combo_row_set_selected (self->people_row, 0);
  app_contact_dialog_on_selected (self);
}

/* One byte past the limit is enough to know that a file is too large. */
static gboolean
wants_more (const char *contents, goffset size, gpointer user_data)
{
  return size <= APP_VCARD_LIMIT_FILE;
}

static void
app_contact_dialog_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppContactDialog) self = APP_CONTACT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contacts = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (g_file_load_partial_contents_finish (G_FILE (source), result, &contents, &length, NULL,
                                           &error))
    contacts = app_vcard_parse (contents, length, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (contacts != NULL)
    app_contact_dialog_take (self, contacts);
  else
    app_contact_dialog_show_problem (self, error->message);
}

/**
 * app_contact_dialog_load_file:
 * @self: the dialog
 * @file: a vCard file
 *
 * Fills the dialog with who is in the file, or says why nobody can be read.
 */
void
app_contact_dialog_load_file (AppContactDialog *self, GFile *file)
{
  g_return_if_fail (APP_IS_CONTACT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  g_file_load_partial_contents_async (file, self->cancellable, wants_more,
                                      app_contact_dialog_loaded, g_object_ref (self));
}

static void
app_contact_dialog_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppContactDialog) self = APP_CONTACT_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    app_contact_dialog_load_file (self, file);
}

static void
app_contact_dialog_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_dialog_set_title (dialog, _ ("Choose a vCard"));
  gtk_file_filter_set_name (filter, _ ("vCards"));
  gtk_file_filter_add_mime_type (filter, APP_VCARD_MIME_TYPE);
  gtk_file_filter_add_suffix (filter, "vcf");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        app_contact_dialog_file_chosen, g_object_ref (self));
}

static void
app_contact_dialog_send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (widget);
  g_autoptr (LandlineContent) contact = app_contact_dialog_make (self, NULL);

  if (contact == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_SEND], 0, contact);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_contact_dialog_cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
app_contact_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (APP_CONTACT_DIALOG (dialog)->cancellable);
}

static void
app_contact_dialog_dispose (GObject *object)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_ptr_array_set_size (self->phone_rows, 0);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CONTACT_DIALOG);
  G_OBJECT_CLASS (app_contact_dialog_parent_class)->dispose (object);
}

static void
app_contact_dialog_finalize (GObject *object)
{
  AppContactDialog *self = APP_CONTACT_DIALOG (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->phone_rows);
  G_OBJECT_CLASS (app_contact_dialog_parent_class)->finalize (object);
}

static void
app_contact_dialog_class_init (AppContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "contact-dialog.send", app_contact_dialog_send_action },
    { "contact-dialog.cancel", app_contact_dialog_cancel_action },
    { "contact-dialog.add-number", app_contact_dialog_add_action },
    { "contact-dialog.choose-person", app_contact_dialog_person_action },
    { "contact-dialog.choose-file", app_contact_dialog_file_action },
  };

  G_OBJECT_CLASS (klass)->dispose = app_contact_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_contact_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = app_contact_dialog_closed;

  /**
   * AppContactDialog::send:
   * @self: the dialog
   * @content: a contact
   *
   * The contact shall be sent. The dialog closes.
   */
  signals[SIGNAL_SEND] = g_signal_new ("send", APP_TYPE_CONTACT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, LANDLINE_TYPE_CONTENT);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].func);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-contact-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppContactDialog, add_row);
  gtk_widget_class_bind_template_child (widget_class, AppContactDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AppContactDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppContactDialog, people_row);
  gtk_widget_class_bind_template_child (widget_class, AppContactDialog, problem);
  gtk_widget_class_bind_template_callback (widget_class, app_contact_dialog_on_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_contact_dialog_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_contact_dialog_on_selected);
}

static void
app_contact_dialog_init (AppContactDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->phone_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_contact_dialog_add_phone (self, "");
  app_contact_dialog_update (self);
}

/**
 * app_contact_dialog_new:
 * @session: the account, whose server has people to choose from
 *
 * Returns: (transfer floating): a dialog without a contact
 */
AppContactDialog *
app_contact_dialog_new (AppSession *session)
{
  AppContactDialog *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_CONTACT_DIALOG, NULL);
  self->session = g_object_ref (session);
  return self;
}
