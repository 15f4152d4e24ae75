/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-forward-dialog.h"

#include <glib/gi18n.h>

#include "app-chat-list.h"
#include "app-directory.h"

#define AVATAR_SIZE 36

/**
 * AppForwardDialog:
 *
 * To whom messages are forwarded: chats, newest first, then the people with whom there is none yet;
 * several at once. A file goes by its id: it is on the server already.
 */
struct _AppForwardDialog
{
  AdwDialog parent_instance;

  GtkSearchEntry *search_entry;
  GtkListView *list_view;
  GtkStack *stack;
  GtkButton *send_button;

  AppSession *session;
  GPtrArray *contents; /* LandlineContent, as they were */
  AppChatList *chats;
  AppDirectory *directory;
  GtkCustomFilter *filter;
  GListModel *model;
  GHashTable *chosen; /* AppChat or AppPerson */
};

enum
{
  SIGNAL_SENT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppForwardDialog, app_forward_dialog, ADW_TYPE_DIALOG)

static const char *
get_name (gpointer target)
{
  if (APP_IS_PERSON (target))
    return app_person_get_name (target);
  return app_chat_get_is_self (target) ? _ ("Note to Self") : app_chat_get_title (target);
}

static gboolean
matches (gpointer target, gpointer user_data)
{
  AppForwardDialog *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  /* Somebody with whom there is a chat is in the list with that. */
  if (APP_IS_PERSON (target) &&
      app_chat_list_lookup_user (self->chats, app_person_get_user_id (target)) != NULL)
    return FALSE;
  if (APP_IS_CHAT (target) && app_chat_get_is_former (target))
    return FALSE;
  return *text == '\0' ||
         (get_name (target) != NULL && g_str_match_string (text, get_name (target), TRUE));
}

static void
app_forward_dialog_update (AppForwardDialog *self)
{
  guint n_chosen = g_hash_table_size (self->chosen);

  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (self->model) > 0 ? "list" : "nobody");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "forward.send", n_chosen > 0);
}

static void
app_forward_dialog_on_search_changed (AppForwardDialog *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  app_forward_dialog_update (self);
}

static void
app_forward_dialog_on_stop_search (AppForwardDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
set_chosen (AppForwardDialog *self, gpointer target, gboolean chosen)
{
  if (chosen)
    g_hash_table_add (self->chosen, g_object_ref (target));
  else
    g_hash_table_remove (self->chosen, target);
  app_forward_dialog_update (self);
}

static void
on_toggled (GtkCheckButton *check, AppForwardDialog *self)
{
  gpointer target = g_object_get_data (G_OBJECT (check), "target");

  if (target != NULL)
    set_chosen (self, target, gtk_check_button_get_active (check));
}

/* Each row is its check button: what it says is beside the tick. */
static void
app_forward_dialog_on_setup (AppForwardDialog *self, GtkListItem *list_item)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   NULL);

  gtk_box_append (GTK_BOX (box), adw_avatar_new (AVATAR_SIZE, NULL, TRUE));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_start (box, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_DEFAULT);
  gtk_list_item_set_child (list_item, check);
  gtk_list_item_set_focusable (list_item, FALSE);
}

static void
app_forward_dialog_on_bind (AppForwardDialog *self, GtkListItem *list_item)
{
  gpointer target = gtk_list_item_get_item (list_item);
  GtkWidget *check = gtk_list_item_get_child (list_item);
  GtkWidget *box = gtk_check_button_get_child (GTK_CHECK_BUTTON (check));
  const char *name = get_name (target);

  g_object_set_data (G_OBJECT (check), "target", NULL);
  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (box)), name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->chosen, target));
  g_object_set_data (G_OBJECT (check), "target", target);
}

static void
app_forward_dialog_on_unbind (AppForwardDialog *self, GtkListItem *list_item)
{
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (list_item)), "target", NULL);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (app_session_send_finish (APP_SESSION (source), result, &error) == 0)
    g_debug ("Cannot forward a message: %s", error->message);
}

/* In a chat where messages disappear these do as well; where they came from says nothing about it.
 */
static void
send_to (AppSession *session, gint64 chat, GPtrArray *contents)
{
  for (guint i = 0; i < contents->len; i++)
    {
      g_autoptr (LandlineContent) content =
          landline_content_new_with_traits (g_ptr_array_index (contents, i), TRUE, NULL, 0);

      app_session_send_content_async (session, chat, content, NULL, NULL, sent_cb, NULL);
    }
}

static void
ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) contents = user_data;
  g_autoptr (GError) error = NULL;
  gint64 chat = app_session_ensure_chat_finish (APP_SESSION (source), result, &error);

  if (chat != 0)
    send_to (APP_SESSION (source), chat, contents);
  else
    g_debug ("Cannot forward a message: %s", error->message);
}

static void
app_forward_dialog_send_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppForwardDialog *self = APP_FORWARD_DIALOG (widget);
  GHashTableIter iter;
  gpointer target;

  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &target, NULL))
    if (APP_IS_CHAT (target))
      send_to (self->session, app_chat_get_key (target), self->contents);
    else
      app_session_ensure_chat_async (self->session, app_person_get_user_id (target), NULL,
                                     ensured_cb, g_ptr_array_ref (self->contents));
  g_signal_emit (self, signals[SIGNAL_SENT], 0, g_hash_table_size (self->chosen));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
app_forward_dialog_dispose (GObject *object)
{
  AppForwardDialog *self = APP_FORWARD_DIALOG (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_object (&self->model);
  g_clear_object (&self->chats);
  g_clear_object (&self->directory);
  g_clear_object (&self->session);
  g_clear_pointer (&self->contents, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_FORWARD_DIALOG);
  G_OBJECT_CLASS (app_forward_dialog_parent_class)->dispose (object);
}

static void
app_forward_dialog_class_init (AppForwardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_forward_dialog_dispose;

  /**
   * AppForwardDialog::sent:
   * @self: the dialog
   * @n_chats: to how many chats
   *
   * The messages are on their way. The dialog closes.
   */
  signals[SIGNAL_SENT] = g_signal_new ("sent", APP_TYPE_FORWARD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_install_action (widget_class, "forward.send", NULL,
                                   app_forward_dialog_send_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-forward-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppForwardDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppForwardDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AppForwardDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, AppForwardDialog, stack);
  gtk_widget_class_bind_template_callback (widget_class, app_forward_dialog_on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_forward_dialog_on_stop_search);
}

static void
app_forward_dialog_init (AppForwardDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->chosen = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (app_forward_dialog_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_forward_dialog_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_forward_dialog_on_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

static void
app_forward_dialog_make_model (AppForwardDialog *self)
{
  g_autoptr (GListStore) lists = g_list_store_new (G_TYPE_LIST_MODEL);
  GtkNoSelection *selection;

  g_list_store_append (lists, self->chats);
  g_list_store_append (lists, self->directory);
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->model = G_LIST_MODEL (gtk_filter_list_model_new (
      G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&lists)))),
      GTK_FILTER (g_object_ref (self->filter))));
  selection = gtk_no_selection_new (g_object_ref (self->model));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (app_forward_dialog_update),
                           self, G_CONNECT_SWAPPED);
}

/**
 * app_forward_dialog_new:
 * @session: the session that sends
 * @contents: (element-type LandlineContent): what is forwarded, in order
 *
 * Returns: (transfer floating): a dialog that asks to whom
 */
AppForwardDialog *
app_forward_dialog_new (AppSession *session, GPtrArray *contents)
{
  AppForwardDialog *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (contents != NULL, NULL);

  self = g_object_new (APP_TYPE_FORWARD_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->contents = g_ptr_array_ref (contents);
  self->chats = app_chat_list_new (session);
  self->directory = app_directory_new (session);
  app_forward_dialog_make_model (self);
  app_forward_dialog_update (self);
  return self;
}
