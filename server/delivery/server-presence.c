/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-presence.h"

#include <string.h>

#include "landline-server-frame.h"
#include "server-pump-private.h"

/* Those who are told of one person's presence at most. */
#define MAX_PEERS 1024

struct _ServerPresence
{
  ServerStore *store;
  ServerRegistry *registry; /* unowned, %NULL when the delivery has ended */
  GString *scratch;
};

/* What is to be told once it is known whom. Holds the presence: its delivery may end meanwhile. */
typedef struct
{
  ServerPresence *presence;
  ServerAccount *account;
  ServerPump *pump; /* who comes, to be told of the others */
  gboolean is_change;
  gboolean is_online;
  gint64 time;
} News;

static void
server_presence_clear (gpointer data)
{
  ServerPresence *self = data;

  g_clear_object (&self->store);
  g_string_free (self->scratch, TRUE);
}

ServerPresence *
server_presence_new (ServerStore *store, ServerRegistry *registry)
{
  ServerPresence *self = g_rc_box_new0 (ServerPresence);

  self->store = g_object_ref (store);
  self->registry = registry;
  self->scratch = g_string_new (NULL);
  return self;
}

void
server_presence_free (ServerPresence *self)
{
  self->registry = NULL;
  g_rc_box_release_full (self, server_presence_clear);
}

static News *
news_new (ServerPresence *self, ServerAccount *account)
{
  News *news = g_new0 (News, 1);

  news->presence = g_rc_box_acquire (self);
  news->account = server_account_ref (account);
  news->time = g_get_real_time () / 1000;
  return news;
}

static void
news_free (News *news)
{
  g_clear_object (&news->pump);
  server_account_unref (news->account);
  g_rc_box_release_full (news->presence, server_presence_clear);
  g_free (news);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (News, news_free)

static void
push_all (ServerPump *pump, GString *frame)
{
  for (; pump != NULL; pump = server_pump_get_link (pump)->next)
    server_pump_push_aside (pump, frame->str, frame->len);
}

static void
tell_presence (News *news, const char *peer)
{
  ServerPresence *self = news->presence;
  ServerPump *pump = server_registry_get (self->registry, peer);

  if (pump == NULL)
    return;
  if (news->is_change)
    {
      g_string_truncate (self->scratch, 0);
      landline_server_frame_write_presence (self->scratch,
                                            server_account_get_user_id (news->account),
                                            news->is_online, news->time);
      push_all (pump, self->scratch);
    }
  if (news->pump != NULL)
    {
      g_string_truncate (self->scratch, 0);
      landline_server_frame_write_presence (self->scratch, peer, TRUE, news->time);
      server_pump_push_aside (news->pump, self->scratch->str, self->scratch->len);
    }
}

static void
peers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  g_autoptr (GPtrArray) peers = NULL;

  peers = server_store_peers_finish (SERVER_STORE (source), result, NULL);
  if (peers == NULL || news->presence->registry == NULL)
    return;
  for (guint i = 0; i < peers->len; i++)
    tell_presence (news, g_ptr_array_index (peers, i));
}

static void
find_peers (News *news)
{
  server_store_peers_async (news->presence->store, server_account_get_user_id (news->account),
                            MAX_PEERS, NULL, peers_cb, news);
}

/**
 * server_presence_greet:
 * @self: the presence
 * @pump: a pump that was just attached
 * @comes_online: whether it is the first of its user
 *
 * Tells the others of the user, and the device of the others.
 */
void
server_presence_greet (ServerPresence *self, ServerPump *pump, gboolean comes_online)
{
  News *news = news_new (self, server_pump_get_account (pump));

  news->pump = g_object_ref (pump);
  news->is_change = comes_online;
  news->is_online = TRUE;
  server_store_seen_async (self->store, news->account, NULL, NULL, NULL);
  find_peers (news);
}

/**
 * server_presence_see_off:
 * @self: the presence
 * @account: a device whose pump was just detached
 * @goes_offline: whether it was the last of its user
 */
void
server_presence_see_off (ServerPresence *self, ServerAccount *account, gboolean goes_offline)
{
  News *news;

  server_store_seen_async (self->store, account, NULL, NULL, NULL);
  if (!goes_offline)
    return;
  news = news_new (self, account);
  news->is_change = TRUE;
  find_peers (news);
}

/* Two, of whom it has to be found out whether they are to hear of each other. */
typedef struct
{
  ServerPresence *presence;
  char *user_id;
  char *other;
} Pair;

static Pair *
pair_new (ServerPresence *self, const char *user_id, const char *other)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->presence = g_rc_box_acquire (self);
  pair->user_id = g_strdup (user_id);
  pair->other = g_strdup (other);
  return pair;
}

static void
pair_free (Pair *pair)
{
  g_rc_box_release_full (pair->presence, server_presence_clear);
  g_free (pair->user_id);
  g_free (pair->other);
  g_free (pair);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

/* Tells @user_id of @other, who is there or, when they part, seems not to be any more. */
static void
tell_of (ServerPresence *self, const char *user_id, const char *other, gboolean online)
{
  if (server_registry_get (self->registry, other) == NULL)
    return;
  g_string_truncate (self->scratch, 0);
  landline_server_frame_write_presence (self->scratch, other, online,
                                        online ? g_get_real_time () / 1000 : 0);
  push_all (server_registry_get (self->registry, user_id), self->scratch);
}

static void
introduced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pair) pair = user_data;
  g_autoptr (GHashTable) blocks = NULL;

  blocks = server_store_blocks_finish (SERVER_STORE (source), result, NULL);
  if (blocks != NULL && pair->presence->registry != NULL &&
      !g_hash_table_contains (blocks, pair->other))
    server_presence_reconcile (pair->presence, pair->user_id, pair->other);
}

/**
 * server_presence_introduce:
 * @self: the presence
 * @user_id: a user
 * @other: another
 *
 * Tells two who from now on share a conversation that the other one is there: neither came since.
 */
void
server_presence_introduce (ServerPresence *self, const char *user_id, const char *other)
{
  if (server_registry_get (self->registry, user_id) != NULL ||
      server_registry_get (self->registry, other) != NULL)
    server_store_blocks_async (self->store, user_id, NULL, introduced_cb,
                               pair_new (self, user_id, other));
}

/**
 * server_presence_reconcile:
 * @self: the presence
 * @user_id: a user
 * @other: whom they have blocked no longer
 *
 * Tells two who share a conversation, and between whom nothing stands any more, that the other one
 * is there.
 */
void
server_presence_reconcile (ServerPresence *self, const char *user_id, const char *other)
{
  tell_of (self, user_id, other, TRUE);
  tell_of (self, other, user_id, TRUE);
}

/**
 * server_presence_part:
 * @self: the presence
 * @user_id: a user
 * @other: whom they have blocked, and who heard of them until now
 *
 * To both the other seems to go. That they do not come back is seen to by the store, which does not
 * count them among those who share a conversation.
 */
void
server_presence_part (ServerPresence *self, const char *user_id, const char *other)
{
  tell_of (self, user_id, other, FALSE);
  tell_of (self, other, user_id, FALSE);
}

/* Somebody who types, and who may be told once it is known who must not be. */
typedef struct
{
  News *news;
  LandlineConversation *conversation;
} Typing;

static void
blocks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Typing *typing = user_data;
  g_autoptr (News) news = typing->news;
  g_autoptr (LandlineConversation) conversation = typing->conversation;
  g_autoptr (GHashTable) blocks = NULL;
  ServerPresence *self = news->presence;
  const char *user_id = server_account_get_user_id (news->account);

  g_free (typing);
  blocks = server_store_blocks_finish (SERVER_STORE (source), result, NULL);
  if (blocks == NULL || self->registry == NULL)
    return;
  g_string_truncate (self->scratch, 0);
  landline_server_frame_write_typing (self->scratch, landline_conversation_get_id (conversation),
                                      user_id);
  for (guint i = 0; i < landline_conversation_get_n_members (conversation); i++)
    {
      const LandlineMember *member = landline_conversation_get_member (conversation, i);

      if (strcmp (member->user_id, user_id) != 0 &&
          !g_hash_table_contains (blocks, member->user_id))
        push_all (server_registry_get (self->registry, member->user_id), self->scratch);
    }
}

static void
typing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  LandlineConversation *conversation;
  const char *user_id = server_account_get_user_id (news->account);
  Typing *typing;

  conversation = server_store_conversation_get_finish (SERVER_STORE (source), result, NULL);
  if (conversation == NULL)
    return;
  typing = g_new (Typing, 1);
  typing->news = g_steal_pointer (&news);
  typing->conversation = conversation;
  server_store_blocks_async (SERVER_STORE (source), user_id, NULL, blocks_cb, typing);
}

/**
 * server_presence_type:
 * @self: the presence
 * @account: who types
 * @conversation: where; in one that they are no member of nobody is told
 */
void
server_presence_type (ServerPresence *self, ServerAccount *account, const char *conversation)
{
  server_store_conversation_get_async (self->store, server_account_get_user_id (account),
                                       conversation, NULL, typing_cb, news_new (self, account));
}
