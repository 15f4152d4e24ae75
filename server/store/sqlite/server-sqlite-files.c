/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "server-sqlite-media-find.h"
#include "server-sqlite-media.h"

typedef struct
{
  char *user_id;
  LandlineMedia *media;
} CreateInput;

static void
create_input_free (gpointer data)
{
  CreateInput *input = data;

  g_free (input->user_id);
  g_object_unref (input->media);
  g_free (input);
}

static gboolean
run_media_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  CreateInput *input = operation->input;
  ServerSqliteUser *user;

  if (!server_sqlite_ledger_find_user (scope->ledger, input->user_id, &user, error))
    return FALSE;
  if (user != NULL)
    return server_sqlite_media_insert (scope->database, user->uid, input->media, scope->now, error);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               input->user_id);
  return FALSE;
}

void
server_sqlite_media_create_async (ServerStore *store,
                                  const char *user_id,
                                  LandlineMedia *media,
                                  GTask *task)
{
  CreateInput *input = g_new (CreateInput, 1);

  input->user_id = g_strdup (user_id);
  input->media = g_object_ref (media);
  server_sqlite_store_write (store, task, run_media_create, input, create_input_free,
                             SERVER_SQLITE_PLAIN);
}

static gboolean
run_media_get (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  LandlineMedia *media;

  media = server_sqlite_media_get (scope->database, call->user_id, call->id, scope->now, error);
  if (media == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, media, g_object_unref);
  return TRUE;
}

void
server_sqlite_media_get_async (ServerStore *store,
                               const char *user_id,
                               const char *media_id,
                               GTask *task)
{
  server_sqlite_store_read (store, task, run_media_get,
                            server_sqlite_call_new (NULL, user_id, media_id),
                            server_sqlite_call_free);
}

static gboolean
answer_list (ServerSqliteOperation *operation, GPtrArray *media)
{
  if (media == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, media, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static gboolean
run_media_find (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  const ServerSqliteMediaQuery query = { .user_id = call->user_id,
                                         .name = call->text,
                                         .before = call->id,
                                         .now = scope->now,
                                         .limit = call->limit };

  return answer_list (operation, server_sqlite_media_find_by_name (scope->database, scope->names,
                                                                   &query, error));
}

void
server_sqlite_media_find_async (ServerStore *store,
                                const char *user_id,
                                const char *name,
                                const char *before,
                                guint limit,
                                GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, before);

  call->text = g_strdup (name);
  call->limit = limit;
  server_sqlite_store_read (store, task, run_media_find, call, server_sqlite_call_free);
}

static gboolean
run_media_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  return answer_list (operation, server_sqlite_media_list_all (scope->database, error));
}

void
server_sqlite_media_list_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_read (store, task, run_media_list, NULL, NULL);
}
