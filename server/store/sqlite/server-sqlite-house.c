/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "server-sqlite-invites.h"

static gboolean
run_invite_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  return server_sqlite_invites_insert (scope->database, operation->input, error);
}

void
server_sqlite_invite_create_async (ServerStore *store, const ServerInvite *invite, GTask *task)
{
  server_sqlite_store_write (store, task, run_invite_create, server_invite_copy (invite),
                             (GDestroyNotify) server_invite_free, SERVER_SQLITE_PLAIN);
}

static gboolean
run_invite_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GPtrArray *invites = server_sqlite_invites_list (scope->database, scope->now, error);

  if (invites == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, invites, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_invite_list_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_read (store, task, run_invite_list, NULL, NULL);
}

static gboolean
run_invite_revoke (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  gboolean removed;

  if (!server_sqlite_invites_remove (scope->database, operation->input, &removed, error))
    return FALSE;
  if (removed)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No invitation %s here.",
               (const char *) operation->input);
  return FALSE;
}

void
server_sqlite_invite_revoke_async (ServerStore *store, const char *invite_id, GTask *task)
{
  server_sqlite_store_write (store, task, run_invite_revoke, g_strdup (invite_id), g_free,
                             SERVER_SQLITE_PLAIN);
}

static gboolean
run_stats (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  g_autofree ServerStats *stats = g_new0 (ServerStats, 1);
  const struct
  {
    const char *sql;
    guint64 *number;
  } counts[] = {
    { "SELECT COUNT(*) FROM users WHERE former = 0", &stats->users },
    { "SELECT COUNT(*) FROM devices WHERE token_hash IS NOT NULL", &stats->devices },
    { "SELECT COUNT(*) FROM conversations", &stats->conversations },
    { "SELECT ifnull (sum (last_seq), 0) FROM conversations", &stats->messages },
    { "SELECT (SELECT COUNT(*) FROM inbox) + (SELECT COUNT(*) FROM fresh) + "
      "(SELECT COUNT(*) FROM receipts)",
      &stats->inbox_rows },
    { "SELECT COUNT(*) FROM media", &stats->media },
    { "SELECT ifnull (sum (size), 0) FROM media", &stats->media_bytes },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 number;

      if (!server_sqlite_database_get_number (scope->database, counts[i].sql, &number, error))
        return FALSE;
      *counts[i].number = number;
    }
  server_sqlite_operation_set_value (operation, g_steal_pointer (&stats), g_free);
  return TRUE;
}

void
server_sqlite_stats_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_read (store, task, run_stats, NULL, NULL);
}

static gboolean
run_check (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  const char *verdict;

  statement = server_sqlite_database_get (scope->database, "PRAGMA integrity_check (1)", error);
  if (statement == NULL || !server_sqlite_statement_row (statement, error))
    return FALSE;
  verdict = server_sqlite_statement_get_text (statement, 0);
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;
  g_set_error (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BROKEN,
               "The database is damaged: %s", verdict);
  return FALSE;
}

void
server_sqlite_check_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_read (store, task, run_check, NULL, NULL);
}

/* SQLite writes no page that stays as it was, so something has to change. */
static gboolean
run_probe (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      scope->database,
      "INSERT INTO meta (key, value) VALUES ('probes', '1') "
      "ON CONFLICT (key) DO UPDATE SET value = CAST (value + 1 AS TEXT)",
      error);
  return statement != NULL && server_sqlite_statement_run (statement, error);
}

void
server_sqlite_probe_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_write (store, task, run_probe, NULL, NULL, SERVER_SQLITE_PLAIN);
}
