/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-clear.h"

#include "app-cache-actions.h"
#include "app-cache-chats.h"
#include "app-cache-messages.h"
#include "app-cache-notes.h"
#include "app-cache-state.h"

/* Pages of the index that are rewritten before somebody else may write */
#define MERGE_PAGES 500

/* The files of the messages that go, but for those that another message refers to. */
static gboolean
remove_files (AppCacheDatabase *database, gint64 chat, gint64 end, GError **error)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT f.media, f.path FROM attachments a JOIN messages m ON m.key = a.message "
      "JOIN files f ON f.media = a.media WHERE a.chat = ?1 AND a.kind IN (1, 2) AND m.place < ?2 "
      "AND NOT EXISTS (SELECT 1 FROM attachments o JOIN messages n ON n.key = o.message "
      "WHERE o.media = a.media AND NOT (n.chat = ?1 AND n.place < ?2))",
      "ii", chat, end);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    {
      g_ptr_array_add (media, g_strdup (app_cache_rows_text (rows, 0)));
      app_cache_changes_add_removed_file (changes, app_cache_rows_text (rows, 1));
    }
  if (*error != NULL)
    return FALSE;
  g_clear_pointer (&rows, app_cache_rows_end);
  for (guint i = 0; i < media->len; i++)
    if (!app_cache_database_run (database, error, "DELETE FROM files WHERE media = ?", "s",
                                 g_ptr_array_index (media, i)))
      return FALSE;
  return TRUE;
}

static gboolean
remove_transfers (AppCacheDatabase *database, gint64 chat, gint64 end, GError **error)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT t.message FROM transfers t JOIN messages m ON m.key = t.message WHERE m.chat = ? "
      "AND m.place < ?",
      "ii", chat, end);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    app_cache_changes_add_removed_transfer (changes, app_cache_rows_int (rows, 0));
  if (*error != NULL)
    return FALSE;
  g_clear_pointer (&rows, app_cache_rows_end);
  return app_cache_database_run (database, error,
                                 "DELETE FROM transfers WHERE message IN (SELECT key FROM messages "
                                 "WHERE chat = ? AND place < ?)",
                                 "ii", chat, end);
}

/* What waits in the outbox stays: nobody could say whether it was sent. What was refused has a slot
 * behind the message that came before it. */
static gboolean
clear (AppCacheDatabase *database, gint64 chat, gint64 seq, GError **error)
{
  gint64 end = app_message_place_from_seq (seq + 1);

  app_cache_changes_add_cleared_chat (app_cache_database_get_changes (database), chat, end);
  /* Which counts what is unread by the messages. */
  return app_cache_state_set_int (database, APP_CACHE_STATE_SCRUB, 1, error) &&
         app_cache_chats_raise_own_read (database, chat, seq, TRUE, error) &&
         app_cache_actions_clear (database, chat, end, error) &&
         remove_files (database, chat, end, error) &&
         app_cache_database_run (database, error,
                                 "DELETE FROM texts WHERE rowid IN (SELECT key FROM messages WHERE "
                                 "chat = ? AND place < ?)",
                                 "ii", chat, end) &&
         remove_transfers (database, chat, end, error) &&
         app_cache_database_run (database, error,
                                 "DELETE FROM attachments WHERE chat = ?1 AND message IN (SELECT "
                                 "key FROM messages WHERE chat = ?1 AND place < ?2)",
                                 "ii", chat, end) &&
         app_cache_database_run (database, error,
                                 "DELETE FROM messages WHERE chat = ? AND place < ?", "ii", chat,
                                 end) &&
         app_cache_database_run (database, error,
                                 "UPDATE chats SET complete = 1, last_seq = max (last_seq, ?2) "
                                 "WHERE key = ?1",
                                 "ii", chat, seq);
}

gboolean
app_cache_clear_conversation (AppCacheDatabase *database,
                              const char *conversation,
                              gint64 seq,
                              GError **error)
{
  gint64 chat;

  if (!app_cache_chats_find (database, conversation, &chat, error))
    return FALSE;
  return chat == 0 || seq <= 0 || seq >= APP_MESSAGE_SEQ_MAX || clear (database, chat, seq, error);
}

gboolean
app_cache_clear_get_seq (AppCacheDatabase *database,
                         const char *conversation,
                         gint64 *seq,
                         GError **error)
{
  return app_cache_database_get_int (
      database, seq, 0, error,
      "SELECT max (CAST (value AS INTEGER)) FROM notes WHERE key IN ('clear:' || ?1, "
      "'delete:' || ?1)",
      "s", conversation);
}

gboolean
app_cache_clear_local_chat (AppCacheDatabase *database, gint64 chat, GError **error)
{
  gint64 found;

  if (!app_cache_chats_follow (database, &chat, error) ||
      !app_cache_database_get_int (database, &found, 0, error,
                                   "SELECT key FROM chats WHERE key = ?1 AND conversation IS NULL "
                                   "AND NOT EXISTS (SELECT 1 FROM messages WHERE chat = ?1)",
                                   "i", chat))
    return FALSE;
  if (found == 0)
    return TRUE;
  app_cache_changes_add_chat (app_cache_database_get_changes (database), chat);
  return app_cache_database_run (database, error, "DELETE FROM drafts WHERE chat = ?", "i", chat) &&
         app_cache_database_run (database, error, "DELETE FROM members WHERE chat = ?", "i",
                                 chat) &&
         app_cache_database_run (database, error, "DELETE FROM moved_chats WHERE target = ?", "i",
                                 chat) &&
         app_cache_database_run (database, error, "DELETE FROM chats WHERE key = ?", "i", chat);
}

/* FTS5 only marks what is deleted from an index without content, until its segments are put
 * together. A negative number of pages puts all of them together, a positive one goes on with that;
 * a step that changed no row of the index was the last (section 6.9 of the manual of FTS5). */
gboolean
app_cache_clear_merge (AppCacheDatabase *database, gboolean first, gboolean *done, GError **error)
{
  gint64 before = app_cache_database_get_n_changes (database);

  if (!app_cache_database_run (database, error,
                               "INSERT INTO texts (texts, rank) VALUES ('merge', ?)", "n",
                               first ? -MERGE_PAGES : MERGE_PAGES))
    return FALSE;
  *done = app_cache_database_get_n_changes (database) - before < 2;
  return TRUE;
}

gboolean
app_cache_clear_checkpoint (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_database_run (database, error, "PRAGMA wal_checkpoint (TRUNCATE)", "");
}
