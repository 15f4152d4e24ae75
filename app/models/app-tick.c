/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-tick.h"

#include "app-tick-private.h"

G_DEFINE_ENUM_TYPE (AppTick,
                    app_tick,
                    G_DEFINE_ENUM_VALUE (APP_TICK_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (APP_TICK_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (APP_TICK_SENT, "sent"),
                    G_DEFINE_ENUM_VALUE (APP_TICK_DELIVERED, "delivered"),
                    G_DEFINE_ENUM_VALUE (APP_TICK_READ, "read"),
                    G_DEFINE_ENUM_VALUE (APP_TICK_FAILED, "failed"))

/* @delivered and @read: what every other member has got and seen, as seqs */
AppTick
app_tick_for (const AppMessageKey *key, gint64 delivered, gint64 read)
{
  gint64 seq = app_message_place_to_seq (key->place);

  if (key->sender != APP_CACHE_SELF || key->state == APP_MESSAGE_LINE)
    return APP_TICK_NONE;
  if (key->state == APP_MESSAGE_WAITING)
    return APP_TICK_WAITING;
  if (key->state == APP_MESSAGE_FAILED)
    return APP_TICK_FAILED;
  if (seq == 0 || seq > delivered)
    return APP_TICK_SENT;
  return seq <= read ? APP_TICK_READ : APP_TICK_DELIVERED;
}
