/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-discovery"

#include "config.h"

#include "server-announcer.h"

#include "server-limits.h"

#define AVAHI           "org.freedesktop.Avahi"
#define AVAHI_SERVER    "org.freedesktop.Avahi.Server"
#define AVAHI_GROUP     "org.freedesktop.Avahi.EntryGroup"
#define AVAHI_COLLISION "org.freedesktop.Avahi.CollisionError"
#define SERVICE_TYPE    "_landline._tcp"

/* Avahi's numbers (avahi-common/defs.h, avahi-common/address.h). */
#define AVAHI_SERVER_RUNNING    2
#define AVAHI_GROUP_ESTABLISHED 2
#define AVAHI_GROUP_COLLISION   3
#define AVAHI_GROUP_FAILURE     4
#define AVAHI_IF_UNSPEC         -1
#define AVAHI_PROTO_UNSPEC      -1
#define AVAHI_PROTO_INET        0
#define AVAHI_PROTO_INET6       1

/* A label of DNS (RFC 1035), and a string of a TXT record (RFC 6763), in bytes. */
#define LABEL_MAX 63
#define TXT_MAX   255

/**
 * ServerAnnouncer:
 *
 * Announces the server by DNS-SD. It speaks to Avahi over D-Bus, with what GIO has, and not through
 * libavahi: that would be a library more, with a main loop of its own to be adapted, in a program
 * that listens to the network; the calls that are needed are five. Everything is asynchronous and
 * nothing waits for it: without Avahi, or without a system bus, the server is the same but for
 * being found by its address alone, which is logged once. Avahi may come, go and start again at any
 * time.
 *
 * It does not know who listens where: it is told.
 */
struct _ServerAnnouncer
{
  GObject parent_instance;

  char *key;
  guint wire_version;
  char *name;
  char *policy;
  char *service; /* the name on the network: the server's, or that with a number */
  guint16 port;
  GSocketFamily family;

  GDBusConnection *bus;
  GCancellable *starting; /* of the wait for the bus */
  GCancellable *calls;    /* of the calls to the Avahi that is there now */
  guint watch;
  guint subscriptions[2];
  guint retry;
  guint n_renames;
  char *group;
  gboolean told_absent;
};

G_DEFINE_FINAL_TYPE (ServerAnnouncer, server_announcer, G_TYPE_OBJECT)

static void connect_bus (ServerAnnouncer *self);
static void add_service (ServerAnnouncer *self);

/* Once, for that it is so is no fault. */
static void
tell_absent (ServerAnnouncer *self, const char *reason)
{
  if (self->told_absent)
    return;
  self->told_absent = TRUE;
  g_message ("The server is not announced on the network (%s); it is found by its address", reason);
}

static void
call (ServerAnnouncer *self,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *arguments,
      GAsyncReadyCallback callback)
{
  /* Stopped while an answer was on its way. */
  if (self->bus == NULL || path == NULL)
    {
      if (arguments != NULL)
        g_variant_unref (g_variant_ref_sink (arguments));
      return;
    }
  g_dbus_connection_call (self->bus, AVAHI, path, interface, method, arguments, NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->calls, callback,
                          callback != NULL ? g_object_ref (self) : NULL);
}

/* What an Avahi knew ends with it, and with what waits for its answers. */
static void
forget_avahi (ServerAnnouncer *self)
{
  if (self->calls != NULL)
    g_cancellable_cancel (self->calls);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->group, g_free);
}

static void
take_name (ServerAnnouncer *self)
{
  const char *end = self->name;

  while (*end != '\0' && g_utf8_next_char (end) - self->name <= LABEL_MAX)
    end = g_utf8_next_char (end);
  g_free (self->service);
  self->service = g_strndup (self->name, end - self->name);
  self->n_renames = 0;
}

static void
append_txt (GVariantBuilder *builder, const char *name, const char *value)
{
  g_autofree char *text = g_strdup_printf ("%s=%s", name, value);

  if (strlen (text) <= TXT_MAX)
    g_variant_builder_add_value (builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text,
                                                                     strlen (text), 1));
}

static GVariant *
make_txt (ServerAnnouncer *self)
{
  g_autofree char *wire_version = g_strdup_printf ("%u", self->wire_version);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  append_txt (&builder, "name", self->name);
  append_txt (&builder, "key", self->key);
  append_txt (&builder, "policy", self->policy);
  append_txt (&builder, "wire", wire_version);
  return g_variant_builder_end (&builder);
}

static int
get_protocol (ServerAnnouncer *self)
{
  switch (self->family)
    {
    case G_SOCKET_FAMILY_IPV4:
      return AVAHI_PROTO_INET;
    case G_SOCKET_FAMILY_IPV6:
      return AVAHI_PROTO_INET6;
    case G_SOCKET_FAMILY_INVALID:
    case G_SOCKET_FAMILY_UNIX:
    default:
      return AVAHI_PROTO_UNSPEC;
    }
}

static void
on_renamed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)")))
    {
      g_warning ("Avahi has no other name for “%s”", self->service);
      return;
    }
  g_free (self->service);
  g_variant_get (reply, "(s)", &self->service);
  add_service (self);
}

/* Another on this network is called the same: Avahi says what comes next, "Name #2". */
static void
rename_service (ServerAnnouncer *self)
{
  if (self->n_renames++ >= SERVER_LIMIT_RENAMES)
    {
      g_warning ("Too many on this network are called “%s”: the server is not announced",
                 self->name);
      return;
    }
  call (self, "/", AVAHI_SERVER, "GetAlternativeServiceName", g_variant_new ("(s)", self->service),
        on_renamed);
}

static void
on_committed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Avahi does not announce the server: %s", error->message);
}

static void
on_added (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);
  g_autofree char *remote = error != NULL ? g_dbus_error_get_remote_error (error) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    call (self, self->group, AVAHI_GROUP, "Commit", NULL, on_committed);
  else if (g_strcmp0 (remote, AVAHI_COLLISION) == 0)
    rename_service (self);
  else
    g_warning ("Avahi does not announce the server: %s", error->message);
}

/* From nothing each time: a group that is reset keeps nothing of what was in it. */
static void
add_service (ServerAnnouncer *self)
{
  if (self->group == NULL)
    return;
  call (self, self->group, AVAHI_GROUP, "Reset", NULL, NULL);
  call (self, self->group, AVAHI_GROUP, "AddService",
        g_variant_new ("(iiussssq@aay)", AVAHI_IF_UNSPEC, get_protocol (self), 0, self->service,
                       SERVICE_TYPE, "", "", self->port, make_txt (self)),
        on_added);
}

static void
on_group (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(o)")))
    {
      tell_absent (self, error != NULL ? error->message : "Avahi answers otherwise");
      return;
    }
  g_clear_pointer (&self->group, g_free);
  g_variant_get (reply, "(o)", &self->group);
  add_service (self);
}

/* Avahi forgets nothing while it looks for a name of its own, but wants it said again after. */
static void
on_server_state (ServerAnnouncer *self, int state)
{
  if (self->calls == NULL)
    return;
  if (state != AVAHI_SERVER_RUNNING && self->group != NULL)
    call (self, self->group, AVAHI_GROUP, "Reset", NULL, NULL);
  else if (state == AVAHI_SERVER_RUNNING && self->group != NULL)
    add_service (self);
  else if (state == AVAHI_SERVER_RUNNING)
    call (self, "/", AVAHI_SERVER, "EntryGroupNew", NULL, on_group);
}

static void
on_got_state (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);
  int state;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE ("(i)")))
    {
      tell_absent (self, error != NULL ? error->message : "Avahi answers otherwise");
      return;
    }
  g_variant_get (reply, "(i)", &state);
  on_server_state (self, state);
}

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  ServerAnnouncer *self = SERVER_ANNOUNCER (data);
  int state;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(is)")))
    return;
  g_variant_get (parameters, "(is)", &state, NULL);
  if (g_str_equal (interface, AVAHI_SERVER))
    on_server_state (self, state);
  else if (g_strcmp0 (path, self->group) != 0)
    return;
  else if (state == AVAHI_GROUP_ESTABLISHED)
    g_message ("Announced on the network as “%s”", self->service);
  else if (state == AVAHI_GROUP_COLLISION)
    rename_service (self);
  else if (state == AVAHI_GROUP_FAILURE)
    g_warning ("Avahi failed to announce the server");
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  ServerAnnouncer *self = SERVER_ANNOUNCER (data);

  forget_avahi (self);
  self->calls = g_cancellable_new ();
  take_name (self);
  call (self, "/", AVAHI_SERVER, "GetState", NULL, on_got_state);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  ServerAnnouncer *self = SERVER_ANNOUNCER (data);

  forget_avahi (self);
  tell_absent (self, "Avahi does not run");
}

static void
leave_bus (ServerAnnouncer *self)
{
  forget_avahi (self);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  for (guint i = 0; i < G_N_ELEMENTS (self->subscriptions); i++)
    if (self->subscriptions[i] != 0)
      {
        g_dbus_connection_signal_unsubscribe (self->bus, self->subscriptions[i]);
        self->subscriptions[i] = 0;
      }
  if (self->bus != NULL)
    g_signal_handlers_disconnect_by_data (self->bus, self);
  g_clear_object (&self->bus);
}

static gboolean
on_retry (gpointer data)
{
  ServerAnnouncer *self = SERVER_ANNOUNCER (data);

  self->retry = 0;
  connect_bus (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (ServerAnnouncer *self)
{
  if (self->retry == 0)
    self->retry = g_timeout_add_seconds (SERVER_LIMIT_BUS_RETRY, on_retry, self);
}

static void
on_closed (ServerAnnouncer *self)
{
  leave_bus (self);
  retry_later (self);
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerAnnouncer) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  static const char *const interfaces[] = { AVAHI_SERVER, AVAHI_GROUP };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bus == NULL)
    {
      tell_absent (self, error->message);
      retry_later (self);
      return;
    }
  /* Else GIO would end the program with the bus. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  g_signal_connect_object (self->bus, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (interfaces); i++)
    self->subscriptions[i] = g_dbus_connection_signal_subscribe (self->bus, AVAHI, interfaces[i],
                                                                 "StateChanged", NULL, NULL,
                                                                 G_DBUS_SIGNAL_FLAGS_NONE,
                                                                 on_signal, self, NULL);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, self, NULL);
}

static void
connect_bus (ServerAnnouncer *self)
{
  if (self->starting == NULL)
    self->starting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->starting, on_bus, g_object_ref (self));
}

static void
server_announcer_dispose (GObject *object)
{
  server_announcer_stop (SERVER_ANNOUNCER (object));
  G_OBJECT_CLASS (server_announcer_parent_class)->dispose (object);
}

static void
server_announcer_finalize (GObject *object)
{
  ServerAnnouncer *self = SERVER_ANNOUNCER (object);

  g_free (self->key);
  g_free (self->name);
  g_free (self->policy);
  g_free (self->service);
  G_OBJECT_CLASS (server_announcer_parent_class)->finalize (object);
}

static void
server_announcer_class_init (ServerAnnouncerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = server_announcer_dispose;
  G_OBJECT_CLASS (klass)->finalize = server_announcer_finalize;
}

static void
server_announcer_init (ServerAnnouncer *self)
{
}

/**
 * server_announcer_new:
 * @key: the fingerprint of the server's key, as an invitation has it
 * @wire_version: which version of the protocol is spoken
 *
 * Returns: (transfer full): an announcer that says nothing yet
 */
ServerAnnouncer *
server_announcer_new (const char *key, guint wire_version)
{
  ServerAnnouncer *self;

  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (SERVER_TYPE_ANNOUNCER, NULL);
  self->key = g_strdup (key);
  self->wire_version = wire_version;
  return self;
}

/**
 * server_announcer_start:
 * @self: an announcer
 * @name: what the server is called
 * @policy: who may register, as on the wire
 * @port: where it is reached with TLS
 * @family: %G_SOCKET_FAMILY_INVALID for every one
 *
 * Announces the server on every network of this machine, also once Avahi is there; or says
 * something else from now on.
 */
void
server_announcer_start (ServerAnnouncer *self,
                        const char *name,
                        const char *policy,
                        guint16 port,
                        GSocketFamily family)
{
  gboolean renamed, changed;

  g_return_if_fail (SERVER_IS_ANNOUNCER (self));
  g_return_if_fail (name != NULL && policy != NULL);

  renamed = g_set_str (&self->name, name);
  changed = g_set_str (&self->policy, policy) || renamed;
  if (renamed)
    take_name (self);
  self->port = port;
  self->family = family;
  if (changed && self->calls != NULL)
    add_service (self);
  else if (self->bus == NULL && self->starting == NULL)
    connect_bus (self);
}

/**
 * server_announcer_stop:
 * @self: an announcer
 *
 * Takes back what was announced.
 */
void
server_announcer_stop (ServerAnnouncer *self)
{
  g_return_if_fail (SERVER_IS_ANNOUNCER (self));

  g_clear_handle_id (&self->retry, g_source_remove);
  if (self->starting != NULL)
    g_cancellable_cancel (self->starting);
  g_clear_object (&self->starting);
  if (self->group != NULL)
    call (self, self->group, AVAHI_GROUP, "Free", NULL, NULL);
  /* Without an answer to wait for it goes out by itself; a cancelled call would not. */
  g_clear_object (&self->calls);
  leave_bus (self);
}

/**
 * server_announcer_get_service:
 * @self: an announcer that was started
 *
 * Returns: the name on the network, which is another than the server's where that was taken
 */
const char *
server_announcer_get_service (ServerAnnouncer *self)
{
  g_return_val_if_fail (SERVER_IS_ANNOUNCER (self), NULL);

  return self->service;
}
