/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "server-rest-services.h"

G_BEGIN_DECLS

#define SERVER_TYPE_REST (server_rest_get_type ())

G_DECLARE_FINAL_TYPE (ServerRest, server_rest, SERVER, REST, GObject)

ServerRest *server_rest_new (SoupServer *soup, const ServerRestServices *services);
void server_rest_reload (ServerRest *self);

G_END_DECLS
