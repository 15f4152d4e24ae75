/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-admin-desk.h"

G_BEGIN_DECLS

/* Files that are in the folder and that the database does not name, so that nobody needs them, and
 * the other way round. */

GPtrArray *server_admin_list_media (ServerAdminDesk *desk, GError **error);
gboolean server_admin_print_orphans (ServerAdminDesk *desk, gboolean remove, GError **error);
gboolean server_admin_print_missing (ServerAdminDesk *desk, GError **error);

G_END_DECLS
