/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-action-service.h"
#include "server-limits.h"
#include "server-local-bus.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* What is done to messages and noted: in one order with the messages of a conversation, and so many
 * at a time. */

#define ALICE "+15550101"
#define BOB   "+15550102"

typedef struct
{
  StoreFixture base;
  ServerConfig *config;
  ServerMessageService *messages;
  ServerBus *bus;
  ServerDelivery *delivery;
  ServerActionService *actions;
  ServerAccount *alice;
  ServerAccount *bob;
  ServerSender *sender; /* Alice's */
  char *message;
  char *conversation;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  LandlineSent sent;

  store_fixture_set_up (&fixture->base, data);
  fixture->config = server_config_new ();
  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  fixture->messages = server_message_service_new (fixture->base.store, fixture->config);
  fixture->bus = server_local_bus_new ();
  fixture->delivery = server_delivery_new (fixture->base.store, fixture->bus);
  fixture->actions = server_action_service_new (fixture->base.store, fixture->messages,
                                                fixture->delivery);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
  fixture->sender = server_message_service_dup_sender (fixture->messages, fixture->alice);
  fixture->message = landline_id_new_message ();
  g_assert_true (store_send (fixture->base.store, fixture->alice, fixture->message, BOB, "Hello",
                             &sent, NULL));
  fixture->conversation = g_strdup (sent.conversation);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_sender_unref (fixture->sender);
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  g_assert_finalize_object (fixture->actions);
  g_assert_finalize_object (fixture->delivery);
  g_clear_object (&fixture->bus);
  g_assert_finalize_object (fixture->messages);
  g_clear_object (&fixture->config);
  g_free (fixture->message);
  g_free (fixture->conversation);
  store_fixture_tear_down (&fixture->base, data);
}

static LandlineAction *
new_pin (Fixture *fixture)
{
  return landline_action_new (NULL, fixture->conversation, fixture->message, LANDLINE_ACTION_PIN,
                              NULL, NULL);
}

static gboolean
act (Fixture *fixture, LandlineAction *action, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineDone done;

  server_action_service_act_async (fixture->actions, fixture->sender, action, NULL, store_answer_cb,
                                   &answer);
  return server_action_service_act_finish (fixture->actions, store_answer_wait (&answer), &done,
                                           error);
}

static gboolean
note (Fixture *fixture, const char *id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineNote) made = landline_note_new ("disappear", "86400", 0, 0);
  LandlineDone done;

  server_action_service_note_async (fixture->actions, fixture->sender, id, made, NULL,
                                    store_answer_cb, &answer);
  return server_action_service_note_finish (fixture->actions, store_answer_wait (&answer), &done,
                                            error);
}

static gboolean
send (Fixture *fixture, const char *receiver, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineSendRequest) request = store_new_text (NULL, receiver, "Text");
  LandlineSent sent;

  server_message_service_send_async (fixture->messages, fixture->sender, request, NULL,
                                     store_answer_cb, &answer);
  return server_message_service_send_finish (fixture->messages, store_answer_wait (&answer), &sent,
                                             error);
}

/* What the store refuses for the moment holds up what is behind it in the same conversation, and
 * nothing else. */
static void
test_refused_by_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineAction) refused = new_pin (fixture);
  g_autoptr (LandlineAction) behind = new_pin (fixture);
  g_autofree char *first_note = landline_id_new_message ();
  g_autofree char *second_note = landline_id_new_message ();
  g_autoptr (GError) error = NULL;

  server_sqlite_store_close (SERVER_SQLITE_STORE (fixture->base.store));
  g_assert_false (act (fixture, refused, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_null (strstr (error->message, landline_action_get_id (refused)));
  g_clear_error (&error);
  g_assert_false (act (fixture, behind, &error));
  g_assert_nonnull (strstr (error->message, landline_action_get_id (refused)));
  g_clear_error (&error);
  g_assert_false (send (fixture, fixture->conversation, &error));
  g_assert_nonnull (strstr (error->message, landline_action_get_id (refused)));
  g_clear_error (&error);

  g_assert_false (note (fixture, first_note, &error));
  g_assert_null (strstr (error->message, landline_action_get_id (refused)));
  g_clear_error (&error);
  g_assert_false (note (fixture, second_note, &error));
  g_assert_nonnull (strstr (error->message, first_note));
  g_clear_error (&error);

  /* Tried again, it goes to the store, which says the same. */
  g_assert_false (act (fixture, refused, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_null (strstr (error->message, landline_action_get_id (refused)));
}

/* A refusal for good holds up nothing. */
static void
test_refused_for_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineAction) foreign = NULL;
  g_autoptr (LandlineAction) action = new_pin (fixture);
  g_autoptr (GError) error = NULL;

  foreign = landline_action_new (NULL, fixture->conversation, landline_action_get_id (action),
                                 LANDLINE_ACTION_PIN, NULL, NULL);
  g_assert_false (act (fixture, foreign, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (act (fixture, action, &error));
  g_assert_true (send (fixture, BOB, &error));
  g_assert_no_error (error);
}

/* As many as may wait, of every kind together, and one more. */
static void
test_in_flight (Fixture *fixture, gconstpointer data)
{
  StoreAnswer answers[SERVER_LIMIT_IN_FLIGHT + 1] = { { NULL } };
  guint n_busy = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (LandlineAction) action = new_pin (fixture);

      server_action_service_act_async (fixture->actions, fixture->sender, action, NULL,
                                       store_answer_cb, &answers[i]);
    }
  g_assert_cmpuint (server_sender_get_n_in_flight (fixture->sender), ==, SERVER_LIMIT_IN_FLIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      LandlineDone done;

      if (server_action_service_act_finish (fixture->actions, store_answer_wait (&answers[i]),
                                            &done, &error))
        g_assert_cmpint (done.version, ==, i + 1);
      else
        {
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
          g_assert_cmpuint (i, ==, SERVER_LIMIT_IN_FLIGHT);
          n_busy++;
        }
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpuint (n_busy, ==, 1);
  g_assert_cmpuint (server_sender_get_n_in_flight (fixture->sender), ==, 0);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/server/action-service/refused-by-store", test_refused_by_store);
  ADD ("/server/action-service/refused-for-good", test_refused_for_good);
  ADD ("/server/action-service/in-flight", test_in_flight);
  return g_test_run ();
}
