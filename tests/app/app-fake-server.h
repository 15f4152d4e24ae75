/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "app-session.h"
#include "landline-client-frame.h"
#include "landline-server-frame.h"

G_BEGIN_DECLS

/**
 * AppFakeServer:
 *
 * A server that does what the test says, in the test's own main loop. It keeps what it was sent;
 * the test answers, or sets an automatic answer.
 */
typedef struct _AppFakeServer AppFakeServer;

/* Answers a REST call in the place of the fake server.
 *
 * Returns: whether it did */
typedef gboolean (*AppFakeServerRest) (AppFakeServer *self,
                                       SoupServerMessage *message,
                                       const char *call,
                                       gpointer user_data);

struct _AppFakeServer
{
  SoupServer *server;
  guint port;
  SoupWebsocketConnection *channel; /* the newest, NULL while there is none */
  guint n_channels;                 /* that were opened so far */
  guint upgrade_status;             /* refuse the channel with this HTTP status, 0 not */
  gboolean silent;                  /* no welcome to a hello */
  gboolean answers_sends;           /* with `sent`, counting seq and cursor up */

  char *generation;
  gboolean reset;
  LandlineLimits limits; /* that it announces */
  gint64 cursor;         /* of the inbox */
  gint64 seq;            /* of the one conversation of answered sends */

  GPtrArray *sends; /* LandlineSendRequest, on every channel */
  guint n_unanswered;
  guint n_unanswered_max;
  GArray *acks;     /* gint64 */
  GPtrArray *reads; /* `conversation seq` */
  guint n_typing;
  GPtrArray *notes;       /* `key=value`, on every channel */
  GPtrArray *note_ids;    /* their ids */
  gboolean answers_notes; /* with `done`, counting version and cursor up */
  gint64 version;         /* of the notes */
  char *hello_generation;
  gint64 hello_cursor;

  GHashTable *pages;   /* path with query → body of a GET */
  GHashTable *errors;  /* path with query → LandlineError that answers it */
  GPtrArray *requests; /* `METHOD path?query`, but for the channel */
  GPtrArray *bodies;   /* of each of them, as text */
  guint media_status;  /* answer of an upload, 0 for 201 */
  guint n_cuts;        /* so many transfers are cut in the middle */
  GBytes *media;       /* what a download gives */
  guint n_uploads;     /* under way */
  guint n_uploads_max;
  gboolean holds_uploads; /* they are not answered until it is FALSE */
  GPtrArray *held;        /* SoupServerMessage */

  AppFakeServerRest rest; /* asked first, with `METHOD path?query` */
  gpointer rest_data;
};

#define APP_FAKE_CONVERSATION "c_0000000000000000000000000000000a"

AppFakeServer *app_fake_server_new (void);
void app_fake_server_free (AppFakeServer *self);
AppSession *app_fake_server_open_session (AppFakeServer *self, AppProfile *profile);
void app_fake_server_close_session (AppSession *session);

void app_fake_server_send (AppFakeServer *self, GString *frame);
void app_fake_server_send_text (AppFakeServer *self, const char *text);
void app_fake_server_send_sent (AppFakeServer *self,
                                const char *id,
                                gint64 cursor,
                                gint64 seq,
                                gboolean duplicate);
void app_fake_server_send_done (AppFakeServer *self, const char *id, gint64 cursor, gint64 version);
void app_fake_server_send_note (AppFakeServer *self,
                                gint64 cursor,
                                const char *key,
                                const char *value,
                                gint64 version);
void app_fake_server_send_message (AppFakeServer *self, gint64 cursor, LandlineMessage *message);
void app_fake_server_send_error (AppFakeServer *self,
                                 const char *id,
                                 LandlineError code,
                                 gint64 retry_after);
void app_fake_server_send_synced (AppFakeServer *self);
/* As a broken network does: without a word. */
void app_fake_server_cut (AppFakeServer *self);
void app_fake_server_close (AppFakeServer *self, gushort code);
void app_fake_server_release (AppFakeServer *self);

/* The text of the n-th send, and its id. */
const char *app_fake_server_get_text (AppFakeServer *self, guint position);
const char *app_fake_server_get_id (AppFakeServer *self, guint position);
gint64 app_fake_server_get_last_ack (AppFakeServer *self);

G_END_DECLS
