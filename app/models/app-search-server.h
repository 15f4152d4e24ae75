/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-search.h"
#include "app-session.h"

G_BEGIN_DECLS

/**
 * AppSearchServerState:
 * @APP_SEARCH_SERVER_IDLE: nothing that it would know is searched for
 * @APP_SEARCH_SERVER_ASKING: it is asked, or is about to be
 * @APP_SEARCH_SERVER_ANSWERED: it has answered
 * @APP_SEARCH_SERVER_AWAY: it could not be asked, so that what is found is on this device only
 *
 * How far a search has got on the server.
 */
typedef enum
{
  APP_SEARCH_SERVER_IDLE,
  APP_SEARCH_SERVER_ASKING,
  APP_SEARCH_SERVER_ANSWERED,
  APP_SEARCH_SERVER_AWAY,
} AppSearchServerState;

#define APP_TYPE_SEARCH_SERVER_STATE (app_search_server_state_get_type ())
GType app_search_server_state_get_type (void) G_GNUC_CONST;

#define APP_TYPE_SEARCH_SERVER (app_search_server_get_type ())
G_DECLARE_FINAL_TYPE (AppSearchServer, app_search_server, APP, SEARCH_SERVER, GObject)

/* Property: "state". Signal: "found" (GPtrArray of AppSearchHit): all that it has found so far. */

AppSearchServer *app_search_server_new (AppSession *session);
AppSearchServerState app_search_server_get_state (AppSearchServer *self);
void app_search_server_ask (AppSearchServer *self,
                            const char *name,
                            const AppCacheSearchFilter *filter,
                            const char *sender_id);
void app_search_server_stop (AppSearchServer *self);

G_END_DECLS
