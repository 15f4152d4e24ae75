/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-config.h"

G_BEGIN_DECLS

#define SERVER_TYPE_DAEMON (server_daemon_get_type ())

G_DECLARE_FINAL_TYPE (ServerDaemon, server_daemon, SERVER, DAEMON, GObject)

ServerDaemon *server_daemon_new (ServerConfig *config);
gboolean server_daemon_open (ServerDaemon *self, GError **error);
guint server_daemon_get_n_listeners (ServerDaemon *self);
char *server_daemon_dup_uri (ServerDaemon *self, guint i);
int server_daemon_run (ServerDaemon *self);
void server_daemon_reload (ServerDaemon *self);
void server_daemon_stop (ServerDaemon *self);

G_END_DECLS
