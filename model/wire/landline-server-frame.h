/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-error.h"
#include "landline-event.h"
#include "landline-limits.h"

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_SERVER_FRAME_NONE,
  LANDLINE_SERVER_FRAME_WELCOME,
  LANDLINE_SERVER_FRAME_SENT,
  LANDLINE_SERVER_FRAME_EVENT,
  LANDLINE_SERVER_FRAME_SYNCED,
  LANDLINE_SERVER_FRAME_PRESENCE,
  LANDLINE_SERVER_FRAME_TYPING,
  LANDLINE_SERVER_FRAME_ERROR,
  LANDLINE_SERVER_FRAME_BYE,
  LANDLINE_SERVER_FRAME_DONE,
} LandlineServerFrameKind;

/**
 * LandlineWelcome:
 * @version: of the protocol
 * @generation: changes when the server's numbering starts anew
 * @user_id: who the token belongs to
 * @device: which device
 * @head: the newest cursor of the user's inbox
 * @reset: whether the client must forget its cursor and fetch its conversations again
 * @time: the server's clock, in milliseconds since the epoch
 * @limits: what the server takes
 * @keepalive: seconds between pings
 *
 * What a server says first. Has nothing to free.
 */
typedef struct
{
  int version;
  char generation[LANDLINE_ID_SIZE];
  char user_id[LANDLINE_USER_ID_SIZE];
  char device[LANDLINE_ID_SIZE];
  gint64 head;
  gboolean reset;
  gint64 time;
  LandlineLimits limits;
  guint keepalive;
} LandlineWelcome;

/**
 * LandlineServerFrame:
 * @kind: which of the fields below are set
 * @welcome: of a welcome
 * @sent: of a sent
 * @done: of a done
 * @event: (nullable): of an event
 * @cursor: of a sent, a done, an event or a synced
 * @user_id: of a presence or typing
 * @conversation: of a typing
 * @online: of a presence
 * @last_seen: of a presence, 0 when not known
 * @id: of an error that is about a send, an act or a note, otherwise empty
 * @code: of an error
 * @reason: (nullable): of an error its sentence, of a bye its code
 * @retry_after: of an error or a bye, in milliseconds, -1 when not said
 *
 * A frame from a server. Lives on the stack; landline_server_frame_clear() frees what is in it.
 */
typedef struct
{
  LandlineServerFrameKind kind;
  LandlineWelcome welcome;
  LandlineSent sent;
  LandlineDone done;
  LandlineEvent *event;
  gint64 cursor;
  char user_id[LANDLINE_USER_ID_SIZE];
  char conversation[LANDLINE_ID_SIZE];
  gboolean online;
  gint64 last_seen;
  char id[LANDLINE_UUID_SIZE];
  LandlineError code;
  char *reason;
  gint64 retry_after;
} LandlineServerFrame;

#define LANDLINE_SERVER_FRAME_INIT { LANDLINE_SERVER_FRAME_NONE }

/**
 * LandlineMessageRow:
 * @id: the message
 * @sender_id: who sent it
 * @conversation: where
 * @seq: its number there
 * @time: in milliseconds since the epoch
 * @reply_to: (nullable): the message that it answers
 * @content: its encoded content, see landline_wire_content_get_encoded()
 * @content_length: bytes of @content
 * @state: (nullable): what actions made of it. Of a deleted message the content is not written. The
 * reactions and the version are written into pages of history only: in an inbox the actions follow.
 *
 * A message as a row of a store holds it, borrowed for a call: the way to write it without making
 * objects.
 */
typedef struct
{
  const char *id;
  const char *sender_id;
  const char *conversation;
  gint64 seq;
  gint64 time;
  const char *reply_to;
  const char *content;
  gsize content_length;
  const LandlineMessageState *state;
} LandlineMessageRow;

gboolean landline_server_frame_parse (LandlineServerFrame *self,
                                      const char *data,
                                      gsize length,
                                      GError **error);
void landline_server_frame_clear (LandlineServerFrame *self);

void landline_server_frame_write_welcome (GString *out, const LandlineWelcome *welcome);
void landline_server_frame_write_sent (GString *out, const LandlineSent *sent);
void landline_server_frame_write_done (GString *out, const LandlineDone *done);
void landline_server_frame_write_event (GString *out, LandlineEvent *event);
void landline_server_frame_write_event_message (GString *out,
                                                gint64 cursor,
                                                const LandlineMessageRow *row);
void landline_server_frame_write_event_receipt (GString *out,
                                                gint64 cursor,
                                                const char *conversation,
                                                const char *user_id,
                                                gint64 delivered,
                                                gint64 read);
void landline_server_frame_write_event_conversation (GString *out,
                                                     gint64 cursor,
                                                     LandlineConversation *conversation,
                                                     const char *change,
                                                     const char *by);
void landline_server_frame_write_event_change (GString *out,
                                               gint64 cursor,
                                               LandlineConversation *conversation,
                                               const LandlineChange *change);
void landline_server_frame_write_event_action (GString *out, gint64 cursor, LandlineAction *action);
void landline_server_frame_write_event_note (GString *out, gint64 cursor, LandlineNote *note);
void landline_server_frame_write_synced (GString *out, gint64 cursor);
void landline_server_frame_write_presence (GString *out,
                                           const char *user_id,
                                           gboolean online,
                                           gint64 last_seen);
void
landline_server_frame_write_typing (GString *out, const char *conversation, const char *user_id);
void landline_server_frame_write_error (GString *out,
                                        const char *id,
                                        LandlineError code,
                                        const char *message,
                                        gint64 retry_after);
void landline_server_frame_write_bye (GString *out, const char *code, gint64 retry_after);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineServerFrame, landline_server_frame_clear)

G_END_DECLS
