/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-id.h"
#include "landline-note.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The tables `notes` (the last value of each key) and `note_ids` (which notes were made). */

/**
 * ServerSqliteNoteMatch:
 * @nid: the note that has this id, 0 for none
 * @version: its version
 * @time: when it was taken
 * @is_same: whether it said the same
 */
typedef struct
{
  gint64 nid;
  gint64 version;
  gint64 time;
  gboolean is_same;
} ServerSqliteNoteMatch;

/**
 * ServerSqliteNoteRow:
 * @id: the note's id
 * @version: its version
 * @time: when it was taken
 * @note: (nullable): what it says, %NULL where a newer one holds
 *
 * A note as an inbox refers to it.
 */
typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  gint64 version;
  gint64 time;
  LandlineNote *note;
} ServerSqliteNoteRow;

void server_sqlite_note_row_clear (ServerSqliteNoteRow *row);

gboolean server_sqlite_notes_match (ServerSqliteDatabase *database,
                                    gint64 uid,
                                    const char *id,
                                    const guint8 digest[32],
                                    ServerSqliteNoteMatch *match,
                                    GError **error);
gboolean server_sqlite_notes_has_room (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       const char *key,
                                       gboolean *has_room,
                                       gboolean *is_new,
                                       GError **error);
gint64 server_sqlite_notes_next_version (ServerSqliteDatabase *database,
                                         gint64 uid,
                                         gboolean is_new_key,
                                         GError **error);
gint64 server_sqlite_notes_insert (ServerSqliteDatabase *database,
                                   gint64 uid,
                                   const char *id,
                                   LandlineNote *note,
                                   const guint8 digest[32],
                                   GError **error);
gboolean server_sqlite_notes_get (ServerSqliteDatabase *database,
                                  gint64 nid,
                                  ServerSqliteNoteRow *row,
                                  GError **error);
GPtrArray *server_sqlite_notes_list (ServerSqliteDatabase *database,
                                     const char *user_id,
                                     gint64 after,
                                     guint limit,
                                     gboolean *more,
                                     GError **error);
gboolean server_sqlite_notes_has_blocked (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          const char *other,
                                          gboolean *has_blocked,
                                          GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSqliteNoteRow, server_sqlite_note_row_clear)

G_END_DECLS
