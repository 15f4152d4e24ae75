/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-fixture.h"

#include <glib/gstdio.h>
#include <sys/socket.h>

#include "server-local-bus.h"
#include "server-sqlite-store.h"

void
server_fixture_set_up (ServerFixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *database = NULL;

  self->folder = g_dir_make_tmp ("landline-channel-XXXXXX", &error);
  g_assert_no_error (error);
  self->config = server_config_new ();
  server_config_set_data_folder (self->config, self->folder);
  server_config_set_policy (self->config, SERVER_POLICY_OPEN);
  for (guint i = 0; i < SERVER_CONFIG_MEDIA_BYTES; i++)
    server_config_set_limit (self->config, (ServerConfigLimit) i, 0);

  database = server_config_dup_database_path (self->config);
  self->store = server_sqlite_store_open (database, &error);
  g_assert_no_error (error);
  self->bus = server_local_bus_new ();
  self->auth = server_auth_new (self->store, SERVER_POLICY_OPEN);
  self->delivery = server_delivery_new (self->store, self->bus);
  self->messages = server_message_service_new (self->store, self->config);
  self->actions = server_action_service_new (self->store, self->messages, self->delivery);
  self->reactor = server_reactor_new (NULL, &error);
  g_assert_no_error (error);
  self->switchboard = server_switchboard_new (self->reactor, self->delivery, self->messages,
                                              self->actions, self->auth, &landline_limits_default);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

void
server_fixture_tear_down (ServerFixture *self)
{
  server_switchboard_cut (self->switchboard);
  g_clear_object (&self->switchboard);

  /* Calls that are under way come back before the parts that they belong to are gone. */
  server_sqlite_store_close (SERVER_SQLITE_STORE (self->store));
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_finalize_object (g_steal_pointer (&self->actions));
  g_clear_object (&self->messages);
  g_assert_finalize_object (g_steal_pointer (&self->delivery));
  g_assert_finalize_object (g_steal_pointer (&self->auth));
  g_assert_finalize_object (g_steal_pointer (&self->reactor));
  g_clear_object (&self->bus);
  g_assert_finalize_object (g_steal_pointer (&self->store));
  g_clear_object (&self->config);
  remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

/**
 * server_fixture_register:
 * @self: a server
 * @number: a number that nobody has
 *
 * Returns: (transfer full): the token of its first device
 */
char *
server_fixture_register (ServerFixture *self, const char *number)
{
  const LandlineRegisterRequest request = {
    .phone = (char *) number,
    .name = (char *) "Somebody",
    .device_name = (char *) "test",
  };
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server_auth_register_async (self->auth, &request, NULL, keep_result, &result);
  raw_peer_wait_for (has_result, &result);
  server_auth_register_finish (self->auth, result, &registration, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&registration.token);
}

/**
 * server_fixture_authenticate:
 * @self: a server
 * @token: the token of a device
 *
 * Returns: (transfer full): whose it is
 */
ServerAccount *
server_fixture_authenticate (ServerFixture *self, const char *token)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  ServerAccount *account;

  server_auth_authenticate_async (self->auth, token, NULL, keep_result, &result);
  raw_peer_wait_for (has_result, &result);
  account = server_auth_authenticate_finish (self->auth, result, &error);
  g_assert_no_error (error);

  return account;
}

/**
 * server_fixture_add_device:
 * @self: a server
 * @account: a device of the user
 *
 * Returns: (transfer full): the token of another device of the same user
 */
char *
server_fixture_add_device (ServerFixture *self, ServerAccount *account)
{
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  LandlineLinkRequest request = { .device_name = (char *) "another" };
  g_autoptr (LandlineDeviceLink) link = NULL;
  g_autoptr (GAsyncResult) offered = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server_auth_offer_link_async (self->auth, account, NULL, keep_result, &offered);
  raw_peer_wait_for (has_result, &offered);
  link = server_auth_offer_link_finish (self->auth, offered, &error);
  g_assert_no_error (error);
  request.link = (char *) landline_device_link_get_code (link);
  server_auth_link_async (self->auth, &request, NULL, keep_result, &result);
  raw_peer_wait_for (has_result, &result);
  server_auth_link_finish (self->auth, result, &registration, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&registration.token);
}

/**
 * server_fixture_revoke:
 * @self: a server
 * @account: a device
 *
 * Revokes it in the store, as another process does: nothing else of the server hears of it.
 */
void
server_fixture_revoke (ServerFixture *self, ServerAccount *account)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server_store_device_revoke_async (self->store, server_account_get_user_id (account),
                                    server_account_get_device_id (account), NULL, keep_result,
                                    &result);
  raw_peer_wait_for (has_result, &result);
  server_store_device_revoke_finish (self->store, result, &error);
  g_assert_no_error (error);
}

/**
 * server_fixture_connect:
 * @self: a server
 * @token: the token of a device
 *
 * Returns: (transfer full): its channel, after the upgrade and before `hello`
 */
RawPeer *
server_fixture_connect (ServerFixture *self, const char *token)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (self, token);
  g_autoptr (ServerStream) stream = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), ==, 0);
  stream = server_stream_new (ends[0]);
  server_switchboard_connect (self->switchboard, stream, account, NULL, 0);

  return raw_peer_new (ends[1]);
}

/**
 * server_fixture_open:
 * @self: a server
 * @token: the token of a device
 * @window: events that may be unacknowledged
 *
 * Returns: (transfer full): its channel, which has been welcomed
 */
RawPeer *
server_fixture_open (ServerFixture *self, const char *token, guint window)
{
  RawPeer *peer = server_fixture_connect (self, token);
  g_autofree char *hello = g_strdup_printf (
      "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":%u}", window);
  g_autofree char *welcome = NULL;

  raw_peer_send_text (peer, hello);
  welcome = raw_peer_next_text (peer);
  g_assert_true (g_str_has_prefix (welcome, "{\"frame\":\"welcome\","));

  return peer;
}
