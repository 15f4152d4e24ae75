/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-account.h"
#include "app-discovery.h"
#include "app-profile.h"
#include "app-server-process.h"
#include "landline-content.h"
#include "landline-message.h"

G_BEGIN_DECLS

typedef struct _AppCache AppCache;
typedef struct _AppConnection AppConnection;
typedef struct _AppRest AppRest;

/**
 * AppSessionState:
 * @APP_SESSION_OFFLINE: no connection; "reason" says why and "retry-time" when it is tried again
 * @APP_SESSION_CONNECTING: a connection is being made
 * @APP_SESSION_SYNCING: connected, what was missed is coming in
 * @APP_SESSION_ONLINE: connected and up to date
 * @APP_SESSION_SIGNED_OUT: the server does not know this device any more; nothing is tried again
 */
typedef enum
{
  APP_SESSION_OFFLINE,
  APP_SESSION_CONNECTING,
  APP_SESSION_SYNCING,
  APP_SESSION_ONLINE,
  APP_SESSION_SIGNED_OUT,
} AppSessionState;

#define APP_TYPE_SESSION_STATE (app_session_state_get_type ())
GType app_session_state_get_type (void) G_GNUC_CONST;

#define APP_TYPE_SESSION (app_session_get_type ())
G_DECLARE_FINAL_TYPE (AppSession, app_session, APP, SESSION, GObject)

/* An account online: what the UI talks to.
 *
 * Properties, with notify: "state" (AppSessionState), "reason" (string or NULL, a sentence),
 * "trouble" (string or NULL, why it is offline although something answers),
 * "retry-time" (int64, g_get_monotonic_time () of the next try, 0 if none), "waiting-count" (uint,
 * messages in the outbox), "send-read-receipts" (boolean, settable, kept). Signals: "incoming"
 * (int64 chat_key, LandlineMessage *message): a message of somebody else came in while we are up to
 * date; for notifications. It is in the cache by then. "typing" (const char *conversation_id, const
 * char *user_id) "presence" (const char *user_id) "action-refused" (const char *sentence):
 * something that was done to a message was undone. */

AppSession *app_session_new (AppProfile *profile, AppAccount *account, AppServerProcess *server);

/* Opens the cache and starts to connect. Fails when the cache is unreadable or newer than this
 * program. */
void app_session_open_async (AppSession *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean app_session_open_finish (AppSession *self, GAsyncResult *result, GError **error);
void app_session_close_async (AppSession *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean app_session_close_finish (AppSession *self, GAsyncResult *result, GError **error);

AppProfile *app_session_get_profile (AppSession *self);
AppAccount *app_session_get_account (AppSession *self);
const char *app_session_get_user_id (AppSession *self);
AppCache *app_session_get_cache (AppSession *self);
AppRest *app_session_get_rest (AppSession *self);
AppConnection *app_session_get_connection (AppSession *self);
/* What a server that moved is found with. */
void app_session_set_discovery (AppSession *self, AppDiscovery *discovery);
AppSessionState app_session_get_state (AppSession *self);
const char *app_session_get_reason (AppSession *self);
const char *app_session_get_trouble (AppSession *self);
gint64 app_session_get_retry_time (AppSession *self);
guint app_session_get_waiting_count (AppSession *self);
gboolean app_session_get_send_read_receipts (AppSession *self);
void app_session_set_send_read_receipts (AppSession *self, gboolean send_read_receipts);

/* The limits that the server announced, bytes; the design's defaults before the first connection.
 */
guint64 app_session_get_media_size_max (AppSession *self);
guint64 app_session_get_document_size_max (AppSession *self);
guint app_session_get_text_length_max (AppSession *self);

/* The server's time, as far as it is known, in milliseconds since the epoch */
gint64 app_session_get_time (AppSession *self);

void app_session_retry_now (AppSession *self);

/* Sending: the row is in the outbox (and in the timeline) when the call finishes; the tick says the
 * rest. @reply_to is the id of a message, or NULL. The result is the message's key. */
void app_session_send_text_async (AppSession *self,
                                  gint64 chat_key,
                                  const char *text,
                                  const char *reply_to,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void app_session_send_content_async (AppSession *self,
                                     gint64 chat_key,
                                     LandlineContent *content,
                                     const char *reply_to,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean app_session_check_content (AppSession *self,
                                    LandlineContent *content,
                                    const char *reply_to,
                                    GError **error);
gint64 app_session_send_finish (AppSession *self, GAsyncResult *result, GError **error);
void app_session_retry_message (AppSession *self, gint64 message_key);
void app_session_delete_failed_message (AppSession *self, gint64 message_key);

/* The person saw everything up to @seq. */
void app_session_mark_read (AppSession *self, gint64 chat_key, gint64 seq);
/* The person is typing; sent at most every three seconds. */
void app_session_send_typing (AppSession *self, gint64 chat_key);
void app_session_set_draft (AppSession *self, gint64 chat_key, const char *draft);

/* The chat with a user; made in the cache if there is none. The server learns of it with the first
 * message. */
void app_session_ensure_chat_async (AppSession *self,
                                    const char *user_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 app_session_ensure_chat_finish (AppSession *self, GAsyncResult *result, GError **error);

/* Asks the server for everyone on it and puts them into the cache. */
void app_session_refresh_users_async (AppSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean app_session_refresh_users_finish (AppSession *self, GAsyncResult *result, GError **error);

/* Changes our own name (and what is said about us). */
void app_session_set_profile_async (AppSession *self,
                                    const char *name,
                                    const char *about,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_session_set_profile_finish (AppSession *self, GAsyncResult *result, GError **error);

/* Messages before the oldest one that is cached, from the server. FALSE without an error: it has no
 * more. */
void app_session_load_older_async (AppSession *self,
                                   gint64 chat_key,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean app_session_load_older_finish (AppSession *self, GAsyncResult *result, GError **error);

gboolean app_session_get_user_online (AppSession *self, const char *user_id, gint64 *last_seen);

G_END_DECLS
