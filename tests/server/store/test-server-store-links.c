/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-error.h"
#include "server-limits.h"
#include "store-fixture.h"

/* Links by which another device of a user comes in: once, in time, and not too many. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define NOW   G_GINT64_CONSTANT (1732430000000)

static LandlineDeviceLink *
make (StoreFixture *fixture, ServerAccount *who, guint8 number, GError **error)
{
  g_autofree char *id = g_strdup_printf ("l_%u", number);
  guint8 hash[SERVER_HASH_SIZE] = { number, 'l' };
  g_auto (StoreAnswer) answer = { NULL };

  server_store_link_create_async (fixture->store, who, id, hash, NULL, store_answer_cb, &answer);
  return server_store_link_create_finish (fixture->store, store_answer_wait (&answer), error);
}

static ServerAccount *
use (StoreFixture *fixture, guint8 number, const char *device_id, GError **error)
{
  static guint8 n_tokens;
  guint8 hash[SERVER_HASH_SIZE] = { number, 'l' };
  ServerNewDevice device = { .device_id = device_id, .name = "Tablet" };
  g_auto (StoreAnswer) answer = { NULL };

  device.token_hash[0] = ++n_tokens;
  device.token_hash[1] = 't';
  server_store_link_use_async (fixture->store, hash, &device, NULL, store_answer_cb, &answer);
  return server_store_link_use_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
test_once (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) tablet = NULL;
  g_autoptr (LandlineDeviceLink) link = NULL;
  g_autoptr (ServerPage) told = NULL;
  g_autoptr (ServerPage) untold = NULL;
  g_autoptr (GError) error = NULL;

  link = make (fixture, alice, 1, &error);
  g_assert_no_error (error);
  g_assert_null (landline_device_link_get_code (link));
  tablet = use (fixture, 1, "d_tablet", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_account_get_user_id (tablet), ==, ALICE);
  g_assert_null (use (fixture, 1, "d_second", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);

  /* Also what is read back from the disk. */
  store_fixture_reopen (fixture);
  told = store_read (fixture->store, alice, 0, 10);
  g_assert_cmpuint (told->rows->len, ==, 1);
  store_assert_event (told, 0, alice, "\"event\":\"device\",\"device\":{\"id\":\"d_tablet\"");
  untold = store_read (fixture->store, tablet, -1, 10);
  g_assert_cmpuint (untold->rows->len, ==, 0);
}

static void
test_in_time (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) tablet = NULL;
  g_autoptr (LandlineDeviceLink) early = NULL;
  g_autoptr (LandlineDeviceLink) late = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (fixture, NOW);
  early = make (fixture, alice, 1, &error);
  late = make (fixture, alice, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_device_link_get_expires (early), ==, NOW + SERVER_LIMIT_LINK_LIFETIME);

  store_fixture_set_clock (fixture, NOW + SERVER_LIMIT_LINK_LIFETIME - 1);
  tablet = use (fixture, 1, "d_early", &error);
  g_assert_no_error (error);
  g_assert_nonnull (tablet);
  store_fixture_set_clock (fixture, NOW + SERVER_LIMIT_LINK_LIFETIME);
  g_assert_null (use (fixture, 2, "d_late", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

/* The rights of a device end with it, those of another user are its own. */
static void
test_revoked (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = NULL;
  g_autoptr (LandlineDeviceLink) first = NULL;
  g_autoptr (LandlineDeviceLink) second = NULL;
  g_autoptr (GError) error = NULL;

  first = make (fixture, alice, 1, &error);
  second = make (fixture, bob, 2, &error);
  g_assert_no_error (error);
  store_revoke_device (fixture->store, ALICE, server_account_get_device_id (alice), &error);
  g_assert_no_error (error);
  g_assert_null (use (fixture, 1, "d_first", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_null (make (fixture, alice, 3, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  tablet = use (fixture, 2, "d_second", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_account_get_user_id (tablet), ==, BOB);
}

/* Who may not come in brings in no other device either. */
static void
test_kept_out (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineDeviceLink) of_alice = NULL;
  g_autoptr (LandlineDeviceLink) of_bob = NULL;
  g_auto (StoreAnswer) disabled = { NULL };
  g_auto (StoreAnswer) deleted = { NULL };
  g_autoptr (GError) error = NULL;

  of_alice = make (fixture, alice, 1, &error);
  of_bob = make (fixture, bob, 2, &error);
  g_assert_no_error (error);
  server_store_user_disable_async (fixture->store, ALICE, TRUE, NULL, store_answer_cb, &disabled);
  g_assert_true (
      server_store_user_disable_finish (fixture->store, store_answer_wait (&disabled), NULL));
  g_assert_null (use (fixture, 1, "d_first", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  server_store_user_delete_async (fixture->store, BOB, NULL, store_answer_cb, &deleted);
  g_assert_true (
      server_store_user_delete_finish (fixture->store, store_answer_wait (&deleted), NULL));
  g_assert_null (use (fixture, 2, "d_second", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

/* At the limits and one past them. */
static void
test_limits (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (LandlineDeviceLink) last = NULL;
  g_autoptr (GError) error = NULL;

  for (guint8 i = 1; i < SERVER_LIMIT_DEVICES; i++)
    {
      g_autoptr (LandlineDeviceLink) link = make (fixture, alice, i, &error);
      g_autofree char *device_id = g_strdup_printf ("d_%u", i);
      g_autoptr (ServerAccount) device = use (fixture, i, device_id, &error);

      g_assert_no_error (error);
      g_assert_nonnull (device);
    }
  last = make (fixture, alice, 100, &error);
  g_assert_null (use (fixture, 100, "d_last", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);

  for (guint8 i = 1; i < SERVER_LIMIT_LINKS; i++)
    {
      g_autoptr (LandlineDeviceLink) link = make (fixture, alice, 100 + i, &error);

      g_assert_no_error (error);
    }
  g_assert_null (make (fixture, alice, 200, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/links/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("once", test_once);
  add ("in-time", test_in_time);
  add ("revoked", test_revoked);
  add ("kept-out", test_kept_out);
  add ("limits", test_limits);
  return g_test_run ();
}
