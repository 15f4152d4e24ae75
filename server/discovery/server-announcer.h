/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SERVER_TYPE_ANNOUNCER (server_announcer_get_type ())

G_DECLARE_FINAL_TYPE (ServerAnnouncer, server_announcer, SERVER, ANNOUNCER, GObject)

ServerAnnouncer *server_announcer_new (const char *key, guint wire_version);
void server_announcer_start (ServerAnnouncer *self,
                             const char *name,
                             const char *policy,
                             guint16 port,
                             GSocketFamily family);
void server_announcer_stop (ServerAnnouncer *self);
const char *server_announcer_get_service (ServerAnnouncer *self);

G_END_DECLS
