/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-statuses.h"

#include "app-cache-files.h"
#include "app-cache-state.h"
#include "app-cache-statuses.h"
#include "app-rest-statuses.h"
#include "app-session-private.h"
#include "landline-id.h"

/* The computer may sleep over the end of a status: it is looked again at least this often, seconds
 */
#define EXPIRY_PAUSE_MAX 300

#define STATE_AUDIENCE_MODE  "status-audience-mode"
#define STATE_AUDIENCE_USERS "status-audience-users"

typedef struct
{
  gint64 key;
  gint64 time;
  gint64 next;
  char *id;
  char *path;
  char *colour;
  LandlineContent *content;
  LandlineAudience audience;
  GPtrArray *views;
} StatusCall;

static void
status_call_free (StatusCall *call)
{
  g_free (call->id);
  g_free (call->path);
  g_free (call->colour);
  g_clear_object (&call->content);
  landline_audience_clear (&call->audience);
  g_clear_pointer (&call->views, g_ptr_array_unref);
  g_free (call);
}

static void
write_call (AppSession *self, AppCacheFunc func, StatusCall *call)
{
  app_cache_write_async (self->cache, func, call, (GDestroyNotify) status_call_free, NULL, NULL,
                         NULL);
}

static StatusCall *
status_call_new (gint64 key)
{
  StatusCall *call = g_new0 (StatusCall, 1);

  call->key = key;
  return call;
}

static gboolean
write_own (AppCacheDatabase *database, gpointer data, GError **error)
{
  StatusCall *call = data;
  LandlineMedia *media = landline_content_get_media (call->content);

  return (media == NULL ||
          app_cache_files_put (database, landline_media_get_id (media), call->path, error)) &&
         app_cache_statuses_add_own (database, call->id, call->time, call->content, call->colour,
                                     &call->audience, &call->key, error);
}

static void
own_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  StatusCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_memdup2 (&call->key, sizeof call->key), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * app_session_post_status_async:
 * @self: a session
 * @content: a text, or a media
 * @colour: (nullable): behind a text, as `#rrggbb`
 * @audience: who sees it
 * @path: (nullable): the file of a media, which the cache owns from here on
 * @cancellable: (nullable): to stop waiting
 * @callback: called when it is in the cache
 * @user_data: for @callback
 *
 * Shows something for a day.
 */
void
app_session_post_status_async (AppSession *self,
                               LandlineContent *content,
                               const char *colour,
                               const LandlineAudience *audience,
                               const char *path,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  StatusCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (LANDLINE_IS_CONTENT (content) && audience != NULL);
  g_return_if_fail ((landline_content_get_media (content) != NULL) == (path != NULL));
  g_return_if_fail (colour == NULL || landline_status_is_colour (colour));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_post_status_async);
  call = status_call_new (0);
  call->id = landline_id_new_message ();
  call->time = app_session_get_time (self);
  call->content = g_object_ref (content);
  call->colour = g_strdup (colour);
  call->path = g_strdup (path);
  call->audience.mode = audience->mode;
  call->audience.users = g_strdupv (audience->users);
  app_cache_write_async (self->cache, write_own, call, (GDestroyNotify) status_call_free,
                         cancellable, own_written_cb, task);
}

gint64
app_session_post_status_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}

static gboolean
write_retry (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_statuses_retry (database, ((StatusCall *) data)->key, error);
}

void
app_session_retry_status (AppSession *self, gint64 status_key)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  write_call (self, write_retry, status_call_new (status_key));
}

static gboolean
write_removed (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_statuses_remove (database, ((StatusCall *) data)->key, error);
}

void
app_session_remove_status (AppSession *self, gint64 status_key)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  write_call (self, write_removed, status_call_new (status_key));
}

static gboolean
write_viewed (AppCacheDatabase *database, gpointer data, GError **error)
{
  StatusCall *call = data;

  return app_cache_statuses_set_viewed (database, call->key, error) &&
         (call->next == 0 || app_cache_statuses_set_view_told (database, call->key, error));
}

/**
 * app_session_set_status_viewed:
 * @self: a session
 * @status_key: what the person saw
 *
 * Marks a status as seen, and tells its author, unless the person wants no read receipts: then they
 * are not told who viewed theirs either.
 */
void
app_session_set_status_viewed (AppSession *self, gint64 status_key)
{
  StatusCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call = status_call_new (status_key);
  call->next = self->send_read_receipts ? 0 : 1;
  write_call (self, write_viewed, call);
}

static gboolean
write_views (AppCacheDatabase *database, gpointer data, GError **error)
{
  GPtrArray *views = data;

  for (guint i = 0; i < views->len; i++)
    if (!app_cache_statuses_put_view (database, g_ptr_array_index (views, i), error))
      return FALSE;
  return TRUE;
}

static void
views_listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *views = app_rest_list_views_finish (APP_REST (object), result, &error);

  if (views == NULL)
    g_debug ("Cannot ask who viewed a status: %s", error->message);
  else if (self->cache == NULL)
    g_ptr_array_unref (views);
  else
    app_cache_write_async (self->cache, write_views, views, (GDestroyNotify) g_ptr_array_unref,
                           NULL, NULL, NULL);
}

void
app_session_refresh_status_views (AppSession *self, const char *status_id)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->rest != NULL);
  g_return_if_fail (status_id != NULL);

  app_rest_list_views_async (self->rest, status_id, self->cancellable, views_listed_cb,
                             g_object_ref (self));
}

static gboolean
read_audience (AppCacheDatabase *database, gpointer data, GError **error)
{
  StatusCall *call = data;
  g_autofree char *mode = NULL;
  g_autofree char *users = NULL;

  if (!app_cache_state_get_text (database, STATE_AUDIENCE_MODE, &mode, error) ||
      !app_cache_state_get_text (database, STATE_AUDIENCE_USERS, &users, error))
    return FALSE;
  if (mode != NULL)
    landline_audience_mode_from_string (mode, &call->audience.mode);
  if (users != NULL && *users != '\0')
    call->audience.users = g_strsplit (users, "\n", -1);
  return TRUE;
}

static void
audience_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  StatusCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);
  LandlineAudience *audience;

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  audience = g_new0 (LandlineAudience, 1);
  audience->mode = call->audience.mode;
  audience->users = g_steal_pointer (&call->audience.users);
  g_task_return_pointer (task, audience, NULL);
}

void
app_session_load_audience_async (AppSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_load_audience_async);
  app_cache_read_async (self->cache, read_audience, status_call_new (0),
                        (GDestroyNotify) status_call_free, cancellable, audience_read_cb, task);
}

gboolean
app_session_load_audience_finish (AppSession *self,
                                  GAsyncResult *result,
                                  LandlineAudience *audience,
                                  GError **error)
{
  g_autofree LandlineAudience *loaded = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;
  *audience = *loaded;
  return TRUE;
}

static gboolean
write_audience (AppCacheDatabase *database, gpointer data, GError **error)
{
  StatusCall *call = data;
  g_autofree char *users = call->audience.users != NULL ? g_strjoinv ("\n", call->audience.users)
                                                        : g_strdup ("");

  return app_cache_state_set_text (database, STATE_AUDIENCE_MODE,
                                   landline_audience_mode_to_string (call->audience.mode), error) &&
         app_cache_state_set_text (database, STATE_AUDIENCE_USERS, users, error);
}

void
app_session_save_audience (AppSession *self, const LandlineAudience *audience)
{
  StatusCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (audience != NULL);

  call = status_call_new (0);
  call->audience.mode = audience->mode;
  call->audience.users = g_strdupv (audience->users);
  write_call (self, write_audience, call);
}

static gboolean
expire_cb (gpointer user_data)
{
  AppSession *self = user_data;

  self->expiry_timer = 0;
  app_session_expire_statuses (self);
  return G_SOURCE_REMOVE;
}

static gboolean
write_expired (AppCacheDatabase *database, gpointer data, GError **error)
{
  StatusCall *call = data;

  return app_cache_statuses_expire (database, call->time, &call->next, error);
}

static void
expired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  StatusCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);
  gint64 seconds;

  self->expiring = FALSE;
  if (self->expire_again && !g_cancellable_is_cancelled (self->cancellable))
    {
      app_session_expire_statuses (self);
      return;
    }
  if (call == NULL || call->next == 0 || g_cancellable_is_cancelled (self->cancellable))
    return;
  seconds = (call->next - app_session_get_time (self)) / 1000 + 1;
  g_clear_handle_id (&self->expiry_timer, g_source_remove);
  self->expiry_timer = g_timeout_add_seconds ((guint) CLAMP (seconds, 1, EXPIRY_PAUSE_MAX),
                                              expire_cb, self);
}

void
app_session_expire_statuses (AppSession *self)
{
  StatusCall *call;

  self->expire_again = self->expiring;
  if (self->expiring)
    return;
  self->expiring = TRUE;
  call = status_call_new (0);
  call->time = app_session_get_time (self);
  app_cache_write_async (self->cache, write_expired, call, (GDestroyNotify) status_call_free,
                         self->cancellable, expired_cb, g_object_ref (self));
}
