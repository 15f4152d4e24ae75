/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "landline-id.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-former.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-users.h"

/* A user who is deleted. What others have of them stays, under an id that is nobody's number: their
 * own is free, and whoever gets it has nothing of theirs. */

static gboolean
take_statuses_back (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;
  g_autoptr (GArray) stids = NULL;

  if (!server_sqlite_former_list_statuses (scope->database, user->uid, scope->now, &stids, &ids,
                                           error))
    return FALSE;
  for (guint i = 0; i < stids->len; i++)
    {
      g_autoptr (LandlineStatus) removed = NULL;

      removed = server_sqlite_status_take_back (scope, user, g_array_index (stids, gint64, i),
                                                g_ptr_array_index (ids, i), error);
      if (removed == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
leave_groups (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  g_autoptr (GArray) cids = server_sqlite_former_list_groups (scope->database, user->uid, error);

  for (guint i = 0; cids != NULL && i < cids->len; i++)
    if (!server_sqlite_group_leave (scope, user, g_array_index (cids, gint64, i), error))
      return FALSE;
  return cids != NULL;
}

static gboolean
forget_devices (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  g_autoptr (GPtrArray) devices = NULL;

  devices = server_sqlite_devices_list (scope->database, user->user_id, error);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    server_sqlite_ledger_forget_device (scope->ledger,
                                        landline_device_get_id (g_ptr_array_index (devices, i)));
  return devices != NULL;
}

static gboolean
drop_note_to_self (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  ServerSqliteConversation *conversation;
  gint64 cid;

  if (!server_sqlite_former_find_self (scope->database, user->uid, &cid, error))
    return FALSE;
  if (cid == 0)
    return TRUE;
  if (!server_sqlite_ledger_find_cid (scope->ledger, cid, &conversation, error))
    return FALSE;
  server_sqlite_ledger_forget_conversation (scope->ledger, conversation);
  return server_sqlite_former_drop_conversation (scope->database, cid, error);
}

/* Everybody: whoever has ever seen the number may know the person by it. */
static gboolean
tell_everybody (ServerSqliteScope *scope, ServerSqliteUser *user, const char *was, GError **error)
{
  g_autoptr (LandlineUser) profile = NULL;
  g_autoptr (LandlineUser) former = NULL;
  g_autoptr (GArray) uids = NULL;

  profile = server_sqlite_users_get (scope->database, user->user_id, error);
  uids = profile != NULL ? server_sqlite_users_list_others (scope->database, user->uid, error)
                         : NULL;
  if (uids == NULL)
    return FALSE;
  former = landline_user_new_former (user->user_id, landline_user_get_name (profile), was);
  for (guint i = 0; i < uids->len; i++)
    {
      ServerSqliteUser *other;
      gint64 cursor;

      if (!server_sqlite_ledger_find_uid (scope->ledger, g_array_index (uids, gint64, i), &other,
                                          error))
        return FALSE;
      cursor = server_sqlite_ledger_next_cursor (scope->ledger, other);
      if (!server_sqlite_inbox_put_former (scope->database, other->uid, cursor, user->uid, was,
                                           error))
        return FALSE;
      server_sqlite_ledger_announce (scope->ledger, other,
                                     server_inbox_row_new_user (cursor, former));
    }
  return TRUE;
}

static gboolean
run_user_delete (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autofree char *new_id = landline_id_new_former ();
  ServerSqliteUser *user;

  if (!server_sqlite_ledger_find_user (scope->ledger, call->user_id, &user, error))
    return FALSE;
  if (user == NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
                   call->user_id);
      return FALSE;
    }
  if (!server_sqlite_ledger_flush (scope->ledger, error) ||
      !take_statuses_back (scope, user, error) || !leave_groups (scope, user, error) ||
      !forget_devices (scope, user, error) || !drop_note_to_self (scope, user, error) ||
      !server_sqlite_former_drop_rows (scope->database, user->uid, error) ||
      !server_sqlite_former_free_number (scope->database, call->user_id, error) ||
      !server_sqlite_users_make_former (scope->database, user->uid, new_id, error))
    return FALSE;
  server_sqlite_ledger_make_former (scope->ledger, user, new_id);
  return server_sqlite_former_age_files (scope->database, user->uid, error) &&
         tell_everybody (scope, user, call->user_id, error);
}

void
server_sqlite_user_delete_async (ServerStore *store, const char *user_id, GTask *task)
{
  server_sqlite_store_write (store, task, run_user_delete,
                             server_sqlite_call_new (NULL, user_id, NULL), server_sqlite_call_free,
                             SERVER_SQLITE_PLAIN);
}
