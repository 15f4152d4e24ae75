/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the bundled landline-server is; NULL when it is nowhere. */
char *app_server_program_find (void);

G_END_DECLS
