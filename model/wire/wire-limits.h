/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A server's limits, and its refusals, as frames and REST bodies have them alike. Stays in this
 * folder. */

gboolean wire_limits_read (const WireValue *value, LandlineLimits *out, GError **error);
void wire_limits_write (GString *out, const LandlineLimits *limits);

/* `code`, `message` and `retry_after`: a code that is not known here is read as `busy`. */
gboolean wire_error_read (const WireValue *value,
                          LandlineError *code,
                          char **message,
                          gint64 *retry_after,
                          GError **error);
void wire_error_write_members (GString *out,
                               LandlineError code,
                               const char *message,
                               gint64 retry_after);

G_END_DECLS
