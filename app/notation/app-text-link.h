/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize app_text_link_at (const char *text, const char *at, const char *end, char **uri);

G_END_DECLS
