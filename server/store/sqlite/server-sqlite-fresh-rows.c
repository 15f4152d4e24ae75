/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-fresh-rows.h"

#include "server-sqlite-devices.h"
#include "server-sqlite-key.h"
#include "server-sqlite-users.h"

/* With so many the older half moves on. A reader walks over all of them, which takes it about 0.2
 * ms. */
#define MAX_ROWS 4096

typedef struct
{
  gint64 uid;
  gint64 stored_to; /* up to this cursor messages may be in the table inbox; those in rows are
                       behind it */
  GArray *rows;     /* ServerSqliteFresh, by cursor, which is by number too */
} Inbox;

struct _ServerSqliteFreshRows
{
  ServerSqliteDatabase *database;
  GHashTable *inboxes; /* by uid */
  gint64 next_number;
  guint n_rows;
  gboolean is_loaded;
};

static void
inbox_free (gpointer data)
{
  Inbox *inbox = data;

  g_array_unref (inbox->rows);
  g_free (inbox);
}

ServerSqliteFreshRows *
server_sqlite_fresh_rows_new (ServerSqliteDatabase *database)
{
  ServerSqliteFreshRows *self = g_new0 (ServerSqliteFreshRows, 1);

  self->database = database;
  self->inboxes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, inbox_free);
  return self;
}

void
server_sqlite_fresh_rows_free (ServerSqliteFreshRows *self)
{
  g_clear_pointer (&self->inboxes, g_hash_table_unref);
  g_free (self);
}

/**
 * server_sqlite_fresh_rows_forget:
 * @self: the fresh rows
 *
 * Forgets everything: server_sqlite_fresh_rows_load() has to come next.
 */
void
server_sqlite_fresh_rows_forget (ServerSqliteFreshRows *self)
{
  g_hash_table_remove_all (self->inboxes);
  self->n_rows = 0;
  self->is_loaded = FALSE;
}

guint
server_sqlite_fresh_rows_get_n_users (ServerSqliteFreshRows *self)
{
  return g_hash_table_size (self->inboxes);
}

static void
keep (ServerSqliteFreshRows *self, const ServerSqliteFresh *row)
{
  gint64 uid = server_sqlite_place_get_uid (row->place);
  Inbox *inbox = g_hash_table_lookup (self->inboxes, &uid);

  if (inbox == NULL)
    {
      inbox = g_new (Inbox, 1);
      inbox->uid = uid;
      inbox->stored_to = server_sqlite_place_get_cursor (row->place) - 1;
      inbox->rows = g_array_new (FALSE, FALSE, sizeof (ServerSqliteFresh));
      g_hash_table_insert (self->inboxes, &inbox->uid, inbox);
    }
  g_array_append_vals (inbox->rows, row, 1);
  self->n_rows++;
  self->next_number = MAX (self->next_number, row->n + 1);
}

/**
 * server_sqlite_fresh_rows_load:
 * @self: the fresh rows
 * @error: return location for an error
 *
 * Reads the table, unless it is known.
 *
 * Returns: whether it is known now
 */
gboolean
server_sqlite_fresh_rows_load (ServerSqliteFreshRows *self, GError **error)
{
  g_autoptr (GArray) rows = NULL;

  if (self->is_loaded)
    return TRUE;
  rows = server_sqlite_inbox_list_fresh (self->database, error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    keep (self, &g_array_index (rows, ServerSqliteFresh, i));
  self->is_loaded = TRUE;
  return TRUE;
}

/**
 * server_sqlite_fresh_rows_put:
 * @self: the fresh rows
 * @uid: whose inbox
 * @cursor: where in it, behind all that is there
 * @mid: the message
 * @own_did: the device that sent it when it is the user's own, otherwise 0
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_fresh_rows_put (ServerSqliteFreshRows *self,
                              gint64 uid,
                              gint64 cursor,
                              gint64 mid,
                              gint64 own_did,
                              GError **error)
{
  ServerSqliteFresh row = {
    .n = self->next_number,
    .place = server_sqlite_place (uid, cursor),
    .mid = mid,
    .own_did = own_did,
  };

  g_assert (self->is_loaded);

  if (!server_sqlite_inbox_put_fresh (self->database, &row, error))
    return FALSE;
  keep (self, &row);
  return TRUE;
}

/**
 * server_sqlite_fresh_rows_list_received:
 * @self: the fresh rows
 * @uid: whose inbox
 * @after: the cursor before the first row
 * @last: the last cursor
 * @error: return location for an error
 *
 * Reads the table inbox only where something older is asked for.
 *
 * Returns: (transfer full) (element-type gint64): the mids of the messages of others, fresh or not,
 * by cursor
 */
GArray *
server_sqlite_fresh_rows_list_received (ServerSqliteFreshRows *self,
                                        gint64 uid,
                                        gint64 after,
                                        gint64 last,
                                        GError **error)
{
  Inbox *inbox = g_hash_table_lookup (self->inboxes, &uid);
  GArray *mids;

  if (inbox == NULL)
    return server_sqlite_inbox_list_received (self->database, uid, after, last, error);
  if (after < inbox->stored_to)
    mids = server_sqlite_inbox_list_received (self->database, uid, after,
                                              MIN (last, inbox->stored_to), error);
  else
    mids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; mids != NULL && i < inbox->rows->len; i++)
    {
      ServerSqliteFresh *row = &g_array_index (inbox->rows, ServerSqliteFresh, i);
      gint64 cursor = server_sqlite_place_get_cursor (row->place);

      if (cursor > last)
        break;
      if (cursor > after && row->own_did == 0)
        g_array_append_val (mids, row->mid);
    }
  return mids;
}

/* What every device of the user has acknowledged goes, the rest is put into the inbox. */
static gboolean
move_inbox (ServerSqliteFreshRows *self, Inbox *inbox, gint64 last_number, GError **error)
{
  gint64 floor, dropped_to = 0;
  guint n = 0;

  while (n < inbox->rows->len && g_array_index (inbox->rows, ServerSqliteFresh, n).n <= last_number)
    n++;
  if (n == 0)
    return TRUE;
  if (!server_sqlite_devices_get_floor (self->database, inbox->uid, &floor, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      ServerSqliteFresh *row = &g_array_index (inbox->rows, ServerSqliteFresh, i);
      gint64 cursor = server_sqlite_place_get_cursor (row->place);

      if (cursor <= floor)
        {
          dropped_to = cursor;
          continue;
        }
      if (!server_sqlite_inbox_put_message (self->database, row, error))
        return FALSE;
      inbox->stored_to = cursor;
    }
  g_array_remove_range (inbox->rows, 0, n);
  self->n_rows -= n;
  return dropped_to == 0 ||
         server_sqlite_users_set_trimmed (self->database, inbox->uid, dropped_to, error);
}

/**
 * server_sqlite_fresh_rows_move_on:
 * @self: the fresh rows
 * @error: return location for an error
 *
 * Moves the older half on when there are many. To be called when the acknowledgements of the
 * transaction have been written.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_fresh_rows_move_on (ServerSqliteFreshRows *self, GError **error)
{
  gint64 last_number = self->next_number - 1 - MAX_ROWS / 2;
  GHashTableIter inboxes;
  gpointer inbox;

  if (self->n_rows <= MAX_ROWS)
    return TRUE;
  g_hash_table_iter_init (&inboxes, self->inboxes);
  while (g_hash_table_iter_next (&inboxes, NULL, &inbox))
    if (!move_inbox (self, inbox, last_number, error))
      return FALSE;
  return server_sqlite_inbox_drop_fresh (self->database, last_number, error);
}
