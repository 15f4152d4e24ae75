/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server-handshake.h"
#include "server-limits.h"

/* Handshakes in the server's loop, with clients at the other ends of socket pairs. */

typedef struct
{
  char *folder;
  ServerIdentity *identity;
  ServerReactor *reactor;
  ServerHandshakeBudget budget;
  guint n_done;
  guint n_freed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("landline-handshake-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->identity = server_identity_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->reactor = server_reactor_new (NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, SERVER_IDENTITY_FILE, NULL);

  g_assert_finalize_object (fixture->reactor);
  server_identity_unref (fixture->identity);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static void
on_done (ServerStream *stream, gpointer data)
{
  Fixture *fixture = data;

  g_assert_true (SERVER_IS_STREAM (stream));
  fixture->n_done++;
}

static void
on_freed (gpointer data)
{
  ((Fixture *) data)->n_freed++;
}

/* A client of GnuTLS's own, without waiting. */
typedef struct
{
  int descriptor;
  gnutls_session_t session;
  gnutls_certificate_credentials_t credentials;
  gboolean done;
} Client;

static Client *
client_new (int descriptor)
{
  Client *self = g_new0 (Client, 1);

  self->descriptor = descriptor;
  gnutls_certificate_allocate_credentials (&self->credentials);
  gnutls_init (&self->session, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  gnutls_set_default_priority (self->session);
  gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_transport_set_int (self->session, descriptor);
  return self;
}

static void
client_free (Client *self)
{
  gnutls_deinit (self->session);
  gnutls_certificate_free_credentials (self->credentials);
  close (self->descriptor);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

static void
client_step (Client *self)
{
  int result;

  if (self->done)
    return;

  result = gnutls_handshake (self->session);
  self->done = result == GNUTLS_E_SUCCESS;
  g_assert_true (self->done || result == GNUTLS_E_AGAIN || result == GNUTLS_E_INTERRUPTED);
}

/* Begins one on the server's side. Returns: the other end */
static int
begin (Fixture *fixture, ServerStream **stream)
{
  g_autoptr (ServerStream) ours = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), ==,
                   0);
  ours = server_stream_new_tls (ends[0], fixture->identity);
  g_assert_nonnull (ours);
  server_handshake_start (fixture->reactor, &fixture->budget, ours, on_done, fixture, on_freed);
  if (stream != NULL)
    *stream = g_object_ref (ours);
  return ends[1];
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Steps all clients until as many handshakes as that are over. */
static void
run_clients (Fixture *fixture, GPtrArray *clients, guint n_freed)
{
  gint64 end = g_get_monotonic_time () + 30 * G_TIME_SPAN_SECOND;
  guint timer = g_timeout_add (5, wake_up, NULL);

  while (fixture->n_freed < n_freed && g_get_monotonic_time () < end)
    {
      for (guint i = 0; clients != NULL && i < clients->len; i++)
        client_step (clients->pdata[i]);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);
  g_assert_cmpuint (fixture->n_freed, ==, n_freed);
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_free);
  g_autoptr (ServerStream) stream = NULL;

  g_ptr_array_add (clients, client_new (begin (fixture, &stream)));
  g_assert_cmpuint (fixture->n_done, ==, 0);
  run_clients (fixture, clients, 1);
  g_assert_cmpuint (fixture->n_done, ==, 1);

  /* What is said now is read in the clear. */
  for (guint i = 0; i < 100 && !((Client *) clients->pdata[0])->done; i++)
    client_step (clients->pdata[0]);
  g_assert_true (((Client *) clients->pdata[0])->done);
  g_assert_cmpint (gnutls_record_send (((Client *) clients->pdata[0])->session, "hello", 5), ==, 5);
  {
    char bytes[16];
    gssize n = server_stream_read (stream, bytes, sizeof bytes);

    g_assert_cmpmem (bytes, (gsize) MAX (n, 0), "hello", 5);
  }
}

/* A stream without TLS has nothing to shake: it is done before the call comes back. */
static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerStream) stream = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), ==,
                   0);
  stream = server_stream_new (ends[0]);
  server_handshake_start (fixture->reactor, &fixture->budget, stream, on_done, fixture, on_freed);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_cmpuint (fixture->n_freed, ==, 1);
  close (ends[1]);
}

/* Without something to free, nothing is freed. */
static void
test_nothing_to_free (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerStream) stream = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), ==,
                   0);
  stream = server_stream_new (ends[0]);
  server_handshake_start (fixture->reactor, &fixture->budget, stream, on_done, fixture, NULL);
  g_assert_cmpuint (fixture->n_done, ==, 1);
  g_assert_cmpuint (fixture->n_freed, ==, 0);
  close (ends[1]);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  static const char *const garbage[] = {
    "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    "\x16\x03\x01\xff\xff",
    "\x15\x03\x03\x01\x02\x02\x28",
    "SSH-2.0-OpenSSH_9.9\r\n",
  };
  guint n_failed = 0;

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      int wire = begin (fixture, NULL);
      gsize length = strlen (garbage[i]);

      g_test_message ("%u", i);
      g_assert_cmpint (send (wire, garbage[i], length, MSG_NOSIGNAL), ==, (gssize) length);
      g_assert_cmpint (shutdown (wire, SHUT_WR), ==, 0);
      run_clients (fixture, NULL, ++n_failed);
      close (wire);
    }
  g_assert_cmpuint (fixture->n_done, ==, 0);
}

/* The peer goes before it has said a word. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  ServerStream *stream = NULL;
  gpointer weak;

  close (begin (fixture, &stream));
  weak = stream;
  g_object_add_weak_pointer (G_OBJECT (stream), &weak);
  g_object_unref (stream);
  g_assert_nonnull (weak);
  run_clients (fixture, NULL, 1);
  g_assert_cmpuint (fixture->n_done, ==, 0);

  /* Nobody else holds the stream: it went with its handshake. */
  g_assert_null (weak);
}

/* Who has a deadline shuts the stream down: that is the end of its handshake as well. */
static void
test_shut_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerStream) stream = NULL;
  int wire = begin (fixture, &stream);

  server_stream_shut_down (stream);
  run_clients (fixture, NULL, 1);
  g_assert_cmpuint (fixture->n_done, ==, 0);
  close (wire);
}

/* More clients at once than steps in a turn: the turns share them out, all get through, and one
 * that is silent holds nobody up. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  const guint n = 3 * SERVER_LIMIT_HANDSHAKE_STEPS;
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_free);
  g_autoptr (ServerStream) silent = NULL;
  int wire = begin (fixture, &silent);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (clients, client_new (begin (fixture, NULL)));
  run_clients (fixture, clients, n);
  g_assert_cmpuint (fixture->n_done, ==, n);

  server_stream_shut_down (silent);
  run_clients (fixture, NULL, n + 1);
  g_assert_cmpuint (fixture->n_done, ==, n);
  close (wire);
}

/* In one turn no more than the limit, whatever is ready. */
static void
test_budget (Fixture *fixture, gconstpointer data)
{
  const guint n = 2 * SERVER_LIMIT_HANDSHAKE_STEPS;
  g_autoptr (GPtrArray) clients = g_ptr_array_new_with_free_func ((GDestroyNotify) client_free);
  guint n_answered = 0;

  for (guint i = 0; i < n; i++)
    {
      Client *client = client_new (begin (fixture, NULL));

      client_step (client);
      g_ptr_array_add (clients, client);
    }

  /* Each first step is answered; so the answers are the steps of the first turn. */
  g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < n; i++)
    {
      Client *client = clients->pdata[i];
      char byte;

      n_answered += recv (client->descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
    }
  g_assert_cmpuint (n_answered, >, 0);
  g_assert_cmpuint (n_answered, <=, SERVER_LIMIT_HANDSHAKE_STEPS);
  run_clients (fixture, clients, n);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/handshake/done", test_done);
  ADD ("/server/handshake/plain", test_plain);
  ADD ("/server/handshake/nothing-to-free", test_nothing_to_free);
  ADD ("/server/handshake/garbage", test_garbage);
  ADD ("/server/handshake/gone", test_gone);
  ADD ("/server/handshake/shut-down", test_shut_down);
  ADD ("/server/handshake/many", test_many);
  ADD ("/server/handshake/budget", test_budget);

  return g_test_run ();
}
