/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-media.h"

#include "landline-error.h"
#include "server-sqlite-key.h"

#define COLUMNS "m.kind, m.media_id, m.name, m.content_type, m.size, m.sha256"

/* Whether @uid is in a conversation that has referred to the file since they came, with a message
 * that has not expired at @now, swept away or not. */
#define REFERRED(uid, now)                                                                         \
  "EXISTS (SELECT 1 FROM media_refs r JOIN members b ON b.cid = r.cid AND b.uid = " uid " "        \
  "AND r.seq > b.since "                                                                           \
  "LEFT JOIN messages s ON s.mid = (r.cid << " G_STRINGIFY (                                       \
      SERVER_SQLITE_SEQ_BITS) " | r.seq) "                                                         \
                              "WHERE r.media_id = m.media_id AND ifnull (s.expires > " now ", 1))"

/* Those who are shown it in a status, as server_sqlite_statuses_get() has it: u is who asks, ?3 the
 * time. */
#define SHOWN                                                                                      \
  "EXISTS (SELECT 1 FROM statuses s JOIN users a ON a.uid = s.uid "                                \
  "LEFT JOIN status_viewers v ON v.stid = s.stid AND v.uid = u.uid "                               \
  "WHERE s.media_id = m.media_id AND s.expires > ?3 AND (s.uid = u.uid OR (v.uid IS NOT NULL "     \
  "AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.uid = s.uid "                                     \
  "AND n.key = 'block:' || u.user_id AND n.value <> '') "                                          \
  "AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.uid = u.uid "                                     \
  "AND n.key = 'block:' || a.user_id AND n.value <> ''))))"

gboolean
server_sqlite_media_insert (ServerSqliteDatabase *database,
                            gint64 uid,
                            LandlineMedia *media,
                            gint64 now,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO media (media_id, uid, kind, name, content_type, size, sha256, created, number) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT ifnull (max (number), 0) + 1 FROM media))",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, landline_media_get_id (media));
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_int (statement, 3, landline_media_get_kind (media));
  server_sqlite_statement_bind_text (statement, 4, landline_media_get_name (media));
  server_sqlite_statement_bind_text (statement, 5, landline_media_get_content_type (media));
  server_sqlite_statement_bind_int (statement, 6, landline_media_get_size (media));
  server_sqlite_statement_bind_text (statement, 7, landline_media_get_sha256 (media));
  server_sqlite_statement_bind_int (statement, 8, now);
  return server_sqlite_statement_run (statement, error);
}

static LandlineMedia *
read_media (ServerSqliteStatement *statement)
{
  return landline_media_new (server_sqlite_statement_get_int (statement, 0),
                             server_sqlite_statement_get_text (statement, 1),
                             server_sqlite_statement_get_text (statement, 2),
                             server_sqlite_statement_get_text (statement, 3),
                             server_sqlite_statement_get_int (statement, 4),
                             server_sqlite_statement_get_text (statement, 5));
}

static gboolean
find (ServerSqliteDatabase *database,
      const char *sql,
      gint64 uid,
      const char *media_id,
      gint64 now,
      LandlineMedia **media,
      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, media_id);
  if (now > 0)
    server_sqlite_statement_bind_int (statement, 3, now);
  *media = server_sqlite_statement_row (statement, &failure) ? read_media (statement) : NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_media_find:
 * @database: a connection
 * @uid: who asks
 * @media_id: the file
 * @now: the time: messages that have expired refer to nothing
 * @media: (out) (transfer full) (nullable): the file, %NULL when there is none that they may send
 * on
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_media_find (ServerSqliteDatabase *database,
                          gint64 uid,
                          const char *media_id,
                          gint64 now,
                          LandlineMedia **media,
                          GError **error)
{
  return find (database,
               "SELECT " COLUMNS " FROM media m WHERE m.media_id = ?2 "
               "AND (m.uid = ?1 OR " REFERRED ("?1", "?3") ")",
               uid, media_id, now, media, error);
}

gboolean
server_sqlite_media_find_uploaded (ServerSqliteDatabase *database,
                                   gint64 uid,
                                   const char *media_id,
                                   LandlineMedia **media,
                                   GError **error)
{
  return find (database, "SELECT " COLUMNS " FROM media m WHERE m.media_id = ?2 AND m.uid = ?1",
               uid, media_id, 0, media, error);
}

/**
 * server_sqlite_media_get:
 * @database: a connection
 * @user_id: who asks
 * @media_id: the file
 * @now: the time: messages and statuses that have expired refer to nothing
 * @error: return location for an error; %LANDLINE_ERROR_NOT_FOUND when there is none that they may
 * see
 *
 * Returns: (transfer full): the file
 */
LandlineMedia *
server_sqlite_media_get (ServerSqliteDatabase *database,
                         const char *user_id,
                         const char *media_id,
                         gint64 now,
                         GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT " COLUMNS " FROM media m JOIN users u ON u.user_id = ?1 WHERE m.media_id = ?2 "
      "AND (m.uid = u.uid OR " REFERRED (
          "u.uid",
          "?3") " OR " SHOWN
                " OR EXISTS (SELECT 1 FROM users a WHERE a.uid = m.uid AND a.avatar = m.media_id) "
                "OR EXISTS (SELECT 1 FROM conversations c JOIN members b ON b.cid = c.cid "
                "AND b.uid = u.uid WHERE c.picture = m.media_id))",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  server_sqlite_statement_bind_text (statement, 2, media_id);
  server_sqlite_statement_bind_int (statement, 3, now);
  if (server_sqlite_statement_row (statement, &failure))
    return read_media (statement);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No file %s here.", media_id);
  return NULL;
}

/**
 * server_sqlite_media_refer:
 * @database: the writer's connection
 * @media_id: the file
 * @cid: the conversation
 * @seq: the message
 * @error: return location for an error
 *
 * Notes that a message refers to a file, so that the conversation's members may see it.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_media_refer (ServerSqliteDatabase *database,
                           const char *media_id,
                           gint64 cid,
                           gint64 seq,
                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT OR REPLACE INTO media_refs (media_id, cid, seq, name, number) "
      "SELECT media_id, ?2, ?3, name, number FROM media WHERE media_id = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  server_sqlite_statement_bind_int (statement, 2, cid);
  server_sqlite_statement_bind_int (statement, 3, seq);
  return server_sqlite_statement_run (statement, error);
}

static GPtrArray *
read_list (ServerSqliteStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (media, read_media (statement));
  if (failure == NULL)
    return g_steal_pointer (&media);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_media_lookup:
 * @database: a connection
 * @media_id: the file
 * @media: (out) (transfer full) (nullable): the file, %NULL when there is none, whoever asks
 * @number: (out) (optional): grows from file to file; untouched when there is none
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_media_lookup (ServerSqliteDatabase *database,
                            const char *media_id,
                            LandlineMedia **media,
                            gint64 *number,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS
                                          ", m.number FROM media m WHERE m.media_id = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  *media = server_sqlite_statement_row (statement, &failure) ? read_media (statement) : NULL;
  if (*media != NULL && number != NULL)
    *number = server_sqlite_statement_get_int (statement, 6);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GPtrArray *
server_sqlite_media_list_all (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS " FROM media m ORDER BY m.number DESC",
                                          error);
  return statement == NULL ? NULL : read_list (statement, error);
}

/**
 * server_sqlite_media_drop_ref:
 * @database: the writer's connection
 * @media_id: a file
 * @cid: a conversation that refers to it
 * @before: only when it was uploaded before, and sent there before
 * @dropped: (out): whether the conversation refers to it no more
 * @error: return location for an error
 *
 * Removes what only a forgotten message refers to.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_media_drop_ref (ServerSqliteDatabase *database,
                              const char *media_id,
                              gint64 cid,
                              gint64 before,
                              gboolean *dropped,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "DELETE FROM media_refs AS r WHERE media_id = ?1 AND cid = ?2 "
      "AND EXISTS (SELECT 1 FROM media m WHERE m.media_id = ?1 AND m.created < ?3) "
      "AND EXISTS (SELECT 1 FROM conversations c WHERE c.cid = ?2 AND c.forgotten >= r.seq) "
      "AND EXISTS (SELECT 1 FROM messages s WHERE s.mid = (?2 << ?4 | r.seq) AND s.time < ?3)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  server_sqlite_statement_bind_int (statement, 2, cid);
  server_sqlite_statement_bind_int (statement, 3, before);
  server_sqlite_statement_bind_int (statement, 4, SERVER_SQLITE_SEQ_BITS);
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *dropped = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

/**
 * server_sqlite_media_remove:
 * @database: the writer's connection
 * @media_id: a file
 * @before: only when it was uploaded before
 * @removed: (out): whether it is gone
 * @error: return location for an error
 *
 * Removes a file, unless something refers to it.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_media_remove (ServerSqliteDatabase *database,
                            const char *media_id,
                            gint64 before,
                            gboolean *removed,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "DELETE FROM media WHERE media_id = ?1 AND created < ?2 "
      "AND NOT EXISTS (SELECT 1 FROM media_refs r WHERE r.media_id = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM users u WHERE u.avatar = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.picture = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM statuses s WHERE s.media_id = ?1)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  server_sqlite_statement_bind_int (statement, 2, before);
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *removed = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

/**
 * server_sqlite_media_unrefer:
 * @database: the writer's connection
 * @cid: a conversation
 * @seq: a message there that is gone
 * @error: return location for an error
 *
 * It refers to no file any more. When it was the last that did, the file goes with the next
 * collection.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_media_unrefer (ServerSqliteDatabase *database, gint64 cid, gint64 seq, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) media = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  /* Left to choose, it would read all of the conversation by their names. */
  statement = server_sqlite_database_get (database,
                                          "DELETE FROM media_refs INDEXED BY media_refs_message "
                                          "WHERE cid = ?1 AND seq = ?2 RETURNING media_id",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, seq);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (media, g_strdup (server_sqlite_statement_get_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < media->len; i++)
    if (!server_sqlite_media_age (database, g_ptr_array_index (media, i), error))
      return FALSE;
  return TRUE;
}

/**
 * server_sqlite_media_age:
 * @database: the writer's connection
 * @media_id: a file that something referred to until now
 * @error: return location for an error
 *
 * Has it go with the next collection when nothing refers to it any more, however young it is.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_media_age (ServerSqliteDatabase *database, const char *media_id, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE media SET created = 0 WHERE media_id = ?1 "
      "AND NOT EXISTS (SELECT 1 FROM media_refs r WHERE r.media_id = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM users u WHERE u.avatar = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.picture = ?1) "
      "AND NOT EXISTS (SELECT 1 FROM statuses s WHERE s.media_id = ?1)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  return server_sqlite_statement_run (statement, error);
}
