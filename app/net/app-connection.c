/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-connection.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>

#include "app-back-off.h"
#include "app-error.h"
#include "app-net-error.h"
#include "app-pin.h"
#include "landline-client-frame.h"

#define CHANNEL_PATH    "/v1/channel"
#define CONNECT_TIMEOUT 15 /* seconds */
#define PONG_TIMEOUT    15 /* seconds */
#define KEEPALIVE       30 /* seconds, until the server says */
/* After a change of the network: a ping within a second, and so long to answer, seconds */
#define PROBE_KEEPALIVE 1
#define PROBE_TIMEOUT   5
/* Addresses that are tried; more that are found are passed over. */
#define BASE_URLS_MAX       32
#define CLOSE_TOKEN_UNKNOWN 4401
#define CLOSE_REPLACED      4409

/**
 * AppConnection:
 *
 * The channel to the server: makes it, makes it again when it breaks, and turns frames into objects
 * and back. It does not know what they mean: that is the session's.
 */
struct _AppConnection
{
  GObject parent_instance;

  SoupSession *soup;
  SoupWebsocketConnection *channel;
  GCancellable *cancellable; /* of the attempt under way */
  GNetworkMonitor *monitor;
  char *key;
  char *token;
  GStrv base_urls;
  guint base_url;
  guint next_url; /* the one to be tried next, past the end for the one that follows */
  guint timer;    /* of the retry, of the attempt under way, or of the probe */
  guint keepalive;

  AppBackOff back_off;
  gint64 retry_after; /* milliseconds, of a bye; -1 for none */
  AppConnectionState state;
  char *reason;
  gboolean wrong_key; /* the last attempt met another server */
  gint64 retry_time;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_REASON,
  PROP_RETRY_TIME,
  N_PROPS
};

enum
{
  OPENED,
  FRAME,
  ANSWERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppConnection, app_connection, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AppConnectionState,
                    app_connection_state,
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_SIGNED_OUT, "signed-out"),
                    G_DEFINE_ENUM_VALUE (APP_CONNECTION_REPLACED, "replaced"))

static void connect_now (AppConnection *self);

static void
set_state (AppConnection *self, AppConnectionState state, const char *reason, gint64 retry_time)
{
  gboolean changed = self->state != state;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  if (self->retry_time != retry_time)
    {
      self->retry_time = retry_time;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_TIME]);
    }
  self->state = state;
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
drop_channel (AppConnection *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->channel == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->channel, self);
  if (soup_websocket_connection_get_state (self->channel) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->channel, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  g_clear_object (&self->channel);
}

static gboolean
retry_cb (gpointer user_data)
{
  AppConnection *self = user_data;

  self->timer = 0;
  connect_now (self);
  return G_SOURCE_REMOVE;
}

static void
wait_and_retry (AppConnection *self, const char *reason)
{
  guint pause = app_back_off_next (&self->back_off, g_random_double ());

  drop_channel (self);
  if (self->retry_after >= 0)
    pause = MAX (pause, (guint) MIN (self->retry_after, APP_BACK_OFF_MAX));
  self->retry_after = -1;
  /* One that was open is good; only where nobody answered is the next address better. */
  if (self->state == APP_CONNECTION_CONNECTING && self->base_urls[0] != NULL)
    {
      guint n_urls = g_strv_length (self->base_urls);

      self->base_url = self->next_url < n_urls ? self->next_url : (self->base_url + 1) % n_urls;
      self->next_url = G_MAXUINT;
    }
  self->timer = g_timeout_add (pause, retry_cb, self);
  set_state (self, APP_CONNECTION_WAITING, reason,
             g_get_monotonic_time () + pause * G_GINT64_CONSTANT (1000));
}

static void
stop (AppConnection *self, AppConnectionState state, const char *reason)
{
  drop_channel (self);
  set_state (self, state, reason, 0);
}

static void
signed_out (AppConnection *self)
{
  stop (self, APP_CONNECTION_SIGNED_OUT,
        _ ("The server does not know this device any more. Please join again."));
}

static void
closed_cb (SoupWebsocketConnection *channel, gpointer user_data)
{
  g_autoptr (AppConnection) self = g_object_ref (user_data);

  switch (soup_websocket_connection_get_close_code (channel))
    {
    case CLOSE_TOKEN_UNKNOWN:
      signed_out (self);
      break;
    case CLOSE_REPLACED:
      stop (self, APP_CONNECTION_REPLACED,
            _ ("This account was opened in another window. It is used there now."));
      break;
    case SOUP_WEBSOCKET_CLOSE_NO_STATUS:
    case SOUP_WEBSOCKET_CLOSE_ABNORMAL:
    case 0:
      wait_and_retry (self, _ ("The connection to the server broke."));
      break;
    case SOUP_WEBSOCKET_CLOSE_NORMAL:
    case SOUP_WEBSOCKET_CLOSE_GOING_AWAY:
    case 1012:
      wait_and_retry (self, _ ("The server is restarting."));
      break;
    default:
      wait_and_retry (self, _ ("The server closed the connection."));
    }
}

static void
handle_frame (AppConnection *self, LandlineServerFrame *frame)
{
  if (frame->kind == LANDLINE_SERVER_FRAME_WELCOME)
    {
      app_back_off_reset (&self->back_off);
      app_connection_set_keepalive (self, frame->welcome.keepalive);
    }
  else if (frame->kind == LANDLINE_SERVER_FRAME_BYE)
    self->retry_after = MAX (frame->retry_after, 0);
  g_signal_emit (self, signals[FRAME], 0, frame);
}

static void
message_cb (SoupWebsocketConnection *channel, int type, GBytes *bytes, gpointer user_data)
{
  g_autoptr (AppConnection) self = g_object_ref (user_data);
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (type == SOUP_WEBSOCKET_DATA_TEXT && landline_server_frame_parse (&frame, data, size, &error))
    {
      handle_frame (self, &frame);
      return;
    }
  /* A frame of a newer server says nothing to us; a broken one means that we cannot go on. */
  if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED))
    {
      g_debug ("Ignoring a frame: %s", error->message);
      return;
    }
  g_debug ("Cannot read a frame: %s", error != NULL ? error->message : "not text");
  wait_and_retry (self, _ ("The server sent something that cannot be understood."));
}

static gboolean
probe_timeout_cb (gpointer user_data)
{
  AppConnection *self = user_data;

  self->timer = 0;
  app_back_off_reset (&self->back_off);
  set_state (self, APP_CONNECTION_WAITING, _ ("The connection to the server broke."), 0);
  connect_now (self);
  return G_SOURCE_REMOVE;
}

/* The network is another: a channel that ran over the old one may be dead without a word. */
static void
probe (AppConnection *self)
{
  if (self->timer != 0)
    return;
  soup_websocket_connection_set_keepalive_interval (self->channel, PROBE_KEEPALIVE);
  self->timer = g_timeout_add_seconds (PROBE_TIMEOUT, probe_timeout_cb, self);
}

/* The ping that this answers is no older than the time that there is for an answer. */
static void
pong_cb (SoupWebsocketConnection *channel, GBytes *bytes, gpointer user_data)
{
  g_autoptr (AppConnection) self = g_object_ref (user_data);

  if (self->timer != 0)
    {
      g_clear_handle_id (&self->timer, g_source_remove);
      soup_websocket_connection_set_keepalive_interval (channel, self->keepalive);
    }
  g_signal_emit (self, signals[ANSWERED], 0,
                 g_get_monotonic_time () - PONG_TIMEOUT * (gint64) G_USEC_PER_SEC);
}

static void
start_channel (AppConnection *self, SoupWebsocketConnection *channel)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->cancellable);
  self->channel = channel;
  soup_websocket_connection_set_max_incoming_payload_size (channel, LANDLINE_LIMIT_FRAME);
  self->keepalive = KEEPALIVE;
  soup_websocket_connection_set_keepalive_interval (channel, self->keepalive);
  soup_websocket_connection_set_keepalive_pong_timeout (channel, PONG_TIMEOUT);
  g_signal_connect (channel, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (channel, "pong", G_CALLBACK (pong_cb), self);
  g_signal_connect (channel, "closed", G_CALLBACK (closed_cb), self);
  set_state (self, APP_CONNECTION_OPEN, NULL, 0);
  g_signal_emit (self, signals[OPENED], 0);
}

typedef struct
{
  AppConnection *connection;
  GCancellable *cancellable;
  SoupMessage *message;
} Attempt;

static void
attempt_free (Attempt *attempt)
{
  g_clear_object (&attempt->connection);
  g_clear_object (&attempt->cancellable);
  g_clear_object (&attempt->message);
  g_free (attempt);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Attempt, attempt_free)

static void
attempt_failed (AppConnection *self, SoupMessage *message, GError *error)
{
  g_autoptr (GError) explained = g_error_copy (error);

  if (soup_message_get_status (message) == SOUP_STATUS_UNAUTHORIZED)
    {
      signed_out (self);
      return;
    }
  if (error->domain == SOUP_WEBSOCKET_ERROR)
    {
      wait_and_retry (self, _ ("What answers at this address is no Landline server, or it is too "
                               "busy."));
      return;
    }
  app_net_error_explain (&explained);
  self->wrong_key = g_error_matches (explained, APP_ERROR, APP_ERROR_WRONG_KEY);
  wait_and_retry (self, explained->message);
}

static void
connected_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Attempt) attempt = user_data;
  AppConnection *self = attempt->connection;
  g_autoptr (GError) error = NULL;
  g_autoptr (SoupWebsocketConnection) channel =
      soup_session_websocket_connect_finish (SOUP_SESSION (object), result, &error);

  /* Given up, or replaced by another attempt. */
  if (self->cancellable != attempt->cancellable)
    return;
  if (channel != NULL)
    start_channel (self, g_steal_pointer (&channel));
  else
    attempt_failed (self, attempt->message, error);
}

static gboolean
connect_timeout_cb (gpointer user_data)
{
  AppConnection *self = user_data;

  self->timer = 0;
  wait_and_retry (self, _ ("The server does not answer in time."));
  return G_SOURCE_REMOVE;
}

static SoupMessage *
make_upgrade (AppConnection *self)
{
  g_autofree char *uri = NULL;
  g_autofree char *authorization = g_strconcat ("Bearer ", self->token, NULL);
  SoupMessage *message;

  if (app_connection_get_base_url (self) == NULL)
    return NULL;
  uri = g_strconcat (app_connection_get_base_url (self), CHANNEL_PATH, NULL);
  message = soup_message_new (SOUP_METHOD_GET, uri);
  if (message == NULL)
    return NULL;
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                authorization);
  app_pin_attach (message, self->key);
  return message;
}

static void
connect_now (AppConnection *self)
{
  static char *protocols[] = { (char *) LANDLINE_SUBPROTOCOL, NULL };
  g_autoptr (SoupMessage) message = NULL;
  Attempt *attempt;

  drop_channel (self);
  message = make_upgrade (self);
  if (message == NULL)
    {
      set_state (self, APP_CONNECTION_WAITING, _ ("The server is not running yet."), 0);
      return;
    }
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (CONNECT_TIMEOUT, connect_timeout_cb, self);
  set_state (self, APP_CONNECTION_CONNECTING, NULL, 0);
  attempt = g_new0 (Attempt, 1);
  attempt->connection = g_object_ref (self);
  attempt->cancellable = g_object_ref (self->cancellable);
  attempt->message = g_object_ref (message);
  soup_session_websocket_connect_async (self->soup, message, NULL, protocols, G_PRIORITY_DEFAULT,
                                        self->cancellable, connected_cb, attempt);
}

static void
network_changed_cb (AppConnection *self, gboolean available)
{
  if (self->state == APP_CONNECTION_WAITING)
    {
      app_back_off_reset (&self->back_off);
      connect_now (self);
    }
  else if (self->state == APP_CONNECTION_OPEN && available)
    probe (self);
}

static void
app_connection_dispose (GObject *object)
{
  AppConnection *self = APP_CONNECTION (object);

  drop_channel (self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (app_connection_parent_class)->dispose (object);
}

static void
app_connection_finalize (GObject *object)
{
  AppConnection *self = APP_CONNECTION (object);

  g_clear_object (&self->soup);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->base_urls, g_strfreev);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (app_connection_parent_class)->finalize (object);
}

static void
app_connection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppConnection *self = APP_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_RETRY_TIME:
      g_value_set_int64 (value, self->retry_time);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_connection_class_init (AppConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_connection_dispose;
  object_class->finalize = app_connection_finalize;
  object_class->get_property = app_connection_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, APP_TYPE_CONNECTION_STATE,
                                              APP_CONNECTION_CLOSED, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_RETRY_TIME] = g_param_spec_int64 ("retry-time", NULL, NULL, 0, G_MAXINT64, 0,
                                                    flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AppConnection::opened:
   * @self: the connection
   *
   * The channel is open: now a hello is due.
   */
  signals[OPENED] = g_signal_new ("opened", APP_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  /**
   * AppConnection::frame:
   * @self: the connection
   * @frame: (type gpointer): a #LandlineServerFrame, borrowed for the call
   */
  signals[FRAME] = g_signal_new ("frame", APP_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * AppConnection::answered:
   * @self: the connection
   * @before: a monotonic time
   *
   * The server answered a ping, and so it has got whatever was sent up to @before.
   */
  signals[ANSWERED] = g_signal_new ("answered", APP_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
app_connection_init (AppConnection *self)
{
  self->back_off = (AppBackOff) APP_BACK_OFF_INIT;
  self->retry_after = -1;
  self->next_url = G_MAXUINT;
  self->soup = soup_session_new_with_options ("proxy-resolver", NULL, "tls-database", NULL,
                                              "user-agent", "Landline/" PACKAGE_VERSION, NULL);
  /* Its inflation is not bounded. */
  soup_session_remove_feature_by_type (self->soup, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * app_connection_new:
 * @key: (nullable): the key that the server must have, %NULL without TLS
 * @token: the device's token
 *
 * Returns: (transfer full): a connection that is closed
 */
AppConnection *
app_connection_new (const char *key, const char *token)
{
  AppConnection *self;

  g_return_val_if_fail (token != NULL, NULL);

  self = g_object_new (APP_TYPE_CONNECTION, NULL);
  self->key = g_strdup (key);
  self->token = g_strdup (token);
  return self;
}

void
app_connection_set_base_urls (AppConnection *self, const char *const *base_urls)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  g_strfreev (self->base_urls);
  self->base_urls = g_strdupv ((char **) base_urls);
  self->base_url = 0;
  self->next_url = G_MAXUINT;
  if (self->state == APP_CONNECTION_WAITING)
    app_connection_retry_now (self);
}

/**
 * app_connection_get_wrong_key:
 * @self: a connection
 *
 * Returns: whether what answered last was a server with another key, to which nothing was said
 */
gboolean
app_connection_get_wrong_key (AppConnection *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION (self), FALSE);

  return self->wrong_key;
}

/**
 * app_connection_add_base_url:
 * @self: a connection
 * @base_url: where the server may be too
 *
 * Has it tried next where it is not known yet. An attempt that is under way is not disturbed: who
 * says where servers are may be anybody.
 */
void
app_connection_add_base_url (AppConnection *self, const char *base_url)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_urls;

  g_return_if_fail (APP_IS_CONNECTION (self));
  g_return_if_fail (base_url != NULL);

  n_urls = self->base_urls != NULL ? g_strv_length (self->base_urls) : 0;
  if (n_urls >= BASE_URLS_MAX ||
      (n_urls > 0 && g_strv_contains ((const char *const *) self->base_urls, base_url)))
    return;
  if (n_urls > 0)
    g_strv_builder_addv (builder, (const char **) self->base_urls);
  g_strv_builder_add (builder, base_url);
  g_strfreev (self->base_urls);
  self->base_urls = g_strv_builder_end (builder);
  if (self->state == APP_CONNECTION_CONNECTING)
    self->next_url = n_urls;
  else if (self->state == APP_CONNECTION_WAITING)
    {
      self->base_url = n_urls;
      connect_now (self);
    }
}

const char *
app_connection_get_base_url (AppConnection *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION (self), NULL);

  return self->base_urls != NULL ? self->base_urls[self->base_url] : NULL;
}

/**
 * app_connection_set_back_off:
 * @self: a connection
 * @min: the shortest pause before it is tried again, milliseconds
 * @max: the longest
 */
void
app_connection_set_back_off (AppConnection *self, guint min, guint max)
{
  g_return_if_fail (APP_IS_CONNECTION (self));
  g_return_if_fail (min <= max);

  self->back_off.min = min;
  self->back_off.max = max;
}

AppConnectionState
app_connection_get_state (AppConnection *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION (self), APP_CONNECTION_CLOSED);

  return self->state;
}

const char *
app_connection_get_reason (AppConnection *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION (self), NULL);

  return self->reason;
}

gint64
app_connection_get_retry_time (AppConnection *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION (self), 0);

  return self->retry_time;
}

void
app_connection_open (AppConnection *self)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  if (self->state == APP_CONNECTION_CLOSED)
    connect_now (self);
}

void
app_connection_close (AppConnection *self)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  app_back_off_reset (&self->back_off);
  stop (self, APP_CONNECTION_CLOSED, NULL);
}

void
app_connection_retry_now (AppConnection *self)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  if (self->state == APP_CONNECTION_WAITING || self->state == APP_CONNECTION_REPLACED)
    connect_now (self);
}

void
app_connection_restart (AppConnection *self, const char *reason)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  if (self->state == APP_CONNECTION_OPEN || self->state == APP_CONNECTION_CONNECTING)
    wait_and_retry (self, reason);
}

void
app_connection_set_keepalive (AppConnection *self, guint seconds)
{
  g_return_if_fail (APP_IS_CONNECTION (self));

  if (self->channel == NULL || seconds == 0)
    return;
  self->keepalive = seconds;
  if (self->timer == 0)
    soup_websocket_connection_set_keepalive_interval (self->channel, seconds);
}

static void
send_frame (AppConnection *self, GString *frame)
{
  if (self->channel != NULL &&
      soup_websocket_connection_get_state (self->channel) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->channel, frame->str);
}

void
app_connection_send_hello (AppConnection *self, const char *generation, gint64 cursor, guint window)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_hello (frame, generation, cursor, window);
  send_frame (self, frame);
}

void
app_connection_send_message (AppConnection *self, LandlineSendRequest *request)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_send (frame, request);
  send_frame (self, frame);
}

void
app_connection_send_ack (AppConnection *self, gint64 cursor)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_ack (frame, cursor);
  send_frame (self, frame);
}

void
app_connection_send_read (AppConnection *self, const char *conversation, gint64 seq)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_read (frame, conversation, seq);
  send_frame (self, frame);
}

void
app_connection_send_typing (AppConnection *self, const char *conversation)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_typing (frame, conversation);
  send_frame (self, frame);
}

void
app_connection_send_action (AppConnection *self, LandlineAction *action)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  landline_client_frame_write_act (frame, action);
  send_frame (self, frame);
}

void
app_connection_send_note (AppConnection *self, const char *id, LandlineNote *note)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  g_return_if_fail (APP_IS_CONNECTION (self));

  landline_client_frame_write_note (frame, id, note);
  send_frame (self, frame);
}
