/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-views.h"

#include <glib/gi18n.h>

#include "app-chat-time.h"
#include "app-session-statuses.h"

/* An item of the list: an AppStatusView with a reference count. */

#define SEEN_TYPE (seen_get_type ())
G_DECLARE_FINAL_TYPE (Seen, seen, APP_STATUS, SEEN, GObject)

struct _Seen
{
  GObject parent_instance;

  AppStatusView *view;
};

G_DEFINE_FINAL_TYPE (Seen, seen, G_TYPE_OBJECT)

static void
seen_finalize (GObject *object)
{
  app_status_view_free (APP_STATUS_SEEN (object)->view);
  G_OBJECT_CLASS (seen_parent_class)->finalize (object);
}

static void
seen_class_init (SeenClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = seen_finalize;
}

static void
seen_init (Seen *self)
{
}

/**
 * AppStatusViewsDialog:
 *
 * Who viewed a status of ours, and when.
 */
struct _AppStatusViewsDialog
{
  AdwDialog parent_instance;

  GtkListView *list_view;
  GtkStack *stack;
  AdwStatusPage *empty;

  AppStatusList *list;
  AppStatus *status;
  AppAvatars *avatars;
  GListStore *views;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AppStatusViewsDialog, app_status_views_dialog, ADW_TYPE_DIALOG)

static void
on_setup (AppStatusViewsDialog *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *time = gtk_label_new (NULL);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (time, "dimmed");
  gtk_widget_add_css_class (time, "caption");
  gtk_box_append (GTK_BOX (box), adw_avatar_new (36, NULL, TRUE));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), time);
  gtk_list_item_set_child (list_item, box);
}

static void
on_bind (AppStatusViewsDialog *self, GtkListItem *list_item)
{
  Seen *seen = gtk_list_item_get_item (list_item);
  GtkWidget *avatar = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *name = gtk_widget_get_next_sibling (avatar);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = app_chat_time_format (seen->view->time, now);
  g_autofree char *summary = NULL;

  adw_avatar_set_text (ADW_AVATAR (avatar), seen->view->name);
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, ADW_AVATAR (avatar), seen->view->avatar_id);
  gtk_label_set_label (GTK_LABEL (name), seen->view->name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), time);
  /* translators: who viewed a status and when, read aloud */
  summary = g_strdup_printf (_ ("%s, %s"), seen->view->name, time);
  gtk_list_item_set_accessible_label (list_item, summary);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusViewsDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  views = app_status_list_load_views_finish (APP_STATUS_LIST (source), result, &error);
  if (views == NULL || self->list == NULL)
    return;
  g_ptr_array_set_free_func (views, NULL);
  for (guint i = 0; i < views->len; i++)
    {
      Seen *seen = g_object_new (SEEN_TYPE, NULL);

      seen->view = g_ptr_array_index (views, i);
      g_ptr_array_add (items, seen);
    }
  g_list_store_splice (self->views, 0, g_list_model_get_n_items (G_LIST_MODEL (self->views)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "empty");
}

static void
load (AppStatusViewsDialog *self)
{
  if (self->list != NULL)
    app_status_list_load_views_async (self->list, self->status, self->cancellable, loaded_cb,
                                      g_object_ref (self));
}

static void
app_status_views_dialog_dispose (GObject *object)
{
  AppStatusViewsDialog *self = APP_STATUS_VIEWS_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;
  g_clear_object (&self->list);
  g_clear_object (&self->status);
  g_clear_object (&self->avatars);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  G_OBJECT_CLASS (app_status_views_dialog_parent_class)->dispose (object);
}

static void
app_status_views_dialog_finalize (GObject *object)
{
  g_object_unref (APP_STATUS_VIEWS_DIALOG (object)->views);
  g_object_unref (APP_STATUS_VIEWS_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (app_status_views_dialog_parent_class)->finalize (object);
}

static void
app_status_views_dialog_class_init (AppStatusViewsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_status_views_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_status_views_dialog_finalize;
}

static void
app_status_views_dialog_init (AppStatusViewsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->cancellable = g_cancellable_new ();
  self->views = g_list_store_new (SEEN_TYPE);
  self->empty = ADW_STATUS_PAGE (adw_status_page_new ());
  self->stack = GTK_STACK (gtk_stack_new ());
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->views)))),
      NULL));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Viewed By"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "navigation-sidebar");
  adw_status_page_set_icon_name (self->empty, "view-reveal-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self->empty), "compact");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list_view));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->empty), "empty");
  gtk_stack_add_named (self->stack, scrolled, "list");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Viewed By"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 360);
  adw_dialog_set_content_height (ADW_DIALOG (self), 420);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

/**
 * app_status_views_dialog_new:
 * @list: what people show
 * @status: an own one that the server has
 * @avatars: (nullable): where the pictures of people are
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
app_status_views_dialog_new (AppStatusList *list, AppStatus *status, AppAvatars *avatars)
{
  AppStatusViewsDialog *self;
  AppSession *session;

  g_return_val_if_fail (APP_IS_STATUS_LIST (list), NULL);
  g_return_val_if_fail (APP_IS_STATUS (status), NULL);

  self = g_object_new (APP_TYPE_STATUS_VIEWS_DIALOG, NULL);
  self->list = g_object_ref (list);
  self->status = g_object_ref (status);
  g_set_object (&self->avatars, avatars);
  session = app_status_list_get_session (list);
  if (app_session_get_send_read_receipts (session))
    adw_status_page_set_title (self->empty, _ ("Nobody Yet"));
  else
    {
      /* Whoever does not tell what they viewed is not told either. */
      adw_status_page_set_title (self->empty, _ ("Read Receipts Are Off"));
      adw_status_page_set_description (
          self->empty,
          _ ("Nobody is told what you viewed, and you are not told who viewed yours."));
      return ADW_DIALOG (self);
    }
  g_signal_connect_object (app_status_list_get_own (list), "changed", G_CALLBACK (load), self,
                           G_CONNECT_SWAPPED);
  load (self);
  if (app_status_get_id (status) != NULL)
    app_session_refresh_status_views (session, app_status_get_id (status));
  return ADW_DIALOG (self);
}

guint
app_status_views_dialog_get_n_shown (AppStatusViewsDialog *self)
{
  g_return_val_if_fail (APP_IS_STATUS_VIEWS_DIALOG (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->views));
}
