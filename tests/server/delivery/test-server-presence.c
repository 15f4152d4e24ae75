/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fake-sink.h"
#include "server-local-bus.h"
#include "server-user-service.h"
#include "store-fixture.h"

/* Who is told that somebody is there, types, or was there. Alice has a conversation with Bob, and
 * a group with Bob and Carol; Dave has nothing to do with any of them. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAVE  "+15550104"

enum
{
  OF_ALICE,
  OF_BOB,
  OF_CAROL,
  N_PEOPLE
};

typedef struct
{
  StoreFixture base;
  ServerBus *bus;
  ServerDelivery *delivery;
  ServerUserService *users;
  ServerAccount *accounts[N_PEOPLE];
  ServerAccount *dave;
  FakeSink *sinks[N_PEOPLE];
  ServerPump *pumps[N_PEOPLE];
  char *conversation;
} Fixture;

static void
attach (Fixture *f, guint who)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  ServerPosition position;

  server_delivery_attach_async (f->delivery, f->accounts[who], SERVER_SINK (f->sinks[who]), NULL, 0,
                                1024, NULL, store_answer_cb, &answer);
  f->pumps[who] = server_delivery_attach_finish (f->delivery, store_answer_wait (&answer),
                                                 &position, &error);
  g_assert_no_error (error);
  server_pump_start (f->pumps[who]);
}

static void
detach (Fixture *f, guint who)
{
  server_delivery_detach (f->delivery, f->pumps[who]);
  g_clear_object (&f->pumps[who]);
}

/* The last that was told of somebody: “there”, “gone” or “nothing”, and whether with a time. */
static const char *
get_last (FakeSink *sink, const char *user_id)
{
  GPtrArray *frames = fake_sink_get_frames (sink);
  g_autofree char *part = g_strdup_printf ("{\"frame\":\"presence\",\"user_id\":\"%s\"", user_id);

  for (guint i = frames->len; i > 0; i--)
    {
      const char *frame = g_ptr_array_index (frames, i - 1);
      gboolean has_time = strstr (frame, "\"last_seen\":null") == NULL;

      if (!g_str_has_prefix (frame, part))
        continue;
      if (strstr (frame, "\"online\":true") != NULL)
        return has_time ? "there, with time" : "there";
      return has_time ? "gone, with time" : "gone";
    }
  return "nothing";
}

typedef struct
{
  FakeSink *sink;
  const char *user_id;
  const char *what;
} Expected;

static gboolean
is_last (gpointer data)
{
  Expected *expected = data;

  return g_str_equal (get_last (expected->sink, expected->user_id), expected->what);
}

static void
wait_last (Fixture *f, guint who, const char *user_id, const char *what)
{
  Expected expected = { f->sinks[who], user_id, what };

  if (!store_wait_until (is_last, &expected))
    g_error ("Of %s %u is told “%s”, not “%s”", user_id, who, get_last (f->sinks[who], user_id),
             what);
}

/* What was under way has arrived: questions to the readers may be answered in any order. */
static void
settle (Fixture *f)
{
  for (guint i = 0; i < 16; i++)
    {
      g_autoptr (ServerPage) page = store_read (f->base.store, f->accounts[OF_ALICE], 0, 1);

      store_ack (f->base.store, f->accounts[OF_ALICE], 0, NULL);
    }
}

static void
set_up (Fixture *f, gconstpointer data)
{
  const char *names[] = { ALICE, BOB, CAROL };
  g_autoptr (LandlineConversation) group = NULL;
  LandlineSent sent;

  store_fixture_set_up (&f->base, data);
  f->bus = server_local_bus_new ();
  f->delivery = server_delivery_new (f->base.store, f->bus);
  f->users = server_user_service_new (f->base.store, f->delivery);
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      f->accounts[i] = store_add_user (f->base.store, names[i], names[i]);
      f->sinks[i] = fake_sink_new ();
    }
  f->dave = store_add_user (f->base.store, DAVE, "Dave");
  g_assert_true (store_send (f->base.store, f->accounts[OF_BOB], NULL, ALICE, "x", &sent, NULL));
  f->conversation = g_strdup (sent.conversation);
  group = store_add_group (f->base.store, f->accounts[OF_ALICE], "Trip", BOB " " CAROL);
  for (guint i = 0; i < N_PEOPLE; i++)
    attach (f, i);
  wait_last (f, OF_ALICE, BOB, "there, with time");
  wait_last (f, OF_ALICE, CAROL, "there, with time");
  wait_last (f, OF_BOB, ALICE, "there, with time");
  wait_last (f, OF_CAROL, ALICE, "there, with time");
  wait_last (f, OF_BOB, CAROL, "there, with time");
  wait_last (f, OF_CAROL, BOB, "there, with time");
  settle (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    {
      if (f->pumps[i] != NULL)
        detach (f, i);
      g_object_unref (f->sinks[i]);
      server_account_unref (f->accounts[i]);
    }
  server_account_unref (f->dave);
  g_free (f->conversation);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->users);
  g_assert_finalize_object (f->delivery);
  g_assert_finalize_object (f->bus);
  store_fixture_tear_down (&f->base, data);
}

static void
choose (Fixture *f, LandlineVisibility online, LandlineVisibility last_seen)
{
  const LandlineProfileChange change = { .privacy = { online, last_seen } };
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;

  server_user_service_change_async (f->users, f->accounts[OF_ALICE], &change, NULL, store_answer_cb,
                                    &answer);
  user = server_user_service_change_finish (f->users, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

static gboolean
knows_last_seen (Fixture *f, ServerAccount *reader, const char *of)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_auto (StoreAnswer) listed = { NULL };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;
  gboolean knows;

  server_user_service_get_async (f->users, reader, of, NULL, store_answer_cb, &answer);
  user = server_user_service_get_finish (f->users, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  knows = landline_user_get_last_seen (user) > 0;
  server_user_service_list_async (f->users, reader, NULL, store_answer_cb, &listed);
  users = server_user_service_list_finish (f->users, store_answer_wait (&listed), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < users->len; i++)
    {
      LandlineUser *each = g_ptr_array_index (users, i);
      gboolean is_own = g_str_equal (landline_user_get_id (each),
                                     server_account_get_user_id (reader));

      g_assert_true ((landline_user_get_privacy (each) != NULL) == is_own);
      if (g_str_equal (landline_user_get_id (each), of))
        g_assert_true ((landline_user_get_last_seen (each) > 0) == knows);
    }
  return knows;
}

/* Who shows it to nobody is not told it of anybody, and is not told of as typing either. */
static void
test_nobody (Fixture *f, gconstpointer data)
{
  guint n;

  choose (f, LANDLINE_VISIBILITY_NOBODY, LANDLINE_VISIBILITY_NOBODY);
  wait_last (f, OF_BOB, ALICE, "gone");
  wait_last (f, OF_CAROL, ALICE, "gone");
  wait_last (f, OF_ALICE, BOB, "gone");
  wait_last (f, OF_ALICE, CAROL, "gone");
  g_assert_false (knows_last_seen (f, f->accounts[OF_BOB], ALICE));
  g_assert_false (knows_last_seen (f, f->accounts[OF_ALICE], BOB));
  g_assert_true (knows_last_seen (f, f->accounts[OF_ALICE], ALICE));
  g_assert_true (knows_last_seen (f, f->accounts[OF_BOB], CAROL));

  n = fake_sink_count (f->sinks[OF_BOB], "presence");
  server_delivery_typing (f->delivery, f->pumps[OF_ALICE], f->conversation);
  server_delivery_typing (f->delivery, f->pumps[OF_BOB], f->conversation);
  detach (f, OF_ALICE);
  attach (f, OF_ALICE);
  settle (f);
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_BOB], "presence"), ==, n);
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_BOB], "typing"), ==, 0);
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_ALICE], "typing"), ==, 0);
  g_assert_cmpstr (get_last (f->sinks[OF_ALICE], BOB), ==, "gone");

  choose (f, LANDLINE_VISIBILITY_EVERYONE, LANDLINE_VISIBILITY_EVERYONE);
  wait_last (f, OF_BOB, ALICE, "there, with time");
  wait_last (f, OF_ALICE, BOB, "there, with time");
  g_assert_true (knows_last_seen (f, f->dave, ALICE));
}

/* Contacts are those with a conversation of two; a shared group makes none. */
static void
test_contacts (Fixture *f, gconstpointer data)
{
  guint n = fake_sink_count (f->sinks[OF_BOB], "presence");

  choose (f, LANDLINE_VISIBILITY_CONTACTS, LANDLINE_VISIBILITY_CONTACTS);
  wait_last (f, OF_CAROL, ALICE, "gone");
  wait_last (f, OF_ALICE, CAROL, "gone");
  settle (f);
  /* To Bob it makes no difference, and he is not told that anything changed. */
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_BOB], "presence"), ==, n);
  g_assert_true (knows_last_seen (f, f->accounts[OF_BOB], ALICE));
  g_assert_false (knows_last_seen (f, f->accounts[OF_CAROL], ALICE));
  g_assert_false (knows_last_seen (f, f->dave, ALICE));
  g_assert_false (knows_last_seen (f, f->accounts[OF_ALICE], CAROL));

  g_assert_true (
      store_send (f->base.store, f->accounts[OF_CAROL], NULL, ALICE, "Hello", NULL, NULL));
  wait_last (f, OF_CAROL, ALICE, "there, with time");
  wait_last (f, OF_ALICE, CAROL, "there, with time");
  g_assert_true (knows_last_seen (f, f->accounts[OF_CAROL], ALICE));
}

/* Each by itself: when somebody went is not told by their going either. */
static void
test_last_seen (Fixture *f, gconstpointer data)
{
  choose (f, LANDLINE_VISIBILITY_UNSET, LANDLINE_VISIBILITY_NOBODY);
  wait_last (f, OF_BOB, ALICE, "there");
  wait_last (f, OF_ALICE, BOB, "there");
  detach (f, OF_ALICE);
  wait_last (f, OF_BOB, ALICE, "gone");
  g_assert_false (knows_last_seen (f, f->accounts[OF_BOB], ALICE));

  /* Shown again while they are away. */
  choose (f, LANDLINE_VISIBILITY_NOBODY, LANDLINE_VISIBILITY_EVERYONE);
  wait_last (f, OF_BOB, ALICE, "gone, with time");
  attach (f, OF_ALICE);
  settle (f);
  g_assert_cmpstr (get_last (f->sinks[OF_BOB], ALICE), ==, "gone, with time");
  g_assert_true (knows_last_seen (f, f->accounts[OF_BOB], ALICE));
}

/* Blocked no longer: both are told at once, also when the other was there last. */
static void
test_reconcile (Fixture *f, gconstpointer data)
{
  ServerNoted noted;

  g_assert_true (
      store_note (f->base.store, f->accounts[OF_ALICE], NULL, "block:" BOB, "1", &noted, NULL));
  server_delivery_part (f->delivery, ALICE, BOB);
  wait_last (f, OF_ALICE, BOB, "gone");
  detach (f, OF_BOB);
  settle (f);
  g_assert_cmpstr (get_last (f->sinks[OF_ALICE], BOB), ==, "gone");
  g_assert_true (
      store_note (f->base.store, f->accounts[OF_ALICE], NULL, "block:" BOB, "", &noted, NULL));
  g_assert_true (noted.parts);
  server_delivery_reconcile (f->delivery, ALICE, BOB);
  wait_last (f, OF_ALICE, BOB, "gone, with time");
  attach (f, OF_BOB);
  wait_last (f, OF_BOB, ALICE, "there, with time");
  wait_last (f, OF_ALICE, BOB, "there, with time");
}

/* Of who was not shown anything the blocked one is not told that anything changed. */
static void
test_block_hidden (Fixture *f, gconstpointer data)
{
  ServerNoted noted;

  choose (f, LANDLINE_VISIBILITY_NOBODY, LANDLINE_VISIBILITY_NOBODY);
  wait_last (f, OF_BOB, ALICE, "gone");
  g_assert_true (
      store_note (f->base.store, f->accounts[OF_ALICE], NULL, "block:" BOB, "1", &noted, NULL));
  g_assert_false (noted.parts);
  g_assert_true (
      store_note (f->base.store, f->accounts[OF_ALICE], NULL, "block:" BOB, "", &noted, NULL));
  g_assert_false (noted.parts);
  choose (f, LANDLINE_VISIBILITY_CONTACTS, LANDLINE_VISIBILITY_NOBODY);
  g_assert_true (
      store_note (f->base.store, f->accounts[OF_ALICE], NULL, "block:" BOB, "1", &noted, NULL));
  g_assert_true (noted.parts);

  /* And no choice of the one who blocks brings anything back. */
  server_delivery_part (f->delivery, ALICE, BOB);
  choose (f, LANDLINE_VISIBILITY_EVERYONE, LANDLINE_VISIBILITY_EVERYONE);
  wait_last (f, OF_CAROL, ALICE, "there, with time");
  settle (f);
  g_assert_cmpstr (get_last (f->sinks[OF_BOB], ALICE), ==, "gone");
  g_assert_false (knows_last_seen (f, f->accounts[OF_BOB], ALICE));
  g_assert_false (knows_last_seen (f, f->accounts[OF_ALICE], BOB));
}

/* A choice is told to one's own devices as an event, and to nobody else. */
static void
test_own_devices (Fixture *f, gconstpointer data)
{
  g_autoptr (ServerAccount) tablet = store_add_device (f->base.store, ALICE);
  const LandlinePrivacy *privacy = NULL;
  g_autoptr (ServerPage) page = NULL;

  choose (f, LANDLINE_VISIBILITY_CONTACTS, LANDLINE_VISIBILITY_NOBODY);
  page = store_read (f->base.store, tablet, -1, 100);
  g_assert_cmpuint (page->rows->len, ==, 1);
  privacy = landline_user_get_privacy (server_inbox_row_get_user (store_get_row (page, 0)));
  g_assert_cmpint (privacy->online, ==, LANDLINE_VISIBILITY_CONTACTS);
  g_assert_cmpint (privacy->last_seen, ==, LANDLINE_VISIBILITY_NOBODY);
  wait_last (f, OF_BOB, ALICE, "there");
  settle (f);
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_BOB], "\"event\":\"user\""), ==, 0);
  g_assert_cmpuint (fake_sink_count (f->sinks[OF_ALICE], "\"show_online\":\"contacts\""), ==, 1);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/presence/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("nobody", test_nobody);
  add ("contacts", test_contacts);
  add ("last-seen", test_last_seen);
  add ("reconcile", test_reconcile);
  add ("block-hidden", test_block_hidden);
  add ("own-devices", test_own_devices);
  return g_test_run ();
}
