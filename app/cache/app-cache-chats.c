/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-chats.h"

#include "app-cache-attachments.h"
#include "app-cache-former.h"
#include "app-cache-members.h"
#include "app-cache-mentions.h"
#include "app-cache-users.h"
#include "landline-id.h"
#include "landline-wire-content.h"

void
app_cache_chat_free (AppCacheChat *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->conversation);
  g_free (self->peer);
  g_free (self->title);
  g_free (self->avatar);
  g_free (self->last_sender);
  g_clear_object (&self->last_content);
  g_clear_pointer (&self->last_change, app_cache_change_free);
  g_free (self->draft);
  g_free (self);
}

void
app_cache_mark_free (AppCacheMark *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->conversation);
  g_free (self);
}

#define CHAT_SELECT                                                                                \
  "SELECT c.key, c.conversation, c.kind, p.id, coalesce (c.name, p.name, p.id), coalesce "         \
  "(c.picture, p.avatar), "                                                                        \
  "p.last_seen, c.members, c.last_seq, m.key, m.place, m.time, m.sender, m.state, "                \
  "coalesce (s.name, s.id), CASE WHEN m.traits & 8 THEN x'' ELSE m.content END, c.last_time, "     \
  "c.unread, c.own_read, c.delivered, c.read, "                                                    \
  "c.complete, d.text, "                                                                           \
  "(SELECT value FROM notes WHERE key = 'pin:' || c.conversation), "                               \
  "(SELECT value FROM notes WHERE key = 'mute:' || c.conversation), "                              \
  "(SELECT value FROM notes WHERE key = 'archive:' || c.conversation), "                           \
  "(SELECT value FROM notes WHERE key = 'unread:' || c.conversation), "                            \
  "(SELECT value FROM notes WHERE key = 'delete:' || c.conversation), "                            \
  "(SELECT value FROM notes WHERE key = 'block:' || p.id AND c.kind = 0), "                        \
  "c.mentioned, " APP_CACHE_CHATS_LIFETIME ("c") " FROM chats "                                    \
                                                 "c LEFT JOIN "                                    \
                                                 "users p ON p.number = c.peer "                   \
                                                 "LEFT JOIN messages m ON m.key = c.last_message " \
                                                 "LEFT JOIN users s ON s.number = m.sender "       \
                                                 "LEFT JOIN drafts d ON d.chat = c.key "

static void
read_last (AppCacheChat *chat, AppCacheRows *rows)
{
  g_autoptr (GBytes) content = NULL;

  chat->last.key = app_cache_rows_int (rows, 9);
  if (chat->last.key == 0)
    return;
  chat->last.place = app_cache_rows_int (rows, 10);
  chat->last.time = app_cache_rows_int (rows, 11);
  chat->last.sender = app_cache_rows_int (rows, 12);
  chat->last.state = app_cache_rows_int (rows, 13);
  chat->last_sender = g_strdup (app_cache_rows_text (rows, 14));
  content = app_cache_rows_dup_bytes (rows, 15);
  chat->last_content = g_bytes_get_size (content) > 0
                           ? landline_wire_content_new_from_encoded (content, NULL)
                           : landline_content_new_deleted ();
}

/* A number of a note; what is no number is none. */
static gint64
read_note (AppCacheRows *rows, int column)
{
  const char *value = app_cache_rows_text (rows, column);

  return value != NULL ? MAX (g_ascii_strtoll (value, NULL, 10), 0) : 0;
}

static void
read_notes (AppCacheChat *chat, AppCacheRows *rows)
{
  const char *mute = app_cache_rows_text (rows, 24);

  chat->pinned = read_note (rows, 23);
  chat->muted_until = g_strcmp0 (mute, APP_CACHE_FOREVER) == 0 ? G_MAXINT64 : read_note (rows, 24);
  chat->archived = read_note (rows, 25);
  chat->marked_unread = read_note (rows, 26) != 0;
  chat->deleted = read_note (rows, 27);
  chat->blocked = read_note (rows, 28) != 0;
}

static AppCacheChat *
chat_from_row (AppCacheRows *rows)
{
  AppCacheChat *chat = g_new0 (AppCacheChat, 1);

  chat->key = app_cache_rows_int (rows, 0);
  chat->conversation = g_strdup (app_cache_rows_text (rows, 1));
  chat->kind = app_cache_rows_int (rows, 2);
  chat->peer = g_strdup (app_cache_rows_text (rows, 3));
  chat->title = g_strdup (app_cache_rows_text (rows, 4));
  chat->avatar = g_strdup (app_cache_rows_text (rows, 5));
  chat->peer_last_seen = app_cache_rows_int (rows, 6);
  chat->n_members = app_cache_rows_int (rows, 7);
  chat->last_seq = app_cache_rows_int (rows, 8);
  read_last (chat, rows);
  chat->last_time = app_cache_rows_int (rows, 16);
  chat->n_unread = app_cache_rows_int (rows, 17);
  chat->own_read = app_cache_rows_int (rows, 18);
  chat->delivered = app_cache_rows_int (rows, 19);
  chat->read = app_cache_rows_int (rows, 20);
  chat->complete = app_cache_rows_int (rows, 21) != 0;
  chat->draft = g_strdup (app_cache_rows_text (rows, 22));
  read_notes (chat, rows);
  chat->mentioned = app_cache_rows_int (rows, 29);
  chat->lifetime = MAX (app_cache_rows_int (rows, 30), 0);
  /* Of an unknown one the sender of the last message is the best name there is. */
  if (chat->title == NULL)
    chat->title = g_strdup (chat->last_sender);
  return chat;
}

static gboolean
add_change (AppCacheDatabase *database, AppCacheChat *chat, GError **error)
{
  g_autoptr (LandlineContent) named = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *own = NULL;

  if (chat->last.key != 0 && chat->last.state == APP_MESSAGE_LINE)
    chat->last_change = app_cache_groups_get_change (database, chat->last.key, error);
  if (*error == NULL && chat->last_content != NULL)
    named = app_cache_mentions_show_content (database, chat->last_content, &names, &own, error);
  if (named != NULL)
    g_set_object (&chat->last_content, named);
  return *error == NULL;
}

GPtrArray *
app_cache_chats_list (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) chats = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            CHAT_SELECT
                                                            "ORDER BY c.last_time DESC, c.key DESC",
                                                            "");

  if (rows == NULL)
    return NULL;
  chats = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_chat_free);
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (chats, chat_from_row (rows));
  for (guint i = 0; *error == NULL && i < chats->len; i++)
    add_change (database, g_ptr_array_index (chats, i), error);
  return *error == NULL ? g_steal_pointer (&chats) : NULL;
}

AppCacheChat *
app_cache_chats_get (AppCacheDatabase *database, gint64 key, GError **error)
{
  g_autoptr (AppCacheChat) chat = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            CHAT_SELECT
                                                            "WHERE c.key = coalesce ((SELECT "
                                                            "target FROM moved_chats WHERE "
                                                            "key = ?1), ?1)",
                                                            "i", key);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return NULL;
  chat = chat_from_row (rows);
  return add_change (database, chat, error) ? g_steal_pointer (&chat) : NULL;
}

gboolean
app_cache_chats_find (AppCacheDatabase *database,
                      const char *conversation,
                      gint64 *key,
                      GError **error)
{
  return app_cache_database_get_int (database, key, 0, error,
                                     "SELECT key FROM chats WHERE conversation = ?", "s",
                                     conversation);
}

/**
 * app_cache_chats_follow:
 * @database: a connection
 * @key: (inout): a chat, or one that was
 * @error: return location
 *
 * Goes from a chat that became another one to that one.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_chats_follow (AppCacheDatabase *database, gint64 *key, GError **error)
{
  return app_cache_database_get_int (database, key, *key, error,
                                     "SELECT target FROM moved_chats WHERE key = ?", "i", *key);
}

static gboolean
insert (AppCacheDatabase *database,
        const char *conversation,
        AppCacheChatKind kind,
        gint64 peer,
        gint64 time,
        gint64 *key,
        GError **error)
{
  if (!app_cache_database_run (
          database, error,
          "INSERT INTO chats (key, conversation, kind, peer, last_time) VALUES (1 + max ("
          "coalesce ((SELECT max (key) FROM chats), 0), "
          "coalesce ((SELECT max (key) FROM moved_chats), 0)), ?, ?, nullif (?, 0), ?)",
          "snii", conversation, kind, peer, time))
    return FALSE;
  *key = app_cache_database_get_last_row (database);
  app_cache_changes_add_chat (app_cache_database_get_changes (database), *key);
  return TRUE;
}

/**
 * app_cache_chats_ensure:
 * @database: a writer
 * @conversation: an id on the server
 * @key: (out): the chat
 * @error: return location
 *
 * Finds the chat of a conversation, or makes one of which nothing else is known.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_chats_ensure (AppCacheDatabase *database,
                        const char *conversation,
                        gint64 *key,
                        GError **error)
{
  if (!app_cache_chats_find (database, conversation, key, error))
    return FALSE;
  return *key != 0 || insert (database, conversation, APP_CACHE_CHAT_UNKNOWN, 0, 0, key, error);
}

static gboolean
find_direct (AppCacheDatabase *database, gint64 peer, gint64 *key, GError **error)
{
  return app_cache_database_get_int (database, key, 0, error,
                                     "SELECT key FROM chats WHERE peer = ? AND kind = 0", "i",
                                     peer);
}

/**
 * app_cache_chats_ensure_direct:
 * @database: a writer
 * @user_id: the other user, or the account's own for the note to self
 * @time: now, which places a new chat in the list
 * @key: (out): the chat
 * @error: return location
 *
 * Finds the chat with a user, or makes one that the server does not know of yet.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_chats_ensure_direct (AppCacheDatabase *database,
                               const char *user_id,
                               gint64 time,
                               gint64 *key,
                               GError **error)
{
  gint64 peer;

  if (!app_cache_users_ensure (database, user_id, NULL, &peer, error) ||
      !find_direct (database, peer, key, error))
    return FALSE;
  return *key != 0 || insert (database, NULL, APP_CACHE_CHAT_DIRECT, peer, time, key, error);
}

static void
announce_move (AppCacheDatabase *database, AppCacheRows *rows, gint64 from, gint64 into)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);
  AppMessageKey key = { app_cache_rows_int (rows, 0), app_cache_rows_int (rows, 1),
                        app_cache_rows_int (rows, 2), app_cache_rows_int (rows, 3),
                        app_cache_rows_int (rows, 4) };

  app_cache_changes_add_message (changes, from, APP_CACHE_MESSAGE_REMOVED, key.place, &key);
  app_cache_changes_add_message (changes, into, APP_CACHE_MESSAGE_ADDED, key.place, &key);
}

static gboolean
move_messages (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT key, place, time, sender, state FROM messages WHERE chat = ?", "i",
      from);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    announce_move (database, rows, from, into);
  if (*error != NULL)
    return FALSE;
  g_clear_pointer (&rows, app_cache_rows_end);
  return app_cache_attachments_move (database, from, into, error) &&
         app_cache_database_run (database, error, "UPDATE messages SET chat = ?2 WHERE chat = ?1",
                                 "ii", from, into);
}

static gboolean
move_key (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE moved_chats SET target = ?2 WHERE target = ?1", "ii", from,
                                 into) &&
         app_cache_database_run (database, error,
                                 "INSERT INTO moved_chats (key, target) VALUES (?, ?)", "ii", from,
                                 into);
}

/* Nothing that was written is thrown away: of two drafts both stay. */
static gboolean
move_draft (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  return app_cache_database_run (
             database, error,
             "INSERT INTO drafts (chat, text) SELECT ?2, text FROM drafts WHERE chat = ?1 "
             "ON CONFLICT (chat) DO UPDATE SET text = text || char (10) || excluded.text",
             "ii", from, into) &&
         app_cache_database_run (database, error, "DELETE FROM drafts WHERE chat = ?", "i", from);
}

/* The chat that was begun here stays, the one that came from the server moves in. */
static gboolean
merge (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);

  app_cache_changes_add_moved_chat (changes, from, into);
  app_cache_changes_add_chat (changes, into);
  return move_messages (database, from, into, error) && move_key (database, from, into, error) &&
         move_draft (database, from, into, error) &&
         app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE members SET chat = ?2 WHERE chat = ?1", "ii",
                                 from, into) &&
         app_cache_database_run (database, error,
                                 "UPDATE chats SET (last_seq, unread, own_read, own_read_told, "
                                 "delivered, read, complete) = "
                                 "(SELECT last_seq, unread, own_read, own_read_told, delivered, "
                                 "read, complete FROM chats "
                                 "WHERE key = ?1) WHERE key = ?2",
                                 "ii", from, into) &&
         app_cache_database_run (database, error, "DELETE FROM chats WHERE key = ?", "i", from);
}

gboolean
app_cache_chats_bind (AppCacheDatabase *database,
                      gint64 *key,
                      const char *conversation,
                      GError **error)
{
  gint64 other;

  if (!app_cache_chats_find (database, conversation, &other, error))
    return FALSE;
  if (other == *key)
    return TRUE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), *key);
  return (other == 0 || merge (database, other, *key, error)) &&
         app_cache_database_run (database, error,
                                 "UPDATE chats SET conversation = ?2 WHERE key = ?1", "is", *key,
                                 conversation);
}

static gboolean
put_members (AppCacheDatabase *database,
             gint64 key,
             LandlineConversation *conversation,
             GError **error)
{
  guint n = landline_conversation_get_n_members (conversation);

  if (!app_cache_members_begin (database, key, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const LandlineMember *member = landline_conversation_get_member (conversation, i);
      gint64 number;

      if (!app_cache_users_ensure (database, member->user_id, member->name, &number, error) ||
          !app_cache_members_put (database, key, number, member->role, error))
        return FALSE;
    }
  return app_cache_members_end (database, key, error);
}

/* The peer of a direct conversation: the member who is not us, or ourselves in a note to self. */
static gboolean
find_peer (AppCacheDatabase *database,
           LandlineConversation *conversation,
           gint64 *peer,
           GError **error)
{
  guint n = landline_conversation_get_n_members (conversation);

  *peer = APP_CACHE_SELF;
  for (guint i = 0; i < n && *peer == APP_CACHE_SELF; i++)
    {
      const LandlineMember *member = landline_conversation_get_member (conversation, i);

      if (landline_id_is_former (member->user_id) &&
          !app_cache_former_infer (database, landline_conversation_get_id (conversation),
                                   member->user_id, error))
        return FALSE;
      if (!app_cache_users_ensure (database, member->user_id, member->name, peer, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether a chat is another conversation of the server's: then the number of its peer is somebody
 * else's by now, which is about to be told. */
static gboolean
find_taken (AppCacheDatabase *database,
            gint64 key,
            const char *conversation,
            gint64 *taken,
            GError **error)
{
  return app_cache_database_get_int (database, taken, 0, error,
                                     "SELECT 1 FROM chats WHERE key = ?1 AND conversation <> ?2",
                                     "is", key, conversation);
}

static gboolean
place_direct (AppCacheDatabase *database,
              LandlineConversation *conversation,
              gint64 *key,
              gint64 *peer,
              gint64 *taken,
              GError **error)
{
  const char *id = landline_conversation_get_id (conversation);
  gint64 pending;

  if (!find_peer (database, conversation, peer, error) ||
      !find_direct (database, *peer, &pending, error) ||
      !find_taken (database, pending, id, taken, error))
    return FALSE;
  if (pending == 0 || *taken != 0)
    return TRUE;
  *key = pending;
  return app_cache_chats_bind (database, key, landline_conversation_get_id (conversation), error);
}

/**
 * app_cache_chats_put:
 * @database: a writer
 * @conversation: what the server says
 * @key: (out): the chat
 * @error: return location
 *
 * Makes a conversation known, or brings it up to date, with its members. A chat with the same user
 * that was begun here becomes that conversation.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_chats_put (AppCacheDatabase *database,
                     LandlineConversation *conversation,
                     gint64 *key,
                     GError **error)
{
  gboolean direct = landline_conversation_get_kind (conversation) == LANDLINE_CONVERSATION_DIRECT;
  gint64 peer = 0, taken = 0;

  *key = 0;
  if (direct && !place_direct (database, conversation, key, &peer, &taken, error))
    return FALSE;
  if (*key == 0 &&
      !app_cache_chats_ensure (database, landline_conversation_get_id (conversation), key, error))
    return FALSE;
  /* It stays unknown, and is fetched again. */
  if (taken != 0)
    return TRUE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), *key);
  return app_cache_database_run (
             database, error,
             "UPDATE chats SET kind = ?2, peer = nullif (?3, 0), name = ?4, members = ?5, "
             "last_time = max (last_time, ?6) WHERE key = ?1",
             "inisni", *key, landline_conversation_get_kind (conversation), peer,
             direct ? NULL : landline_conversation_get_name (conversation),
             landline_conversation_get_n_members (conversation),
             landline_conversation_get_created (conversation)) &&
         app_cache_groups_put_settings (database, *key, conversation, error) &&
         put_members (database, *key, conversation, error);
}

/**
 * app_cache_chats_raise_own_read:
 * @database: a writer
 * @key: the chat
 * @seq: the newest message that was seen
 * @told: whether the server knows
 * @error: return location
 *
 * Returns: whether it worked; a lower @seq than before changes nothing
 */
gboolean
app_cache_chats_raise_own_read (AppCacheDatabase *database,
                                gint64 key,
                                gint64 seq,
                                gboolean told,
                                GError **error)
{
  gint64 before;
  gint64 n_read;

  if (!app_cache_chats_follow (database, &key, error) ||
      (told && !app_cache_chats_set_told (database, key, seq, error)))
    return FALSE;
  if (!app_cache_database_get_int (database, &before, G_MAXINT64, error,
                                   "SELECT own_read FROM chats WHERE key = ?", "i", key))
    return FALSE;
  if (seq <= before || seq > APP_MESSAGE_SEQ_MAX)
    return TRUE;
  /* Each message is counted here once in its life, whatever the size of the chat. */
  if (!app_cache_database_get_int (database, &n_read, 0, error,
                                   "SELECT count (*) FROM messages WHERE chat = ? AND place > ? "
                                   "AND place <= ? AND sender <> 1 "
                                   "AND place % 1048576 = 0",
                                   "iii", key, app_message_place_from_seq (before),
                                   app_message_place_from_seq (seq)))
    return FALSE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), key);
  if (!told)
    app_cache_changes_add_read (app_cache_database_get_changes (database));
  return app_cache_database_run (
      database, error,
      "UPDATE chats SET own_read = ?2, unread = max (0, unread - ?3) WHERE key = ?1", "iii", key,
      seq, n_read);
}

gboolean
app_cache_chats_get_last_seq (AppCacheDatabase *database,
                              const char *conversation,
                              gint64 *seq,
                              GError **error)
{
  return app_cache_database_get_int (database, seq, 0, error,
                                     "SELECT last_seq FROM chats WHERE conversation = ?", "s",
                                     conversation);
}

gboolean
app_cache_chats_set_complete (AppCacheDatabase *database, gint64 key, GError **error)
{
  if (!app_cache_chats_follow (database, &key, error))
    return FALSE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), key);
  return app_cache_database_run (database, error, "UPDATE chats SET complete = 1 WHERE key = ?",
                                 "i", key);
}

gboolean
app_cache_chats_set_draft (AppCacheDatabase *database,
                           gint64 key,
                           const char *draft,
                           GError **error)
{
  if (!app_cache_chats_follow (database, &key, error))
    return FALSE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), key);
  if (draft == NULL || *draft == '\0')
    return app_cache_database_run (database, error, "DELETE FROM drafts WHERE chat = ?", "i", key);
  return app_cache_database_run (database, error,
                                 "INSERT OR REPLACE INTO drafts (chat, text) VALUES (?, ?)", "is",
                                 key, draft);
}

gboolean
app_cache_chats_refresh (AppCacheDatabase *database, GError **error)
{
  guint n_chats;
  const gint64 *chats = app_cache_changes_get_chats (app_cache_database_get_changes (database),
                                                     &n_chats);

  for (guint i = 0; i < n_chats; i++)
    if (!app_cache_database_run (
            database, error,
            "UPDATE chats SET (last_message, last_time) = (SELECT max (m.key), "
            "coalesce (max (m.time), chats.last_time) FROM (SELECT key, time FROM messages "
            "WHERE chat = ?1 ORDER BY place DESC LIMIT 1) m) WHERE key = ?1",
            "i", chats[i]))
      return FALSE;
  return TRUE;
}

GPtrArray *
app_cache_chats_list_untold (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (
      (GDestroyNotify) app_cache_mark_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT key, conversation, own_read FROM chats WHERE own_read > own_read_told "
      "AND conversation IS NOT NULL",
      "");

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      AppCacheMark *mark = g_new0 (AppCacheMark, 1);

      mark->chat = app_cache_rows_int (rows, 0);
      mark->conversation = g_strdup (app_cache_rows_text (rows, 1));
      mark->seq = app_cache_rows_int (rows, 2);
      g_ptr_array_add (marks, mark);
    }
  return *error == NULL ? g_steal_pointer (&marks) : NULL;
}

gboolean
app_cache_chats_set_told (AppCacheDatabase *database, gint64 key, gint64 seq, GError **error)
{
  return app_cache_chats_follow (database, &key, error) &&
         app_cache_database_run (
             database, error,
             "UPDATE chats SET own_read_told = max (own_read_told, ?2) WHERE key = ?1", "ii", key,
             seq);
}

GPtrArray *
app_cache_chats_list_unknown (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT conversation FROM chats c WHERE kind = 2 OR (kind = 1 AND conversation IS NOT NULL "
      "AND EXISTS (SELECT 1 FROM members WHERE chat = c.key AND user = 1 AND present = 1) "
      "AND EXISTS (SELECT 1 FROM members m JOIN users u ON u.number = m.user WHERE m.chat = c.key "
      "AND m.present = 1 AND u.name IS NULL))",
      "");

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (ids, g_strdup (app_cache_rows_text (rows, 0)));
  return *error == NULL ? g_steal_pointer (&ids) : NULL;
}
