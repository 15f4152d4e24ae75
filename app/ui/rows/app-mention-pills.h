/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void app_mention_pills_add (GtkLabel *label, const char *const *names, const char *own);

G_END_DECLS
