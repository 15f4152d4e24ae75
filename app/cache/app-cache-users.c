/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-users.h"

#include "app-cache-former.h"
#include "app-cache-state.h"
#include "landline-id.h"

/* Messages that are announced as changed, so that what is on the screen says who they are of now.
 */
#define MAX_ANNOUNCED 512

/**
 * app_cache_users_ensure:
 * @database: a writer
 * @user_id: who
 * @name: (nullable): a name to use until the server tells of the user
 * @number: (out): the number of the user in the cache
 * @error: return location
 *
 * Returns: whether it worked
 */
gboolean
app_cache_users_ensure (AppCacheDatabase *database,
                        const char *user_id,
                        const char *name,
                        gint64 *number,
                        GError **error)
{
  if (landline_id_is_former (user_id))
    name = app_cache_former_get_name ();
  if (!app_cache_database_get_int (database, number, 0, error,
                                   "SELECT number FROM users WHERE id = ?", "s", user_id))
    return FALSE;
  if (*number != 0 && name == NULL)
    return TRUE;
  if (*number != 0)
    {
      if (!app_cache_database_run (database, error,
                                   "UPDATE users SET name = ?2 WHERE number = ?1 AND name IS NULL",
                                   "is", *number, name))
        return FALSE;
      if (app_cache_database_get_n_changed (database) > 0)
        app_cache_changes_add_users (app_cache_database_get_changes (database));
      return TRUE;
    }
  if (!app_cache_database_run (database, error, "INSERT INTO users (id, name) VALUES (?, ?)", "ss",
                               user_id, name))
    return FALSE;
  *number = app_cache_database_get_last_row (database);
  app_cache_changes_add_users (app_cache_database_get_changes (database));
  return TRUE;
}

/* What we chose ourselves comes with our own profile. */
static gboolean
put_privacy (AppCacheDatabase *database, const LandlinePrivacy *privacy, GError **error)
{
  return privacy == NULL ||
         (app_cache_state_set_int (database, APP_CACHE_STATE_SHOW_ONLINE, privacy->online, error) &&
          app_cache_state_set_int (database, APP_CACHE_STATE_SHOW_LAST_SEEN, privacy->last_seen,
                                   error));
}

/**
 * app_cache_users_announce_messages:
 * @database: a writer
 * @number: a user
 * @error: return location
 *
 * Says that the newest messages of somebody have changed, who is called something else now.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_users_announce_messages (AppCacheDatabase *database, gint64 number, GError **error)
{
  AppCacheChanges *changes = app_cache_database_get_changes (database);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT key, place, time, sender, state, chat FROM messages WHERE sender = ?1 AND sender > 1 "
      "ORDER BY key DESC LIMIT ?2",
      "ii", number, (gint64) MAX_ANNOUNCED);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    {
      AppMessageKey key = { app_cache_rows_int (rows, 0), app_cache_rows_int (rows, 1),
                            app_cache_rows_int (rows, 2), app_cache_rows_int (rows, 3),
                            app_cache_rows_int (rows, 4) };

      app_cache_changes_add_message (changes, app_cache_rows_int (rows, 5),
                                     APP_CACHE_MESSAGE_CHANGED, key.place, &key);
    }
  return *error == NULL;
}

/* When they were there last is in the directory, and in no event. */
gboolean
app_cache_users_put (AppCacheDatabase *database, LandlineUser *user, GError **error)
{
  gint64 changed = 0;

  if (landline_user_is_former (user))
    return app_cache_former_put (database, user, error);
  app_cache_changes_add_users (app_cache_database_get_changes (database));
  if (!put_privacy (database, landline_user_get_privacy (user), error) ||
      !app_cache_database_get_int (database, &changed, 0, error,
                                   "SELECT number FROM users WHERE id = ? AND (name IS NOT ? OR "
                                   "avatar IS NOT ?)",
                                   "sss", landline_user_get_id (user),
                                   landline_user_get_name (user), landline_user_get_avatar (user)))
    return FALSE;
  if (!app_cache_database_run (database, error,
                               "INSERT INTO users (id, name, about, avatar, last_seen, listed) "
                               "VALUES (?1, ?2, ?3, ?4, ?5, "
                               "1) "
                               "ON CONFLICT (id) DO UPDATE SET name = ?2, about = ?3, avatar = ?4, "
                               "last_seen = max (last_seen, ?5), listed = 1",
                               "ssssi", landline_user_get_id (user), landline_user_get_name (user),
                               landline_user_get_about (user), landline_user_get_avatar (user),
                               landline_user_get_last_seen (user)))
    return FALSE;
  return changed == 0 || app_cache_users_announce_messages (database, changed, error);
}

gboolean
app_cache_users_put_all (AppCacheDatabase *database, GPtrArray *users, GError **error)
{
  if (!app_cache_database_run (database, error, "UPDATE users SET listed = 0", ""))
    return FALSE;
  for (guint i = 0; i < users->len; i++)
    if (!app_cache_users_put (database, g_ptr_array_index (users, i), error) ||
        !app_cache_users_set_last_seen (database,
                                        landline_user_get_id (g_ptr_array_index (users, i)),
                                        landline_user_get_last_seen (g_ptr_array_index (users, i)),
                                        error))
      return FALSE;
  return TRUE;
}

/* @last_seen: 0 where it is not to be shown any more */
gboolean
app_cache_users_set_last_seen (AppCacheDatabase *database,
                               const char *user_id,
                               gint64 last_seen,
                               GError **error)
{
  return app_cache_database_run (
      database, error, "UPDATE users SET last_seen = ?2 WHERE id = ?1 AND last_seen <> ?2", "si",
      user_id, last_seen);
}

GPtrArray *
app_cache_users_list (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AppCacheRows) rows = NULL;

  rows = app_cache_database_query (
      database, error,
      "SELECT id, name, about, avatar, last_seen FROM users WHERE listed = 1 ORDER BY number", "");
  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      const char *name = app_cache_rows_text (rows, 1);

      g_ptr_array_add (users,
                       landline_user_new (app_cache_rows_text (rows, 0),
                                          name != NULL ? name : app_cache_rows_text (rows, 0),
                                          app_cache_rows_text (rows, 2),
                                          app_cache_rows_text (rows, 3),
                                          app_cache_rows_int (rows, 4), FALSE));
    }
  return *error == NULL ? g_steal_pointer (&users) : NULL;
}

/* @number is -1, which no user has, where there is none */
gboolean
app_cache_users_find (AppCacheDatabase *database,
                      const char *user_id,
                      gint64 *number,
                      GError **error)
{
  return app_cache_database_get_int (database, number, -1, error,
                                     "SELECT number FROM users WHERE id = ?", "s", user_id);
}

char *
app_cache_users_dup_name (AppCacheDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT name FROM users WHERE id = ? AND name IS NOT NULL", "s", user_id);

  if (rows == NULL)
    return NULL;
  if (app_cache_rows_next (rows, error))
    return g_strdup (app_cache_rows_text (rows, 0));
  return *error == NULL ? g_strdup (user_id) : NULL;
}
