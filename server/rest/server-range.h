/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerRangeResult:
 * @SERVER_RANGE_ALL: there is none, or none that is served here: the whole
 * @SERVER_RANGE_PART: a part
 * @SERVER_RANGE_UNSATISFIABLE: it begins behind the end
 */
typedef enum
{
  SERVER_RANGE_ALL,
  SERVER_RANGE_PART,
  SERVER_RANGE_UNSATISFIABLE,
} ServerRangeResult;

ServerRangeResult
server_range_parse (const char *value, guint64 size, guint64 *start, guint64 *length);

G_END_DECLS
