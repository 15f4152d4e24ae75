/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-private.h"

#include <glib/gi18n.h>

#include "app-error.h"

typedef struct
{
  SoupMessage *message;
  GFile *file;
  char *content_type;
  AppRestProgress progress;
  gpointer progress_data;
  guint64 done;
} Upload;

static void
upload_free (Upload *upload)
{
  if (upload->message != NULL)
    g_signal_handlers_disconnect_by_data (upload->message, upload);
  g_clear_object (&upload->message);
  g_clear_object (&upload->file);
  g_free (upload->content_type);
  g_free (upload);
}

static void
wrote_body_data_cb (SoupMessage *message, guint size, gpointer user_data)
{
  Upload *upload = user_data;

  upload->done += size;
  if (upload->progress != NULL)
    upload->progress (upload->done, upload->progress_data);
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *body = app_rest_send_finish (APP_REST (object), result, &error);

  if (body != NULL)
    g_task_return_pointer (task, body, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
return_file_error (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_new_error (task, APP_ERROR, APP_ERROR_FILE,
                           /* translators: %s is a reason */
                           _ ("The file cannot be read: %s"), error->message);
  g_error_free (error);
}

static void
info_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Upload *upload = g_task_get_task_data (task);
  GInputStream *stream = G_INPUT_STREAM (object);
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (stream),
                                                                      result, &error);

  if (info == NULL)
    {
      return_file_error (task, error);
      return;
    }
  soup_message_set_request_body (upload->message, upload->content_type, stream,
                                 g_file_info_get_size (info));
  g_signal_connect (upload->message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), upload);
  app_rest_send_async (g_task_get_source_object (task), upload->message,
                       g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (object), result, &error);

  if (stream == NULL)
    {
      return_file_error (task, error);
      return;
    }
  g_file_input_stream_query_info_async (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_PRIORITY_DEFAULT,
                                        g_task_get_cancellable (task), info_cb,
                                        g_object_ref (task));
}

/**
 * app_rest_upload_async:
 * @self: a client
 * @file: what to send
 * @kind: as a picture, video or sound, or as a document
 * @name: what it is called
 * @content_type: its MIME type
 * @progress: (nullable): called while it goes
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: called when the server has the whole file
 * @user_data: for @callback
 *
 * Sends a file, in pieces read off the main thread.
 */
void
app_rest_upload_async (AppRest *self,
                       GFile *file,
                       LandlineMediaKind kind,
                       const char *name,
                       const char *content_type,
                       AppRestProgress progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *path = NULL;
  Upload *upload;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (name != NULL && content_type != NULL);

  escaped = g_uri_escape_string (name, NULL, FALSE);
  path = g_strdup_printf ("/v1/media?type=%s&name=%s", landline_media_kind_to_string (kind),
                          escaped);
  upload = g_new0 (Upload, 1);
  upload->message = app_rest_make_message (self, "POST", path);
  upload->file = g_object_ref (file);
  upload->content_type = g_strdup (content_type);
  upload->progress = progress;
  upload->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_rest_upload_async);
  g_task_set_task_data (task, upload, (GDestroyNotify) upload_free);
  if (upload->message == NULL)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_UNREACHABLE,
                                       _ ("The server’s address is not known."));
      return;
    }
  g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, opened_cb, g_object_ref (task));
}

LandlineMedia *
app_rest_upload_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  body = g_task_propagate_pointer (G_TASK (result), error);
  if (body == NULL)
    return NULL;
  return landline_rest_parse_media (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}
