/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-statuses.h"

#include "landline-wire-content.h"
#include "server-sqlite-media.h"

/* What somebody is shown of a status: ?2 is their uid, ?3 the time. */
#define COLUMNS                                                                                    \
  "s.status_id, u.user_id, s.time, s.expires, s.content, s.colour, CASE WHEN s.uid = ?2 THEN "     \
  "(SELECT count (*) FROM status_viewers w WHERE w.stid = s.stid AND w.viewed IS NOT NULL) "       \
  "ELSE 0 END, v.viewed IS NOT NULL"
#define SOURCE                                                                                     \
  "statuses s JOIN users u ON u.uid = s.uid JOIN users me ON me.uid = ?2 "                         \
  "LEFT JOIN status_viewers v ON v.stid = s.stid AND v.uid = ?2"
/* Those whom it was posted for, unless one of the two has blocked the other since. */
#define VISIBLE                                                                                    \
  "s.content IS NOT NULL AND s.expires > ?3 AND (s.uid = ?2 OR (v.uid IS NOT NULL "                \
  "AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.uid = s.uid "                                     \
  "AND n.key = 'block:' || me.user_id AND n.value <> '') "                                         \
  "AND NOT EXISTS (SELECT 1 FROM notes n WHERE n.uid = me.uid "                                    \
  "AND n.key = 'block:' || u.user_id AND n.value <> '')))"

static gboolean
run_with (ServerSqliteDatabase *database,
          const char *sql,
          const gint64 *numbers,
          int n_numbers,
          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < n_numbers; i++)
    server_sqlite_statement_bind_int (statement, i + 1, numbers[i]);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_statuses_insert:
 * @database: the writer's connection
 * @record: the status
 * @error: return location for an error
 *
 * Returns: the new stid, 0 on failure
 */
gint64
server_sqlite_statuses_insert (ServerSqliteDatabase *database,
                               const ServerSqliteStatusRecord *record,
                               GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO statuses (status_id, uid, request, digest, time, expires, content, colour, "
      "media_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, record->status_id);
  server_sqlite_statement_bind_int (statement, 2, record->uid);
  server_sqlite_statement_bind_text (statement, 3, record->request);
  server_sqlite_statement_bind_text (statement, 4, record->digest);
  server_sqlite_statement_bind_int (statement, 5, record->time);
  server_sqlite_statement_bind_int (statement, 6, record->expires);
  server_sqlite_statement_bind_chars (statement, 7, record->content, record->content_length);
  server_sqlite_statement_bind_text (statement, 8, record->colour);
  server_sqlite_statement_bind_text (statement, 9, record->media_id);
  return server_sqlite_statement_run (statement, error)
             ? server_sqlite_database_get_last_id (database)
             : 0;
}

/**
 * server_sqlite_statuses_match:
 * @database: a connection
 * @uid: who posts
 * @request: under which id
 * @digest: of what
 * @match: (out): the status that they posted under this id before
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_match (ServerSqliteDatabase *database,
                              gint64 uid,
                              const char *request,
                              const char *digest,
                              ServerSqliteStatusMatch *match,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT stid, digest = ?3 FROM statuses WHERE uid = ?1 AND request = ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, request);
  server_sqlite_statement_bind_text (statement, 3, digest);
  *match = (ServerSqliteStatusMatch) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      match->stid = server_sqlite_statement_get_int (statement, 0);
      match->is_same = server_sqlite_statement_get_int (statement, 1) != 0;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_statuses_count:
 * @database: a connection
 * @uid: a user
 * @now: the time
 * @count: (out): how many statuses they posted that have not expired, removed ones included
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_count (ServerSqliteDatabase *database,
                              gint64 uid,
                              gint64 now,
                              gint64 *count,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT count (*) FROM statuses WHERE uid = ?1 AND expires > ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_int (statement, 2, now);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  *count = server_sqlite_statement_get_int (statement, 0);
  return TRUE;
}

/**
 * server_sqlite_statuses_find:
 * @database: a connection
 * @status_id: a status
 * @stid: (out): its number, 0 for none
 * @uid: (out): whose it is
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_find (ServerSqliteDatabase *database,
                             const char *status_id,
                             gint64 *stid,
                             gint64 *uid,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT stid, uid FROM statuses WHERE status_id = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, status_id);
  *stid = *uid = 0;
  if (server_sqlite_statement_row (statement, &failure))
    {
      *stid = server_sqlite_statement_get_int (statement, 0);
      *uid = server_sqlite_statement_get_int (statement, 1);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static LandlineStatus *
read_status (ServerSqliteStatement *statement, GError **error)
{
  g_autoptr (LandlineContent) content = NULL;

  content = landline_wire_content_new_from_data (server_sqlite_statement_get_text (statement, 4),
                                                 server_sqlite_statement_get_size (statement, 4),
                                                 error);
  if (content == NULL)
    return NULL;
  return landline_status_new (server_sqlite_statement_get_text (statement, 0),
                              server_sqlite_statement_get_text (statement, 1),
                              server_sqlite_statement_get_int (statement, 2),
                              server_sqlite_statement_get_int (statement, 3), content,
                              server_sqlite_statement_get_text (statement, 5),
                              (guint) server_sqlite_statement_get_int (statement, 6),
                              server_sqlite_statement_get_int (statement, 7) != 0);
}

/**
 * server_sqlite_statuses_get:
 * @database: a connection
 * @stid: a status
 * @uid: who looks
 * @now: the time
 * @status: (out) (transfer full) (nullable): the status as they are shown it, %NULL when they are
 * shown none
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_get (ServerSqliteDatabase *database,
                            gint64 stid,
                            gint64 uid,
                            gint64 now,
                            LandlineStatus **status,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS " FROM " SOURCE
                                          " WHERE s.stid = ?1 AND " VISIBLE,
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, stid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_int (statement, 3, now);
  *status = server_sqlite_statement_row (statement, &failure) ? read_status (statement, &failure)
                                                              : NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_statuses_get_removed:
 * @database: a connection
 * @stid: a status
 * @now: the time
 * @status: (out) (transfer full) (nullable): what is told of it when its author has removed it,
 * %NULL when it is not there or would have expired by itself
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_get_removed (ServerSqliteDatabase *database,
                                    gint64 stid,
                                    gint64 now,
                                    LandlineStatus **status,
                                    GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT s.status_id, u.user_id FROM statuses s JOIN users u ON u.uid = s.uid "
      "WHERE s.stid = ?1 AND s.content IS NULL AND s.expires > ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, stid);
  server_sqlite_statement_bind_int (statement, 2, now);
  *status = NULL;
  if (server_sqlite_statement_row (statement, &failure))
    *status = landline_status_new_removed (server_sqlite_statement_get_text (statement, 0),
                                           server_sqlite_statement_get_text (statement, 1));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_statuses_list:
 * @database: a connection
 * @uid: who looks
 * @now: the time
 * @max_bytes: how large their contents may be together before no older one is added
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineStatus): their own and those that they are shown,
 * newest first
 */
GPtrArray *
server_sqlite_statuses_list (ServerSqliteDatabase *database,
                             gint64 uid,
                             gint64 now,
                             gsize max_bytes,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;
  gsize bytes = 0;

  statement = server_sqlite_database_get (
      database,
      "SELECT " COLUMNS " FROM " SOURCE
      " WHERE s.stid IN (SELECT stid FROM status_viewers WHERE uid = ?2 "
      "UNION ALL SELECT stid FROM statuses WHERE uid = ?2) AND " VISIBLE
      " ORDER BY s.time DESC, s.stid DESC",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_int (statement, 3, now);
  while (bytes < max_bytes && server_sqlite_statement_row (statement, &failure))
    {
      LandlineStatus *status = read_status (statement, error);

      if (status == NULL)
        return NULL;
      bytes += server_sqlite_statement_get_size (statement, 4);
      g_ptr_array_add (statuses, status);
    }
  if (failure == NULL)
    return g_steal_pointer (&statuses);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_statuses_remove:
 * @database: the writer's connection
 * @stid: a status
 * @error: return location for an error
 *
 * Forgets what it says, in inboxes that were not read too. The rest stays until it would have
 * expired: those who have it are to be told.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_statuses_remove (ServerSqliteDatabase *database, gint64 stid, GError **error)
{
  return run_with (database,
                   "UPDATE statuses SET content = NULL, colour = NULL, media_id = NULL "
                   "WHERE stid = ?1",
                   &stid, 1, error) &&
         run_with (database, "DELETE FROM inbox WHERE kind >= 6 AND ref = ?1", &stid, 1, error);
}

/* Removes at most so many as are left of @limit. */
static gboolean
erase_part (ServerSqliteDatabase *database,
            const char *sql,
            gint64 stid,
            guint limit,
            guint *n_removed,
            GError **error)
{
  const gint64 numbers[] = { stid, limit - *n_removed };

  if (!run_with (database, sql, numbers, G_N_ELEMENTS (numbers), error))
    return FALSE;
  *n_removed += server_sqlite_database_get_n_changed (database);
  return TRUE;
}

static gboolean
erase_row (ServerSqliteDatabase *database, gint64 stid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *media_id = NULL;

  statement = server_sqlite_database_get (database, "SELECT media_id FROM statuses WHERE stid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, stid);
  if (server_sqlite_statement_row (statement, &failure))
    media_id = g_strdup (server_sqlite_statement_get_text (statement, 0));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return run_with (database, "DELETE FROM statuses WHERE stid = ?1", &stid, 1, error) &&
         (media_id == NULL || server_sqlite_media_age (database, media_id, error));
}

/**
 * server_sqlite_statuses_erase:
 * @database: the writer's connection
 * @stid: a status that has expired
 * @limit: how many rows may go now
 * @n_removed: (out): how many went; with @limit there may be more, to be removed later
 * @error: return location for an error
 *
 * Removes it, from inboxes that were not read too, and has its file go.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_statuses_erase (ServerSqliteDatabase *database,
                              gint64 stid,
                              guint limit,
                              guint *n_removed,
                              GError **error)
{
  *n_removed = 0;
  if (!erase_part (database,
                   "DELETE FROM inbox WHERE place IN (SELECT i.place FROM inbox i "
                   "WHERE i.kind >= 6 AND i.ref = ?1 LIMIT ?2)",
                   stid, limit, n_removed, error) ||
      !erase_part (database,
                   "DELETE FROM status_viewers WHERE stid = ?1 AND uid IN "
                   "(SELECT v.uid FROM status_viewers v WHERE v.stid = ?1 LIMIT ?2)",
                   stid, limit, n_removed, error))
    return FALSE;
  return *n_removed == limit || erase_row (database, stid, error);
}

static GArray *
read_numbers (ServerSqliteStatement *statement, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 number = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (numbers, number);
    }
  if (failure == NULL)
    return g_steal_pointer (&numbers);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_statuses_list_contacts:
 * @database: a connection
 * @uid: a user
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the uids of their contacts: with whom they have a
 * conversation of two
 */
GArray *
server_sqlite_statuses_list_contacts (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT other.uid FROM members mine "
      "JOIN conversations c ON c.cid = mine.cid AND c.low IS NOT NULL "
      "JOIN members other ON other.cid = c.cid AND other.uid <> ?1 "
      "JOIN users u ON u.uid = other.uid AND u.former = 0 WHERE mine.uid = ?1",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, uid);
  return read_numbers (statement, error);
}

gboolean
server_sqlite_statuses_add_viewer (ServerSqliteDatabase *database,
                                   gint64 stid,
                                   gint64 uid,
                                   GError **error)
{
  const gint64 numbers[] = { stid, uid };

  return run_with (database, "INSERT INTO status_viewers (stid, uid) VALUES (?1, ?2)", numbers,
                   G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_statuses_set_viewed:
 * @database: the writer's connection
 * @stid: a status
 * @uid: who views it
 * @now: the time
 * @is_first: (out): whether they had not viewed it before
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_statuses_set_viewed (ServerSqliteDatabase *database,
                                   gint64 stid,
                                   gint64 uid,
                                   gint64 now,
                                   gboolean *is_first,
                                   GError **error)
{
  const gint64 numbers[] = { stid, uid, now };

  if (!run_with (database,
                 "UPDATE status_viewers SET viewed = ?3 WHERE stid = ?1 AND uid = ?2 "
                 "AND viewed IS NULL",
                 numbers, G_N_ELEMENTS (numbers), error))
    return FALSE;
  *is_first = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

/**
 * server_sqlite_statuses_list_audience:
 * @database: a connection
 * @stid: a status
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the uids of those whom it was posted for
 */
GArray *
server_sqlite_statuses_list_audience (ServerSqliteDatabase *database, gint64 stid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT uid FROM status_viewers WHERE stid = ?1", error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, stid);
  return read_numbers (statement, error);
}

/**
 * server_sqlite_statuses_get_view:
 * @database: a connection
 * @stid: a status
 * @viewer: somebody who viewed it
 * @now: the time
 * @view: (out) (transfer full) (nullable): what its author is told, %NULL when it is gone
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_statuses_get_view (ServerSqliteDatabase *database,
                                 gint64 stid,
                                 gint64 viewer,
                                 gint64 now,
                                 LandlineView **view,
                                 GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT s.status_id, u.user_id, v.viewed FROM statuses s "
      "JOIN status_viewers v ON v.stid = s.stid AND v.uid = ?2 JOIN users u ON u.uid = v.uid "
      "WHERE s.stid = ?1 AND s.content IS NOT NULL AND s.expires > ?3 AND v.viewed IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, stid);
  server_sqlite_statement_bind_int (statement, 2, viewer);
  server_sqlite_statement_bind_int (statement, 3, now);
  *view = NULL;
  if (server_sqlite_statement_row (statement, &failure))
    *view = landline_view_new (server_sqlite_statement_get_text (statement, 0),
                               server_sqlite_statement_get_text (statement, 1),
                               server_sqlite_statement_get_int (statement, 2));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_statuses_list_views:
 * @database: a connection
 * @stid: a status
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineView): who viewed it, the latest first
 */
GPtrArray *
server_sqlite_statuses_list_views (ServerSqliteDatabase *database, gint64 stid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT s.status_id, u.user_id, v.viewed FROM statuses s "
      "JOIN status_viewers v ON v.stid = s.stid JOIN users u ON u.uid = v.uid "
      "WHERE s.stid = ?1 AND v.viewed IS NOT NULL ORDER BY v.viewed DESC, v.uid",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, stid);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (views, landline_view_new (server_sqlite_statement_get_text (statement, 0),
                                               server_sqlite_statement_get_text (statement, 1),
                                               server_sqlite_statement_get_int (statement, 2)));
  if (failure == NULL)
    return g_steal_pointer (&views);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
