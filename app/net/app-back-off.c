/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-back-off.h"

/* Past this the doubling has long met any maximum, and would overflow. */
#define DOUBLINGS_MAX 16

/**
 * app_back_off_next:
 * @self: a back-off
 * @random: from 0 to 1: with the same pause for everybody a restarted server would be met by all of
 *   its clients at once
 *
 * Counts a failure.
 *
 * Returns: the milliseconds to wait: a random part of a span that doubles with each failure in a
 *   row, never less than the shortest pause
 */
guint
app_back_off_next (AppBackOff *self, double random)
{
  guint64 span;

  g_return_val_if_fail (self != NULL && random >= 0 && random <= 1, APP_BACK_OFF_MAX);

  span = MIN ((guint64) self->min << MIN (self->n_failures + 1, DOUBLINGS_MAX), self->max);
  self->n_failures++;
  return self->min + (guint) ((span - MIN (span, self->min)) * random);
}

void
app_back_off_reset (AppBackOff *self)
{
  g_return_if_fail (self != NULL);

  self->n_failures = 0;
}
