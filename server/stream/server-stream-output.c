/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-stream-output.h"

#include <glib-unix.h>

/**
 * ServerStreamOutput:
 *
 * The writing end of a #ServerStream, as libsoup wants it: pollable. It lends the stream, which
 * detaches it at its end.
 */
struct _ServerStreamOutput
{
  GOutputStream parent_instance;

  ServerStream *stream;
};

static void server_stream_output_pollable_init (GPollableOutputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerStreamOutput,
                               server_stream_output,
                               G_TYPE_OUTPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_OUTPUT_STREAM,
                                                      server_stream_output_pollable_init))

static gssize
write_now (ServerStreamOutput *self, const void *bytes, gsize length, GError **error)
{
  gssize n = self->stream != NULL ? server_stream_write (self->stream, bytes, length)
                                  : SERVER_STREAM_FAILED;

  if (n >= 0)
    {
      server_stream_note_progress (self->stream, (gsize) n);
      return n;
    }

  if (n == SERVER_STREAM_WOULD_BLOCK)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "Nothing can be written yet");
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "The connection is gone");

  return -1;
}

static gssize
server_stream_output_write (GOutputStream *stream,
                            const void *bytes,
                            gsize length,
                            GCancellable *cancellable,
                            GError **error)
{
  ServerStreamOutput *self = SERVER_STREAM_OUTPUT (stream);

  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      gssize n = write_now (self, bytes, length, &local_error);

      if (n >= 0)
        return n;

      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }

      if (!server_stream_wait (self->stream, G_IO_OUT, cancellable, error))
        return -1;
    }
}

static gboolean
server_stream_output_is_writable (GPollableOutputStream *pollable)
{
  ServerStreamOutput *self = SERVER_STREAM_OUTPUT (pollable);
  GPollFD descriptor = { .events = G_IO_OUT };

  if (self->stream == NULL)
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
server_stream_output_create_source (GPollableOutputStream *pollable, GCancellable *cancellable)
{
  ServerStreamOutput *self = SERVER_STREAM_OUTPUT (pollable);
  int descriptor = self->stream != NULL ? server_stream_get_descriptor (self->stream) : -1;
  g_autoptr (GSource) child = NULL;

  if (descriptor < 0)
    {
      child = g_timeout_source_new (0);
    }
  else
    {
      child = g_unix_fd_source_new (descriptor, G_IO_OUT);
      g_source_set_callback (child, G_SOURCE_FUNC (on_descriptor_ready), NULL, NULL);
    }

  return g_pollable_source_new_full (self, child, cancellable);
}

static gssize
server_stream_output_write_nonblocking (GPollableOutputStream *pollable,
                                        const void *bytes,
                                        gsize length,
                                        GError **error)
{
  return write_now (SERVER_STREAM_OUTPUT (pollable), bytes, length, error);
}

static void
server_stream_output_pollable_init (GPollableOutputStreamInterface *iface)
{
  iface->is_writable = server_stream_output_is_writable;
  iface->create_source = server_stream_output_create_source;
  iface->write_nonblocking = server_stream_output_write_nonblocking;
}

static void
server_stream_output_class_init (ServerStreamOutputClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = server_stream_output_write;
}

static void
server_stream_output_init (ServerStreamOutput *self)
{
}

/**
 * server_stream_output_new:
 * @stream: (transfer none): the stream, which keeps the returned object and detaches it
 *
 * Returns: (transfer full): its writing end
 */
GOutputStream *
server_stream_output_new (ServerStream *stream)
{
  ServerStreamOutput *self = g_object_new (SERVER_TYPE_STREAM_OUTPUT, NULL);

  self->stream = stream;
  return G_OUTPUT_STREAM (self);
}

/**
 * server_stream_output_detach:
 * @self: a writing end
 *
 * Says that the stream is gone: from now on every write fails.
 */
void
server_stream_output_detach (ServerStreamOutput *self)
{
  g_return_if_fail (SERVER_IS_STREAM_OUTPUT (self));

  self->stream = NULL;
}
