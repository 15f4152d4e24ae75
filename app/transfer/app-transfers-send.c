/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-private.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-cache-transfers.h"
#include "app-error.h"
#include "landline-file-name.h"
#include "landline-id.h"

#define HASH_BYTES (256 * 1024)
/* The digest of a file that was not read yet */
#define UNKNOWN_DIGEST "0000000000000000000000000000000000000000000000000000000000000000"
#define FILE_ATTRIBUTES                                                                            \
  G_FILE_ATTRIBUTE_STANDARD_TYPE                                                                   \
  "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME                    \
  "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE "," G_FILE_ATTRIBUTE_ACCESS_CAN_READ

static guint64
get_limit (AppTransfers *self, AppOutgoingFile *file)
{
  return app_outgoing_file_get_as_document (file)
             ? app_session_get_document_size_max (self->session)
             : app_session_get_media_size_max (self->session);
}

/**
 * app_transfers_check:
 * @self: the transfers
 * @file: a file whose size is known
 * @error: return location
 *
 * Returns: whether the server takes a file of this size, sent in this way
 */
gboolean
app_transfers_check (AppTransfers *self, AppOutgoingFile *file, GError **error)
{
  g_autofree char *size = NULL;
  g_autofree char *limit = NULL;

  g_return_val_if_fail (APP_IS_TRANSFERS (self), FALSE);
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (file), FALSE);

  if (app_outgoing_file_get_size (file) <= get_limit (self, file))
    return TRUE;
  size = g_format_size (app_outgoing_file_get_size (file));
  limit = g_format_size (get_limit (self, file));
  if (app_outgoing_file_get_as_document (file))
    g_set_error (error, APP_ERROR, APP_ERROR_TOO_LARGE,
                 /* translators: a file's name, its size, and the largest size, such as 104.9 MB */
                 _ ("“%s” is %s. The largest document that this server takes is %s."),
                 app_outgoing_file_get_name (file), size, limit);
  else
    g_set_error (error, APP_ERROR, APP_ERROR_TOO_LARGE,
                 /* translators: a file's name, its size, and the largest size, such as 16.8 MB */
                 _ ("“%s” is %s. The largest picture or video that this server takes is %s; send "
                    "it as a document."),
                 app_outgoing_file_get_name (file), size, limit);
  return FALSE;
}

static gboolean
is_media_type (const char *content_type)
{
  return content_type != NULL &&
         (g_str_has_prefix (content_type, "image/") || g_str_has_prefix (content_type, "video/") ||
          g_str_has_prefix (content_type, "audio/"));
}

static gboolean
take_info (AppOutgoingFile *file, GFileInfo *info, GError **error)
{
  g_autofree char *mime = NULL;
  const char *content_type = g_file_info_get_content_type (info);

  app_outgoing_file_set_name (file, g_file_info_get_display_name (info));
  app_outgoing_file_set_size (file, g_file_info_get_size (info));
  if (content_type != NULL)
    mime = g_content_type_get_mime_type (content_type);
  app_outgoing_file_set_content_type (file, mime != NULL ? mime : "application/octet-stream");
  if (!is_media_type (app_outgoing_file_get_content_type (file)))
    app_outgoing_file_set_as_document (file, TRUE);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error (error, APP_ERROR, APP_ERROR_FILE,
                 /* translators: %s is a name */
                 _ ("“%s” is no file. Folders cannot be sent; pack it into an archive first."),
                 app_outgoing_file_get_name (file));
  else if (g_file_info_get_size (info) == 0)
    g_set_error (error, APP_ERROR, APP_ERROR_FILE,
                 /* translators: %s is the name of a file */
                 _ ("“%s” is empty."), app_outgoing_file_get_name (file));
  else if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ACCESS_CAN_READ) &&
           !g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_READ))
    g_set_error (error, APP_ERROR, APP_ERROR_FILE,
                 /* translators: %s is the name of a file */
                 _ ("“%s” cannot be read: permission is missing."),
                 app_outgoing_file_get_name (file));
  else
    return TRUE;
  return FALSE;
}

static void
inspected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppOutgoingFile *file = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (object), result, &error);

  if (info != NULL && take_info (file, info, &error) &&
      app_transfers_check (g_task_get_source_object (task), file, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
app_transfers_inspect_async (AppTransfers *self,
                             AppOutgoingFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (APP_IS_OUTGOING_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_transfers_inspect_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_file_query_info_async (app_outgoing_file_get_file (file), FILE_ATTRIBUTES,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, cancellable, inspected_cb,
                           task);
}

gboolean
app_transfers_inspect_finish (AppTransfers *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  AppOutgoingFile *file;
  gint64 chat;
  char *id;
  char *media_id;
  gint64 time;
  guint64 limit;
  GFile *copy;
  guint64 size;
  char *sha256;
  LandlineContent *content;
  gint64 key;
  gboolean gone; /* deleted while its file was copied */
} SendCall;

static void
send_call_free (SendCall *call)
{
  g_object_unref (call->file);
  g_free (call->id);
  g_free (call->media_id);
  g_clear_object (&call->copy);
  g_free (call->sha256);
  g_clear_object (&call->content);
  g_free (call);
}

static gboolean
hash_file (SendCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (HASH_BYTES);
  g_autoptr (GFileInputStream) stream = g_file_read (call->copy, cancellable, error);
  gssize n_read = stream != NULL ? 1 : -1;

  call->size = 0;
  while (n_read > 0)
    {
      n_read = g_input_stream_read (G_INPUT_STREAM (stream), buffer, HASH_BYTES, cancellable,
                                    error);
      if (n_read > 0)
        g_checksum_update (checksum, buffer, n_read);
      call->size += MAX (n_read, 0);
    }
  call->sha256 = g_strdup (g_checksum_get_string (checksum));
  return n_read == 0;
}

static gboolean
make_copy (SendCall *call, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (call->copy);
  g_autofree char *path = g_file_get_path (folder);

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return FALSE;
    }
  return g_file_copy (app_outgoing_file_get_file (call->file), call->copy, G_FILE_COPY_NONE,
                      cancellable, NULL, NULL, error) &&
         hash_file (call, cancellable, error);
}

/* A copy of our own is sent: the file may be changed, moved or, from a sandbox, out of reach before
 * its turn comes. On a file system that can, the copy shares its blocks. */
static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SendCall *call = task_data;
  GError *error = NULL;

  if (!make_copy (call, cancellable, &error))
    {
      g_task_return_new_error (task, APP_ERROR, APP_ERROR_FILE,
                               /* translators: the name of a file and a reason */
                               _ ("“%s” cannot be read: %s"),
                               app_outgoing_file_get_name (call->file), error->message);
      g_error_free (error);
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static LandlineContent *
make_content (SendCall *call)
{
  AppOutgoingFile *file = call->file;
  LandlineMediaKind kind = app_outgoing_file_get_as_document (file) ? LANDLINE_MEDIA_KIND_DOCUMENT
                                                                    : LANDLINE_MEDIA_KIND_MEDIA;
  g_autofree char *name = landline_file_name_clean (app_outgoing_file_get_name (file));
  const char *caption = app_outgoing_file_get_caption (file);
  g_autoptr (LandlineMedia) plain = landline_media_new (kind, call->media_id, name,
                                                        app_outgoing_file_get_content_type (file),
                                                        app_outgoing_file_get_size (file),
                                                        call->sha256 != NULL ? call->sha256
                                                                             : UNKNOWN_DIGEST);
  g_autoptr (LandlineMedia) media = landline_media_new_with_preview (
      plain, app_outgoing_file_get_width (file), app_outgoing_file_get_height (file),
      app_outgoing_file_get_duration (file), app_outgoing_file_get_thumbnail (file));

  return landline_content_new_media (media, caption != NULL && *caption != '\0' ? caption : NULL);
}

/* The call belongs to the task, which the write keeps until it is done. */
static void
write_call (GTask *task, AppCacheFunc func, GAsyncReadyCallback callback)
{
  AppTransfers *self = g_task_get_source_object (task);

  app_cache_write_async (app_session_get_cache (self->session), func, g_task_get_task_data (task),
                         NULL, NULL, callback, g_object_ref (task));
}

static void
return_error (GTask *task, GError *error)
{
  AppTransfers *self = g_task_get_source_object (task);
  SendCall *call = g_task_get_task_data (task);

  g_hash_table_remove (self->sending, call->id);
  g_task_return_error (task, error);
}

/* What could not be copied never was in the chat. */
static void
take_back (GTask *task, GError *error)
{
  AppTransfers *self = g_task_get_source_object (task);
  SendCall *call = g_task_get_task_data (task);

  app_transfers_forget (self, call->key);
  app_transfers_remove_file (self, call->copy);
  return_error (task, error);
}

static gboolean
write_copied (AppCacheDatabase *database, gpointer data, GError **error)
{
  SendCall *call = data;
  g_autofree char *path = g_file_get_path (call->copy);
  AppMessageKey key;
  gint64 chat;

  if (!app_cache_messages_find (database, call->id, &chat, &key, error))
    return FALSE;
  call->gone = key.key == 0;
  return call->gone ||
         (app_cache_messages_set_content (database, call->key, call->content, error) &&
          app_cache_files_put (database, call->media_id, path, error));
}

/* A picture from the clipboard is a file of ours, which nobody needs once it was copied. */
static void
remove_pasted (AppTransfers *self, AppOutgoingFile *outgoing)
{
  g_autofree char *path = app_profile_dup_pasted_folder (app_session_get_profile (self->session));
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  GFile *file = app_outgoing_file_get_file (outgoing);

  if (g_file_has_prefix (file, folder))
    g_file_delete_async (file, G_PRIORITY_LOW, NULL, NULL, NULL);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppTransfers *self = g_task_get_source_object (task);
  GError *error = NULL;
  SendCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);
  AppTransfer *transfer;

  if (call == NULL || call->gone)
    {
      if (call != NULL)
        app_transfers_remove_file (self, call->copy);
      return_error (task, call == NULL ? error
                                       : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                                              "The message was deleted."));
      return;
    }
  g_hash_table_remove (self->sending, call->id);
  remove_pasted (self, call->file);
  transfer = app_transfers_lookup (self, call->key);
  if (transfer != NULL)
    {
      app_transfer_set_content (transfer, call->content);
      app_transfer_set_file (transfer, call->copy);
      app_transfer_set_preparing (transfer, FALSE);
    }
  app_transfers_pump (self);
  g_task_return_pointer (task, g_memdup2 (&call->key, sizeof call->key), g_free);
}

static void
copied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SendCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      take_back (task, error);
      return;
    }
  app_outgoing_file_set_size (call->file, call->size);
  if (!app_transfers_check (APP_TRANSFERS (object), call->file, &error))
    {
      take_back (task, error);
      return;
    }
  g_clear_object (&call->content);
  call->content = make_content (call);
  write_call (task, write_copied, written_cb);
}

static gboolean
write_outgoing (AppCacheDatabase *database, gpointer data, GError **error)
{
  SendCall *call = data;

  return app_cache_messages_add_outgoing (database, call->chat, call->id, call->time, call->content,
                                          NULL, TRUE, &call->key, error) &&
         app_cache_transfers_put (database, call->key, TRUE, APP_CACHE_TRANSFER_OPEN, NULL, error);
}

static void
placed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppTransfers *self = g_task_get_source_object (task);
  GError *error = NULL;
  SendCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);
  g_autoptr (GTask) copy = NULL;

  if (call == NULL)
    {
      return_error (task, error);
      return;
    }
  app_transfer_set_preparing (app_transfers_add (self, call->key, TRUE, call->content), TRUE);
  copy = g_task_new (self, g_task_get_cancellable (task), copied_cb, g_object_ref (task));
  g_task_set_task_data (copy, call, NULL);
  g_task_run_in_thread (copy, copy_in_thread);
}

/**
 * app_transfers_send_async:
 * @self: the transfers
 * @chat_key: the chat
 * @file: what to send
 * @cancellable: (nullable): to stop it
 * @callback: called when the file was copied
 * @user_data: for @callback
 *
 * Puts a message with a file into the outbox, where it has its place in the chat from the moment of
 * the call: what is sent later stands behind it, however long its file takes. Where the file cannot
 * be copied the message is taken back.
 */
void
app_transfers_send_async (AppTransfers *self,
                          gint64 chat_key,
                          AppOutgoingFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SendCall *call;
  GError *error = NULL;

  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (APP_IS_OUTGOING_FILE (file));
  g_return_if_fail (app_outgoing_file_get_name (file) != NULL &&
                    app_outgoing_file_get_content_type (file) != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_transfers_send_async);
  if (!app_transfers_check (self, file, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (SendCall, 1);
  call->file = g_object_ref (file);
  call->chat = chat_key;
  call->id = landline_id_new_message ();
  call->media_id = landline_id_new (LANDLINE_ID_MEDIA);
  call->copy = app_transfers_make_file (self, call->media_id, app_outgoing_file_get_name (file));
  call->content = make_content (call);
  call->time = app_session_get_time (self->session);
  g_task_set_task_data (task, call, (GDestroyNotify) send_call_free);
  if (!app_session_check_content (self->session, call->content, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_hash_table_add (self->sending, g_strdup (call->id));
  write_call (task, write_outgoing, placed_cb);
}

/**
 * app_transfers_send_finish:
 * @self: the transfers
 * @result: what the callback got
 * @error: return location
 *
 * Returns: the key of the message, 0 on failure
 */
gint64
app_transfers_send_finish (AppTransfers *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}
