/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-limits.h"
#include "store-fixture.h"

/* Statuses: who is shown which, who is told of what, and that all of it goes. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAVE  "+15550104"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* who posts */
  ServerAccount *bob;   /* a contact */
  ServerAccount *carol; /* a contact */
  ServerAccount *dave;  /* is in a group with Alice, and no contact */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) group = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  store_fixture_set_clock (&fixture->base, 1732430000000);
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->store, BOB, "Bob");
  fixture->carol = store_add_user (fixture->store, CAROL, "Carol");
  fixture->dave = store_add_user (fixture->store, DAVE, "Dave");
  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "x", NULL, NULL));
  g_assert_true (store_send (fixture->store, fixture->carol, NULL, ALICE, "x", NULL, NULL));
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB " " DAVE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  server_account_unref (fixture->carol);
  server_account_unref (fixture->dave);
  store_fixture_tear_down (&fixture->base, data);
}

/* @id: (nullable): a new one; @users: (nullable): separated by spaces */
static LandlineStatus *
post_as (Fixture *fixture,
         ServerAccount *who,
         const char *id,
         LandlineContent *content,
         LandlineAudienceMode mode,
         const char *users,
         GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_auto (GStrv) list = users != NULL ? g_strsplit (users, " ", -1) : NULL;
  g_autofree char *fresh = landline_id_new_message ();
  LandlineStatusRequest request = LANDLINE_STATUS_REQUEST_INIT;

  g_strlcpy (request.id, id != NULL ? id : fresh, sizeof request.id);
  request.content = content;
  request.audience.mode = mode;
  request.audience.users = list;
  server_store_status_post_async (fixture->store, server_account_get_user_id (who), &request, NULL,
                                  store_answer_cb, &answer);
  return server_store_status_post_finish (fixture->store, store_answer_wait (&answer), error);
}

static LandlineStatus *
post (Fixture *fixture, const char *text, LandlineAudienceMode mode, const char *users)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (GError) error = NULL;
  LandlineStatus *status = post_as (fixture, fixture->alice, NULL, content, mode, users, &error);

  g_assert_no_error (error);
  g_assert_nonnull (status);
  return status;
}

static LandlineStatus *
post_file (Fixture *fixture, LandlineMedia *media, LandlineAudienceMode mode, const char *users)
{
  g_autoptr (LandlineContent) content = landline_content_new_media (media, "caption");
  g_autoptr (GError) error = NULL;
  LandlineStatus *status = post_as (fixture, fixture->alice, NULL, content, mode, users, &error);

  g_assert_no_error (error);
  return status;
}

static GPtrArray *
list (Fixture *fixture, ServerAccount *who)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *statuses;

  server_store_status_list_async (fixture->store, server_account_get_user_id (who), NULL,
                                  store_answer_cb, &answer);
  statuses = server_store_status_list_finish (fixture->store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return statuses;
}

static guint
count (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (GPtrArray) statuses = list (fixture, who);

  return statuses->len;
}

static LandlineStatus *
view (Fixture *fixture, ServerAccount *who, const char *id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_status_view_async (fixture->store, server_account_get_user_id (who), id, NULL,
                                  store_answer_cb, &answer);
  return server_store_status_view_finish (fixture->store, store_answer_wait (&answer), error);
}

static GPtrArray *
get_views (Fixture *fixture, ServerAccount *who, const char *id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_status_views_async (fixture->store, server_account_get_user_id (who), id, NULL,
                                   store_answer_cb, &answer);
  return server_store_status_views_finish (fixture->store, store_answer_wait (&answer), error);
}

static LandlineStatus *
drop (Fixture *fixture, ServerAccount *who, const char *id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_status_remove_async (fixture->store, server_account_get_user_id (who), id, NULL,
                                    store_answer_cb, &answer);
  return server_store_status_remove_finish (fixture->store, store_answer_wait (&answer), error);
}

/* What an inbox says of statuses: `+` for each that is shown, `=` for one that was viewed, `-` for
 * one that was removed, `v` for a view. */
static char *
dup_told (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 500);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < page->rows->len; i++)
    {
      LandlineStatus *status = server_inbox_row_get_status (store_get_row (page, i));

      if (server_inbox_row_get_view (store_get_row (page, i)) != NULL)
        g_string_append_c (told, 'v');
      else if (status != NULL && landline_status_is_removed (status))
        g_string_append_c (told, '-');
      else if (status != NULL)
        g_string_append_c (told, landline_status_is_viewed (status) ? '=' : '+');
    }
  return g_string_free_and_steal (g_steal_pointer (&told));
}

#define assert_told(fixture, who, what)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told_ = dup_told (fixture, who);                                              \
    g_assert_cmpstr (told_, ==, what);                                                             \
  }                                                                                                \
  G_STMT_END

static void
block (Fixture *fixture, ServerAccount *who, const char *other, const char *value)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *key = g_strconcat ("block:", other, NULL);
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineNote) note = landline_note_new (key, value, 0, 0);
  g_autoptr (GError) error = NULL;
  ServerNoted noted;

  server_store_note_async (fixture->store, who, id, note, NULL, store_answer_cb, &answer);
  server_store_note_finish (fixture->store, store_answer_wait (&answer), &noted, &error);
  g_assert_no_error (error);
}

/* Exactly those who are meant, in their lists and in their inboxes. */
static void
test_audience (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    LandlineAudienceMode mode;
    const char *users;
    gboolean shown[3]; /* to Bob, Carol, Dave */
  } cases[] = {
    { LANDLINE_AUDIENCE_ALL, NULL, { TRUE, TRUE, FALSE } },
    { LANDLINE_AUDIENCE_EXCEPT, BOB, { FALSE, TRUE, FALSE } },
    { LANDLINE_AUDIENCE_EXCEPT, DAVE " +15550199", { TRUE, TRUE, FALSE } },
    { LANDLINE_AUDIENCE_ONLY, BOB " " BOB, { TRUE, FALSE, FALSE } },
    { LANDLINE_AUDIENCE_ONLY, DAVE " " ALICE, { FALSE, FALSE, TRUE } },
  };
  ServerAccount *const others[] = { fixture->bob, fixture->carol, fixture->dave };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LandlineStatus) status = NULL;
      guint before[3];
      gsize told[3];

      g_test_message ("%u", i);
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        {
          g_autofree char *so_far = dup_told (fixture, others[j]);

          before[j] = count (fixture, others[j]);
          told[j] = strlen (so_far);
        }
      status = post (fixture, "Hello", cases[i].mode, cases[i].users);
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        {
          g_autofree char *now = dup_told (fixture, others[j]);

          g_assert_cmpuint (count (fixture, others[j]), ==, before[j] + cases[i].shown[j]);
          g_assert_cmpuint (strlen (now), ==, told[j] + cases[i].shown[j]);
        }
    }
  g_assert_cmpuint (count (fixture, fixture->alice), ==, G_N_ELEMENTS (cases));
}

/* What is shown is what was posted, now and after a start of the server, to who was away too. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineStatus) status = post (fixture, "At sea", LANDLINE_AUDIENCE_ALL, NULL);
  g_autoptr (GPtrArray) statuses = NULL;
  LandlineStatus *first;

  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
  store_fixture_set_clock (&fixture->base, 1732430000000);
  statuses = list (fixture, fixture->bob);
  first = g_ptr_array_index (statuses, 0);
  g_assert_cmpstr (landline_status_get_id (first), ==, landline_status_get_id (status));
  g_assert_cmpstr (landline_status_get_user_id (first), ==, ALICE);
  g_assert_cmpint (landline_status_get_expires (first) - landline_status_get_time (first), ==,
                   SERVER_LIMIT_STATUS_TIME);
  g_assert_cmpstr (landline_content_get_text (landline_status_get_content (first)), ==, "At sea");
  assert_told (fixture, fixture->bob, "+");
  assert_told (fixture, fixture->alice, "+");
}

/* The author is told once of each who views it, and only the author. */
static void
test_views (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineStatus) status = post (fixture, "Hello", LANDLINE_AUDIENCE_ALL, NULL);
  const char *id = landline_status_get_id (status);
  g_autoptr (LandlineStatus) viewed = NULL;
  g_autoptr (LandlineStatus) again = NULL;
  g_autoptr (LandlineStatus) own = NULL;
  g_autoptr (GPtrArray) views = NULL;
  g_autoptr (GPtrArray) of_alice = NULL;
  g_autoptr (GError) error = NULL;
  LandlineView *first;

  viewed = view (fixture, fixture->bob, id, &error);
  g_assert_no_error (error);
  g_assert_true (landline_status_is_viewed (viewed));
  g_assert_cmpuint (landline_status_get_n_views (viewed), ==, 0);
  again = view (fixture, fixture->bob, id, &error);
  g_assert_no_error (error);
  own = view (fixture, fixture->alice, id, &error);
  g_assert_no_error (error);
  assert_told (fixture, fixture->alice, "+v");
  assert_told (fixture, fixture->carol, "+");

  views = get_views (fixture, fixture->alice, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (views->len, ==, 1);
  first = g_ptr_array_index (views, 0);
  g_assert_cmpstr (landline_view_get_user_id (first), ==, BOB);
  g_assert_cmpint (landline_view_get_time (first), ==, 1732430000000);
  of_alice = list (fixture, fixture->alice);
  g_assert_cmpuint (landline_status_get_n_views (g_ptr_array_index (of_alice, 0)), ==, 1);
}

/* Another device of who viewed it stops showing it as new. */
static void
test_other_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineStatus) status = post (fixture, "Hello", LANDLINE_AUDIENCE_ALL, NULL);
  g_autoptr (ServerAccount) other = store_add_device (fixture->store, BOB);
  g_autoptr (LandlineStatus) viewed = NULL;

  viewed = view (fixture, fixture->bob, landline_status_get_id (status), NULL);
  g_assert_nonnull (viewed);
  assert_told (fixture, other, "==");
}

/* To everybody but those whom it is for, and for what is its author's alone, there is none. */
static void
test_strangers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineStatus) status = post (fixture, "Hello", LANDLINE_AUDIENCE_ONLY, BOB);
  const char *ids[] = { landline_status_get_id (status), "s_none" };
  ServerAccount *const others[] = { fixture->bob, fixture->carol, fixture->dave };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    for (guint j = 0; j < G_N_ELEMENTS (ids); j++)
      {
        g_autoptr (GError) viewing = NULL;
        g_autoptr (GError) listing = NULL;
        g_autoptr (GError) removing = NULL;

        g_test_message ("%u, %u", i, j);
        if (i > 0 || j > 0)
          {
            g_assert_null (view (fixture, others[i], ids[j], &viewing));
            g_assert_error (viewing, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
          }
        g_assert_null (get_views (fixture, others[i], ids[j], &listing));
        g_assert_error (listing, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
        g_assert_null (drop (fixture, others[i], ids[j], &removing));
        g_assert_error (removing, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
      }
  assert_told (fixture, fixture->alice, "+");
}

/* Nothing goes to those of whom either has blocked the other, before or since. */
static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->alice, "face.jpg");
  const char *file = landline_media_get_id (media);
  g_autoptr (LandlineStatus) first = NULL;
  g_autoptr (LandlineStatus) second = NULL;
  g_autoptr (GError) error = NULL;

  block (fixture, fixture->alice, BOB, "1");
  block (fixture, fixture->carol, ALICE, "1");
  first = post_file (fixture, media, LANDLINE_AUDIENCE_ONLY, BOB " " CAROL " " DAVE);
  assert_told (fixture, fixture->bob, "");
  assert_told (fixture, fixture->carol, "");
  assert_told (fixture, fixture->dave, "+");
  g_assert_false (store_may_see (fixture->store, fixture->bob, file));
  g_assert_false (store_may_see (fixture->store, fixture->carol, file));
  g_assert_true (store_may_see (fixture->store, fixture->dave, file));

  /* Who was blocked when it was posted is not shown it later. */
  block (fixture, fixture->alice, BOB, "");
  g_assert_cmpuint (count (fixture, fixture->bob), ==, 0);
  block (fixture, fixture->carol, ALICE, "");
  g_assert_cmpuint (count (fixture, fixture->carol), ==, 0);
  block (fixture, fixture->carol, ALICE, "1");

  /* Who is blocked after it was posted is not shown it any more. */
  block (fixture, fixture->alice, DAVE, "1");
  assert_told (fixture, fixture->dave, "");
  g_assert_cmpuint (count (fixture, fixture->dave), ==, 0);
  g_assert_false (store_may_see (fixture->store, fixture->dave, file));
  g_assert_null (view (fixture, fixture->dave, landline_status_get_id (first), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);

  second = post (fixture, "All", LANDLINE_AUDIENCE_ALL, NULL);
  assert_told (fixture, fixture->bob, "+");
  assert_told (fixture, fixture->carol, "");
}

/* A removed one says nothing any more; who has it is told so. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->alice, "face.jpg");
  const char *file = landline_media_get_id (media);
  g_autoptr (LandlineStatus) status = post_file (fixture, media, LANDLINE_AUDIENCE_ALL, NULL);
  const char *id = landline_status_get_id (status);
  g_autoptr (LandlineStatus) viewed = NULL;
  g_autoptr (LandlineStatus) removed = NULL;
  g_autoptr (GError) error = NULL;

  viewed = view (fixture, fixture->bob, id, &error);
  g_assert_no_error (error);
  g_assert_true (store_may_see (fixture->store, fixture->bob, file));
  removed = drop (fixture, fixture->alice, id, &error);
  g_assert_no_error (error);
  g_assert_true (landline_status_is_removed (removed));
  assert_told (fixture, fixture->bob, "-");
  assert_told (fixture, fixture->alice, "-");
  assert_told (fixture, fixture->dave, "");
  g_assert_cmpuint (count (fixture, fixture->bob), ==, 0);
  g_assert_false (store_may_see (fixture->store, fixture->bob, file));
  g_assert_null (drop (fixture, fixture->alice, id, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);

  store_collect (fixture->store, 0);
  g_assert_false (store_may_see (fixture->store, fixture->alice, file));
}

/* After a day nothing is left of it: not shown, not told, and collected with its file. */
static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->alice, "face.jpg");
  g_autoptr (LandlineMedia) sent = store_add_media (fixture->store, fixture->alice, "sent.jpg");
  g_autoptr (LandlineSendRequest) document = store_new_document (BOB, landline_media_get_id (sent));
  const char *file = landline_media_get_id (media);
  g_autoptr (LandlineStatus) first = post_file (fixture, media, LANDLINE_AUDIENCE_ALL, NULL);
  g_autoptr (LandlineStatus) second = post_file (fixture, sent, LANDLINE_AUDIENCE_ALL, NULL);
  g_autoptr (LandlineStatus) viewed = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send_request (fixture->store, fixture->alice, document, NULL, &error));
  viewed = view (fixture, fixture->bob, landline_status_get_id (first), &error);
  store_fixture_set_clock (&fixture->base, 1732430000000 + SERVER_LIMIT_STATUS_TIME - 1);
  g_assert_cmpuint (count (fixture, fixture->bob), ==, 2);
  store_collect (fixture->store, 0);
  g_assert_true (store_may_see (fixture->store, fixture->bob, file));
  assert_told (fixture, fixture->carol, "++");

  store_fixture_set_clock (&fixture->base, 1732430000000 + SERVER_LIMIT_STATUS_TIME);
  g_assert_cmpuint (count (fixture, fixture->bob), ==, 0);
  g_assert_cmpuint (count (fixture, fixture->alice), ==, 0);
  assert_told (fixture, fixture->carol, "");
  assert_told (fixture, fixture->alice, "");
  g_assert_false (store_may_see (fixture->store, fixture->bob, file));
  g_assert_null (get_views (fixture, fixture->alice, landline_status_get_id (first), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);

  g_assert_true (store_may_see (fixture->store, fixture->alice, file));
  store_collect (fixture->store, 0);
  g_assert_false (store_may_see (fixture->store, fixture->alice, file));
  g_assert_true (store_may_see (fixture->store, fixture->bob, landline_media_get_id (sent)));
}

/* The rows go too, from inboxes that nobody reads, however many there are. */
static void
test_collected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) users = g_string_new (BOB);
  g_autoptr (LandlineStatus) status = NULL;
  ServerStats before, after;
  g_auto (StoreAnswer) counted = { NULL };
  g_auto (StoreAnswer) counted_again = { NULL };

  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *user_id = g_strdup_printf ("+1666%07u", i);
      g_autoptr (ServerAccount) account = store_add_user (fixture->store, user_id, "N");

      g_string_append_printf (users, " %s", user_id);
    }
  server_store_stats_async (fixture->store, NULL, store_answer_cb, &counted);
  g_assert_true (
      server_store_stats_finish (fixture->store, store_answer_wait (&counted), &before, NULL));
  status = post (fixture, "All", LANDLINE_AUDIENCE_ONLY, users->str);
  store_fixture_set_clock (&fixture->base, 1732430000000 + SERVER_LIMIT_STATUS_TIME);
  store_collect (fixture->store, 0);
  server_store_stats_async (fixture->store, NULL, store_answer_cb, &counted_again);
  g_assert_true (
      server_store_stats_finish (fixture->store, store_answer_wait (&counted_again), &after, NULL));
  g_assert_cmpuint (after.inbox_rows, ==, before.inbox_rows);
}

/* The same id is the same status; another body under it is refused, and somebody else's id too. */
static void
test_posted_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Once");
  g_autoptr (LandlineContent) other = landline_content_new_text ("Twice");
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineStatus) first = NULL;
  g_autoptr (LandlineStatus) again = NULL;
  g_autoptr (GError) error = NULL;

  first = post_as (fixture, fixture->alice, id, content, LANDLINE_AUDIENCE_ALL, NULL, &error);
  g_assert_no_error (error);
  again = post_as (fixture, fixture->alice, id, content, LANDLINE_AUDIENCE_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_status_get_id (again), ==, landline_status_get_id (first));
  assert_told (fixture, fixture->bob, "+");

  g_assert_null (post_as (fixture, fixture->alice, id, other, LANDLINE_AUDIENCE_ALL, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_null (post_as (fixture, fixture->bob, id, content, LANDLINE_AUDIENCE_ALL, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) foreign = store_add_media (fixture->store, fixture->dave, "mine.jpg");
  g_autoptr (LandlineContent) file = landline_content_new_media (foreign, NULL);
  g_autoptr (LandlineContent) text = landline_content_new_text ("x");
  g_autoptr (GError) error = NULL;

  g_assert_null (
      post_as (fixture, fixture->alice, NULL, file, LANDLINE_AUDIENCE_ALL, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (post_as (fixture, fixture->alice, NULL, text, LANDLINE_AUDIENCE_ONLY,
                          BOB " +15550199", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_told (fixture, fixture->bob, "");

  /* At the limit and one past it; tomorrow is another day. */
  for (guint i = 0; i < SERVER_LIMIT_STATUSES; i++)
    {
      g_autoptr (LandlineStatus) status = post (fixture, "x", LANDLINE_AUDIENCE_ONLY, BOB);

      if (i == 0)
        g_object_unref (drop (fixture, fixture->alice, landline_status_get_id (status), &error));
    }
  g_assert_null (
      post_as (fixture, fixture->alice, NULL, text, LANDLINE_AUDIENCE_ALL, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  store_fixture_set_clock (&fixture->base, 1732430000000 + SERVER_LIMIT_STATUS_TIME);
  g_object_unref (post (fixture, "x", LANDLINE_AUDIENCE_ALL, NULL));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/statuses/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("audience", test_audience);
  add ("shown", test_shown);
  add ("views", test_views);
  add ("other-device", test_other_device);
  add ("strangers", test_strangers);
  add ("blocked", test_blocked);
  add ("removed", test_removed);
  add ("expired", test_expired);
  add ("collected", test_collected);
  add ("posted-once", test_posted_once);
  add ("refused", test_refused);
  return g_test_run ();
}
