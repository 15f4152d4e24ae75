/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-request.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "server-farewell.h"
#include "server-upload-head.h"

/**
 * ServerRestRequest:
 *
 * A request from its headers to its answer: who asks, for what, and how it is answered. It outlives
 * its message: what comes too late for the peer goes nowhere.
 *
 * libsoup reads a body to its end before it writes an answer. What is refused before that, and
 * whose body is long or has no length, is answered on the connection itself, which is then closed.
 */
struct _ServerRestRequest
{
  GObject parent_instance;

  ServerRestContext *context;
  SoupServerMessage *message;
  GHashTable *query;
  GCancellable *cancellable;
  ServerAccount *account;
  char **parameters;
  char *range;
  GByteArray *body;
  gboolean has_ended;
  gboolean is_paused;
  gboolean is_answered;
};

G_DEFINE_FINAL_TYPE (ServerRestRequest, server_rest_request, G_TYPE_OBJECT)

/* The peer has its answer or is gone. */
static void
on_finished (SoupServerMessage *message, ServerRestRequest *self)
{
  g_clear_weak_pointer (&self->message);
  g_cancellable_cancel (self->cancellable);
}

static void
server_rest_request_finalize (GObject *object)
{
  ServerRestRequest *self = SERVER_REST_REQUEST (object);

  g_clear_weak_pointer (&self->message);
  g_clear_pointer (&self->context, server_rest_context_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->account, server_account_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_strfreev (self->parameters);
  g_free (self->range);

  G_OBJECT_CLASS (server_rest_request_parent_class)->finalize (object);
}

static void
server_rest_request_class_init (ServerRestRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_rest_request_finalize;
}

static void
server_rest_request_init (ServerRestRequest *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * server_rest_request_new:
 * @context: what all requests share
 * @message: libsoup's side of it, whose headers have come
 * @query: (nullable): the parameters behind the path
 *
 * Takes the `Range` of @message away: libsoup would put a whole answer into memory for it.
 *
 * Returns: (transfer full): a new request
 */
ServerRestRequest *
server_rest_request_new (ServerRestContext *context, SoupServerMessage *message, GHashTable *query)
{
  ServerRestRequest *self = g_object_new (SERVER_TYPE_REST_REQUEST, NULL);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  self->context = server_rest_context_ref (context);
  g_set_weak_pointer (&self->message, message);
  self->query = query != NULL ? g_hash_table_ref (query) : NULL;
  self->range = g_strdup (soup_message_headers_get_one (headers, "Range"));
  soup_message_headers_remove (headers, "Range");
  g_signal_connect_object (message, "finished", G_CALLBACK (on_finished), self, G_CONNECT_DEFAULT);

  return self;
}

ServerRestContext *
server_rest_request_get_context (ServerRestRequest *self)
{
  return self->context;
}

/**
 * server_rest_request_get_message:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): libsoup's side of it, %NULL when the peer is gone
 */
SoupServerMessage *
server_rest_request_get_message (ServerRestRequest *self)
{
  return self->message;
}

/**
 * server_rest_request_get_cancellable:
 * @self: a request
 *
 * Returns: (transfer none): is cancelled when the peer is gone
 */
GCancellable *
server_rest_request_get_cancellable (ServerRestRequest *self)
{
  return self->cancellable;
}

/**
 * server_rest_request_get_account:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): who asks; set on every route that is not public
 */
ServerAccount *
server_rest_request_get_account (ServerRestRequest *self)
{
  return self->account;
}

void
server_rest_request_take_account (ServerRestRequest *self, ServerAccount *account)
{
  self->account = account;
}

/**
 * server_rest_request_get_parameter:
 * @self: a request
 * @position: counted from 0
 *
 * Returns: (transfer none) (nullable): what stands in the path where the route has a `{}`
 */
const char *
server_rest_request_get_parameter (ServerRestRequest *self, guint position)
{
  return self->parameters != NULL && position < g_strv_length (self->parameters)
             ? self->parameters[position]
             : NULL;
}

void
server_rest_request_take_parameters (ServerRestRequest *self, char **parameters)
{
  g_strfreev (self->parameters);
  self->parameters = parameters;
}

/**
 * server_rest_request_get_range:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): the value of `Range`
 */
const char *
server_rest_request_get_range (ServerRestRequest *self)
{
  return self->range;
}

const char *
server_rest_request_get_header (ServerRestRequest *self, const char *name)
{
  if (self->message == NULL)
    return NULL;

  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

const char *
server_rest_request_get_query (ServerRestRequest *self, const char *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

gboolean
server_rest_request_get_query_integer (ServerRestRequest *self,
                                       const char *name,
                                       gint64 minimum,
                                       gint64 maximum,
                                       gint64 fallback,
                                       gint64 *out,
                                       GError **error)
{
  const char *text = server_rest_request_get_query (self, name);

  if (text == NULL)
    {
      *out = fallback;
      return TRUE;
    }

  if (g_ascii_string_to_signed (text, 10, minimum, maximum, out, NULL))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "`%s` is not a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ".", name,
               minimum, maximum);
  return FALSE;
}

/**
 * server_rest_request_get_length:
 * @self: a request
 *
 * Returns: the bytes of its body, -1 when that was not said
 */
gint64
server_rest_request_get_length (ServerRestRequest *self)
{
  SoupMessageHeaders *headers;

  if (self->message == NULL)
    return -1;

  headers = soup_server_message_get_request_headers (self->message);
  if (soup_message_headers_get_one (headers, "Content-Length") == NULL)
    return -1;

  return soup_message_headers_get_content_length (headers);
}

gboolean
server_rest_request_has_transfer_encoding (ServerRestRequest *self)
{
  return server_rest_request_get_header (self, "Transfer-Encoding") != NULL;
}

/**
 * server_rest_request_has_odd_length:
 * @self: a request
 *
 * Returns: whether its length is said more than once, or not in digits: two readers that differ
 * about where a body ends are an attack
 */
gboolean
server_rest_request_has_odd_length (ServerRestRequest *self)
{
  const char *all;

  if (self->message == NULL)
    return FALSE;

  all = soup_message_headers_get_list (soup_server_message_get_request_headers (self->message),
                                       "Content-Length");
  return all != NULL && !server_upload_head_is_length (all);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, ServerRestRequest *self)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  g_byte_array_append (self->body, bytes, (guint) length);
}

/**
 * server_rest_request_gather_body:
 * @self: a request whose body's length was found to be small
 *
 * Keeps the body that comes.
 */
void
server_rest_request_gather_body (ServerRestRequest *self)
{
  self->body = g_byte_array_new ();
  g_signal_connect_object (self->message, "got-chunk", G_CALLBACK (on_got_chunk), self,
                           G_CONNECT_DEFAULT);
}

/* The whole body has come: an answer does not have to wait for it any more. */
void
server_rest_request_end_body (ServerRestRequest *self)
{
  self->has_ended = TRUE;
}

/**
 * server_rest_request_get_body:
 * @self: a request
 * @length: (out): its bytes
 *
 * Returns: (transfer none): the body that was gathered
 */
const char *
server_rest_request_get_body (ServerRestRequest *self, gsize *length)
{
  *length = self->body != NULL ? self->body->len : 0;

  return *length > 0 ? (const char *) self->body->data : "";
}

/**
 * server_rest_request_pause:
 * @self: a request
 *
 * Has libsoup do nothing more with it before it is answered or unpaused.
 */
void
server_rest_request_pause (ServerRestRequest *self)
{
  if (self->message == NULL || self->is_paused)
    return;

  soup_server_message_pause (self->message);
  self->is_paused = TRUE;
}

void
server_rest_request_unpause (ServerRestRequest *self)
{
  if (self->message == NULL || !self->is_paused)
    return;

  self->is_paused = FALSE;
  soup_server_message_unpause (self->message);
}

gboolean
server_rest_request_is_answered (ServerRestRequest *self)
{
  return self->is_answered || self->message == NULL;
}

/**
 * server_rest_request_begin_answer:
 * @self: a request whose message is there
 * @status: the HTTP status
 *
 * Sets what every answer has. The caller gives the rest.
 */
void
server_rest_request_begin_answer (ServerRestRequest *self, guint status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (soup_message_headers_get_one (headers, "Cache-Control") == NULL)
    soup_message_headers_replace (headers, "Cache-Control", "no-store");
  self->is_answered = TRUE;
}

/**
 * server_rest_request_answer:
 * @self: a request
 * @status: the HTTP status
 * @body: (transfer full): JSON
 *
 * Answers it, once.
 */
void
server_rest_request_answer (ServerRestRequest *self, guint status, GString *body)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (body);

  if (server_rest_request_is_answered (self))
    return;

  server_rest_request_begin_answer (self, status);
  soup_message_headers_set_content_type (soup_server_message_get_response_headers (self->message),
                                         "application/json", NULL);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
  server_rest_request_unpause (self);
}

static gboolean
has_long_rest (ServerRestRequest *self)
{
  if (self->has_ended)
    return FALSE;

  return server_rest_request_has_transfer_encoding (self) ||
         server_rest_request_has_odd_length (self) ||
         server_rest_request_get_length (self) > LANDLINE_LIMIT_REST_BODY;
}

static void
set_refusal_headers (ServerRestRequest *self, guint status, gint64 retry_after)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (retry_after >= 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, (retry_after + 999) / 1000);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
}

/**
 * server_rest_request_refuse_as:
 * @self: a request
 * @status: the HTTP status
 * @error: what is wrong with it
 *
 * Refuses it. Where its body is long and has not come yet, the connection ends with the answer.
 */
void
server_rest_request_refuse_as (ServerRestRequest *self, guint status, const GError *error)
{
  gint64 retry_after = landline_error_get_retry_after (error);
  SoupServerMessage *message = self->message;
  GString *body;

  if (server_rest_request_is_answered (self))
    return;

  body = g_string_new (NULL);
  landline_rest_write_error (body, landline_error_get_code (error), error->message, retry_after);
  set_refusal_headers (self, status, retry_after);
  if (!has_long_rest (self))
    {
      server_rest_request_answer (self, status, body);
      return;
    }

  server_rest_request_begin_answer (self, status);
  server_farewell (message, body);
}

static guint
get_status (ServerRestRequest *self, const GError *error)
{
  LandlineError code = landline_error_get_code (error);

  if (error->domain != LANDLINE_ERROR && code == LANDLINE_ERROR_BUSY)
    return SOUP_STATUS_INTERNAL_SERVER_ERROR;

  /* Who asks is known; what they want is not theirs. */
  if (code == LANDLINE_ERROR_UNAUTHORIZED && self->account != NULL)
    return SOUP_STATUS_FORBIDDEN;

  return landline_error_to_http_status (code);
}

/**
 * server_rest_request_refuse:
 * @self: a request
 * @error: what is wrong with it
 *
 * Refuses it with the status that fits @error. What is no error of ours is the server's own
 * trouble: it is logged, and the peer is not told of paths and statements.
 */
void
server_rest_request_refuse (ServerRestRequest *self, const GError *error)
{
  guint status = get_status (self, error);
  g_autoptr (GError) told = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error->domain == LANDLINE_ERROR)
    {
      server_rest_request_refuse_as (self, status, error);
      return;
    }

  g_warning ("A request failed: %s", error->message);
  told = g_error_new_literal (LANDLINE_ERROR, landline_error_get_code (error),
                              status == SOUP_STATUS_INSUFFICIENT_STORAGE
                                  ? "The server has no space left."
                                  : "The server could not do this.");
  server_rest_request_refuse_as (self, status, told);
}

/**
 * server_rest_request_cut:
 * @self: a request whose answer has begun and cannot be finished
 *
 * Ends the connection, so that the peer does not take what it got for the whole.
 */
void
server_rest_request_cut (ServerRestRequest *self)
{
  g_autoptr (GIOStream) stream = NULL;

  if (self->message == NULL)
    return;

  stream = soup_server_message_steal_connection (self->message);
  if (stream != NULL)
    g_io_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

/**
 * server_rest_request_spend:
 * @self: a request for something that others are told of
 *
 * Counts it against the rate at which the device may send; refuses it when it is too soon.
 *
 * Returns: whether to go on
 */
gboolean
server_rest_request_spend (ServerRestRequest *self)
{
  g_autoptr (GError) error = NULL;

  if (server_message_service_spend (self->context->services.messages, self->account, &error))
    return TRUE;

  server_rest_request_refuse (self, error);
  return FALSE;
}
