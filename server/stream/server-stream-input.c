/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-stream-input.h"

#include <glib-unix.h>

/**
 * ServerStreamInput:
 *
 * The reading end of a #ServerStream, as libsoup wants it: pollable. It lends the stream, which
 * detaches it at its end.
 */
struct _ServerStreamInput
{
  GInputStream parent_instance;

  ServerStream *stream;
};

static void server_stream_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerStreamInput,
                               server_stream_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      server_stream_input_pollable_init))

static gssize
read_now (ServerStreamInput *self, void *bytes, gsize length, GError **error)
{
  gssize n = self->stream != NULL ? server_stream_read (self->stream, bytes, length)
                                  : SERVER_STREAM_FAILED;

  if (n >= 0)
    {
      server_stream_note_progress (self->stream, (gsize) n);
      return n;
    }

  if (n == SERVER_STREAM_WOULD_BLOCK)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Nothing to read yet");
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The connection is gone");

  return -1;
}

static gssize
server_stream_input_read (GInputStream *stream,
                          void *bytes,
                          gsize length,
                          GCancellable *cancellable,
                          GError **error)
{
  ServerStreamInput *self = SERVER_STREAM_INPUT (stream);

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      gssize n = read_now (self, bytes, length, &local_error);

      if (n >= 0)
        return n;

      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }

      if (!server_stream_wait (self->stream, G_IO_IN, cancellable, error))
        return -1;
    }
}

static gboolean
server_stream_input_is_readable (GPollableInputStream *pollable)
{
  ServerStreamInput *self = SERVER_STREAM_INPUT (pollable);
  GPollFD descriptor = { .events = G_IO_IN };

  if (self->stream == NULL || server_stream_has_pending (self->stream))
    return TRUE;

  descriptor.fd = server_stream_get_descriptor (self->stream);
  return descriptor.fd < 0 || g_poll (&descriptor, 1, 0) > 0;
}

static gboolean
on_descriptor_ready (int descriptor, GIOCondition condition, gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static GSource *
server_stream_input_create_source (GPollableInputStream *pollable, GCancellable *cancellable)
{
  ServerStreamInput *self = SERVER_STREAM_INPUT (pollable);
  int descriptor = self->stream != NULL ? server_stream_get_descriptor (self->stream) : -1;
  g_autoptr (GSource) child = NULL;

  if (descriptor < 0 || server_stream_has_pending (self->stream))
    {
      /* There is something to tell already, which the descriptor would not show. */
      child = g_timeout_source_new (0);
    }
  else
    {
      child = g_unix_fd_source_new (descriptor, G_IO_IN);
      g_source_set_callback (child, G_SOURCE_FUNC (on_descriptor_ready), NULL, NULL);
    }

  return g_pollable_source_new_full (self, child, cancellable);
}

static gssize
server_stream_input_read_nonblocking (GPollableInputStream *pollable,
                                      void *bytes,
                                      gsize length,
                                      GError **error)
{
  return read_now (SERVER_STREAM_INPUT (pollable), bytes, length, error);
}

static void
server_stream_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = server_stream_input_is_readable;
  iface->create_source = server_stream_input_create_source;
  iface->read_nonblocking = server_stream_input_read_nonblocking;
}

static void
server_stream_input_class_init (ServerStreamInputClass *klass)
{
  G_INPUT_STREAM_CLASS (klass)->read_fn = server_stream_input_read;
}

static void
server_stream_input_init (ServerStreamInput *self)
{
}

/**
 * server_stream_input_new:
 * @stream: (transfer none): the stream, which keeps the returned object and detaches it
 *
 * Returns: (transfer full): its reading end
 */
GInputStream *
server_stream_input_new (ServerStream *stream)
{
  ServerStreamInput *self = g_object_new (SERVER_TYPE_STREAM_INPUT, NULL);

  self->stream = stream;
  return G_INPUT_STREAM (self);
}

/**
 * server_stream_input_detach:
 * @self: a reading end
 *
 * Says that the stream is gone: from now on every read fails.
 */
void
server_stream_input_detach (ServerStreamInput *self)
{
  g_return_if_fail (SERVER_IS_STREAM_INPUT (self));

  self->stream = NULL;
}
