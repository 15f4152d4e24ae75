/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * ServerSqliteStatement:
 *
 * A prepared statement that a #ServerSqliteDatabase keeps. Borrowed for a moment: hold it in a
 * g_autoptr(), so that it is reset when it goes out of scope. What is bound is borrowed until then.
 */
typedef struct sqlite3_stmt ServerSqliteStatement;

/**
 * SERVER_SQLITE_ERROR:
 *
 * What the database says. It does not leave this folder: a batch that meets it is rolled back as a
 * whole, and those who wait are answered with a #LandlineError.
 */
#define SERVER_SQLITE_ERROR (server_sqlite_error_quark ())

/**
 * ServerSqliteError:
 * @SERVER_SQLITE_ERROR_FULL: no space; may pass
 * @SERVER_SQLITE_ERROR_BUSY: another process holds the database for too long; may pass
 * @SERVER_SQLITE_ERROR_BROKEN: the disk or the file: does not pass by itself
 */
typedef enum
{
  SERVER_SQLITE_ERROR_FULL,
  SERVER_SQLITE_ERROR_BUSY,
  SERVER_SQLITE_ERROR_BROKEN,
} ServerSqliteError;

GQuark server_sqlite_error_quark (void);
void server_sqlite_set_error (GError **error, sqlite3 *handle, const char *doing);

gboolean server_sqlite_statement_row (ServerSqliteStatement *self, GError **error);
gboolean server_sqlite_statement_run (ServerSqliteStatement *self, GError **error);
void server_sqlite_statement_reset (ServerSqliteStatement *self);

void server_sqlite_statement_bind_int (ServerSqliteStatement *self, int index, gint64 value);
void server_sqlite_statement_bind_text (ServerSqliteStatement *self, int index, const char *value);
void server_sqlite_statement_bind_chars (ServerSqliteStatement *self,
                                         int index,
                                         const char *value,
                                         gsize length);
void server_sqlite_statement_bind_blob (ServerSqliteStatement *self,
                                        int index,
                                        gconstpointer value,
                                        gsize length);

gint64 server_sqlite_statement_get_int (ServerSqliteStatement *self, int column);
const char *server_sqlite_statement_get_text (ServerSqliteStatement *self, int column);
gsize server_sqlite_statement_get_size (ServerSqliteStatement *self, int column);
gboolean server_sqlite_statement_is_null (ServerSqliteStatement *self, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerSqliteStatement, server_sqlite_statement_reset)

G_END_DECLS
