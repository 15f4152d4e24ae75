/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-details.h"

#include <glib/gi18n.h>

#include "app-directory.h"
#include "app-chat-verbs.h"
#include "landline-limits.h"
#include "app-group-page.h"
#include "app-search-hit-row.h"
#include "app-sentence-toast.h"
#include "app-shared-list.h"

/* So many rows before the end of a list the next page is read. */
#define MORE_ROWS 10

/**
 * AppChatDetails:
 *
 * All about one chat: who it is with, what was shared in it, and what holds for it. It follows the
 * chat.
 */
struct _AppChatDetails
{
  AdwDialog parent_instance;

  AdwToastOverlay *toasts;
  AdwNavigationView *navigation;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *about;
  AdwActionRow *media_row;
  AdwActionRow *files_row;
  AdwActionRow *links_row;
  AdwActionRow *starred_row;
  GtkWidget *group_group;
  AdwPreferencesGroup *settings_group;
  AdwSwitchRow *mute_row;
  AdwComboRow *disappear_row;
  AdwSwitchRow *block_row;
  GtkWidget *clear_row;
  GtkWidget *delete_row;

  AppSession *session;
  AppChat *chat;
  AppAvatars *avatars;
  AppGroup *group;         /* (nullable): of a chat that is one */
  AppDirectory *directory; /* (nullable): of a chat with somebody */
  gboolean updating;
};

enum
{
  SIGNAL_MESSAGE_ACTIVATED,
  SIGNAL_REMOVAL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppChatDetails, app_chat_details, ADW_TYPE_DIALOG)

/* What somebody says about themself, under their number. */
static char *
describe_person (AppChatDetails *self)
{
  const char *user_id = app_chat_get_user_id (self->chat);
  guint n = self->directory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->directory)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->directory), i);
      const char *about = app_person_get_about (person);

      if (g_strcmp0 (app_person_get_user_id (person), user_id) == 0 && about != NULL &&
          *about != '\0')
        return g_strdup_printf ("%s\n%s", user_id, about);
    }
  return g_strdup (user_id);
}

static char *
describe (AppChatDetails *self, AppChat *chat)
{
  const char *description = self->group != NULL ? app_group_get_settings (self->group)->description
                                                : NULL;

  if (description != NULL)
    return g_strdup (description);
  if (app_chat_get_is_self (chat))
    return g_strdup (_ ("Only you see what you write here"));
  if (app_chat_get_is_group (chat))
    /* translators: under the name of a group */
    return g_strdup_printf (ngettext ("%u member", "%u members", app_chat_get_member_count (chat)),
                            app_chat_get_member_count (chat));
  if (app_chat_get_is_former (chat))
    return g_strdup (_ ("This person is no longer on the server"));
  return describe_person (self);
}

static const gint64 spans[] = { 0, LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_WEEK,
                                LANDLINE_EXPIRES_QUARTER };

static guint
find_span (gint64 seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i] == seconds)
      return i;
  return 0;
}

/* Also with oneself; in a group its members agree on it. */
static gboolean
is_direct (AppChat *chat)
{
  return !app_chat_get_is_group (chat);
}

static void
app_chat_details_update (AppChatDetails *self)
{
  gboolean is_former = app_chat_get_is_former (self->chat);
  gboolean is_person = !app_chat_get_is_group (self->chat) && !app_chat_get_is_self (self->chat) &&
                       !is_former;
  g_autofree char *about = describe (self, self->chat);

  self->updating = TRUE;
  adw_avatar_set_text (self->avatar, app_chat_get_title (self->chat));
  adw_avatar_set_show_initials (self->avatar, !app_chat_get_is_former (self->chat));
  adw_avatar_set_icon_name (self->avatar,
                            app_chat_get_is_group (self->chat) ? "system-users-symbolic" : NULL);
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_chat_get_avatar_id (self->chat));
  gtk_label_set_label (self->name, app_chat_get_is_self (self->chat)
                                       ? _ ("Note to Self")
                                       : app_chat_get_title (self->chat));
  gtk_label_set_label (self->about, about != NULL ? about : "");
  adw_switch_row_set_active (self->mute_row, app_chat_get_muted (self->chat));
  adw_switch_row_set_active (self->block_row, app_chat_get_blocked (self->chat));
  adw_combo_row_set_selected (self->disappear_row, find_span (app_chat_get_lifetime (self->chat)));
  gtk_widget_set_visible (GTK_WIDGET (self->disappear_row),
                          is_direct (self->chat) && !is_former && app_chat_can_note (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->mute_row), app_chat_can_note (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->block_row), is_person);
  gtk_widget_set_visible (self->group_group, self->group != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->settings_group),
                          is_person || app_chat_can_note (self->chat));
  gtk_widget_set_visible (self->clear_row, app_chat_can_note (self->chat));
  self->updating = FALSE;
}

static void
app_chat_details_on_mute (AppChatDetails *self)
{
  if (!self->updating)
    app_chat_mute_until (self->chat,
                         adw_switch_row_get_active (self->mute_row) ? APP_CHAT_FOREVER : 0);
}

static void
app_chat_details_settled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatDetails) self = APP_CHAT_DETAILS (user_data);
  g_autoptr (GError) error = NULL;

  if (app_chat_set_lifetime_finish (APP_CHAT (source), result, &error) || self->chat == NULL)
    return;
  adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
  app_chat_details_update (self);
}

static void
app_chat_details_on_disappear (AppChatDetails *self)
{
  guint selected = adw_combo_row_get_selected (self->disappear_row);

  if (!self->updating && selected < G_N_ELEMENTS (spans))
    app_chat_set_lifetime_async (self->chat, spans[selected], NULL, app_chat_details_settled,
                                 g_object_ref (self));
}

static void
app_chat_details_on_block (AppChatDetails *self)
{
  if (!self->updating)
    app_chat_set_blocked (self->chat, adw_switch_row_get_active (self->block_row));
}

static void
app_chat_details_on_removal (AppChatDetails *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_REMOVAL], 0,
                 row == self->delete_row ? "chats.delete" : "chats.clear",
                 app_chat_get_key (self->chat));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_bind (AppChatDetails *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  g_autofree char *summary = NULL;

  if (row == NULL)
    {
      row = app_search_hit_row_new ();
      gtk_list_item_set_child (list_item, row);
    }
  summary = app_search_hit_row_set_hit (APP_SEARCH_HIT_ROW (row),
                                        gtk_list_item_get_item (list_item),
                                        self->avatars != NULL
                                            ? app_avatars_get_loader (self->avatars)
                                            : NULL);
  gtk_list_item_set_accessible_label (list_item, summary);
}

static void
on_activate (AppChatDetails *self, guint position, GtkListView *view)
{
  g_autoptr (AppSearchHit) hit =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);

  if (hit == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_MESSAGE_ACTIVATED], 0, self->chat,
                 app_search_hit_get_message_key (hit));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_scrolled (GtkAdjustment *adjustment, AppSharedList *list)
{
  double end = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) >= end - 40.0 * MORE_ROWS)
    app_shared_list_load_more (list);
}

static GtkWidget *
make_list (AppChatDetails *self, AppSharedList *list, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (list)));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (model), factory);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkAdjustment *adjustment;

  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (view, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (on_scrolled), list, 0);
  return scroller;
}

static void
update_page (GtkStack *stack, GParamSpec *pspec, AppSharedList *list)
{
  const char *page = "list";

  if (g_list_model_get_n_items (G_LIST_MODEL (list)) == 0)
    page = app_shared_list_get_loading (list) ? "loading" : "empty";
  gtk_stack_set_visible_child_name (stack, page);
}

static GtkWidget *
make_stack (AppChatDetails *self, AppSharedList *list, const char *title)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "folder-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("Nothing Yet"));
  gtk_widget_add_css_class (empty, "compact");
  gtk_stack_add_named (GTK_STACK (stack), make_list (self, list, title), "list");
  gtk_stack_add_named (GTK_STACK (stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (stack), adw_spinner_new (), "loading");
  g_signal_connect_object (list, "notify::loading", G_CALLBACK (update_page), stack,
                           G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (stack), "list", g_object_ref (list), g_object_unref);
  update_page (GTK_STACK (stack), NULL, list);
  return stack;
}

static void
app_chat_details_on_shared (AppChatDetails *self, AdwActionRow *row)
{
  guint kind = row == self->media_row   ? APP_CACHE_ATTACHMENT_MEDIA
               : row == self->files_row ? APP_CACHE_ATTACHMENT_FILE
               : row == self->links_row ? APP_CACHE_ATTACHMENT_LINK
                                        : APP_SHARED_STARRED;
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autoptr (AppSharedList) list = app_shared_list_new (self->session, self->chat, kind);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_stack (self, list, title));
  adw_navigation_view_push (self->navigation, adw_navigation_page_new (view, title));
}

static void
app_chat_details_on_group (AppChatDetails *self)
{
  adw_navigation_view_push (self->navigation,
                            ADW_NAVIGATION_PAGE (app_group_page_new (self->group, self->avatars)));
}

static void
app_chat_details_dispose (GObject *object)
{
  AppChatDetails *self = APP_CHAT_DETAILS (object);

  g_clear_object (&self->session);
  g_clear_object (&self->chat);
  g_clear_object (&self->avatars);
  g_clear_object (&self->group);
  g_clear_object (&self->directory);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CHAT_DETAILS);
  G_OBJECT_CLASS (app_chat_details_parent_class)->dispose (object);
}

static void
app_chat_details_class_init (AppChatDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_chat_details_dispose;

  /**
   * AppChatDetails::message-activated:
   * @self: the dialog
   * @chat: its chat
   * @message_key: the key of a message
   *
   * A message shall be shown in its chat.
   */
  signals[SIGNAL_MESSAGE_ACTIVATED] = g_signal_new ("message-activated", APP_TYPE_CHAT_DETAILS,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                    G_TYPE_NONE, 2, APP_TYPE_CHAT, G_TYPE_INT64);
  /**
   * AppChatDetails::removal:
   * @self: the dialog
   * @action: the name of an action on the chat
   * @chat_key: its target
   *
   * The chat shall be cleared or deleted, once the dialog is out of the way.
   */
  signals[SIGNAL_REMOVAL] = g_signal_new ("removal", APP_TYPE_CHAT_DETAILS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                          G_TYPE_INT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-chat-details.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, about);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, block_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, clear_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, delete_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, disappear_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, files_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, group_group);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, links_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, media_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, mute_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, name);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, navigation);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, settings_group);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, starred_row);
  gtk_widget_class_bind_template_child (widget_class, AppChatDetails, toasts);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_details_on_group);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_details_on_removal);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_details_on_shared);
}

static void
app_chat_details_init (AppChatDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->mute_row, "notify::active", G_CALLBACK (app_chat_details_on_mute),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->disappear_row, "notify::selected",
                           G_CALLBACK (app_chat_details_on_disappear), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->block_row, "notify::active",
                           G_CALLBACK (app_chat_details_on_block), self, G_CONNECT_SWAPPED);
}

/**
 * app_chat_details_new:
 * @session: the session of the account
 * @chat: a chat
 * @avatars: (nullable): the pictures of people
 *
 * Creates a dialog about a chat.
 *
 * Returns: (transfer floating): the dialog
 */
AppChatDetails *
app_chat_details_new (AppSession *session, AppChat *chat, AppAvatars *avatars)
{
  AppChatDetails *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_CHAT_DETAILS, NULL);
  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  g_set_object (&self->avatars, avatars);
  if (app_chat_get_is_group (chat))
    {
      self->group = app_group_new (session, chat);
      g_signal_connect_object (self->group, "changed", G_CALLBACK (app_chat_details_update), self,
                               G_CONNECT_SWAPPED);
    }
  else if (!app_chat_get_is_self (chat))
    {
      self->directory = app_directory_new (session);
      g_signal_connect_object (self->directory, "items-changed",
                               G_CALLBACK (app_chat_details_update), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (chat, "notify", G_CALLBACK (app_chat_details_update), self,
                           G_CONNECT_SWAPPED);
  app_chat_details_update (self);
  return self;
}
