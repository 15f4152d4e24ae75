/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-send-request.h"
#include "landline-server-frame.h"

G_BEGIN_DECLS

/**
 * AppConnectionState:
 * @APP_CONNECTION_CLOSED: nobody asked for one
 * @APP_CONNECTION_WAITING: it failed or broke; "reason" says why, "retry-time" when it is tried
 * again
 * @APP_CONNECTION_CONNECTING: on the way
 * @APP_CONNECTION_OPEN: the channel is open
 * @APP_CONNECTION_SIGNED_OUT: the server does not know the token; it is not tried again
 * @APP_CONNECTION_REPLACED: this device connected from somewhere else; tried again only when asked
 */
typedef enum
{
  APP_CONNECTION_CLOSED,
  APP_CONNECTION_WAITING,
  APP_CONNECTION_CONNECTING,
  APP_CONNECTION_OPEN,
  APP_CONNECTION_SIGNED_OUT,
  APP_CONNECTION_REPLACED,
} AppConnectionState;

#define APP_TYPE_CONNECTION_STATE (app_connection_state_get_type ())
GType app_connection_state_get_type (void) G_GNUC_CONST;

#define APP_TYPE_CONNECTION (app_connection_get_type ())
G_DECLARE_FINAL_TYPE (AppConnection, app_connection, APP, CONNECTION, GObject)

/* Properties, read-only with notify: "state", "reason" (a sentence or NULL), "retry-time" (int64,
 * of g_get_monotonic_time (), 0 for none).
 *
 * Signals: "opened" () — say hello; "frame" (LandlineServerFrame *) — borrowed for the call. */

AppConnection *app_connection_new (const char *key, const char *token);
/* Best first; they are tried in turn. */
void app_connection_set_base_urls (AppConnection *self, const char *const *base_urls);
/* Another one, as of a server that moved: it is tried next, at once where nothing is under way. */
void app_connection_add_base_url (AppConnection *self, const char *base_url);
/* The one that is used, or that was last tried */
const char *app_connection_get_base_url (AppConnection *self);
void app_connection_set_back_off (AppConnection *self, guint min, guint max);

AppConnectionState app_connection_get_state (AppConnection *self);
const char *app_connection_get_reason (AppConnection *self);
gboolean app_connection_get_wrong_key (AppConnection *self);
gint64 app_connection_get_retry_time (AppConnection *self);

void app_connection_open (AppConnection *self);
void app_connection_close (AppConnection *self);
void app_connection_retry_now (AppConnection *self);
/* The server broke the protocol, or the other end needs to start anew: close and connect again. */
void app_connection_restart (AppConnection *self, const char *reason);
void app_connection_set_keepalive (AppConnection *self, guint seconds);

/* Nothing happens without an open channel: what must not be lost is in the cache. */
void app_connection_send_hello (AppConnection *self,
                                const char *generation,
                                gint64 cursor,
                                guint window);
void app_connection_send_message (AppConnection *self, LandlineSendRequest *request);
void app_connection_send_ack (AppConnection *self, gint64 cursor);
void app_connection_send_read (AppConnection *self, const char *conversation, gint64 seq);
void app_connection_send_action (AppConnection *self, LandlineAction *action);
void app_connection_send_note (AppConnection *self, const char *id, LandlineNote *note);
void app_connection_send_typing (AppConnection *self, const char *conversation);

G_END_DECLS
