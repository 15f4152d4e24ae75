/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the kernel says of the server's process. */
gdouble bench_process_cpu (GPid pid);
guint64 bench_process_rss (GPid pid);
guint64 bench_process_anonymous (GPid pid);
guint64 bench_process_peak (GPid pid);
void bench_process_reset_peak (GPid pid);

G_END_DECLS
