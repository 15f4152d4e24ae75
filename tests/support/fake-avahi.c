/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "fake-avahi.h"

#include <string.h>

#define AVAHI "org.freedesktop.Avahi"
#define TYPE  "_landline._tcp"

typedef struct
{
  char *path;
  char *client;
} FakeBrowser;

static const char introspection[] =
    "<node>"
    "<interface name='org.freedesktop.Avahi.Server'>"
    "<method name='GetState'><arg type='i' direction='out'/></method>"
    "<method name='EntryGroupNew'><arg type='o' direction='out'/></method>"
    "<method name='GetAlternativeServiceName'><arg type='s' direction='in'/>"
    "<arg type='s' direction='out'/></method>"
    "<method name='ServiceBrowserNew'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='o' direction='out'/></method>"
    "<method name='ResolveService'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='i' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='i' direction='out'/><arg type='i' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>"
    "<arg type='i' direction='out'/><arg type='s' direction='out'/><arg type='q' direction='out'/>"
    "<arg type='aay' direction='out'/><arg type='u' direction='out'/></method>"
    "</interface>"
    "<interface name='org.freedesktop.Avahi.EntryGroup'>"
    "<method name='AddService'><arg type='i' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='q' direction='in'/>"
    "<arg type='aay' direction='in'/></method>"
    "<method name='Commit'/><method name='Reset'/><method name='Free'/>"
    "</interface>"
    "</node>";

static void
service_free (gpointer data)
{
  FakeService *service = data;

  g_free (service->name);
  g_free (service->address);
  g_strfreev (service->txt);
  g_free (service);
}

static void
browser_free (gpointer data)
{
  FakeBrowser *browser = data;

  g_free (browser->path);
  g_free (browser->client);
  g_free (browser);
}

static void
tell (FakeAvahi *self, FakeBrowser *browser, const char *signal, const char *name)
{
  g_dbus_connection_emit_signal (self->bus, browser->client, browser->path, AVAHI ".ServiceBrowser",
                                 signal, g_variant_new ("(iisssu)", 2, 0, name, TYPE, "local", 0),
                                 NULL);
}

static void
tell_all (FakeAvahi *self, const char *signal, const char *name)
{
  for (guint i = 0; i < self->browsers->len; i++)
    tell (self, g_ptr_array_index (self->browsers, i), signal, name);
}

/* As Avahi has them: without a zero at the end. */
static GVariant *
make_txt (const FakeService *service)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; service->txt[i] != NULL; i++)
    g_variant_builder_add_value (&builder,
                                 g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, service->txt[i],
                                                            strlen (service->txt[i]), 1));
  return g_variant_builder_end (&builder);
}

static void
call_server (FakeAvahi *self,
             const char *client,
             const char *method,
             GVariant *arguments,
             GDBusMethodInvocation *invocation)
{
  if (g_str_equal (method, "GetState"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(i)", 2));
  else if (g_str_equal (method, "EntryGroupNew"))
    {
      g_set_str (&self->group_owner, client);
      self->n_groups++;
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", "/group"));
    }
  else if (g_str_equal (method, "GetAlternativeServiceName"))
    {
      const char *name;
      g_autofree char *other = NULL;

      g_variant_get (arguments, "(&s)", &name);
      other = g_strconcat (name, " #2", NULL);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", other));
    }
  else if (g_str_equal (method, "ServiceBrowserNew"))
    {
      FakeBrowser *browser = g_new0 (FakeBrowser, 1);
      GHashTableIter iter;
      gpointer name;

      browser->path = g_strdup_printf ("/browser%u", self->browsers->len);
      browser->client = g_strdup (client);
      g_ptr_array_add (self->browsers, browser);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", browser->path));
      g_hash_table_iter_init (&iter, self->services);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        tell (self, browser, "ItemNew", name);
    }
  else
    {
      const char *name;
      const FakeService *service;

      g_variant_get_child (arguments, 2, "&s", &name);
      service = g_hash_table_lookup (self->services, name);
      if (service != NULL)
        g_dbus_method_invocation_return_value (
            invocation, g_variant_new ("(iissssisq@aayu)", 2, 0, name, TYPE, "local", "box.local",
                                       0, service->address, service->port, make_txt (service), 0));
      else
        g_dbus_method_invocation_return_dbus_error (invocation, AVAHI ".TimeoutError", "Timeout");
    }
}

static void
call_group (FakeAvahi *self,
            const char *method,
            GVariant *arguments,
            GDBusMethodInvocation *invocation)
{
  if (g_str_equal (method, "AddService"))
    {
      FakeService *service = g_new0 (FakeService, 1);
      g_autoptr (GVariant) txt = g_variant_get_child_value (arguments, 8);

      g_variant_get_child (arguments, 1, "i", &service->protocol);
      g_variant_get_child (arguments, 3, "s", &service->name);
      g_variant_get_child (arguments, 7, "q", &service->port);
      service->address = g_strdup ("192.0.2.1");
      service->txt = g_new0 (char *, g_variant_n_children (txt) + 1);
      for (gsize i = 0; i < g_variant_n_children (txt); i++)
        {
          g_autoptr (GVariant) text = g_variant_get_child_value (txt, i);

          service->txt[i] = g_strndup (g_variant_get_data (text), g_variant_get_size (text));
        }
      if (g_hash_table_contains (self->taken, service->name))
        {
          service_free (service);
          g_dbus_method_invocation_return_dbus_error (invocation, AVAHI ".CollisionError",
                                                      "Local name collision");
          return;
        }
      g_set_str (&self->pending, service->name);
      g_hash_table_insert (self->services, service->name, service);
    }
  else if (!g_str_equal (method, "Commit") && self->pending != NULL)
    {
      g_hash_table_remove (self->services, self->pending);
      g_clear_pointer (&self->pending, g_free);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_call (GDBusConnection *bus,
         const char *client,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *arguments,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  if (g_str_equal (interface, AVAHI ".Server"))
    call_server (data, client, method, arguments, invocation);
  else
    call_group (data, method, arguments, invocation);
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer data)
{
  ((FakeAvahi *) data)->owned = TRUE;
}

void
fake_avahi_start (FakeAvahi *self)
{
  self->owner = g_bus_own_name_on_connection (self->bus, AVAHI, G_BUS_NAME_OWNER_FLAGS_NONE,
                                              on_owned, NULL, self, NULL);
}

/* With it goes what was announced to it. */
void
fake_avahi_stop (FakeAvahi *self)
{
  if (self->owner != 0)
    g_bus_unown_name (self->owner);
  self->owner = 0;
  self->owned = FALSE;
  g_clear_pointer (&self->pending, g_free);
  g_hash_table_remove_all (self->services);
  g_ptr_array_set_size (self->browsers, 0);
}

FakeAvahi *
fake_avahi_new (gboolean avahi)
{
  static const GDBusInterfaceVTable calls = { on_call, NULL, NULL, { 0 } };
  static const char *const paths[] = { "/", "/group" };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (introspection, NULL);
  FakeAvahi *self = g_new0 (FakeAvahi, 1);
  g_autoptr (GError) error = NULL;

  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, service_free);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->browsers = g_ptr_array_new_with_free_func (browser_free);
  self->daemon = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->daemon);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (self->daemon), TRUE);
  self->bus =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (self->daemon),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      self->objects[i] = g_dbus_connection_register_object (self->bus, paths[i],
                                                            info->interfaces[i], &calls, self, NULL,
                                                            &error);
      g_assert_no_error (error);
    }
  if (avahi)
    fake_avahi_start (self);
  return self;
}

void
fake_avahi_free (FakeAvahi *self)
{
  fake_avahi_stop (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->objects); i++)
    g_dbus_connection_unregister_object (self->bus, self->objects[i]);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_object_unref (self->bus);
  g_test_dbus_stop (self->daemon);
  g_object_unref (self->daemon);
  g_hash_table_unref (self->services);
  g_hash_table_unref (self->taken);
  g_ptr_array_unref (self->browsers);
  g_free (self->group_owner);
  g_free (self);
}

void
fake_avahi_add (FakeAvahi *self,
                const char *name,
                const char *address,
                guint16 port,
                const char *const *txt)
{
  FakeService *service = g_new0 (FakeService, 1);

  fake_avahi_remove (self, name);
  service->name = g_strdup (name);
  service->address = g_strdup (address);
  service->port = port;
  service->txt = g_strdupv ((char **) txt);
  g_hash_table_insert (self->services, service->name, service);
  tell_all (self, "ItemNew", name);
}

void
fake_avahi_remove (FakeAvahi *self, const char *name)
{
  if (!g_hash_table_remove (self->services, name))
    return;
  tell_all (self, "ItemRemove", name);
}

const FakeService *
fake_avahi_get (FakeAvahi *self, const char *name)
{
  return g_hash_table_lookup (self->services, name);
}

const char *
fake_avahi_get_txt (FakeAvahi *self, const char *name, const char *key)
{
  const FakeService *service = fake_avahi_get (self, name);

  for (guint i = 0; service != NULL && service->txt[i] != NULL; i++)
    if (g_str_has_prefix (service->txt[i], key) && service->txt[i][strlen (key)] == '=')
      return service->txt[i] + strlen (key) + 1;
  return NULL;
}
