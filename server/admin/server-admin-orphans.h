/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-admin-desk.h"

G_BEGIN_DECLS

/* Files that nobody needs: they are in the folder, and the database does not name them. */

GPtrArray *server_admin_list_media (ServerAdminDesk *desk, GError **error);
gboolean server_admin_print_orphans (ServerAdminDesk *desk, GError **error);

G_END_DECLS
