/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-discovery"

#include "config.h"

#include "app-discovery.h"

#include <string.h>

#include "app-address.h"
#include "landline-limits.h"

#define AVAHI         "org.freedesktop.Avahi"
#define AVAHI_SERVER  "org.freedesktop.Avahi.Server"
#define AVAHI_BROWSER "org.freedesktop.Avahi.ServiceBrowser"
#define SERVICE_TYPE  "_landline._tcp"
#define UNSPEC        -1 /* every interface, every protocol */
/* How often it is asked again where servers are: Avahi does not say that an address changed. */
#define REFRESH_SECONDS 5

/**
 * AppDiscovery:
 *
 * Browses for servers. It speaks to Avahi over D-Bus with what GIO has, which works out of a
 * sandbox that may talk to that one name, and needs no library more. Where there is no Avahi the
 * list stays empty and "absent" is set.
 *
 * It joins nothing and trusts nothing.
 */
struct _AppDiscovery
{
  GObject parent_instance;

  GPtrArray *servers;    /* AppNearbyServer */
  GHashTable *instances; /* id → Instance */
  GDBusConnection *bus;
  GCancellable *starting; /* of the wait for the bus */
  GCancellable *calls;    /* of the calls to the Avahi that is there now */
  char *browser;
  guint subscription;
  guint watch;
  guint refresh;
  guint n_holds;
  gboolean absent;
};

/* A service on one interface over one protocol, with what was resolved of it. */
typedef struct
{
  int interface;
  int protocol;
  char *service;
  char *type;
  char *domain;

  char *name;
  char *key; /* NULL before it is resolved */
  char *address;
  LandlinePolicy policy;
} Instance;

enum
{
  PROP_0,
  PROP_ABSENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppDiscovery,
                               app_discovery,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
instance_free (gpointer data)
{
  Instance *instance = data;

  g_free (instance->service);
  g_free (instance->type);
  g_free (instance->domain);
  g_free (instance->name);
  g_free (instance->key);
  g_free (instance->address);
  g_free (instance);
}

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_NEARBY_SERVER;
}

static guint
get_n_items (GListModel *model)
{
  return APP_DISCOVERY (model)->servers->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppDiscovery *self = APP_DISCOVERY (model);

  return position < self->servers->len ? g_object_ref (self->servers->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
set_absent (AppDiscovery *self, gboolean absent)
{
  if (self->absent == absent)
    return;
  self->absent = absent;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ABSENT]);
}

static gboolean
find_server (AppDiscovery *self, const char *key, guint *position)
{
  for (*position = 0; *position < self->servers->len; (*position)++)
    if (g_str_equal (app_nearby_server_get_key (self->servers->pdata[*position]), key))
      return TRUE;
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All that is announced with one key is one server. */
static AppNearbyServer *
gather_server (AppDiscovery *self, const char *key)
{
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();
  const Instance *named = NULL;
  GHashTableIter iter;
  Instance *instance;

  g_hash_table_iter_init (&iter, self->instances);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &instance))
    {
      if (g_strcmp0 (instance->key, key) != 0)
        continue;
      if (named == NULL || strcmp (instance->service, named->service) < 0)
        named = instance;
      if (addresses->len < APP_INVITE_LINK_ADDRESSES_MAX &&
          !g_ptr_array_find_with_equal_func (addresses, instance->address, g_str_equal, NULL))
        g_ptr_array_add (addresses, instance->address);
    }
  if (named == NULL)
    return NULL;
  g_ptr_array_sort (addresses, compare);
  g_ptr_array_add (addresses, NULL);
  return app_nearby_server_new (named->name, key, named->policy,
                                (const char *const *) addresses->pdata);
}

static void
update_server (AppDiscovery *self, const char *key)
{
  AppNearbyServer *server = gather_server (self, key);
  guint position;
  gboolean found = find_server (self, key, &position);

  if (server == NULL && found)
    {
      g_ptr_array_remove_index (self->servers, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  else if (server != NULL && !found && self->servers->len < APP_DISCOVERY_SERVERS_MAX)
    {
      g_ptr_array_add (self->servers, g_steal_pointer (&server));
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
    }
  else if (server != NULL && found &&
           !app_nearby_server_equal (server, self->servers->pdata[position]))
    {
      g_object_unref (self->servers->pdata[position]);
      self->servers->pdata[position] = g_steal_pointer (&server);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
    }
  g_clear_object (&server);
}

static char *
find_txt (GVariant *txt, const char *name)
{
  for (gsize i = 0; i < g_variant_n_children (txt); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (txt, i);
      g_autofree char *text = g_strndup (g_variant_get_data (entry), g_variant_get_size (entry));

      if (g_str_has_prefix (text, name) && text[strlen (name)] == '=')
        return g_strdup (text + strlen (name) + 1);
    }
  return NULL;
}

/* What anybody on the network may say is held to the same limits as the server's own words. */
static gboolean
read_txt (Instance *instance, GVariant *txt)
{
  g_autofree char *key = find_txt (txt, "key");
  g_autofree char *name = find_txt (txt, "name");
  g_autofree char *policy = find_txt (txt, "policy");
  g_autofree char *wire = find_txt (txt, "wire");

  if (key == NULL || !app_address_key_is_valid (key) ||
      g_strcmp0 (wire, G_STRINGIFY (LANDLINE_PROTOCOL_VERSION)) != 0)
    return FALSE;
  if (name == NULL || *name == '\0' || strlen (name) > LANDLINE_LIMIT_NAME ||
      !g_utf8_validate (name, -1, NULL))
    g_set_str (&instance->name, instance->service);
  else
    g_set_str (&instance->name, name);
  if (!landline_policy_from_string (policy, &instance->policy))
    instance->policy = LANDLINE_POLICY_INVITE;
  g_set_str (&instance->key, key);
  return TRUE;
}

/* An IPv6 address that holds on one link only cannot be written in a link or a URL. */
static char *
read_address (const char *host, guint16 port)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (host);

  if (inet == NULL || port == 0 || g_inet_address_get_is_any (inet) ||
      (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6 &&
       g_inet_address_get_is_link_local (inet)))
    return NULL;
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host, port);
}

static void
take_resolved (AppDiscovery *self, Instance *instance, GVariant *reply)
{
  g_autofree char *before = g_strdup (instance->key);
  g_autofree char *address = NULL;
  g_autoptr (GVariant) txt = NULL;
  const char *host;
  guint16 port;

  g_variant_get_child (reply, 7, "&s", &host);
  g_variant_get_child (reply, 8, "q", &port);
  txt = g_variant_get_child_value (reply, 9);
  address = read_address (host, port);
  if (address == NULL || !read_txt (instance, txt))
    g_clear_pointer (&instance->key, g_free);
  else
    g_set_str (&instance->address, address);
  if (before != NULL && g_strcmp0 (before, instance->key) != 0)
    update_server (self, before);
  if (instance->key != NULL)
    {
      g_autofree char *key = g_strdup (instance->key);

      update_server (self, key);
    }
}

typedef struct
{
  AppDiscovery *discovery;
  char *id;
} ResolveCall;

static void
on_resolved (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree ResolveCall *resolve = data;
  g_autoptr (AppDiscovery) self = resolve->discovery;
  g_autofree char *id = resolve->id;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);
  Instance *instance;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  instance = g_hash_table_lookup (self->instances, id);
  if (reply != NULL && instance != NULL &&
      g_variant_is_of_type (reply, G_VARIANT_TYPE ("(iissssisqaayu)")))
    take_resolved (self, instance, reply);
  else if (error != NULL)
    g_debug ("Avahi cannot say where a server is: %s", error->message);
}

static void
resolve (AppDiscovery *self, const char *id, const Instance *instance)
{
  ResolveCall *resolve = g_new0 (ResolveCall, 1);

  resolve->discovery = g_object_ref (self);
  resolve->id = g_strdup (id);
  g_dbus_connection_call (self->bus, AVAHI, "/", AVAHI_SERVER, "ResolveService",
                          g_variant_new ("(iisssiu)", instance->interface, instance->protocol,
                                         instance->service, instance->type, instance->domain,
                                         instance->protocol, 0),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->calls, on_resolved,
                          resolve);
}

static gboolean
on_refresh (gpointer data)
{
  AppDiscovery *self = APP_DISCOVERY (data);
  GHashTableIter iter;
  gpointer id, instance;

  g_hash_table_iter_init (&iter, self->instances);
  while (self->calls != NULL && g_hash_table_iter_next (&iter, &id, &instance))
    resolve (self, id, instance);
  return G_SOURCE_CONTINUE;
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
  AppDiscovery *self = APP_DISCOVERY (data);
  g_autofree char *id = NULL;
  const char *service, *type, *domain;
  int index, protocol;

  if (self->calls == NULL || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&s&s&su)", &index, &protocol, &service, &type, &domain, NULL);
  id = g_strdup_printf ("%d/%d/%s/%s", index, protocol, service, domain);
  if (!g_str_equal (type, SERVICE_TYPE))
    return;
  if (g_str_equal (signal, "ItemNew") &&
      g_hash_table_size (self->instances) < APP_DISCOVERY_INSTANCES_MAX)
    {
      Instance *instance = g_new0 (Instance, 1);

      instance->interface = index;
      instance->protocol = protocol;
      instance->service = g_strdup (service);
      instance->type = g_strdup (type);
      instance->domain = g_strdup (domain);
      resolve (self, id, instance);
      g_hash_table_replace (self->instances, g_steal_pointer (&id), instance);
    }
  else if (g_str_equal (signal, "ItemRemove"))
    {
      Instance *instance = g_hash_table_lookup (self->instances, id);
      g_autofree char *key = instance != NULL ? g_strdup (instance->key) : NULL;

      g_hash_table_remove (self->instances, id);
      if (key != NULL)
        update_server (self, key);
    }
}

static void
forget_avahi (AppDiscovery *self)
{
  guint n_servers = self->servers->len;

  if (self->calls != NULL)
    g_cancellable_cancel (self->calls);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->browser, g_free);
  g_hash_table_remove_all (self->instances);
  g_ptr_array_set_size (self->servers, 0);
  if (n_servers > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_servers, 0);
}

static void
on_browsing (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (AppDiscovery) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result,
                                                              &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE ("(o)")))
    {
      g_clear_pointer (&self->browser, g_free);
      g_variant_get (reply, "(o)", &self->browser);
    }
  set_absent (self, reply == NULL);
}

static void
on_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  AppDiscovery *self = APP_DISCOVERY (data);

  forget_avahi (self);
  self->calls = g_cancellable_new ();
  g_dbus_connection_call (self->bus, AVAHI, "/", AVAHI_SERVER, "ServiceBrowserNew",
                          g_variant_new ("(iissu)", UNSPEC, UNSPEC, SERVICE_TYPE, "", 0), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->calls, on_browsing,
                          g_object_ref (self));
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  forget_avahi (APP_DISCOVERY (data));
  set_absent (APP_DISCOVERY (data), TRUE);
}

static void
on_closed (AppDiscovery *self)
{
  forget_avahi (self);
  set_absent (self, TRUE);
}

static void
on_bus (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (AppDiscovery) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bus == NULL)
    {
      set_absent (self, TRUE);
      return;
    }
  /* Else GIO would end the program with the bus. */
  g_dbus_connection_set_exit_on_close (bus, FALSE);
  self->bus = g_steal_pointer (&bus);
  g_signal_connect_object (self->bus, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  /* Before a browser is asked for: it tells at once what is known already. */
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, AVAHI, AVAHI_BROWSER, NULL,
                                                           NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                           on_signal, self, NULL);
  self->watch = g_bus_watch_name_on_connection (self->bus, AVAHI, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_appeared, on_vanished, self, NULL);
  self->refresh = g_timeout_add_seconds (REFRESH_SECONDS, on_refresh, self);
}

static void
stop (AppDiscovery *self)
{
  if (self->starting != NULL)
    g_cancellable_cancel (self->starting);
  g_clear_object (&self->starting);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_handle_id (&self->watch, g_bus_unwatch_name);
  if (self->browser != NULL)
    g_dbus_connection_call (self->bus, AVAHI, self->browser, AVAHI_BROWSER, "Free", NULL, NULL,
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
  if (self->bus != NULL)
    {
      g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
      g_signal_handlers_disconnect_by_data (self->bus, self);
    }
  self->subscription = 0;
  forget_avahi (self);
  g_clear_object (&self->bus);
}

static void
app_discovery_dispose (GObject *object)
{
  stop (APP_DISCOVERY (object));
  G_OBJECT_CLASS (app_discovery_parent_class)->dispose (object);
}

static void
app_discovery_finalize (GObject *object)
{
  AppDiscovery *self = APP_DISCOVERY (object);

  g_ptr_array_unref (self->servers);
  g_hash_table_unref (self->instances);
  G_OBJECT_CLASS (app_discovery_parent_class)->finalize (object);
}

static void
app_discovery_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ABSENT:
      g_value_set_boolean (value, APP_DISCOVERY (object)->absent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_discovery_class_init (AppDiscoveryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_discovery_dispose;
  object_class->finalize = app_discovery_finalize;
  object_class->get_property = app_discovery_get_property;
  properties[PROP_ABSENT] = g_param_spec_boolean ("absent", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_discovery_init (AppDiscovery *self)
{
  self->servers = g_ptr_array_new_with_free_func (g_object_unref);
  self->instances = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, instance_free);
}

/**
 * app_discovery_new:
 *
 * Returns: (transfer full): a list that nobody looks for yet
 */
AppDiscovery *
app_discovery_new (void)
{
  return g_object_new (APP_TYPE_DISCOVERY, NULL);
}

/**
 * app_discovery_hold:
 * @self: a discovery
 *
 * Looks for servers until app_discovery_release() was called as often.
 */
void
app_discovery_hold (AppDiscovery *self)
{
  g_return_if_fail (APP_IS_DISCOVERY (self));

  if (self->n_holds++ > 0)
    return;
  set_absent (self, FALSE);
  self->starting = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SYSTEM, self->starting, on_bus, g_object_ref (self));
}

void
app_discovery_release (AppDiscovery *self)
{
  g_return_if_fail (APP_IS_DISCOVERY (self));
  g_return_if_fail (self->n_holds > 0);

  if (--self->n_holds == 0)
    stop (self);
}

gboolean
app_discovery_get_absent (AppDiscovery *self)
{
  g_return_val_if_fail (APP_IS_DISCOVERY (self), TRUE);

  return self->absent;
}

/**
 * app_discovery_lookup:
 * @self: a discovery
 * @key: the key of a server
 *
 * Returns: (transfer none) (nullable): the server that is announced with it
 */
AppNearbyServer *
app_discovery_lookup (AppDiscovery *self, const char *key)
{
  guint position;

  g_return_val_if_fail (APP_IS_DISCOVERY (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  return find_server (self, key, &position) ? self->servers->pdata[position] : NULL;
}
