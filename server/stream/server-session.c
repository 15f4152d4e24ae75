/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-session.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

#include "server-stream.h"

/* What is read from the kernel at a time: several records, where GnuTLS by itself asks twice for
 * each. */
#define AHEAD (64 * 1024)

/* The most that one record carries (RFC 8446, section 5.1). */
#define RECORD (16 * 1024)

struct _ServerSession
{
  gnutls_session_t session;
  ServerIdentity *identity;
  int descriptor;

  /* Bytes of a record that has not come whole, taken out of the shared buffer. */
  guint8 *kept;
  guint32 kept_length;
  guint32 kept_at;

  /* Bytes of a record that GnuTLS has taken and not got rid of. */
  guint32 unsent;
  gboolean established;
  gboolean ended;

  /* The last read ended because the caller's buffer was full: there may be more that the descriptor
   * does not show. */
  gboolean more;
};

/* The buffer of the session that is reading; between reads it belongs to nobody. */
static _Thread_local struct
{
  ServerSession *reader;
  gsize length;
  gsize at;
  gboolean emptied; /* the last read was short: the kernel has no more for now */
  guint8 bytes[AHEAD];
} ahead;

static gssize
take_kept (ServerSession *self, void *bytes, gsize length)
{
  gsize n = MIN (length, self->kept_length - self->kept_at);

  memcpy (bytes, self->kept + self->kept_at, n);
  self->kept_at += (guint32) n;
  if (self->kept_at == self->kept_length)
    {
      g_clear_pointer (&self->kept, g_free);
      self->kept_length = self->kept_at = 0;
    }

  return (gssize) n;
}

static gssize
receive (int descriptor, void *bytes, gsize length)
{
  gssize n;

  do
    n = recv (descriptor, bytes, length, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);

  return n;
}

static gssize
take_ahead (ServerSession *self, void *bytes, gsize length)
{
  gsize n;

  if (ahead.at == ahead.length)
    {
      gssize received;

      if (ahead.emptied)
        {
          errno = EAGAIN;
          return -1;
        }

      received = receive (self->descriptor, ahead.bytes, AHEAD);
      if (received <= 0)
        return received;

      ahead.length = (gsize) received;
      ahead.at = 0;
      ahead.emptied = received < AHEAD;
    }

  n = MIN (length, ahead.length - ahead.at);
  memcpy (bytes, ahead.bytes + ahead.at, n);
  ahead.at += n;
  return (gssize) n;
}

static ssize_t
on_pull (gnutls_transport_ptr_t data, void *bytes, size_t length)
{
  ServerSession *self = data;
  gssize n;

  if (self->kept_length > 0)
    n = take_kept (self, bytes, length);
  else if (ahead.reader == self)
    n = take_ahead (self, bytes, length);
  else
    n = receive (self->descriptor, bytes, length);

  if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

static ssize_t
on_push (gnutls_transport_ptr_t data, const void *bytes, size_t length)
{
  ServerSession *self = data;
  gssize n;

  do
    n = send (self->descriptor, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);

  if (n < 0)
    gnutls_transport_set_errno (self->session, errno);
  return n;
}

/* Never waited for: a session that does not block asks only whether something is there. */
static int
on_pull_timeout (gnutls_transport_ptr_t data, unsigned milliseconds)
{
  ServerSession *self = data;
  GPollFD descriptor = { self->descriptor, G_IO_IN, 0 };

  return self->kept_length > 0 || g_poll (&descriptor, 1, 0) > 0;
}

/**
 * server_session_new:
 * @identity: who the server is
 * @descriptor: a connected socket that does not block
 *
 * Returns: (transfer full) (nullable): a session that has not begun
 */
ServerSession *
server_session_new (ServerIdentity *identity, int descriptor)
{
  gnutls_session_t session = server_identity_new_session (identity);
  ServerSession *self;

  if (session == NULL)
    return NULL;

  self = g_new0 (ServerSession, 1);
  self->session = session;
  self->identity = server_identity_ref (identity);
  self->descriptor = descriptor;
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_pull_function (session, on_pull);
  gnutls_transport_set_push_function (session, on_push);
  gnutls_transport_set_pull_timeout_function (session, on_pull_timeout);

  return self;
}

/**
 * server_session_free:
 * @self: (transfer full): a session
 */
void
server_session_free (ServerSession *self)
{
  gnutls_deinit (self->session);
  server_identity_unref (self->identity);
  g_free (self->kept);
  g_free (self);
}

/**
 * server_session_shake_hands:
 * @self: a session
 *
 * Goes as far with the handshake as it goes without waiting.
 *
 * Returns: whether it is done, or what to wait for before the next call
 */
ServerHandshakeState
server_session_shake_hands (ServerSession *self)
{
  int result;

  do
    result = gnutls_handshake (self->session);
  while (result == GNUTLS_E_INTERRUPTED ||
         (result < 0 && result != GNUTLS_E_AGAIN && !gnutls_error_is_fatal (result)));

  if (result == GNUTLS_E_SUCCESS)
    {
      self->established = TRUE;
      return SERVER_HANDSHAKE_DONE;
    }

  if (result != GNUTLS_E_AGAIN)
    return SERVER_HANDSHAKE_FAILED;

  return gnutls_record_get_direction (self->session) != 0 ? SERVER_HANDSHAKE_WRITES
                                                          : SERVER_HANDSHAKE_READS;
}

/* One record, or less. */
static gssize
read_record (ServerSession *self, guint8 *bytes, gsize length)
{
  gssize n;

  do
    n = gnutls_record_recv (self->session, bytes, length);
  while (n == GNUTLS_E_INTERRUPTED ||
         (n < 0 && n != GNUTLS_E_AGAIN && !gnutls_error_is_fatal ((int) n)));

  if (n == GNUTLS_E_AGAIN)
    return SERVER_STREAM_WOULD_BLOCK;
  if (n == GNUTLS_E_PREMATURE_TERMINATION)
    return SERVER_STREAM_END;

  return n < 0 ? SERVER_STREAM_FAILED : n;
}

static void
keep_ahead (ServerSession *self)
{
  gsize left = ahead.length - ahead.at;

  if (left > 0)
    {
      self->kept = g_memdup2 (ahead.bytes + ahead.at, left);
      self->kept_length = (guint32) left;
      self->kept_at = 0;
    }
  ahead.reader = NULL;
}

/**
 * server_session_read:
 * @self: a session that is established
 * @bytes: (out caller-allocates) (array length=length): where to
 * @length: at most so many bytes
 *
 * Returns: as server_stream_read()
 */
gssize
server_session_read (ServerSession *self, void *bytes, gsize length)
{
  gsize total = 0;
  gssize n = SERVER_STREAM_WOULD_BLOCK;

  if (self->ended)
    return SERVER_STREAM_END;

  ahead.reader = self;
  ahead.length = ahead.at = 0;
  ahead.emptied = FALSE;
  while (total < length)
    {
      n = read_record (self, (guint8 *) bytes + total, length - total);
      if (n <= 0)
        break;
      total += (gsize) n;
    }
  keep_ahead (self);

  self->more = n > 0;
  self->ended = n == SERVER_STREAM_END || n == SERVER_STREAM_FAILED;
  /* The end is told by the next read. */
  if (total > 0 && self->ended)
    self->more = TRUE;

  return total > 0 ? (gssize) total : n;
}

/**
 * server_session_write:
 * @self: a session that is established
 * @bytes: (array length=length): what to write
 * @length: how many bytes
 *
 * Returns: as server_stream_write()
 */
gssize
server_session_write (ServerSession *self, const void *bytes, gsize length)
{
  gsize total = 0;
  gssize n = 0;

  while (total < length)
    {
      gsize chunk = MIN (length - total, RECORD);

      /* A record that was taken is not made anew: it is encrypted already. */
      do
        n = self->unsent > 0
                ? gnutls_record_send (self->session, NULL, 0)
                : gnutls_record_send (self->session, (const guint8 *) bytes + total, chunk);
      while (n == GNUTLS_E_INTERRUPTED);

      if (n == GNUTLS_E_AGAIN)
        self->unsent = self->unsent > 0 ? self->unsent : (guint32) chunk;
      else
        self->unsent = 0;

      if (n <= 0)
        break;
      total += (gsize) n;
    }

  if (total > 0)
    return (gssize) total;

  return n == GNUTLS_E_AGAIN ? SERVER_STREAM_WOULD_BLOCK : SERVER_STREAM_FAILED;
}

/**
 * server_session_has_pending:
 * @self: a session
 *
 * Returns: whether a read may give something that the descriptor does not show
 */
gboolean
server_session_has_pending (ServerSession *self)
{
  return self->more;
}

/**
 * server_session_say_goodbye:
 * @self: a session
 *
 * Tells the peer that this was all, where that can be done without waiting.
 */
void
server_session_say_goodbye (ServerSession *self)
{
  if (self->established && self->unsent == 0 && !self->ended)
    gnutls_bye (self->session, GNUTLS_SHUT_WR);
}
