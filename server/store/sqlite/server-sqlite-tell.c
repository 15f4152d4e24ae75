/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-key.h"
#include "server-sqlite-members.h"
#include "server-sqlite-users.h"

static gboolean
require_device (ServerSqliteScope *scope,
                ServerAccount *account,
                ServerSqliteDevice **device,
                GError **error)
{
  if (!server_sqlite_ledger_find_device (scope->ledger, server_account_get_device_id (account),
                                         device, error))
    return FALSE;
  if (*device != NULL)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                       "This device was revoked.");
  return FALSE;
}

/* A client without a generation has nothing yet: it begins at what its device has acknowledged. One
 * that knows ours goes on where it says; what it says it has on its own disk, so it is acknowledged
 * too. Below what the device has acknowledged it cannot go on: those rows may be forgotten, or be
 * forgotten under the pump that reads them, and nobody would see the hole. */
static gboolean
run_attach (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteDevice *device;
  ServerSqliteUserRecord record;
  ServerPosition *position;
  gboolean knows_us = g_strcmp0 (call->text, scope->generation) == 0;

  if (!require_device (scope, call->account, &device, error) ||
      !server_sqlite_users_find (scope->database, device->user->user_id, &record, error))
    return FALSE;

  position = g_new0 (ServerPosition, 1);
  g_strlcpy (position->generation, scope->generation, sizeof position->generation);
  position->head = device->user->head;
  position->start = device->pending;
  if (knows_us && call->number >= MAX (record.trimmed, device->pending) &&
      call->number <= position->head)
    {
      position->start = call->number;
      server_sqlite_ledger_acknowledge (scope->ledger, device, call->number);
    }
  else
    position->reset = call->text != NULL && *call->text != '\0';
  server_sqlite_operation_set_value (operation, position, g_free);
  return TRUE;
}

void
server_sqlite_attach_async (ServerStore *store,
                            ServerAccount *account,
                            const char *generation,
                            gint64 cursor,
                            GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (account, NULL, NULL);

  call->text = g_strdup (generation);
  call->number = cursor;
  server_sqlite_store_write (store, task, run_attach, call, server_sqlite_call_free,
                             SERVER_SQLITE_PLAIN);
}

/* The three tables of an inbox as they are at one moment. */
static GPtrArray *
list_inbox (ServerSqliteScope *scope,
            ServerSqliteCall *call,
            const ServerSqliteDeviceRecord *device,
            gint64 after,
            gint64 *last,
            gboolean *more,
            GError **error)
{
  const ServerSqliteInboxQuery query = {
    .uid = device->uid,
    .did = device->did,
    .after = after,
    .limit = call->limit,
    .max_bytes = call->bytes,
    .now = scope->now,
  };
  GPtrArray *rows;

  if (after >= device->head)
    {
      /* Most clients that come back have everything. */
      *last = after;
      *more = FALSE;
      return g_ptr_array_new_with_free_func ((GDestroyNotify) server_inbox_row_unref);
    }
  if (!server_sqlite_database_execute (scope->database, "BEGIN", error))
    return NULL;
  rows = server_sqlite_inbox_list (scope->database, scope->names, &query, last, more, error);
  /* What is missing up to the head was forgotten, and who reads on must not look for it for ever.
   * The head was read before the rows: what came in between is not passed over. */
  if (rows != NULL && !*more)
    *last = MAX (*last, device->head);
  if (server_sqlite_database_execute (scope->database, "ROLLBACK", rows != NULL ? error : NULL))
    return rows;
  g_clear_pointer (&rows, g_ptr_array_unref);
  return NULL;
}

static gboolean
run_inbox_read (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autoptr (ServerPage) page = NULL;
  ServerSqliteDeviceRecord device;
  gint64 after = call->number, last;
  GPtrArray *rows;
  gboolean more;

  if (!server_sqlite_devices_find (scope->database, server_account_get_device_id (call->account),
                                   &device, error))
    return FALSE;
  if (device.did == 0)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                           "This device was revoked.");
      return FALSE;
    }
  if (after < 0)
    after = device.acked;
  after = MIN (after, SERVER_SQLITE_MAX_CURSOR);
  rows = list_inbox (scope, call, &device, after, &last, &more, error);
  if (rows == NULL)
    return FALSE;

  page = server_page_new (NULL);
  g_ptr_array_unref (page->rows);
  page->rows = rows;
  page->more = more;
  page->cursor = last;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&page),
                                     (GDestroyNotify) server_page_free);
  return TRUE;
}

void
server_sqlite_inbox_read_async (ServerStore *store,
                                ServerAccount *account,
                                gint64 after,
                                guint limit,
                                gsize max_bytes,
                                GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (account, NULL, NULL);

  call->number = after;
  call->limit = limit;
  call->bytes = max_bytes;
  server_sqlite_store_read (store, task, run_inbox_read, call, server_sqlite_call_free);
}

static gboolean
run_ack (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteDevice *device;

  if (!require_device (scope, call->account, &device, error))
    return FALSE;
  server_sqlite_ledger_acknowledge (scope->ledger, device, call->number);
  server_sqlite_operation_set_number (operation, device->pending);
  return TRUE;
}

void
server_sqlite_ack_async (ServerStore *store,
                         ServerAccount *account,
                         gint64 cursor,
                         gboolean urgent,
                         GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (account, NULL, NULL);

  call->number = cursor;
  server_sqlite_store_write (store, task, run_ack, call, server_sqlite_call_free,
                             urgent ? SERVER_SQLITE_PLAIN : SERVER_SQLITE_LAZY);
}

static gboolean
run_read_mark (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteConversation *conversation;
  ServerSqliteMember *member = NULL;
  ServerSqliteDevice *device;

  if (!require_device (scope, call->account, &device, error) ||
      !server_sqlite_ledger_find_conversation (scope->ledger, call->id, &conversation, error))
    return FALSE;
  if (conversation != NULL)
    member = server_sqlite_conversation_find_member (conversation, device->user);
  if (member == NULL)
    return server_sqlite_members_refuse (scope->database, call->id, device->user->user_id, error);
  server_sqlite_ledger_move (scope->ledger, conversation, member, 0, call->number);
  return TRUE;
}

void
server_sqlite_read_mark_async (ServerStore *store,
                               ServerAccount *account,
                               const char *conversation,
                               gint64 seq,
                               GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (account, NULL, conversation);

  call->number = seq;
  server_sqlite_store_write (store, task, run_read_mark, call, server_sqlite_call_free,
                             SERVER_SQLITE_LAZY);
}

static gboolean
read_head (ServerSqliteScope *scope, ServerAccount *account, gint64 *head, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement =
      server_sqlite_database_get (scope->database,
                                  "SELECT u.head FROM devices d JOIN users u ON u.uid = d.uid "
                                  "WHERE d.device_id = ?1 AND d.token_hash IS NOT NULL",
                                  error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, server_account_get_device_id (account));
  *head = server_sqlite_statement_row (statement, &failure)
              ? server_sqlite_statement_get_int (statement, 0)
              : -1;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
run_heads (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GPtrArray *accounts = operation->input;
  g_autoptr (GArray) heads = g_array_sized_new (FALSE, FALSE, sizeof (gint64), accounts->len);

  for (guint i = 0; i < accounts->len; i++)
    {
      gint64 head;

      if (!read_head (scope, g_ptr_array_index (accounts, i), &head, error))
        return FALSE;
      g_array_append_val (heads, head);
    }
  server_sqlite_operation_set_value (operation, g_steal_pointer (&heads),
                                     (GDestroyNotify) g_array_unref);
  return TRUE;
}

void
server_sqlite_heads_async (ServerStore *store, GPtrArray *accounts, GTask *task)
{
  server_sqlite_store_read (store, task, run_heads, g_ptr_array_ref (accounts),
                            (GDestroyNotify) g_ptr_array_unref);
}
