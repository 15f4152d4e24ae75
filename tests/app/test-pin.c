/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <libsoup/soup.h>

#include "app-connection.h"
#include "app-error.h"
#include "app-rest.h"
#include "app-test.h"

/* Only the key of the invite counts: a certificate that every authority of this computer vouches
 * for is refused where its key is another one. */

/* For 127.0.0.1, its own authority, with a key made for this test, and the SHA-256 of the public
 * key. */
#define CERTIFICATE                                                                                \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBjzCCATagAwIBAgIUeewCzo+1coxAMrEpy8SP0aNpRk4wCgYIKoZIzj0EAwIw\n"                             \
  "FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyNDE0MTMzM1oYDzIxMjYxMDMx\n"                             \
  "MTQxMzMzWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO\n"                             \
  "PQMBBwNCAARP4SRADdIsuerKmtAr3MoEyIff2Vy53UFmyg/JYiZtxF2LAXTv5gcN\n"                             \
  "+cqOzhRP4ZPP9UU3Kg7ZFRitVhwhyh4Ao2QwYjAdBgNVHQ4EFgQUAAxLsbwmK1j8\n"                             \
  "tblsR5Pg5eQ+UdowHwYDVR0jBBgwFoAUAAxLsbwmK1j8tblsR5Pg5eQ+UdowDwYD\n"                             \
  "VR0RBAgwBocEfwAAATAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQC\n"                             \
  "IAyLmFj1HZ0hbYIsy61RWJjrRSTsUGIPODfnF+RBte7mAiBHb8TQcNfp4OvtSJ5+\n"                             \
  "c86kVkrjoHgTNON+1nkeusFrdQ==\n"                                                                 \
  "-----END CERTIFICATE-----\n"
#define PRIVATE_KEY                                                                                \
  "-----BEGIN PRIVATE KEY-----\n"                                                                  \
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJi+vSLKdlSXVBWg3\n"                             \
  "nq685w2rtQjYN9g4c4GFO7EZHMShRANCAARP4SRADdIsuerKmtAr3MoEyIff2Vy5\n"                             \
  "3UFmyg/JYiZtxF2LAXTv5gcN+cqOzhRP4ZPP9UU3Kg7ZFRitVhwhyh4A\n"                                     \
  "-----END PRIVATE KEY-----\n"
#define KEY   "sha256-910e420fa100e8e123f9ab93f6b4cc18e847f00ea9c564b0de2d67723a020cb7"
#define OTHER "sha256-55a289882f27f83e6f459908e2f280b0b1c6080ebe15b3fc8881763a5491fb10"

typedef struct
{
  char *folder;
  SoupServer *server;
  char *url;
  guint n_requests;
} Fixture;

static void
answer (SoupServer *server,
        SoupServerMessage *message,
        const char *path,
        GHashTable *query,
        gpointer user_data)
{
  Fixture *f = user_data;

  f->n_requests++;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                    "{\"users\":[]}", strlen ("{\"users\":[]}"));
}

/* The computer trusts whoever made the server's certificate. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (CERTIFICATE PRIVATE_KEY,
                                                                            -1, &error);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autofree char *path = NULL;
  g_autoslist (GUri) uris = NULL;

  g_assert_no_error (error);
  f->folder = app_test_make_folder ();
  path = g_build_filename (f->folder, "authorities.pem", NULL);
  g_assert_true (g_file_set_contents (path, CERTIFICATE, -1, NULL));
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  f->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (f->server, NULL, answer, f, NULL);
  soup_server_listen_local (f->server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (f->server);
  f->url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  soup_server_disconnect (f->server);
  g_object_unref (f->server);
  g_free (f->url);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

/* Without a pin there would be no doubt about it. */
static void
assert_trusted (Fixture *f)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", f->url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;

  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, app_test_result,
                                    &result);
  app_test_wait (result != NULL);
  body = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->n_requests, ==, 1);
}

static void
ask (Fixture *f, const char *key, GError **error)
{
  g_autoptr (AppRest) rest = app_rest_new (f->url, key, "token");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) users = NULL;

  app_rest_list_users_async (rest, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  users = app_rest_list_users_finish (rest, result, error);
  g_assert_true ((users == NULL) == (*error != NULL));
}

static void
test_rest (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_trusted (f);
  ask (f, OTHER, &error);
  g_assert_error (error, APP_ERROR, APP_ERROR_WRONG_KEY);
  g_assert_cmpuint (f->n_requests, ==, 1);
  g_clear_error (&error);
  ask (f, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (f->n_requests, ==, 2);
}

static void
test_channel (Fixture *f, gconstpointer data)
{
  g_autoptr (AppConnection) connection = app_connection_new (OTHER, "token");
  const char *const urls[] = { f->url, NULL };

  assert_trusted (f);
  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (app_connection_get_state (connection) == APP_CONNECTION_WAITING);
  g_assert_nonnull (app_connection_get_reason (connection));
  g_assert_true (app_connection_get_wrong_key (connection));
  g_assert_cmpuint (f->n_requests, ==, 1);
  app_connection_close (connection);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/pin/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/app/pin/channel", Fixture, NULL, set_up, test_channel, tear_down);
  return g_test_run ();
}
