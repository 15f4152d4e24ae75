/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *app_search_snippet_make (const char *text, const char *query);

G_END_DECLS
