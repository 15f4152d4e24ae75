/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-outbox.h"

#include "app-cache-acts.h"
#include "landline-wire-content.h"

void
app_cache_outbox_row_free (AppCacheOutboxRow *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->request);
  g_clear_object (&self->action);
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

static LandlineSendRequest *
make_request (AppCacheRows *rows, const char *id, const char *reply_to)
{
  g_autoptr (GBytes) encoded = app_cache_rows_dup_bytes (rows, 6);
  g_autoptr (LandlineContent) content = landline_wire_content_new_from_encoded (encoded, NULL);

  return content != NULL ? landline_send_request_new (id, app_cache_rows_text (rows, 4), NULL,
                                                      content, reply_to)
                         : NULL;
}

static AppCacheOutboxRow *
row_new (AppCacheRows *rows)
{
  AppCacheOutboxRow *row = g_new0 (AppCacheOutboxRow, 1);
  g_autofree char *id = app_cache_rows_dup_uuid (rows, 3);
  g_autofree char *other = app_cache_rows_dup_uuid (rows, 5);

  row->position = app_cache_rows_int (rows, 0);
  row->message = app_cache_rows_int (rows, 1);
  row->chat = app_cache_rows_int (rows, 2);
  if (row->message != 0)
    row->request = make_request (rows, id, other);
  else
    row->action = app_cache_acts_make_action (id, app_cache_rows_text (rows, 4), other,
                                              app_cache_rows_int (rows, 7),
                                              app_cache_rows_text (rows, 8),
                                              app_cache_rows_text (rows, 9));
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
      "m.content, NULL, NULL, NULL "
      "FROM outbox o JOIN messages m ON m.key = o.message JOIN chats c ON c.key = m.chat "
      "LEFT JOIN users p ON p.number = c.peer LEFT JOIN held h ON h.chat = m.chat "
      "WHERE o.held = 0 AND o.position > ?1 AND o.position < coalesce (h.position, o.position + 1) "
      "UNION ALL "
      "SELECT a.position, 0, m.chat, a.id, c.conversation, a.message, NULL, a.kind, a.value, "
      "a.mentions FROM acts a JOIN messages m ON m.id = a.message JOIN chats c ON c.key = m.chat "
      "LEFT JOIN held h ON h.chat = m.chat "
      "WHERE a.position > ?1 AND a.position < coalesce (h.position, a.position + 1) "
      "AND c.conversation IS NOT NULL ORDER BY 1 LIMIT ?2",
      "ii", after, (gint64) limit);

  if (rows == NULL)
    return NULL;
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_outbox_row_free);
  while (app_cache_rows_next (rows, error))
    {
      AppCacheOutboxRow *row = row_new (rows);

      if (row->request != NULL || row->action != NULL)
        g_ptr_array_add (list, row);
      else
        app_cache_outbox_row_free (row);
    }
  return *error == NULL ? g_steal_pointer (&list) : NULL;
}

gboolean
app_cache_outbox_count (AppCacheDatabase *database, gint64 *n_waiting, GError **error)
{
  return app_cache_database_get_int (database, n_waiting, 0, error, "SELECT count (*) FROM outbox",
                                     "");
}
