/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-stream.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  ServerStream *stream;
  int peer;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), ==, 0);
  fixture->stream = server_stream_new (ends[0]);
  fixture->peer = ends[1];
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->stream);
  close (fixture->peer);
}

static void
test_read_and_write (Fixture *fixture, gconstpointer data)
{
  char bytes[16];

  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_WOULD_BLOCK);
  g_assert_cmpint (write (fixture->peer, "hello", 5), ==, 5);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, 3), ==, 3);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==, 2);
  g_assert_cmpint (server_stream_write (fixture->stream, "world", 5), ==, 5);
  g_assert_cmpint (read (fixture->peer, bytes, sizeof bytes), ==, 5);
  g_assert_cmpmem (bytes, 5, "world", 5);

  shutdown (fixture->peer, SHUT_WR);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_END);
}

static void
test_write_until_full (Fixture *fixture, gconstpointer data)
{
  static const char bytes[4096];
  gssize n;

  do
    n = server_stream_write (fixture->stream, bytes, sizeof bytes);
  while (n > 0);
  g_assert_cmpint (n, ==, SERVER_STREAM_WOULD_BLOCK);

  /* The peer goes away: a failure, not a signal. */
  shutdown (fixture->peer, SHUT_RDWR);
  g_assert_cmpint (server_stream_write (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_FAILED);
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (fixture->stream));
  g_autoptr (GError) error = NULL;
  char bytes[16];

  g_assert_true (g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (input)));
  g_assert_false (g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (input)));
  g_assert_true (g_pollable_output_stream_is_writable (G_POLLABLE_OUTPUT_STREAM (output)));
  g_assert_cmpint (g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), bytes,
                                                             sizeof bytes, NULL, &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);

  g_assert_cmpint (write (fixture->peer, "hello", 5), ==, 5);
  g_assert_true (g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (input)));
  g_assert_cmpint (g_input_stream_read (input, bytes, sizeof bytes, NULL, NULL), ==, 5);
  g_assert_cmpint (g_output_stream_write (output, "world", 5, NULL, NULL), ==, 5);
  g_assert_cmpint (read (fixture->peer, bytes, sizeof bytes), ==, 5);
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  gssize *n = data;

  *n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream));
  gssize n = -2;
  char bytes[16];

  g_input_stream_read_async (input, bytes, sizeof bytes, G_PRIORITY_DEFAULT, NULL, on_read, &n);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpint (n, ==, -2);

  g_assert_cmpint (write (fixture->peer, "hello", 5), ==, 5);
  while (n == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n, ==, 5);
}

static void
test_progress (Fixture *fixture, gconstpointer data)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (fixture->stream));
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream));
  char bytes[16];

  g_assert_cmpuint (server_stream_get_moved (fixture->stream), ==, 0);
  g_assert_cmpint (g_output_stream_write (output, "xyz", 3, NULL, NULL), ==, 3);
  g_assert_cmpuint (server_stream_get_moved (fixture->stream), ==, 3);
  g_assert_cmpint (write (fixture->peer, "hello", 5), ==, 5);
  g_assert_cmpint (g_input_stream_read (input, bytes, sizeof bytes, NULL, NULL), ==, 5);
  g_assert_cmpuint (server_stream_get_moved (fixture->stream), ==, 8);
}

static void
on_closed (gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
on_source_ready (GObject *stream, gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  int descriptor = server_stream_get_descriptor (fixture->stream);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream));
  g_autoptr (GError) error = NULL;
  g_autoptr (GSource) source = NULL;
  gboolean ready = FALSE;
  guint closed = 0;
  char byte;

  server_stream_set_closed_func (fixture->stream, on_closed, &closed);
  g_assert_true (g_io_stream_close (G_IO_STREAM (fixture->stream), NULL, NULL));
  g_assert_cmpuint (closed, ==, 1);
  g_assert_cmpint (fcntl (descriptor, F_GETFD), ==, -1);
  g_assert_cmpint (server_stream_get_descriptor (fixture->stream), ==, -1);
  g_assert_cmpint (server_stream_read (fixture->stream, &byte, 1), ==, SERVER_STREAM_FAILED);
  g_assert_cmpint (server_stream_write (fixture->stream, "x", 1), ==, SERVER_STREAM_FAILED);
  g_assert_cmpint (read (fixture->peer, &byte, 1), ==, 0);

  /* Whoever waits for a closed stream is told at once. */
  source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_source_ready), &ready, NULL);
  g_source_attach (source, NULL);
  while (!ready)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&source, g_source_unref);

  /* An end that outlives its stream only fails. */
  g_object_ref (input);
  g_assert_finalize_object (fixture->stream);
  g_assert_cmpuint (closed, ==, 1);
  g_assert_cmpint (g_input_stream_read (input, &byte, 1, NULL, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  g_assert_finalize_object (input);

  close (fixture->peer);
  set_up (fixture, NULL);
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static GThread *closed_on;

static void
note_thread (gpointer data)
{
  closed_on = g_thread_self ();
}

/* As libsoup ends a connection: it closes the ends, which GIO does on threads of its pool, and then
 * the stream, which is closed at once and here, with somebody waiting for bytes. */
static void
test_close_async (Fixture *fixture, gconstpointer data)
{
  GIOStream *stream = G_IO_STREAM (fixture->stream);
  GInputStream *input = g_object_ref (g_io_stream_get_input_stream (stream));
  GOutputStream *output = g_object_ref (g_io_stream_get_output_stream (stream));
  int descriptor = server_stream_get_descriptor (fixture->stream);
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) output_closed = NULL;
  gssize n = -2;
  char bytes[16];

  g_input_stream_read_async (input, bytes, sizeof bytes, G_PRIORITY_DEFAULT, NULL, on_read, &n);
  g_output_stream_close_async (output, G_PRIORITY_DEFAULT, NULL, keep_result, &output_closed);
  server_stream_set_closed_func (fixture->stream, note_thread, NULL);
  closed_on = NULL;
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, keep_result, &closed);
  g_assert_true (closed_on == g_thread_self ());
  g_assert_cmpint (fcntl (descriptor, F_GETFD), ==, -1);
  g_assert_cmpint (server_stream_get_descriptor (fixture->stream), ==, -1);
  g_assert_null (closed);

  while (closed == NULL || output_closed == NULL || n == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_io_stream_close_finish (stream, closed, NULL));
  g_assert_true (g_output_stream_close_finish (output, output_closed, NULL));
  g_assert_cmpint (n, ==, -1);
  g_assert_cmpint (read (fixture->peer, bytes, sizeof bytes), ==, 0);

  g_clear_object (&closed);
  g_clear_object (&output_closed);
  g_assert_finalize_object (fixture->stream);
  g_assert_finalize_object (input);
  /* GIO's thread lets go of it when it likes. */
  g_object_add_weak_pointer (G_OBJECT (output), (gpointer *) &output);
  g_object_unref (output);
  while (g_atomic_pointer_get (&output) != NULL)
    g_thread_yield ();
  close (fixture->peer);
  set_up (fixture, NULL);
}

/* A thread of somebody else's that is in the middle of a write when the stream is closed is told
 * so, and touches nothing of what may have the descriptor's number next. */
static gpointer
write_on_thread (gpointer data)
{
  static const char many[1 << 16];
  GError *error = NULL;

  while (g_output_stream_write (data, many, sizeof many, NULL, &error) > 0)
    ;
  return error;
}

static void
test_close_beside_a_write (Fixture *fixture, gconstpointer data)
{
  GIOStream *stream = G_IO_STREAM (fixture->stream);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  g_autoptr (GThread) thread = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  char bytes[4096];
  int next;

  thread = g_thread_new ("writer", write_on_thread, output);
  while (read (fixture->peer, bytes, 1) != 1)
    g_thread_yield ();
  g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, keep_result, &closed);
  next = dup (fixture->peer);
  while (closed == NULL)
    g_main_context_iteration (NULL, TRUE);
  /* Room, for a write that waits for some. */
  while (read (fixture->peer, bytes, sizeof bytes) > 0)
    ;
  error = g_thread_join (g_steal_pointer (&thread));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
  close (next);
}

static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  int descriptor = server_stream_get_descriptor (fixture->stream);
  char byte;

  server_stream_shut_down (fixture->stream);
  g_assert_cmpint (fcntl (descriptor, F_GETFD), !=, -1);
  g_assert_cmpint (server_stream_read (fixture->stream, &byte, 1), ==, SERVER_STREAM_END);
  g_assert_cmpint (read (fixture->peer, &byte, 1), ==, 0);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/stream/read-and-write", test_read_and_write);
  ADD ("/server/stream/write-until-full", test_write_until_full);
  ADD ("/server/stream/ends", test_ends);
  ADD ("/server/stream/sources", test_sources);
  ADD ("/server/stream/progress", test_progress);
  ADD ("/server/stream/close", test_close);
  ADD ("/server/stream/close-async", test_close_async);
  ADD ("/server/stream/close-beside-a-write", test_close_beside_a_write);
  ADD ("/server/stream/shut-down", test_shut_down);

  return g_test_run ();
}
