/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *app_message_time_format_clock (gint64 time);
char *app_message_time_format_day (gint64 time, GDateTime *now);

G_END_DECLS
