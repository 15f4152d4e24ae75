/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-operation.h"

G_BEGIN_DECLS

/**
 * ServerSqliteNews:
 * @cid: the group
 * @by: who changed it
 * @gone: (nullable): who was told until now, and is told this and no more
 *
 * Whom to tell of changes of a group: all who are in it, and one who is not any more.
 */
typedef struct
{
  gint64 cid;
  ServerSqliteUser *by;
  ServerSqliteUser *gone;
} ServerSqliteNews;

LandlineConversation *
server_sqlite_news_get_conversation (ServerSqliteScope *scope, gint64 cid, GError **error);
gboolean server_sqlite_news_tell (ServerSqliteScope *scope,
                                  const ServerSqliteNews *news,
                                  LandlineChangeKind kind,
                                  ServerSqliteUser *about,
                                  GError **error);

G_END_DECLS
