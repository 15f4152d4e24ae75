/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *app_chat_time_format (gint64 time, GDateTime *now);
char *app_chat_time_format_last_seen (gint64 time, GDateTime *now);

G_END_DECLS
