/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlineError:
 * @LANDLINE_ERROR_BAD_FRAME: not JSON, or a field is missing, malformed or out of range
 * @LANDLINE_ERROR_UNSUPPORTED: well formed, but nothing that is known here
 * @LANDLINE_ERROR_UNAUTHORIZED: the token, the invite or the sender is not accepted
 * @LANDLINE_ERROR_NOT_FOUND: there is no such thing, or it is not the caller's to see
 * @LANDLINE_ERROR_NOT_MEMBER: the caller is no member of the conversation
 * @LANDLINE_ERROR_TOO_LARGE: past a limit
 * @LANDLINE_ERROR_RATE: too many in too short a time
 * @LANDLINE_ERROR_BUSY: the server cannot take it now
 * @LANDLINE_ERROR_STORAGE_FULL: no space or past the quota
 * @LANDLINE_ERROR_CONFLICT: something else is there under this name, or was sent under this id
 *
 * The one error domain of model and server. The codes are those of the wire. They are only appended
 * to.
 */
typedef enum
{
  LANDLINE_ERROR_BAD_FRAME,
  LANDLINE_ERROR_UNSUPPORTED,
  LANDLINE_ERROR_UNAUTHORIZED,
  LANDLINE_ERROR_NOT_FOUND,
  LANDLINE_ERROR_NOT_MEMBER,
  LANDLINE_ERROR_TOO_LARGE,
  LANDLINE_ERROR_RATE,
  LANDLINE_ERROR_BUSY,
  LANDLINE_ERROR_STORAGE_FULL,
  LANDLINE_ERROR_CONFLICT,
} LandlineError;

#define LANDLINE_N_ERRORS (LANDLINE_ERROR_CONFLICT + 1)
#define LANDLINE_ERROR    (landline_error_quark ())

GQuark landline_error_quark (void);
const char *landline_error_to_string (LandlineError code);
gboolean landline_error_from_string (const char *string, LandlineError *code);
guint landline_error_to_http_status (LandlineError code);
LandlineError landline_error_get_code (const GError *error);
gint64 landline_error_get_retry_after (const GError *error);
void landline_error_set_retry_after (GError *error, gint64 milliseconds);
gboolean landline_error_is_momentary (const GError *error);

G_END_DECLS
