/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-daemon.h"

#include <glib/gstdio.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdlib.h>

#include "landline-limits.h"
#include "server-address.h"
#include "server-announcer.h"
#include "server-auth.h"
#include "server-console.h"
#include "server-conversation-service.h"
#include "server-data-folder.h"
#include "server-delivery.h"
#include "server-directory-blob.h"
#include "server-http.h"
#include "server-listener.h"
#include "server-local-bus.h"
#include "server-media-service.h"
#include "server-message-service.h"
#include "server-notify.h"
#include "server-report.h"
#include "server-rest.h"
#include "server-retention.h"
#include "server-sqlite-store.h"
#include "server-switchboard.h"
#include "server-tidy.h"
#include "server-user-service.h"

/**
 * ServerDaemon:
 *
 * The composition root of the server: builds the parts, passes to each what it needs, and takes
 * them down in order. It has no part in what they do.
 */
struct _ServerDaemon
{
  GObject parent_instance;

  ServerConfig *config;
  ServerDataFolder *folder;
  ServerStore *store;
  ServerBlob *blob;
  ServerBus *bus;
  ServerIdentity *identity;
  ServerReactor *reactor;
  ServerAuth *auth;
  ServerDelivery *delivery;
  ServerMessageService *messages;
  ServerActionService *actions;
  ServerMediaService *media;
  ServerUserService *users;
  ServerConversationService *conversations;
  ServerStatusService *statuses;
  ServerRetention *retention;
  ServerSwitchboard *switchboard;
  ServerHttp *http;
  ServerRest *rest;
  GPtrArray *listeners;
  ServerAnnouncer *announcer;
  ServerTidy tidy;
  ServerNotify *notify;
  ServerConsole *console;

  GMainLoop *loop;
  gint64 begun; /* monotonic */
  guint drain;
  guint n_flushing;
  gboolean stopping;
  int status;
};

G_DEFINE_FINAL_TYPE (ServerDaemon, server_daemon, G_TYPE_OBJECT)

static void remove_addresses (ServerDaemon *self);

/* From the outside in: nobody comes in any more, then nobody is served any more, then everything is
 * on disk. */
static void
server_daemon_dispose (GObject *object)
{
  ServerDaemon *self = SERVER_DAEMON (object);

  g_clear_handle_id (&self->drain, g_source_remove);
  g_clear_pointer (&self->console, server_console_free);
  if (self->announcer != NULL)
    server_announcer_stop (self->announcer);
  g_clear_object (&self->announcer);
  if (self->folder != NULL)
    remove_addresses (self);
  g_clear_pointer (&self->listeners, g_ptr_array_unref);
  server_tidy_clear (&self->tidy);
  if (self->http != NULL)
    server_http_set_left_func (self->http, NULL, NULL);
  if (self->switchboard != NULL)
    {
      server_switchboard_set_changed_func (self->switchboard, NULL, NULL);
      server_switchboard_cut (self->switchboard);
    }
  if (self->retention != NULL)
    server_retention_stop (self->retention);
  g_clear_object (&self->rest);
  g_clear_object (&self->http);
  g_clear_object (&self->switchboard);
  g_clear_object (&self->retention);
  if (self->store != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->store, self);
      server_sqlite_store_close (SERVER_SQLITE_STORE (self->store));
    }
  g_clear_object (&self->statuses);
  g_clear_object (&self->conversations);
  g_clear_object (&self->users);
  g_clear_object (&self->media);
  g_clear_object (&self->actions);
  g_clear_object (&self->messages);
  g_clear_object (&self->delivery);
  g_clear_object (&self->auth);
  g_clear_object (&self->reactor);
  g_clear_object (&self->bus);
  g_clear_object (&self->blob);
  g_clear_object (&self->store);
  g_clear_pointer (&self->identity, server_identity_unref);
  g_clear_pointer (&self->folder, server_data_folder_close);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (server_daemon_parent_class)->dispose (object);
}

static void
server_daemon_finalize (GObject *object)
{
  ServerDaemon *self = SERVER_DAEMON (object);

  g_clear_pointer (&self->notify, server_notify_free);
  g_clear_pointer (&self->loop, g_main_loop_unref);

  G_OBJECT_CLASS (server_daemon_parent_class)->finalize (object);
}

static void
server_daemon_class_init (ServerDaemonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = server_daemon_dispose;
  object_class->finalize = server_daemon_finalize;
}

static void
server_daemon_init (ServerDaemon *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->notify = server_notify_new ();
  self->listeners = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * server_daemon_new:
 * @config: a validated configuration
 *
 * Returns: (transfer full): a server that has touched nothing yet
 */
ServerDaemon *
server_daemon_new (ServerConfig *config)
{
  ServerDaemon *self = g_object_new (SERVER_TYPE_DAEMON, NULL);

  self->config = g_object_ref (config);
  return self;
}

/* What was promised may not be on disk: nothing more is promised, the next start goes by what is
 * there. */
static void
on_store_failed (ServerStore *store, const GError *error, gpointer data)
{
  ServerDaemon *self = SERVER_DAEMON (data);

  g_warning ("The store has failed, the server stops: %s", error->message);
  self->status = EXIT_FAILURE;
  self->stopping = TRUE;
  g_main_loop_quit (self->loop);
}

static gboolean
open_store (ServerDaemon *self, GError **error)
{
  g_autofree char *database = server_config_dup_database_path (self->config);
  g_autofree char *media = server_config_dup_media_folder (self->config);

  self->folder = server_data_folder_open (server_config_get_data_folder (self->config), error);
  if (self->folder == NULL)
    return FALSE;

  self->identity = server_identity_open (server_config_get_data_folder (self->config), error);
  if (self->identity == NULL)
    return FALSE;

  self->store = server_sqlite_store_open (database, error);
  if (self->store == NULL)
    return FALSE;

  g_signal_connect (self->store, "failed", G_CALLBACK (on_store_failed), self);
  self->blob = server_directory_blob_new (
      media, server_config_get_limit (self->config, SERVER_CONFIG_STORAGE_BYTES), error);
  return self->blob != NULL;
}

static void
make_services (ServerDaemon *self)
{
  self->bus = server_local_bus_new ();
  self->auth = server_auth_new (self->store, server_config_get_policy (self->config));
  self->delivery = server_delivery_new (self->store, self->bus);
  self->messages = server_message_service_new (self->store, self->config);
  self->actions = server_action_service_new (self->store, self->messages, self->delivery);
  self->media = server_media_service_new (self->store, self->blob, self->config);
  self->users = server_user_service_new (self->store, self->delivery);
  self->conversations = server_conversation_service_new (self->store);
  self->statuses = server_status_service_new (self->store);
  self->retention = server_retention_new (self->store, self->blob, self->config);
}

/* Where the system has no IPv6, "everywhere" is IPv4. */
static gboolean
may_miss (GSocketAddress *address, const GError *error)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));

  return g_inet_address_get_is_any (inet) &&
         g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static gboolean
open_listeners (ServerDaemon *self, GError **error)
{
  GPtrArray *addresses = server_config_get_addresses (self->config);

  for (guint i = 0; i < addresses->len; i++)
    {
      GSocketAddress *address = g_ptr_array_index (addresses, i);
      ServerIdentity *identity = server_config_needs_tls (self->config, address) ? self->identity
                                                                                 : NULL;
      g_autoptr (GError) local_error = NULL;
      ServerListener *listener;

      listener = server_listener_new (self->reactor, self->http, identity, address, &local_error);
      if (listener != NULL)
        {
          g_ptr_array_add (self->listeners, listener);
        }
      else if (self->listeners->len == 0 || !may_miss (address, local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  return TRUE;
}

static ServerRest *
make_rest (ServerDaemon *self)
{
  const ServerRestServices services = {
    .store = self->store,
    .auth = self->auth,
    .messages = self->messages,
    .actions = self->actions,
    .media = self->media,
    .users = self->users,
    .conversations = self->conversations,
    .statuses = self->statuses,
    .delivery = self->delivery,
    .config = self->config,
    .key = server_identity_get_key (self->identity),
  };

  return server_rest_new (server_http_get_soup (self->http), &services);
}

/* A few milliseconds with 10,000 connections: what is looked through is what is free. */
static void
give_back_memory (gpointer data)
{
  gint64 start = g_get_monotonic_time ();

#ifdef __GLIBC__
  malloc_trim (0);
#endif
  g_debug ("Gave free memory back in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
}

/* Channels come and go; a connection that never becomes one leaves its memory as well. */
static void
on_connections_changed (gpointer data)
{
  server_tidy_note (&SERVER_DAEMON (data)->tidy);
}

static LandlineLimits
get_limits (ServerDaemon *self)
{
  LandlineLimits limits = landline_limits_default;

  limits.media = server_config_get_limit (self->config, SERVER_CONFIG_MEDIA_BYTES);
  limits.document = server_config_get_limit (self->config, SERVER_CONFIG_DOCUMENT_BYTES);
  return limits;
}

static gboolean
open_network (ServerDaemon *self, GError **error)
{
  LandlineLimits limits = get_limits (self);

  self->reactor = server_reactor_new (NULL, error);
  if (self->reactor == NULL)
    return FALSE;

  self->switchboard = server_switchboard_new (self->reactor, self->delivery, self->messages,
                                              self->actions, self->auth, &limits);
  server_tidy_init (&self->tidy, self->reactor, give_back_memory, NULL);
  server_switchboard_set_changed_func (self->switchboard, on_connections_changed, self);
  self->http = server_http_new (self->reactor, self->auth, self->switchboard,
                                server_config_get_limit (self->config,
                                                         SERVER_CONFIG_CONNECTIONS_PER_ADDRESS),
                                error);
  if (self->http == NULL)
    return FALSE;

  server_http_set_left_func (self->http, on_connections_changed, self);
  self->rest = make_rest (self);
  return open_listeners (self, error);
}

/* For the commands of the administrator, which write invitations: the port may be one that the
 * system chose. */
static gboolean
write_addresses (ServerDaemon *self, GError **error)
{
  g_autofree char *path = server_config_dup_addresses_path (self->config);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->listeners->len; i++)
    {
      g_autofree char *uri = server_daemon_dup_uri (self, i);

      g_string_append_printf (text, "%s\n", uri);
    }

  return g_file_set_contents (path, text->str, text->len, error);
}

static void
remove_addresses (ServerDaemon *self)
{
  g_autofree char *path = server_config_dup_addresses_path (self->config);

  g_unlink (path);
}

static void
on_device_revoked (ServerAuth *auth, const char *user_id, const char *device_id, ServerDaemon *self)
{
  server_delivery_close_device (self->delivery, user_id, device_id, SERVER_CLOSE_REVOKED);
}

/* Which of the listeners others reach, and over what: the first with TLS, for on loopback there is
 * nobody to be told. */
static ServerListener *
find_announced (ServerDaemon *self, GSocketFamily *family)
{
  ServerListener *first = NULL;

  *family = G_SOCKET_FAMILY_INVALID;
  for (guint i = 0; i < self->listeners->len; i++)
    {
      ServerListener *listener = g_ptr_array_index (self->listeners, i);
      GSocketAddress *address = server_listener_get_address (listener);

      if (!server_listener_has_tls (listener))
        continue;
      if (first == NULL)
        *family = g_socket_address_get_family (address);
      else if (*family != g_socket_address_get_family (address))
        *family = G_SOCKET_FAMILY_INVALID;
      if (first == NULL)
        first = listener;
    }
  return first;
}

static void
announce (ServerDaemon *self)
{
  GSocketFamily family;
  ServerListener *listener = find_announced (self, &family);
  GInetSocketAddress *address;

  if (listener == NULL || !server_config_get_announce (self->config))
    {
      if (self->announcer != NULL)
        server_announcer_stop (self->announcer);
      g_clear_object (&self->announcer);
      return;
    }
  if (self->announcer == NULL)
    self->announcer = server_announcer_new (server_identity_get_key (self->identity),
                                            LANDLINE_PROTOCOL_VERSION);
  address = G_INET_SOCKET_ADDRESS (server_listener_get_address (listener));
  server_announcer_start (self->announcer, server_config_get_name (self->config),
                          server_policy_to_string (server_config_get_policy (self->config)),
                          g_inet_socket_address_get_port (address), family);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (server_delivery_look_finish (SERVER_DELIVERY (source), result, &error))
    {
      server_console_call_answer (user_data, "done");
      return;
    }
  g_warning ("What a command changed could not be looked at: %s", error->message);
  server_console_call_answer (user_data, "failed");
}

static char *
dup_report (ServerDaemon *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  ServerReport report = {
    .version = PACKAGE_VERSION,
    .name = server_config_get_name (self->config),
    .policy = server_policy_to_string (server_config_get_policy (self->config)),
    .uptime = (g_get_monotonic_time () - self->begun) / G_USEC_PER_SEC,
    .n_channels = server_switchboard_get_n_channels (self->switchboard),
    .n_connections = server_http_get_n_connections (self->http),
    .n_addresses = server_http_get_n_addresses (self->http),
    .to_be_sent = server_switchboard_get_memory (self->switchboard),
    .to_be_written = server_sqlite_store_get_n_waiting (SERVER_SQLITE_STORE (self->store)),
    .file_bytes = server_blob_get_used (self->blob),
    .file_quota = server_config_get_limit (self->config, SERVER_CONFIG_STORAGE_BYTES),
  };

  for (guint i = 0; i < self->listeners->len; i++)
    g_strv_builder_take (builder, server_daemon_dup_uri (self, i));
  uris = g_strv_builder_end (builder);
  report.uris = (const char *const *) uris;
  return server_report_write (&report);
}

static void
answer_with_report (ServerDaemon *self, ServerConsoleCall *call)
{
  g_autofree char *report = dup_report (self);

  server_console_call_answer (call, report);
}

/* A command has changed the data: whoever may not come in any more goes now, and files with them.
 */
static void
on_console_call (ServerConsoleCall *call, const char *word, gpointer data)
{
  ServerDaemon *self = SERVER_DAEMON (data);

  if (g_str_equal (word, "status"))
    {
      answer_with_report (self, call);
      return;
    }
  if (!g_str_equal (word, "look"))
    {
      server_console_call_answer (call, "unknown");
      return;
    }
  server_auth_forget_all (self->auth);
  server_retention_hurry (self->retention);
  server_delivery_look_async (self->delivery, looked_cb, call);
}

static gboolean
open_console (ServerDaemon *self, GError **error)
{
  self->console = server_console_new (server_config_get_data_folder (self->config), on_console_call,
                                      self, error);
  return self->console != NULL;
}

/**
 * server_daemon_open:
 * @self: a server
 * @error: return location for an error
 *
 * Opens the data and the network, and begins to serve on the default main context.
 *
 * Returns: %FALSE with one sentence when something is missing, in use or not ours to open
 */
gboolean
server_daemon_open (ServerDaemon *self, GError **error)
{
  g_return_val_if_fail (SERVER_IS_DAEMON (self), FALSE);
  g_return_val_if_fail (self->store == NULL, FALSE);

  if (!open_store (self, error))
    return FALSE;

  make_services (self);
  g_signal_connect_object (self->auth, "revoked", G_CALLBACK (on_device_revoked), self,
                           G_CONNECT_DEFAULT);
  if (!open_network (self, error) || !open_console (self, error) || !write_addresses (self, error))
    return FALSE;

  self->begun = g_get_monotonic_time ();
  server_retention_start (self->retention);
  for (guint i = 0; i < self->listeners->len; i++)
    server_listener_start (g_ptr_array_index (self->listeners, i));
  announce (self);

  server_notify_ready (self->notify);
  return TRUE;
}

/**
 * server_daemon_get_n_listeners:
 * @self: a server that is open
 *
 * Returns: on how many addresses it listens
 */
guint
server_daemon_get_n_listeners (ServerDaemon *self)
{
  g_return_val_if_fail (SERVER_IS_DAEMON (self), 0);

  return self->listeners->len;
}

/**
 * server_daemon_dup_uri:
 * @self: a server that is open
 * @i: which of its addresses
 *
 * Returns: (transfer full): where it is to be reached, with the port that the system chose
 */
char *
server_daemon_dup_uri (ServerDaemon *self, guint i)
{
  g_autofree char *address = NULL;
  ServerListener *listener;

  g_return_val_if_fail (SERVER_IS_DAEMON (self), NULL);
  g_return_val_if_fail (i < self->listeners->len, NULL);

  listener = g_ptr_array_index (self->listeners, i);
  address = server_address_to_string (server_listener_get_address (listener));
  return g_strconcat (server_listener_has_tls (listener) ? "https://" : "http://", address, NULL);
}

/**
 * server_daemon_run:
 * @self: a server that is open
 *
 * Serves until it is stopped, or the store fails.
 *
 * Returns: the exit status
 */
int
server_daemon_run (ServerDaemon *self)
{
  g_return_val_if_fail (SERVER_IS_DAEMON (self), EXIT_FAILURE);

  /* The store may have failed, or somebody stopped it, before this. */
  if (!self->stopping || self->drain > 0 || self->n_flushing > 0)
    g_main_loop_run (self->loop);

  return self->status;
}

/* What asks the configuration each time, such as the retention, has nothing to be told. */
static void
apply_config (ServerDaemon *self)
{
  LandlineLimits limits = get_limits (self);
  guint64 connections = server_config_get_limit (self->config,
                                                 SERVER_CONFIG_CONNECTIONS_PER_ADDRESS);
  guint64 quota = server_config_get_limit (self->config, SERVER_CONFIG_STORAGE_BYTES);

  server_auth_set_policy (self->auth, server_config_get_policy (self->config));
  server_rest_reload (self->rest);
  server_http_set_connections_per_address (self->http, connections);
  server_switchboard_set_limits (self->switchboard, &limits);
  server_directory_blob_set_quota (SERVER_DIRECTORY_BLOB (self->blob), quota);
  announce (self);
}

/**
 * server_daemon_reload:
 * @self: a server
 *
 * Reads the configuration again and goes by it, with the connections that there are. When something
 * is wrong with it, it is told, and the server goes on as before.
 */
void
server_daemon_reload (ServerDaemon *self)
{
  g_autoptr (GError) error = NULL;
  gboolean later = FALSE;

  g_return_if_fail (SERVER_IS_DAEMON (self));

  /* Before it is open there is nobody to be told, and at its end nobody any more. */
  if (self->rest == NULL || self->stopping)
    return;

  server_notify_reloading (self->notify);
  /* A page of text, and the operator waits for it: the one file that is read here. */
  if (server_config_reload (self->config, &later, &error))
    {
      apply_config (self);
      g_message ("The configuration was read again, policy %s",
                 server_policy_to_string (server_config_get_policy (self->config)));
    }
  else
    g_warning ("The configuration is left as it was. %s", error->message);
  if (later)
    g_warning ("Where the server listens and where its data is changes when it starts again");
  server_notify_ready (self->notify);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GWeakRef *daemon = user_data;
  g_autoptr (ServerDaemon) self = g_weak_ref_get (daemon);
  g_autoptr (GError) error = NULL;

  if (!server_marks_flush_finish (SERVER_MARKS (source), result, &error))
    g_warning ("At the end: %s", error->message);
  if (self != NULL && --self->n_flushing == 0)
    g_main_loop_quit (self->loop);
  g_weak_ref_clear (daemon);
  g_free (daemon);
}

/* Nobody says anything any more. What clients said that the store would not take then, it may take
 * now: they do not say it again. */
static void
flush (ServerDaemon *self)
{
  ServerMarks *const marks[] = { server_delivery_get_marks (self->delivery),
                                 server_message_service_get_marks (self->messages) };

  self->n_flushing = G_N_ELEMENTS (marks);
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      GWeakRef *daemon = g_new (GWeakRef, 1);

      /* When the store fails now, nobody waits for this. */
      g_weak_ref_init (daemon, self);
      server_marks_flush_async (marks[i], flushed_cb, daemon);
    }
}

static void
on_channels_ended (gpointer data)
{
  ServerDaemon *self = SERVER_DAEMON (data);

  /* They may end after the time for it was over. */
  if (self->drain == 0)
    return;
  g_clear_handle_id (&self->drain, g_source_remove);
  flush (self);
}

static gboolean
on_drain_over (gpointer data)
{
  ServerDaemon *self = SERVER_DAEMON (data);

  self->drain = 0;
  flush (self);
  return G_SOURCE_REMOVE;
}

/**
 * server_daemon_stop:
 * @self: a server that is open
 *
 * Takes nobody in any more, says `bye` to all channels and, when they are gone or after
 * %SERVER_LIMIT_DRAIN, has the store take what it would not take before, and makes
 * server_daemon_run() return.
 */
void
server_daemon_stop (ServerDaemon *self)
{
  g_return_if_fail (SERVER_IS_DAEMON (self));

  if (self->stopping)
    return;

  self->stopping = TRUE;
  server_notify_stopping (self->notify);
  if (self->announcer != NULL)
    server_announcer_stop (self->announcer);
  for (guint i = 0; i < self->listeners->len; i++)
    server_listener_stop (g_ptr_array_index (self->listeners, i));
  self->drain = g_timeout_add (SERVER_LIMIT_DRAIN, on_drain_over, self);
  server_switchboard_stop (self->switchboard, on_channels_ended, self);
}
