/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server-stream.h"

/* A stream with TLS, and the other end of it in GnuTLS's own hands, with a wire between them that
 * the test holds. */
typedef struct
{
  char *folder;
  ServerIdentity *identity;
  ServerStream *stream;
  gnutls_session_t client;
  gnutls_certificate_credentials_t credentials;
  int wire; /* the other end of the stream's socket */
  GByteArray *to_client;
  GByteArray *to_server;
} Fixture;

static ssize_t
client_pull (gnutls_transport_ptr_t data, void *bytes, size_t length)
{
  Fixture *fixture = data;
  gsize n = MIN (length, fixture->to_client->len);

  if (n == 0)
    {
      gnutls_transport_set_errno (fixture->client, EAGAIN);
      return -1;
    }

  memcpy (bytes, fixture->to_client->data, n);
  g_byte_array_remove_range (fixture->to_client, 0, (guint) n);
  return (ssize_t) n;
}

static ssize_t
client_push (gnutls_transport_ptr_t data, const void *bytes, size_t length)
{
  Fixture *fixture = data;

  g_byte_array_append (fixture->to_server, bytes, (guint) length);
  return (ssize_t) length;
}

static void
start (Fixture *fixture)
{
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), ==, 0);
  fixture->stream = server_stream_new_tls (ends[0], fixture->identity);
  g_assert_nonnull (fixture->stream);
  fixture->wire = ends[1];
  fixture->to_client = g_byte_array_new ();
  fixture->to_server = g_byte_array_new ();

  gnutls_certificate_allocate_credentials (&fixture->credentials);
  gnutls_init (&fixture->client, GNUTLS_CLIENT | GNUTLS_NONBLOCK);
  gnutls_set_default_priority (fixture->client);
  gnutls_credentials_set (fixture->client, GNUTLS_CRD_CERTIFICATE, fixture->credentials);
  gnutls_transport_set_ptr (fixture->client, fixture);
  gnutls_transport_set_pull_function (fixture->client, client_pull);
  gnutls_transport_set_push_function (fixture->client, client_push);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("landline-identity-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->identity = server_identity_open (fixture->folder, &error);
  g_assert_no_error (error);
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, SERVER_IDENTITY_FILE, NULL);

  g_assert_finalize_object (fixture->stream);
  gnutls_deinit (fixture->client);
  gnutls_certificate_free_credentials (fixture->credentials);
  close (fixture->wire);
  g_byte_array_unref (fixture->to_client);
  g_byte_array_unref (fixture->to_server);
  server_identity_unref (fixture->identity);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

/* Carries at most `most` bytes to the server, and everything to the client. Returns whether
 * anything moved. */
static gboolean
carry (Fixture *fixture, gsize most)
{
  gsize n = MIN (most, fixture->to_server->len);
  gboolean moved = n > 0;
  guint8 bytes[65536];
  gssize got;

  if (n > 0)
    {
      gssize sent = send (fixture->wire, fixture->to_server->data, n, MSG_DONTWAIT);

      g_assert_cmpint (sent, >, 0);
      g_byte_array_remove_range (fixture->to_server, 0, (guint) sent);
    }

  while ((got = recv (fixture->wire, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
    {
      g_byte_array_append (fixture->to_client, bytes, (guint) got);
      moved = TRUE;
    }

  return moved;
}

static void
shake_hands (Fixture *fixture, gsize most)
{
  ServerHandshakeState state = SERVER_HANDSHAKE_READS;
  int client = GNUTLS_E_AGAIN;

  while (state != SERVER_HANDSHAKE_DONE || client != GNUTLS_E_SUCCESS)
    {
      if (client != GNUTLS_E_SUCCESS)
        client = gnutls_handshake (fixture->client);
      g_assert_true (client == GNUTLS_E_SUCCESS || client == GNUTLS_E_AGAIN);
      carry (fixture, most);
      if (state != SERVER_HANDSHAKE_DONE)
        state = server_stream_shake_hands (fixture->stream);
      g_assert_cmpint (state, !=, SERVER_HANDSHAKE_FAILED);
      carry (fixture, 0);
    }
}

static void
client_send (Fixture *fixture, const guint8 *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = gnutls_record_send (fixture->client, bytes, length);

      g_assert_cmpint (n, >, 0);
      bytes += n;
      length -= (gsize) n;
    }
}

static void
test_handshake (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  guint8 bytes[64];

  shake_hands (fixture, G_MAXSIZE);
  g_assert_cmpint (gnutls_protocol_get_version (fixture->client), ==, GNUTLS_TLS1_3);

  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_WOULD_BLOCK);
  client_send (fixture, (const guint8 *) "hello", 5);
  carry (fixture, G_MAXSIZE);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==, 5);
  g_assert_cmpmem (bytes, 5, "hello", 5);
  g_assert_false (server_stream_has_pending (fixture->stream));

  g_assert_cmpint (server_stream_write (fixture->stream, "world", 5), ==, 5);
  carry (fixture, 0);
  g_assert_cmpint (gnutls_record_recv (fixture->client, bytes, sizeof bytes), ==, 5);
  g_assert_cmpmem (bytes, 5, "world", 5);
}

/* Everything in single bytes: the handshake, and records. */
static void
test_byte_by_byte (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[64];
  gssize n;

  shake_hands (fixture, 1);
  client_send (fixture, (const guint8 *) "hello", 5);
  client_send (fixture, (const guint8 *) "again", 5);
  for (guint i = 0; i < 2; i++)
    {
      do
        {
          g_assert_true (carry (fixture, 1));
          n = server_stream_read (fixture->stream, bytes, sizeof bytes);
        }
      while (n == SERVER_STREAM_WOULD_BLOCK);
      g_assert_cmpint (n, ==, 5);
      g_assert_false (server_stream_has_pending (fixture->stream));
    }
  g_assert_cmpmem (bytes, 5, "again", 5);
}

/* More in the socket than the caller takes: it is told that there is more. */
static void
test_pending (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[8];
  guint total = 0;
  gssize n;

  shake_hands (fixture, G_MAXSIZE);
  for (guint i = 0; i < 10; i++)
    client_send (fixture, (const guint8 *) "0123456789", 10);
  carry (fixture, G_MAXSIZE);
  while ((n = server_stream_read (fixture->stream, bytes, sizeof bytes)) > 0)
    {
      for (gssize i = 0; i < n; i++)
        g_assert_cmpint (bytes[i], ==, '0' + (total + i) % 10);
      total += (guint) n;
      if (total < 100)
        g_assert_true (server_stream_has_pending (fixture->stream));
    }
  g_assert_cmpint (n, ==, SERVER_STREAM_WOULD_BLOCK);
  g_assert_cmpuint (total, ==, 100);
  g_assert_false (server_stream_has_pending (fixture->stream));
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  gssize *n = data;

  *n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, NULL);
}

/* As libsoup reads: what the descriptor does not show is not waited for. */
static void
test_pending_source (Fixture *fixture, gconstpointer data)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream));
  GPollableInputStream *pollable = G_POLLABLE_INPUT_STREAM (input);
  g_autoptr (GSource) source = NULL;
  guint8 bytes[8];
  gssize n = -2;

  shake_hands (fixture, G_MAXSIZE);
  client_send (fixture, (const guint8 *) "0123456789abcdef!", 17);
  carry (fixture, G_MAXSIZE);
  g_assert_cmpint (g_input_stream_read (input, bytes, 8, NULL, NULL), ==, 8);
  g_assert_true (g_pollable_input_stream_is_readable (pollable));
  source = g_pollable_input_stream_create_source (pollable, NULL);
  g_source_attach (source, NULL);
  g_assert_false (g_source_is_destroyed (source));
  g_source_destroy (source);

  g_input_stream_read_async (input, bytes, 8, G_PRIORITY_DEFAULT, NULL, on_read, &n);
  while (n == -2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n, ==, 8);
  g_assert_cmpmem (bytes, 8, "89abcdef", 8);
}

/* A megabyte in each direction through sockets that fill up, with retries from the same byte. */
static void
test_much (Fixture *fixture, gconstpointer data)
{
  enum
  {
    N = 1024 * 1024
  };
  g_autofree guint8 *bytes = g_malloc (N);
  g_autofree guint8 *copy = g_malloc (N);
  gsize sent = 0;
  gsize got = 0;
  gboolean blocked = FALSE;

  for (gsize i = 0; i < N; i++)
    bytes[i] = (guint8) (i * 7 + i / 251);
  shake_hands (fixture, G_MAXSIZE);

  while (got < N)
    {
      gssize n = 1;

      while (sent < N && n > 0)
        {
          n = server_stream_write (fixture->stream, bytes + sent, N - sent);
          sent += (gsize) MAX (n, 0);
        }
      g_assert_true (n > 0 || n == SERVER_STREAM_WOULD_BLOCK);
      blocked |= n == SERVER_STREAM_WOULD_BLOCK;
      carry (fixture, 0);
      while ((n = gnutls_record_recv (fixture->client, copy + got, N - got)) > 0)
        got += (gsize) n;
    }
  g_assert_true (blocked);
  g_assert_cmpmem (copy, N, bytes, N);

  client_send (fixture, bytes, N);
  memset (copy, 0, N);
  for (got = 0; got < N;)
    {
      gssize n;

      carry (fixture, 30011);
      while ((n = server_stream_read (fixture->stream, copy + got, N - got)) > 0)
        got += (gsize) n;
    }
  g_assert_cmpmem (copy, N, bytes, N);
}

static void
test_goodbye (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[64];

  shake_hands (fixture, G_MAXSIZE);
  client_send (fixture, (const guint8 *) "last", 4);
  g_assert_cmpint (gnutls_bye (fixture->client, GNUTLS_SHUT_WR), ==, 0);
  carry (fixture, G_MAXSIZE);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==, 4);
  g_assert_true (server_stream_has_pending (fixture->stream));
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_END);

  /* And ours, when the stream is closed. */
  g_io_stream_close (G_IO_STREAM (fixture->stream), NULL, NULL);
  carry (fixture, 0);
}

static void
test_our_goodbye (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[64];

  shake_hands (fixture, G_MAXSIZE);
  g_io_stream_close (G_IO_STREAM (fixture->stream), NULL, NULL);
  carry (fixture, 0);
  g_assert_cmpint (gnutls_record_recv (fixture->client, bytes, sizeof bytes), ==, 0);
}

/* A connection that breaks off is an end, whatever it was going to say. */
static void
test_cut_off (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[64];
  gssize n;

  shake_hands (fixture, G_MAXSIZE);
  client_send (fixture, (const guint8 *) "whole", 5);
  client_send (fixture, (const guint8 *) "half", 4);
  carry (fixture, fixture->to_server->len - 3);
  shutdown (fixture->wire, SHUT_WR);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==, 5);
  n = server_stream_read (fixture->stream, bytes, sizeof bytes);
  g_assert_true (n == SERVER_STREAM_END || n == SERVER_STREAM_FAILED);
}

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

  g_assert_cmpint (send (fixture->wire, request, sizeof request - 1, 0), ==, sizeof request - 1);
  g_assert_cmpint (server_stream_shake_hands (fixture->stream), ==, SERVER_HANDSHAKE_FAILED);
}

static void
test_old_version (Fixture *fixture, gconstpointer data)
{
  ServerHandshakeState state = SERVER_HANDSHAKE_READS;

  gnutls_priority_set_direct (fixture->client, "NORMAL:-VERS-ALL:+VERS-TLS1.2", NULL);
  while (state == SERVER_HANDSHAKE_READS)
    {
      gnutls_handshake (fixture->client);
      g_assert_true (carry (fixture, G_MAXSIZE));
      state = server_stream_shake_hands (fixture->stream);
    }
  g_assert_cmpint (state, ==, SERVER_HANDSHAKE_FAILED);
}

static void
test_damaged_record (Fixture *fixture, gconstpointer data)
{
  guint8 bytes[64];

  shake_hands (fixture, G_MAXSIZE);
  client_send (fixture, (const guint8 *) "hello", 5);
  fixture->to_server->data[fixture->to_server->len - 1] ^= 1;
  carry (fixture, G_MAXSIZE);
  g_assert_cmpint (server_stream_read (fixture->stream, bytes, sizeof bytes), ==,
                   SERVER_STREAM_FAILED);
}

/* What clients compare: the SHA-256 of the public key in the certificate that they are shown. */
static void
test_key (Fixture *fixture, gconstpointer data)
{
  const char *key = server_identity_get_key (fixture->identity);
  const gnutls_datum_t *shown;
  unsigned n;
  gnutls_x509_crt_t certificate;
  guint8 id[32];
  size_t size = sizeof id;
  g_autofree char *base64 = NULL;
  g_autofree guint8 *decoded = NULL;
  gsize decoded_length;

  shake_hands (fixture, G_MAXSIZE);
  shown = gnutls_certificate_get_peers (fixture->client, &n);
  g_assert_cmpuint (n, ==, 1);
  gnutls_x509_crt_init (&certificate);
  gnutls_x509_crt_import (certificate, shown, GNUTLS_X509_FMT_DER);
  gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, id, &size);
  g_assert_cmpint (gnutls_x509_crt_get_version (certificate), ==, 3);
  g_assert_cmpint (gnutls_x509_crt_get_activation_time (certificate), <, time (NULL));
  g_assert_cmpint (gnutls_x509_crt_get_expiration_time (certificate), >,
                   time (NULL) + (time_t) 19 * 365 * 24 * 3600);
  gnutls_x509_crt_deinit (certificate);

  g_assert_true (g_str_has_prefix (key, "sha256-"));
  base64 = g_strconcat (key + strlen ("sha256-"), "=", NULL);
  g_assert_cmpuint (strlen (base64), ==, 44);
  g_strdelimit (base64, "-", '+');
  g_strdelimit (base64, "_", '/');
  decoded = g_base64_decode (base64, &decoded_length);
  g_assert_cmpmem (decoded, decoded_length, id, size);
}

static void
test_identity_stays (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, SERVER_IDENTITY_FILE, NULL);
  g_autoptr (ServerIdentity) again = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  again = server_identity_open (fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_identity_get_key (again), ==,
                   server_identity_get_key (fixture->identity));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* A damaged identity is not replaced: everybody would have to be invited anew. */
static void
test_identity_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, SERVER_IDENTITY_FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;

  g_assert_true (g_file_set_contents (path, "nonsense", -1, NULL));
  g_assert_null (server_identity_open (fixture->folder, &error));
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "nonsense");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/session/handshake", test_handshake);
  ADD ("/server/session/byte-by-byte", test_byte_by_byte);
  ADD ("/server/session/pending", test_pending);
  ADD ("/server/session/pending-source", test_pending_source);
  ADD ("/server/session/much", test_much);
  ADD ("/server/session/goodbye", test_goodbye);
  ADD ("/server/session/our-goodbye", test_our_goodbye);
  ADD ("/server/session/cut-off", test_cut_off);
  ADD ("/server/session/garbage", test_garbage);
  ADD ("/server/session/old-version", test_old_version);
  ADD ("/server/session/damaged-record", test_damaged_record);
  ADD ("/server/identity/key", test_key);
  ADD ("/server/identity/stays", test_identity_stays);
  ADD ("/server/identity/damaged", test_identity_damaged);

  return g_test_run ();
}
