/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-chat.h"

#include <glib/gi18n.h>

#include "app-change-text.h"
#include "app-chat-private.h"
#include "app-preview.h"
#include "app-tick-private.h"
#include "landline-id.h"

/* A typing notice is repeated every three seconds while somebody types. */
#define TYPING_MILLISECONDS 6000
/* A draft is written when the person pauses for so long, not with each key. */
#define DRAFT_MILLISECONDS 400

/**
 * AppChat:
 *
 * One chat as a row of the chat list and the header of its page show it. Its messages are in an
 * #AppTimeline.
 */
struct _AppChat
{
  GObject parent_instance;

  GWeakRef session;
  gint64 key;
  char *conversation_id;
  char *user_id;
  gboolean is_group;
  gboolean is_self;
  char *title;
  char *avatar_id;
  char *preview;
  gint64 last_time;
  AppTick last_tick;
  guint unread;
  char *typing;
  gboolean online;
  gint64 last_seen;
  gint64 kept_last_seen; /* by the cache */
  gint64 told_last_seen; /* since we are connected, -1 for not */
  guint member_count;
  char *draft;

  gint64 pinned;
  gint64 muted_until;
  gboolean muted;
  gint64 archived_seq;
  gboolean archived;
  gboolean marked_unread;
  gint64 lifetime;
  gboolean blocked;
  gboolean mentioned;

  gint64 own_read;
  gint64 last_seq;
  guint mute_timer;
  guint typing_timer;
  guint draft_timer;
};

enum
{
  PROP_0,
  PROP_KEY,
  PROP_CONVERSATION_ID,
  PROP_USER_ID,
  PROP_IS_GROUP,
  PROP_IS_SELF,
  PROP_TITLE,
  PROP_AVATAR_ID,
  PROP_PREVIEW,
  PROP_LAST_TIME,
  PROP_LAST_TICK,
  PROP_UNREAD,
  PROP_TYPING,
  PROP_ONLINE,
  PROP_LAST_SEEN,
  PROP_MEMBER_COUNT,
  PROP_DRAFT,
  PROP_LIFETIME,
  PROP_PINNED,
  PROP_MUTED_UNTIL,
  PROP_MUTED,
  PROP_ARCHIVED,
  PROP_MARKED_UNREAD,
  PROP_BLOCKED,
  PROP_MENTIONED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppChat, app_chat, G_TYPE_OBJECT)

static void
write_draft (AppChat *self)
{
  g_autoptr (AppSession) session = g_weak_ref_get (&self->session);

  if (session != NULL)
    app_session_set_draft (session, self->key, self->draft);
}

static void
app_chat_dispose (GObject *object)
{
  AppChat *self = APP_CHAT (object);

  g_clear_handle_id (&self->typing_timer, g_source_remove);
  g_clear_handle_id (&self->mute_timer, g_source_remove);
  if (self->draft_timer != 0)
    write_draft (self);
  g_clear_handle_id (&self->draft_timer, g_source_remove);
  G_OBJECT_CLASS (app_chat_parent_class)->dispose (object);
}

static void
app_chat_finalize (GObject *object)
{
  AppChat *self = APP_CHAT (object);

  g_weak_ref_clear (&self->session);
  g_clear_pointer (&self->conversation_id, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->avatar_id, g_free);
  g_clear_pointer (&self->preview, g_free);
  g_clear_pointer (&self->typing, g_free);
  g_clear_pointer (&self->draft, g_free);
  G_OBJECT_CLASS (app_chat_parent_class)->finalize (object);
}

/* What the person keeps for themself about the chat. */
static void
get_note_property (AppChat *self, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GObject *object = G_OBJECT (self);

  switch (prop_id)
    {
    case PROP_LIFETIME:
      g_value_set_int64 (value, self->lifetime);
      break;

    case PROP_PINNED:
      g_value_set_int64 (value, self->pinned);
      break;
    case PROP_MUTED_UNTIL:
      g_value_set_int64 (value, self->muted_until);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->muted);
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, self->archived);
      break;
    case PROP_MARKED_UNREAD:
      g_value_set_boolean (value, self->marked_unread);
      break;
    case PROP_BLOCKED:
      g_value_set_boolean (value, self->blocked);
      break;
    case PROP_MENTIONED:
      g_value_set_boolean (value, self->mentioned);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppChat *self = APP_CHAT (object);

  switch (prop_id)
    {
    case PROP_KEY:
      g_value_set_int64 (value, self->key);
      break;
    case PROP_CONVERSATION_ID:
      g_value_set_string (value, self->conversation_id);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_IS_GROUP:
      g_value_set_boolean (value, self->is_group);
      break;
    case PROP_IS_SELF:
      g_value_set_boolean (value, self->is_self);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_AVATAR_ID:
      g_value_set_string (value, self->avatar_id);
      break;
    case PROP_PREVIEW:
      g_value_set_string (value, self->preview);
      break;
    case PROP_LAST_TIME:
      g_value_set_int64 (value, self->last_time);
      break;
    case PROP_LAST_TICK:
      g_value_set_enum (value, self->last_tick);
      break;
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    case PROP_TYPING:
      g_value_set_string (value, self->typing);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_MEMBER_COUNT:
      g_value_set_uint (value, self->member_count);
      break;
    case PROP_DRAFT:
      g_value_set_string (value, self->draft);
      break;
    default:
      get_note_property (self, prop_id, value, pspec);
    }
}

static void
app_chat_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DRAFT:
      app_chat_set_draft (APP_CHAT (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_KEY] = g_param_spec_int64 ("key", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_CONVERSATION_ID] = g_param_spec_string ("conversation-id", NULL, NULL, NULL,
                                                          flags);
  properties[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[PROP_IS_GROUP] = g_param_spec_boolean ("is-group", NULL, NULL, FALSE, flags);
  properties[PROP_IS_SELF] = g_param_spec_boolean ("is-self", NULL, NULL, FALSE, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_AVATAR_ID] = g_param_spec_string ("avatar-id", NULL, NULL, NULL, flags);
  properties[PROP_PREVIEW] = g_param_spec_string ("preview", NULL, NULL, NULL, flags);
  properties[PROP_LAST_TIME] = g_param_spec_int64 ("last-time", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  properties[PROP_LAST_TICK] = g_param_spec_enum ("last-tick", NULL, NULL, APP_TYPE_TICK,
                                                  APP_TICK_NONE, flags);
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TYPING] = g_param_spec_string ("typing", NULL, NULL, NULL, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  properties[PROP_MEMBER_COUNT] = g_param_spec_uint ("member-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                     flags);
  properties[PROP_DRAFT] = g_param_spec_string ("draft", NULL, NULL, NULL,
                                                flags | G_PARAM_WRITABLE);
  /* The seconds after which what is sent disappears, 0 for never */
  properties[PROP_LIFETIME] = g_param_spec_int64 ("lifetime", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PINNED] = g_param_spec_int64 ("pinned", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_MUTED_UNTIL] = g_param_spec_int64 ("muted-until", NULL, NULL, 0, G_MAXINT64, 0,
                                                     flags);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags);
  properties[PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);
  properties[PROP_MARKED_UNREAD] = g_param_spec_boolean ("marked-unread", NULL, NULL, FALSE, flags);
  properties[PROP_BLOCKED] = g_param_spec_boolean ("blocked", NULL, NULL, FALSE, flags);
  properties[PROP_MENTIONED] = g_param_spec_boolean ("mentioned", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_chat_class_init (AppChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_chat_dispose;
  object_class->finalize = app_chat_finalize;
  object_class->get_property = app_chat_get_property;
  object_class->set_property = app_chat_set_property;
  install_properties (object_class);
}

static void
app_chat_init (AppChat *self)
{
  g_weak_ref_init (&self->session, NULL);
}

AppChat *
app_chat_new (AppSession *session, gint64 key)
{
  AppChat *self = g_object_new (APP_TYPE_CHAT, NULL);

  g_weak_ref_set (&self->session, session);
  self->key = key;
  self->told_last_seen = -1;
  return self;
}

static void
set_string (AppChat *self, char **field, const char *value, int property)
{
  if (g_set_str (field, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_time (AppChat *self, gint64 *field, gint64 value, int property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_number (AppChat *self, guint *field, guint value, int property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_boolean (AppChat *self, gboolean *field, gboolean value, int property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_last_tick (AppChat *self, AppTick tick)
{
  if (self->last_tick == tick)
    return;
  self->last_tick = tick;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_TICK]);
}

static char *
make_preview (AppCacheChat *row)
{
  g_autofree char *line = NULL;

  if (row->last_change != NULL)
    return app_change_text_for (row->last_change);
  if (row->last_content == NULL)
    return NULL;
  line = app_preview_for (row->last_content);
  if (row->kind != APP_CACHE_CHAT_GROUP || row->last.sender == APP_CACHE_SELF ||
      row->last_sender == NULL)
    return g_steal_pointer (&line);
  /* translators: who said it, and what they said, in the list of chats */
  return g_strdup_printf (_ ("%s: %s"), row->last_sender, line);
}

static gboolean
is_self (AppChat *self, AppCacheChat *row)
{
  g_autoptr (AppSession) session = g_weak_ref_get (&self->session);

  return session != NULL && row->kind == APP_CACHE_CHAT_DIRECT &&
         g_strcmp0 (row->peer, app_session_get_user_id (session)) == 0;
}

static void update_archived (AppChat *self);

static gboolean
mute_over_cb (gpointer user_data)
{
  AppChat *self = user_data;

  self->mute_timer = 0;
  update_archived (self);
  return G_SOURCE_REMOVE;
}

/* What is muted until a time is not any more when that has come. At most an hour at a time: a
 * timeout does not run while the computer sleeps. */
static void
wait_for_mute (AppChat *self, gint64 now)
{
  g_clear_handle_id (&self->mute_timer, g_source_remove);
  if (self->muted && self->muted_until != G_MAXINT64)
    self->mute_timer = g_timeout_add ((guint) MIN (self->muted_until - now + 1, 3600 * 1000),
                                      mute_over_cb, self);
}

/* Something newer than what was archived brings the chat back, unless nobody wants to hear of it.
 */
static void
update_archived (AppChat *self)
{
  gint64 now = g_get_real_time () / 1000;

  set_boolean (self, &self->muted, self->muted_until > now, PROP_MUTED);
  set_boolean (self, &self->archived,
               self->archived_seq > 0 && (self->muted || self->last_seq <= self->archived_seq),
               PROP_ARCHIVED);
  wait_for_mute (self, now);
}

static void
update_notes (AppChat *self, AppCacheChat *row)
{
  set_time (self, &self->pinned, row->pinned, PROP_PINNED);
  set_time (self, &self->muted_until, row->muted_until, PROP_MUTED_UNTIL);
  set_boolean (self, &self->marked_unread, row->marked_unread, PROP_MARKED_UNREAD);
  set_time (self, &self->lifetime, row->lifetime, PROP_LIFETIME);
  set_boolean (self, &self->blocked, row->blocked, PROP_BLOCKED);
  self->archived_seq = row->archived;
  self->last_seq = row->last_seq;
  update_archived (self);
}

/* What was told is newer than what was kept, also that it is not to be shown. */
static void
update_last_seen (AppChat *self)
{
  set_time (self, &self->last_seen,
            self->told_last_seen >= 0 ? self->told_last_seen : self->kept_last_seen,
            PROP_LAST_SEEN);
}

void
app_chat_update (AppChat *self, AppCacheChat *row)
{
  g_autofree char *preview = make_preview (row);
  gboolean note = is_self (self, row);

  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->conversation_id, row->conversation, PROP_CONVERSATION_ID);
  set_string (self, &self->user_id, row->peer, PROP_USER_ID);
  set_boolean (self, &self->is_group, row->kind == APP_CACHE_CHAT_GROUP, PROP_IS_GROUP);
  set_boolean (self, &self->is_self, note, PROP_IS_SELF);
  set_string (self, &self->title, note ? _ ("Note to self") : row->title, PROP_TITLE);
  set_string (self, &self->avatar_id, row->avatar, PROP_AVATAR_ID);
  set_string (self, &self->preview, preview, PROP_PREVIEW);
  set_time (self, &self->last_time, row->last_time, PROP_LAST_TIME);
  set_last_tick (self, row->last.key != 0 ? app_tick_for (&row->last, row->delivered, row->read)
                                          : APP_TICK_NONE);
  set_number (self, &self->unread, row->n_unread, PROP_UNREAD);
  set_number (self, &self->member_count, row->n_members, PROP_MEMBER_COUNT);
  self->kept_last_seen = row->peer_last_seen;
  update_last_seen (self);
  /* What is being written is newer than what was written down. */
  if (self->draft_timer == 0)
    set_string (self, &self->draft, row->draft, PROP_DRAFT);
  self->own_read = row->own_read;
  set_boolean (self, &self->mentioned, row->mentioned > row->own_read, PROP_MENTIONED);
  update_notes (self, row);
  g_object_thaw_notify (G_OBJECT (self));
}

void
app_chat_set_presence (AppChat *self, gboolean online, gint64 last_seen)
{
  set_boolean (self, &self->online, online, PROP_ONLINE);
  self->told_last_seen = last_seen;
  update_last_seen (self);
}

static gboolean
typing_over_cb (gpointer user_data)
{
  AppChat *self = user_data;

  self->typing_timer = 0;
  set_string (self, &self->typing, NULL, PROP_TYPING);
  return G_SOURCE_REMOVE;
}

void
app_chat_set_typing (AppChat *self, const char *name)
{
  g_clear_handle_id (&self->typing_timer, g_source_remove);
  if (name != NULL)
    self->typing_timer = g_timeout_add (TYPING_MILLISECONDS, typing_over_cb, self);
  set_string (self, &self->typing, name, PROP_TYPING);
}

gint64
app_chat_get_own_read (AppChat *self)
{
  return self->own_read;
}

gint64
app_chat_get_key (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->key;
}

const char *
app_chat_get_conversation_id (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->conversation_id;
}

const char *
app_chat_get_user_id (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->user_id;
}

gboolean
app_chat_get_is_former (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return !self->is_group && landline_id_is_former (self->user_id);
}

gboolean
app_chat_get_is_group (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->is_group;
}

gboolean
app_chat_get_is_self (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->is_self;
}

const char *
app_chat_get_title (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->title;
}

/* Returns: the number of the last message, 0 without one */
gint64
app_chat_get_last_seq (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->last_seq;
}

const char *
app_chat_get_avatar_id (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->avatar_id;
}

const char *
app_chat_get_preview (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->preview;
}

gint64
app_chat_get_last_time (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->last_time;
}

AppTick
app_chat_get_last_tick (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), APP_TICK_NONE);

  return self->last_tick;
}

guint
app_chat_get_unread (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->unread;
}

const char *
app_chat_get_typing (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->typing;
}

gboolean
app_chat_get_online (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->online;
}

gint64
app_chat_get_last_seen (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->last_seen;
}

guint
app_chat_get_member_count (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->member_count;
}

const char *
app_chat_get_draft (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), NULL);

  return self->draft;
}

static gboolean
draft_cb (gpointer user_data)
{
  AppChat *self = user_data;

  self->draft_timer = 0;
  write_draft (self);
  return G_SOURCE_REMOVE;
}

/**
 * app_chat_set_draft:
 * @self: a chat
 * @draft: (nullable): what is being written
 *
 * Keeps what is being written, so that it is there again after a restart.
 */
void
app_chat_set_draft (AppChat *self, const char *draft)
{
  g_return_if_fail (APP_IS_CHAT (self));

  if (draft != NULL && *draft == '\0')
    draft = NULL;
  if (!g_set_str (&self->draft, draft))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRAFT]);
  if (self->draft_timer == 0)
    self->draft_timer = g_timeout_add (DRAFT_MILLISECONDS, draft_cb, self);
}

AppSession *
app_chat_dup_session (AppChat *self)
{
  return g_weak_ref_get (&self->session);
}

gint64
app_chat_get_pinned (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->pinned;
}

gint64
app_chat_get_muted_until (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->muted_until;
}

gboolean
app_chat_get_muted (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->muted;
}

gboolean
app_chat_get_archived (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->archived;
}

/* Returns: the seconds after which what the person sends disappears, 0 for never */
gint64
app_chat_get_lifetime (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), 0);

  return self->lifetime;
}

gboolean
app_chat_get_marked_unread (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->marked_unread;
}

gboolean
app_chat_get_blocked (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->blocked;
}

/* Returns: whether somebody named the account's user in what is unread */
gboolean
app_chat_get_mentioned (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return self->mentioned;
}
