/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-search-hit.h"
#include "app-search-server.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH (app_search_get_type ())
G_DECLARE_FINAL_TYPE (AppSearch, app_search, APP, SEARCH, GObject)

/* A GListModel of AppSearchHit: the newest 50 messages whose text has every word of the query (the
 * last word as a prefix), newest first, and files of that name which only the server has.
 * Properties: "query" (string, settable), "searching" (boolean: on this device), "has-more"
 * (boolean), "server-state" (AppSearchServerState). */

/**
 * AppSearchFilter:
 * @chat_key: only of this chat, 0 for any
 * @sender_id: (nullable): only of this user
 * @kind: only with such an attachment, 0 for any
 * @since: only from this time on, milliseconds since the epoch
 * @until: only before this time, 0 for any
 *
 * What a search leaves out.
 */
typedef struct
{
  gint64 chat_key;
  const char *sender_id;
  guint kind;
  gint64 since;
  gint64 until;
} AppSearchFilter;

AppSearch *app_search_new (AppSession *session);
const char *app_search_get_query (AppSearch *self);
void app_search_set_query (AppSearch *self, const char *query);
void app_search_set_filter (AppSearch *self, const AppSearchFilter *filter);
gboolean app_search_get_searching (AppSearch *self);
gboolean app_search_get_has_more (AppSearch *self);
void app_search_load_more (AppSearch *self);
void app_search_set_asks_server (AppSearch *self, gboolean asks_server);
AppSearchServerState app_search_get_server_state (AppSearch *self);

G_END_DECLS
