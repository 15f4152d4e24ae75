/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-former.h"

#include <glib/gi18n.h>

#include "app-cache-chats.h"
#include "app-cache-state.h"
#include "app-cache-users.h"

/* Of the state: before the id of somebody who is known to have it in the place of their number. */
#define KNOWN "former:"

const char *
app_cache_former_get_name (void)
{
  /* translators: somebody who was deleted from the server, in the place of their name */
  return _ ("Former user");
}

gboolean
app_cache_former_name_all (AppCacheDatabase *database, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE users SET name = ?1 WHERE name IS NOT ?1 AND "
                                 "length (id) = 16 AND substr (id, 1, 3) = '+00'",
                                 "s", app_cache_former_get_name ());
}

/* The chat that is known by the server's conversation becomes that of @into, where both have one.
 */
static gboolean
join_chats (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  g_autofree char *conversation = NULL;
  g_autoptr (AppCacheRows) rows = NULL;
  gint64 key;

  if (!app_cache_database_get_int (database, &key, 0, error,
                                   "SELECT key FROM chats WHERE kind = 0 AND peer = ?", "i", into))
    return FALSE;
  rows = app_cache_database_query (
      database, error,
      "SELECT conversation FROM chats WHERE kind = 0 AND peer = ? AND conversation NOT NULL", "i",
      from);
  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    conversation = g_strdup (app_cache_rows_text (rows, 0));
  if (*error != NULL)
    return FALSE;
  g_clear_pointer (&rows, app_cache_rows_end);
  if (key != 0 && conversation != NULL &&
      !app_cache_chats_bind (database, &key, conversation, error))
    return FALSE;
  return app_cache_database_run (database, error,
                                 "UPDATE OR IGNORE chats SET peer = ?2 WHERE peer = ?1", "ii", from,
                                 into);
}

/* What came under the new id before the person was told whose it is. */
static gboolean
absorb (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  return join_chats (database, from, into, error) &&
         app_cache_database_run (database, error,
                                 "UPDATE messages SET sender = ?2 WHERE sender = ?1", "ii", from,
                                 into) &&
         app_cache_database_run (database, error,
                                 "UPDATE attachments SET sender = ?2 WHERE sender = ?1", "ii", from,
                                 into) &&
         app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE members SET user = ?2 WHERE user = ?1", "ii",
                                 from, into) &&
         app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE actions SET user = ?2 WHERE user = ?1", "ii",
                                 from, into) &&
         app_cache_database_run (database, error,
                                 "UPDATE change_users SET user = ?2 WHERE user = ?1", "ii", from,
                                 into) &&
         app_cache_database_run (database, error, "UPDATE statuses SET user = ?2 WHERE user = ?1",
                                 "ii", from, into) &&
         app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE status_views SET user = ?2 WHERE user = ?1",
                                 "ii", from, into) &&
         app_cache_database_run (database, error, "DELETE FROM users WHERE number = ?", "i", from);
}

/* Whoever has the number next is blocked by nobody; the server has forgotten it, too. */
static gboolean
unblock (AppCacheDatabase *database, const char *was, GError **error)
{
  app_cache_changes_add_notes (app_cache_database_get_changes (database));
  return app_cache_database_run (database, error, "DELETE FROM notes WHERE key = 'block:' || ?",
                                 "s", was);
}

static gboolean
rename_user (AppCacheDatabase *database,
             gint64 number,
             const char *was,
             const char *user_id,
             GError **error)
{
  g_autofree char *mark = g_strconcat (KNOWN, user_id, NULL);
  gint64 early;

  if (!app_cache_users_find (database, user_id, &early, error) ||
      !app_cache_state_set_int (database, mark, 1, error))
    return FALSE;
  return (early < 0 || early == number || absorb (database, early, number, error)) &&
         app_cache_database_run (database, error, "UPDATE users SET id = ?2 WHERE number = ?1",
                                 "is", number, user_id) &&
         unblock (database, was, error);
}

static gboolean
make_former (AppCacheDatabase *database, gint64 number, GError **error)
{
  app_cache_changes_add_users (app_cache_database_get_changes (database));
  return app_cache_database_run (database, error,
                                 "UPDATE users SET name = ?2, about = NULL, avatar = NULL, "
                                 "last_seen = 0, listed = 0 WHERE number = ?1",
                                 "is", number, app_cache_former_get_name ()) &&
         app_cache_users_announce_messages (database, number, error);
}

/**
 * app_cache_former_infer:
 * @database: a writer
 * @conversation: of two, one of whom was deleted
 * @user_id: the id that they have now
 * @error: return location
 *
 * What is fetched may be newer than what the person was told so far: whoever was the other of the
 * two is known under another id now.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_former_infer (AppCacheDatabase *database,
                        const char *conversation,
                        const char *user_id,
                        GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT u.number, u.id FROM chats c JOIN users u ON u.number = c.peer "
      "WHERE c.conversation = ?1 AND c.kind = 0 AND u.number > 1 AND u.id <> ?2",
      "ss", conversation, user_id);
  g_autofree char *was = NULL;
  gint64 number = 0;

  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    {
      number = app_cache_rows_int (rows, 0);
      was = g_strdup (app_cache_rows_text (rows, 1));
    }
  if (*error != NULL)
    return FALSE;
  g_clear_pointer (&rows, app_cache_rows_end);
  return was == NULL || (rename_user (database, number, was, user_id, error) &&
                         make_former (database, number, error));
}

/**
 * app_cache_former_put:
 * @database: a writer
 * @user: somebody who was deleted, with the id that they had where the server says so now
 * @error: return location
 *
 * Has all that is known of them known under the id that they have now, and forgets who they were.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_former_put (AppCacheDatabase *database, LandlineUser *user, GError **error)
{
  const char *was = landline_user_get_was (user);
  const char *user_id = landline_user_get_id (user);
  g_autofree char *mark = g_strconcat (KNOWN, user_id, NULL);
  gint64 number = -1, is_known;

  /* Once it is known, the number may be somebody else's. */
  if (!app_cache_state_get_int (database, mark, &is_known, 0, error) ||
      (was != NULL && is_known == 0 && !app_cache_users_find (database, was, &number, error)))
    return FALSE;
  if (number == APP_CACHE_SELF)
    return TRUE;
  if (number > 0 && !rename_user (database, number, was, user_id, error))
    return FALSE;
  if (number < 0 && !app_cache_users_find (database, user_id, &number, error))
    return FALSE;
  return number < 0 || make_former (database, number, error);
}
