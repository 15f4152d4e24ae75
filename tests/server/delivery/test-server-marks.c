/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "fake-sink.h"
#include "fault-vfs.h"
#include "landline-error.h"
#include "server-delivery.h"
#include "server-limits.h"
#include "server-local-bus.h"
#include "server-marks.h"
#include "server-message-service.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* Acknowledgements and read marks that come while the disk is full. */

#define ALICE "+15550101"
#define BOB   "+15550102"

typedef struct
{
  StoreFixture base;
  ServerMarks *marks;
  ServerAccount *alice;
  ServerAccount *bob;
  LandlineSent sent;
} Fixture;

/* Bob has three messages that he has not acknowledged. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->marks = server_marks_new (fixture->base.store);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
  for (guint i = 0; i < 3; i++)
    store_send (fixture->base.store, fixture->alice, NULL, BOB, "Text", &fixture->sent, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fault_vfs_set (FAULT_NONE);
  /* What is under way has its answer before this has. */
  store_ack (fixture->base.store, fixture->alice, 0, NULL);
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  g_assert_finalize_object (fixture->marks);
  store_fixture_tear_down (&fixture->base, data);
}

typedef struct
{
  Fixture *fixture;
  gint64 delivered;
  gint64 read;
} Expected;

/* Whether a receipt was committed that goes as far. */
static gboolean
was_told (gpointer data)
{
  Expected *expected = data;
  GArray *committed = expected->fixture->base.committed;

  for (guint i = 0; i < committed->len; i++)
    {
      ServerInboxRow *row = g_array_index (committed, ServerCommittedRow, i).row;
      LandlineReceipt *receipt = server_inbox_row_get_receipt (row);

      if (receipt != NULL && landline_receipt_get_delivered (receipt) == expected->delivered &&
          landline_receipt_get_read (receipt) == expected->read)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_kept (gpointer data)
{
  return server_marks_get_n_kept (data) > 0;
}

static void
assert_told (Fixture *fixture, gint64 delivered, gint64 read)
{
  Expected expected = { fixture, delivered, read };

  g_assert_true (store_wait_until (was_told, &expected));
}

/* Has what was refused be seen by all: what is handed over next comes in a batch of its own. */
static void
assert_full (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_ack (fixture->base.store, fixture->alice, 1, &error), ==, -1);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
}

/* Of each device one is kept, the newest, until there is space. */
static void
test_ack (Fixture *fixture, gconstpointer data)
{
  fault_vfs_set (FAULT_FULL);
  server_marks_ack (fixture->marks, fixture->bob, 1, TRUE);
  server_marks_ack (fixture->marks, fixture->bob, 3, TRUE);
  server_marks_ack (fixture->marks, fixture->bob, 2, FALSE);
  g_assert_true (store_wait_until (is_kept, fixture->marks));
  assert_full (fixture);
  g_assert_cmpuint (server_marks_get_n_kept (fixture->marks), <=, 1);

  fault_vfs_set (FAULT_NONE);
  assert_told (fixture, 3, 0);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  const gint64 seqs[] = { 1, 3, 2 };
  StoreAnswer answers[G_N_ELEMENTS (seqs)] = { { NULL } };

  fault_vfs_set (FAULT_FULL);
  for (gsize i = 0; i < G_N_ELEMENTS (seqs); i++)
    server_marks_read_async (fixture->marks, fixture->bob, fixture->sent.conversation, seqs[i],
                             NULL, store_answer_cb, &answers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (seqs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (
          server_marks_read_finish (fixture->marks, store_answer_wait (&answers[i]), &error));
      g_assert_no_error (error);
      store_answer_clear (&answers[i]);
    }
  assert_full (fixture);
  g_assert_cmpuint (server_marks_get_n_kept (fixture->marks), <=, 1);

  fault_vfs_set (FAULT_NONE);
  assert_told (fixture, 3, 3);
}

/* What does not get better by waiting is not kept. */
static void
test_lasting (Fixture *fixture, gconstpointer data)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  server_marks_read_async (fixture->marks, fixture->bob, "c_none", 1, NULL, store_answer_cb,
                           &answer);
  g_assert_false (server_marks_read_finish (fixture->marks, store_answer_wait (&answer), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_cmpuint (server_marks_get_n_kept (fixture->marks), ==, 0);
}

/* Beyond the limit a read mark is refused. A store that was closed refuses everything. */
static void
test_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, SERVER_LIMIT_KEPT_READS + 1);
  guint n_refused = 0;

  server_sqlite_store_close (SERVER_SQLITE_STORE (fixture->base.store));
  for (guint i = 0; i <= SERVER_LIMIT_KEPT_READS; i++)
    {
      g_autofree char *conversation = g_strdup_printf ("c_%u", i);

      server_marks_read_async (fixture->marks, fixture->bob, conversation, 1, NULL, store_answer_cb,
                               &answers[i]);
    }
  for (guint i = 0; i <= SERVER_LIMIT_KEPT_READS; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!server_marks_read_finish (fixture->marks, store_answer_wait (&answers[i]), &error))
        {
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
          g_assert_cmpuint (i, ==, SERVER_LIMIT_KEPT_READS);
          n_refused++;
        }
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpuint (n_refused, ==, 1);
}

static gboolean
has_all (gpointer data)
{
  return server_pump_get_position (data) == 3;
}

/* That of a pump outlives its channel. */
static void
test_pump (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerBus) bus = server_local_bus_new ();
  g_autoptr (ServerDelivery) delivery = server_delivery_new (fixture->base.store, bus);
  g_autoptr (FakeSink) sink = fake_sink_new ();
  g_autoptr (ServerPump) pump = NULL;
  g_auto (StoreAnswer) attached = { NULL };
  ServerPosition position;

  server_delivery_attach_async (delivery, fixture->bob, SERVER_SINK (sink), NULL, 0, 256, NULL,
                                store_answer_cb, &attached);
  pump = server_delivery_attach_finish (delivery, store_answer_wait (&attached), &position, NULL);
  server_pump_start (pump);
  g_assert_true (store_wait_until (has_all, pump));

  fault_vfs_set (FAULT_FULL);
  server_pump_ack (pump, 3);
  assert_full (fixture);
  server_delivery_detach (delivery, pump);
  fault_vfs_set (FAULT_NONE);
  assert_told (fixture, 3, 0);
}

/* So does one that a client said over its channel. */
static void
test_service (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (ServerMessageService) messages = server_message_service_new (fixture->base.store,
                                                                          config);
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  fault_vfs_set (FAULT_FULL);
  server_message_service_read_async (messages, fixture->bob, fixture->sent.conversation, 2, NULL,
                                     store_answer_cb, &answer);
  g_assert_true (
      server_message_service_read_finish (messages, store_answer_wait (&answer), &error));
  g_assert_no_error (error);
  fault_vfs_set (FAULT_NONE);
  assert_told (fixture, 2, 2);
}

/* The server ends while something is kept: it is handed over at once, and everything is taken when
 * that is said. */
static void
test_flush (Fixture *fixture, gconstpointer data)
{
  Expected expected = { fixture, 3, 2 };
  g_auto (StoreAnswer) answer = { NULL };
  g_auto (StoreAnswer) flushed = { NULL };
  g_autoptr (GError) error = NULL;

  fault_vfs_set (FAULT_FULL);
  server_marks_ack (fixture->marks, fixture->bob, 3, TRUE);
  server_marks_read_async (fixture->marks, fixture->bob, fixture->sent.conversation, 2, NULL,
                           store_answer_cb, &answer);
  g_assert_true (server_marks_read_finish (fixture->marks, store_answer_wait (&answer), &error));
  g_assert_true (store_wait_until (is_kept, fixture->marks));
  fault_vfs_set (FAULT_NONE);

  server_marks_flush_async (fixture->marks, store_answer_cb, &flushed);
  g_assert_true (server_marks_flush_finish (fixture->marks, store_answer_wait (&flushed), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server_marks_get_n_kept (fixture->marks), ==, 0);
  g_assert_true (was_told (&expected));
}

/* There is no space to the end: that is said after a while, and is no reason to wait for ever. */
static void
test_flush_in_vain (Fixture *fixture, gconstpointer data)
{
  g_auto (StoreAnswer) flushed = { NULL };
  g_auto (StoreAnswer) empty = { NULL };
  g_autoptr (GError) error = NULL;

  server_marks_flush_async (fixture->marks, store_answer_cb, &empty);
  g_assert_true (server_marks_flush_finish (fixture->marks, store_answer_wait (&empty), &error));

  fault_vfs_set (FAULT_FULL);
  server_marks_ack (fixture->marks, fixture->bob, 3, TRUE);
  server_marks_flush_async (fixture->marks, store_answer_cb, &flushed);
  g_assert_false (server_marks_flush_finish (fixture->marks, store_answer_wait (&flushed), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  fault_vfs_set (FAULT_NONE);
  assert_told (fixture, 3, 0);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/marks/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  add ("ack", test_ack);
  add ("read", test_read);
  add ("lasting", test_lasting);
  add ("limit", test_limit);
  add ("pump", test_pump);
  add ("service", test_service);
  add ("flush", test_flush);
  add ("flush-in-vain", test_flush_in_vain);
  return g_test_run ();
}
