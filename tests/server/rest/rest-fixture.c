/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "rest-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "landline-rest-reply.h"
#include "landline-rest-request.h"

#define TIMEOUT 30

static gboolean
on_time (gpointer data)
{
  g_error ("Nothing happened for %d seconds", TIMEOUT);
  return G_SOURCE_REMOVE;
}

static void
wait_for (gpointer *place)
{
  guint timer = g_timeout_add_seconds (TIMEOUT, on_time, NULL);

  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

/* A folder and what is in it. */
static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Everything is taken, from anyone, as often as they like; a test changes what it is about, and
 * starts the server. */
void
rest_fixture_set_up (RestFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("landline-rest-XXXXXX", &error);
  g_assert_no_error (error);
  self->config = server_config_new ();
  server_config_set_data_folder (self->config, self->folder);
  server_config_set_plaintext (self->config, TRUE);
  server_config_set_policy (self->config, SERVER_POLICY_OPEN);
  server_config_add_address (self->config, "127.0.0.1:0", &error);
  g_assert_no_error (error);
  server_config_set_limit (self->config, SERVER_CONFIG_CONNECTIONS_PER_ADDRESS, 0);
  server_config_set_limit (self->config, SERVER_CONFIG_REGISTRATIONS_PER_MINUTE, 0);
  server_config_set_limit (self->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  server_config_set_limit (self->config, SERVER_CONFIG_UPLOADS_PER_MINUTE, 0);
}

void
rest_fixture_start (RestFixture *self)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (GError) error = NULL;

  server_config_validate (self->config, &error);
  g_assert_no_error (error);
  self->daemon = server_daemon_new (self->config);
  server_daemon_open (self->daemon, &error);
  g_assert_no_error (error);
  self->uri = server_daemon_dup_uri (self->daemon, 0);
  uri = g_uri_parse (self->uri, G_URI_FLAGS_NONE, &error);
  g_assert_no_error (error);
  self->port = (guint16) g_uri_get_port (uri);
  self->session = soup_session_new ();
  soup_session_set_timeout (self->session, TIMEOUT);
}

void
rest_fixture_stop (RestFixture *self)
{
  if (self->daemon == NULL)
    return;

  soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_assert_finalize_object (g_steal_pointer (&self->daemon));
  g_clear_pointer (&self->uri, g_free);
}

void
rest_fixture_tear_down (RestFixture *self, gconstpointer data)
{
  rest_fixture_stop (self);
  g_clear_object (&self->config);
  remove_folder (self->folder);
  g_free (self->folder);
}

SoupMessage *
rest_fixture_message (RestFixture *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (self->uri, path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  g_assert_nonnull (message);
  return message;
}

RestAnswer *
rest_fixture_send (RestFixture *self,
                   SoupMessage *message,
                   const char *token,
                   const char *content_type,
                   GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  RestAnswer *answer;

  if (token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, keep_result,
                                    &result);
  wait_for ((gpointer *) &result);
  bytes = soup_session_send_and_read_finish (self->session, result, &error);
  g_assert_no_error (error);

  answer = g_new0 (RestAnswer, 1);
  answer->message = g_object_ref (message);
  answer->status = soup_message_get_status (message);
  answer->length = g_bytes_get_size (bytes);
  answer->text = g_malloc0 (answer->length + 1);
  if (answer->length > 0)
    memcpy (answer->text, g_bytes_get_data (bytes, NULL), answer->length);

  return answer;
}

RestAnswer *
rest_fixture_call (RestFixture *self,
                   const char *method,
                   const char *path,
                   const char *token,
                   const char *body)
{
  g_autoptr (SoupMessage) message = rest_fixture_message (self, method, path);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;

  return rest_fixture_send (self, message, token, "application/json", bytes);
}

/* The token of a new user. */
char *
rest_fixture_register (RestFixture *self, const char *phone, const char *name)
{
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  const LandlineRegisterRequest request = { NULL, (char *) phone, (char *) name, (char *) "Test" };
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  landline_rest_write_register (body, &request);
  answer = rest_fixture_call (self, "POST", "/v1/register", NULL, body->str);
  g_assert_cmpuint (answer->status, ==, 201);
  landline_rest_parse_registration (&registration, answer->text, answer->length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (registration.user_id, ==, phone);

  return g_steal_pointer (&registration.token);
}

/* What a thread says and hears on a connection of its own. */
typedef struct
{
  guint16 port;
  const char *request;
  GString *answer;
  gboolean to_the_end;
} Exchange;

static gboolean
is_whole (const GString *answer)
{
  const char *end = strstr (answer->str, "\r\n\r\n");
  const char *length = strstr (answer->str, "Content-Length: ");

  return end != NULL && length != NULL && length < end &&
         strlen (end + 4) >= g_ascii_strtoull (length + strlen ("Content-Length: "), NULL, 10);
}

static void
exchange_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Exchange *self = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *input;
  char bytes[4096];
  gssize n = 0;

  g_socket_client_set_timeout (client, TIMEOUT);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                             self->request, strlen (self->request), NULL, NULL, &error);
  g_assert_no_error (error);

  input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  while ((self->to_the_end || !is_whole (self->answer)) &&
         (n = g_input_stream_read (input, bytes, sizeof bytes, NULL, NULL)) > 0)
    g_string_append_len (self->answer, bytes, n);
  g_task_return_boolean (task, TRUE);
}

/* Says @request to the letter and gives back the answer, or, @to_the_end, all that comes until the
 * server ends the connection. */
char *
rest_fixture_exchange (RestFixture *self, const char *request, gboolean to_the_end)
{
  Exchange exchange = { self->port, request, g_string_new (NULL), to_the_end };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, keep_result, &result);

  g_task_set_task_data (task, &exchange, NULL);
  g_task_run_in_thread (task, exchange_in_thread);
  wait_for ((gpointer *) &result);

  return g_string_free_and_steal (exchange.answer);
}

void
rest_answer_free (RestAnswer *self)
{
  g_object_unref (self->message);
  g_free (self->text);
  g_free (self);
}

void
rest_answer_assert_refused (RestAnswer *self, guint status, LandlineError code)
{
  g_autoptr (GError) error = NULL;

  landline_rest_parse_error (self->text, self->length, 200, &error);
  g_assert_error (error, LANDLINE_ERROR, (int) code);
  g_assert_cmpuint (self->status, ==, status);
}

const char *
rest_answer_get_header (RestAnswer *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}
