/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-states.h"

#include "landline-limits.h"
#include "server-sqlite-key.h"

/* What stands in message_states.deleted; 0 for not deleted. */
#define BY_SENDER 1
#define BY_ADMIN  2 /* who was not the sender */

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

static gboolean
read_reactions (ServerSqliteDatabase *database,
                ServerSqliteNames *names,
                gint64 mid,
                LandlineMessageState *state,
                GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) reactions = g_array_new (FALSE, FALSE, sizeof (LandlineReaction));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT uid, emoji FROM reactions WHERE mid = ?1 ORDER BY uid LIMIT ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  server_sqlite_statement_bind_int (statement, 2, LANDLINE_LIMIT_REACTIONS);
  while (failure == NULL && server_sqlite_statement_row (statement, &failure))
    {
      const char *user_id;
      LandlineReaction reaction;

      user_id = server_sqlite_names_get_user (names, server_sqlite_statement_get_int (statement, 0),
                                              &failure);
      if (user_id == NULL)
        break;
      reaction.user_id = g_strdup (user_id);
      reaction.emoji = g_strdup (server_sqlite_statement_get_text (statement, 1));
      g_array_append_val (reactions, reaction);
    }
  state->n_reactions = reactions->len;
  state->reactions = (LandlineReaction *) g_array_free (g_steal_pointer (&reactions), FALSE);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_states_read:
 * @database: a connection
 * @names: (nullable): its names, %NULL to do without the reactions
 * @mid: a message
 * @state: a cleared state, in which all but the version is filled in
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_states_read (ServerSqliteDatabase *database,
                           ServerSqliteNames *names,
                           gint64 mid,
                           LandlineMessageState *state,
                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT edited, deleted, pinned FROM message_states WHERE mid = ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  if (server_sqlite_statement_row (statement, &failure))
    {
      state->edited = server_sqlite_statement_get_int (statement, 0);
      state->is_deleted = server_sqlite_statement_get_int (statement, 1) != 0;
      state->is_deleted_by_admin = server_sqlite_statement_get_int (statement, 1) == BY_ADMIN;
      state->is_pinned = server_sqlite_statement_get_int (statement, 2) != 0;
    }
  if (failure == NULL)
    return names == NULL || read_reactions (database, names, mid, state, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_states_write:
 * @database: the writer's connection
 * @mid: a message
 * @state: what it is now, but for version and reactions
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_states_write (ServerSqliteDatabase *database,
                            gint64 mid,
                            const LandlineMessageState *state,
                            GError **error)
{
  const int deleted = !state->is_deleted ? 0 : state->is_deleted_by_admin ? BY_ADMIN : BY_SENDER;
  const gint64 numbers[] = { mid, state->edited, deleted, state->is_pinned ? 1 : 0 };

  return run_with (database,
                   "INSERT OR REPLACE INTO message_states (mid, edited, deleted, pinned) "
                   "VALUES (?1, ?2, ?3, ?4)",
                   numbers, G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_states_react:
 * @database: the writer's connection
 * @mid: a message
 * @uid: who reacts
 * @emoji: with what, empty for nothing any more
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_states_react (ServerSqliteDatabase *database,
                            gint64 mid,
                            gint64 uid,
                            const char *emoji,
                            GError **error)
{
  const gint64 numbers[] = { mid, uid };
  g_autoptr (ServerSqliteStatement) statement = NULL;

  if (*emoji == '\0')
    return run_with (database, "DELETE FROM reactions WHERE mid = ?1 AND uid = ?2", numbers,
                     G_N_ELEMENTS (numbers), error);
  statement = server_sqlite_database_get (
      database, "INSERT OR REPLACE INTO reactions (mid, uid, emoji) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_text (statement, 3, emoji);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_states_drop_reactions (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  return run_with (database, "DELETE FROM reactions WHERE mid = ?1", &mid, 1, error);
}

/**
 * server_sqlite_states_drop:
 * @database: the writer's connection
 * @mid: a message
 * @error: return location for an error
 *
 * Forgets all that was made of it.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_states_drop (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  return server_sqlite_states_drop_reactions (database, mid, error) &&
         run_with (database, "DELETE FROM message_states WHERE mid = ?1", &mid, 1, error);
}

gboolean
server_sqlite_states_count_pins (ServerSqliteDatabase *database,
                                 gint64 cid,
                                 gint64 *n_pins,
                                 GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT count (*) FROM message_states WHERE pinned = 1 AND mid >= ?1 AND mid < ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_mid (cid, 0));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_mid (cid + 1, 0));
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  *n_pins = server_sqlite_statement_get_int (statement, 0);
  return TRUE;
}
