/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-status.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "app-error.h"
#include "app-session-statuses.h"
#include "app-transfers-private.h"
#include "landline-file-name.h"
#include "landline-id.h"

/* Of a file that the server does not have yet: it says the true one when it has. */
#define UNKNOWN_DIGEST "0000000000000000000000000000000000000000000000000000000000000000"

typedef struct
{
  AppOutgoingFile *file;
  LandlineAudience audience;
  char *media_id;
  GFile *copy;
} PostCall;

static void
post_call_free (PostCall *call)
{
  g_object_unref (call->file);
  landline_audience_clear (&call->audience);
  g_free (call->media_id);
  g_object_unref (call->copy);
  g_free (call);
}

static gboolean
make_copy (PostCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (call->copy);
  g_autofree char *path = g_file_get_path (folder);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_file_copy (app_outgoing_file_get_file (call->file), call->copy, G_FILE_COPY_NONE,
                        cancellable, NULL, NULL, error);
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

/* As with a message: the file may be changed or out of reach before the server has it. */
static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PostCall *call = task_data;
  g_autoptr (GError) error = NULL;

  if (make_copy (call, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, APP_ERROR, APP_ERROR_FILE,
                             /* translators: the name of a file and a reason */
                             _ ("“%s” cannot be read: %s"), app_outgoing_file_get_name (call->file),
                             error->message);
}

static LandlineContent *
make_content (PostCall *call)
{
  AppOutgoingFile *file = call->file;
  g_autofree char *name = landline_file_name_clean (app_outgoing_file_get_name (file));
  const char *caption = app_outgoing_file_get_caption (file);
  g_autoptr (LandlineMedia) plain = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, call->media_id,
                                                        name,
                                                        app_outgoing_file_get_content_type (file),
                                                        app_outgoing_file_get_size (file),
                                                        UNKNOWN_DIGEST);
  g_autoptr (LandlineMedia) media = landline_media_new_with_preview (
      plain, app_outgoing_file_get_width (file), app_outgoing_file_get_height (file),
      app_outgoing_file_get_duration (file), app_outgoing_file_get_thumbnail (file));

  return landline_content_new_media (media, caption != NULL && *caption != '\0' ? caption : NULL);
}

static void
posted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PostCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 key = app_session_post_status_finish (APP_SESSION (object), result, &error);

  if (key != 0)
    {
      g_task_return_pointer (task, g_memdup2 (&key, sizeof key), g_free);
      return;
    }
  app_transfers_remove_file (g_task_get_source_object (task), call->copy);
  g_task_return_error (task, error);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppTransfers *self = APP_TRANSFERS (object);
  PostCall *call = g_task_get_task_data (task);
  g_autoptr (LandlineContent) content = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      app_transfers_remove_file (self, call->copy);
      g_task_return_error (task, error);
      return;
    }
  content = make_content (call);
  path = g_file_get_path (call->copy);
  app_session_post_status_async (self->session, content, NULL, &call->audience, path,
                                 g_task_get_cancellable (task), posted_cb, g_object_ref (task));
}

/**
 * app_transfers_post_status_async:
 * @self: the transfers
 * @file: a picture or a video that was inspected
 * @audience: who sees it
 * @cancellable: (nullable): to stop it
 * @callback: called when it is in the cache
 * @user_data: for @callback
 *
 * Shows a picture or a video, with its caption, for a day.
 */
void
app_transfers_post_status_async (AppTransfers *self,
                                 AppOutgoingFile *file,
                                 const LandlineAudience *audience,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) copy = NULL;
  PostCall *call;
  GError *error = NULL;

  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (APP_IS_OUTGOING_FILE (file) && audience != NULL);
  g_return_if_fail (app_outgoing_file_get_name (file) != NULL &&
                    app_outgoing_file_get_content_type (file) != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_transfers_post_status_async);
  if (app_outgoing_file_get_as_document (file))
    {
      g_task_return_new_error (task, APP_ERROR, APP_ERROR_FILE,
                               /* translators: %s is the name of a file */
                               _ ("“%s” is neither a picture nor a video."),
                               app_outgoing_file_get_name (file));
      return;
    }
  if (!app_transfers_check (self, file, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (PostCall, 1);
  call->file = g_object_ref (file);
  call->audience.mode = audience->mode;
  call->audience.users = g_strdupv (audience->users);
  call->media_id = landline_id_new (LANDLINE_ID_MEDIA);
  call->copy = app_transfers_make_file (self, call->media_id, app_outgoing_file_get_name (file));
  g_task_set_task_data (task, call, (GDestroyNotify) post_call_free);
  copy = g_task_new (self, cancellable, copied_cb, g_object_ref (task));
  g_task_set_task_data (copy, call, NULL);
  g_task_run_in_thread (copy, copy_in_thread);
}

gint64
app_transfers_post_status_finish (AppTransfers *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}
