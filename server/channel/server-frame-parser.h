/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-frame.h"

G_BEGIN_DECLS

/**
 * ServerFrameFunc:
 * @opcode: %SERVER_OPCODE_TEXT, or that of a control frame
 * @payload: (array length=length): the whole message, unmasked; valid during the call, not
 * terminated
 * @length: how many bytes
 * @data: what was given with the function
 *
 * A message or a control frame is complete. The function must not free the parser.
 *
 * Returns: %FALSE to pause: nothing more is parsed until the rest of the bytes is fed again
 */
typedef gboolean (*ServerFrameFunc) (ServerOpcode opcode,
                                     const guint8 *payload,
                                     gsize length,
                                     gpointer data);

/**
 * ServerFrameParser:
 *
 * Takes the bytes that a client sends and gives the messages in them (RFC 6455). Without I/O and
 * without a clock. Holds memory only while a frame or a message is incomplete, and never more than
 * a frame and its header. All members are its own.
 */
typedef struct
{
  /* A frame that has not come whole, with its header, still masked. */
  guint8 *held;
  /* The fragments of a message so far, unmasked. */
  guint8 *message;
  guint32 held_length;
  guint32 held_size;
  guint32 message_length;
  guint16 n_fragments;
  guint16 close_code;
  gboolean fragmented;
} ServerFrameParser;

void server_frame_parser_init (ServerFrameParser *self);
void server_frame_parser_clear (ServerFrameParser *self);
gboolean server_frame_parser_feed (ServerFrameParser *self,
                                   guint8 *bytes,
                                   gsize length,
                                   ServerFrameFunc func,
                                   gpointer data,
                                   gsize *used);
ServerCloseCode server_frame_parser_get_close_code (const ServerFrameParser *self);
gsize server_frame_parser_get_held (const ServerFrameParser *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerFrameParser, server_frame_parser_clear)

G_END_DECLS
