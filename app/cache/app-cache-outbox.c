/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-outbox.h"

#include "landline-wire-content.h"

void
app_cache_outbox_row_free (AppCacheOutboxRow *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->request);
  g_free (self);
}

gboolean
app_cache_outbox_add (AppCacheDatabase *database,
                      gint64 message,
                      gboolean held,
                      gint64 *position,
                      GError **error)
{
  app_cache_changes_add_outbox (app_cache_database_get_changes (database));
  if (!app_cache_database_run (database, error, "INSERT INTO outbox (message, held) VALUES (?, ?)",
                               "in", message, held))
    return FALSE;
  *position = app_cache_database_get_last_row (database);
  return TRUE;
}

/* One that waits for its file holds up what was written behind it in its chat. */
static gboolean
announce (AppCacheDatabase *database, gint64 message, GError **error)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);
  gint64 held;

  if (!app_cache_database_get_int (database, &held, 0, error,
                                   "SELECT held FROM outbox WHERE message = ?", "i", message))
    return FALSE;
  if (held != 0)
    app_cache_changes_add_released (changes);
  else
    app_cache_changes_add_outbox (changes);
  return TRUE;
}

gboolean
app_cache_outbox_remove (AppCacheDatabase *database, gint64 message, GError **error)
{
  return announce (database, message, error) &&
         app_cache_database_run (database, error, "DELETE FROM outbox WHERE message = ?", "i",
                                 message);
}

gboolean
app_cache_outbox_release (AppCacheDatabase *database, gint64 message, GError **error)
{
  return announce (database, message, error) &&
         app_cache_database_run (database, error, "UPDATE outbox SET held = 0 WHERE message = ?",
                                 "i", message);
}

static AppCacheOutboxRow *
row_new (AppCacheRows *rows)
{
  AppCacheOutboxRow *row;
  g_autofree char *id = app_cache_rows_dup_uuid (rows, 3);
  g_autofree char *reply_to = app_cache_rows_dup_uuid (rows, 5);
  g_autoptr (GBytes) encoded = app_cache_rows_dup_bytes (rows, 6);
  g_autoptr (LandlineContent) content = landline_wire_content_new_from_encoded (encoded, NULL);

  if (content == NULL)
    return NULL;
  row = g_new0 (AppCacheOutboxRow, 1);
  row->position = app_cache_rows_int (rows, 0);
  row->message = app_cache_rows_int (rows, 1);
  row->chat = app_cache_rows_int (rows, 2);
  row->request = landline_send_request_new (id, app_cache_rows_text (rows, 4), NULL, content,
                                            reply_to);
  return row;
}

GPtrArray *
app_cache_outbox_list (AppCacheDatabase *database, gint64 after, guint limit, GError **error)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "WITH held (chat, position) AS MATERIALIZED (SELECT m.chat, min (o.position) FROM outbox o "
      "JOIN messages m ON m.key = o.message WHERE o.held = 1 GROUP BY m.chat) "
      "SELECT o.position, o.message, m.chat, m.id, coalesce (c.conversation, p.id), m.reply_to, "
      "m.content FROM outbox o JOIN messages m ON m.key = o.message JOIN chats c ON c.key = m.chat "
      "LEFT JOIN users p ON p.number = c.peer LEFT JOIN held h ON h.chat = m.chat "
      "WHERE o.held = 0 AND o.position > ? AND o.position < coalesce (h.position, o.position + 1) "
      "ORDER BY o.position LIMIT ?",
      "ii", after, (gint64) limit);

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_outbox_row_free);
  while (app_cache_rows_next (rows, error))
    {
      AppCacheOutboxRow *row = row_new (rows);

      if (row != NULL)
        g_ptr_array_add (list, row);
    }
  return *error == NULL ? g_steal_pointer (&list) : NULL;
}

gboolean
app_cache_outbox_count (AppCacheDatabase *database, gint64 *n_waiting, GError **error)
{
  return app_cache_database_get_int (database, n_waiting, 0, error, "SELECT count (*) FROM outbox",
                                     "");
}
