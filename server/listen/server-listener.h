/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-http.h"

G_BEGIN_DECLS

#define SERVER_TYPE_LISTENER (server_listener_get_type ())

G_DECLARE_FINAL_TYPE (ServerListener, server_listener, SERVER, LISTENER, GObject)

ServerListener *server_listener_new (ServerReactor *reactor,
                                     ServerHttp *http,
                                     ServerIdentity *identity,
                                     GSocketAddress *address,
                                     GError **error);
gboolean server_listener_has_tls (ServerListener *self);
GSocketAddress *server_listener_get_address (ServerListener *self);
void server_listener_start (ServerListener *self);
void server_listener_stop (ServerListener *self);

G_END_DECLS
