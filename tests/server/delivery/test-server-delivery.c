/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fake-sink.h"
#include "server-delivery.h"
#include "server-limits.h"
#include "server-local-bus.h"
#include "store-fixture.h"

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"

typedef struct
{
  StoreFixture base;
  ServerBus *bus;
  ServerDelivery *delivery;
  ServerAccount *alice;
  ServerAccount *bob;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, data);
  fixture->bus = server_local_bus_new ();
  fixture->delivery = server_delivery_new (fixture->base.store, fixture->bus);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->delivery);
  g_assert_finalize_object (fixture->bus);
  store_fixture_tear_down (&fixture->base, data);
}

static ServerPump *
attach (Fixture *fixture, ServerAccount *account, FakeSink *sink, guint window)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  ServerPosition position;
  ServerPump *pump;

  server_delivery_attach_async (fixture->delivery, account, SERVER_SINK (sink), NULL, 0, window,
                                NULL, store_answer_cb, &answer);
  pump = server_delivery_attach_finish (fixture->delivery, store_answer_wait (&answer), &position,
                                        &error);
  g_assert_no_error (error);
  server_pump_start (pump);
  return pump;
}

typedef struct
{
  FakeSink *sink;
  const char *part;
  guint n;
} Expected;

static gboolean
has_come (gpointer data)
{
  Expected *expected = data;

  return fake_sink_count (expected->sink, expected->part) >= expected->n;
}

static void
wait_for (FakeSink *sink, const char *part, guint n)
{
  Expected expected = { sink, part, n };

  if (!store_wait_until (has_come, &expected))
    g_error ("%u of %u “%s” came", fake_sink_count (sink, part), n, part);
}

static void
send (Fixture *fixture, ServerAccount *from, const char *to, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Text %u", i);
      g_autoptr (GError) error = NULL;

      store_send (fixture->base.store, from, NULL, to, text, NULL, &error);
      g_assert_no_error (error);
    }
}

/* A round trip through the store's readers and its writer: what was under way has arrived. */
static void
settle (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (ServerPage) page = store_read (fixture->base.store, fixture->alice, 0, 1);

      store_ack (fixture->base.store, fixture->alice, 0, NULL);
    }
}

static void
assert_in_order (FakeSink *sink, const char *part, guint n)
{
  GPtrArray *frames = fake_sink_get_frames (sink);
  gint64 last = 0;
  guint found = 0;

  for (guint i = 0; i < frames->len; i++)
    {
      const char *frame = g_ptr_array_index (frames, i);
      const char *cursor = strstr (frame, "\"cursor\":");

      if (strstr (frame, part) == NULL)
        continue;
      found++;
      g_assert_cmpint (g_ascii_strtoll (cursor + strlen ("\"cursor\":"), NULL, 10), >, last);
      last = g_ascii_strtoll (cursor + strlen ("\"cursor\":"), NULL, 10);
    }
  g_assert_cmpuint (found, ==, n);
}

/* What waited comes first, then `synced`, then what is new, each once and in order. */
static void
test_backlog_and_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = NULL;
  GPtrArray *frames = fake_sink_get_frames (sink);

  send (fixture, fixture->alice, BOB, 5);
  pump = attach (fixture, fixture->bob, sink, 256);
  wait_for (sink, "\"frame\":\"synced\"", 1);
  g_assert_cmpuint (frames->len, ==, 6);
  g_assert_nonnull (strstr (g_ptr_array_index (frames, 5), "{\"frame\":\"synced\",\"cursor\":5}"));

  send (fixture, fixture->alice, BOB, 5);
  wait_for (sink, "\"event\":\"message\"", 10);
  settle (fixture);
  assert_in_order (sink, "\"event\":\"message\"", 10);
  g_assert_cmpuint (fake_sink_count (sink, "\"frame\":\"synced\""), ==, 1);
  g_assert_cmpint (server_pump_get_position (pump), ==, 10);
  server_delivery_detach (fixture->delivery, pump);
}

/* A device is told `sent` of what it sent itself, its user's other device the message. */
static void
test_own_messages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->base.store, ALICE);
  g_autoptr (FakeSink) first = fake_sink_new ();
  g_autoptr (FakeSink) second = fake_sink_new ();
  g_autoptr (ServerPump) pump = attach (fixture, fixture->alice, first, 256);
  g_autoptr (ServerPump) other = attach (fixture, tablet, second, 256);

  wait_for (first, "synced", 1);
  wait_for (second, "synced", 1);
  send (fixture, fixture->alice, BOB, 1);
  wait_for (first, "{\"frame\":\"sent\"", 1);
  wait_for (second, "\"event\":\"message\"", 1);
  g_assert_cmpuint (fake_sink_count (first, "\"event\":\"message\""), ==, 0);
  g_assert_cmpuint (fake_sink_count (second, "{\"frame\":\"sent\""), ==, 0);
  server_delivery_detach (fixture->delivery, pump);
  server_delivery_detach (fixture->delivery, other);
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = NULL;

  send (fixture, fixture->alice, BOB, 20);
  pump = attach (fixture, fixture->bob, sink, 8);
  wait_for (sink, "\"event\":\"message\"", 8);
  settle (fixture);
  g_assert_cmpuint (fake_sink_get_frames (sink)->len, ==, 8);
  g_assert_cmpuint (server_pump_get_n_unacknowledged (pump), ==, 8);

  /* Three places are free again; what was not told cannot be acknowledged. */
  server_pump_ack (pump, 3);
  wait_for (sink, "\"event\":\"message\"", 11);
  settle (fixture);
  g_assert_cmpuint (fake_sink_get_frames (sink)->len, ==, 11);
  server_pump_ack (pump, 999);
  g_assert_cmpuint (server_pump_get_n_unacknowledged (pump), ==, 0);
  wait_for (sink, "\"event\":\"message\"", 19);
  server_pump_ack (pump, 19);
  wait_for (sink, "synced", 1);
  assert_in_order (sink, "\"event\":\"message\"", 20);

  /* Full again with news: nothing is lost. */
  server_pump_ack (pump, 20);
  send (fixture, fixture->alice, BOB, 12);
  wait_for (sink, "\"event\":\"message\"", 28);
  settle (fixture);
  g_assert_cmpuint (fake_sink_count (sink, "\"event\":\"message\""), ==, 28);
  server_pump_ack (pump, 28);
  wait_for (sink, "\"event\":\"message\"", 32);
  settle (fixture);
  assert_in_order (sink, "\"event\":\"message\"", 32);
  server_delivery_detach (fixture->delivery, pump);
}

/* Nobody takes what is pushed: the pump stops at the cap and goes on when there is room. */
static void
test_queue_cap (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (15000, 'x');
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = NULL;
  gsize queued;
  guint told;

  for (guint i = 0; i < 60; i++)
    g_assert_true (store_send (fixture->base.store, fixture->alice, NULL, BOB, text, NULL, NULL));
  fake_sink_set_growing (sink, TRUE);
  pump = attach (fixture, fixture->bob, sink, 256);
  wait_for (sink, "\"event\":\"message\"", 17);
  settle (fixture);
  settle (fixture);
  queued = server_sink_get_queued (SERVER_SINK (sink));
  g_assert_cmpuint (queued, >=, SERVER_LIMIT_QUEUE);
  g_assert_cmpuint (queued, <, SERVER_LIMIT_QUEUE + 20000);

  /* News do not come past the cap either. */
  told = fake_sink_get_frames (sink)->len;
  send (fixture, fixture->alice, BOB, 3);
  settle (fixture);
  g_assert_cmpuint (fake_sink_get_frames (sink)->len, ==, told);

  fake_sink_set_growing (sink, FALSE);
  fake_sink_set_queued (sink, 0);
  server_pump_drained (pump);
  wait_for (sink, "synced", 1);
  assert_in_order (sink, "\"event\":\"message\"", 63);
  server_delivery_detach (fixture->delivery, pump);
}

static void
test_receipt_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) of_alice = fake_sink_new ();
  g_autoptr (FakeSink) of_bob = fake_sink_new ();
  g_autoptr (ServerPump) pump = attach (fixture, fixture->alice, of_alice, 256);
  g_autoptr (ServerPump) other = attach (fixture, fixture->bob, of_bob, 256);

  wait_for (of_alice, "synced", 1);
  wait_for (of_bob, "synced", 1);
  send (fixture, fixture->alice, BOB, 1);
  wait_for (of_bob, "\"event\":\"message\"", 1);
  server_pump_ack (other, 1);
  wait_for (of_alice, "\"delivered\":1", 1);
  server_delivery_detach (fixture->delivery, pump);
  server_delivery_detach (fixture->delivery, other);
}

/* A row that nobody has given a hint of is found by looking. */
static void
test_lost_hint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = attach (fixture, fixture->bob, sink, 256);

  server_delivery_set_look_interval (fixture->delivery, 150);
  wait_for (sink, "synced", 1);
  g_signal_handlers_block_matched (fixture->base.store, G_SIGNAL_MATCH_ID,
                                   g_signal_lookup ("committed", SERVER_TYPE_STORE), 0, NULL, NULL,
                                   NULL);
  send (fixture, fixture->alice, BOB, 3);
  wait_for (sink, "\"event\":\"message\"", 3);
  assert_in_order (sink, "\"event\":\"message\"", 3);
  server_delivery_detach (fixture->delivery, pump);
}

/* A hint of another process is enough. */
static void
test_foreign_hint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = attach (fixture, fixture->bob, sink, 256);
  ServerHint hint = { BOB, 1 };

  wait_for (sink, "synced", 1);
  g_signal_handlers_block_matched (fixture->base.store, G_SIGNAL_MATCH_ID,
                                   g_signal_lookup ("committed", SERVER_TYPE_STORE), 0, NULL, NULL,
                                   NULL);
  send (fixture, fixture->alice, BOB, 1);
  g_assert_cmpuint (fake_sink_count (sink, "\"event\":\"message\""), ==, 0);
  server_bus_publish (fixture->bus, 0, &hint, 1);
  wait_for (sink, "\"event\":\"message\"", 1);
  server_delivery_detach (fixture->delivery, pump);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) first = fake_sink_new ();
  g_autoptr (FakeSink) second = fake_sink_new ();
  g_autoptr (ServerPump) older = attach (fixture, fixture->bob, first, 256);
  g_autoptr (ServerPump) newer = attach (fixture, fixture->bob, second, 256);

  g_assert_cmpuint (fake_sink_get_closed (first), ==, SERVER_CLOSE_REPLACED);
  g_assert_cmpuint (fake_sink_get_closed (second), ==, 0);
  g_assert_cmpuint (server_delivery_get_n_pumps (fixture->delivery), ==, 1);
  send (fixture, fixture->alice, BOB, 1);
  wait_for (second, "\"event\":\"message\"", 1);
  server_delivery_detach (fixture->delivery, older);
  server_delivery_detach (fixture->delivery, newer);
  g_assert_cmpuint (server_delivery_get_n_pumps (fixture->delivery), ==, 0);
}

static gboolean
is_closed (gpointer data)
{
  return fake_sink_get_closed (data) != 0;
}

/* One that another process revoked is found by looking; one that this one did at once. */
static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->base.store, BOB);
  g_autoptr (FakeSink) first = fake_sink_new ();
  g_autoptr (FakeSink) second = fake_sink_new ();
  g_autoptr (ServerPump) pump = attach (fixture, fixture->bob, first, 256);
  g_autoptr (ServerPump) other = attach (fixture, tablet, second, 256);
  g_autoptr (GError) error = NULL;

  server_delivery_close_device (fixture->delivery, BOB, server_account_get_device_id (tablet),
                                SERVER_CLOSE_REVOKED);
  g_assert_cmpuint (fake_sink_get_closed (second), ==, SERVER_CLOSE_REVOKED);
  server_delivery_detach (fixture->delivery, other);

  server_delivery_set_look_interval (fixture->delivery, 150);
  store_revoke_device (fixture->base.store, BOB, server_account_get_device_id (fixture->bob),
                       &error);
  g_assert_no_error (error);
  g_assert_true (store_wait_until (is_closed, first));
  g_assert_cmpuint (fake_sink_get_closed (first), ==, SERVER_CLOSE_REVOKED);
  server_delivery_detach (fixture->delivery, pump);
}

/* Who shares a conversation hears who is there and who types; a third hears nothing. */
static void
test_presence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) carol = store_add_user (fixture->base.store, CAROL, "Carol");
  g_autoptr (FakeSink) of_alice = fake_sink_new ();
  g_autoptr (FakeSink) of_bob = fake_sink_new ();
  g_autoptr (FakeSink) of_carol = fake_sink_new ();
  g_autoptr (ServerPump) alices = NULL;
  g_autoptr (ServerPump) bobs = NULL;
  g_autoptr (ServerPump) carols = attach (fixture, carol, of_carol, 256);
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (
      store_send (fixture->base.store, fixture->alice, NULL, BOB, "Hello", &sent, &error));
  alices = attach (fixture, fixture->alice, of_alice, 256);
  wait_for (of_alice, "synced", 1);
  bobs = attach (fixture, fixture->bob, of_bob, 256);
  wait_for (of_alice, "{\"frame\":\"presence\",\"user_id\":\"" BOB "\",\"online\":true", 1);
  wait_for (of_bob, "{\"frame\":\"presence\",\"user_id\":\"" ALICE "\",\"online\":true", 1);
  g_assert_true (server_delivery_is_online (fixture->delivery, BOB));

  server_delivery_typing (fixture->delivery, bobs, sent.conversation);
  wait_for (of_alice, "{\"frame\":\"typing\"", 1);
  server_delivery_typing (fixture->delivery, carols, sent.conversation);

  server_delivery_detach (fixture->delivery, bobs);
  wait_for (of_alice, "{\"frame\":\"presence\",\"user_id\":\"" BOB "\",\"online\":false", 1);
  settle (fixture);
  g_assert_false (server_delivery_is_online (fixture->delivery, BOB));
  g_assert_cmpuint (fake_sink_count (of_alice, "typing"), ==, 1);
  g_assert_cmpuint (fake_sink_count (of_carol, "presence"), ==, 0);
  g_assert_cmpuint (fake_sink_count (of_carol, "typing"), ==, 0);
  server_delivery_detach (fixture->delivery, alices);
  server_delivery_detach (fixture->delivery, carols);
}

/* Half of them caught up, half not, while much comes: everybody gets everything once. */
static void
test_under_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = NULL;
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, 1000);

  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (LandlineSendRequest) request = store_new_text (NULL, BOB, "Text");

      if (i == 300)
        pump = attach (fixture, fixture->bob, sink, 1024);
      server_store_send_async (fixture->base.store, fixture->alice, request, NULL, store_answer_cb,
                               &answers[i]);
      g_main_context_iteration (NULL, FALSE);
    }
  wait_for (sink, "\"event\":\"message\"", 1000);
  for (guint i = 0; i < 1000; i++)
    {
      store_answer_wait (&answers[i]);
      store_answer_clear (&answers[i]);
    }
  settle (fixture);
  assert_in_order (sink, "\"event\":\"message\"", 1000);
  server_delivery_detach (fixture->delivery, pump);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/delivery/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("backlog-and-news", test_backlog_and_news);
  add ("own-messages", test_own_messages);
  add ("window", test_window);
  add ("queue-cap", test_queue_cap);
  add ("receipt-comes-back", test_receipt_comes_back);
  add ("lost-hint", test_lost_hint);
  add ("foreign-hint", test_foreign_hint);
  add ("replaced", test_replaced);
  add ("revoked", test_revoked);
  add ("presence", test_presence);
  add ("under-load", test_under_load);
  return g_test_run ();
}
