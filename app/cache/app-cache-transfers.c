/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-transfers.h"

void
app_cache_transfer_free (AppCacheTransfer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->error);
  g_free (self);
}

gboolean
app_cache_transfers_put (AppCacheDatabase *database,
                         gint64 message,
                         gboolean upload,
                         AppCacheTransferState state,
                         const char *sentence,
                         GError **error)
{
  return app_cache_database_run (
      database, error,
      "INSERT OR REPLACE INTO transfers (message, upload, state, error) VALUES (?, ?, ?, ?)",
      "inns", message, upload, (int) state, sentence);
}

gboolean
app_cache_transfers_remove (AppCacheDatabase *database, gint64 message, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM transfers WHERE message = ?", "i",
                                 message);
}

GPtrArray *
app_cache_transfers_list (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (
      (GDestroyNotify) app_cache_transfer_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT message, upload, state, error FROM transfers ORDER BY message", "");

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      AppCacheTransfer *transfer = g_new0 (AppCacheTransfer, 1);

      transfer->message = app_cache_rows_int (rows, 0);
      transfer->upload = app_cache_rows_int (rows, 1) != 0;
      transfer->state = app_cache_rows_int (rows, 2);
      transfer->error = g_strdup (app_cache_rows_text (rows, 3));
      g_ptr_array_add (list, transfer);
    }
  return *error == NULL ? g_steal_pointer (&list) : NULL;
}
