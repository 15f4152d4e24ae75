/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-cache-search.h"
#include "app-cache-state.h"
#include "landline-limits.h"
#include "landline-wire-content.h"

/* Messages that go one by one: deleted for everyone, for oneself, or because their time is up.
 * Whole histories go in app-cache-clear.c. */

static void
announce (AppCacheDatabase *database, const AppCacheMessage *row)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);

  app_cache_changes_add_message (changes, row->chat, APP_CACHE_MESSAGE_REMOVED, row->key.place,
                                 &row->key);
  app_cache_changes_add_chat (changes, row->chat);
}

/* Its file, unless another message has the same. */
static gboolean
remove_file (AppCacheDatabase *database, gint64 key, LandlineContent *content, GError **error)
{
  LandlineMedia *media = landline_content_get_media (content);
  const char *id = media != NULL ? landline_media_get_id (media) : NULL;
  g_autofree char *path = NULL;
  gint64 others;

  if (id == NULL)
    return TRUE;
  if (!app_cache_database_get_int (database, &others, 0, error,
                                   "SELECT count (*) FROM attachments WHERE media = ? AND message "
                                   "<> ?",
                                   "si", id, key) ||
      !app_cache_files_get (database, id, &path, error))
    return FALSE;
  if (others > 0 || path == NULL)
    return TRUE;
  app_cache_changes_add_removed_file (app_cache_database_get_changes (database), path);
  return app_cache_files_remove (database, id, error);
}

static gboolean
remove_transfer (AppCacheDatabase *database, gint64 key, GError **error)
{
  if (!app_cache_database_run (database, error, "DELETE FROM transfers WHERE message = ?", "i",
                               key))
    return FALSE;
  if (app_cache_database_get_n_changed (database) > 0)
    app_cache_changes_add_removed_transfer (app_cache_database_get_changes (database), key);
  return TRUE;
}

/* What it said: words, file, and what moves of it. The index still has the words until it is put
 * together: see app_cache_clear_merge(). */
static gboolean
remove_said (AppCacheDatabase *database, gint64 key, LandlineContent *content, GError **error)
{
  app_cache_changes_add_wiped (app_cache_database_get_changes (database));
  return app_cache_state_set_int (database, APP_CACHE_STATE_SCRUB, 1, error) &&
         app_cache_search_remove (database, key, error) &&
         remove_file (database, key, content, error) && remove_transfer (database, key, error) &&
         app_cache_attachments_remove (database, key, error);
}

gboolean
app_cache_messages_wipe (AppCacheDatabase *database,
                         gint64 key,
                         LandlineContent *content,
                         GError **error)
{
  g_autoptr (LandlineContent) nothing = landline_content_new_deleted ();

  if (g_bytes_get_size (landline_wire_content_get_encoded (content)) == 0)
    return TRUE;
  return remove_said (database, key, content, error) &&
         app_cache_database_run (database, error,
                                 "UPDATE messages SET content = ?2, reply_to = NULL WHERE key = ?1",
                                 "ib", key, landline_wire_content_get_encoded (nothing));
}

gboolean
app_cache_messages_set_findable (AppCacheDatabase *database,
                                 gint64 key,
                                 gboolean findable,
                                 GError **error)
{
  g_autoptr (AppCacheMessage) row = app_cache_messages_get (database, key, error);

  if (row == NULL)
    return *error == NULL;
  if (!app_cache_search_remove (database, key, error) ||
      !app_cache_attachments_remove (database, key, error))
    return FALSE;
  return !findable || (app_cache_search_add (database, key, row->content, error) &&
                       app_cache_attachments_put (database, row->chat, key, row->content, error));
}

static gboolean
count_removed (AppCacheDatabase *database, const AppCacheMessage *row, GError **error)
{
  gint64 seq = app_message_place_to_seq (row->key.place);

  return seq == 0 || row->key.sender == APP_CACHE_SELF ||
         app_cache_database_run (database, error,
                                 "UPDATE chats SET unread = max (0, unread - 1) WHERE key = ?1 AND "
                                 "own_read < ?2",
                                 "ii", row->chat, seq);
}

gboolean
app_cache_messages_drop (AppCacheDatabase *database, gint64 key, GError **error)
{
  g_autoptr (AppCacheMessage) row = app_cache_messages_get (database, key, error);

  if (row == NULL)
    return *error == NULL;
  if (row->key.state != APP_MESSAGE_KEPT)
    return app_cache_messages_remove (database, key, error);
  announce (database, row);
  return remove_said (database, key, row->content, error) &&
         app_cache_actions_forget (database, landline_message_get_id (row->message), error) &&
         count_removed (database, row, error) &&
         app_cache_database_run (database, error, "DELETE FROM messages WHERE key = ?", "i", key);
}

static GArray *
list_expired (AppCacheDatabase *database, gint64 now, guint limit, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT key FROM messages WHERE expires > 0 AND expires <= ? AND state = 0 "
      "ORDER BY expires LIMIT ?",
      "ii", now, (gint64) limit);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      gint64 key = app_cache_rows_int (rows, 0);

      g_array_append_val (keys, key);
    }
  return *error == NULL ? g_steal_pointer (&keys) : NULL;
}

gboolean
app_cache_messages_expire (AppCacheDatabase *database,
                           gint64 now,
                           guint limit,
                           gint64 *next,
                           GError **error)
{
  g_autoptr (GArray) keys = list_expired (database, now, limit, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!app_cache_messages_drop (database, g_array_index (keys, gint64, i), error))
      return FALSE;
  return app_cache_database_get_int (
      database, next, 0, error,
      "SELECT expires FROM messages WHERE expires > 0 AND state = 0 ORDER BY expires LIMIT 1", "");
}

static LandlineContent *
with_lifetime (LandlineContent *content, gint64 seconds)
{
  if (seconds == landline_content_get_expires (content) || !landline_limits_allow_expires (seconds))
    return g_object_ref (content);
  return landline_content_new_with_traits (content, landline_content_is_forwarded (content),
                                           landline_content_get_mentions (content), seconds);
}

LandlineContent *
app_cache_messages_set_lifetime (AppCacheDatabase *database,
                                 gint64 chat,
                                 LandlineContent *content,
                                 GError **error)
{
  gint64 seconds;

  if (!app_cache_database_get_int (database, &seconds, 0, error,
                                   "SELECT " APP_CACHE_CHATS_LIFETIME (
                                       "c") " FROM chats c WHERE c.key = ?",
                                   "i", chat))
    return NULL;
  return with_lifetime (content, seconds);
}

LandlineContent *
app_cache_messages_keep_lifetime (AppCacheDatabase *database,
                                  gint64 key,
                                  LandlineContent *content,
                                  GError **error)
{
  gint64 seconds;

  if (!app_cache_database_get_int (
          database, &seconds, 0, error,
          "SELECT max (expires - time, 0) / 1000 FROM messages WHERE key = ?", "i", key))
    return NULL;
  return with_lifetime (content, seconds);
}
