/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-statuses.h"

#include <string.h>

#include "app-cache-files.h"
#include "app-cache-users.h"
#include "landline-wire-content.h"

void
app_cache_status_free (AppCacheStatus *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->user_id);
  g_free (self->user_name);
  g_free (self->avatar);
  g_clear_object (&self->content);
  g_free (self->colour);
  g_free (self->path);
  g_free (self->error);
  g_free (self);
}

void
app_cache_status_job_free (AppCacheStatusJob *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_free (self->post);
  g_clear_object (&self->content);
  g_free (self->colour);
  landline_audience_clear (&self->audience);
  g_free (self->path);
  g_free (self);
}

static void
announce (AppCacheDatabase *database)
{
  app_cache_changes_add_statuses (app_cache_database_get_changes (database));
}

static const char *
get_media_id (LandlineContent *content)
{
  LandlineMedia *media = landline_content_get_media (content);

  return media != NULL ? landline_media_get_id (media) : NULL;
}

/* The file of a status that goes: unless a message or another status has it as well. */
static gboolean
remove_file (AppCacheDatabase *database, gint64 key, GError **error)
{
  g_autoptr (AppCacheRows) rows = NULL;
  g_autofree char *media = NULL;
  g_autofree char *path = NULL;

  rows = app_cache_database_query (
      database, error,
      "SELECT s.media, f.path FROM statuses s JOIN files f ON f.media = s.media WHERE s.key = ?1 "
      "AND NOT EXISTS (SELECT 1 FROM attachments WHERE media = s.media) AND NOT EXISTS "
      "(SELECT 1 FROM statuses WHERE media = s.media AND key <> ?1)",
      "i", key);
  if (rows == NULL)
    return FALSE;
  if (!app_cache_rows_next (rows, error))
    return *error == NULL;
  media = g_strdup (app_cache_rows_text (rows, 0));
  path = g_strdup (app_cache_rows_text (rows, 1));
  g_clear_pointer (&rows, app_cache_rows_end);
  app_cache_changes_add_removed_file (app_cache_database_get_changes (database), path);
  return app_cache_files_remove (database, media, error);
}

/* Its content, its file and who viewed it; the row itself stays. */
static gboolean
empty (AppCacheDatabase *database, gint64 key, GError **error)
{
  announce (database);
  return remove_file (database, key, error) &&
         app_cache_database_run (database, error, "DELETE FROM status_views WHERE status = ?", "i",
                                 key) &&
         app_cache_database_run (database, error,
                                 "UPDATE statuses SET content = x'', media = NULL, colour = NULL, "
                                 "audience = NULL, error = NULL WHERE key = ?",
                                 "i", key);
}

static gboolean
drop (AppCacheDatabase *database, gint64 key, GError **error)
{
  return empty (database, key, error) &&
         app_cache_database_run (database, error, "DELETE FROM statuses WHERE key = ?", "i", key);
}

static gboolean
find (AppCacheDatabase *database, const char *id, gint64 *key, GError **error)
{
  return app_cache_database_get_int (database, key, 0, error,
                                     "SELECT key FROM statuses WHERE id = ?", "s", id);
}

/* A removed one is remembered for as long as it could have been shown: a list that was asked for
 * before does not bring it back. */
static gboolean
put_removed (AppCacheDatabase *database, LandlineStatus *status, GError **error)
{
  gint64 key;
  gint64 user;

  if (!find (database, landline_status_get_id (status), &key, error))
    return FALSE;
  if (key != 0)
    return app_cache_statuses_set_removed (database, key, error);
  return app_cache_users_ensure (database, landline_status_get_user_id (status), NULL, &user,
                                 error) &&
         app_cache_database_run (database, error,
                                 "INSERT INTO statuses (id, user, time, expires, content, state) "
                                 "VALUES (?1, ?2, 0, ?3, x'', 4)",
                                 "sii", landline_status_get_id (status), user,
                                 g_get_real_time () / 1000 + APP_CACHE_STATUS_SPAN);
}

/**
 * app_cache_statuses_put:
 * @database: a writer
 * @status: as the server told of it
 * @error: return location
 *
 * Keeps a status, or removes it where its author did.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_statuses_put (AppCacheDatabase *database, LandlineStatus *status, GError **error)
{
  LandlineContent *content = landline_status_get_content (status);
  GBytes *encoded;
  gint64 user;

  if (landline_status_is_removed (status))
    return put_removed (database, status, error);
  if (!app_cache_users_ensure (database, landline_status_get_user_id (status), NULL, &user, error))
    return FALSE;
  encoded = landline_wire_content_get_encoded (content);
  announce (database);
  return app_cache_database_run (
      database, error,
      "INSERT INTO statuses (id, user, time, expires, colour, content, media, views, viewed) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (id) DO UPDATE SET "
      "views = max (views, excluded.views), viewed = max (viewed, excluded.viewed) WHERE state = 0",
      "siiisbsii", landline_status_get_id (status), user, landline_status_get_time (status),
      landline_status_get_expires (status), landline_status_get_colour (status), encoded,
      get_media_id (content), (gint64) landline_status_get_n_views (status),
      (gint64) (landline_status_is_viewed (status) ? 2 : 0));
}

static gboolean
count_views (AppCacheDatabase *database, gint64 key, GError **error)
{
  announce (database);
  return app_cache_database_run (
      database, error,
      "UPDATE statuses SET views = max (views, (SELECT count (*) FROM status_views WHERE status = "
      "?1)) WHERE key = ?1",
      "i", key);
}

gboolean
app_cache_statuses_put_view (AppCacheDatabase *database, LandlineView *view, GError **error)
{
  gint64 key;
  gint64 user;

  if (!find (database, landline_view_get_status (view), &key, error))
    return FALSE;
  if (key == 0)
    return TRUE;
  return app_cache_users_ensure (database, landline_view_get_user_id (view), NULL, &user, error) &&
         app_cache_database_run (database, error,
                                 "INSERT INTO status_views (status, user, time) SELECT key, ?2, ?3 "
                                 "FROM statuses WHERE key = ?1 AND state = 0 "
                                 "ON CONFLICT (status, user) DO NOTHING",
                                 "iii", key, user, landline_view_get_time (view)) &&
         count_views (database, key, error);
}

/**
 * app_cache_statuses_add_own:
 * @database: a writer
 * @post: a UUIDv7, the same at every try
 * @time: now, as the server has it
 * @content: a text, or a media whose file is among the files under its id
 * @colour: (nullable): behind a text
 * @audience: who sees it
 * @key: (out): its key
 * @error: return location
 *
 * Puts what we want to show among what is to be posted.
 *
 * Returns: whether it worked
 */
gboolean
app_cache_statuses_add_own (AppCacheDatabase *database,
                            const char *post,
                            gint64 time,
                            LandlineContent *content,
                            const char *colour,
                            const LandlineAudience *audience,
                            gint64 *key,
                            GError **error)
{
  GBytes *encoded = landline_wire_content_get_encoded (content);
  g_autofree char *users = audience->users != NULL ? g_strjoinv ("\n", audience->users) : NULL;

  announce (database);
  if (!app_cache_database_run (
          database, error,
          "INSERT INTO statuses (post, user, time, expires, colour, content, media, viewed, state, "
          "mode, audience) VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, 2, 1, ?7, ?8)",
          "uiisbsis", post, time, time + APP_CACHE_STATUS_SPAN, colour, encoded,
          get_media_id (content), (gint64) audience->mode, users))
    return FALSE;
  *key = app_cache_database_get_last_row (database);
  return TRUE;
}

static LandlineContent *
read_content (AppCacheRows *rows, int column, GError **error)
{
  g_autoptr (GBytes) encoded = app_cache_rows_dup_bytes (rows, column);

  if (encoded == NULL || g_bytes_get_size (encoded) == 0)
    return landline_content_new_text ("");
  return landline_wire_content_new_from_encoded (encoded, error);
}

AppCacheStatusJob *
app_cache_statuses_get_job (AppCacheDatabase *database, GError **error)
{
  g_autoptr (AppCacheStatusJob) job = g_new0 (AppCacheStatusJob, 1);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT s.key, s.id, s.post, s.state, s.content, s.colour, s.mode, s.audience, f.path, "
      "s.uploaded "
      "FROM statuses s LEFT JOIN files f ON f.media = s.media "
      "WHERE s.state IN (1, 3) OR s.viewed = 1 ORDER BY s.key LIMIT 1",
      "");

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return NULL;
  job->key = app_cache_rows_int (rows, 0);
  job->id = g_strdup (app_cache_rows_text (rows, 1));
  job->post = app_cache_rows_dup_uuid (rows, 2);
  job->state = (AppCacheStatusState) app_cache_rows_int (rows, 3);
  job->content = read_content (rows, 4, error);
  job->colour = g_strdup (app_cache_rows_text (rows, 5));
  job->audience.mode = (LandlineAudienceMode) app_cache_rows_int (rows, 6);
  if (app_cache_rows_text (rows, 7) != NULL)
    job->audience.users = g_strsplit (app_cache_rows_text (rows, 7), "\n", -1);
  job->path = g_strdup (app_cache_rows_text (rows, 8));
  job->is_uploaded = app_cache_rows_int (rows, 9) != 0;
  return job->content != NULL ? g_steal_pointer (&job) : NULL;
}

gboolean
app_cache_statuses_set_tried (AppCacheDatabase *database, gint64 key, GError **error)
{
  return app_cache_database_run (database, error, "UPDATE statuses SET tried = 1 WHERE key = ?",
                                 "i", key);
}

/* The file is on the server by now, under another id. */
gboolean
app_cache_statuses_set_content (AppCacheDatabase *database,
                                gint64 key,
                                LandlineContent *content,
                                GError **error)
{
  GBytes *encoded = landline_wire_content_get_encoded (content);

  announce (database);
  return app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE files SET media = ?2 WHERE media = (SELECT "
                                 "media FROM statuses WHERE key = ?1)",
                                 "is", key, get_media_id (content)) &&
         app_cache_database_run (database, error,
                                 "UPDATE statuses SET content = ?2, media = ?3, uploaded = 1 WHERE "
                                 "key = ?1",
                                 "ibs", key, encoded, get_media_id (content));
}

/* The event about it may have come before the answer: what is known of both becomes one. */
static gboolean
merge (AppCacheDatabase *database, gint64 key, gint64 other, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE OR REPLACE status_views SET status = ?1 WHERE status = ?2",
                                 "ii", key, other) &&
         app_cache_database_run (database, error, "DELETE FROM statuses WHERE key = ?", "i", other);
}

gboolean
app_cache_statuses_settle (AppCacheDatabase *database,
                           gint64 key,
                           LandlineStatus *status,
                           GError **error)
{
  gint64 other;

  if (!find (database, landline_status_get_id (status), &other, error) ||
      (other != 0 && other != key && !merge (database, key, other, error)))
    return FALSE;
  return app_cache_database_run (
             database, error,
             "UPDATE statuses SET id = ?2, time = ?3, expires = ?4, error = NULL, "
             "state = CASE state WHEN 1 THEN 0 ELSE state END WHERE key = ?1",
             "isii", key, landline_status_get_id (status), landline_status_get_time (status),
             landline_status_get_expires (status)) &&
         count_views (database, key, error);
}

gboolean
app_cache_statuses_refuse (AppCacheDatabase *database,
                           gint64 key,
                           const char *reason,
                           GError **error)
{
  gint64 state;

  announce (database);
  if (!app_cache_database_get_int (database, &state, APP_CACHE_STATUS_GONE, error,
                                   "SELECT state FROM statuses WHERE key = ?", "i", key))
    return FALSE;
  /* What was to be removed anyway is. */
  if (state == APP_CACHE_STATUS_LEAVING)
    return drop (database, key, error);
  return app_cache_database_run (
      database, error,
      "UPDATE statuses SET state = 2, tried = 0, uploaded = 0, error = ?2 "
      "WHERE key = ?1 AND state = 1",
      "is", key, reason);
}

gboolean
app_cache_statuses_retry (AppCacheDatabase *database, gint64 key, GError **error)
{
  announce (database);
  return app_cache_database_run (database, error,
                                 "UPDATE statuses SET state = 1, error = NULL WHERE key = ?1 AND "
                                 "state = 2",
                                 "i", key);
}

/* Where the server may have it although it never said so it is posted once more, which changes
 * nothing there, and removed then. */
gboolean
app_cache_statuses_remove (AppCacheDatabase *database, gint64 key, GError **error)
{
  gint64 known;

  if (!app_cache_database_get_int (database, &known, 0, error,
                                   "SELECT id IS NOT NULL OR tried FROM statuses WHERE key = ?",
                                   "i", key))
    return FALSE;
  announce (database);
  if (!known)
    return drop (database, key, error);
  return app_cache_database_run (database, error,
                                 "UPDATE statuses SET state = 3 WHERE key = ? AND state < 3", "i",
                                 key);
}

gboolean
app_cache_statuses_set_removed (AppCacheDatabase *database, gint64 key, GError **error)
{
  return empty (database, key, error) &&
         app_cache_database_run (database, error,
                                 "UPDATE statuses SET state = 4, viewed = 2 WHERE key = ?", "i",
                                 key);
}

gboolean
app_cache_statuses_set_viewed (AppCacheDatabase *database, gint64 key, GError **error)
{
  if (!app_cache_database_run (database, error,
                               "UPDATE statuses SET viewed = 1 WHERE key = ? AND viewed = 0 AND "
                               "state = 0",
                               "i", key))
    return FALSE;
  if (app_cache_database_get_n_changed (database) > 0)
    announce (database);
  return TRUE;
}

gboolean
app_cache_statuses_set_view_told (AppCacheDatabase *database, gint64 key, GError **error)
{
  return app_cache_database_run (database, error, "UPDATE statuses SET viewed = 2 WHERE key = ?",
                                 "i", key);
}

static GArray *
list_expired (AppCacheDatabase *database, gint64 now, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT key FROM statuses WHERE expires <= ?", "i", now);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      gint64 key = app_cache_rows_int (rows, 0);

      g_array_append_val (keys, key);
    }
  return *error == NULL ? g_steal_pointer (&keys) : NULL;
}

gboolean
app_cache_statuses_expire (AppCacheDatabase *database, gint64 now, gint64 *next, GError **error)
{
  g_autoptr (GArray) keys = list_expired (database, now, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!drop (database, g_array_index (keys, gint64, i), error))
      return FALSE;
  return app_cache_database_get_int (database, next, 0, error,
                                     "SELECT coalesce (min (expires), 0) FROM statuses", "");
}

static AppCacheStatus *
read_status (AppCacheRows *rows, GError **error)
{
  g_autoptr (AppCacheStatus) status = g_new0 (AppCacheStatus, 1);

  status->key = app_cache_rows_int (rows, 0);
  status->id = g_strdup (app_cache_rows_text (rows, 1));
  status->user_id = g_strdup (app_cache_rows_text (rows, 2));
  status->user_name = g_strdup (app_cache_rows_text (rows, 3));
  status->avatar = g_strdup (app_cache_rows_text (rows, 4));
  status->time = app_cache_rows_int (rows, 5);
  status->expires = app_cache_rows_int (rows, 6);
  status->content = read_content (rows, 7, error);
  status->colour = g_strdup (app_cache_rows_text (rows, 8));
  status->n_views = (guint) app_cache_rows_int (rows, 9);
  status->is_viewed = app_cache_rows_int (rows, 10) != 0;
  status->state = (AppCacheStatusState) app_cache_rows_int (rows, 11);
  status->path = g_strdup (app_cache_rows_text (rows, 12));
  status->error = g_strdup (app_cache_rows_text (rows, 13));
  return status->content != NULL ? g_steal_pointer (&status) : NULL;
}

GPtrArray *
app_cache_statuses_list (AppCacheDatabase *database, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (
      (GDestroyNotify) app_cache_status_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT s.key, s.id, u.id, u.name, u.avatar, s.time, s.expires, s.content, s.colour, "
      "s.views, s.viewed, s.state, f.path, s.error FROM statuses s JOIN users u ON u.number = "
      "s.user LEFT JOIN files f ON f.media = s.media WHERE s.state < 3 AND s.expires > ? "
      "ORDER BY s.user, s.time, s.key",
      "i", now);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      AppCacheStatus *status = read_status (rows, error);

      if (status == NULL)
        return NULL;
      g_ptr_array_add (statuses, status);
    }
  return *error == NULL ? g_steal_pointer (&statuses) : NULL;
}

GPtrArray *
app_cache_statuses_list_views (AppCacheDatabase *database, gint64 key, GError **error)
{
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT coalesce (s.id, ''), u.id, v.time FROM status_views v JOIN statuses s ON s.key = "
      "v.status JOIN users u ON u.number = v.user WHERE v.status = ? ORDER BY v.time DESC, v.user",
      "i", key);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (views, landline_view_new (app_cache_rows_text (rows, 0),
                                               app_cache_rows_text (rows, 1),
                                               app_cache_rows_int (rows, 2)));
  return *error == NULL ? g_steal_pointer (&views) : NULL;
}
