/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-actions.h"

#include <glib/gi18n.h>

#include "app-chat-verbs.h"

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)

/**
 * AppChatActions:
 *
 * What can be done with each chat of an account, as actions whose target is the key of the chat,
 * for menus and keys wherever chats are shown.
 *
 * What cannot be taken back is not done before the toast that offers to undo it is gone: see
 * [signal@AppChatActions::toast]. A chat that waits to be deleted is hidden meanwhile.
 */
struct _AppChatActions
{
  GObject parent_instance;

  AppChatList *chats;
  GSimpleActionGroup *group;
  GPtrArray *pending; /* Pending: what waits for its toast, in order */
};

/* Owned by the array and by its toast. */
typedef struct
{
  AppChatActions *actions; /* NULL once it is done or undone */
  AppChat *chat;
  void (*func) (AppChat *chat, gint64 seq);
  gint64 seq; /* of the last message when it was asked for */
  gboolean hides;
} Pending;

enum
{
  SIGNAL_TOAST,
  SIGNAL_HIDDEN_CHANGED,
  SIGNAL_DETAILS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppChatActions, app_chat_actions, G_TYPE_OBJECT)

static void
pending_clear (Pending *pending)
{
  g_object_unref (pending->chat);
}

static void
pending_unref (gpointer pending)
{
  g_rc_box_release_full (pending, (GDestroyNotify) pending_clear);
}

static AppChat *
lookup (AppChatActions *self, GVariant *parameter)
{
  return app_chat_list_lookup (self->chats, g_variant_get_int64 (parameter));
}

static const char *
get_name (AppChat *chat)
{
  return app_chat_get_is_self (chat) ? _ ("Note to Self") : app_chat_get_title (chat);
}

/* Takes what is pending out; it is done unless it was undone. */
static void
settle (Pending *pending, gboolean execute)
{
  AppChatActions *self = pending->actions;
  gboolean shows = pending->hides && !execute;

  if (self == NULL)
    return;
  pending->actions = NULL;
  if (execute)
    pending->func (pending->chat, pending->seq);
  g_ptr_array_remove (self->pending, pending);
  if (shows)
    g_signal_emit (self, signals[SIGNAL_HIDDEN_CHANGED], 0);
}

static void
undo_cb (Pending *pending)
{
  settle (pending, FALSE);
}

static void
dismissed_cb (Pending *pending)
{
  settle (pending, TRUE);
}

static void
release_closure (gpointer data, GClosure *closure)
{
  pending_unref (data);
}

static AdwToast *
make_toast (const char *format, AppChat *chat)
{
  g_autofree char *title = NULL;
  AdwToast *toast;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (format, get_name (chat));
#pragma GCC diagnostic pop
  toast = adw_toast_new (title);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  return toast;
}

/* Does it when the toast has gone without having been asked to undo it. */
static void
defer (AppChatActions *self,
       AppChat *chat,
       const char *format,
       void (*func) (AppChat *chat, gint64 seq),
       gboolean hides)
{
  Pending *pending = g_rc_box_new0 (Pending);
  AdwToast *toast = make_toast (format, chat);

  pending->actions = self;
  pending->chat = g_object_ref (chat);
  pending->func = func;
  pending->seq = app_chat_get_last_seq (chat);
  pending->hides = hides;
  g_ptr_array_add (self->pending, pending);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), g_rc_box_acquire (pending),
                         release_closure, G_CONNECT_SWAPPED);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (dismissed_cb), g_rc_box_acquire (pending),
                         release_closure, G_CONNECT_SWAPPED);
  if (hides)
    g_signal_emit (self, signals[SIGNAL_HIDDEN_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

static void
unarchive_cb (AppChat *chat)
{
  app_chat_set_archived (chat, FALSE);
}

static void
unblock_cb (AppChat *chat)
{
  app_chat_set_blocked (chat, FALSE);
}

/* For what can be taken back later as well. */
static void
offer_undo (AppChatActions *self, AppChat *chat, const char *format, void (*undo) (AppChat *chat))
{
  AdwToast *toast = make_toast (format, chat);

  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo), chat, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
}

static void
pin_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);
  g_autofree char *sentence = NULL;

  if (chat == NULL || app_chat_get_pinned (chat) != 0)
    return;
  if (app_chat_list_can_pin (self->chats))
    {
      app_chat_set_pinned (chat, TRUE);
      return;
    }
  /* translators: %u is a number of chats */
  sentence = g_strdup_printf (ngettext ("At most %u chat can be pinned",
                                        "At most %u chats can be pinned", APP_CHAT_LIST_PINNED_MAX),
                              APP_CHAT_LIST_PINNED_MAX);
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, adw_toast_new (sentence));
}

static void
unpin_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChat *chat = lookup (APP_CHAT_ACTIONS (user_data), parameter);

  if (chat != NULL)
    app_chat_set_pinned (chat, FALSE);
}

static void
archive_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);

  if (chat == NULL || !app_chat_can_note (chat))
    return;
  app_chat_set_archived (chat, TRUE);
  /* translators: %s is the name of a chat */
  offer_undo (self, chat, _ ("“%s” archived"), unarchive_cb);
}

static void
unarchive_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChat *chat = lookup (APP_CHAT_ACTIONS (user_data), parameter);

  if (chat != NULL)
    app_chat_set_archived (chat, FALSE);
}

static void
mute_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  gint64 key, hours;
  AppChat *chat;

  g_variant_get (parameter, "(xx)", &key, &hours);
  chat = app_chat_list_lookup (self->chats, key);
  if (chat != NULL)
    app_chat_mute_until (chat,
                         hours > 0 ? g_get_real_time () / 1000 + hours * HOUR : APP_CHAT_FOREVER);
}

static void
unmute_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChat *chat = lookup (APP_CHAT_ACTIONS (user_data), parameter);

  if (chat != NULL)
    app_chat_mute_until (chat, 0);
}

static void
mark_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChat *chat = lookup (APP_CHAT_ACTIONS (user_data), parameter);
  const char *name = g_action_get_name (G_ACTION (action));

  if (chat != NULL)
    app_chat_set_marked_unread (chat, g_str_equal (name, "mark-unread"));
}

static void
clear_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);

  if (chat != NULL && app_chat_can_note (chat))
    /* translators: %s is the name of a chat */
    defer (self, chat, _ ("Messages of “%s” deleted"), app_chat_clear, FALSE);
}

static void
delete_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);

  if (chat != NULL && !app_chat_actions_is_hidden (self, chat))
    /* translators: %s is the name of a chat */
    defer (self, chat, _ ("“%s” deleted"), app_chat_delete, TRUE);
}

static void
block_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);

  if (chat == NULL || app_chat_get_is_group (chat) || app_chat_get_is_self (chat))
    return;
  app_chat_set_blocked (chat, TRUE);
  /* translators: %s is the name of somebody */
  offer_undo (self, chat, _ ("“%s” blocked"), unblock_cb);
}

static void
unblock_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChat *chat = lookup (APP_CHAT_ACTIONS (user_data), parameter);

  if (chat != NULL && !app_chat_get_is_group (chat))
    app_chat_set_blocked (chat, FALSE);
}

static void
details_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppChatActions *self = APP_CHAT_ACTIONS (user_data);
  AppChat *chat = lookup (self, parameter);

  if (chat != NULL)
    g_signal_emit (self, signals[SIGNAL_DETAILS], 0, chat);
}

static const GActionEntry entries[] = {
  { "pin", pin_action, "x", NULL, NULL, { 0 } },
  { "unpin", unpin_action, "x", NULL, NULL, { 0 } },
  { "archive", archive_action, "x", NULL, NULL, { 0 } },
  { "unarchive", unarchive_action, "x", NULL, NULL, { 0 } },
  { "mute", mute_action, "(xx)", NULL, NULL, { 0 } },
  { "unmute", unmute_action, "x", NULL, NULL, { 0 } },
  { "mark-unread", mark_action, "x", NULL, NULL, { 0 } },
  { "mark-read", mark_action, "x", NULL, NULL, { 0 } },
  { "clear", clear_action, "x", NULL, NULL, { 0 } },
  { "delete", delete_action, "x", NULL, NULL, { 0 } },
  { "block", block_action, "x", NULL, NULL, { 0 } },
  { "unblock", unblock_action, "x", NULL, NULL, { 0 } },
  { "details", details_action, "x", NULL, NULL, { 0 } },
};

static void
app_chat_actions_dispose (GObject *object)
{
  AppChatActions *self = APP_CHAT_ACTIONS (object);

  app_chat_actions_flush (self);
  g_clear_object (&self->group);
  g_clear_object (&self->chats);
  G_OBJECT_CLASS (app_chat_actions_parent_class)->dispose (object);
}

static void
app_chat_actions_finalize (GObject *object)
{
  g_ptr_array_unref (APP_CHAT_ACTIONS (object)->pending);
  G_OBJECT_CLASS (app_chat_actions_parent_class)->finalize (object);
}

static void
app_chat_actions_class_init (AppChatActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_chat_actions_dispose;
  object_class->finalize = app_chat_actions_finalize;

  /**
   * AppChatActions::toast:
   * @self: the actions
   * @toast: (transfer full): what is to be shown
   *
   * Something was done, or will be when the toast is gone.
   */
  signals[SIGNAL_TOAST] = g_signal_new ("toast", APP_TYPE_CHAT_ACTIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * AppChatActions::hidden-changed:
   * @self: the actions
   *
   * Other chats are hidden than before.
   */
  signals[SIGNAL_HIDDEN_CHANGED] = g_signal_new ("hidden-changed", APP_TYPE_CHAT_ACTIONS,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);
  /**
   * AppChatActions::details:
   * @self: the actions
   * @chat: a chat
   *
   * The details of a chat shall be shown.
   */
  signals[SIGNAL_DETAILS] = g_signal_new ("details", APP_TYPE_CHAT_ACTIONS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, APP_TYPE_CHAT);
}

static void
app_chat_actions_init (AppChatActions *self)
{
  self->pending = g_ptr_array_new_with_free_func (pending_unref);
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * app_chat_actions_new:
 * @chats: the chats of an account
 *
 * Creates the actions for some chats.
 *
 * Returns: (transfer full): the actions
 */
AppChatActions *
app_chat_actions_new (AppChatList *chats)
{
  AppChatActions *self;

  g_return_val_if_fail (APP_IS_CHAT_LIST (chats), NULL);

  self = g_object_new (APP_TYPE_CHAT_ACTIONS, NULL);
  self->chats = g_object_ref (chats);
  return self;
}

/**
 * app_chat_actions_get_group:
 * @self: the actions
 *
 * Returns: (transfer none): the group, to be inserted as `chats`
 */
GActionGroup *
app_chat_actions_get_group (AppChatActions *self)
{
  g_return_val_if_fail (APP_IS_CHAT_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}

static void
append (GMenu *menu, const char *label, const char *action, AppChat *chat)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", app_chat_get_key (chat));
  g_menu_append_item (menu, item);
}

static void
append_mute (GMenu *menu, const char *label, gint64 hours, AppChat *chat)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "chats.mute", "(xx)", app_chat_get_key (chat), hours);
  g_menu_append_item (menu, item);
}

static void
add_notes (GMenu *menu, AppChat *chat)
{
  g_autoptr (GMenu) mute = g_menu_new ();

  if (app_chat_get_pinned (chat) != 0)
    append (menu, _ ("Un_pin"), "chats.unpin", chat);
  else
    append (menu, _ ("_Pin"), "chats.pin", chat);
  if (app_chat_get_unread (chat) > 0 || app_chat_get_marked_unread (chat))
    append (menu, _ ("Mark as _Read"), "chats.mark-read", chat);
  else
    append (menu, _ ("Mark as Un_read"), "chats.mark-unread", chat);
  if (app_chat_get_archived (chat))
    append (menu, _ ("Un_archive"), "chats.unarchive", chat);
  else
    append (menu, _ ("_Archive"), "chats.archive", chat);
  if (app_chat_get_muted (chat))
    {
      append (menu, _ ("Un_mute"), "chats.unmute", chat);
      return;
    }
  append_mute (mute, _ ("For 1 _Hour"), 1, chat);
  append_mute (mute, _ ("For _8 Hours"), 8, chat);
  append_mute (mute, _ ("For 1 _Week"), 7 * 24, chat);
  append_mute (mute, _ ("_Always"), 0, chat);
  g_menu_append_submenu (menu, _ ("_Mute"), G_MENU_MODEL (mute));
}

/**
 * app_chat_actions_build_menu:
 * @self: the actions
 * @chat: a chat
 *
 * Returns: (transfer full): what can be done with the chat now
 */
GMenuModel *
app_chat_actions_build_menu (AppChatActions *self, AppChat *chat)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) notes = g_menu_new ();
  g_autoptr (GMenu) details = g_menu_new ();
  g_autoptr (GMenu) removal = g_menu_new ();

  g_return_val_if_fail (APP_IS_CHAT_ACTIONS (self), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  if (app_chat_can_note (chat))
    add_notes (notes, chat);
  append (details, _ ("De_tails"), "chats.details", chat);
  if (!app_chat_get_is_group (chat) && !app_chat_get_is_self (chat) &&
      !app_chat_get_is_former (chat))
    {
      if (app_chat_get_blocked (chat))
        append (removal, _ ("Un_block"), "chats.unblock", chat);
      else
        append (removal, _ ("_Block"), "chats.block", chat);
    }
  if (app_chat_can_note (chat))
    append (removal, _ ("_Clear Messages"), "chats.clear", chat);
  append (removal, _ ("_Delete Chat"), "chats.delete", chat);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (notes));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (details));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (removal));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * app_chat_actions_is_hidden:
 * @self: the actions
 * @chat: a chat
 *
 * Returns: whether the chat waits to be deleted
 */
gboolean
app_chat_actions_is_hidden (AppChatActions *self, AppChat *chat)
{
  g_return_val_if_fail (APP_IS_CHAT_ACTIONS (self), FALSE);

  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = g_ptr_array_index (self->pending, i);

      if (pending->hides && pending->chat == chat)
        return TRUE;
    }
  return FALSE;
}

/**
 * app_chat_actions_flush:
 * @self: the actions
 *
 * Does now what waits for its toast, because the window goes.
 */
void
app_chat_actions_flush (AppChatActions *self)
{
  g_return_if_fail (APP_IS_CHAT_ACTIONS (self));

  while (self->pending->len > 0)
    settle (g_ptr_array_index (self->pending, 0), TRUE);
}
