/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-private.h"

#include <glib/gi18n.h>

#include "app-error.h"
#include "app-net-error.h"
#include "app-pin.h"

/* A server that says nothing for so long is given up, in seconds. */
#define TIMEOUT    30
#define READ_BYTES 65536
/* Files that move must not keep calls waiting; libsoup has 2. */
#define CONNECTIONS 8

/**
 * AppRest:
 *
 * The REST calls of a server, as asynchronous functions that take and give validated objects. Files
 * go through in pieces. It keeps nothing and tries nothing again.
 */
struct _AppRest
{
  GObject parent_instance;

  SoupSession *session;
  char *base_url;
  char *key;
  char *token;
};

G_DEFINE_FINAL_TYPE (AppRest, app_rest, G_TYPE_OBJECT)

static void
app_rest_finalize (GObject *object)
{
  AppRest *self = APP_REST (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->token, g_free);
  G_OBJECT_CLASS (app_rest_parent_class)->finalize (object);
}

static void
app_rest_class_init (AppRestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_rest_finalize;
}

static void
app_rest_init (AppRest *self)
{
  /* Not by way of a proxy: a server of the house is not seen from there. */
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "tls-database", NULL,
                                                 "timeout", TIMEOUT, "max-conns-per-host",
                                                 CONNECTIONS, "user-agent",
                                                 "Landline/" PACKAGE_VERSION, NULL);
  /* Files are kept as they are; a compressed one would also get another hash. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

/**
 * app_rest_new:
 * @base_url: `http://host:port` or `https://host:port`
 * @key: (nullable): the key that the server must have
 * @token: (nullable): the device's token, %NULL before there is one
 *
 * Returns: (transfer full): a client of the server
 */
AppRest *
app_rest_new (const char *base_url, const char *key, const char *token)
{
  AppRest *self = g_object_new (APP_TYPE_REST, NULL);

  self->base_url = g_strdup (base_url);
  self->key = g_strdup (key);
  self->token = g_strdup (token);
  return self;
}

const char *
app_rest_get_base_url (AppRest *self)
{
  g_return_val_if_fail (APP_IS_REST (self), NULL);

  return self->base_url;
}

void
app_rest_set_base_url (AppRest *self, const char *base_url)
{
  g_return_if_fail (APP_IS_REST (self));

  g_set_str (&self->base_url, base_url);
}

SoupMessage *
app_rest_make_message (AppRest *self, const char *method, const char *path)
{
  g_autofree char *uri = g_strconcat (self->base_url != NULL ? self->base_url : "", path, NULL);
  g_autofree char *authorization = NULL;
  SoupMessage *message = soup_message_new (method, uri);

  if (message == NULL)
    return NULL;
  if (self->token != NULL)
    {
      authorization = g_strconcat ("Bearer ", self->token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    authorization);
    }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  app_pin_attach (message, self->key);
  return message;
}

typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
} Reply;

static void
reply_free (Reply *reply)
{
  g_clear_object (&reply->message);
  g_clear_object (&reply->stream);
  g_byte_array_unref (reply->body);
  g_free (reply);
}

static void
reply_done (GTask *task)
{
  Reply *reply = g_task_get_task_data (task);
  guint status = soup_message_get_status (reply->message);
  GError *error = NULL;

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      g_task_return_pointer (task, g_bytes_new (reply->body->data, reply->body->len),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  landline_rest_parse_error ((const char *) reply->body->data, reply->body->len, status, &error);
  g_task_return_error (task, error);
}

static void
reply_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reply *reply = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result,
                                                               &error);
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    {
      app_net_error_explain (&error);
      g_task_return_error (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    {
      reply_done (task);
      return;
    }
  if (reply->body->len + size > LANDLINE_LIMIT_REST_REPLY)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_PROTOCOL,
                                       _ ("The server’s answer is too long."));
      return;
    }
  g_byte_array_append (reply->body, data, size);
  g_input_stream_read_bytes_async (reply->stream, READ_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), reply_read_cb,
                                   g_object_ref (task));
}

void
app_rest_read_reply (GTask *task, SoupMessage *message, GInputStream *stream)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->message = g_object_ref (message);
  reply->stream = g_object_ref (stream);
  reply->body = g_byte_array_new ();
  g_task_set_task_data (task, reply, (GDestroyNotify) reply_free);
  g_input_stream_read_bytes_async (stream, READ_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), reply_read_cb,
                                   g_object_ref (task));
}

static void
sent_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (object), result,
                                                              &error);

  if (stream != NULL)
    {
      app_rest_read_reply (task,
                           soup_session_get_async_result_message (SOUP_SESSION (object), result),
                           stream);
      return;
    }
  app_net_error_explain (&error);
  g_task_return_error (task, error);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Behind every answer that waits to be dispatched. */
static void
cancelled_cb (GCancellable *cancellable, GCancellable *delayed)
{
  g_idle_add_full (G_PRIORITY_DEFAULT + 1, cancel_cb, g_object_ref (delayed), g_object_unref);
}

/* soup_session_send_async () of libsoup 3.6 crashes in its finish when it is cancelled after the
 * answer came and before that was dispatched: it takes the request for one that failed, and its
 * connection is not the request's any more. So it is cancelled only when no answer waits. */
void
app_rest_soup_send_async (AppRest *self,
                          SoupMessage *message,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GCancellable) delayed = g_cancellable_new ();

  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (delayed);
  else if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), delayed,
                             G_CONNECT_DEFAULT);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, delayed, callback,
                           user_data);
}

void
app_rest_send_async (AppRest *self,
                     SoupMessage *message,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, app_rest_send_async);
  if (message == NULL)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_UNREACHABLE,
                                       _ ("The server’s address is not known."));
      g_object_unref (task);
      return;
    }
  app_rest_soup_send_async (self, message, cancellable, sent_cb, task);
}

GBytes *
app_rest_send_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
