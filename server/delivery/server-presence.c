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
  guint epoch; /* how often it changed who is told */
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
  guint epoch;
  char *conversation; /* where they type */
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
  g_free (news->conversation);
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
push_presence (ServerPresence *self,
               ServerPump *pump,
               const char *user_id,
               gboolean online,
               gint64 last_seen)
{
  g_string_truncate (self->scratch, 0);
  landline_server_frame_write_presence (self->scratch, user_id, online, last_seen);
  push_all (pump, self->scratch);
}

static void
tell_presence (News *news, const ServerPeer *peer)
{
  ServerPresence *self = news->presence;
  ServerPump *pump = server_registry_get (self->registry, peer->user_id);
  gint64 last_seen = peer->sees_last_seen ? news->time : 0;

  if (pump == NULL || !peer->sees_online)
    return;
  if (news->is_change)
    push_presence (self, pump, server_account_get_user_id (news->account), news->is_online,
                   last_seen);
  if (news->pump != NULL)
    {
      g_string_truncate (self->scratch, 0);
      landline_server_frame_write_presence (self->scratch, peer->user_id, TRUE, last_seen);
      server_pump_push_aside (news->pump, self->scratch->str, self->scratch->len);
    }
}

static void
tell_typing (News *news, const ServerPeer *peer)
{
  ServerPresence *self = news->presence;

  if (!peer->sees_online)
    return;
  g_string_truncate (self->scratch, 0);
  landline_server_frame_write_typing (self->scratch, news->conversation,
                                      server_account_get_user_id (news->account));
  push_all (server_registry_get (self->registry, peer->user_id), self->scratch);
}

static void find_peers (News *news);

/* They may have gone or come again while the store was asked. */
static gboolean
is_over (News *news)
{
  gboolean is_there = server_registry_get (news->presence->registry,
                                           server_account_get_user_id (news->account)) != NULL;

  return news->is_change && news->is_online != is_there;
}

static void
peers_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (News) news = user_data;
  g_autoptr (GPtrArray) peers = NULL;

  peers = server_store_peers_finish (SERVER_STORE (source), result, NULL);
  if (peers == NULL || news->presence->registry == NULL || is_over (news))
    return;
  if (news->epoch != news->presence->epoch)
    {
      find_peers (g_steal_pointer (&news));
      return;
    }
  for (guint i = 0; i < peers->len; i++)
    if (news->conversation != NULL)
      tell_typing (news, g_ptr_array_index (peers, i));
    else
      tell_presence (news, g_ptr_array_index (peers, i));
}

static void
find_peers (News *news)
{
  news->epoch = news->presence->epoch;
  server_store_peers_async (news->presence->store, server_account_get_user_id (news->account),
                            news->conversation, MAX_PEERS, NULL, peers_cb, news);
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

/* Two, of whom it has to be found out what they are to hear of each other. */
typedef struct
{
  ServerPresence *presence;
  char *user_id;
  char *other;
  guint epoch;
  gboolean is_anew; /* they were told that the other has gone, at no time */
} Pair;

static void
pair_free (Pair *pair)
{
  g_rc_box_release_full (pair->presence, server_presence_clear);
  g_free (pair->user_id);
  g_free (pair->other);
  g_free (pair);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

/* Tells @user_id of @other, who may be there. */
static void
tell_of (ServerPresence *self, const char *user_id, const char *other, const ServerPeer *peer)
{
  if (server_registry_get (self->registry, other) != NULL)
    push_presence (self, server_registry_get (self->registry, user_id), other, TRUE,
                   peer->sees_last_seen ? g_get_real_time () / 1000 : 0);
}

/* Tells @user_id what they are to know of @other now: nothing is told as not being there, and not
 * having been there at any time. */
static void
tell_anew (ServerPresence *self,
           const char *user_id,
           const char *other,
           const ServerPeer *peer,
           gint64 last_seen)
{
  gboolean online = peer->sees_online && server_registry_get (self->registry, other) != NULL;

  if (online)
    last_seen = g_get_real_time () / 1000;
  push_presence (self, server_registry_get (self->registry, user_id), other, online,
                 peer->sees_last_seen ? last_seen : 0);
}

static void
tell_both (Pair *pair, const ServerPeer *peer)
{
  if (pair->is_anew)
    {
      tell_anew (pair->presence, pair->user_id, pair->other, peer, peer->last_seen);
      tell_anew (pair->presence, pair->other, pair->user_id, peer, peer->own_last_seen);
    }
  else if (peer->sees_online)
    {
      tell_of (pair->presence, pair->user_id, pair->other, peer);
      tell_of (pair->presence, pair->other, pair->user_id, peer);
    }
}

static void find_pair (Pair *pair);

static void
pair_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Pair) pair = user_data;
  ServerPresence *self = pair->presence;
  g_autoptr (GPtrArray) peers = NULL;

  peers = server_store_peers_finish (SERVER_STORE (source), result, NULL);
  if (peers == NULL || self->registry == NULL)
    return;
  if (pair->epoch != self->epoch)
    {
      find_pair (g_steal_pointer (&pair));
      return;
    }
  for (guint i = 0; i < peers->len; i++)
    {
      ServerPeer *peer = g_ptr_array_index (peers, i);

      if (strcmp (peer->user_id, pair->other) == 0)
        tell_both (pair, peer);
    }
}

static void
find_pair (Pair *pair)
{
  pair->epoch = pair->presence->epoch;
  server_store_peers_async (pair->presence->store, pair->user_id, NULL, G_MAXINT, NULL, pair_cb,
                            pair);
}

static void
meet (ServerPresence *self, const char *user_id, const char *other, gboolean is_anew)
{
  Pair *pair;

  if (server_registry_get (self->registry, user_id) == NULL &&
      server_registry_get (self->registry, other) == NULL)
    return;
  pair = g_new0 (Pair, 1);
  pair->presence = g_rc_box_acquire (self);
  pair->user_id = g_strdup (user_id);
  pair->other = g_strdup (other);
  pair->is_anew = is_anew;
  find_pair (pair);
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
  meet (self, user_id, other, FALSE);
}

/**
 * server_presence_reconcile:
 * @self: the presence
 * @user_id: a user
 * @other: whom they have blocked no longer
 *
 * Tells two who share a conversation, and between whom nothing stands any more, whether the other
 * one is there, or when they were.
 */
void
server_presence_reconcile (ServerPresence *self, const char *user_id, const char *other)
{
  self->epoch++;
  meet (self, user_id, other, TRUE);
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
  self->epoch++;
  push_presence (self, server_registry_get (self->registry, user_id), other, FALSE, 0);
  push_presence (self, server_registry_get (self->registry, other), user_id, FALSE, 0);
}

/**
 * server_presence_settle:
 * @self: the presence
 * @user_id: a user who chose anew what is told of them
 * @peers: (element-type ServerPeer): those for whom that changed something
 *
 * Tells both sides what they are to know of each other now.
 */
void
server_presence_settle (ServerPresence *self, const char *user_id, GPtrArray *peers)
{
  self->epoch++;
  for (guint i = 0; i < peers->len; i++)
    {
      const ServerPeer *peer = g_ptr_array_index (peers, i);

      tell_anew (self, peer->user_id, user_id, peer, peer->own_last_seen);
      tell_anew (self, user_id, peer->user_id, peer, peer->last_seen);
    }
}

/**
 * server_presence_type:
 * @self: the presence
 * @account: who types
 * @conversation: where; in one that they are no member of nobody is told, nor is anybody who is not
 * told that they are there
 */
void
server_presence_type (ServerPresence *self, ServerAccount *account, const char *conversation)
{
  News *news = news_new (self, account);

  news->conversation = g_strdup (conversation);
  find_peers (news);
}
