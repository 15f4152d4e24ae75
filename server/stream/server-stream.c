/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-stream.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server-stream-input.h"
#include "server-stream-output.h"

/**
 * ServerStream:
 *
 * The bytes of one connection: a descriptor that does not block, as a #GIOStream for libsoup and as
 * plain calls for the channel. Both ends belong to the same descriptor, so that a connection can go
 * from the one to the other. A session (TLS) would sit inside [method@ServerStream.read] and
 * [method@ServerStream.write]; nothing above them sees it.
 *
 * It is not responsible for waiting: that is done by libsoup's sources, or by #ServerReactor. One
 * thread only.
 */
struct _ServerStream
{
  GIOStream parent_instance;

  /* Made when libsoup asks for them. They lend this stream and are detached at its end. */
  GInputStream *input;
  GOutputStream *output;

  ServerSession *session;
  ServerStreamClosedFunc closed;
  gpointer closed_data;
  guint64 moved;
  int descriptor;
};

G_DEFINE_FINAL_TYPE (ServerStream, server_stream, G_TYPE_IO_STREAM)

static GInputStream *
server_stream_get_input_stream (GIOStream *stream)
{
  ServerStream *self = SERVER_STREAM (stream);

  if (self->input == NULL)
    self->input = server_stream_input_new (self);

  return self->input;
}

static GOutputStream *
server_stream_get_output_stream (GIOStream *stream)
{
  ServerStream *self = SERVER_STREAM (stream);

  if (self->output == NULL)
    self->output = server_stream_output_new (self);

  return self->output;
}

static void
close_descriptor (ServerStream *self)
{
  ServerStreamClosedFunc closed = g_steal_pointer (&self->closed);

  if (self->session != NULL && self->descriptor >= 0)
    server_session_say_goodbye (self->session);
  g_clear_pointer (&self->session, server_session_free);
  if (self->descriptor >= 0)
    close (self->descriptor);
  self->descriptor = -1;

  if (closed != NULL)
    closed (self->closed_data);
}

static gboolean
server_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  close_descriptor (SERVER_STREAM (stream));

  return TRUE;
}

/* At once and here: what GIO does by itself is to close on a thread of its pool, and what has to be
 * told that the stream is closed belongs to the main loop. */
static void
server_stream_close_async (GIOStream *stream,
                           int io_priority,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);

  g_task_set_source_tag (task, server_stream_close_async);
  close_descriptor (SERVER_STREAM (stream));
  g_task_return_boolean (task, TRUE);
}

static gboolean
server_stream_close_finish (GIOStream *stream, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
server_stream_finalize (GObject *object)
{
  ServerStream *self = SERVER_STREAM (object);

  server_stream_drop_ends (self);
  close_descriptor (self);

  G_OBJECT_CLASS (server_stream_parent_class)->finalize (object);
}

static void
server_stream_class_init (ServerStreamClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = server_stream_finalize;
  stream_class->get_input_stream = server_stream_get_input_stream;
  stream_class->get_output_stream = server_stream_get_output_stream;
  stream_class->close_fn = server_stream_close;
  stream_class->close_async = server_stream_close_async;
  stream_class->close_finish = server_stream_close_finish;
}

static void
server_stream_init (ServerStream *self)
{
  self->descriptor = -1;
}

/**
 * server_stream_new:
 * @descriptor: a connected stream socket that does not block; the stream closes it
 *
 * Returns: (transfer full): the bytes of that connection
 */
ServerStream *
server_stream_new (int descriptor)
{
  ServerStream *self;

  g_return_val_if_fail (descriptor >= 0, NULL);

  self = g_object_new (SERVER_TYPE_STREAM, NULL);
  self->descriptor = descriptor;

  return self;
}

/**
 * server_stream_new_tls:
 * @descriptor: (transfer full): a connected stream socket that does not block
 * @identity: who the server is
 *
 * Returns: (transfer full) (nullable): the bytes of that connection inside TLS, before the
 * handshake; %NULL when there is no memory for a session
 */
ServerStream *
server_stream_new_tls (int descriptor, ServerIdentity *identity)
{
  g_autoptr (ServerStream) self = server_stream_new (descriptor);

  self->session = server_session_new (identity, descriptor);
  return self->session != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * server_stream_shake_hands:
 * @self: a stream
 *
 * Goes as far with the handshake as it goes without waiting. Reading and writing come after it is
 * done.
 *
 * Returns: whether it is done, which it is at once on a plain stream, or what to wait for before
 * the next call
 */
ServerHandshakeState
server_stream_shake_hands (ServerStream *self)
{
  g_return_val_if_fail (SERVER_IS_STREAM (self), SERVER_HANDSHAKE_FAILED);

  if (self->descriptor < 0)
    return SERVER_HANDSHAKE_FAILED;

  return self->session != NULL ? server_session_shake_hands (self->session) : SERVER_HANDSHAKE_DONE;
}

/**
 * server_stream_drop_ends:
 * @self: a stream
 *
 * Lets go of the two ends that libsoup has used; they fail from now on. A channel has no need of
 * them.
 */
void
server_stream_drop_ends (ServerStream *self)
{
  g_return_if_fail (SERVER_IS_STREAM (self));

  if (self->input != NULL)
    server_stream_input_detach (SERVER_STREAM_INPUT (self->input));
  if (self->output != NULL)
    server_stream_output_detach (SERVER_STREAM_OUTPUT (self->output));
  g_clear_object (&self->input);
  g_clear_object (&self->output);
}

/**
 * server_stream_get_descriptor:
 * @self: a stream
 *
 * Returns: the descriptor to wait for, -1 after the stream was closed
 */
int
server_stream_get_descriptor (ServerStream *self)
{
  g_return_val_if_fail (SERVER_IS_STREAM (self), -1);

  return self->descriptor;
}

/**
 * server_stream_read:
 * @self: a stream
 * @bytes: (out caller-allocates) (array length=length): where to
 * @length: at most so many bytes, at least 1
 *
 * Returns: how many bytes were read, %SERVER_STREAM_END, %SERVER_STREAM_WOULD_BLOCK or
 * %SERVER_STREAM_FAILED
 */
gssize
server_stream_read (ServerStream *self, void *bytes, gsize length)
{
  gssize n;

  if (self->descriptor < 0)
    return SERVER_STREAM_FAILED;

  if (self->session != NULL)
    return server_session_read (self->session, bytes, length);

  do
    n = recv (self->descriptor, bytes, length, MSG_DONTWAIT);
  while (n < 0 && errno == EINTR);

  if (n >= 0)
    return n;

  return errno == EAGAIN || errno == EWOULDBLOCK ? SERVER_STREAM_WOULD_BLOCK : SERVER_STREAM_FAILED;
}

/**
 * server_stream_write:
 * @self: a stream
 * @bytes: (array length=length): what to write
 * @length: how many bytes, at least 1
 *
 * After %SERVER_STREAM_WOULD_BLOCK the next call has to begin with the same byte.
 *
 * Returns: how many bytes were taken, %SERVER_STREAM_WOULD_BLOCK or %SERVER_STREAM_FAILED
 */
gssize
server_stream_write (ServerStream *self, const void *bytes, gsize length)
{
  gssize n;

  if (self->descriptor < 0)
    return SERVER_STREAM_FAILED;

  if (self->session != NULL)
    return server_session_write (self->session, bytes, length);

  do
    n = send (self->descriptor, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  while (n < 0 && errno == EINTR);

  if (n >= 0)
    return n;

  return errno == EAGAIN || errno == EWOULDBLOCK ? SERVER_STREAM_WOULD_BLOCK : SERVER_STREAM_FAILED;
}

/**
 * server_stream_has_session:
 * @self: a stream
 *
 * Returns: whether it needs a handshake and carries TLS
 */
gboolean
server_stream_has_session (ServerStream *self)
{
  g_return_val_if_fail (SERVER_IS_STREAM (self), FALSE);

  return self->session != NULL;
}

/**
 * server_stream_has_pending:
 * @self: a stream
 *
 * Returns: whether bytes can be read that the descriptor does not show, because a session took them
 * out of it already
 */
gboolean
server_stream_has_pending (ServerStream *self)
{
  g_return_val_if_fail (SERVER_IS_STREAM (self), FALSE);

  /* A plain stream holds nothing back. */
  return self->session != NULL && server_session_has_pending (self->session);
}

/**
 * server_stream_wait:
 * @self: a stream
 * @condition: %G_IO_IN or %G_IO_OUT
 * @cancellable: (nullable): a #GCancellable
 * @error: return location for an error
 *
 * Blocks until the descriptor is ready. For the blocking calls of #GInputStream and #GOutputStream
 * only, which the server itself does not make.
 *
 * Returns: %FALSE when it was cancelled
 */
gboolean
server_stream_wait (ServerStream *self,
                    GIOCondition condition,
                    GCancellable *cancellable,
                    GError **error)
{
  GPollFD descriptors[2] = { { self->descriptor, condition, 0 } };
  guint n = 1;

  g_return_val_if_fail (SERVER_IS_STREAM (self), FALSE);

  /* Closed in the meantime: nothing would ever come, and the next call says so. */
  if (descriptors[0].fd < 0)
    return TRUE;

  if (cancellable != NULL && g_cancellable_make_pollfd (cancellable, &descriptors[1]))
    n = 2;

  g_poll (descriptors, n, -1);

  if (n == 2)
    g_cancellable_release_fd (cancellable);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * server_stream_shut_down:
 * @self: a stream
 *
 * Ends the connection in both directions, at once. Whoever waits for the descriptor sees its end;
 * the descriptor stays open until the stream is closed.
 */
void
server_stream_shut_down (ServerStream *self)
{
  g_return_if_fail (SERVER_IS_STREAM (self));

  if (self->descriptor >= 0)
    shutdown (self->descriptor, SHUT_RDWR);
}

/**
 * server_stream_note_progress:
 * @self: a stream
 * @n: how many bytes
 *
 * Says that bytes went over it. The two ends do that; the channel keeps its own time.
 */
void
server_stream_note_progress (ServerStream *self, gsize n)
{
  g_return_if_fail (SERVER_IS_STREAM (self));

  self->moved += n;
}

/**
 * server_stream_get_moved:
 * @self: a stream
 *
 * Returns: how many bytes went over its ends, in both directions together
 */
guint64
server_stream_get_moved (ServerStream *self)
{
  g_return_val_if_fail (SERVER_IS_STREAM (self), 0);

  return self->moved;
}

/**
 * server_stream_set_closed_func:
 * @self: a stream
 * @func: (nullable): called once when the descriptor has been closed, in the middle of the stream's
 * end: it must not use it
 * @data: for @func
 */
void
server_stream_set_closed_func (ServerStream *self, ServerStreamClosedFunc func, gpointer data)
{
  g_return_if_fail (SERVER_IS_STREAM (self));

  self->closed = func;
  self->closed_data = data;
}
