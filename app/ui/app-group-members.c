/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-group-members.h"

#include <glib/gi18n.h>

#include "app-sentence-toast.h"
#include "app-session-groups.h"

/**
 * AppGroupMembers:
 *
 * Who is in a group, with what admins can do with each of them: a menu at the row, and the same
 * menu when the row is activated.
 */
struct _AppGroupMembers
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toasts;
  GtkListView *list_view;

  AppGroup *group;
  AppAvatars *avatars;
  GCancellable *cancellable;
  gboolean is_admin; /* as the rows show it */
};

G_DEFINE_FINAL_TYPE (AppGroupMembers, app_group_members, ADW_TYPE_NAVIGATION_PAGE)

/* The parts of a row, in its box */
typedef struct
{
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *role;
  GtkMenuButton *menu;
} Row;

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  Row *row = g_new0 (Row, 1);

  row->avatar = ADW_AVATAR (adw_avatar_new (40, NULL, TRUE));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->avatar));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  row->name = GTK_LABEL (add_label (texts, "title"));
  row->role = GTK_LABEL (add_label (texts, "caption"));
  gtk_widget_add_css_class (GTK_WIDGET (row->role), "dimmed");
  row->menu = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (row->menu, "view-more-symbolic");
  gtk_widget_set_valign (GTK_WIDGET (row->menu), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (row->menu), "flat");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->menu));
  g_object_set_data_full (G_OBJECT (list_item), "row", row, g_free);
  gtk_list_item_set_child (list_item, box);
}

static void
add_item (GMenu *menu, const char *label, const char *action, const char *user_id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", user_id);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (AppGroupMember *member)
{
  GMenu *menu = g_menu_new ();
  const char *user_id = app_group_member_get_user_id (member);

  if (app_group_member_get_is_admin (member))
    add_item (menu, _ ("_Dismiss as Admin"), "member.demote", user_id);
  else
    add_item (menu, _ ("_Make Admin"), "member.promote", user_id);
  add_item (menu, _ ("_Remove From Group"), "member.remove", user_id);
  return G_MENU_MODEL (menu);
}

static void
on_bind (AppGroupMembers *self, GtkListItem *list_item)
{
  Row *row = g_object_get_data (G_OBJECT (list_item), "row");
  AppGroupMember *member = gtk_list_item_get_item (list_item);
  gboolean is_self = app_group_member_get_is_self (member);
  gboolean has_menu = app_group_get_is_admin (self->group) && !is_self;
  const char *name = is_self ? _ ("You") : app_group_member_get_name (member);
  const char *role = app_group_member_get_is_admin (member) ? _ ("Admin")
                                                            : app_group_member_get_user_id (member);
  g_autofree char *summary = g_strdup_printf ("%s, %s", name, role);
  /* translators: the accessible name of a menu; %s is somebody in a group */
  g_autofree char *menu_name = g_strdup_printf (_ ("Menu of %s"), name);
  g_autoptr (GMenuModel) menu = has_menu ? make_menu (member) : NULL;

  adw_avatar_set_text (row->avatar, app_group_member_get_name (member));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, row->avatar, app_group_member_get_avatar_id (member));
  gtk_label_set_label (row->name, name);
  gtk_label_set_label (row->role, role);
  gtk_menu_button_set_menu_model (row->menu, menu);
  gtk_widget_set_visible (GTK_WIDGET (row->menu), has_menu);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->menu), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
  gtk_list_item_set_accessible_label (list_item, summary);
  g_object_set_data (G_OBJECT (member), "menu-button", row->menu);
}

static void
on_unbind (AppGroupMembers *self, GtkListItem *list_item)
{
  Row *row = g_object_get_data (G_OBJECT (list_item), "row");

  g_object_set_data (gtk_list_item_get_item (list_item), "menu-button", NULL);
  gtk_menu_button_set_menu_model (row->menu, NULL);
}

static void
on_activate (AppGroupMembers *self, guint position)
{
  g_autoptr (AppGroupMember) member = g_list_model_get_item (app_group_list_members (self->group),
                                                             position);
  GtkWidget *menu = member != NULL ? g_object_get_data (G_OBJECT (member), "menu-button") : NULL;

  if (menu != NULL && gtk_widget_get_visible (menu))
    gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppGroupMembers) self = APP_GROUP_MEMBERS (user_data);
  g_autoptr (GError) error = NULL;

  if (!app_session_group_finish (APP_SESSION (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->toasts != NULL)
    adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
}

static void
role_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppGroupMembers *self = APP_GROUP_MEMBERS (widget);

  app_session_set_member_role_async (app_group_get_session (self->group),
                                     app_chat_get_conversation_id (
                                         app_group_get_chat (self->group)),
                                     g_variant_get_string (parameter, NULL),
                                     g_str_equal (name, "member.promote") ? LANDLINE_ROLE_ADMIN
                                                                          : LANDLINE_ROLE_MEMBER,
                                     self->cancellable, on_done, g_object_ref (self));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppGroupMembers *self = APP_GROUP_MEMBERS (widget);

  app_session_remove_member_async (app_group_get_session (self->group),
                                   app_chat_get_conversation_id (app_group_get_chat (self->group)),
                                   g_variant_get_string (parameter, NULL), self->cancellable,
                                   on_done, g_object_ref (self));
}

/* Who is an admin now has menus at all rows, who is none any more at none. */
static void
on_changed (AppGroupMembers *self)
{
  gboolean is_admin = app_group_get_is_admin (self->group);

  if (is_admin != self->is_admin)
    {
      g_autoptr (GtkSelectionModel) model = g_object_ref (
          gtk_list_view_get_model (self->list_view));

      self->is_admin = is_admin;
      gtk_list_view_set_model (self->list_view, NULL);
      gtk_list_view_set_model (self->list_view, model);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "member.promote", is_admin);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "member.demote", is_admin);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "member.remove", is_admin);
}

static void
app_group_members_dispose (GObject *object)
{
  AppGroupMembers *self = APP_GROUP_MEMBERS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;
  self->toasts = NULL;
  g_clear_object (&self->group);
  g_clear_object (&self->avatars);
  G_OBJECT_CLASS (app_group_members_parent_class)->dispose (object);
}

static void
app_group_members_finalize (GObject *object)
{
  g_object_unref (APP_GROUP_MEMBERS (object)->cancellable);
  G_OBJECT_CLASS (app_group_members_parent_class)->finalize (object);
}

static void
app_group_members_class_init (AppGroupMembersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_group_members_dispose;
  object_class->finalize = app_group_members_finalize;

  gtk_widget_class_install_action (widget_class, "member.promote", "s", role_action);
  gtk_widget_class_install_action (widget_class, "member.demote", "s", role_action);
  gtk_widget_class_install_action (widget_class, "member.remove", "s", remove_action);
}

static void
app_group_members_init (AppGroupMembers *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_view_new (NULL, factory);

  self->cancellable = g_cancellable_new ();
  self->list_view = GTK_LIST_VIEW (list);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_single_click_activate (self->list_view, TRUE);
  gtk_list_view_set_tab_behavior (self->list_view, GTK_LIST_TAB_ITEM);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Members"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  adw_toast_overlay_set_child (self->toasts, scroller);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->toasts));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Members"));
}

/**
 * app_group_members_new:
 * @group: a group
 * @avatars: (nullable): the pictures of people
 *
 * Returns: (transfer floating): a page for a navigation view
 */
AppGroupMembers *
app_group_members_new (AppGroup *group, AppAvatars *avatars)
{
  AppGroupMembers *self;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (APP_IS_GROUP (group), NULL);

  self = g_object_new (APP_TYPE_GROUP_MEMBERS, NULL);
  self->group = g_object_ref (group);
  g_set_object (&self->avatars, avatars);
  selection = GTK_SELECTION_MODEL (
      gtk_no_selection_new (g_object_ref (app_group_list_members (group))));
  gtk_list_view_set_model (self->list_view, selection);
  g_signal_connect_object (group, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
  return self;
}
