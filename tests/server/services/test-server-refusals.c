/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-message-service.h"
#include "server-refusals.h"
#include "store-fixture.h"

/* The order of what was refused for the moment, by conversation: a direct one goes by two names. */

#define ALICE  "+15550101"
#define BOB    "+15550102"
#define CAROL  "+15550103"
#define DIRECT "c_direct"
#define GROUP  "c_group"

static char *
dup_id (guint n)
{
  return g_strdup_printf ("01936f2a-7c00-7a1b-8c2d-%012u", n);
}

static void
add (ServerRefusals *refusals, guint n, const char *receiver)
{
  g_autofree char *id = dup_id (n);

  server_refusals_add (refusals, receiver, id, LANDLINE_ERROR_RATE);
}

static gboolean
check (ServerRefusals *refusals, guint n, const char *receiver)
{
  g_autofree char *id = dup_id (n);
  g_autoptr (GError) error = NULL;
  gboolean may_pass = server_refusals_check (refusals, receiver, id, &error);

  g_assert_true (may_pass == (error == NULL));
  if (error != NULL)
    g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  return may_pass;
}

static void
learn (ServerRefusals *refusals, const char *conversation, const char *other)
{
  g_autofree char *taken = server_refusals_take_unknown (refusals);

  g_assert_cmpstr (taken, ==, conversation);
  g_assert_null (server_refusals_take_unknown (refusals));
  server_refusals_learn (refusals, conversation, other);
}

/* Refused by number, then sent by id: the same conversation, whether that is known yet or not. */
static void
test_number_then_id (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, BOB);
  g_assert_false (check (refusals, 2, DIRECT));
  learn (refusals, DIRECT, BOB);
  g_assert_false (check (refusals, 2, DIRECT));
  g_assert_false (check (refusals, 3, BOB));
  g_assert_true (check (refusals, 1, BOB));
  g_assert_true (server_refusals_is_empty (refusals));
  g_assert_true (check (refusals, 2, DIRECT));
  g_assert_true (check (refusals, 3, BOB));
}

static void
test_id_then_number (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, DIRECT);
  g_assert_false (check (refusals, 2, BOB));
  /* What is behind cannot get in front by being sent again before it is known. */
  g_assert_false (check (refusals, 2, BOB));
  learn (refusals, DIRECT, BOB);
  g_assert_false (check (refusals, 2, BOB));
  g_assert_true (check (refusals, 1, DIRECT));
  g_assert_true (check (refusals, 2, BOB));
  g_assert_true (server_refusals_is_empty (refusals));
}

/* What was refused by the one name is sent again by the other. */
static void
test_again_by_other_name (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, BOB);
  g_assert_true (check (refusals, 1, DIRECT));
  g_assert_true (server_refusals_is_empty (refusals));
  add (refusals, 2, DIRECT);
  g_assert_true (check (refusals, 2, BOB));
  g_assert_true (server_refusals_is_empty (refusals));
}

/* What is in no conversation is like none of them, and there is nothing to look up. */
static void
test_nowhere (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, BOB);
  g_assert_true (check (refusals, 2, ""));
  add (refusals, 3, "");
  g_assert_null (server_refusals_take_unknown (refusals));
  g_assert_true (check (refusals, 4, CAROL));
  g_assert_false (check (refusals, 4, ""));
  g_assert_true (check (refusals, 3, ""));
  g_assert_true (check (refusals, 4, ""));
}

/* What turns out to be something else has its own order, and is held up no longer. */
static void
test_group (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, BOB);
  g_assert_false (check (refusals, 2, GROUP));
  learn (refusals, GROUP, NULL);
  g_assert_false (check (refusals, 3, GROUP));
  g_assert_true (check (refusals, 2, GROUP));
  g_assert_true (check (refusals, 3, GROUP));
  g_assert_false (check (refusals, 4, BOB));
  g_assert_true (check (refusals, 1, BOB));
  g_assert_true (server_refusals_is_empty (refusals));
}

/* Two numbers are two conversations, as are two ids. */
static void
test_apart (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();

  add (refusals, 1, BOB);
  g_assert_true (check (refusals, 2, CAROL));
  g_assert_true (check (refusals, 1, BOB));
  add (refusals, 3, DIRECT);
  g_assert_true (check (refusals, 4, GROUP));
}

/* What could not be looked up is looked up again. */
static void
test_put_back (void)
{
  g_autoptr (ServerRefusals) refusals = server_refusals_new ();
  g_autofree char *taken = NULL;

  add (refusals, 1, DIRECT);
  taken = server_refusals_take_unknown (refusals);
  g_assert_cmpstr (taken, ==, DIRECT);
  g_assert_null (server_refusals_take_unknown (refusals));
  server_refusals_put_back_unknown (refusals, DIRECT);
  learn (refusals, DIRECT, BOB);
  g_assert_false (check (refusals, 2, BOB));
}

/* Over the service and a store. */

typedef struct
{
  StoreFixture base;
  ServerConfig *config;
  ServerMessageService *messages;
  ServerAccount *alice;
  ServerAccount *bob;
  ServerSender *sender;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, data);
  fixture->config = server_config_new ();
  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  fixture->messages = server_message_service_new (fixture->base.store, fixture->config);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
  fixture->sender = server_message_service_dup_sender (fixture->messages, fixture->alice);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_sender_unref (fixture->sender);
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  g_assert_finalize_object (fixture->messages);
  g_clear_object (&fixture->config);
  store_fixture_tear_down (&fixture->base, data);
}

static gboolean
say (Fixture *fixture, const char *id, const char *receiver, LandlineSent *sent, GError **error)
{
  g_autoptr (LandlineSendRequest) request = store_new_text (id, receiver, "Text");
  g_auto (StoreAnswer) answer = { NULL };

  server_message_service_send_async (fixture->messages, fixture->sender, request, NULL,
                                     store_answer_cb, &answer);
  return server_message_service_send_finish (fixture->messages, store_answer_wait (&answer), sent,
                                             error);
}

typedef struct
{
  Fixture *fixture;
  const char *id;
  const char *receiver;
} Attempt;

static gboolean
passes (gpointer data)
{
  Attempt *attempt = data;
  LandlineSent sent;

  return say (attempt->fixture, attempt->id, attempt->receiver, &sent, NULL);
}

/* Bob is written to by the id of the conversation, and what was refused before by his number is not
 * overtaken. A group's messages come through once it is known to be one. */
static void
test_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) group = store_add_group (fixture->base.store, fixture->alice,
                                                            "Trip", BOB);
  g_autofree char *first = landline_id_new_message ();
  g_autofree char *second = landline_id_new_message ();
  g_autofree char *third = landline_id_new_message ();
  Attempt of_group = { fixture, third, landline_conversation_get_id (group) };
  g_autoptr (GError) error = NULL;
  LandlineSent direct, sent;

  g_assert_true (say (fixture, NULL, BOB, &direct, &error));
  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  while (say (fixture, NULL, ALICE, &sent, NULL))
    ;
  g_assert_false (say (fixture, first, BOB, &sent, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_clear_error (&error);

  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  g_assert_false (say (fixture, second, direct.conversation, &sent, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_clear_error (&error);
  g_assert_true (store_wait_until (passes, &of_group));
  g_assert_false (say (fixture, second, direct.conversation, &sent, &error));
  g_assert_nonnull (strstr (error->message, first));
  g_clear_error (&error);

  g_assert_true (say (fixture, first, BOB, &sent, &error));
  g_assert_cmpint (sent.seq, ==, direct.seq + 1);
  g_assert_true (say (fixture, second, direct.conversation, &sent, &error));
  g_assert_cmpint (sent.seq, ==, direct.seq + 2);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/services/refusals/number-then-id", test_number_then_id);
  g_test_add_func ("/services/refusals/id-then-number", test_id_then_number);
  g_test_add_func ("/services/refusals/again-by-other-name", test_again_by_other_name);
  g_test_add_func ("/services/refusals/group", test_group);
  g_test_add_func ("/services/refusals/nowhere", test_nowhere);
  g_test_add_func ("/services/refusals/apart", test_apart);
  g_test_add_func ("/services/refusals/put-back", test_put_back);
  g_test_add ("/services/refusals/service", Fixture, store_fixture_open_sqlite, set_up,
              test_service, tear_down);
  return g_test_run ();
}
