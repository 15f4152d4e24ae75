/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "landline-error.h"
#include "server-sqlite-statement.h"

/* "LLBK": tells a backup from any other SQLite file. */
#define ARCHIVE_ID 1280066123
/* Of the tables below. A newer one is refused. */
#define FORMAT     1
#define PART_BYTES (1 << 20)

#define SQL_CREATE                                                                                 \
  "PRAGMA page_size = 65536; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"                 \
  "PRAGMA application_id = " G_STRINGIFY (                                                         \
      ARCHIVE_ID) ";"                                                                              \
                  "PRAGMA user_version = " G_STRINGIFY (                                           \
                      FORMAT) ";"                                                                  \
                              "BEGIN IMMEDIATE;"                                                   \
                              "CREATE TABLE files (first INTEGER PRIMARY KEY, name TEXT NOT "      \
                              "NULL UNIQUE,"                                                       \
                              " size INTEGER NOT NULL, sha256 TEXT NOT NULL) STRICT;"              \
                              "CREATE TABLE parts (part INTEGER PRIMARY KEY, bytes BLOB NOT "      \
                              "NULL) STRICT;"                                                      \
                              "CREATE TABLE facts (key TEXT PRIMARY KEY, value INTEGER NOT "       \
                              "NULL) STRICT, WITHOUT ROWID;"

struct _ServerSqliteArchive
{
  sqlite3 *handle;
  char *path;
  gint64 next; /* part to be written */
  guint n_files;
  ServerSqliteArchivePassed passed;
  gpointer passed_data;
};

typedef int Descriptor;

static void
close_descriptor (Descriptor *descriptor)
{
  if (*descriptor >= 0)
    close (*descriptor);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Descriptor, close_descriptor)

static void
finalize_statement (sqlite3_stmt **statement)
{
  sqlite3_finalize (*statement);
}

typedef sqlite3_stmt *Statement;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Statement, finalize_statement)

static void
file_free (gpointer data)
{
  ServerSqliteArchiveFile *file = data;

  g_free (file->name);
  g_free (file->sha256);
  g_free (file);
}

static gboolean
fail (ServerSqliteArchive *self, GError **error)
{
  int code = sqlite3_errcode (self->handle) & 0xff;

  if (code == SQLITE_FULL)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL, "There is no space for %s.",
                 self->path);
  else if (code == SQLITE_NOTADB)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                 "%s is no backup of a Landline server.", self->path);
  else if (code == SQLITE_CORRUPT || code == SQLITE_ERROR)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED, "The backup %s is damaged.",
                 self->path);
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "Cannot use %s: %s.", self->path,
                 sqlite3_errmsg (self->handle));
  return FALSE;
}

static gboolean
fail_with_file (const char *doing, const char *path, GError **error)
{
  int saved_errno = errno;

  g_set_error (error, LANDLINE_ERROR,
               saved_errno == ENOSPC   ? LANDLINE_ERROR_STORAGE_FULL
               : saved_errno == ENOENT ? LANDLINE_ERROR_NOT_FOUND
                                       : LANDLINE_ERROR_BUSY,
               "Cannot %s %s: %s.", doing, path, g_strerror (saved_errno));
  return FALSE;
}

static ServerSqliteArchive *
open_handle (const char *path, int flags, GError **error)
{
  g_autoptr (ServerSqliteArchive) self = g_new0 (ServerSqliteArchive, 1);

  self->path = g_strdup (path);
  self->next = 1;
  if (sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      fail (self, error);
      return NULL;
    }
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return g_steal_pointer (&self);
}

static gboolean
read_number (ServerSqliteArchive *self, const char *sql, gint64 *number, GError **error)
{
  g_auto (Statement) statement = NULL;

  if (sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL) != SQLITE_OK ||
      sqlite3_step (statement) != SQLITE_ROW)
    return fail (self, error);
  *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/**
 * server_sqlite_archive_create:
 * @path: a file that is empty
 * @error: return location for an error
 *
 * Begins an archive. Until server_sqlite_archive_finish() it is worth nothing.
 *
 * Returns: (transfer full): the archive, or %NULL
 */
ServerSqliteArchive *
server_sqlite_archive_create (const char *path, GError **error)
{
  g_autoptr (ServerSqliteArchive) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = open_handle (path, SQLITE_OPEN_READWRITE, error);
  if (self == NULL)
    return NULL;
  if (sqlite3_exec (self->handle, SQL_CREATE, NULL, NULL, NULL) == SQLITE_OK)
    return g_steal_pointer (&self);
  fail (self, error);
  return NULL;
}

/* An archive that lost its end or a row of its list is not taken for a smaller one. */
static gboolean
check (ServerSqliteArchive *self, GError **error)
{
  gint64 application, format, n_files, n_listed;

  if (!read_number (self, "PRAGMA application_id", &application, error) ||
      !read_number (self, "PRAGMA user_version", &format, error))
    return FALSE;
  if (application != ARCHIVE_ID)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                   "%s is no backup of a Landline server.", self->path);
      return FALSE;
    }
  if (format > FORMAT)
    {
      g_set_error (
          error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
          "The backup %s was made by a newer version of this program. Please use the newer "
          "version.",
          self->path);
      return FALSE;
    }
  if (!read_number (self, "SELECT value FROM facts WHERE key = 'files'", &n_files, error) ||
      !read_number (self, "SELECT COUNT(*) FROM files", &n_listed, error))
    return FALSE;
  if (n_files == n_listed)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED, "The backup %s is damaged.",
               self->path);
  return FALSE;
}

/**
 * server_sqlite_archive_open:
 * @path: an archive
 * @error: return location for an error; %LANDLINE_ERROR_UNSUPPORTED when it is none, damaged or
 * newer
 *
 * Returns: (transfer full): the archive to be read, or %NULL
 */
ServerSqliteArchive *
server_sqlite_archive_open (const char *path, GError **error)
{
  g_autoptr (ServerSqliteArchive) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "There is no file %s.", path);
      return NULL;
    }
  self = open_handle (path, SQLITE_OPEN_READONLY, error);
  if (self == NULL || !check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
server_sqlite_archive_free (ServerSqliteArchive *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->handle, sqlite3_close);
  g_free (self->path);
  g_free (self);
}

/**
 * server_sqlite_archive_set_passed_func:
 * @self: an archive
 * @passed: (nullable): told of each part
 * @user_data: for @passed
 */
void
server_sqlite_archive_set_passed_func (ServerSqliteArchive *self,
                                       ServerSqliteArchivePassed passed,
                                       gpointer user_data)
{
  self->passed = passed;
  self->passed_data = user_data;
}

static gssize
read_part (int descriptor, guint8 *bytes)
{
  gsize filled = 0;

  while (filled < PART_BYTES)
    {
      gssize n = read (descriptor, bytes + filled, PART_BYTES - filled);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      filled += n;
    }
  return filled;
}

static gboolean
write_parts (ServerSqliteArchive *self,
             int descriptor,
             const char *path,
             GChecksum *checksum,
             guint64 *size,
             GError **error)
{
  g_auto (Statement) statement = NULL;
  g_autofree guint8 *bytes = g_malloc (PART_BYTES);
  gssize n;

  if (sqlite3_prepare_v2 (self->handle, "INSERT INTO parts (part, bytes) VALUES (?1, ?2)", -1,
                          &statement, NULL) != SQLITE_OK)
    return fail (self, error);
  while ((n = read_part (descriptor, bytes)) > 0)
    {
      g_checksum_update (checksum, bytes, n);
      *size += n;
      sqlite3_bind_int64 (statement, 1, self->next++);
      sqlite3_bind_blob (statement, 2, bytes, (int) n, SQLITE_STATIC);
      if (sqlite3_step (statement) != SQLITE_DONE || sqlite3_reset (statement) != SQLITE_OK)
        return fail (self, error);
      if (self->passed != NULL)
        self->passed (n, self->passed_data);
    }
  return n == 0 || fail_with_file ("read", path, error);
}

/* Takes out what was written of a file that is not what it should be. */
static gboolean
drop_parts (ServerSqliteArchive *self, gint64 first, GError **error)
{
  g_auto (Statement) statement = NULL;

  if (sqlite3_prepare_v2 (self->handle, "DELETE FROM parts WHERE part >= ?1", -1, &statement,
                          NULL) != SQLITE_OK)
    return fail (self, error);
  sqlite3_bind_int64 (statement, 1, first);
  if (sqlite3_step (statement) != SQLITE_DONE)
    return fail (self, error);
  self->next = first;
  return TRUE;
}

static gboolean
list_file (ServerSqliteArchive *self,
           gint64 first,
           const char *name,
           guint64 size,
           const char *sha256,
           GError **error)
{
  g_auto (Statement) statement = NULL;

  if (sqlite3_prepare_v2 (self->handle,
                          "INSERT INTO files (first, name, size, sha256) VALUES (?1, ?2, ?3, ?4)",
                          -1, &statement, NULL) != SQLITE_OK)
    return fail (self, error);
  sqlite3_bind_int64 (statement, 1, first);
  sqlite3_bind_text (statement, 2, name, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, (gint64) size);
  sqlite3_bind_text (statement, 4, sha256, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) != SQLITE_DONE)
    return fail (self, error);
  self->n_files++;
  return TRUE;
}

/**
 * server_sqlite_archive_add:
 * @self: an archive that was created
 * @name: what it is called in there, a name of its own
 * @path: the file
 * @sha256: (nullable): what its hash should be
 * @error: return location for an error; %LANDLINE_ERROR_NOT_FOUND when there is no such file or it
 * is not what it should be: the archive is as it was then and may be gone on with
 *
 * Returns: whether the file is in the archive
 */
gboolean
server_sqlite_archive_add (ServerSqliteArchive *self,
                           const char *name,
                           const char *path,
                           const char *sha256,
                           GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (Descriptor) descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gint64 first = self->next;
  guint64 size = 0;

  if (descriptor < 0)
    return fail_with_file ("read", path, error);
  if (!write_parts (self, descriptor, path, checksum, &size, error))
    return FALSE;
  if (sha256 != NULL && g_strcmp0 (sha256, g_checksum_get_string (checksum)) != 0)
    {
      if (drop_parts (self, first, error))
        g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "The file %s is damaged.",
                     name);
      return FALSE;
    }
  /* An empty file has a place in the list all the same. */
  if (self->next == first)
    self->next++;
  return list_file (self, first, name, size, g_checksum_get_string (checksum), error);
}

/**
 * server_sqlite_archive_finish:
 * @self: an archive that was created
 * @error: return location for an error
 *
 * Makes it whole, and sees to it that the disk has it. Nothing can be added any more.
 *
 * Returns: whether it is
 */
gboolean
server_sqlite_archive_finish (ServerSqliteArchive *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO facts (key, value) VALUES ('files', %u); COMMIT", self->n_files);
  g_auto (Descriptor) descriptor = -1;

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    return fail (self, error);
  g_clear_pointer (&self->handle, sqlite3_close);
  descriptor = open (self->path, O_RDONLY | O_CLOEXEC);
  return (descriptor >= 0 && fsync (descriptor) == 0) ||
         fail_with_file ("write", self->path, error);
}

/**
 * server_sqlite_archive_list:
 * @self: an archive that was opened
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteArchiveFile): the files in it, as they were
 * added
 */
GPtrArray *
server_sqlite_archive_list (ServerSqliteArchive *self, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);
  g_auto (Statement) statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle,
                                   "SELECT first, name, size, sha256 FROM files ORDER BY first", -1,
                                   &statement, NULL);

  while (result == SQLITE_OK && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      ServerSqliteArchiveFile *file = g_new0 (ServerSqliteArchiveFile, 1);

      file->first = sqlite3_column_int64 (statement, 0);
      file->name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
      file->size = (guint64) sqlite3_column_int64 (statement, 2);
      file->sha256 = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      g_ptr_array_add (files, file);
      result = SQLITE_OK;
    }
  if (result == SQLITE_DONE)
    return g_steal_pointer (&files);
  fail (self, error);
  return NULL;
}

static gboolean
write_bytes (int descriptor, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (descriptor, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

static gboolean
read_parts (ServerSqliteArchive *self,
            const ServerSqliteArchiveFile *file,
            int descriptor,
            const char *path,
            GChecksum *checksum,
            GError **error)
{
  g_auto (Statement) statement = NULL;
  guint64 left = file->size;

  if (sqlite3_prepare_v2 (self->handle, "SELECT bytes FROM parts WHERE part = ?1", -1, &statement,
                          NULL) != SQLITE_OK)
    return fail (self, error);
  for (gint64 part = file->first; left > 0; part++)
    {
      gsize n;
      int result;

      sqlite3_bind_int64 (statement, 1, part);
      result = sqlite3_step (statement);
      if (result != SQLITE_ROW && result != SQLITE_DONE)
        return fail (self, error);
      n = result == SQLITE_ROW ? sqlite3_column_bytes (statement, 0) : 0;
      /* Whoever made it longer than it says gains no space on this disk. */
      if (n == 0 || n > left)
        break;
      g_checksum_update (checksum, sqlite3_column_blob (statement, 0), n);
      if (!write_bytes (descriptor, sqlite3_column_blob (statement, 0), n))
        return fail_with_file ("write", path, error);
      sqlite3_reset (statement);
      left -= n;
      if (self->passed != NULL)
        self->passed (n, self->passed_data);
    }
  return TRUE;
}

/**
 * server_sqlite_archive_extract:
 * @self: an archive that was opened
 * @file: one of its files
 * @path: where to write it: nothing may be there
 * @error: return location for an error; %LANDLINE_ERROR_UNSUPPORTED when it is damaged
 *
 * Writes a file, for its owner alone, and sees to it that the disk has it.
 *
 * Returns: whether it is there, and what was put into the archive
 */
gboolean
server_sqlite_archive_extract (ServerSqliteArchive *self,
                               const ServerSqliteArchiveFile *file,
                               const char *path,
                               GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_auto (Descriptor) descriptor = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (descriptor < 0)
    return fail_with_file ("write", path, error);
  if (!read_parts (self, file, descriptor, path, checksum, error))
    return FALSE;
  if (g_strcmp0 (file->sha256, g_checksum_get_string (checksum)) != 0)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED, "The backup %s is damaged.",
                   self->path);
      return FALSE;
    }
  return fsync (descriptor) == 0 || fail_with_file ("write", path, error);
}
