/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-profile.h"

#include "app-cache-state.h"
#include "app-cache-users.h"
#include "app-session-private.h"

#define PICTURE_NAME "picture"

static gboolean
write_own (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put (database, data, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  LandlineUser *user = app_rest_change_profile_finish (APP_REST (object), result, &error);

  if (user != NULL)
    app_cache_write_async (self->cache, write_own, user, g_object_unref, NULL, written_cb,
                           g_object_ref (task));
  else
    g_task_return_error (task, error);
}

static void
change (GTask *task, const char *media_id)
{
  AppSession *self = g_task_get_source_object (task);
  const LandlineProfileChange profile = { .avatar = (char *) media_id };

  app_rest_change_profile_async (self->rest, &profile, g_task_get_cancellable (task), changed_cb,
                                 g_object_ref (task));
}

static void
uploaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LandlineMedia) media = app_rest_upload_finish (APP_REST (object), result, &error);

  if (media != NULL)
    change (task, landline_media_get_id (media));
  else
    g_task_return_error (task, error);
}

/**
 * app_session_set_picture_async:
 * @self: a session
 * @file: (nullable): a square picture, or %NULL for none
 * @content_type: (nullable): of @file
 * @cancellable: (nullable): to stop it
 * @callback: called when others see it
 * @user_data: for @callback
 *
 * Sets the picture that others see of us.
 */
void
app_session_set_picture_async (AppSession *self,
                               GFile *file,
                               const char *content_type,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (file == NULL || content_type != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_set_picture_async);
  if (file == NULL)
    change (task, "");
  else
    app_rest_upload_async (self->rest, file, LANDLINE_MEDIA_KIND_MEDIA, PICTURE_NAME, content_type,
                           NULL, NULL, cancellable, uploaded_cb, g_object_ref (task));
}

gboolean
app_session_set_picture_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
read_privacy (AppCacheDatabase *database, gpointer data, GError **error)
{
  LandlinePrivacy *privacy = data;
  gint64 online, last_seen;

  if (!app_cache_state_get_int (database, APP_CACHE_STATE_SHOW_ONLINE, &online,
                                LANDLINE_VISIBILITY_UNSET, error) ||
      !app_cache_state_get_int (database, APP_CACHE_STATE_SHOW_LAST_SEEN, &last_seen,
                                LANDLINE_VISIBILITY_UNSET, error))
    return FALSE;
  privacy->online = online;
  privacy->last_seen = last_seen;
  return TRUE;
}

static void
privacy_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LandlinePrivacy *privacy = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (privacy != NULL)
    g_task_return_pointer (task, g_memdup2 (privacy, sizeof *privacy), g_free);
  else
    g_task_return_error (task, error);
}

void
app_session_load_privacy_async (AppSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_load_privacy_async);
  app_cache_read_async (self->cache, read_privacy, g_new0 (LandlinePrivacy, 1), g_free, cancellable,
                        privacy_read_cb, task);
}

gboolean
app_session_load_privacy_finish (AppSession *self,
                                 GAsyncResult *result,
                                 LandlinePrivacy *privacy,
                                 GError **error)
{
  g_autofree LandlinePrivacy *loaded = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded != NULL)
    *privacy = *loaded;
  return loaded != NULL;
}

void
app_session_set_privacy_async (AppSession *self,
                               const LandlinePrivacy *privacy,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const LandlineProfileChange profile = { .privacy = *privacy };
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_set_privacy_async);
  app_rest_change_profile_async (self->rest, &profile, cancellable, changed_cb, task);
}

gboolean
app_session_set_privacy_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
