/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "server-auth.h"
#include "server-config.h"
#include "server-switchboard.h"
#include "server-visitor.h"

G_BEGIN_DECLS

#define SERVER_TYPE_HTTP (server_http_get_type ())

G_DECLARE_FINAL_TYPE (ServerHttp, server_http, SERVER, HTTP, GObject)

ServerHttp *server_http_new (ServerReactor *reactor,
                             ServerAuth *auth,
                             ServerSwitchboard *switchboard,
                             guint64 connections_per_address,
                             GError **error);
void server_http_set_times (ServerHttp *self, const ServerVisitorTimes *times);
void server_http_set_connections_per_address (ServerHttp *self, guint64 limit);
void server_http_set_left_func (ServerHttp *self, ServerGateLeftFunc func, gpointer data);
SoupServer *server_http_get_soup (ServerHttp *self);
guint server_http_get_n_connections (ServerHttp *self);
guint server_http_get_n_addresses (ServerHttp *self);
void server_http_take (ServerHttp *self,
                       int descriptor,
                       ServerIdentity *identity,
                       GSocketAddress *local,
                       GSocketAddress *remote);
void server_http_stop (ServerHttp *self);

G_END_DECLS
