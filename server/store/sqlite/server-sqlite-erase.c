/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-erase.h"

#include "server-sqlite-actions.h"
#include "server-sqlite-key.h"
#include "server-sqlite-media.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-states.h"

/* What goes with a message that was deleted or has expired, from all tables. */

/**
 * server_sqlite_erase_message:
 * @database: the writer's connection
 * @mid: a message
 * @error: return location for an error
 *
 * Forgets its content, the reactions, and what actions on it said that not everybody has been told;
 * it refers to no file any more. The row stays, so that a repeated id is still known.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_erase_message (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  return server_sqlite_media_unrefer (database, server_sqlite_mid_get_cid (mid),
                                      server_sqlite_mid_get_seq (mid), error) &&
         server_sqlite_messages_forget (database, mid, error) &&
         server_sqlite_states_drop_reactions (database, mid, error) &&
         server_sqlite_actions_forget_message (database, mid, error);
}

/**
 * server_sqlite_erase_expired:
 * @database: the writer's connection
 * @mid: a message that has expired
 * @error: return location for an error
 *
 * The same, and nothing says any more what it was.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_erase_expired (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  return server_sqlite_erase_message (database, mid, error) &&
         server_sqlite_states_drop (database, mid, error);
}
