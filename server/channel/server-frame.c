/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-channel"

#include "config.h"

#include "server-frame.h"

#include <string.h>

/**
 * server_frame_write_header:
 * @out: (out caller-allocates): room for %SERVER_FRAME_WRITE_HEADER_MAX bytes
 * @opcode: what the frame is; it is the only fragment
 * @length: bytes of its payload
 *
 * Writes the header of a frame from a server, which is not masked.
 *
 * Returns: how many bytes were written
 */
gsize
server_frame_write_header (guint8 *out, ServerOpcode opcode, gsize length)
{
  out[0] = 0x80 | (guint8) opcode;

  if (length < 126)
    {
      out[1] = (guint8) length;
      return 2;
    }

  if (length <= G_MAXUINT16)
    {
      out[1] = 126;
      out[2] = (guint8) (length >> 8);
      out[3] = (guint8) length;
      return 4;
    }

  out[1] = 127;
  for (guint i = 0; i < 8; i++)
    out[2 + i] = (guint8) ((guint64) length >> (56 - 8 * i));
  return 10;
}

/**
 * server_frame_write_close:
 * @out: (out caller-allocates): room for %SERVER_FRAME_CONTROL_MAX bytes
 * @code: why
 * @reason: ASCII, cut where it does not fit
 *
 * Writes the payload of a close frame.
 *
 * Returns: how many bytes were written
 */
gsize
server_frame_write_close (guint8 *out, guint code, const char *reason)
{
  gsize length = MIN (strlen (reason), SERVER_FRAME_CONTROL_MAX - 2);

  out[0] = (guint8) (code >> 8);
  out[1] = (guint8) code;
  memcpy (out + 2, reason, length);
  return 2 + length;
}

/**
 * server_frame_parse_close:
 * @payload: (array length=length): the payload of a close frame
 * @length: how many bytes
 * @code: (out): what it says, %SERVER_CLOSE_NO_STATUS when it says nothing
 *
 * Returns: %FALSE when a peer must not send this: half a code, one that is reserved
 */
gboolean
server_frame_parse_close (const guint8 *payload, gsize length, guint *code)
{
  guint value;

  if (length == 0)
    {
      *code = SERVER_CLOSE_NO_STATUS;
      return TRUE;
    }

  if (length == 1)
    return FALSE;

  value = (guint) payload[0] << 8 | payload[1];
  if (value < 1000 || value > 4999 || (value >= 1004 && value <= 1006) ||
      (value >= 1015 && value <= 2999))
    return FALSE;

  *code = value;
  return TRUE;
}

/**
 * server_frame_is_text:
 * @bytes: (array length=length): any bytes
 * @length: how many
 *
 * Returns: whether they are UTF-8 (RFC 3629; U+0000 is a character like any other)
 */
gboolean
server_frame_is_text (const guint8 *bytes, gsize length)
{
  const char *text = (const char *) bytes;
  const char *end = text + length;

  while (text < end)
    {
      guint64 word;

      /* Nearly all of it is ASCII: eight bytes at a time. */
      while (end - text >= 8)
        {
          memcpy (&word, text, 8);
          if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
            break;
          text += 8;
        }

      if (text == end || g_utf8_validate_len (text, (gsize) (end - text), &text))
        return TRUE;

      /* g_utf8_validate_len () stops at U+0000. */
      if (*text != '\0')
        return FALSE;
      text++;
    }

  return TRUE;
}
