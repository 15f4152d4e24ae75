/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-error.h"

#include <gio/gio.h>

/* What rides on an error of ours beside code and sentence. Kept as the delay plus one, so that the
 * zeroed memory that an extended error starts with means "not said". */
typedef struct
{
  gint64 retry_after_plus_one;
} LandlineErrorPrivate;

static void
landline_error_private_init (LandlineErrorPrivate *priv)
{
  priv->retry_after_plus_one = 0;
}

static void
landline_error_private_copy (const LandlineErrorPrivate *source, LandlineErrorPrivate *target)
{
  target->retry_after_plus_one = source->retry_after_plus_one;
}

static void
landline_error_private_clear (LandlineErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (LandlineError, landline_error)

static const struct
{
  const char *name;
  guint http_status;
} errors[LANDLINE_N_ERRORS] = {
  [LANDLINE_ERROR_BAD_FRAME] = { "bad_frame", 400 },
  [LANDLINE_ERROR_UNSUPPORTED] = { "unsupported", 422 },
  [LANDLINE_ERROR_UNAUTHORIZED] = { "unauthorized", 401 },
  [LANDLINE_ERROR_NOT_FOUND] = { "not_found", 404 },
  [LANDLINE_ERROR_NOT_MEMBER] = { "not_member", 403 },
  [LANDLINE_ERROR_TOO_LARGE] = { "too_large", 413 },
  [LANDLINE_ERROR_RATE] = { "rate", 429 },
  [LANDLINE_ERROR_BUSY] = { "busy", 503 },
  [LANDLINE_ERROR_STORAGE_FULL] = { "storage_full", 507 },
  [LANDLINE_ERROR_CONFLICT] = { "conflict", 409 },
};

/**
 * landline_error_to_string:
 * @code: a code
 *
 * Returns: the code's name on the wire
 */
const char *
landline_error_to_string (LandlineError code)
{
  g_return_val_if_fail ((guint) code < LANDLINE_N_ERRORS, errors[LANDLINE_ERROR_BUSY].name);

  return errors[code].name;
}

/**
 * landline_error_from_string:
 * @string: (nullable): a name from the wire
 * @code: (out): the code
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_error_from_string (const char *string, LandlineError *code)
{
  g_return_val_if_fail (code != NULL, FALSE);

  for (guint i = 0; i < LANDLINE_N_ERRORS; i++)
    if (g_strcmp0 (string, errors[i].name) == 0)
      {
        *code = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * landline_error_to_http_status:
 * @code: a code
 *
 * Returns: the HTTP status (RFC 9110; 507 from RFC 4918, 429 from RFC 6585) that says the same
 */
guint
landline_error_to_http_status (LandlineError code)
{
  g_return_val_if_fail ((guint) code < LANDLINE_N_ERRORS, 500);

  return errors[code].http_status;
}

/**
 * landline_error_get_code:
 * @error: any error
 *
 * What a peer is told about @error: its own code where it is a `LandlineError`, `storage_full`
 * where a disk has no space, `busy` for all else.
 *
 * Returns: the code
 */
LandlineError
landline_error_get_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, LANDLINE_ERROR_BUSY);

  if (error->domain == LANDLINE_ERROR && error->code >= 0 && error->code < LANDLINE_N_ERRORS)
    return error->code;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return LANDLINE_ERROR_STORAGE_FULL;

  return LANDLINE_ERROR_BUSY;
}

/**
 * landline_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: the milliseconds after which the peer may try again, -1 when that was not said
 */
gint64
landline_error_get_retry_after (const GError *error)
{
  if (error == NULL || error->domain != LANDLINE_ERROR)
    return -1;

  return landline_error_get_private (error)->retry_after_plus_one - 1;
}

/**
 * landline_error_set_retry_after:
 * @error: an error of the domain %LANDLINE_ERROR
 * @milliseconds: when the peer may try again, -1 for not said
 */
void
landline_error_set_retry_after (GError *error, gint64 milliseconds)
{
  g_return_if_fail (error != NULL && error->domain == LANDLINE_ERROR);
  g_return_if_fail (milliseconds >= -1);

  landline_error_get_private (error)->retry_after_plus_one = milliseconds + 1;
}

/**
 * landline_error_is_momentary:
 * @error: any error
 *
 * Whether the same request may succeed later unchanged: it then stays in an outbox, where a lasting
 * refusal is shown to the person.
 *
 * Returns: %TRUE for `rate`, `busy` and `storage_full`
 */
gboolean
landline_error_is_momentary (const GError *error)
{
  LandlineError code = landline_error_get_code (error);

  return code == LANDLINE_ERROR_RATE || code == LANDLINE_ERROR_BUSY ||
         code == LANDLINE_ERROR_STORAGE_FULL;
}
