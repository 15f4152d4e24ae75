/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <gio/gio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE (256 * 1024)

struct _BenchHttp
{
  int fd;
  gsize length; /* of what is in the buffer */
  char buffer[PIECE + 1];
};

static void
set_errno (GError **error, const char *what)
{
  int number = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s: %s", what,
               g_strerror (number));
}

BenchHttp *
bench_http_new (guint port, GError **error)
{
  g_autoptr (BenchHttp) self = g_new0 (BenchHttp, 1);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons ((guint16) port) };
  struct timeval limit = { 60, 0 };
  int yes = 1;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt (self->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  setsockopt (self->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (self->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (connect (self->fd, (struct sockaddr *) &address, sizeof address) != 0)
    {
      set_errno (error, "cannot connect");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
bench_http_free (BenchHttp *self)
{
  close (self->fd);
  g_free (self);
}

/* With a NULL @data as many bytes that say nothing. */
static gboolean
write_all (BenchHttp *self, const char *data, guint64 length, GError **error)
{
  static const char filling[PIECE];

  while (length > 0)
    {
      gssize written = send (self->fd, data != NULL ? data : filling,
                             data != NULL ? length : MIN (length, PIECE), MSG_NOSIGNAL);

      if (written <= 0)
        {
          set_errno (error, "cannot send");
          return FALSE;
        }
      length -= (guint64) written;
      data = data != NULL ? data + written : NULL;
    }
  return TRUE;
}

static gssize
read_some (BenchHttp *self, GError **error)
{
  gssize got = recv (self->fd, self->buffer + self->length, PIECE - self->length, 0);

  if (got > 0)
    self->length += (gsize) got;
  else if (got == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED,
                         "the server closed the connection");
  else
    set_errno (error, "cannot receive");
  self->buffer[self->length] = 0;
  return got;
}

/* Reads the answer's head and leaves what follows in the buffer. */
static guint
read_head (BenchHttp *self, guint64 *length, GError **error)
{
  const char *end, *field;
  guint status;
  gsize head;

  while ((end = strstr (self->buffer, "\r\n\r\n")) == NULL)
    if (read_some (self, error) <= 0)
      return 0;
  head = (gsize) (end + 4 - self->buffer);
  status = (guint) g_ascii_strtoull (self->buffer + strlen ("HTTP/1.1 "), NULL, 10);
  field = strcasestr (self->buffer, "\r\nContent-Length:");
  *length = field != NULL && field < end
                ? g_ascii_strtoull (field + strlen ("\r\nContent-Length:"), NULL, 10)
                : 0;
  self->length -= head;
  memmove (self->buffer, self->buffer + head, self->length + 1);
  return status;
}

/**
 * bench_http_call:
 * @self: a connection
 * @head: the request line and headers without Content-Length, each ended by CR LF
 * @body: (nullable): the body, or %NULL for zeros
 * @length: its bytes
 * @piece: (nullable): called with the pieces of the answer's body
 * @user_data: for @piece
 * @error: return location for an error
 *
 * Returns: the status, or 0 if the connection failed
 */
guint
bench_http_call (BenchHttp *self,
                 const char *head,
                 const char *body,
                 guint64 length,
                 BenchHttpPiece piece,
                 gpointer user_data,
                 GError **error)
{
  g_autofree char *whole = g_strdup_printf (
      "%sHost: 127.0.0.1\r\nContent-Length: %" G_GUINT64_FORMAT "\r\n\r\n", head, length);
  guint64 left;
  guint status;

  if (!write_all (self, whole, strlen (whole), error) || !write_all (self, body, length, error))
    return 0;
  status = read_head (self, &left, error);
  while (status != 0)
    {
      gsize size = MIN (left, self->length);

      if (piece != NULL && size > 0)
        piece (self->buffer, size, user_data);
      left -= size;
      self->length -= size;
      memmove (self->buffer, self->buffer + size, self->length + 1);
      if (left == 0)
        break;
      if (read_some (self, error) <= 0)
        return 0;
    }
  return status;
}
