/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-farewell.h"

#include "server-limits.h"

/* A connection on its way out. */
typedef struct
{
  GIOStream *stream;
  GString *answer;
  GCancellable *cancellable;
  GSource *timer;
  gsize drained;
  guint8 bytes[64 * 1024];
} Farewell;

static void
farewell_end (Farewell *self)
{
  g_source_destroy (self->timer);
  g_source_unref (self->timer);
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_object_unref (self->stream);
  g_object_unref (self->cancellable);
  g_string_free (self->answer, TRUE);
  g_free (self);
}

static gboolean
on_time (gpointer data)
{
  Farewell *self = data;

  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  Farewell *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);

  if (n <= 0 || (self->drained += (gsize) n) > SERVER_LIMIT_FAREWELL_BYTES)
    {
      farewell_end (self);
      return;
    }

  g_input_stream_read_async (G_INPUT_STREAM (object), self->bytes, sizeof self->bytes,
                             G_PRIORITY_DEFAULT, self->cancellable, on_read, self);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Farewell *self = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, NULL))
    {
      farewell_end (self);
      return;
    }

  g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->bytes,
                             sizeof self->bytes, G_PRIORITY_DEFAULT, self->cancellable, on_read,
                             self);
}

static GString *
write_answer (SoupServerMessage *message, GString *body)
{
  GString *answer = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  g_string_append_printf (answer, "HTTP/1.1 %u %s\r\n", soup_server_message_get_status (message),
                          soup_server_message_get_reason_phrase (message));
  soup_message_headers_iter_init (&iter, soup_server_message_get_response_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (answer, "%s: %s\r\n", name, value);
  g_string_append_printf (answer,
                          "Content-Type: application/json\r\nConnection: close\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          body->len);
  g_string_append_len (answer, body->str, (gssize) body->len);

  return answer;
}

/**
 * server_farewell:
 * @message: a message whose status and headers are set and whose body has not come
 * @body: (transfer full): JSON
 *
 * Takes the connection of @message from libsoup, which would read the body to its end, answers, and
 * closes it. What the peer still sends is thrown away for a moment, within bounds.
 */
void
server_farewell (SoupServerMessage *message, GString *body)
{
  Farewell *self = g_new0 (Farewell, 1);

  self->answer = write_answer (message, body);
  g_string_free (body, TRUE);
  self->stream = soup_server_message_steal_connection (message);
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_source_new (SERVER_LIMIT_FAREWELL_TIME);
  g_source_set_callback (self->timer, on_time, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());

  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), self->answer->str,
                                   self->answer->len, G_PRIORITY_DEFAULT, self->cancellable,
                                   on_written, self);
}
