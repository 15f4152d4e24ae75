/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-back-fill.h"
#include "app-cache.h"
#include "app-connection.h"

G_BEGIN_DECLS

#define APP_TYPE_INCOMING (app_incoming_get_type ())
G_DECLARE_FINAL_TYPE (AppIncoming, app_incoming, APP, INCOMING, GObject)

/* At most so long, or so many events, until what is committed is acknowledged. */
#define APP_INCOMING_ACK_MILLISECONDS 200
#define APP_INCOMING_ACK_EVENTS       32

/* Signals: "message" (int64 chat, LandlineMessage *): of somebody else, committed; "settled"
 * (const char *id): the server's answer about a message of ours is committed; "synced" (): the
 * backlog is committed; "unknown" (): there are conversations of which only the id is known;
 * "device" (LandlineDevice *): another device of ours was linked; "failed" (GError *): what came
 * cannot be kept, and comes again. */

AppIncoming *app_incoming_new (AppCache *cache, AppConnection *connection, AppBackFill *back_fill);

/* What the cache had when it was opened */
void app_incoming_set_position (AppIncoming *self, const char *generation, gint64 cursor);
const char *app_incoming_get_generation (AppIncoming *self);
gint64 app_incoming_get_cursor (AppIncoming *self);

/* Of a welcome. Returns: whether everything has to be fetched anew */
gboolean app_incoming_begin (AppIncoming *self, const char *generation, gboolean reset);
void app_incoming_push_event (AppIncoming *self, LandlineEvent *event);
void app_incoming_push_sent (AppIncoming *self, const LandlineSent *sent);
void app_incoming_push_done (AppIncoming *self, const LandlineDone *done);
void app_incoming_push_synced (AppIncoming *self);
/* The channel is gone: what is not committed comes again on the next. */
void app_incoming_stop (AppIncoming *self);

G_END_DECLS
