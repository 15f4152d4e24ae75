/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"
#include "server-sqlite-key.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/* Finding files by their name: what is read grows with the conversations of who asks and with the
 * page, not with the files that there are. The statements are here for the test that holds them to
 * their indexes. */

/* The files of a name that ?1 uploaded, newest first */
#define SERVER_SQLITE_MEDIA_FIND_UPLOADED                                                          \
  "SELECT media_id, number FROM media WHERE uid = ?1 AND name = ?2 AND number < ?3 "               \
  "AND number >= ?4 ORDER BY number DESC LIMIT ?5"

/* The files of a name that the conversation ?1 refers to, newest first, each with the newest of its
 * messages there behind ?6 that has not expired at ?7. The columns without an aggregate are of that
 * row. A message that is withheld from somebody refers to no file. */
#define SERVER_SQLITE_MEDIA_FIND_SENT                                                              \
  "SELECT r.media_id, r.number, max (r.seq), s.time, s.sender, s.id FROM media_refs r "            \
  "JOIN messages s ON s.mid = (r.cid << " G_STRINGIFY (                                            \
      SERVER_SQLITE_SEQ_BITS) " | r.seq) "                                                         \
                              "WHERE r.cid = ?1 AND r.name = ?2 AND r.number < ?3 AND r.number "   \
                              ">= ?4 AND r.seq > ?6 "                                              \
                              "AND ifnull (s.expires > ?7, 1) GROUP BY r.number ORDER BY "         \
                              "r.number DESC LIMIT ?5"

/**
 * ServerSqliteMediaQuery:
 * @user_id: who asks
 * @name: the exact name
 * @before: (nullable): a file that was found: only those behind it
 * @now: the time: messages that have expired refer to nothing
 * @limit: how many at most
 *
 * What is looked for.
 */
typedef struct
{
  const char *user_id;
  const char *name;
  const char *before;
  gint64 now;
  guint limit;
} ServerSqliteMediaQuery;

GPtrArray *server_sqlite_media_find_by_name (ServerSqliteDatabase *database,
                                             ServerSqliteNames *names,
                                             const ServerSqliteMediaQuery *query,
                                             GError **error);

G_END_DECLS
