/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-private.h"

#include <glib/gi18n.h>

#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-error.h"
#include "app-rest.h"

#define AVATAR_NAME "avatar"

typedef struct
{
  char *media_id;
  char *path;
} FileCall;

static void
file_call_free (FileCall *call)
{
  g_free (call->media_id);
  g_free (call->path);
  g_free (call);
}

static FileCall *
file_call_new (const char *media_id)
{
  FileCall *call = g_new0 (FileCall, 1);

  call->media_id = g_strdup (media_id);
  return call;
}

/* Looks at the disk as well: the person may have removed the file. Runs on the cache's thread. */
static gboolean
read_file (AppCacheDatabase *database, gpointer data, GError **error)
{
  FileCall *call = data;

  if (!app_cache_files_get (database, call->media_id, &call->path, error))
    return FALSE;
  if (call->path != NULL && !g_file_test (call->path, G_FILE_TEST_IS_REGULAR))
    g_clear_pointer (&call->path, g_free);
  return TRUE;
}

static gboolean
write_file (AppCacheDatabase *database, gpointer data, GError **error)
{
  FileCall *call = data;

  return app_cache_files_put (database, call->media_id, call->path, error);
}

static void
fetched_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FileCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_file_new_for_path (call->path), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppTransfers *self = g_task_get_source_object (task);
  const char *media_id = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;
  FileCall *call;

  if (!app_rest_download_finish (APP_REST (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  file = app_transfers_make_file (self, media_id, AVATAR_NAME);
  call = file_call_new (media_id);
  call->path = g_file_get_path (file);
  app_cache_write_async (app_session_get_cache (self->session), write_file, call,
                         (GDestroyNotify) file_call_free, NULL, fetched_written_cb,
                         g_object_ref (task));
}

static void
looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppTransfers *self = g_task_get_source_object (task);
  const char *media_id = g_task_get_task_data (task);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (GFile) destination = NULL;
  GError *error = NULL;
  FileCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL || call->path != NULL)
    {
      if (call == NULL)
        g_task_return_error (task, error);
      else
        g_task_return_pointer (task, g_file_new_for_path (call->path), g_object_unref);
      return;
    }
  media = landline_media_new_reference (LANDLINE_MEDIA_KIND_MEDIA, media_id);
  destination = app_transfers_make_file (self, media_id, AVATAR_NAME);
  app_rest_download_async (app_session_get_rest (self->session), media, destination, NULL, NULL,
                           g_task_get_cancellable (task), fetched_cb, g_object_ref (task));
}

/**
 * app_transfers_fetch_media_async:
 * @self: the transfers
 * @media_id: of an avatar or another picture that belongs to no message
 * @cancellable: (nullable): to stop it
 * @callback: called with the file
 * @user_data: for @callback
 *
 * Gets a file by its id, from the disk or else from the server.
 */
void
app_transfers_fetch_media_async (AppTransfers *self,
                                 const char *media_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (media_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_transfers_fetch_media_async);
  g_task_set_task_data (task, g_strdup (media_id), g_free);
  app_cache_read_async (app_session_get_cache (self->session), read_file, file_call_new (media_id),
                        (GDestroyNotify) file_call_free, cancellable, looked_up_cb, task);
}

GFile *
app_transfers_fetch_media_finish (AppTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_copy_finish (G_FILE (object), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_new_error (task, APP_ERROR, APP_ERROR_FILE,
                           /* translators: %s is a reason */
                           _ ("The file cannot be saved: %s"), error->message);
  g_error_free (error);
}

static void
save_looked_up_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GFile *destination = g_task_get_task_data (task);
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;
  FileCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (call->path == NULL)
    {
      g_task_return_new_error_literal (
          task, APP_ERROR, APP_ERROR_FILE,
          _ ("The file is not on this computer yet. Download it first."));
      return;
    }
  file = g_file_new_for_path (call->path);
  g_file_copy_async (file, destination, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                     G_PRIORITY_DEFAULT, g_task_get_cancellable (task), NULL, NULL, saved_cb,
                     g_object_ref (task));
}

void
app_transfers_save_async (AppTransfers *self,
                          LandlineMessage *message,
                          GFile *destination,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  LandlineMedia *media;

  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (G_IS_FILE (destination));

  media = landline_content_get_media (landline_message_get_content (message));
  g_return_if_fail (media != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_transfers_save_async);
  g_task_set_task_data (task, g_object_ref (destination), g_object_unref);
  app_cache_read_async (app_session_get_cache (self->session), read_file,
                        file_call_new (landline_media_get_id (media)),
                        (GDestroyNotify) file_call_free, cancellable, save_looked_up_cb, task);
}

gboolean
app_transfers_save_finish (AppTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Small pictures come by themselves: what a person would click on anyway. Where each byte costs, it
 * is for them to say. */
static gboolean
is_automatic (AppTransfers *self, LandlineMessage *message)
{
  LandlineMedia *media = landline_content_get_media (landline_message_get_content (message));
  const char *content_type;

  if (!self->downloads_pictures || media == NULL ||
      landline_media_get_kind (media) != LANDLINE_MEDIA_KIND_MEDIA ||
      landline_media_is_reference (media) ||
      landline_media_get_size (media) > APP_TRANSFERS_AUTOMATIC_SIZE_MAX ||
      g_network_monitor_get_network_metered (self->monitor))
    return FALSE;
  content_type = landline_media_get_content_type (media);
  return content_type != NULL && g_str_has_prefix (content_type, "image/");
}

typedef struct
{
  char *id;
  AppCacheMessage *message;
} FindCall;

static void
find_call_free (FindCall *call)
{
  g_free (call->id);
  g_clear_pointer (&call->message, app_cache_message_free);
  g_free (call);
}

static gboolean
read_message (AppCacheDatabase *database, gpointer data, GError **error)
{
  FindCall *call = data;
  gint64 chat;
  AppMessageKey key;

  if (!app_cache_messages_find (database, call->id, &chat, &key, error))
    return FALSE;
  if (key.key != 0)
    call->message = app_cache_messages_get (database, key.key, error);
  return *error == NULL;
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTransfers) self = user_data;
  FindCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && call->message != NULL && call->message->path == NULL && self->session != NULL)
    app_transfers_download_small (self, call->message->key.key, call->message->message);
}

/**
 * app_transfers_download_small:
 * @self: the transfers
 * @message_key: a message whose file is not here
 * @message: the message itself
 *
 * Begins to fetch the file if it is a small picture, unless that was tried before.
 */
void
app_transfers_download_small (AppTransfers *self, gint64 message_key, LandlineMessage *message)
{
  g_return_if_fail (APP_IS_TRANSFERS (self));

  if (is_automatic (self, message) && app_transfers_lookup (self, message_key) == NULL)
    app_transfers_download (self, message_key, message);
}

/* The same for a message that just came, of which only the id is known. */
void
app_transfers_download_automatically (AppTransfers *self, LandlineMessage *message)
{
  FindCall *call;

  g_return_if_fail (APP_IS_TRANSFERS (self));

  if (!is_automatic (self, message))
    return;
  call = g_new0 (FindCall, 1);
  call->id = g_strdup (landline_message_get_id (message));
  app_cache_read_async (app_session_get_cache (self->session), read_message, call,
                        (GDestroyNotify) find_call_free, self->cancellable, found_cb,
                        g_object_ref (self));
}
