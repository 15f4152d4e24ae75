/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AppTick:
 * @APP_TICK_NONE: not a message of ours: no tick is shown
 * @APP_TICK_WAITING: in the outbox, not yet on the server (clock)
 * @APP_TICK_SENT: on the server (one tick)
 * @APP_TICK_DELIVERED: on a device of each other member (two ticks)
 * @APP_TICK_READ: seen by each other member (two coloured ticks)
 * @APP_TICK_FAILED: refused by the server (warning, "Try again")
 *
 * How far a message of ours has come. In a group it is the minimum over the other members.
 */
typedef enum
{
  APP_TICK_NONE,
  APP_TICK_WAITING,
  APP_TICK_SENT,
  APP_TICK_DELIVERED,
  APP_TICK_READ,
  APP_TICK_FAILED,
} AppTick;

#define APP_TYPE_TICK (app_tick_get_type ())
GType app_tick_get_type (void) G_GNUC_CONST;

G_END_DECLS
