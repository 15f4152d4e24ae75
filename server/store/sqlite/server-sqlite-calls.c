/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

ServerSqliteCall *
server_sqlite_call_new (ServerAccount *account, const char *user_id, const char *id)
{
  ServerSqliteCall *self = g_new0 (ServerSqliteCall, 1);

  self->account = account != NULL ? server_account_ref (account) : NULL;
  self->user_id = g_strdup (user_id);
  self->id = g_strdup (id);
  return self;
}

void
server_sqlite_call_free (gpointer data)
{
  ServerSqliteCall *self = data;

  g_clear_pointer (&self->account, server_account_unref);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->text, g_free);
  g_free (self);
}
