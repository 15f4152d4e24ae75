/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-private.h"

#include <glib/gi18n.h>

#include "app-error.h"
#include "app-file-writer.h"
#include "app-net-error.h"

#define CHUNK_BYTES (256 * 1024)

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  AppFileWriter *writer;
  LandlineMedia *media;
  AppRestProgress progress;
  gpointer progress_data;
} Download;

static void read_more (GTask *task);

static void
download_free (Download *download)
{
  g_clear_object (&download->message);
  g_clear_object (&download->stream);
  g_clear_object (&download->writer);
  g_clear_object (&download->media);
  g_free (download);
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_file_writer_close_finish (APP_FILE_WRITER (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What a member's client knows of a file only by its id has no hash. */
static void
end_of_body (GTask *task)
{
  Download *download = g_task_get_task_data (task);
  const char *sha256 = landline_media_get_sha256 (download->media);
  gboolean known = sha256 != NULL && *sha256 != '\0';

  if (known &&
      app_file_writer_get_size (download->writer) < landline_media_get_size (download->media))
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_UNREACHABLE,
                                       _ ("The connection broke before the file was complete."));
      return;
    }
  app_file_writer_close_async (download->writer, known ? sha256 : NULL,
                               g_task_get_cancellable (task), closed_cb, g_object_ref (task));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  if (!app_file_writer_write_finish (APP_FILE_WRITER (object), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (download->progress != NULL)
    download->progress (app_file_writer_get_size (download->writer), download->progress_data);
  read_more (task);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result,
                                                               &error);
  guint64 limit;

  if (bytes == NULL)
    {
      app_net_error_explain (&error);
      g_task_return_error (task, error);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      end_of_body (task);
      return;
    }
  /* Whatever the server does, no more than was announced lands on the disk. */
  limit = landline_media_get_size (download->media);
  if (limit == 0)
    limit = LANDLINE_LIMIT_MEDIA;
  if (app_file_writer_get_size (download->writer) + g_bytes_get_size (bytes) > limit)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_DAMAGED,
                                       _ ("The file is longer than was announced."));
      return;
    }
  app_file_writer_write_async (download->writer, bytes, g_task_get_cancellable (task), written_cb,
                               g_object_ref (task));
}

static void
read_more (GTask *task)
{
  Download *download = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (download->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
refused_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) body = app_rest_send_finish (APP_REST (object), result, &error);

  if (body == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_PROTOCOL,
                                     _ ("The server did not send the file."));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) reply = NULL;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;

  download->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (download->stream == NULL)
    {
      app_net_error_explain (&error);
      g_task_return_error (task, error);
      return;
    }
  if (soup_message_get_status (download->message) == SOUP_STATUS_OK)
    {
      read_more (task);
      return;
    }
  reply = g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), refused_cb,
                      g_object_ref (task));
  app_rest_read_reply (reply, download->message, download->stream);
}

/**
 * app_rest_download_async:
 * @self: a client
 * @media: which file; with its size and hash, where they are known
 * @destination: where to; a file there is replaced once the new one is complete
 * @progress: (nullable): called while it comes
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: called when the file is complete
 * @user_data: for @callback
 *
 * Fetches a file. Fails with %APP_ERROR_DAMAGED when it is not what was announced.
 */
void
app_rest_download_async (AppRest *self,
                         LandlineMedia *media,
                         GFile *destination,
                         AppRestProgress progress,
                         gpointer progress_data,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *path = NULL;
  Download *download;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (LANDLINE_IS_MEDIA (media));
  g_return_if_fail (G_IS_FILE (destination));

  path = g_strconcat ("/v1/media/", landline_media_get_id (media), NULL);
  download = g_new0 (Download, 1);
  download->message = app_rest_make_message (self, "GET", path);
  download->writer = app_file_writer_new (destination);
  download->media = g_object_ref (media);
  download->progress = progress;
  download->progress_data = progress_data;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_rest_download_async);
  g_task_set_task_data (task, download, (GDestroyNotify) download_free);
  if (download->message == NULL)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_UNREACHABLE,
                                       _ ("The server’s address is not known."));
      return;
    }
  app_rest_soup_send_async (self, download->message, cancellable, sent_cb, g_object_ref (task));
}

gboolean
app_rest_download_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
