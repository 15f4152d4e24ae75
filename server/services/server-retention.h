/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-blob.h"
#include "server-config.h"
#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_RETENTION (server_retention_get_type ())
G_DECLARE_FINAL_TYPE (ServerRetention, server_retention, SERVER, RETENTION, GObject)

ServerRetention *server_retention_new (ServerStore *store, ServerBlob *blob, ServerConfig *config);
void server_retention_start (ServerRetention *self);
void server_retention_hurry (ServerRetention *self);
void server_retention_stop (ServerRetention *self);

G_END_DECLS
