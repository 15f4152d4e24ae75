/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerAdminProgress:
 *
 * How far something is that takes a while, told on standard error in steps of ten per cent. Needs
 * no cleaning up. All members are its own.
 */
typedef struct
{
  const char *what;
  guint64 total;
  guint64 passed;
  guint64 told;
} ServerAdminProgress;

gboolean server_admin_check_space (const char *folder, guint64 bytes, GError **error);
void server_admin_progress_begin (ServerAdminProgress *self, const char *what, guint64 total);
void server_admin_progress_pass (guint64 n_bytes, gpointer progress);

G_END_DECLS
