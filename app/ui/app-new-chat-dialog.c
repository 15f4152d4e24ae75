/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-new-chat-dialog.h"

#include "app-person-row.h"

/**
 * AppNewChatDialog:
 *
 * The people on the server, to choose one from.
 */
struct _AppNewChatDialog
{
  AdwDialog parent_instance;

  AdwBanner *banner;
  GtkListView *list_view;
  GtkSearchEntry *search_entry;
  GtkStack *stack;

  AppDirectory *directory;
  AppAvatars *avatars;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_PERSON_CHOSEN,
  SIGNAL_NEW_GROUP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppNewChatDialog, app_new_chat_dialog, ADW_TYPE_DIALOG)

static void
app_new_chat_dialog_update (AppNewChatDialog *self)
{
  const char *page = "list";
  gboolean searching = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';

  if (g_list_model_get_n_items (G_LIST_MODEL (self->directory)) > 0)
    page = "list";
  else if (app_directory_get_loading (self->directory))
    page = "loading";
  else
    page = searching ? "nobody-found" : "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

static void
app_new_chat_dialog_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNewChatDialog) self = APP_NEW_CHAT_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  if (app_directory_refresh_finish (APP_DIRECTORY (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
app_new_chat_dialog_refresh (AppNewChatDialog *self)
{
  adw_banner_set_revealed (self->banner, FALSE);
  app_directory_refresh_async (self->directory, self->cancellable, app_new_chat_dialog_refreshed,
                               g_object_ref (self));
}

static void
app_new_chat_dialog_choose (AppNewChatDialog *self, guint position)
{
  g_autoptr (AppPerson) person = NULL;

  person = g_list_model_get_item (G_LIST_MODEL (self->directory), position);
  if (person == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_PERSON_CHOSEN], 0, person);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_new_chat_dialog_on_activate (AppNewChatDialog *self, guint position)
{
  app_new_chat_dialog_choose (self, position);
}

static void
app_new_chat_dialog_on_search_changed (AppNewChatDialog *self)
{
  app_directory_set_filter (self->directory,
                            gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  app_new_chat_dialog_update (self);
}

static void
app_new_chat_dialog_on_search_activate (AppNewChatDialog *self)
{
  app_new_chat_dialog_on_search_changed (self);
  app_new_chat_dialog_choose (self, 0);
}

static void
app_new_chat_dialog_on_stop_search (AppNewChatDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
app_new_chat_dialog_on_group (AppNewChatDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_GROUP], 0);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_new_chat_dialog_on_setup (AppNewChatDialog *self, GtkListItem *list_item)
{
  GtkWidget *row = app_person_row_new ();

  app_person_row_set_avatars (APP_PERSON_ROW (row), self->avatars);
  gtk_list_item_set_child (list_item, row);
  g_object_bind_property (row, "summary", list_item, "accessible-label", G_BINDING_DEFAULT);
}

static void
app_new_chat_dialog_on_bind (AppNewChatDialog *self, GtkListItem *list_item)
{
  app_person_row_set_person (APP_PERSON_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
app_new_chat_dialog_on_unbind (AppNewChatDialog *self, GtkListItem *list_item)
{
  app_person_row_set_person (APP_PERSON_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
app_new_chat_dialog_dispose (GObject *object)
{
  AppNewChatDialog *self = APP_NEW_CHAT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->directory);
  g_clear_object (&self->avatars);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_NEW_CHAT_DIALOG);
  G_OBJECT_CLASS (app_new_chat_dialog_parent_class)->dispose (object);
}

static void
app_new_chat_dialog_finalize (GObject *object)
{
  g_object_unref (APP_NEW_CHAT_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (app_new_chat_dialog_parent_class)->finalize (object);
}

static void
app_new_chat_dialog_class_init (AppNewChatDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_new_chat_dialog_dispose;
  object_class->finalize = app_new_chat_dialog_finalize;

  /**
   * AppNewChatDialog::person-chosen:
   * @self: the dialog
   * @person: who was chosen
   *
   * Somebody was chosen. The dialog closes.
   */
  signals[SIGNAL_PERSON_CHOSEN] = g_signal_new ("person-chosen", APP_TYPE_NEW_CHAT_DIALOG,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                1, APP_TYPE_PERSON);

  /**
   * AppNewChatDialog::new-group:
   * @self: the dialog
   *
   * A group shall be made instead. The dialog closes.
   */
  signals[SIGNAL_NEW_GROUP] = g_signal_new ("new-group", APP_TYPE_NEW_CHAT_DIALOG,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-new-chat-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppNewChatDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AppNewChatDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppNewChatDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AppNewChatDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_on_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_on_group);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, app_new_chat_dialog_refresh);
}

static void
app_new_chat_dialog_init (AppNewChatDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (app_new_chat_dialog_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_new_chat_dialog_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_new_chat_dialog_on_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * app_new_chat_dialog_new:
 * @directory: the people on the server; its filter is the dialog's to set
 * @avatars: (nullable): where their pictures are
 *
 * Creates a dialog that shows everybody, and asks the server for who is new.
 *
 * Returns: (transfer floating): the dialog
 */
AppNewChatDialog *
app_new_chat_dialog_new (AppDirectory *directory, AppAvatars *avatars)
{
  AppNewChatDialog *self;
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_val_if_fail (APP_IS_DIRECTORY (directory), NULL);

  self = g_object_new (APP_TYPE_NEW_CHAT_DIALOG, NULL);
  self->directory = g_object_ref (directory);
  g_set_object (&self->avatars, avatars);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (directory)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_signal_connect_object (directory, "items-changed", G_CALLBACK (app_new_chat_dialog_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (directory, "notify::loading", G_CALLBACK (app_new_chat_dialog_update),
                           self, G_CONNECT_SWAPPED);
  app_new_chat_dialog_refresh (self);
  app_new_chat_dialog_update (self);
  return self;
}

/**
 * app_new_chat_dialog_set_search:
 * @self: the dialog
 * @text: a name or number
 *
 * Searches at once, without the pause that typing has.
 */
void
app_new_chat_dialog_set_search (AppNewChatDialog *self, const char *text)
{
  g_return_if_fail (APP_IS_NEW_CHAT_DIALOG (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  app_new_chat_dialog_on_search_changed (self);
}
