/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sys/resource.h>

#include "landline-wire-content.h"
#include "store-fixture.h"

/*
 * How many messages a second the store makes durable, with 1, 10, 100 and 800 outstanding, by
 * itself: no network. With acknowledgements each message is also acknowledged by its receiver, as
 * in a chat.
 */

#define PAIRS    50
#define DURATION (1 * G_USEC_PER_SEC)

typedef struct
{
  ServerStore *store;
  ServerAccount *users[2 * PAIRS];
  LandlineContent *content;
  gboolean acknowledges;
  guint outstanding;
  guint64 n_sent;
  gint64 end;
} Bench;

static void send_one (Bench *bench);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *bench = data;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  server_store_send_finish (SERVER_STORE (source), result, &sent, &error);
  g_assert_no_error (error);
  bench->outstanding--;
  bench->n_sent++;
  if (g_get_monotonic_time () < bench->end)
    send_one (bench);
}

static void
send_one (Bench *bench)
{
  guint pair = (bench->n_sent + bench->outstanding) % PAIRS;
  g_autoptr (LandlineSendRequest) request = NULL;
  char id[LANDLINE_UUID_SIZE];

  landline_id_write_uuid (id);
  request = landline_send_request_new (id, server_account_get_user_id (bench->users[2 * pair + 1]),
                                       NULL, bench->content, NULL);
  bench->outstanding++;
  server_store_send_async (bench->store, bench->users[2 * pair], request, NULL, sent_cb, bench);
}

static void
on_committed (ServerStore *store, const ServerCommittedRow *rows, guint n_rows, Bench *bench)
{
  gint64 heads[2 * PAIRS] = { 0 };

  if (!bench->acknowledges)
    return;
  for (guint i = 0; i < n_rows; i++)
    heads[g_ascii_strtoull (rows[i].user_id, NULL, 10) - 1000] = server_inbox_row_get_cursor (
        rows[i].row);
  for (guint i = 0; i < 2 * PAIRS; i++)
    if (heads[i] > 0)
      server_store_ack_async (store, bench->users[i], heads[i], TRUE, NULL, NULL, NULL);
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
measure (Bench *bench, guint outstanding)
{
  gint64 begin = g_get_monotonic_time ();
  double cpu = get_cpu ();
  double seconds;

  bench->n_sent = 0;
  bench->end = begin + DURATION;
  for (guint i = 0; i < outstanding; i++)
    send_one (bench);
  while (bench->outstanding > 0)
    g_main_context_iteration (NULL, TRUE);
  seconds = (g_get_monotonic_time () - begin) / 1e6;
  g_print ("%4u outstanding%s: %8.0f messages/s, %5.1f us CPU each\n", outstanding,
           bench->acknowledges ? ", acknowledged" : "", bench->n_sent / seconds,
           (get_cpu () - cpu) * 1e6 / bench->n_sent);
}

int
main (int argc, char *argv[])
{
  const guint outstanding[] = { 1, 10, 100, 800 };
  g_autofree char *text = g_strnfill (200, 'x');
  StoreFixture fixture = { NULL };
  Bench bench = { NULL };

  store_fixture_set_up (&fixture, store_fixture_open_sqlite);
  g_signal_handlers_disconnect_by_data (fixture.store, &fixture);
  bench.store = fixture.store;
  bench.content = landline_content_new_text (text);
  landline_wire_content_get_encoded (bench.content);
  for (guint i = 0; i < 2 * PAIRS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 1000 + i);

      bench.users[i] = store_add_user (fixture.store, id, "Bench");
    }
  g_signal_connect (fixture.store, "committed", G_CALLBACK (on_committed), &bench);
  for (int acknowledges = 0; acknowledges < 2; acknowledges++)
    for (gsize i = 0; i < G_N_ELEMENTS (outstanding); i++)
      {
        bench.acknowledges = acknowledges;
        measure (&bench, outstanding[i]);
      }
  g_signal_handlers_disconnect_by_data (fixture.store, &bench);
  g_clear_object (&bench.content);
  for (guint i = 0; i < 2 * PAIRS; i++)
    server_account_unref (bench.users[i]);
  store_fixture_tear_down (&fixture, store_fixture_open_sqlite);
  return 0;
}
