/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-platform"

#include "config.h"

#include "app-notifier.h"

#include <glib/gi18n.h>

#include "app-cache.h"
#include "app-cache-users.h"
#include "app-rich-text.h"

/* What a notification shows of a message: desktops cut it anyway, and it need not go over the bus
 * whole. */
#define BODY_LETTERS_MAX 200

/**
 * AppNotifier:
 *
 * Announces messages in chats that nobody looks at, one notification for each chat, and withdraws
 * it when the chat was read, here or on another device. A click opens the chat by the action
 * `app.open-chat`.
 */
struct _AppNotifier
{
  GObject parent_instance;

  GApplication *application; /* not owned: it owns us */
  AppChatList *chats;
  AppChat *seen;
  GHashTable *shown;   /* AppChat → Shown: those with a notification */
  GHashTable *waiting; /* conversation id → LandlineMessage, the newest: its chat is not listed */
  gboolean enabled;
  gboolean mentions; /* also in chats that are muted */
  gboolean content;  /* what was written is shown */
};

typedef struct
{
  char *title;
  char *body;
} Shown;

static void
shown_free (Shown *shown)
{
  g_free (shown->title);
  g_free (shown->body);
  g_free (shown);
}

enum
{
  PROP_0,
  PROP_ENABLED,
  PROP_MENTIONS,
  PROP_CONTENT,
  PROP_SEEN_CHAT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppNotifier, app_notifier, G_TYPE_OBJECT)

static char *
notification_id (AppChat *chat)
{
  return g_strdup_printf ("chat-%" G_GINT64_FORMAT, app_chat_get_key (chat));
}

/**
 * app_notifier_describe:
 * @content: what a message holds
 *
 * Returns: (transfer full): what a notification says of it
 */
char *
app_notifier_describe (LandlineContent *content)
{
  const char *text = landline_content_get_text (content);
  LandlineMedia *media = landline_content_get_media (content);

  if (text != NULL && *text != '\0')
    {
      g_autofree char *plain = app_rich_text_strip (text);
      g_autofree char *beginning = g_utf8_substring (plain, 0,
                                                     MIN (g_utf8_strlen (plain, -1),
                                                          BODY_LETTERS_MAX));

      return strlen (beginning) < strlen (plain) ? g_strconcat (beginning, "…", NULL)
                                                 : g_steal_pointer (&beginning);
    }
  if (media != NULL && landline_media_get_name (media) != NULL)
    /* translators: in a notification; %s is the name of a file */
    return g_strdup_printf (_ ("Sent you “%s”"), landline_media_get_name (media));
  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_LOCATION:
      return g_strdup (_ ("Sent you a location"));
    case LANDLINE_CONTENT_CONTACT:
      /* translators: in a notification; %s is the name of a person */
      return g_strdup_printf (_ ("Sent you the contact “%s”"), landline_content_get_name (content));
    case LANDLINE_CONTENT_TEXT:
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return g_strdup (_ ("Sent you a message"));
    }
}

static void
app_notifier_withdraw (AppNotifier *self, AppChat *chat)
{
  g_autofree char *id = notification_id (chat);

  if (!g_hash_table_contains (self->shown, chat))
    return;
  g_signal_handlers_disconnect_by_data (chat, self);
  g_application_withdraw_notification (self->application, id);
  g_hash_table_remove (self->shown, chat);
}

static void
app_notifier_on_unread (AppNotifier *self, GParamSpec *pspec, AppChat *chat)
{
  if (app_chat_get_unread (chat) == 0)
    app_notifier_withdraw (self, chat);
}

static gboolean
names_self (AppNotifier *self, LandlineMessage *message)
{
  const char *const *mentions = landline_content_get_mentions (
      landline_message_get_content (message));
  const char *own = app_session_get_user_id (app_chat_list_get_session (self->chats));

  return mentions != NULL && own != NULL && g_strv_contains (mentions, own);
}

static gboolean
is_wanted (AppNotifier *self, AppChat *chat, LandlineMessage *message)
{
  return chat != self->seen && self->enabled && !app_chat_get_blocked (chat) &&
         (!app_chat_get_muted (chat) || (self->mentions && names_self (self, message)));
}

static void
app_notifier_send (AppNotifier *self, AppChat *chat, Shown *shown)
{
  g_autoptr (GNotification) notification = g_notification_new (shown->title);
  g_autofree char *id = notification_id (chat);

  g_notification_set_body (notification, shown->body);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_category (notification, "im.received");
  g_notification_set_default_action_and_target (notification, "app.open-chat", "x",
                                                app_chat_get_key (chat));
  g_notification_add_button_with_target (notification, _ ("Mark as Read"), "app.mark-chat-read",
                                         "x", app_chat_get_key (chat));
  g_application_send_notification (self->application, id, notification);
}

/* Of somebody new the number is known first, and then the name. */
static void
app_notifier_on_title (AppNotifier *self, GParamSpec *pspec, AppChat *chat)
{
  Shown *shown = g_hash_table_lookup (self->shown, chat);

  if (g_set_str (&shown->title, app_chat_get_title (chat)))
    app_notifier_send (self, chat, shown);
}

/* @sender: (nullable): the name of who wrote it, where the chat is not that person's */
static void
app_notifier_show (AppNotifier *self, AppChat *chat, LandlineMessage *message, const char *sender)
{
  Shown *shown = g_new0 (Shown, 1);
  gboolean is_known = g_hash_table_contains (self->shown, chat);
  g_autofree char *said = self->content
                              ? app_notifier_describe (landline_message_get_content (message))
                              : g_strdup (_ ("Sent you a message"));

  shown->title = g_strdup (app_chat_get_title (chat));
  /* translators: in a notification of a group; the name of a person and what they wrote */
  shown->body = sender != NULL ? g_strdup_printf (_ ("%s: %s"), sender, said)
                               : g_steal_pointer (&said);
  app_notifier_send (self, chat, shown);
  g_hash_table_replace (self->shown, g_object_ref (chat), shown);
  if (is_known)
    return;
  g_signal_connect_object (chat, "notify::unread", G_CALLBACK (app_notifier_on_unread), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chat, "notify::title", G_CALLBACK (app_notifier_on_title), self,
                           G_CONNECT_SWAPPED);
}

typedef struct
{
  char *user_id;
  char *name;
} NameCall;

static void
name_call_free (NameCall *call)
{
  g_free (call->user_id);
  g_free (call->name);
  g_free (call);
}

static gboolean
read_name (AppCacheDatabase *database, gpointer data, GError **error)
{
  NameCall *call = data;

  call->name = app_cache_users_dup_name (database, call->user_id, error);
  return call->name != NULL;
}

typedef struct
{
  GWeakRef notifier;
  AppChat *chat;
  LandlineMessage *message;
} Unnamed;

static void
unnamed_free (Unnamed *unnamed)
{
  g_weak_ref_clear (&unnamed->notifier);
  g_object_unref (unnamed->chat);
  g_object_unref (unnamed->message);
  g_free (unnamed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Unnamed, unnamed_free)

static void
app_notifier_named (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Unnamed) unnamed = user_data;
  g_autoptr (AppNotifier) self = g_weak_ref_get (&unnamed->notifier);
  NameCall *call = app_cache_call_finish (APP_CACHE (source), result, NULL);

  if (self != NULL && self->chats != NULL && is_wanted (self, unnamed->chat, unnamed->message))
    app_notifier_show (self, unnamed->chat, unnamed->message, call != NULL ? call->name : NULL);
}

static void
app_notifier_announce (AppNotifier *self, AppChat *chat, LandlineMessage *message)
{
  Unnamed *unnamed;
  NameCall *call;

  if (!is_wanted (self, chat, message))
    return;
  if (!app_chat_get_is_group (chat))
    {
      app_notifier_show (self, chat, message, NULL);
      return;
    }
  unnamed = g_new0 (Unnamed, 1);
  g_weak_ref_init (&unnamed->notifier, self);
  unnamed->chat = g_object_ref (chat);
  unnamed->message = g_object_ref (message);
  call = g_new0 (NameCall, 1);
  call->user_id = g_strdup (landline_message_get_sender_id (message));
  app_cache_read_async (app_session_get_cache (app_chat_list_get_session (self->chats)), read_name,
                        call, (GDestroyNotify) name_call_free, NULL, app_notifier_named, unnamed);
}

/* The first message of somebody new is told of before its chat is in the list. */
static void
app_notifier_on_incoming (AppNotifier *self, gint64 chat_key, LandlineMessage *message)
{
  const char *conversation = landline_message_get_conversation (message);
  AppChat *chat = app_chat_list_lookup (self->chats, chat_key);

  if (chat != NULL)
    app_notifier_announce (self, chat, message);
  else
    g_hash_table_replace (self->waiting, g_strdup (conversation), g_object_ref (message));
}

/* By the conversation: the chat may have been joined with another meanwhile. */
static void
app_notifier_on_chats_changed (AppNotifier *self)
{
  GHashTableIter iter;
  const char *conversation;
  LandlineMessage *message;

  g_hash_table_iter_init (&iter, self->waiting);
  while (g_hash_table_iter_next (&iter, (gpointer *) &conversation, (gpointer *) &message))
    {
      AppChat *chat = app_chat_list_lookup_conversation (self->chats, conversation);

      if (chat == NULL)
        continue;
      /* It may have been read meanwhile, here or on another device. */
      if (app_chat_get_unread (chat) > 0)
        app_notifier_announce (self, chat, message);
      g_hash_table_iter_remove (&iter);
    }
}

/* Nobody can read a chat that is no more: its notification would stay. */
static void
app_notifier_on_chat_moved (AppNotifier *self, AppChat *chat)
{
  app_notifier_withdraw (self, chat);
}

static void
app_notifier_dispose (GObject *object)
{
  AppNotifier *self = APP_NOTIFIER (object);

  g_clear_object (&self->seen);
  g_clear_object (&self->chats);
  g_clear_weak_pointer (&self->application);
  g_hash_table_remove_all (self->shown);
  g_hash_table_remove_all (self->waiting);
  G_OBJECT_CLASS (app_notifier_parent_class)->dispose (object);
}

static void
app_notifier_finalize (GObject *object)
{
  g_hash_table_unref (APP_NOTIFIER (object)->shown);
  g_hash_table_unref (APP_NOTIFIER (object)->waiting);
  G_OBJECT_CLASS (app_notifier_parent_class)->finalize (object);
}

static void
app_notifier_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppNotifier *self = APP_NOTIFIER (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;

    case PROP_MENTIONS:
      g_value_set_boolean (value, self->mentions);
      break;

    case PROP_CONTENT:
      g_value_set_boolean (value, self->content);
      break;

    case PROP_SEEN_CHAT:
      g_value_set_object (value, self->seen);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_notifier_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppNotifier *self = APP_NOTIFIER (object);

  switch (prop_id)
    {
    case PROP_ENABLED:
      app_notifier_set_enabled (self, g_value_get_boolean (value));
      break;

    case PROP_MENTIONS:
      self->mentions = g_value_get_boolean (value);
      break;

    case PROP_CONTENT:
      self->content = g_value_get_boolean (value);
      break;

    case PROP_SEEN_CHAT:
      app_notifier_set_seen_chat (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_notifier_class_init (AppNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_notifier_dispose;
  object_class->finalize = app_notifier_finalize;
  object_class->get_property = app_notifier_get_property;
  object_class->set_property = app_notifier_set_property;

  /**
   * AppNotifier:enabled:
   *
   * Whether messages are announced.
   */
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  /**
   * AppNotifier:mentions:
   *
   * Whether messages that name the account's user are announced even where their chat is muted.
   */
  properties[PROP_MENTIONS] = g_param_spec_boolean ("mentions", NULL, NULL, TRUE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * AppNotifier:content:
   *
   * Whether what was written is shown, and not only who wrote.
   */
  properties[PROP_CONTENT] = g_param_spec_boolean ("content", NULL, NULL, TRUE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /**
   * AppNotifier:seen-chat:
   *
   * The chat that somebody looks at.
   */
  properties[PROP_SEEN_CHAT] = g_param_spec_object ("seen-chat", NULL, NULL, APP_TYPE_CHAT,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                        G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_notifier_init (AppNotifier *self)
{
  self->enabled = TRUE;
  self->mentions = TRUE;
  self->content = TRUE;
  self->shown = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) shown_free);
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * app_notifier_new:
 * @application: what the notifications are sent as
 * @chats: the chats of the account
 *
 * Creates a notifier for the messages that come in from now on.
 *
 * Returns: (transfer full): the notifier
 */
AppNotifier *
app_notifier_new (GApplication *application, AppChatList *chats)
{
  AppNotifier *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (APP_IS_CHAT_LIST (chats), NULL);

  self = g_object_new (APP_TYPE_NOTIFIER, NULL);
  g_set_weak_pointer (&self->application, application);
  self->chats = g_object_ref (chats);
  g_signal_connect_object (app_chat_list_get_session (chats), "incoming",
                           G_CALLBACK (app_notifier_on_incoming), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (chats, "items-changed", G_CALLBACK (app_notifier_on_chats_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (chats, "moved", G_CALLBACK (app_notifier_on_chat_moved), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * app_notifier_set_enabled:
 * @self: the notifier
 * @enabled: whether messages are announced
 *
 * Sets whether messages are announced.
 */
void
app_notifier_set_enabled (AppNotifier *self, gboolean enabled)
{
  g_return_if_fail (APP_IS_NOTIFIER (self));

  enabled = !!enabled;
  if (self->enabled == enabled)
    return;
  self->enabled = enabled;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
}

/**
 * app_notifier_set_seen_chat:
 * @self: the notifier
 * @chat: (nullable): the chat that somebody looks at
 *
 * Sets the chat whose messages need no announcement.
 */
void
app_notifier_set_seen_chat (AppNotifier *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_NOTIFIER (self));
  g_return_if_fail (chat == NULL || APP_IS_CHAT (chat));

  if (!g_set_object (&self->seen, chat))
    return;
  if (chat != NULL)
    app_notifier_withdraw (self, chat);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN_CHAT]);
}

/**
 * app_notifier_get_n_shown:
 * @self: the notifier
 *
 * Returns: how many chats have a notification
 */
guint
app_notifier_get_n_shown (AppNotifier *self)
{
  g_return_val_if_fail (APP_IS_NOTIFIER (self), 0);

  return g_hash_table_size (self->shown);
}

/**
 * app_notifier_get_shown:
 * @self: the notifier
 * @chat: a chat
 * @body: (out) (optional) (nullable): what its notification says
 *
 * Returns: (nullable): the title of the chat's notification, %NULL where it has none
 */
const char *
app_notifier_get_shown (AppNotifier *self, AppChat *chat, const char **body)
{
  Shown *shown;

  g_return_val_if_fail (APP_IS_NOTIFIER (self), NULL);

  shown = g_hash_table_lookup (self->shown, chat);
  if (body != NULL)
    *body = shown != NULL ? shown->body : NULL;
  return shown != NULL ? shown->title : NULL;
}
