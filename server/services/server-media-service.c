/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-media-service.h"

#include <string.h>

#include "landline-error.h"
#include "landline-file-name.h"
#include "landline-id.h"
#include "server-limits.h"

/* What a file is when nobody says, or says nonsense (RFC 9110, section 8.3). */
#define FALLBACK_TYPE "application/octet-stream"

/**
 * ServerMediaService:
 *
 * The rules for files: how large, how many a minute, what they are called. A file is never taken
 * apart here. The blob comes first, then its row, then the answer; what a crash leaves between is
 * swept at the next start.
 */
struct _ServerMediaService
{
  GObject parent_instance;

  ServerStore *store;
  ServerBlob *blob;
  ServerConfig *config;
  GHashTable *uploads; /* how many each user has begun in this minute: (element-type utf8 guint) */
  gint64 minute;
};

struct _ServerUpload
{
  GObject parent_instance;

  ServerMediaService *service;
  ServerBlobWriter *writer;
  char *user_id;
  LandlineMediaKind kind;
  char *id;
  char *name;
  char *content_type;
  guint64 length;
};

G_DEFINE_FINAL_TYPE (ServerMediaService, server_media_service, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE (ServerUpload, server_upload, G_TYPE_OBJECT)

static void
server_upload_finalize (GObject *object)
{
  ServerUpload *self = SERVER_UPLOAD (object);

  g_clear_object (&self->writer);
  g_clear_object (&self->service);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->content_type, g_free);

  G_OBJECT_CLASS (server_upload_parent_class)->finalize (object);
}

static void
server_upload_class_init (ServerUploadClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_upload_finalize;
}

static void
server_upload_init (ServerUpload *self)
{
}

static void
server_media_service_finalize (GObject *object)
{
  ServerMediaService *self = SERVER_MEDIA_SERVICE (object);

  g_clear_pointer (&self->uploads, g_hash_table_unref);
  g_clear_object (&self->config);
  g_clear_object (&self->blob);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_media_service_parent_class)->finalize (object);
}

static void
server_media_service_class_init (ServerMediaServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_media_service_finalize;
}

static void
server_media_service_init (ServerMediaService *self)
{
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * server_media_service_new:
 * @store: the store
 * @blob: the files
 * @config: the limits
 *
 * Returns: (transfer full): the service
 */
ServerMediaService *
server_media_service_new (ServerStore *store, ServerBlob *blob, ServerConfig *config)
{
  ServerMediaService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);
  g_return_val_if_fail (SERVER_IS_BLOB (blob), NULL);
  g_return_val_if_fail (SERVER_IS_CONFIG (config), NULL);

  self = g_object_new (SERVER_TYPE_MEDIA_SERVICE, NULL);
  self->store = g_object_ref (store);
  self->blob = g_object_ref (blob);
  self->config = g_object_ref (config);
  return self;
}

/**
 * server_media_service_check_length:
 * @self: the service
 * @kind: what it is sent as
 * @length: how long the file is said to be, -1 when nothing is said
 * @error: return location for an error
 *
 * To be asked before anything of the file is read.
 *
 * Returns: whether such a file may be uploaded; otherwise %LANDLINE_ERROR_TOO_LARGE, or
 * %LANDLINE_ERROR_BAD_FRAME without a length
 */
gboolean
server_media_service_check_length (ServerMediaService *self,
                                   LandlineMediaKind kind,
                                   gint64 length,
                                   GError **error)
{
  guint64 limit;

  g_return_val_if_fail (SERVER_IS_MEDIA_SERVICE (self), FALSE);

  limit = server_config_get_limit (self->config, kind == LANDLINE_MEDIA_KIND_MEDIA
                                                     ? SERVER_CONFIG_MEDIA_BYTES
                                                     : SERVER_CONFIG_DOCUMENT_BYTES);
  if (length < 0)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                           "An upload has to say how long it is.");
      return FALSE;
    }
  if ((guint64) length > limit)
    {
      g_autofree char *limit_text = g_format_size (limit);

      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                   "A file sent as %s may have at most %s.", landline_media_kind_to_string (kind),
                   limit_text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_rate (ServerMediaService *self, const char *user_id, GError **error)
{
  guint64 limit = server_config_get_limit (self->config, SERVER_CONFIG_UPLOADS_PER_MINUTE);
  gint64 minute = g_get_monotonic_time () / (60 * G_USEC_PER_SEC);
  guint n;

  if (limit == 0)
    return TRUE;
  if (minute != self->minute)
    g_hash_table_remove_all (self->uploads);
  self->minute = minute;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->uploads, user_id));
  if (n >= limit)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE,
                   "Too many files: this server takes %" G_GUINT64_FORMAT " a minute.", limit);
      landline_error_set_retry_after (*error, 60 * 1000);
      return FALSE;
    }
  g_hash_table_insert (self->uploads, g_strdup (user_id), GUINT_TO_POINTER (n + 1));
  return TRUE;
}

/* type/subtype of RFC 6838's characters, without parameters: it goes into a header as it is. */
static gboolean
is_content_type (const char *text)
{
  guint n_slashes = 0;
  gsize length = strlen (text);

  if (length < 3 || length > LANDLINE_LIMIT_CONTENT_TYPE || !g_ascii_isalnum (text[0]))
    return FALSE;
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '/')
        n_slashes++;
      else if (!g_ascii_isalnum (*c) && strchr ("!#$&-^_.+", *c) == NULL)
        return FALSE;
    }
  return n_slashes == 1 && text[length - 1] != '/';
}

static char *
clean_content_type (const char *said)
{
  g_autofree char *type = NULL;

  if (said == NULL)
    return g_strdup (FALLBACK_TYPE);
  type = g_ascii_strdown (said, strcspn (said, ";"));
  g_strstrip (type);
  return is_content_type (type) ? g_steal_pointer (&type) : g_strdup (FALLBACK_TYPE);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerUpload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  upload->writer = server_blob_create_finish (SERVER_BLOB (source), result, &error);
  if (upload->writer != NULL)
    g_task_return_pointer (task, g_object_ref (upload), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * server_media_service_upload_async:
 * @self: the service
 * @account: who uploads
 * @kind: what it is to be sent as
 * @name: what it is called
 * @content_type: (nullable): what it is said to be
 * @length: how long it is
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Begins an upload.
 *
 * The errors are those of server_media_service_check_length(), %LANDLINE_ERROR_RATE and
 * %LANDLINE_ERROR_STORAGE_FULL.
 */
void
server_media_service_upload_async (ServerMediaService *self,
                                   ServerAccount *account,
                                   LandlineMediaKind kind,
                                   const char *name,
                                   const char *content_type,
                                   gint64 length,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  ServerUpload *upload;

  g_return_if_fail (SERVER_IS_MEDIA_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_media_service_upload_async);
  if (!server_media_service_check_length (self, kind, length, &error) ||
      !check_rate (self, server_account_get_user_id (account), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  upload = g_object_new (SERVER_TYPE_UPLOAD, NULL);
  upload->service = g_object_ref (self);
  upload->user_id = g_strdup (server_account_get_user_id (account));
  upload->kind = kind;
  upload->id = landline_id_new (LANDLINE_ID_MEDIA);
  upload->name = landline_file_name_clean (name);
  upload->content_type = clean_content_type (content_type);
  upload->length = length;
  g_task_set_task_data (task, upload, g_object_unref);
  server_blob_create_async (self->blob, upload->id, length, cancellable, created_cb,
                            g_steal_pointer (&task));
}

/**
 * server_media_service_upload_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the upload, to be written to
 */
ServerUpload *
server_media_service_upload_finish (ServerMediaService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (server_blob_writer_write_finish (SERVER_BLOB_WRITER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * server_upload_write_async:
 * @self: the upload
 * @bytes: the next bytes, 256 KiB are a good size
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Writes; one call at a time.
 */
void
server_upload_write_async (ServerUpload *self,
                           GBytes *bytes,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_UPLOAD (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_upload_write_async);
  server_blob_writer_write_async (self->writer, bytes, cancellable, written_cb, task);
}

gboolean
server_upload_write_finish (ServerUpload *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
row_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerUpload *self = g_task_get_source_object (task);
  LandlineMedia *media = g_task_get_task_data (task);
  GError *error = NULL;

  if (server_store_media_create_finish (SERVER_STORE (source), result, &error))
    {
      g_task_return_pointer (task, g_object_ref (media), g_object_unref);
      return;
    }
  server_blob_remove_async (self->service->blob, self->id, NULL, NULL, NULL);
  g_task_return_error (task, error);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerUpload *self = g_task_get_source_object (task);
  g_autofree char *sha256 = NULL;
  LandlineMedia *media;
  GError *error = NULL;

  sha256 = server_blob_writer_finish_finish (SERVER_BLOB_WRITER (source), result, &error);
  if (sha256 == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  media = landline_media_new (self->kind, self->id, self->name, self->content_type, self->length,
                              sha256);
  g_task_set_task_data (task, media, g_object_unref);
  server_store_media_create_async (self->service->store, self->user_id, media, NULL, row_cb,
                                   g_steal_pointer (&task));
}

/**
 * server_upload_complete_async:
 * @self: an upload of which every byte has been written
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes the file durable, then its row.
 */
void
server_upload_complete_async (ServerUpload *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_UPLOAD (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_upload_complete_async);
  server_blob_writer_finish_async (self->writer, NULL, finished_cb, task);
}

/**
 * server_upload_complete_finish:
 * @self: the upload
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
LandlineMedia *
server_upload_complete_finish (ServerUpload *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_upload_abort:
 * @self: an upload that nothing is under way on
 *
 * Gives it up at once.
 */
void
server_upload_abort (ServerUpload *self)
{
  g_return_if_fail (SERVER_IS_UPLOAD (self));

  server_blob_writer_abort (self->writer);
}

static void
got_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LandlineMedia *media = server_store_media_get_finish (SERVER_STORE (source), result, &error);

  if (media != NULL)
    g_task_return_pointer (task, media, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * server_media_service_get_async:
 * @self: the service
 * @account: who asks
 * @media_id: the file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a file up that who asks may see: %LANDLINE_ERROR_NOT_FOUND for all others.
 */
void
server_media_service_get_async (ServerMediaService *self,
                                ServerAccount *account,
                                const char *media_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MEDIA_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (media_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_media_service_get_async);
  server_store_media_get_async (self->store, server_account_get_user_id (account), media_id,
                                cancellable, got_cb, task);
}

/**
 * server_media_service_get_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
LandlineMedia *
server_media_service_get_finish (ServerMediaService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (ServerBlobReader) reader = NULL;
  LandlineMedia *media = g_task_get_task_data (task);
  GError *error = NULL;

  reader = server_blob_open_finish (SERVER_BLOB (source), result, &error);
  if (reader == NULL)
    g_task_return_error (task, error);
  else if (server_blob_reader_get_size (reader) != landline_media_get_size (media))
    g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                             "The file %s is damaged on the server.",
                             landline_media_get_id (media));
  else
    g_task_return_pointer (task, g_steal_pointer (&reader), g_object_unref);
}

/**
 * server_media_service_open_async:
 * @self: the service
 * @media: a file that who asks may see, see server_media_service_get_async()
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Opens a file for reading.
 */
void
server_media_service_open_async (ServerMediaService *self,
                                 LandlineMedia *media,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MEDIA_SERVICE (self));
  g_return_if_fail (LANDLINE_IS_MEDIA (media));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_media_service_open_async);
  g_task_set_task_data (task, g_object_ref (media), g_object_unref);
  server_blob_open_async (self->blob, landline_media_get_id (media), cancellable, opened_cb, task);
}

/**
 * server_media_service_open_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what reads it, or %NULL
 */
ServerBlobReader *
server_media_service_open_finish (ServerMediaService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A page of what was found: one more than fits is asked for, to know whether there is more. */
typedef struct
{
  guint limit;
  gboolean more;
} FindCall;

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FindCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *hits = server_store_media_find_finish (SERVER_STORE (source), result, &error);

  if (hits == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->more = hits->len > call->limit;
  if (call->more)
    g_ptr_array_set_size (hits, (int) call->limit);
  g_task_return_pointer (task, hits, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_media_service_find_async:
 * @self: the service
 * @account: who asks
 * @name: the name, which is cleaned as that of an upload is
 * @before: (nullable): the last file of the page before
 * @limit: how many, 0 for the usual
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds files by name among what who asks may see.
 */
void
server_media_service_find_async (ServerMediaService *self,
                                 ServerAccount *account,
                                 const char *name,
                                 const char *before,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *clean = NULL;
  FindCall *call;
  GTask *task;

  g_return_if_fail (SERVER_IS_MEDIA_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (name != NULL);

  clean = landline_file_name_clean (name);
  call = g_new0 (FindCall, 1);
  call->limit = limit == 0 ? LANDLINE_DEFAULT_PAGE : MIN (limit, LANDLINE_LIMIT_PAGE);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_media_service_find_async);
  g_task_set_task_data (task, call, g_free);
  server_store_media_find_async (self->store, server_account_get_user_id (account), clean, before,
                                 call->limit + 1, cancellable, found_cb, task);
}

/**
 * server_media_service_find_finish:
 * @self: the service
 * @result: the result
 * @more: (out): whether there are older ones; untouched when it fails
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineMediaHit): the files, newest first, or %NULL
 */
GPtrArray *
server_media_service_find_finish (ServerMediaService *self,
                                  GAsyncResult *result,
                                  gboolean *more,
                                  GError **error)
{
  GPtrArray *hits;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (more != NULL, NULL);

  hits = g_task_propagate_pointer (G_TASK (result), error);
  if (hits != NULL)
    *more = ((FindCall *) g_task_get_task_data (G_TASK (result)))->more;
  return hits;
}
