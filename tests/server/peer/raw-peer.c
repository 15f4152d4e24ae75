/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "raw-peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PATIENCE_SECONDS 10

struct _RawPeer
{
  int descriptor;
  guint source;
  GByteArray *in;
  gsize received;
  gboolean ended;
};

static gboolean
on_out_of_patience (gpointer data)
{
  g_error ("What was waited for has not come within %d s", PATIENCE_SECONDS);

  return G_SOURCE_REMOVE;
}

/**
 * raw_peer_wait_for:
 * @condition: what is waited for
 * @data: for @condition
 *
 * Runs the main context until @condition holds.
 */
void
raw_peer_wait_for (RawPeerCondition condition, gpointer data)
{
  guint patience = g_timeout_add_seconds (PATIENCE_SECONDS, on_out_of_patience, NULL);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (patience);
}

static gboolean
on_readable (int descriptor, GIOCondition condition, gpointer data)
{
  RawPeer *self = data;
  guint8 bytes[65536];
  gssize n = recv (descriptor, bytes, sizeof bytes, MSG_DONTWAIT);

  if (n > 0)
    {
      g_byte_array_append (self->in, bytes, (guint) n);
      self->received += (gsize) n;
      return G_SOURCE_CONTINUE;
    }

  if (n < 0 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;

  self->ended = TRUE;
  self->source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * raw_peer_set_reading:
 * @self: a peer
 * @reading: whether it takes what the other end sends
 */
void
raw_peer_set_reading (RawPeer *self, gboolean reading)
{
  if (!reading)
    g_clear_handle_id (&self->source, g_source_remove);
  else if (self->source == 0 && !self->ended)
    self->source = g_unix_fd_add (self->descriptor, G_IO_IN | G_IO_HUP, on_readable, self);
}

RawPeer *
raw_peer_new (int descriptor)
{
  RawPeer *self = g_new0 (RawPeer, 1);

  self->descriptor = descriptor;
  self->in = g_byte_array_new ();
  raw_peer_set_reading (self, TRUE);

  return self;
}

RawPeer *
raw_peer_connect (guint16 port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr = { htonl (INADDR_LOOPBACK) },
  };
  int descriptor = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (descriptor, >=, 0);
  g_assert_cmpint (connect (descriptor, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_true (g_unix_set_fd_nonblocking (descriptor, TRUE, NULL));

  return raw_peer_new (descriptor);
}

void
raw_peer_free (RawPeer *self)
{
  raw_peer_set_reading (self, FALSE);
  g_byte_array_unref (self->in);
  close (self->descriptor);
  g_free (self);
}

int
raw_peer_get_descriptor (RawPeer *self)
{
  return self->descriptor;
}

/**
 * raw_peer_discard:
 * @self: a peer
 *
 * Forgets what it has taken and nobody asked for.
 */
void
raw_peer_discard (RawPeer *self)
{
  g_byte_array_set_size (self->in, 0);
}

/**
 * raw_peer_get_received:
 * @self: a peer
 *
 * Returns: how many bytes it has taken altogether
 */
gsize
raw_peer_get_received (RawPeer *self)
{
  return self->received;
}

typedef struct
{
  RawPeer *peer;
  const guint8 *bytes;
  gsize length;
} Sending;

static gboolean
send_more (gpointer data)
{
  Sending *sending = data;
  gssize n = send (sending->peer->descriptor, sending->bytes, sending->length,
                   MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n > 0)
    {
      sending->bytes += n;
      sending->length -= (gsize) n;
    }

  /* The other end may have had enough already: that is for the test to see. */
  return sending->length == 0 || (n < 0 && errno != EAGAIN);
}

static gboolean
on_writable (int descriptor, GIOCondition condition, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
raw_peer_send_bytes (RawPeer *self, const void *bytes, gsize length)
{
  Sending sending = { self, bytes, length };
  guint source;

  if (send_more (&sending))
    return;

  source = g_unix_fd_add (self->descriptor, G_IO_OUT, on_writable, NULL);
  raw_peer_wait_for (send_more, &sending);
  g_source_remove (source);
}

/**
 * raw_peer_frame:
 * @out: gets a masked frame
 * @first: its first byte
 * @payload: what is in it
 * @length: how many bytes, -1 for a text
 *
 * Returns: the bytes of the frame
 */
guint32
raw_peer_frame (GByteArray *out, guint8 first, const char *payload, gssize length)
{
  static const guint8 mask[4] = { 0x11, 0x22, 0x33, 0x44 };
  gsize n = length < 0 ? strlen (payload) : (gsize) length;
  guint before = out->len;
  guint8 header[14] = { first };
  guint header_length = 2;
  g_autofree guint8 *masked = g_malloc (n + 1);

  if (n < 126)
    {
      header[1] = (guint8) n;
    }
  else
    {
      guint extended = n <= G_MAXUINT16 ? 2 : 8;

      header[1] = extended == 2 ? 126 : 127;
      for (guint i = 0; i < extended; i++)
        header[header_length++] = (guint8) ((guint64) n >> (8 * (extended - 1 - i)));
    }
  header[1] |= 0x80;
  memcpy (header + header_length, mask, 4);

  for (gsize i = 0; i < n; i++)
    masked[i] = (guint8) payload[i] ^ mask[i & 3];
  g_byte_array_append (out, header, header_length + 4);
  g_byte_array_append (out, masked, (guint) n);

  return out->len - before;
}

void
raw_peer_send_frame (RawPeer *self, guint8 first, const char *payload, gssize length)
{
  g_autoptr (GByteArray) frame = g_byte_array_new ();

  raw_peer_frame (frame, first, payload, length);
  raw_peer_send_bytes (self, frame->data, frame->len);
}

void
raw_peer_send_text (RawPeer *self, const char *text)
{
  raw_peer_send_frame (self, 0x81, text, -1);
}

void
raw_peer_send_close (RawPeer *self, guint code)
{
  const char payload[2] = { (char) (code >> 8), (char) code };

  raw_peer_send_frame (self, 0x88, payload, 2);
}

/**
 * raw_peer_hang_up:
 * @self: a peer
 *
 * Says that it will send no more.
 */
void
raw_peer_hang_up (RawPeer *self)
{
  shutdown (self->descriptor, SHUT_WR);
}

static const char *
find_end_of_headers (RawPeer *self)
{
  return self->in->len > 0 ? g_strstr_len ((const char *) self->in->data, self->in->len, "\r\n\r\n")
                           : NULL;
}

static gboolean
has_headers (gpointer data)
{
  RawPeer *self = data;

  return self->ended || find_end_of_headers (self) != NULL;
}

/**
 * raw_peer_request:
 * @self: a peer
 * @request: an HTTP request
 *
 * Returns: (transfer full): the headers of the answer, empty when the connection ended instead
 */
char *
raw_peer_request (RawPeer *self, const char *request)
{
  const char *end;
  gsize length;
  char *headers;

  raw_peer_send_bytes (self, request, strlen (request));
  raw_peer_wait_for (has_headers, self);
  end = find_end_of_headers (self);
  if (end == NULL)
    return g_strdup ("");

  length = (gsize) (end + 4 - (const char *) self->in->data);
  headers = g_strndup ((const char *) self->in->data, length);
  g_byte_array_remove_range (self->in, 0, (guint) length);
  return headers;
}

static gsize
get_frame_length (RawPeer *self, guint *header_length)
{
  const guint8 *bytes = self->in->data;
  guint64 length;
  guint extended;

  if (self->in->len < 2)
    return G_MAXSIZE;

  /* A server does not mask. */
  g_assert_cmpuint (bytes[1] & 0x80, ==, 0);
  length = bytes[1];
  extended = length == 127 ? 8 : length == 126 ? 2 : 0;
  if (self->in->len < 2 + extended)
    return G_MAXSIZE;

  if (extended > 0)
    length = 0;
  for (guint i = 0; i < extended; i++)
    length = length << 8 | bytes[2 + i];
  *header_length = 2 + extended;
  return (gsize) length;
}

static gboolean
has_frame (gpointer data)
{
  RawPeer *self = data;
  guint header_length = 0;
  gsize length = get_frame_length (self, &header_length);

  return self->ended || (length != G_MAXSIZE && self->in->len >= header_length + length);
}

/**
 * raw_peer_next:
 * @self: a peer
 *
 * Returns: the next frame, its text to be freed; opcode 0 without a text when the connection ended
 * instead
 */
RawFrame
raw_peer_next (RawPeer *self)
{
  RawFrame frame = { 0 };
  guint header_length = 0;

  raw_peer_wait_for (has_frame, self);
  frame.length = get_frame_length (self, &header_length);
  if (frame.length == G_MAXSIZE || self->in->len < header_length + frame.length)
    return (RawFrame) { 0 };

  /* Whole, and without reserved bits. */
  g_assert_cmpuint (self->in->data[0] & 0xf0, ==, 0x80);
  frame.opcode = self->in->data[0] & 0x0f;
  frame.text = g_strndup ((const char *) self->in->data + header_length, frame.length);
  memcpy (frame.text, self->in->data + header_length, frame.length);
  g_byte_array_remove_range (self->in, 0, (guint) (header_length + frame.length));
  return frame;
}

/**
 * raw_peer_next_text:
 * @self: a peer
 *
 * Returns: (transfer full): the next message; a ping before it is answered
 */
char *
raw_peer_next_text (RawPeer *self)
{
  for (;;)
    {
      RawFrame frame = raw_peer_next (self);

      g_assert_nonnull (frame.text);
      if (frame.opcode == 0x1)
        return frame.text;

      g_assert_cmpuint (frame.opcode, ==, 0x9);
      raw_peer_send_frame (self, 0x8a, frame.text, (gssize) frame.length);
      g_free (frame.text);
    }
}

/**
 * raw_peer_expect:
 * @self: a peer
 * @kind: of a frame
 *
 * Takes frames until one of this kind comes; what comes before is left.
 *
 * Returns: (transfer full): its text
 */
char *
raw_peer_expect (RawPeer *self, const char *kind)
{
  g_autofree char *prefix = g_strdup_printf ("{\"frame\":\"%s\"", kind);

  for (;;)
    {
      g_autofree char *text = raw_peer_next_text (self);

      if (g_str_has_prefix (text, prefix))
        return g_steal_pointer (&text);
    }
}

/* A frame that came, or an answer of another kind, has @part in it. */
void
raw_peer_assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("%s is not in %s", part, text);
}

/**
 * raw_peer_wait_close:
 * @self: a peer
 *
 * Takes everything up to the close frame.
 *
 * Returns: its code, 0 when the connection ended without one
 */
guint
raw_peer_wait_close (RawPeer *self)
{
  for (;;)
    {
      RawFrame frame = raw_peer_next (self);
      guint code;

      if (frame.text == NULL)
        return 0;

      code = frame.length >= 2 ? (guint) (guint8) frame.text[0] << 8 | (guint8) frame.text[1]
                               : 1005;
      g_free (frame.text);
      if (frame.opcode == 0x8)
        return code;
    }
}

static gboolean
has_ended (gpointer data)
{
  RawPeer *self = data;

  raw_peer_discard (self);
  return self->ended;
}

/**
 * raw_peer_wait_end:
 * @self: a peer
 *
 * Takes everything up to the end of the connection.
 */
void
raw_peer_wait_end (RawPeer *self)
{
  raw_peer_set_reading (self, TRUE);
  raw_peer_wait_for (has_ended, self);
}
