/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-back-fill.h"
#include "app-connection.h"
#include "app-discovery.h"
#include "app-incoming.h"
#include "app-note-outbox.h"
#include "app-outbox.h"
#include "app-session.h"
#include "app-status-outbox.h"

G_BEGIN_DECLS

/* What the files of AppSession share: app-session.c makes it and keeps it online,
 * app-session-send.c, app-session-actions.c and app-session-calls.c are what the user interface
 * asks of it. */
struct _AppSession
{
  GObject parent_instance;

  AppProfile *profile;
  AppAccount *account;
  AppServerProcess *server;
  AppCache *cache;
  AppRest *rest;
  AppConnection *connection;
  AppBackFill *back_fill;
  AppOutbox *outbox;
  AppNoteOutbox *note_outbox;
  AppStatusOutbox *status_outbox;
  AppIncoming *incoming;
  AppDiscovery *discovery; /* see app-session-finder.c */
  gboolean finding;
  GCancellable *cancellable; /* of everything that ends with the session */

  AppSessionState state;
  char *reason;
  char *trouble;
  gint64 retry_time;
  guint waiting_count;
  gboolean counting;
  gboolean count_again;
  gboolean welcomed; /* on this channel */
  gboolean synced;   /* on this channel */
  gboolean send_read_receipts;
  gboolean back_fill_due; /* the conversations are still to be fetched */
  gboolean back_filling;
  gboolean scrubbing; /* see app_session_scrub() */
  gboolean scrub_again;
  guint back_fill_timer;
  gboolean expiring; /* see app_session_expire_statuses() */
  gboolean expire_again;
  guint expiry_timer;
  guint scrub_timer;          /* see app_session_scrub_soon() */
  guint message_expiry_timer; /* see app-session-expiry.c */
  gint64 message_expiry_next; /* when it is due, milliseconds since the epoch, 0 for never */
  gboolean messages_expiring;
  LandlineLimits limits;
  gint64 clock_offset; /* of the server's clock to ours, milliseconds */

  GHashTable *presence;  /* user id → Presence */
  GHashTable *read_told; /* gint64 chat → Told on this channel, and not known to have arrived */
  gint64 last_typing;    /* monotonic time */
  gint64 last_typing_chat;
};

void app_session_set_trouble (AppSession *self, const char *sentence);
void app_session_set_state (AppSession *self,
                            AppSessionState state,
                            const char *reason,
                            gint64 retry_time);
void app_session_set_base_urls (AppSession *self);
/* Looks for the server on the network while it is not reached. */
void app_session_find_server (AppSession *self);
void app_session_stop_finding (AppSession *self);
/* It was reached: the account remembers where. */
void app_session_keep_address (AppSession *self);
void app_session_watch_connection (AppSession *self);
void app_session_watch_incoming (AppSession *self);
void app_session_flush_reads (AppSession *self);
void app_session_confirm_reads (AppSession *self, gint64 before);
void app_session_clear_reads (AppSession *self);
/* A chat that was deleted is listed again, without what was in it. */
gboolean app_session_write_listed (AppCacheDatabase *database, gint64 chat_key, GError **error);
/* Removes what people showed and show no more, now and when the next of it is over. */
void app_session_expire_statuses (AppSession *self);
/* Removes what a cleared history left behind, if one did. */
void app_session_scrub (AppSession *self);
/* After single messages were deleted: not for each of them. */
void app_session_scrub_soon (AppSession *self);
void app_session_watch_actions (AppSession *self);
/* Removes the messages whose time is up, and comes back for the next ones. */
void app_session_expire_messages (AppSession *self);
/* Messages came, of which the first is to disappear at @time. */
void app_session_expire_messages_at (AppSession *self, gint64 time);

G_END_DECLS
