/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-messages.h"

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-outbox.h"
#include "app-cache-search.h"
#include "app-cache-users.h"
#include "landline-wire-content.h"

#define KEY_TIME_MAX ((G_GINT64_CONSTANT (1) << 42) - 1)

typedef struct
{
  gint64 chat;
  AppMessageKey key;
} Found;

static gboolean
find_by (AppCacheRows *rows, Found *found, GError **error)
{
  *found = (Found) { 0 };
  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    {
      found->key.key = app_cache_rows_int (rows, 0);
      found->chat = app_cache_rows_int (rows, 1);
      found->key.place = app_cache_rows_int (rows, 2);
      found->key.time = app_cache_rows_int (rows, 3);
      found->key.sender = app_cache_rows_int (rows, 4);
      found->key.state = app_cache_rows_int (rows, 5);
    }
  return *error == NULL;
}

static gboolean
find_id (AppCacheDatabase *database, const char *id, Found *found, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT key, chat, place, time, sender, state FROM messages WHERE id = ?",
      "u", id);

  return find_by (rows, found, error);
}

static gboolean
find_key (AppCacheDatabase *database, gint64 key, Found *found, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT key, chat, place, time, sender, state FROM messages WHERE key = ?",
      "i", key);

  return find_by (rows, found, error);
}

static gboolean
find_place (AppCacheDatabase *database, gint64 chat, gint64 place, Found *found, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT key, chat, place, time, sender, state FROM messages WHERE chat = ? AND place = ?",
      "ii", chat, place);

  return find_by (rows, found, error);
}

static gboolean
make_key (AppCacheDatabase *database, gint64 time, gint64 *key, GError **error)
{
  gint64 first = CLAMP (time, 0, KEY_TIME_MAX) << APP_MESSAGE_KEY_SHIFT;
  gint64 last;

  if (!app_cache_database_get_int (database, &last, first, error,
                                   "SELECT max (key) FROM messages WHERE key >= ? AND key < ?",
                                   "ii", first, first + (1 << APP_MESSAGE_KEY_SHIFT)))
    return FALSE;
  *key = last + 1;
  return TRUE;
}

static void
announce (AppCacheDatabase *database,
          AppCacheMessageChangeKind kind,
          gint64 old_place,
          const Found *found)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);

  app_cache_changes_add_message (changes, found->chat, kind, old_place, &found->key);
  app_cache_changes_add_chat (changes, found->chat);
}

/* Puts what is in @found, but for its content, into the row that is there. */
static gboolean
update (AppCacheDatabase *database, Found *found, gint64 old_place, GError **error)
{
  announce (database, APP_CACHE_MESSAGE_CHANGED, old_place, found);
  return app_cache_database_run (database, error,
                                 "UPDATE messages SET chat = ?2, place = ?3, time = ?4, state = "
                                 "?5, error = NULL, expires = CASE WHEN expires > 0 THEN expires "
                                 "- time + ?4 ELSE 0 END WHERE key = ?1",
                                 "iiiin", found->key.key, found->chat, found->key.place,
                                 found->key.time, (int) found->key.state);
}

/* The first free slot behind what stands at or behind @place, before the next seq. */
static gboolean
find_slot (AppCacheDatabase *database, gint64 chat, gint64 place, gint64 *slot, GError **error)
{
  gint64 last;

  if (!app_cache_database_get_int (
          database, &last, place, error,
          "SELECT max (place) FROM messages WHERE chat = ? AND place >= ? AND place < ?", "iii",
          chat, place, place + (1 << APP_MESSAGE_PLACE_SHIFT)))
    return FALSE;
  *slot = last + 1;
  return TRUE;
}

/* After a server was restored from a backup it gives a seq anew that we know from before. The old
 * message stays, but in a slot of its own. */
static gboolean
make_room (AppCacheDatabase *database, gint64 chat, gint64 place, gint64 key, GError **error)
{
  Found found;

  if (!find_place (database, chat, place, &found, error))
    return FALSE;
  if (found.key.key == 0 || found.key.key == key)
    return TRUE;
  return find_slot (database, chat, place, &found.key.place, error) &&
         update (database, &found, place, error);
}

static gboolean
raise_last_seq (AppCacheDatabase *database, gint64 chat, gint64 seq, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE chats SET last_seq = max (last_seq, ?2) WHERE key = ?1",
                                 "ii", chat, seq);
}

static gboolean
settle_found (AppCacheDatabase *database,
              Found *found,
              const char *conversation,
              gint64 seq,
              gint64 time,
              GError **error)
{
  gint64 old_place = found->key.place;
  gint64 place = app_message_place_from_seq (seq);

  if (found->key.state == APP_MESSAGE_KEPT && old_place == place)
    return TRUE;
  if (!app_cache_chats_bind (database, &found->chat, conversation, error) ||
      !make_room (database, found->chat, place, found->key.key, error))
    return FALSE;
  found->key.place = place;
  found->key.time = time;
  found->key.state = APP_MESSAGE_KEPT;
  return update (database, found, old_place, error) &&
         app_cache_outbox_remove (database, found->key.key, error) &&
         raise_last_seq (database, found->chat, seq, error);
}

gboolean
app_cache_messages_settle (AppCacheDatabase *database,
                           const LandlineSent *sent,
                           gboolean *found,
                           GError **error)
{
  Found row;

  if (!find_id (database, sent->id, &row, error))
    return FALSE;
  *found = row.key.key != 0;
  return !*found || settle_found (database, &row, sent->conversation, sent->seq, sent->time, error);
}

/* Starred by another device before it came */
static gboolean
get_traits (AppCacheDatabase *database, const char *id, gint64 *traits, GError **error)
{
  return app_cache_database_get_int (
      database, traits, 0, error, "SELECT 16 FROM notes WHERE key = 'star:' || ? AND value <> ''",
      "s", id);
}

static gboolean
insert (AppCacheDatabase *database,
        Found *found,
        const char *id,
        LandlineContent *content,
        const char *reply_to,
        GError **error)
{
  gint64 seconds = landline_content_get_expires (content);
  gint64 expires = seconds > 0 ? found->key.time + seconds * 1000 : 0;
  gint64 traits;

  announce (database, APP_CACHE_MESSAGE_ADDED, found->key.place, found);
  app_cache_changes_add_expiring (app_cache_database_get_changes (database), expires);
  return get_traits (database, id, &traits, error) &&
         app_cache_database_run (
             database, error,
             "INSERT INTO messages (key, id, chat, place, time, sender, state, reply_to, content, "
             "traits, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             "iuiiinnubii", found->key.key, id, found->chat, found->key.place, found->key.time,
             (int) found->key.sender, (int) found->key.state, reply_to,
             landline_wire_content_get_encoded (content), traits, expires) &&
         app_cache_search_add (database, found->key.key, content, error) &&
         app_cache_attachments_put (database, found->chat, found->key.key, content, error);
}

static gboolean
count_unread (AppCacheDatabase *database, Found *found, GError **error)
{
  gint64 seq = app_message_place_to_seq (found->key.place);

  if (found->key.sender == APP_CACHE_SELF)
    return raise_last_seq (database, found->chat, seq, error);
  return app_cache_database_run (database, error,
                                 "UPDATE chats SET last_seq = max (last_seq, ?2), "
                                 "unread = unread + (own_read < ?2) WHERE key = ?1",
                                 "ii", found->chat, seq);
}

/* The person deleted it for themself. */
static gboolean
is_hidden (AppCacheDatabase *database, const char *id, gboolean *hidden, GError **error)
{
  gint64 found;

  if (!app_cache_database_get_int (database, &found, 0, error,
                                   "SELECT 1 FROM notes WHERE key = 'hide:' || ? AND value <> ''",
                                   "s", id))
    return FALSE;
  *hidden = found != 0;
  return TRUE;
}

/**
 * app_cache_messages_put:
 * @database: a writer
 * @message: what the server has
 * @chat: (out): its chat
 * @added: (out): whether it is new here
 * @error: return location
 *
 * Keeps a message. A message is known by its id, so that a repeated one changes nothing, and one of
 * ours that waits in the outbox is settled by it. One of a history that was cleared is not kept.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_messages_put (AppCacheDatabase *database,
                        LandlineMessage *message,
                        gint64 *chat,
                        gboolean *added,
                        GError **error)
{
  const char *conversation = landline_message_get_conversation (message);
  gint64 seq = landline_message_get_seq (message);
  gint64 sender;
  gint64 cleared;
  gboolean hidden;
  Found found;

  if (!find_id (database, landline_message_get_id (message), &found, error))
    return FALSE;
  *added = found.key.key == 0;
  if (!*added)
    {
      gboolean good = settle_found (database, &found, conversation, seq,
                                    landline_message_get_time (message), error) &&
                      app_cache_actions_arrived (database, found.key.key, message, FALSE, error);

      *chat = found.chat;
      return good;
    }
  found.key.time = landline_message_get_time (message);
  found.key.place = app_message_place_from_seq (seq);
  found.key.state = APP_MESSAGE_KEPT;
  if (!app_cache_chats_ensure (database, conversation, &found.chat, error) ||
      !app_cache_clear_get_seq (database, conversation, &cleared, error) ||
      !is_hidden (database, landline_message_get_id (message), &hidden, error))
    return FALSE;
  *chat = found.chat;
  if (hidden)
    {
      *added = FALSE;
      return raise_last_seq (database, found.chat, seq, error);
    }
  if (seq <= cleared)
    {
      /* And there is nothing older to ask the server for. */
      *added = FALSE;
      return raise_last_seq (database, found.chat, seq, error) &&
             app_cache_chats_set_complete (database, found.chat, error);
    }
  if (!app_cache_users_ensure (database, landline_message_get_sender_id (message), NULL, &sender,
                               error) ||
      !make_key (database, found.key.time, &found.key.key, error) ||
      !make_room (database, found.chat, found.key.place, found.key.key, error))
    return FALSE;
  found.key.sender = sender;
  return insert (database, &found, landline_message_get_id (message),
                 landline_message_get_content (message), landline_message_get_reply_to (message),
                 error) &&
         count_unread (database, &found, error) &&
         (sender == APP_CACHE_SELF ||
          app_cache_groups_put_mention (database, found.chat, seq,
                                        landline_message_get_content (message), error)) &&
         app_cache_actions_arrived (database, found.key.key, message, TRUE, error);
}

gboolean
app_cache_messages_add_line (AppCacheDatabase *database,
                             gint64 chat,
                             const char *id,
                             gint64 seq,
                             gint64 time,
                             gint64 by,
                             LandlineContent *content,
                             gint64 *key,
                             GError **error)
{
  Found found;

  *key = 0;
  if (!find_id (database, id, &found, error))
    return FALSE;
  if (found.key.key != 0 || seq > APP_MESSAGE_SEQ_MAX)
    return TRUE;
  found = (Found) { chat, { .time = time, .sender = by, .state = APP_MESSAGE_LINE } };
  if ((time <= 0 &&
       !app_cache_database_get_int (database, &found.key.time, 0, error,
                                    "SELECT last_time FROM chats WHERE key = ?", "i", chat)) ||
      !make_key (database, found.key.time, &found.key.key, error) ||
      !find_slot (database, chat, app_message_place_from_seq (seq), &found.key.place, error))
    return FALSE;
  *key = found.key.key;
  return insert (database, &found, id, content, NULL, error);
}

gboolean
app_cache_messages_add_outgoing (AppCacheDatabase *database,
                                 gint64 chat,
                                 const char *id,
                                 gint64 time,
                                 LandlineContent *content,
                                 const char *reply_to,
                                 gboolean held,
                                 gint64 *key,
                                 GError **error)
{
  Found found = { chat, { .time = time, .sender = APP_CACHE_SELF, .state = APP_MESSAGE_WAITING } };
  g_autoptr (LandlineContent) lasting = NULL;
  gint64 position;

  if (!app_cache_chats_follow (database, &found.chat, error))
    return FALSE;
  lasting = app_cache_messages_set_lifetime (database, found.chat, content, error);
  if (lasting == NULL || !make_key (database, time, &found.key.key, error) ||
      !app_cache_outbox_add (database, found.key.key, held, &position, error))
    return FALSE;
  found.key.place = APP_MESSAGE_PLACE_WAITING + position;
  *key = found.key.key;
  return insert (database, &found, id, lasting, reply_to, error);
}

gboolean
app_cache_messages_set_content (AppCacheDatabase *database,
                                gint64 key,
                                LandlineContent *content,
                                GError **error)
{
  g_autoptr (LandlineContent) lasting = NULL;
  Found found;

  if (!find_key (database, key, &found, error))
    return FALSE;
  if (found.key.key == 0)
    return TRUE;
  lasting = app_cache_messages_keep_lifetime (database, key, content, error);
  if (lasting == NULL)
    return FALSE;
  return app_cache_database_run (database, error, "UPDATE messages SET content = ?2 WHERE key = ?1",
                                 "ib", key, landline_wire_content_get_encoded (lasting)) &&
         app_cache_search_remove (database, key, error) &&
         app_cache_search_add (database, key, content, error) &&
         app_cache_attachments_remove (database, key, error) &&
         app_cache_attachments_put (database, found.chat, key, content, error) &&
         app_cache_messages_touch (database, key, error);
}

/* What was refused stays where it was written, behind the last message that came before it. */
gboolean
app_cache_messages_fail (AppCacheDatabase *database,
                         gint64 key,
                         const char *sentence,
                         GError **error)
{
  Found found;
  gint64 old_place;
  gint64 last_seq;

  if (!find_key (database, key, &found, error))
    return FALSE;
  if (found.key.state == APP_MESSAGE_KEPT)
    return TRUE;
  old_place = found.key.place;
  if (!app_cache_database_get_int (database, &last_seq, 0, error,
                                   "SELECT last_seq FROM chats WHERE key = ?", "i", found.chat) ||
      (found.key.state == APP_MESSAGE_WAITING &&
       !find_slot (database, found.chat, app_message_place_from_seq (last_seq), &found.key.place,
                   error)))
    return FALSE;
  found.key.state = APP_MESSAGE_FAILED;
  return update (database, &found, old_place, error) &&
         app_cache_outbox_remove (database, key, error) &&
         app_cache_database_run (database, error, "UPDATE messages SET error = ?2 WHERE key = ?1",
                                 "is", key, sentence);
}

gboolean
app_cache_messages_retry (AppCacheDatabase *database,
                          gint64 key,
                          gint64 time,
                          gboolean held,
                          GError **error)
{
  Found found;
  gint64 old_place;
  gint64 position;

  if (!find_key (database, key, &found, error))
    return FALSE;
  if (found.key.state != APP_MESSAGE_FAILED)
    return TRUE;
  if (!app_cache_outbox_add (database, key, held, &position, error))
    return FALSE;
  old_place = found.key.place;
  found.key.place = APP_MESSAGE_PLACE_WAITING + position;
  found.key.state = APP_MESSAGE_WAITING;
  found.key.time = time;
  return update (database, &found, old_place, error);
}

gboolean
app_cache_messages_remove (AppCacheDatabase *database, gint64 key, GError **error)
{
  Found found;

  if (!find_key (database, key, &found, error))
    return FALSE;
  if (found.key.key == 0 || found.key.state == APP_MESSAGE_KEPT)
    return TRUE;
  announce (database, APP_CACHE_MESSAGE_REMOVED, found.key.place, &found);
  return app_cache_outbox_remove (database, key, error) &&
         app_cache_search_remove (database, key, error) &&
         app_cache_attachments_remove (database, key, error) &&
         app_cache_database_run (database, error, "DELETE FROM transfers WHERE message = ?", "i",
                                 key) &&
         app_cache_database_run (database, error, "DELETE FROM messages WHERE key = ?", "i", key);
}

gboolean
app_cache_messages_touch (AppCacheDatabase *database, gint64 key, GError **error)
{
  Found found;

  if (!find_key (database, key, &found, error))
    return FALSE;
  if (found.key.key != 0)
    announce (database, APP_CACHE_MESSAGE_CHANGED, found.key.place, &found);
  return TRUE;
}

gboolean
app_cache_messages_find (AppCacheDatabase *database,
                         const char *id,
                         gint64 *chat,
                         AppMessageKey *key,
                         GError **error)
{
  Found found;

  if (!find_id (database, id, &found, error))
    return FALSE;
  *chat = found.chat;
  *key = found.key;
  return TRUE;
}
