/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Light modules around a code, without which readers do not find it (ISO/IEC 18004). */
#define SERVER_ADMIN_QR_QUIET_ZONE 4

char *server_admin_draw_qr (const char *text, guint *columns);

G_END_DECLS
