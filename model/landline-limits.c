/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-limits.h"

const LandlineLimits landline_limits_default = {
  .frame = LANDLINE_LIMIT_FRAME,
  .text = LANDLINE_LIMIT_TEXT,
  .media = LANDLINE_LIMIT_MEDIA,
  .document = LANDLINE_LIMIT_DOCUMENT,
  .in_flight = LANDLINE_LIMIT_IN_FLIGHT,
};

/**
 * landline_limits_allow_expires:
 * @seconds: after which a message is to disappear
 *
 * Returns: whether a message may: 0 for never, or one of the `LANDLINE_EXPIRES_…`
 */
gboolean
landline_limits_allow_expires (gint64 seconds)
{
  return seconds == 0 || seconds == LANDLINE_EXPIRES_DAY || seconds == LANDLINE_EXPIRES_WEEK ||
         seconds == LANDLINE_EXPIRES_QUARTER;
}
