/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Opcodes of RFC 6455, section 5.2. */
typedef enum
{
  SERVER_OPCODE_CONTINUATION = 0x0,
  SERVER_OPCODE_TEXT = 0x1,
  SERVER_OPCODE_BINARY = 0x2,
  SERVER_OPCODE_CLOSE = 0x8,
  SERVER_OPCODE_PING = 0x9,
  SERVER_OPCODE_PONG = 0xa,
} ServerOpcode;

/* Close codes of RFC 6455, section 7.4.1, and its registry. The protocol's own (4000 and up) are
 * the delivery's. */
typedef enum
{
  SERVER_CLOSE_NONE = 0,
  SERVER_CLOSE_NORMAL = 1000,
  SERVER_CLOSE_PROTOCOL_ERROR = 1002,
  SERVER_CLOSE_UNSUPPORTED = 1003,
  SERVER_CLOSE_NO_STATUS = 1005,
  SERVER_CLOSE_BAD_TEXT = 1007,
  SERVER_CLOSE_TOO_BIG = 1009,
  SERVER_CLOSE_INTERNAL = 1011,
  SERVER_CLOSE_RESTART = 1012,
  SERVER_CLOSE_SLOW = 1013,
  SERVER_CLOSE_SILENT = 4400,
} ServerCloseCode;

/* Sizes of RFC 6455: of a header with its mask, of one without, of a control frame's payload. */
#define SERVER_FRAME_HEADER_MAX       14
#define SERVER_FRAME_WRITE_HEADER_MAX 10
#define SERVER_FRAME_CONTROL_MAX      125

gsize server_frame_write_header (guint8 *out, ServerOpcode opcode, gsize length);
gsize server_frame_write_close (guint8 *out, guint code, const char *reason);
gboolean server_frame_parse_close (const guint8 *payload, gsize length, guint *code);
gboolean server_frame_is_text (const guint8 *bytes, gsize length);

G_END_DECLS
