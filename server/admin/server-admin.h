/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The commands of `landline-server` that look after a server, beside the one that runs it. */

gboolean server_admin_has_command (const char *command);
int server_admin_run (const char *command, const char *const *arguments);
char *server_admin_dup_usage (void);

G_END_DECLS
