/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-channel"

#include "config.h"

#include "server-frame-parser.h"

#include <string.h>

#include "server-limits.h"

/* What to do after a frame. */
typedef enum
{
  STEP_REFUSED,
  STEP_PAUSED,
  STEP_ON,
} Step;

typedef struct
{
  ServerOpcode opcode;
  gboolean final;
  guint header_length;
  guint32 length;
} Header;

/**
 * server_frame_parser_init:
 * @self: (out caller-allocates): a parser
 *
 * Makes @self ready for the first byte after the upgrade.
 */
void
server_frame_parser_init (ServerFrameParser *self)
{
  *self = (ServerFrameParser) { 0 };
}

/**
 * server_frame_parser_clear:
 * @self: a parser
 *
 * Frees what it holds.
 */
void
server_frame_parser_clear (ServerFrameParser *self)
{
  g_clear_pointer (&self->held, g_free);
  g_clear_pointer (&self->message, g_free);
  self->held_length = self->held_size = self->message_length = 0;
}

/**
 * server_frame_parser_get_close_code:
 * @self: a parser
 *
 * Returns: why [func@server_frame_parser_feed] gave up, %SERVER_CLOSE_NONE when it has not
 */
ServerCloseCode
server_frame_parser_get_close_code (const ServerFrameParser *self)
{
  return (ServerCloseCode) self->close_code;
}

/**
 * server_frame_parser_get_held:
 * @self: a parser
 *
 * Returns: how many bytes of memory it holds
 */
gsize
server_frame_parser_get_held (const ServerFrameParser *self)
{
  return (gsize) self->held_size + self->message_length;
}

static gboolean
refuse (ServerFrameParser *self, ServerCloseCode code)
{
  self->close_code = (guint16) code;
  return FALSE;
}

static Step
refuse_step (ServerFrameParser *self, ServerCloseCode code)
{
  refuse (self, code);
  return STEP_REFUSED;
}

/* How long the header is, as far as `length` bytes of it tell: never less than it is, never more
 * than is known. */
static guint
get_header_length (const guint8 *bytes, gsize length)
{
  guint extended;

  if (length < 2)
    return 2;

  extended = (bytes[1] & 0x7f) == 127 ? 8 : (bytes[1] & 0x7f) == 126 ? 2 : 0;
  return 2 + extended + 4;
}

static gboolean
check_control (ServerFrameParser *self, const Header *header, guint64 length)
{
  if (header->opcode != SERVER_OPCODE_CLOSE && header->opcode != SERVER_OPCODE_PING &&
      header->opcode != SERVER_OPCODE_PONG)
    return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);

  if (!header->final || length > SERVER_FRAME_CONTROL_MAX)
    return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);

  return TRUE;
}

static gboolean
check_data (ServerFrameParser *self, const Header *header, guint64 length)
{
  if (header->opcode == SERVER_OPCODE_BINARY)
    return refuse (self, SERVER_CLOSE_UNSUPPORTED);

  if (header->opcode != SERVER_OPCODE_TEXT && header->opcode != SERVER_OPCODE_CONTINUATION)
    return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);

  /* A message goes on exactly when one has begun. */
  if ((header->opcode == SERVER_OPCODE_CONTINUATION) != self->fragmented)
    return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);

  if (length > SERVER_LIMIT_FRAME - self->message_length ||
      self->n_fragments >= SERVER_LIMIT_FRAGMENTS)
    return refuse (self, SERVER_CLOSE_TOO_BIG);

  return TRUE;
}

/* `bytes` holds at least the whole header. What is wrong with a frame is said before its payload is
 * waited for. */
static gboolean
parse_header (ServerFrameParser *self, const guint8 *bytes, Header *header)
{
  guint64 length = bytes[1] & 0x7f;
  gboolean extended = length >= 126;

  header->final = (bytes[0] & 0x80) != 0;
  header->opcode = (ServerOpcode) (bytes[0] & 0x0f);
  header->header_length = get_header_length (bytes, 2);

  /* No extension was agreed on, so that no reserved bit means anything; clients mask. */
  if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) == 0)
    return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);

  if (extended)
    {
      guint n = header->header_length - 6;

      length = 0;
      for (guint i = 0; i < n; i++)
        length = length << 8 | bytes[2 + i];

      /* Lengths are written as short as they can be, and below 2^63. */
      if (length < 126 || (n == 8 && (length <= G_MAXUINT16 || length > G_MAXINT64)))
        return refuse (self, SERVER_CLOSE_PROTOCOL_ERROR);
    }

  if ((header->opcode & 0x8) != 0 ? !check_control (self, header, length)
                                  : !check_data (self, header, length))
    return FALSE;

  header->length = (guint32) length;
  return TRUE;
}

static void
unmask (guint8 *payload, gsize length, const guint8 *mask)
{
  guint32 mask_word;
  guint64 mask_words;
  gsize i = 0;

  memcpy (&mask_word, mask, 4);
  mask_words = (guint64) mask_word << 32 | mask_word;

  for (; i + 8 <= length; i += 8)
    {
      guint64 word;

      memcpy (&word, payload + i, 8);
      word ^= mask_words;
      memcpy (payload + i, &word, 8);
    }

  for (; i < length; i++)
    payload[i] ^= mask[i & 3];
}

static Step
finish_control (ServerFrameParser *self,
                const Header *header,
                const guint8 *payload,
                ServerFrameFunc func,
                gpointer data)
{
  if (header->opcode == SERVER_OPCODE_CLOSE)
    {
      guint code;

      if (!server_frame_parse_close (payload, header->length, &code))
        return refuse_step (self, SERVER_CLOSE_PROTOCOL_ERROR);
      if (header->length > 2 && !server_frame_is_text (payload + 2, header->length - 2))
        return refuse_step (self, SERVER_CLOSE_BAD_TEXT);
    }

  return func (header->opcode, payload, header->length, data) ? STEP_ON : STEP_PAUSED;
}

static Step
finish_message (ServerFrameParser *self,
                const guint8 *payload,
                gsize length,
                ServerFrameFunc func,
                gpointer data)
{
  if (!server_frame_is_text (payload, length))
    return refuse_step (self, SERVER_CLOSE_BAD_TEXT);

  return func (SERVER_OPCODE_TEXT, payload, length, data) ? STEP_ON : STEP_PAUSED;
}

static Step
finish_fragment (ServerFrameParser *self,
                 const Header *header,
                 const guint8 *payload,
                 ServerFrameFunc func,
                 gpointer data)
{
  Step step;

  if (header->length > 0)
    {
      self->message = g_realloc (self->message, self->message_length + header->length);
      memcpy (self->message + self->message_length, payload, header->length);
      self->message_length += header->length;
    }
  self->n_fragments++;
  self->fragmented = TRUE;

  if (!header->final)
    return STEP_ON;

  step = finish_message (self, self->message, self->message_length, func, data);
  g_clear_pointer (&self->message, g_free);
  self->message_length = 0;
  self->n_fragments = 0;
  self->fragmented = FALSE;
  return step;
}

/* A whole frame, with its header. */
static Step
finish_frame (ServerFrameParser *self,
              guint8 *frame,
              const Header *header,
              ServerFrameFunc func,
              gpointer data)
{
  guint8 *payload = frame + header->header_length;

  unmask (payload, header->length, payload - 4);

  if ((header->opcode & 0x8) != 0)
    return finish_control (self, header, payload, func, data);

  if (header->final && !self->fragmented)
    return finish_message (self, payload, header->length, func, data);

  return finish_fragment (self, header, payload, func, data);
}

/* Holds bytes of a frame that is `needed` bytes long. Memory grows with what came, not with what
 * was announced. */
static void
hold (ServerFrameParser *self, const guint8 *bytes, gsize length, gsize needed)
{
  if (self->held_length + length > self->held_size)
    {
      self->held_size = (guint32) MIN (needed, MAX (2 * (self->held_length + length), 64));
      self->held = g_realloc (self->held, self->held_size);
    }

  if (length > 0)
    memcpy (self->held + self->held_length, bytes, length);
  self->held_length += (guint32) length;
}

/* Completes the held frame as far as the bytes go. `used` tells how many of them were taken. */
static Step
feed_held (ServerFrameParser *self,
           const guint8 *bytes,
           gsize length,
           gsize *used,
           ServerFrameFunc func,
           gpointer data)
{
  *used = 0;

  for (;;)
    {
      gsize needed = get_header_length (self->held, self->held_length);
      Header header = { 0 };
      gsize taken;

      if (self->held_length >= needed)
        {
          if (!parse_header (self, self->held, &header))
            return STEP_REFUSED;
          needed += header.length;
        }

      if (header.header_length > 0 && self->held_length == needed)
        {
          g_autofree guint8 *frame = g_steal_pointer (&self->held);

          self->held_length = self->held_size = 0;
          return finish_frame (self, frame, &header, func, data);
        }

      if (*used == length)
        return STEP_ON;

      taken = MIN (needed - self->held_length, length - *used);
      hold (self, bytes + *used, taken, needed);
      *used += taken;
    }
}

/* The next frame, or what there is of it, at a frame's beginning. */
static Step
feed_frame (ServerFrameParser *self,
            guint8 *bytes,
            gsize length,
            gsize *used,
            ServerFrameFunc func,
            gpointer data)
{
  Header header;

  *used = length;
  if (length < get_header_length (bytes, length))
    {
      hold (self, bytes, length, SERVER_FRAME_HEADER_MAX);
      return STEP_ON;
    }

  if (!parse_header (self, bytes, &header))
    return STEP_REFUSED;

  if (length < header.header_length + header.length)
    {
      hold (self, bytes, length, header.header_length + header.length);
      return STEP_ON;
    }

  *used = header.header_length + header.length;
  return finish_frame (self, bytes, &header, func, data);
}

/**
 * server_frame_parser_feed:
 * @self: a parser
 * @bytes: (array length=length): what came; unmasked where it stands, so that nothing is copied
 * that came whole
 * @length: how many bytes
 * @func: called with each message and control frame that is complete, in order
 * @data: for @func
 * @used: (out): how many bytes were taken: all, unless @func paused; the rest has to be fed before
 * anything else
 *
 * Invalid frames are refused as soon as their header is there; the cap of %SERVER_LIMIT_FRAME is on
 * the whole message.
 *
 * Returns: %FALSE when the peer broke the protocol: nothing can be parsed any more, and
 *   [func@server_frame_parser_get_close_code] says why
 */
gboolean
server_frame_parser_feed (ServerFrameParser *self,
                          guint8 *bytes,
                          gsize length,
                          ServerFrameFunc func,
                          gpointer data,
                          gsize *used)
{
  Step step = STEP_ON;

  *used = 0;
  if (self->close_code != SERVER_CLOSE_NONE)
    return FALSE;

  while (*used < length && step == STEP_ON)
    {
      guint8 *at = bytes + *used;
      gsize left = length - *used;
      gsize taken;

      if (self->held_length > 0)
        step = feed_held (self, at, left, &taken, func, data);
      else
        step = feed_frame (self, at, left, &taken, func, data);
      *used += taken;
    }

  return step != STEP_REFUSED;
}
