/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-private.h"

#include <glib/gstdio.h>

#include "app-cache-files.h"
#include "app-cache-messages.h"

/* The copy of a file stays as long as its message: one that was cancelled or refused can be sent
 * again. */

static void
remove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *folder = g_path_get_dirname (task_data);

  g_unlink (task_data);
  g_rmdir (folder);
  g_task_return_boolean (task, TRUE);
}

void
app_transfers_remove_file (AppTransfers *self, GFile *file)
{
  g_autofree char *path = app_profile_dup_media_folder (app_session_get_profile (self->session));
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GTask) task = NULL;

  if (!g_file_has_prefix (file, folder))
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, app_transfers_remove_file);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, remove_in_thread);
}

typedef struct
{
  gint64 message;
  char *path;
} ForgetCall;

static void
forget_call_free (ForgetCall *call)
{
  g_free (call->path);
  g_free (call);
}

static gboolean
write_forgotten (AppCacheDatabase *database, gpointer data, GError **error)
{
  ForgetCall *call = data;
  g_autoptr (AppCacheMessage) message = app_cache_messages_get (database, call->message, error);
  LandlineMedia *media;

  if (message == NULL || message->key.state == APP_MESSAGE_KEPT)
    return *error == NULL;
  media = landline_content_get_media (landline_message_get_content (message->message));
  if (media != NULL && !app_cache_files_remove (database, landline_media_get_id (media), error))
    return FALSE;
  call->path = g_strdup (message->path);
  return app_cache_messages_remove (database, call->message, error);
}

static void
forgotten_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTransfers) self = user_data;
  g_autoptr (GFile) file = NULL;
  ForgetCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call == NULL || call->path == NULL || self->session == NULL)
    return;
  file = g_file_new_for_path (call->path);
  app_transfers_remove_file (self, file);
}

/**
 * app_transfers_forget:
 * @self: the transfers
 * @message_key: a message of ours that the server does not have
 *
 * Deletes the message with its file: nobody wants it any more.
 */
void
app_transfers_forget (AppTransfers *self, gint64 message_key)
{
  AppTransfer *transfer;
  ForgetCall *call;

  g_return_if_fail (APP_IS_TRANSFERS (self));

  transfer = g_hash_table_lookup (self->by_key, &message_key);
  if (transfer != NULL)
    app_transfers_drop (self, transfer);
  call = g_new0 (ForgetCall, 1);
  call->message = message_key;
  app_cache_write_async (app_session_get_cache (self->session), write_forgotten, call,
                         (GDestroyNotify) forget_call_free, NULL, forgotten_cb,
                         g_object_ref (self));
}

/* Counted: first the cache fills it, then a thread works with it. */
typedef struct
{
  char *media;
  char *pasted;
  gint64 before;     /* seconds since the epoch */
  GHashTable *known; /* the names of folders in the media folder that something leads to */
} Sweep;

static void
sweep_clear (Sweep *sweep)
{
  g_free (sweep->media);
  g_free (sweep->pasted);
  g_hash_table_unref (sweep->known);
}

static void
sweep_unref (gpointer sweep)
{
  g_atomic_rc_box_release_full (sweep, (GDestroyNotify) sweep_clear);
}

static void
empty_folder (const char *folder, gint64 before)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_stat (path, &status) == 0 && status.st_mtime < before)
        g_unlink (path);
    }
}

static void
sweep_media (Sweep *sweep)
{
  g_autoptr (GDir) dir = g_dir_open (sweep->media, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (sweep->media, name, NULL);
      GStatBuf status;

      /* The time of a folder is that of its newest file: a copy has the time of its original. */
      if (g_hash_table_contains (sweep->known, name) || g_lstat (folder, &status) != 0 ||
          !S_ISDIR (status.st_mode) || status.st_mtime >= sweep->before)
        continue;
      empty_folder (folder, G_MAXINT64);
      g_rmdir (folder);
    }
}

static void
sweep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Sweep *sweep = task_data;

  empty_folder (sweep->pasted, sweep->before);
  sweep_media (sweep);
  g_task_return_boolean (task, TRUE);
}

/* By the name of the folder alone: the profile may be somewhere else than it was. */
static gboolean
read_known (AppCacheDatabase *database, gpointer data, GError **error)
{
  Sweep *sweep = data;
  g_autoptr (GPtrArray) paths = app_cache_files_list (database, error);

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (g_ptr_array_index (paths, i));

      g_hash_table_add (sweep->known, g_path_get_basename (folder));
    }
  return paths != NULL;
}

static void
known_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sweep *sweep = app_cache_call_finish (APP_CACHE (object), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (sweep == NULL)
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_source_tag (task, app_transfers_sweep);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (sweep), sweep_unref);
  g_task_run_in_thread (task, sweep_in_thread);
}

void
app_transfers_sweep (AppTransfers *self)
{
  AppProfile *profile = app_session_get_profile (self->session);
  Sweep *sweep = g_atomic_rc_box_new0 (Sweep);

  sweep->media = app_profile_dup_media_folder (profile);
  sweep->pasted = app_profile_dup_pasted_folder (profile);
  sweep->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* What is pasted, fetched or copied meanwhile is not meant. */
  sweep->before = g_get_real_time () / G_USEC_PER_SEC;
  app_cache_read_async (app_session_get_cache (self->session), read_known, sweep, sweep_unref,
                        self->cancellable, known_cb, NULL);
}

/* A history was removed: nothing of it moves any more, and its files go. */
void
app_transfers_follow (AppTransfers *self, AppCacheChanges *changes)
{
  guint n;
  const gint64 *messages = app_cache_changes_get_removed_transfers (changes, &n);
  GPtrArray *removed = app_cache_changes_get_removed_files (changes);

  for (guint i = 0; i < n; i++)
    {
      AppTransfer *transfer = g_hash_table_lookup (self->by_key, &messages[i]);

      if (transfer != NULL)
        app_transfers_drop (self, transfer);
    }
  for (guint i = 0; i < removed->len; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (g_ptr_array_index (removed, i));

      app_transfers_remove_file (self, file);
    }
}
