/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void app_row_style_install (GdkDisplay *display);

G_END_DECLS
