/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gtk/gtk.h>
#include <string.h>

#include "app-own-place.h"
#include "ui-frames.h"

/* The location portal of a desktop, as far as it is asked: it hands out a session, lets the
 * "person" answer, and tells places. */

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char interfaces[] =
    "<node>"
    "<interface name='org.freedesktop.portal.Location'>"
    "<method name='CreateSession'><arg type='a{sv}' direction='in'/><arg type='o' "
    "direction='out'/></method>"
    "<method name='Start'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
    "</interface></node>";

typedef struct
{
  GDBusConnection *connection;
  GDBusNodeInfo *info;
  guint owner_id;
  gboolean owns_name;
  guint32 answer; /* 0: yes, 1: no */
  double latitude;
  GAsyncResult *result;
} Fixture;

static char *
make_path (const char *kind, const char *sender, GVariant *options, const char *key)
{
  g_autofree char *token = NULL;
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');

  g_assert_true (g_variant_lookup (options, key, "s", &token));
  return g_strdup_printf (PORTAL_PATH "/%s/%s/%s", kind, name, token);
}

static void
tell_place (Fixture *fixture, const char *sender, const char *session)
{
  GVariantBuilder place;

  g_variant_builder_init (&place, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&place, "{sv}", "Latitude", g_variant_new_double (fixture->latitude));
  g_variant_builder_add (&place, "{sv}", "Longitude", g_variant_new_double (13.3777));
  g_assert_true (g_dbus_connection_emit_signal (fixture->connection, sender, PORTAL_PATH,
                                                "org.freedesktop.portal.Location",
                                                "LocationUpdated",
                                                g_variant_new ("(oa{sv})", session, &place), NULL));
}

static void
start (Fixture *fixture,
       const char *sender,
       GVariant *parameters,
       GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 2);
  g_autofree char *request = make_path ("request", sender, options, "handle_token");
  const char *session;

  g_variant_get_child (parameters, 0, "&o", &session);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
  g_assert_true (g_dbus_connection_emit_signal (
      fixture->connection, sender, request, "org.freedesktop.portal.Request", "Response",
      g_variant_new ("(u@a{sv})", fixture->answer,
                     g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0)),
      NULL));
  if (fixture->answer == 0)
    tell_place (fixture, sender, session);
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  if (g_str_equal (method, "CreateSession"))
    {
      g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 0);
      g_autofree char *session = make_path ("session", sender, options, "session_handle_token");

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", session));
    }
  else
    start (user_data, sender, parameters, invocation);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  ((Fixture *) user_data)->owns_name = TRUE;
}

static gboolean
owns_name (gpointer user_data)
{
  return ((Fixture *) user_data)->owns_name;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GError) error = NULL;
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");

  fixture->latitude = 52.5163;
  fixture->connection =
      g_dbus_connection_new_for_address_sync (address,
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->info = g_dbus_node_info_new_for_xml (interfaces, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_dbus_connection_register_object (fixture->connection, PORTAL_PATH,
                                                       fixture->info->interfaces[0], &vtable,
                                                       fixture, NULL, &error),
                    >, 0);
  fixture->owner_id = g_bus_own_name_on_connection (fixture->connection, PORTAL,
                                                    G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL,
                                                    fixture, NULL);
  ui_spin_until (owns_name, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_clear_object (&fixture->result);
  g_bus_unown_name (fixture->owner_id);
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_clear_object (&fixture->connection);
  g_dbus_node_info_unref (fixture->info);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static gboolean
has_result (gpointer user_data)
{
  return ((Fixture *) user_data)->result != NULL;
}

static AppPlace *
find (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  app_own_place_find_async (NULL, cancellable, on_found, fixture);
  ui_spin_until (has_result, fixture);
  return app_own_place_find_finish (fixture->result, error);
}

static void
test_found (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AppPlace) place = find (fixture, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (place->latitude, ==, 52.5163);
  g_assert_cmpfloat (place->longitude, ==, 13.3777);
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->answer = 1;
  g_assert_null (find (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (error->message, ==, "Landline may not know where this computer is.");
}

static void
test_nowhere (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  fixture->latitude = 91;
  g_assert_null (find (fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_cancelled (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (find (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_remembered (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  const AppPlace place = { 1, 2, NULL };

  g_assert_null (app_own_place_recall (display));
  app_own_place_remember (display, &place);
  g_assert_cmpfloat (app_own_place_recall (display)->longitude, ==, 2);
  app_own_place_remember (display, NULL);
  g_assert_null (app_own_place_recall (display));
}

#define add(name, func) g_test_add ("/ui/own-place/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  add ("found", test_found);
  add ("refused", test_refused);
  add ("nowhere", test_nowhere);
  add ("cancelled", test_cancelled);
  g_test_add_func ("/ui/own-place/remembered", test_remembered);
  return g_test_run ();
}
