/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-dialog.h"

#include <glib/gi18n.h>

#include "app-status-row.h"

/**
 * AppStatusDialog:
 *
 * What we show, with the ways to show something, and below it the people who do: first those of
 * whom something was not seen yet. Whoever made it opens what is chosen in it.
 */
struct _AppStatusDialog
{
  AdwDialog parent_instance;

  GtkListView *list_view;
  GtkButton *media_button;
  GtkButton *own_button;
  AppStatusRow *own_row;
  GtkStack *stack;
  GtkButton *text_button;

  AppStatusList *list;
  AppAvatars *avatars;
};

enum
{
  SIGNAL_OPEN,
  SIGNAL_COMPOSE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStatusDialog, app_status_dialog, ADW_TYPE_DIALOG)

static void
app_status_dialog_update (AppStatusDialog *self)
{
  if (self->list == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0
                                        ? "list"
                                    : app_status_list_get_loading (self->list) ? "loading"
                                                                               : "empty");
}

static void
app_status_dialog_open (AppStatusDialog *self, AppStatusPerson *person)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, person);
}

static void
app_status_dialog_on_activate (AppStatusDialog *self, guint position)
{
  g_autoptr (AppStatusPerson) person = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (person != NULL)
    app_status_dialog_open (self, person);
}

/* Where we show nothing yet there is nothing to open: something can be shown. */
static void
app_status_dialog_on_own (AppStatusDialog *self)
{
  AppStatusPerson *own = app_status_list_get_own (self->list);

  if (app_status_person_get_n_statuses (own) > 0)
    app_status_dialog_open (self, own);
  else
    g_signal_emit (self, signals[SIGNAL_COMPOSE], 0, FALSE);
}

static void
app_status_dialog_on_text (AppStatusDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_COMPOSE], 0, FALSE);
}

static void
app_status_dialog_on_media (AppStatusDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_COMPOSE], 0, TRUE);
}

static void
app_status_dialog_on_setup (AppStatusDialog *self, GtkListItem *list_item)
{
  GtkWidget *row = app_status_row_new ();

  app_status_row_set_avatars (APP_STATUS_ROW (row), self->avatars);
  gtk_list_item_set_child (list_item, row);
  g_object_bind_property (row, "summary", list_item, "accessible-label", G_BINDING_DEFAULT);
}

static void
app_status_dialog_on_bind (AppStatusDialog *self, GtkListItem *list_item)
{
  app_status_row_set_person (APP_STATUS_ROW (gtk_list_item_get_child (list_item)),
                             gtk_list_item_get_item (list_item));
}

static void
app_status_dialog_on_unbind (AppStatusDialog *self, GtkListItem *list_item)
{
  app_status_row_set_person (APP_STATUS_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
app_status_dialog_on_summary (AppStatusDialog *self)
{
  g_autofree char *summary = NULL;

  g_object_get (self->own_row, "summary", &summary, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->own_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  summary != NULL ? summary : "", -1);
}

static void
app_status_dialog_dispose (GObject *object)
{
  AppStatusDialog *self = APP_STATUS_DIALOG (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->avatars);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_STATUS_DIALOG);
  G_OBJECT_CLASS (app_status_dialog_parent_class)->dispose (object);
}

static void
app_status_dialog_class_init (AppStatusDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_status_dialog_dispose;

  /**
   * AppStatusDialog::open:
   * @self: the dialog
   * @person: whose statuses shall be shown
   */
  signals[SIGNAL_OPEN] = g_signal_new ("open", APP_TYPE_STATUS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, APP_TYPE_STATUS_PERSON);
  /**
   * AppStatusDialog::compose:
   * @self: the dialog
   * @media: whether it shall be a picture or a video, else a text
   */
  signals[SIGNAL_COMPOSE] = g_signal_new ("compose", APP_TYPE_STATUS_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (APP_TYPE_STATUS_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-status-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, media_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, own_button);
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, own_row);
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AppStatusDialog, text_button);
  gtk_widget_class_bind_template_callback (widget_class, app_status_dialog_on_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_status_dialog_on_media);
  gtk_widget_class_bind_template_callback (widget_class, app_status_dialog_on_own);
  gtk_widget_class_bind_template_callback (widget_class, app_status_dialog_on_text);
}

static void
app_status_dialog_init (AppStatusDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (app_status_dialog_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_status_dialog_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_status_dialog_on_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  g_signal_connect_object (self->own_row, "notify::summary",
                           G_CALLBACK (app_status_dialog_on_summary), self, G_CONNECT_SWAPPED);
}

/**
 * app_status_dialog_new:
 * @list: what people show
 * @avatars: (nullable): where the pictures of people are
 *
 * Returns: (transfer floating): the dialog
 */
AppStatusDialog *
app_status_dialog_new (AppStatusList *list, AppAvatars *avatars)
{
  AppStatusDialog *self;
  g_autoptr (GtkNoSelection) selection = NULL;

  g_return_val_if_fail (APP_IS_STATUS_LIST (list), NULL);

  self = g_object_new (APP_TYPE_STATUS_DIALOG, NULL);
  self->list = g_object_ref (list);
  g_set_object (&self->avatars, avatars);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  app_status_row_set_avatars (self->own_row, avatars);
  app_status_row_set_person (self->own_row, app_status_list_get_own (list));
  g_signal_connect_object (list, "items-changed", G_CALLBACK (app_status_dialog_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (app_status_dialog_update), self,
                           G_CONNECT_SWAPPED);
  app_status_dialog_update (self);
  return self;
}

/**
 * AppStatusBar:
 *
 * The way to what people show, above the list of chats, with how many show something new.
 */
struct _AppStatusBar
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkLabel *count;
  AppStatusList *list;
};

G_DEFINE_FINAL_TYPE (AppStatusBar, app_status_bar, GTK_TYPE_WIDGET)

static void
app_status_bar_update (AppStatusBar *self)
{
  guint n = self->list != NULL ? app_status_list_get_n_unseen (self->list) : 0;
  g_autofree char *number = g_strdup_printf ("%u", n);
  /* translators: a button; of how many people there is something new */
  g_autofree char *label = n > 0 ? g_strdup_printf (ngettext ("Status: new from %u person",
                                                              "Status: new from %u people", n),
                                                    n)
                                 : g_strdup (_ ("Status"));

  gtk_label_set_label (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
app_status_bar_dispose (GObject *object)
{
  AppStatusBar *self = APP_STATUS_BAR (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (app_status_bar_parent_class)->dispose (object);
}

static void
app_status_bar_class_init (AppStatusBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_status_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
app_status_bar_init (AppStatusBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Status"));

  self->button = gtk_button_new ();
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "unread-badge");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("media-record-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.status");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  app_status_bar_update (self);
}

/**
 * app_status_bar_set_list:
 * @self: the bar
 * @list: (nullable): what people show
 *
 * Shows that of another account.
 */
void
app_status_bar_set_list (AppStatusBar *self, AppStatusList *list)
{
  g_return_if_fail (APP_IS_STATUS_BAR (self));

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_set_object (&self->list, list);
  if (list != NULL)
    g_signal_connect_object (list, "notify::n-unseen", G_CALLBACK (app_status_bar_update), self,
                             G_CONNECT_SWAPPED);
  app_status_bar_update (self);
}
