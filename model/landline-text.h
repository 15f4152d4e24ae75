/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean landline_text_is_visible (const char *text);
gboolean landline_text_has_controls (const char *text);
gboolean landline_text_is_emoji (const char *text);

G_END_DECLS
