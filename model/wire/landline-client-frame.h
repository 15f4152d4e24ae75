/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-limits.h"
#include "landline-note.h"
#include "landline-send-request.h"
#include "landline-sent.h"

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_CLIENT_FRAME_NONE,
  LANDLINE_CLIENT_FRAME_HELLO,
  LANDLINE_CLIENT_FRAME_SEND,
  LANDLINE_CLIENT_FRAME_ACK,
  LANDLINE_CLIENT_FRAME_READ,
  LANDLINE_CLIENT_FRAME_TYPING,
  LANDLINE_CLIENT_FRAME_ACT,
  LANDLINE_CLIENT_FRAME_NOTE,
} LandlineClientFrameKind;

/**
 * LandlineClientFrame:
 * @kind: which of the fields below are set
 * @version: of a hello
 * @window: of a hello, 1 to %LANDLINE_LIMIT_WINDOW
 * @generation: of a hello, empty when the client has none yet
 * @cursor: of a hello or an ack
 * @conversation: of a read or typing
 * @seq: of a read
 * @request: (nullable): of a send
 * @action: (nullable): of an act
 * @note: (nullable): of a note
 * @id: of a send, an act or a note, also when the parse failed but the id could be read: the error
 * frame names it. Otherwise empty.
 *
 * A frame from a client. Lives on the stack; landline_client_frame_clear() frees what is in it.
 */
typedef struct
{
  LandlineClientFrameKind kind;
  int version;
  guint window;
  gint64 cursor;
  gint64 seq;
  LandlineSendRequest *request;
  LandlineAction *action;
  LandlineNote *note;
  char id[LANDLINE_UUID_SIZE];
  char generation[LANDLINE_ID_SIZE];
  char conversation[LANDLINE_ID_SIZE];
} LandlineClientFrame;

#define LANDLINE_CLIENT_FRAME_INIT { LANDLINE_CLIENT_FRAME_NONE }

gboolean landline_client_frame_parse (LandlineClientFrame *self,
                                      const char *data,
                                      gsize length,
                                      const LandlineLimits *limits,
                                      GError **error);
void landline_client_frame_clear (LandlineClientFrame *self);

void landline_client_frame_write_hello (GString *out,
                                        const char *generation,
                                        gint64 cursor,
                                        guint window);
void landline_client_frame_write_send (GString *out, LandlineSendRequest *request);
void landline_client_frame_write_act (GString *out, LandlineAction *action);
void landline_client_frame_write_note (GString *out, const char *id, LandlineNote *note);
void landline_client_frame_write_ack (GString *out, gint64 cursor);
void landline_client_frame_write_read (GString *out, const char *conversation, gint64 seq);
void landline_client_frame_write_typing (GString *out, const char *conversation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineClientFrame, landline_client_frame_clear)

G_END_DECLS
