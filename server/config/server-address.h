/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSocketAddress *server_address_from_string (const char *text, guint16 default_port, GError **error);
char *server_address_to_string (GSocketAddress *address);
gboolean server_address_is_loopback (GSocketAddress *address);

G_END_DECLS
