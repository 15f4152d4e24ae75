/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-notes.h"

#include <string.h>

#include "server-limits.h"
#include "server-store.h"

void
server_sqlite_note_row_clear (ServerSqliteNoteRow *row)
{
  g_clear_object (&row->note);
}

/**
 * server_sqlite_notes_match:
 * @database: a connection
 * @uid: who notes something
 * @id: the note's id
 * @digest: (array fixed-size=32): of what it says
 * @match: (out): the note that the user has made under the same id
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_notes_match (ServerSqliteDatabase *database,
                           gint64 uid,
                           const char *id,
                           const guint8 digest[32],
                           ServerSqliteNoteMatch *match,
                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT nid, version, time, digest FROM note_ids WHERE id = ?1 AND uid = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, id);
  server_sqlite_statement_bind_int (statement, 2, uid);
  *match = (ServerSqliteNoteMatch) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      match->nid = server_sqlite_statement_get_int (statement, 0);
      match->version = server_sqlite_statement_get_int (statement, 1);
      match->time = server_sqlite_statement_get_int (statement, 2);
      match->is_same = server_sqlite_statement_get_size (statement, 3) == 32 &&
                       memcmp (sqlite3_column_blob (statement, 3), digest, 32) == 0;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_notes_has_room:
 * @database: a connection
 * @uid: who notes something
 * @key: under which key
 * @has_room: (out): whether they may
 * @is_new: (out): whether they have not used the key before
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_notes_has_room (ServerSqliteDatabase *database,
                              gint64 uid,
                              const char *key,
                              gboolean *has_room,
                              gboolean *is_new,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT NOT EXISTS (SELECT 1 FROM notes WHERE uid = ?1 AND key = ?2), "
      "(SELECT n_notes FROM users WHERE uid = ?1)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, key);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  *is_new = server_sqlite_statement_get_int (statement, 0) != 0;
  *has_room = !*is_new || server_sqlite_statement_get_int (statement, 1) < SERVER_LIMIT_NOTES;
  return TRUE;
}

/**
 * server_sqlite_notes_next_version:
 * @database: the writer's connection
 * @uid: who notes something
 * @is_new_key: whether it is under a new key
 * @error: return location for an error
 *
 * Returns: the note's version, 0 on failure
 */
gint64
server_sqlite_notes_next_version (ServerSqliteDatabase *database,
                                  gint64 uid,
                                  gboolean is_new_key,
                                  GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE users SET note_version = note_version + 1, n_notes = n_notes + ?2 WHERE uid = ?1 "
      "RETURNING note_version",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_int (statement, 2, is_new_key ? 1 : 0);
  if (!server_sqlite_statement_row (statement, error))
    return 0;
  return server_sqlite_statement_get_int (statement, 0);
}

static gboolean
put_value (ServerSqliteDatabase *database, gint64 uid, LandlineNote *note, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT OR REPLACE INTO notes (uid, key, value, time, version) VALUES (?1, ?2, ?3, ?4, ?5)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, landline_note_get_key (note));
  server_sqlite_statement_bind_text (statement, 3, landline_note_get_value (note));
  server_sqlite_statement_bind_int (statement, 4, landline_note_get_time (note));
  server_sqlite_statement_bind_int (statement, 5, landline_note_get_version (note));
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_notes_insert:
 * @database: the writer's connection
 * @uid: whose
 * @id: the note's id
 * @note: the note, with time and version
 * @digest: (array fixed-size=32): of what it says
 * @error: return location for an error
 *
 * Returns: its nid, 0 on failure
 */
gint64
server_sqlite_notes_insert (ServerSqliteDatabase *database,
                            gint64 uid,
                            const char *id,
                            LandlineNote *note,
                            const guint8 digest[32],
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  if (!put_value (database, uid, note, error))
    return 0;
  statement = server_sqlite_database_get (
      database,
      "INSERT INTO note_ids (id, uid, key, version, time, digest) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, id);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_text (statement, 3, landline_note_get_key (note));
  server_sqlite_statement_bind_int (statement, 4, landline_note_get_version (note));
  server_sqlite_statement_bind_int (statement, 5, landline_note_get_time (note));
  server_sqlite_statement_bind_blob (statement, 6, digest, 32);
  if (!server_sqlite_statement_run (statement, error))
    return 0;
  return server_sqlite_database_get_last_id (database);
}

/**
 * server_sqlite_notes_get:
 * @database: a connection
 * @nid: a note
 * @row: (out caller-allocates): the note, to be cleared
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_notes_get (ServerSqliteDatabase *database,
                         gint64 nid,
                         ServerSqliteNoteRow *row,
                         GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  *row = (ServerSqliteNoteRow) { 0 };
  statement = server_sqlite_database_get (
      database,
      "SELECT i.id, i.version, i.time, n.key, n.value FROM note_ids i "
      "LEFT JOIN notes n ON n.uid = i.uid AND n.key = i.key AND n.version = i.version "
      "WHERE i.nid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, nid);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  g_strlcpy (row->id, server_sqlite_statement_get_text (statement, 0), sizeof row->id);
  row->version = server_sqlite_statement_get_int (statement, 1);
  row->time = server_sqlite_statement_get_int (statement, 2);
  if (!server_sqlite_statement_is_null (statement, 3))
    row->note = landline_note_new (server_sqlite_statement_get_text (statement, 3),
                                   server_sqlite_statement_get_text (statement, 4), row->time,
                                   row->version);
  return TRUE;
}

/**
 * server_sqlite_notes_list:
 * @database: a connection
 * @user_id: whose
 * @after: only what has a higher version
 * @limit: how many at most
 * @more: (out): whether there is more
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineNote): the last values, by version
 */
GPtrArray *
server_sqlite_notes_list (ServerSqliteDatabase *database,
                          const char *user_id,
                          gint64 after,
                          guint limit,
                          gboolean *more,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT n.key, n.value, n.time, n.version FROM users u JOIN notes n ON n.uid = u.uid "
      "WHERE u.user_id = ?1 AND n.version > ?2 ORDER BY n.version LIMIT ?3",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  server_sqlite_statement_bind_int (statement, 2, after);
  server_sqlite_statement_bind_int (statement, 3, (gint64) limit + 1);
  *more = FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    {
      *more = notes->len >= limit;
      if (*more)
        break;
      g_ptr_array_add (notes, landline_note_new (server_sqlite_statement_get_text (statement, 0),
                                                 server_sqlite_statement_get_text (statement, 1),
                                                 server_sqlite_statement_get_int (statement, 2),
                                                 server_sqlite_statement_get_int (statement, 3)));
    }
  if (failure == NULL)
    return g_steal_pointer (&notes);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_notes_has_blocked:
 * @database: a connection
 * @uid: a user
 * @other: another
 * @has_blocked: (out): whether the one has blocked the other
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_notes_has_blocked (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 const char *other,
                                 gboolean *has_blocked,
                                 GError **error)
{
  g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_BLOCK, other);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT value <> '' FROM notes WHERE uid = ?1 AND key = ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, key);
  *has_blocked = server_sqlite_statement_row (statement, &failure) &&
                 server_sqlite_statement_get_int (statement, 0) != 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}
