/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-database.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "app-cache-resources.h"
#include "app-error.h"

#define SCHEMA_PATH       "/im/landline/Landline/cache/schema/%d.sql"
#define BUSY_MILLISECONDS 5000
/* A cache of one million messages is about 400 MB: keep the upper pages of its trees in memory. */
#define READER_PRAGMAS                                                                             \
  "PRAGMA query_only = ON; PRAGMA cache_size = -16000; PRAGMA mmap_size = 268435456;"

#define UUID_BYTES 16

struct _AppCacheDatabase
{
  sqlite3 *handle;
  GThread *thread;
  GHashTable *statements;   /* const char *sql → sqlite3_stmt */
  AppCacheChanges *changes; /* of the running step */
  GPtrArray *kept;          /* AppCacheChanges of the steps that the transaction keeps */
};

static void
set_error (AppCacheDatabase *self, GError **error)
{
  if (sqlite3_errcode (self->handle) == SQLITE_FULL)
    g_set_error_literal (error, APP_ERROR, APP_ERROR_CACHE_FULL,
                         _ ("There is no space left on this computer. Free some to go on."));
  else
    g_set_error (error, APP_ERROR, APP_ERROR_CACHE,
                 /* translators: %s is a reason, from the database */
                 _ ("The messages kept on this computer cannot be read or written: %s"),
                 sqlite3_errmsg (self->handle));
}

static gboolean
execute (AppCacheDatabase *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error (self, error);
  return FALSE;
}

static gboolean
run_schema_step (AppCacheDatabase *self, int version, GError **error)
{
  g_autofree char *path = g_strdup_printf (SCHEMA_PATH, version);
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %d; COMMIT", version);
  g_autoptr (GBytes) sql = g_resource_lookup_data (app_cache_get_resource (), path,
                                                   G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (sql == NULL)
    return FALSE;
  if (execute (self, "BEGIN IMMEDIATE", error) &&
      execute (self, g_bytes_get_data (sql, NULL), error) && execute (self, mark, error))
    return TRUE;
  app_cache_database_roll_back (self);
  return FALSE;
}

static gboolean
migrate (AppCacheDatabase *self, GError **error)
{
  gint64 version;

  if (!app_cache_database_get_int (self, &version, 0, error, "PRAGMA user_version", ""))
    return FALSE;
  if (version > APP_CACHE_VERSION)
    {
      g_set_error_literal (
          error, APP_ERROR, APP_ERROR_CACHE_NEWER,
          _ ("A newer version of Landline wrote the messages kept on this computer. "
             "Please update Landline."));
      return FALSE;
    }
  for (int step = version + 1; step <= APP_CACHE_VERSION; step++)
    if (!run_schema_step (self, step, error))
      return FALSE;
  /* Before version 3 what was deleted was not overwritten. */
  return version == 0 || version >= 3 || execute (self, "VACUUM", error);
}

/* Number 1 is the account's own user, so that nothing has to look it up. */
static gboolean
claim (AppCacheDatabase *self, const char *user_id, GError **error)
{
  g_autoptr (AppCacheRows) rows = NULL;

  if (!app_cache_database_run (self, error,
                               "INSERT OR IGNORE INTO users (number, id) VALUES (1, ?)", "s",
                               user_id))
    return FALSE;
  rows = app_cache_database_query (self, error, "SELECT id FROM users WHERE number = 1", "");
  if (rows == NULL || !app_cache_rows_next (rows, error))
    return FALSE;
  if (g_strcmp0 (app_cache_rows_text (rows, 0), user_id) == 0)
    return TRUE;
  g_set_error_literal (error, APP_ERROR, APP_ERROR_CACHE,
                       _ ("The messages kept on this computer belong to another account."));
  return FALSE;
}

static gboolean
prepare_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  g_set_error (error, APP_ERROR, APP_ERROR_CACHE,
               /* translators: the first %s is a folder, the second a reason */
               _ ("The folder %s cannot be made: %s"), folder, g_strerror (errno));
  return FALSE;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/**
 * app_cache_database_open:
 * @path: the file
 * @user_id: the account's own user, for a writer
 * @writable: %TRUE makes the file and brings it up to date, %FALSE needs one that is
 * @error: return location
 *
 * Opens a connection that belongs to the calling thread.
 *
 * Returns: (transfer full): the connection
 */
AppCacheDatabase *
app_cache_database_open (const char *path, const char *user_id, gboolean writable, GError **error)
{
  g_autoptr (AppCacheDatabase) self = g_new0 (AppCacheDatabase, 1);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  if (writable && !prepare_folder (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->handle, flags | (writable ? SQLITE_OPEN_CREATE : 0), NULL) !=
      SQLITE_OK)
    {
      set_error (self, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->handle, BUSY_MILLISECONDS);
  if (!execute (
          self,
          "PRAGMA trusted_schema = OFF; PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; "
          "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000",
          error))
    return NULL;
  if (!writable)
    return execute (self, READER_PRAGMAS, error) ? g_steal_pointer (&self) : NULL;

  g_chmod (path, 0600);
  self->changes = app_cache_changes_new ();
  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_changes_unref);
  if (!migrate (self, error) || !claim (self, user_id, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
app_cache_database_close (AppCacheDatabase *self)
{
  g_assert (self->thread == g_thread_self ());

  g_hash_table_unref (self->statements);
  g_clear_pointer (&self->changes, app_cache_changes_unref);
  g_clear_pointer (&self->kept, g_ptr_array_unref);
  sqlite3_close (self->handle);
  g_free (self);
}

gboolean
app_cache_database_begin (AppCacheDatabase *self, GError **error)
{
  return app_cache_database_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
app_cache_database_commit (AppCacheDatabase *self, GError **error)
{
  return app_cache_database_run (self, error, "COMMIT", "");
}

static void
reset_changes (AppCacheDatabase *self)
{
  app_cache_changes_unref (self->changes);
  self->changes = app_cache_changes_new ();
}

void
app_cache_database_roll_back (AppCacheDatabase *self)
{
  /* It fails when the error has ended the transaction already, which is what is wanted. */
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  if (self->changes != NULL)
    {
      reset_changes (self);
      g_ptr_array_set_size (self->kept, 0);
    }
}

/* A step is one caller's part of a transaction that several share. */
gboolean
app_cache_database_begin_step (AppCacheDatabase *self, GError **error)
{
  return app_cache_database_run (self, error, "SAVEPOINT step", "");
}

gboolean
app_cache_database_end_step (AppCacheDatabase *self, gboolean keep, GError **error)
{
  if (!keep)
    {
      reset_changes (self);
      if (!app_cache_database_run (self, error, "ROLLBACK TO step", ""))
        return FALSE;
    }
  else if (!app_cache_changes_is_empty (self->changes))
    {
      g_ptr_array_add (self->kept, self->changes);
      self->changes = app_cache_changes_new ();
    }
  return app_cache_database_run (self, error, "RELEASE step", "");
}

AppCacheChanges *
app_cache_database_get_changes (AppCacheDatabase *self)
{
  g_assert (self->changes != NULL);

  return self->changes;
}

/* Returns: (transfer full) (element-type AppCacheChanges): what the transaction that was just
 * committed did, in order */
GPtrArray *
app_cache_database_take_changes (AppCacheDatabase *self)
{
  GPtrArray *kept = self->kept;

  self->kept = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_changes_unref);
  return kept;
}

static sqlite3_stmt *
prepare (AppCacheDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement;

  g_assert (self->thread == g_thread_self ());

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
          SQLITE_OK)
        {
          set_error (self, error);
          return NULL;
        }
      g_hash_table_insert (self->statements, (gpointer) sql, statement);
    }
  return statement;
}

static gboolean
uuid_to_bytes (const char *text, guint8 bytes[UUID_BYTES])
{
  for (guint i = 0; i < UUID_BYTES; text += 2)
    {
      if (*text == '-')
        text++;
      if (!g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
        return FALSE;
      bytes[i++] = g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]);
    }
  return *text == '\0';
}

static void
bind_uuid (sqlite3_stmt *statement, int index, const char *text)
{
  guint8 bytes[UUID_BYTES];

  if (text != NULL && uuid_to_bytes (text, bytes))
    sqlite3_bind_blob (statement, index, bytes, sizeof bytes, SQLITE_TRANSIENT);
  else
    sqlite3_bind_null (statement, index);
}

static void
bind_bytes (sqlite3_stmt *statement, int index, GBytes *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, index);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (data == NULL)
    sqlite3_bind_zeroblob (statement, index, 0);
  else
    sqlite3_bind_blob64 (statement, index, data, size, SQLITE_TRANSIENT);
}

static void
bind (sqlite3_stmt *statement, const char *format, va_list parameters)
{
  g_assert (sqlite3_bind_parameter_count (statement) == (int) strlen (format));

  for (int i = 1; *format != '\0'; format++, i++)
    switch (*format)
      {
      case 'i':
        sqlite3_bind_int64 (statement, i, va_arg (parameters, gint64));
        break;
      case 'n':
        sqlite3_bind_int (statement, i, va_arg (parameters, int));
        break;
      case 's':
        sqlite3_bind_text (statement, i, va_arg (parameters, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'b':
        bind_bytes (statement, i, va_arg (parameters, GBytes *));
        break;
      case 'u':
        bind_uuid (statement, i, va_arg (parameters, const char *));
        break;
      default:
        g_assert_not_reached ();
      }
}

gboolean
app_cache_database_run (AppCacheDatabase *self,
                        GError **error,
                        const char *sql,
                        const char *format,
                        ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list parameters;
  int result;

  if (statement == NULL)
    return FALSE;
  va_start (parameters, format);
  bind (statement, format, parameters);
  va_end (parameters);
  do
    result = sqlite3_step (statement);
  while (result == SQLITE_ROW);
  if (result != SQLITE_DONE)
    set_error (self, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return result == SQLITE_DONE;
}

AppCacheRows *
app_cache_database_query (AppCacheDatabase *self,
                          GError **error,
                          const char *sql,
                          const char *format,
                          ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list parameters;

  if (statement == NULL)
    return NULL;
  g_assert (!sqlite3_stmt_busy (statement));
  va_start (parameters, format);
  bind (statement, format, parameters);
  va_end (parameters);
  return statement;
}

gboolean
app_cache_rows_next (AppCacheRows *rows, GError **error)
{
  int result = sqlite3_step (rows);

  if (result == SQLITE_ROW)
    return TRUE;
  if (result != SQLITE_DONE)
    g_set_error (error, APP_ERROR, APP_ERROR_CACHE,
                 /* translators: %s is a reason, from the database */
                 _ ("The messages kept on this computer cannot be read or written: %s"),
                 sqlite3_errmsg (sqlite3_db_handle (rows)));
  return FALSE;
}

gint64
app_cache_rows_int (AppCacheRows *rows, int column)
{
  return sqlite3_column_int64 (rows, column);
}

/* Returns: (nullable): valid until the next row */
const char *
app_cache_rows_text (AppCacheRows *rows, int column)
{
  return (const char *) sqlite3_column_text (rows, column);
}

char *
app_cache_rows_dup_uuid (AppCacheRows *rows, int column)
{
  const guint8 *b = sqlite3_column_blob (rows, column);

  if (b == NULL || sqlite3_column_bytes (rows, column) != UUID_BYTES)
    return NULL;
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

GBytes *
app_cache_rows_dup_bytes (AppCacheRows *rows, int column)
{
  return g_bytes_new (sqlite3_column_blob (rows, column), sqlite3_column_bytes (rows, column));
}

void
app_cache_rows_end (AppCacheRows *rows)
{
  sqlite3_reset (rows);
  sqlite3_clear_bindings (rows);
}

gboolean
app_cache_database_get_int (AppCacheDatabase *self,
                            gint64 *value,
                            gint64 fallback,
                            GError **error,
                            const char *sql,
                            const char *format,
                            ...)
{
  sqlite3_stmt *statement = prepare (self, sql, error);
  va_list parameters;
  int result;

  if (statement == NULL)
    return FALSE;
  va_start (parameters, format);
  bind (statement, format, parameters);
  va_end (parameters);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (statement, 0);
  else if (result == SQLITE_ROW || result == SQLITE_DONE)
    *value = fallback;
  else
    set_error (self, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

gint64
app_cache_database_get_last_row (AppCacheDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

int
app_cache_database_get_n_changed (AppCacheDatabase *self)
{
  return sqlite3_changes (self->handle);
}

gint64
app_cache_database_get_n_changes (AppCacheDatabase *self)
{
  return sqlite3_total_changes64 (self->handle);
}
