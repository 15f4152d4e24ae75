/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void app_text_signs_toggle (GtkTextBuffer *buffer, const char *sign);

G_END_DECLS
