/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-auth.h"
#include "server-limits.h"
#include "server-token.h"
#include "store-fixture.h"

#define ALICE "+15550101"
#define BOB   "+15550102"

static gboolean
register_user (ServerAuth *auth,
               const char *number,
               const char *invite,
               LandlineRegistration *registration,
               GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineRegisterRequest request = {
    .invite = (char *) invite,
    .phone = (char *) number,
    .name = (char *) "Name",
    .device_name = (char *) "Laptop",
  };

  server_auth_register_async (auth, &request, NULL, store_answer_cb, &answer);
  return server_auth_register_finish (auth, store_answer_wait (&answer), registration, error);
}

static ServerAccount *
authenticate (ServerAuth *auth, const char *token, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_auth_authenticate_async (auth, token, NULL, store_answer_cb, &answer);
  return server_auth_authenticate_finish (auth, store_answer_wait (&answer), error);
}

static void
test_secrets (void)
{
  g_autofree char *token = server_token_new_device ();
  g_autofree char *another = server_token_new_device ();
  g_autofree char *invite = server_token_new_invite ();
  guint8 a[SERVER_HASH_SIZE], b[SERVER_HASH_SIZE];

  /* 256 and 128 bits in base64url. */
  g_assert_cmpuint (strlen (token), ==, 43);
  g_assert_cmpuint (strlen (invite), ==, 22);
  g_assert_cmpuint (strspn (token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "0123456789-_"),
                    ==, 43);
  g_assert_cmpstr (token, !=, another);
  server_token_hash (token, a);
  server_token_hash (token, b);
  g_assert_true (server_token_equal (a, b));
  for (gsize i = 0; i < sizeof b; i++)
    {
      b[i] ^= 1;
      g_assert_false (server_token_equal (a, b));
      b[i] ^= 1;
    }
}

static void
test_open (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_OPEN);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (ServerAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (register_user (auth, ALICE, NULL, &registration, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (registration.user_id, ==, ALICE);
  g_assert_cmpuint (strlen (registration.token), ==, 43);

  /* Known without asking the store, and by the store without the memory. */
  g_assert_nonnull (server_auth_lookup (auth, registration.token));
  server_auth_forget (auth, registration.device);
  g_assert_null (server_auth_lookup (auth, registration.token));
  account = authenticate (auth, registration.token, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_account_get_user_id (account), ==, ALICE);
  g_assert_cmpstr (server_account_get_device_id (account), ==, registration.device);
  g_assert_true (server_account_is_admin (account));
  g_assert_nonnull (server_auth_lookup (auth, registration.token));

  g_assert_false (register_user (auth, ALICE, NULL, &registration, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
}

static void
test_bad_tokens (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_OPEN);
  g_autofree char *stranger = server_token_new_device ();
  g_autofree char *endless = g_strnfill (100000, 'x');
  const char *tokens[] = { NULL, "", "x", stranger, endless };

  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (server_auth_lookup (auth, tokens[i]));
      g_assert_null (authenticate (auth, tokens[i], &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
    }
}

static void
test_invite (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_INVITE);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autofree char *code = server_token_new_invite ();
  ServerInvite invite = { .id = (char *) "i_1", .uses = 1 };
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  server_token_hash (code, invite.hash);
  server_store_invite_create_async (fixture->store, &invite, NULL, store_answer_cb, &answer);
  g_assert_true (
      server_store_invite_create_finish (fixture->store, store_answer_wait (&answer), &error));

  g_assert_false (register_user (auth, ALICE, NULL, &registration, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_false (register_user (auth, ALICE, "wrong", &registration, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_true (register_user (auth, ALICE, code, &registration, &error));
  g_assert_no_error (error);
  landline_registration_clear (&registration);
  g_assert_false (register_user (auth, BOB, code, &registration, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

static void
test_approve (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_APPROVE);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (register_user (auth, ALICE, NULL, &registration, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED);
}

static void
revoked_cb (ServerAuth *auth, const char *user_id, const char *device_id, char **revoked)
{
  g_set_str (revoked, device_id);
}

static void
test_link_and_revoke (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_OPEN);
  g_auto (LandlineRegistration) first = LANDLINE_REGISTRATION_INIT;
  g_auto (LandlineRegistration) second = LANDLINE_REGISTRATION_INIT;
  g_autoptr (ServerAccount) account = NULL;
  g_autofree char *revoked = NULL;
  g_autoptr (LandlineDeviceLink) link = NULL;
  LandlineLinkRequest request = { .device_name = (char *) "Tablet" };
  g_auto (StoreAnswer) offered = { NULL };
  g_auto (StoreAnswer) linked = { NULL };
  g_auto (StoreAnswer) unknown = { NULL };
  g_auto (StoreAnswer) ended = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (register_user (auth, ALICE, NULL, &first, &error));
  account = authenticate (auth, first.token, &error);
  server_auth_offer_link_async (auth, account, NULL, store_answer_cb, &offered);
  link = server_auth_offer_link_finish (auth, store_answer_wait (&offered), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (landline_device_link_get_code (link)), ==, 22);
  request.link = (char *) landline_device_link_get_code (link);
  server_auth_link_async (auth, &request, NULL, store_answer_cb, &linked);
  g_assert_true (server_auth_link_finish (auth, store_answer_wait (&linked), &second, &error));
  g_assert_cmpstr (second.user_id, ==, ALICE);
  g_assert_cmpstr (second.token, !=, first.token);

  g_signal_connect (auth, "revoked", G_CALLBACK (revoked_cb), &revoked);
  server_auth_revoke_async (auth, account, "d_none", NULL, store_answer_cb, &unknown);
  g_assert_false (server_auth_revoke_finish (auth, store_answer_wait (&unknown), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (revoked);

  server_auth_revoke_async (auth, account, second.device, NULL, store_answer_cb, &ended);
  g_assert_true (server_auth_revoke_finish (auth, store_answer_wait (&ended), &error));
  g_assert_cmpstr (revoked, ==, second.device);
  g_assert_null (server_auth_lookup (auth, second.token));
  g_assert_null (authenticate (auth, second.token, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_assert_nonnull (server_auth_lookup (auth, first.token));
}

/* Who tries token after token has to wait; others, and those who are known, do not. */
static void
test_guesses (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAuth) auth = server_auth_new (fixture->store, SERVER_POLICY_OPEN);
  g_autoptr (GSocketAddress) one = g_inet_socket_address_new_from_string ("10.0.0.1", 4000);
  g_autoptr (GSocketAddress) other = g_inet_socket_address_new_from_string ("10.0.0.2", 4000);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_true (register_user (auth, ALICE, NULL, &registration, NULL));
  for (guint i = 0; i < SERVER_LIMIT_GUESSES; i++)
    {
      g_assert_true (server_auth_admit (auth, one, NULL));
      server_auth_note_guess (auth, one);
    }
  g_assert_false (server_auth_admit (auth, one, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_cmpint (landline_error_get_retry_after (error), >, 0);
  g_assert_true (server_auth_admit (auth, other, NULL));
  g_assert_nonnull (server_auth_lookup (auth, registration.token));
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/auth/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth/secrets", test_secrets);
  add ("open", test_open);
  add ("bad-tokens", test_bad_tokens);
  add ("guesses", test_guesses);
  add ("invite", test_invite);
  add ("approve", test_approve);
  add ("link-and-revoke", test_link_and_revoke);
  return g_test_run ();
}
