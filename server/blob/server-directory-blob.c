/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-blob"

#include "config.h"

#include "server-directory-blob.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-file-reader.h"
#include "server-file-writer.h"

/**
 * ServerDirectoryBlob:
 *
 * Blobs as files of one folder, named by their ids and by nothing that anybody outside has said.
 */
struct _ServerDirectoryBlob
{
  GObject parent_instance;

  int folder;
  char *path;
  ServerBlobWorker *worker;
  ServerFileSpace space;
  GHashTable *
      at_start; /* names that were there when the server started: (element-type utf8 utf8), a set */
};

static void server_directory_blob_iface_init (ServerBlobInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerDirectoryBlob,
                               server_directory_blob,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BLOB,
                                                      server_directory_blob_iface_init))

typedef struct
{
  char *id;
  guint64 size;
  guint64 offset;
  char *sha256;
  GHashTable *known;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->id);
  g_free (request->sha256);
  g_clear_pointer (&request->known, g_hash_table_unref);
  g_free (request);
}

/* Nothing but an id of ours is ever made part of a path. */
static Request *
begin (ServerBlob *blob, const char *id, GTask *task)
{
  Request *request;

  if (id != NULL && !landline_id_is_prefixed (id, LANDLINE_ID_MEDIA))
    {
      g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No such file.");
      g_object_unref (task);
      return NULL;
    }
  request = g_new0 (Request, 1);
  request->id = g_strdup (id);
  g_task_set_task_data (task, request, request_free);
  return request;
}

static void
run (ServerBlob *blob, GTask *task, ServerBlobJob job)
{
  server_blob_worker_run (SERVER_DIRECTORY_BLOB (blob)->worker, task, job);
}

static void
do_create (GTask *task, gpointer source, gpointer data)
{
  ServerDirectoryBlob *self = source;
  Request *request = data;
  ServerFileWriter *writer;
  GError *error = NULL;

  writer = server_file_writer_new (G_OBJECT (self), self->worker, &self->space, self->folder,
                                   request->id, request->size, &error);
  if (writer != NULL)
    g_task_return_pointer (task, writer, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
server_directory_blob_create_async (ServerBlob *blob, const char *id, guint64 length, GTask *task)
{
  Request *request = begin (blob, id, task);

  if (request == NULL)
    return;
  request->size = length;
  run (blob, task, do_create);
}

static void
do_resume (GTask *task, gpointer source, gpointer data)
{
  ServerDirectoryBlob *self = source;
  Request *request = data;
  ServerFileWriter *writer;
  GError *error = NULL;

  writer = server_file_writer_resume (G_OBJECT (self), self->worker, &self->space, self->folder,
                                      request->id, request->size, request->offset, &error);
  if (writer != NULL)
    g_task_return_pointer (task, writer, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
server_directory_blob_resume_async (ServerBlob *blob,
                                    const char *id,
                                    guint64 length,
                                    guint64 offset,
                                    GTask *task)
{
  Request *request = begin (blob, id, task);

  if (request == NULL)
    return;
  request->size = length;
  request->offset = offset;
  run (blob, task, do_resume);
}

static ServerFileReader *
open_file (ServerDirectoryBlob *self, const char *id, GError **error)
{
  int file = openat (self->folder, id, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (file >= 0)
    return server_file_reader_new (self->worker, file);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
               "The file %s is not on the server any more.", id);
  return NULL;
}

static void
do_open (GTask *task, gpointer source, gpointer data)
{
  Request *request = data;
  GError *error = NULL;
  ServerFileReader *reader = open_file (source, request->id, &error);

  if (reader != NULL)
    g_task_return_pointer (task, reader, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
server_directory_blob_open_async (ServerBlob *blob, const char *id, GTask *task)
{
  if (begin (blob, id, task) != NULL)
    run (blob, task, do_open);
}

static gboolean
remove_file (ServerDirectoryBlob *self, const char *name)
{
  struct stat file;
  gboolean is_there = fstatat (self->folder, name, &file, AT_SYMLINK_NOFOLLOW) == 0;

  if (!is_there)
    return errno == ENOENT;
  if (unlinkat (self->folder, name, 0) != 0)
    return FALSE;
  g_mutex_lock (&self->space.lock);
  self->space.used -= MIN (self->space.used, (guint64) file.st_size);
  g_mutex_unlock (&self->space.lock);
  return TRUE;
}

static void
do_remove (GTask *task, gpointer source, gpointer data)
{
  Request *request = data;
  g_autofree char *unfinished = g_strconcat (".", request->id, ".part", NULL);

  if (remove_file (source, request->id) && remove_file (source, unfinished))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                             "The server cannot remove the file %s: %s", request->id,
                             g_strerror (errno));
}

static void
server_directory_blob_remove_async (ServerBlob *blob, const char *id, GTask *task)
{
  if (begin (blob, id, task) != NULL)
    run (blob, task, do_remove);
}

static void
do_check (GTask *task, gpointer source, gpointer data)
{
  Request *request = data;
  g_autoptr (ServerFileReader) reader = NULL;
  g_autofree char *sha256 = NULL;
  GError *error = NULL;

  reader = open_file (source, request->id, &error);
  if (reader != NULL)
    sha256 = server_file_reader_hash (reader, &error);
  if (sha256 == NULL)
    g_task_return_error (task, error);
  else if (server_blob_reader_get_size (SERVER_BLOB_READER (reader)) != request->size ||
           g_strcmp0 (sha256, request->sha256) != 0)
    g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                             "The file %s is damaged.", request->id);
  else
    g_task_return_boolean (task, TRUE);
}

static void
server_directory_blob_check_async (ServerBlob *blob,
                                   const char *id,
                                   guint64 size,
                                   const char *sha256,
                                   GTask *task)
{
  Request *request = begin (blob, id, task);

  if (request == NULL)
    return;
  request->size = size;
  request->sha256 = g_strdup (sha256);
  run (blob, task, do_check);
}

static gboolean
is_known (GHashTable *known, const char *name)
{
  g_autofree char *id = NULL;

  if (name[0] != '.')
    return g_hash_table_contains (known, name);
  id = g_strndup (name + 1, strlen (name) - strlen (".") - strlen (".part"));
  return g_hash_table_contains (known, id);
}

static void
do_sweep (GTask *task, gpointer source, gpointer data)
{
  ServerDirectoryBlob *self = source;
  Request *request = data;
  GHashTableIter names;
  gpointer name;
  int n_removed = 0;

  g_hash_table_iter_init (&names, self->at_start);
  while (g_hash_table_iter_next (&names, &name, NULL))
    {
      if (!is_known (request->known, name) && remove_file (self, name))
        n_removed++;
      g_hash_table_iter_remove (&names);
    }
  g_task_return_int (task, n_removed);
}

static void
server_directory_blob_sweep_async (ServerBlob *blob, GHashTable *known, GTask *task)
{
  Request *request = begin (blob, NULL, task);

  request->known = g_hash_table_ref (known);
  run (blob, task, do_sweep);
}

static guint64
server_directory_blob_get_used (ServerBlob *blob)
{
  ServerDirectoryBlob *self = SERVER_DIRECTORY_BLOB (blob);
  guint64 used;

  g_mutex_lock (&self->space.lock);
  used = self->space.used;
  g_mutex_unlock (&self->space.lock);
  return used;
}

static void
server_directory_blob_iface_init (ServerBlobInterface *iface)
{
  iface->create_async = server_directory_blob_create_async;
  iface->resume_async = server_directory_blob_resume_async;
  iface->open_async = server_directory_blob_open_async;
  iface->remove_async = server_directory_blob_remove_async;
  iface->check_async = server_directory_blob_check_async;
  iface->sweep_async = server_directory_blob_sweep_async;
  iface->get_used = server_directory_blob_get_used;
}

static void
server_directory_blob_finalize (GObject *object)
{
  ServerDirectoryBlob *self = SERVER_DIRECTORY_BLOB (object);

  if (self->folder >= 0)
    close (self->folder);
  g_clear_pointer (&self->worker, server_blob_worker_unref);
  g_clear_pointer (&self->at_start, g_hash_table_unref);
  g_clear_pointer (&self->path, g_free);
  g_mutex_clear (&self->space.lock);

  G_OBJECT_CLASS (server_directory_blob_parent_class)->finalize (object);
}

static void
server_directory_blob_class_init (ServerDirectoryBlobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_directory_blob_finalize;
}

static void
server_directory_blob_init (ServerDirectoryBlob *self)
{
  self->folder = -1;
  self->worker = server_blob_worker_new ();
  self->at_start = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->space.lock);
}

/* What is ours: files named by ids, and what was left of those that were not finished. */
static gboolean
is_ours (const char *name)
{
  return landline_id_is_prefixed (name, LANDLINE_ID_MEDIA) ||
         (g_str_has_prefix (name, ".m_") && g_str_has_suffix (name, ".part"));
}

static gboolean
look_around (ServerDirectoryBlob *self, GError **error)
{
  g_autoptr (GDir) folder = g_dir_open (self->path, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      struct stat file;

      if (!is_ours (name) || fstatat (self->folder, name, &file, AT_SYMLINK_NOFOLLOW) != 0 ||
          !S_ISREG (file.st_mode))
        continue;
      self->space.used += file.st_size;
      g_hash_table_add (self->at_start, g_strdup (name));
    }
  return TRUE;
}

/**
 * server_directory_blob_new:
 * @folder: the folder, which is made when there is none
 * @quota: bytes that all files may have, 0 for no limit
 * @error: return location for an error
 *
 * Opens a folder of files. Blocks for a moment: at start.
 *
 * Returns: (transfer full): the blobs, or %NULL
 */
ServerBlob *
server_directory_blob_new (const char *folder, guint64 quota, GError **error)
{
  g_autoptr (ServerDirectoryBlob) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (SERVER_TYPE_DIRECTORY_BLOB, NULL);
  self->path = g_strdup (folder);
  self->space.quota = quota;
  if (g_mkdir_with_parents (folder, 0700) == 0)
    self->folder = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->folder < 0)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                   "The folder for files, %s, cannot be used: %s", folder, g_strerror (errno));
      return NULL;
    }
  if (!look_around (self, error))
    return NULL;
  return SERVER_BLOB (g_steal_pointer (&self));
}

/**
 * server_directory_blob_set_quota:
 * @self: the blobs
 * @quota: bytes that all files may have from now on, 0 for no limit; those that are there stay
 */
void
server_directory_blob_set_quota (ServerDirectoryBlob *self, guint64 quota)
{
  g_return_if_fail (SERVER_IS_DIRECTORY_BLOB (self));

  g_mutex_lock (&self->space.lock);
  self->space.quota = quota;
  g_mutex_unlock (&self->space.lock);
}
