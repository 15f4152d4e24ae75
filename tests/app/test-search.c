/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-cache-attachments.h"
#include "app-chat-find.h"
#include "app-chat-list.h"
#include "app-search-snippet.h"
#include "app-search.h"
#include "landline-id.h"
#include "sync-fixture.h"

/* Finding: over all chats with filters, inside one chat, and where the words are. */

#define FIRST  "c_00000000000000000000000000000001"
#define SECOND "c_00000000000000000000000000000002"
#define THIRD  "+15550103"
#define TIME   G_GINT64_CONSTANT (1750000000000)

typedef struct
{
  SyncFixture sync;
  AppCache *cache;
  AppChatList *chats;
  AppSearch *search;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->sync, NULL);
  f->cache = app_session_get_cache (f->sync.session);
  f->chats = app_chat_list_new (f->sync.session);
  f->search = app_search_new (f->sync.session);
  app_test_wait (!app_chat_list_get_loading (f->chats));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->search);
  g_clear_object (&f->chats);
  sync_fixture_tear_down (&f->sync, NULL);
}

static void
put (Fixture *f, const char *conversation, gint64 seq, const char *sender, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, sender, text);

  app_test_put (f->cache, message);
}

static void
wait_for_hits (Fixture *f, guint n)
{
  app_test_wait (!app_search_get_searching (f->search));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->search)), ==, n);
}

static void
assert_snippet (Fixture *f, guint position, const char *expected)
{
  g_autoptr (AppSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (f->search), position);

  g_assert_cmpstr (app_search_hit_get_snippet (hit), ==, expected);
}

static void
test_folded (Fixture *f, gconstpointer data)
{
  put (f, FIRST, 1, APP_TEST_PEER, "Crème brûlée im Café");
  put (f, FIRST, 2, APP_TEST_PEER, "cafeteria & creme");
  put (f, FIRST, 3, APP_TEST_PEER, "decaf");
  app_search_set_query (f->search, "CREME cafe");
  wait_for_hits (f, 2);
  assert_snippet (f, 0, "<b>cafeteria</b> &amp; <b>creme</b>");
  assert_snippet (f, 1, "<b>Crème</b> brûlée im <b>Café</b>");
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  AppSearchFilter filter = { 0 };

  put (f, FIRST, 1, APP_TEST_PEER, "harbour walk");
  put (f, FIRST, 2, THIRD, "harbour view https://example.org");
  put (f, SECOND, 5, APP_TEST_PEER, "harbour tour");
  app_search_set_query (f->search, "harbour");
  wait_for_hits (f, 3);
  filter.chat_key = app_test_find_chat (f->cache, FIRST);
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 2);
  filter.sender_id = THIRD;
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 1);
  filter.sender_id = "+15550199";
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 0);
  filter = (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_LINK };
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 1);
  /* The end is not in it, the beginning is. */
  filter = (AppSearchFilter) { .since = TIME + 2000, .until = TIME + 5000 };
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 1);
  filter = (AppSearchFilter) { 0 };
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, 3);
}

static void
put_file (Fixture *f, const char *conversation, gint64 seq, const char *sender, const char *name)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineMedia) media = landline_media_new (
      LANDLINE_MEDIA_KIND_DOCUMENT, "m_00000000000000000000000000000001", name, "application/pdf",
      7, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  g_autoptr (LandlineMessage) message = landline_message_new (id, sender, conversation, seq,
                                                              TIME + seq * 1000, content, NULL);

  app_test_put (f->cache, message);
}

static void
assert_text (Fixture *f, guint position, const char *expected)
{
  g_autoptr (AppSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (f->search), position);

  g_assert_nonnull (strstr (app_search_hit_get_snippet (hit), expected));
}

static void
filter_by (Fixture *f, AppSearchFilter filter, guint n)
{
  app_search_set_filter (f->search, &filter);
  wait_for_hits (f, n);
}

/* Without a word the filters alone say what is listed, newest first. */
static void
test_without_words (Fixture *f, gconstpointer data)
{
  gint64 first, second;

  put (f, FIRST, 1, APP_TEST_PEER, "hay");
  put_file (f, FIRST, 2, APP_TEST_PEER, "Plan.pdf");
  put_file (f, SECOND, 3, THIRD, "Bill.pdf");
  put (f, SECOND, 4, THIRD, "see https://example.org");
  put (f, SECOND, 5, APP_TEST_SELF, "own");
  first = app_test_find_chat (f->cache, FIRST);
  second = app_test_find_chat (f->cache, SECOND);
  app_search_set_query (f->search, " ");
  wait_for_hits (f, 0);
  filter_by (f, (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_FILE }, 2);
  assert_text (f, 0, "Bill.pdf");
  assert_text (f, 1, "Plan.pdf");
  filter_by (f, (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_FILE, .chat_key = first }, 1);
  assert_text (f, 0, "Plan.pdf");
  filter_by (f, (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_FILE, .sender_id = THIRD }, 1);
  assert_text (f, 0, "Bill.pdf");
  filter_by (f, (AppSearchFilter) { first, THIRD, APP_CACHE_ATTACHMENT_FILE, 0, 0 }, 0);
  filter_by (f, (AppSearchFilter) { .sender_id = APP_TEST_PEER }, 2);
  assert_text (f, 0, "Plan.pdf");
  filter_by (f, (AppSearchFilter) { .sender_id = APP_TEST_SELF }, 1);
  filter_by (f, (AppSearchFilter) { .sender_id = THIRD, .chat_key = second }, 2);
  filter_by (f, (AppSearchFilter) { .sender_id = "+15550199" }, 0);
  filter_by (f, (AppSearchFilter) { .since = TIME + 2000, .until = TIME + 5000 }, 3);
  filter_by (f, (AppSearchFilter) { .chat_key = second, .until = TIME + 5000 }, 2);
  /* One letter is no word yet, and signs are none. */
  app_search_set_query (f->search, "h");
  wait_for_hits (f, 0);
  app_search_set_query (f->search, "?!?");
  wait_for_hits (f, 0);
  app_search_set_query (f->search, "");
  wait_for_hits (f, 2);
  filter_by (f, (AppSearchFilter) { 0 }, 0);
}

static void
test_pages_without_words (Fixture *f, gconstpointer data)
{
  for (gint64 seq = 1; seq <= 60; seq++)
    {
      put (f, FIRST, seq, APP_TEST_PEER, "hay");
      put_file (f, SECOND, seq, APP_TEST_PEER, "Plan.pdf");
    }
  filter_by (f, (AppSearchFilter) { .kind = APP_CACHE_ATTACHMENT_FILE }, 50);
  g_assert_true (app_search_get_has_more (f->search));
  app_search_load_more (f->search);
  wait_for_hits (f, 60);
  g_assert_false (app_search_get_has_more (f->search));
}

/* In a few messages, and in more than are looked at one by one: with words that are long and short,
 * folded and only begun. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  AppSearchFilter filter = { 0 };

  for (gint64 seq = 1; seq <= 210; seq++)
    put (f, SECOND, seq, APP_TEST_PEER, seq % 70 == 0 ? "harbourside quay" : "harbour quay");
  put (f, FIRST, 1, APP_TEST_PEER, "Härboursides quay");
  put (f, FIRST, 2, APP_TEST_PEER, "harbor quay");
  put (f, FIRST, 3, APP_TEST_PEER, "the quayside");
  filter.chat_key = app_test_find_chat (f->cache, FIRST);
  app_search_set_filter (f->search, &filter);
  app_search_set_query (f->search, "quay");
  wait_for_hits (f, 3);
  app_search_set_query (f->search, "harbour");
  wait_for_hits (f, 1);
  app_search_set_query (f->search, "quay harbours");
  wait_for_hits (f, 1);
  app_search_set_query (f->search, "harbx");
  wait_for_hits (f, 0);
  app_search_set_query (f->search, "harboux");
  wait_for_hits (f, 0);
  filter.chat_key = app_test_find_chat (f->cache, SECOND);
  app_search_set_filter (f->search, &filter);
  app_search_set_query (f->search, "harbours");
  wait_for_hits (f, 3);
}

static void
test_filtered_pages (Fixture *f, gconstpointer data)
{
  AppSearchFilter filter = { 0 };

  for (gint64 seq = 1; seq <= 60; seq++)
    {
      put (f, FIRST, seq, APP_TEST_PEER, "needle");
      put (f, SECOND, seq, APP_TEST_PEER, "needle");
    }
  filter.chat_key = app_test_find_chat (f->cache, FIRST);
  app_search_set_filter (f->search, &filter);
  app_search_set_query (f->search, "needle");
  wait_for_hits (f, 50);
  g_assert_true (app_search_get_has_more (f->search));
  app_search_load_more (f->search);
  wait_for_hits (f, 60);
  g_assert_false (app_search_get_has_more (f->search));
}

static void
store_key_cb (AppChatFind *find, gint64 key, gint64 *store)
{
  *store = key;
}

static void
test_find (Fixture *f, gconstpointer data)
{
  g_autoptr (AppChatFind) find = NULL;
  g_autoptr (LandlineMessage) oldest = app_test_make_message (FIRST, 1, APP_TEST_PEER, "needle");
  gint64 key = 0;

  app_test_put (f->cache, oldest);
  put (f, FIRST, 2, APP_TEST_PEER, "hay");
  put (f, FIRST, 3, APP_TEST_PEER, "Nëedles");
  put (f, SECOND, 1, APP_TEST_PEER, "needle");
  app_test_wait (app_chat_list_lookup_conversation (f->chats, FIRST) != NULL);
  find = app_chat_find_new (f->sync.session, app_chat_list_lookup_conversation (f->chats, FIRST));
  g_signal_connect (find, "found", G_CALLBACK (store_key_cb), &key);
  app_chat_find_set_query (find, "needle");
  app_test_wait (!app_chat_find_get_searching (find));
  g_assert_cmpuint (app_chat_find_get_count (find), ==, 2);
  g_assert_cmpuint (app_chat_find_get_position (find), ==, 1);
  g_assert_cmpint (key, !=, 0);
  g_assert_false (app_chat_find_step (find, -1));
  g_assert_true (app_chat_find_step (find, 1));
  g_assert_cmpint (key, ==, app_test_find_message (f->cache, landline_message_get_id (oldest)));
  g_assert_false (app_chat_find_step (find, 1));
  app_chat_find_set_query (find, "nothing");
  app_test_wait (!app_chat_find_get_searching (find));
  g_assert_cmpuint (app_chat_find_get_count (find), ==, 0);
  g_assert_false (app_chat_find_step (find, 1));
  app_chat_find_set_query (find, "");
  g_assert_cmpuint (app_chat_find_get_position (find), ==, 0);
}

static void
test_snippets (void)
{
  static const struct
  {
    const char *text;
    const char *query;
    const char *snippet;
  } cases[] = {
    { "", "a", "" },
    { "a < b", "b", "a &lt; <b>b</b>" },
    { "one\ntwo", "tw", "one <b>two</b>" },
    { "two twofold", "two x", "<b>two</b> twofold" },
    { "no match", "else", "no match" },
    { "ÅNGSTRÖM", "angs", "<b>ÅNGSTRÖM</b>" },
    { "A\xcc\x8angstro\xcc\x88m", "angström", "<b>A\xcc\x8angstro\xcc\x88m</b>" },
    { "The quick brown fox jumps over the lazy dog and then runs", "runs",
      "…over the lazy dog and then <b>runs</b>" },
    { "東京 タワー", "タワ", "東京 <b>タワー</b>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *snippet = app_search_snippet_make (cases[i].text, cases[i].query);

      g_assert_cmpstr (snippet, ==, cases[i].snippet);
    }
}

static void
test_long_snippet (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *snippet = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "hay ");
  g_string_append (text, "needle");
  snippet = app_search_snippet_make (text->str, "needle");
  g_assert_true (g_str_has_suffix (snippet, "<b>needle</b>"));
  g_assert_cmpuint (strlen (snippet), <, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/search/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("folded", test_folded);
  ADD ("filters", test_filters);
  ADD ("filtered-pages", test_filtered_pages);
  ADD ("narrow", test_narrow);
  ADD ("without-words", test_without_words);
  ADD ("pages-without-words", test_pages_without_words);
  ADD ("find", test_find);
  g_test_add_func ("/search/snippets", test_snippets);
  g_test_add_func ("/search/long-snippet", test_long_snippet);
  return g_test_run ();
}
