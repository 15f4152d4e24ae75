/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-notes.h"
#include "app-chat-list.h"
#include "app-search.h"
#include "landline-id.h"
#include "landline-rest-reply.h"
#include "sync-fixture.h"

/* Finding files that are not on this device: what the server is asked, when, and what of its answer
 * is listed among what is here. */

#define FIRST  "c_00000000000000000000000000000001"
#define SECOND "c_00000000000000000000000000000002"
#define OTHER  "c_00000000000000000000000000000009"
#define THIRD  "+15550103"
#define TIME   G_GINT64_CONSTANT (1750000000000)
#define DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define PLAN   "/v1/media?name=Plan.pdf&limit=50"
#define BILL   "/v1/media?name=Bill.pdf&limit=50"

typedef struct
{
  SyncFixture sync;
  AppCache *cache;
  AppSearch *search;
  GPtrArray *hits;         /* LandlineMediaHit: of the next answer */
  SoupServerMessage *held; /* of PLAN, while its answer is held back */
  gboolean holds;
} Fixture;

static gboolean
hold (AppFakeServer *server, SoupServerMessage *message, const char *call, gpointer user_data)
{
  Fixture *f = user_data;

  if (!f->holds || !g_str_equal (call, "GET " PLAN))
    return FALSE;
  f->held = g_object_ref (message);
  soup_server_message_pause (message);
  return TRUE;
}

static void
put (Fixture *f, const char *conversation, gint64 seq, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, APP_TEST_PEER,
                                                               text);

  app_test_put (f->cache, message);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->sync, NULL);
  sync_fixture_wait_online (&f->sync);
  f->cache = app_session_get_cache (f->sync.session);
  f->hits = g_ptr_array_new_with_free_func (g_object_unref);
  f->sync.server->rest = hold;
  f->sync.server->rest_data = f;
  f->search = app_search_new (f->sync.session);
  app_search_set_asks_server (f->search, TRUE);
  put (f, FIRST, 1, "hay");
  put (f, SECOND, 1, "hay");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer gone = f->search;

  /* What was stopped comes back, and lets go of it. */
  g_object_add_weak_pointer (G_OBJECT (f->search), &gone);
  g_clear_object (&f->search);
  app_test_wait (gone == NULL);
  g_ptr_array_unref (f->hits);
  g_clear_object (&f->held);
  sync_fixture_tear_down (&f->sync, NULL);
}

static LandlineMedia *
new_media (guint n, LandlineMediaKind kind, const char *name)
{
  g_autofree char *id = g_strdup_printf ("m_%u", n);

  return landline_media_new (kind, id, name, "application/pdf", 7, DIGEST);
}

static char *
put_file (Fixture *f, const char *conversation, gint64 seq, guint n, const char *name)
{
  char *id = landline_id_new_message ();
  g_autoptr (LandlineMedia) media = new_media (n, LANDLINE_MEDIA_KIND_DOCUMENT, name);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  g_autoptr (LandlineMessage) message = landline_message_new (id, APP_TEST_PEER, conversation, seq,
                                                              TIME + seq * 1000, content, NULL);

  app_test_put (f->cache, message);
  return id;
}

/* @id: NULL for one that is not here */
static void
add (Fixture *f, const char *id, const char *conversation, gint64 seq, guint n, const char *sender)
{
  g_autoptr (LandlineMedia) media = new_media (n, LANDLINE_MEDIA_KIND_DOCUMENT, "Plan.pdf");
  g_autofree char *new_id = landline_id_new_message ();

  g_ptr_array_add (f->hits,
                   landline_media_hit_new_sent (media, id != NULL ? id : new_id, conversation, seq,
                                                sender, TIME + seq * 1000));
}

static void
answer (Fixture *f, const char *call, gboolean more)
{
  g_autoptr (GString) body = g_string_new (NULL);

  landline_rest_write_media_hits (body, f->hits, more);
  g_hash_table_replace (f->sync.server->pages, g_strdup (call), g_strdup (body->str));
  g_ptr_array_set_size (f->hits, 0);
}

static guint
count_asked (Fixture *f, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < f->sync.server->requests->len; i++)
    n += strstr (f->sync.server->requests->pdata[i], part) != NULL ? 1 : 0;
  return n;
}

static void
wait_for (Fixture *f, AppSearchServerState state, guint n)
{
  app_test_wait (app_search_get_server_state (f->search) == state &&
                 !app_search_get_searching (f->search));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->search)), ==, n);
}

/* The seq of each hit, and behind those that are here a dot */
static void
assert_listed (Fixture *f, const char *expected)
{
  g_autoptr (GString) listed = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->search));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (f->search), i);

      g_string_append_printf (listed, "%s%" G_GINT64_FORMAT "%s", i > 0 ? " " : "",
                              app_search_hit_get_seq (hit),
                              app_search_hit_get_message_key (hit) != 0 ? "." : "");
    }
  g_assert_cmpstr (listed->str, ==, expected);
}

static void
search_files (Fixture *f, const char *query)
{
  app_search_set_filter (f->search, &(AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_FILE });
  app_search_set_query (f->search, query);
}

/* Each message once, wherever it is, in their order. */
static void
test_merged (Fixture *f, gconstpointer data)
{
  g_autofree char *here = put_file (f, FIRST, 5, 1, "Plan.pdf");
  g_autofree char *other = put_file (f, SECOND, 9, 2, "Plan.pdf");
  g_autoptr (AppSearchHit) hit = NULL;
  g_autoptr (LandlineMedia) unsent = new_media (7, LANDLINE_MEDIA_KIND_DOCUMENT, "Plan.pdf");

  g_ptr_array_add (f->hits, landline_media_hit_new (unsent));
  add (f, NULL, FIRST, 7, 3, APP_TEST_PEER);
  add (f, here, FIRST, 5, 1, APP_TEST_PEER);
  add (f, NULL, SECOND, 8, 2, APP_TEST_PEER); /* which is in another message there */
  add (f, NULL, SECOND, 3, 1, APP_TEST_SELF);
  add (f, NULL, OTHER, 2, 4, APP_TEST_PEER); /* where we are not */
  answer (f, PLAN, FALSE);
  search_files (f, " Plan.pdf ");
  app_test_wait (app_search_get_server_state (f->search) == APP_SEARCH_SERVER_ASKING);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 4);
  assert_listed (f, "9. 7 5. 3");
  hit = g_list_model_get_item (G_LIST_MODEL (f->search), 3);
  g_assert_cmpint (app_search_hit_get_chat_key (hit), ==, app_test_find_chat (f->cache, SECOND));
  g_assert_cmpint (app_search_hit_get_time (hit), ==, TIME + 3000);
  g_assert_true (app_search_hit_get_outgoing (hit));
  g_assert_cmpstr (app_search_hit_get_snippet (hit), ==, "<b>Plan</b>.<b>pdf</b>");
  g_assert_nonnull (app_search_hit_get_sender_name (hit));
}

/* The rows of what was there stay. */
static void
count_changed_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  n[0] += removed;
  n[1] += added;
}

static void
test_rows_stay (Fixture *f, gconstpointer data)
{
  g_autofree char *first = put_file (f, FIRST, 5, 1, "Plan.pdf");
  g_autofree char *second = put_file (f, FIRST, 9, 2, "Plan.pdf");
  guint changed[2] = { 0 };

  f->holds = TRUE;
  search_files (f, "Plan.pdf");
  wait_for (f, APP_SEARCH_SERVER_ASKING, 2);
  app_test_wait (f->held != NULL);
  add (f, NULL, FIRST, 7, 3, APP_TEST_PEER);
  answer (f, PLAN, FALSE);
  g_signal_connect (f->search, "items-changed", G_CALLBACK (count_changed_cb), changed);
  soup_server_message_set_status (f->held, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (f->held, "application/json", SOUP_MEMORY_COPY,
                                    g_hash_table_lookup (f->sync.server->pages, PLAN),
                                    strlen (g_hash_table_lookup (f->sync.server->pages, PLAN)));
  soup_server_message_unpause (f->held);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 3);
  assert_listed (f, "9. 7 5.");
  g_assert_cmpuint (changed[0], ==, 0);
  g_assert_cmpuint (changed[1], ==, 1);
  g_signal_handlers_disconnect_by_data (f->search, changed);
}

static void
never_away_cb (AppSearch *search)
{
  g_assert_cmpint (app_search_get_server_state (search), !=, APP_SEARCH_SERVER_AWAY);
}

/* The answer to what was asked before comes to nothing, and so does that it was stopped. */
static void
test_stale (Fixture *f, gconstpointer data)
{
  const char *late;

  add (f, NULL, FIRST, 4, 1, APP_TEST_PEER);
  answer (f, PLAN, FALSE);
  add (f, NULL, FIRST, 6, 2, APP_TEST_PEER);
  answer (f, BILL, FALSE);
  f->holds = TRUE;
  g_signal_connect (f->search, "notify::server-state", G_CALLBACK (never_away_cb), NULL);
  search_files (f, "Plan.pdf");
  app_test_wait (f->held != NULL);
  search_files (f, "Bill.pdf");
  late = g_hash_table_lookup (f->sync.server->pages, PLAN);
  soup_server_message_set_status (f->held, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (f->held, "application/json", SOUP_MEMORY_COPY, late,
                                    strlen (late));
  soup_server_message_unpause (f->held);
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_ASKING);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 1);
  assert_listed (f, "6");
  app_search_set_query (f->search, "");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
}

/* Asked once, when the name is written, and not for what is no file's name. */
static void
test_asked_once (Fixture *f, gconstpointer data)
{
  const char *const typed[] = { "P", "Pl", "Plan", "Plan.", "Plan.p", "Plan.pdf" };

  answer (f, PLAN, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    app_search_set_query (f->search, typed[i]);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 0);
  g_assert_cmpuint (count_asked (f, "/v1/media?name="), ==, 1);
  g_assert_cmpuint (count_asked (f, PLAN), ==, 1);
  app_search_set_query (f->search, "See you. Soon");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
  app_search_set_query (f->search, "harbour");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
  app_search_set_filter (f->search, &(AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_LINK });
  app_search_set_query (f->search, "Plan.pdf");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
  search_files (f, "harbour");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_ASKING);
  app_search_set_asks_server (f->search, FALSE);
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
  search_files (f, "Plan.pdf");
  g_assert_cmpint (app_search_get_server_state (f->search), ==, APP_SEARCH_SERVER_IDLE);
}

/* What is here is found without the server; what it has, once it is back. */
static void
test_away (Fixture *f, gconstpointer data)
{
  g_autofree char *here = put_file (f, FIRST, 5, 1, "Plan.pdf");

  add (f, NULL, FIRST, 4, 2, APP_TEST_PEER);
  answer (f, PLAN, FALSE);
  f->sync.server->upgrade_status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  app_fake_server_cut (f->sync.server);
  app_test_wait (app_session_get_state (f->sync.session) == APP_SESSION_OFFLINE);
  search_files (f, "Plan.pdf");
  wait_for (f, APP_SEARCH_SERVER_AWAY, 1);
  assert_listed (f, "5.");
  g_assert_cmpuint (count_asked (f, PLAN), ==, 0);
  f->sync.server->upgrade_status = 0;
  app_session_retry_now (f->sync.session);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 2);
  assert_listed (f, "5. 4");
  /* A server that refuses is as good as away. */
  g_hash_table_remove (f->sync.server->pages, PLAN);
  search_files (f, "Plan.pdx");
  wait_for (f, APP_SEARCH_SERVER_AWAY, 0);
}

static gboolean
write_note (AppCacheDatabase *database, gpointer data, GError **error)
{
  const char *const *note = data;

  return app_cache_notes_set (database, note[0], note[1], error);
}

/* What the person has removed stays away, and so does what the filters leave out. */
static void
test_left_out (Fixture *f, gconstpointer data)
{
  g_autofree char *hidden = landline_id_new_message ();
  g_autofree char *hide = g_strconcat ("hide:", hidden, NULL);
  const char *notes[][2] = { { hide, "1" }, { "clear:" FIRST, "4" } };
  AppSearchFilter filter = { .kind = APP_CACHE_ATTACHMENT_FILE };

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    app_test_write (f->cache, write_note, (gpointer) notes[i]);
  add (f, NULL, FIRST, 7, 1, APP_TEST_PEER);
  add (f, NULL, SECOND, 6, 2, APP_TEST_PEER);
  add (f, hidden, SECOND, 5, 3, APP_TEST_PEER);
  add (f, NULL, FIRST, 4, 4, APP_TEST_PEER);
  add (f, NULL, SECOND, 3, 5, THIRD);
  answer (f, PLAN, FALSE);
  app_search_set_query (f->search, "Plan.pdf");
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 3);
  assert_listed (f, "7 6 3");
  filter.sender_id = THIRD;
  app_search_set_filter (f->search, &filter);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 1);
  assert_listed (f, "3");
  filter = (AppSearchFilter) { .chat_key = app_test_find_chat (f->cache, SECOND),
                               .until = TIME + 6000 };
  app_search_set_filter (f->search, &filter);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 1);
  assert_listed (f, "3");
  filter = (AppSearchFilter) { .since = TIME + 6000 };
  app_search_set_filter (f->search, &filter);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 2);
  filter = (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_MEDIA };
  app_search_set_filter (f->search, &filter);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 0);
}

/* Where a page has little that is not here, the next one is asked for; not without an end. */
static void
test_pages (Fixture *f, gconstpointer data)
{
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *call = i == 1 ? g_strdup (PLAN)
                                     : g_strdup_printf (PLAN "&before=m_%u", i - 1);

      add (f, NULL, FIRST, 20 - i, i, APP_TEST_PEER);
      answer (f, call, TRUE);
    }
  search_files (f, "Plan.pdf");
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 4);
  assert_listed (f, "19 18 17 16");
  g_assert_cmpuint (count_asked (f, PLAN), ==, 4);
}

/* What the server has of long ago comes with the page of that time, so that only the end grows. */
static void
test_local_pages (Fixture *f, gconstpointer data)
{
  gint64 before = G_MAXINT64;

  for (guint i = 1; i <= 60; i++)
    g_free (put_file (f, FIRST, 10 * i, 100 + i, "Plan.pdf"));
  add (f, NULL, FIRST, 595, 1, APP_TEST_PEER);
  add (f, NULL, FIRST, 55, 2, APP_TEST_PEER);
  add (f, NULL, FIRST, 5, 3, APP_TEST_PEER);
  answer (f, PLAN, FALSE);
  search_files (f, "Plan.pdf");
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 51);
  app_search_load_more (f->search);
  wait_for (f, APP_SEARCH_SERVER_ANSWERED, 63);
  for (guint i = 0; i < 63; i++)
    {
      g_autoptr (AppSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (f->search), i);

      g_assert_cmpint (app_search_hit_get_seq (hit), <, before);
      before = app_search_hit_get_seq (hit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/search-server/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("merged", test_merged);
  ADD ("rows-stay", test_rows_stay);
  ADD ("stale", test_stale);
  ADD ("asked-once", test_asked_once);
  ADD ("away", test_away);
  ADD ("left-out", test_left_out);
  ADD ("pages", test_pages);
  ADD ("local-pages", test_local_pages);
  return g_test_run ();
}
