/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define APP_BACK_OFF_MIN 500   /* milliseconds */
#define APP_BACK_OFF_MAX 30000 /* milliseconds */

/**
 * AppBackOff:
 * @min: the shortest pause, milliseconds
 * @max: the longest pause, milliseconds
 * @n_failures: in a row
 *
 * How long to wait before something that failed is tried again. Keeps no clock: whoever uses it
 * does. Lives inside of its owner and has nothing to free.
 */
typedef struct
{
  guint min;
  guint max;
  guint n_failures;
} AppBackOff;

#define APP_BACK_OFF_INIT { APP_BACK_OFF_MIN, APP_BACK_OFF_MAX, 0 }

guint app_back_off_next (AppBackOff *self, double random);
void app_back_off_reset (AppBackOff *self);

G_END_DECLS
