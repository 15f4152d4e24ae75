/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "app-cache-chats.h"
#include "app-cache-files.h"
#include "app-cache-search.h"
#include "app-cache-state.h"
#include "app-cache-transfers.h"
#include "app-cache-users.h"
#include "app-test.h"

/* The smaller tables: drafts, files, people, single values, transfers, and the index of the texts.
 */

#define CONVERSATION "c_00000000000000000000000000000001"

typedef struct
{
  char *folder;
  char *path;
  AppCache *cache;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->path = g_build_filename (f->folder, "below", "cache.sqlite", NULL);
  f->cache = app_test_open_cache (f->path);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  app_test_close_cache (f->cache);
  app_test_remove_folder (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static void
reopen (Fixture *f)
{
  app_test_close_cache (f->cache);
  f->cache = app_test_open_cache (f->path);
}

static void
put (Fixture *f, gint64 seq, const char *sender, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (CONVERSATION, seq, sender, text);

  app_test_put (f->cache, message);
}

typedef struct
{
  gint64 key;
  AppCacheChat *chat;
} GetChat;

static gboolean
get_chat_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  GetChat *call = data;

  call->chat = app_cache_chats_get (database, call->key, error);
  return *error == NULL;
}

static AppCacheChat *
get_chat (Fixture *f, gint64 key)
{
  GetChat call = { .key = key };

  app_test_read (f->cache, get_chat_work, &call);
  g_assert_nonnull (call.chat);
  return call.chat;
}

typedef struct
{
  gint64 key;
  gint64 chat;
  const char *text;
  gboolean found;
  LandlineSent sent;
} MessageCall;

static gboolean
remove_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_remove (database, call->key, error);
}

static gboolean
state_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_state_set_int (database, APP_CACHE_STATE_CURSOR, 1313, error) &&
         app_cache_state_set_text (database, APP_CACHE_STATE_GENERATION, "g_1", error);
}

static gboolean
read_state_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 cursor;
  gint64 absent;
  g_autofree char *generation = NULL;
  g_autofree char *nothing = NULL;

  if (!app_cache_state_get_int (database, APP_CACHE_STATE_CURSOR, &cursor, 0, error) ||
      !app_cache_state_get_int (database, "absent", &absent, 7, error) ||
      !app_cache_state_get_text (database, APP_CACHE_STATE_GENERATION, &generation, error) ||
      !app_cache_state_get_text (database, "absent", &nothing, error))
    return FALSE;
  g_assert_cmpint (cursor, ==, 1313);
  g_assert_cmpint (absent, ==, 7);
  g_assert_cmpstr (generation, ==, "g_1");
  g_assert_null (nothing);
  return TRUE;
}

static void
test_state (Fixture *f, gconstpointer data)
{
  app_test_write (f->cache, state_work, f);
  reopen (f);
  app_test_read (f->cache, read_state_work, f);
}

typedef struct
{
  GPtrArray *users;
} UsersCall;

static gboolean
put_users_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put_all (database, data, error);
}

static gboolean
list_users_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  UsersCall *call = data;

  call->users = app_cache_users_list (database, error);
  return call->users != NULL;
}

static void
test_users (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) listed = NULL;
  UsersCall call = { 0 };

  put (f, 1, "104", "from somebody unheard of");
  g_ptr_array_add (users, landline_user_new (APP_TEST_SELF, "Me", "here", NULL, 10, FALSE));
  g_ptr_array_add (users, landline_user_new (APP_TEST_PEER, "Ben", NULL, "m_1", 20, FALSE));
  app_test_write (f->cache, put_users_work, users);
  g_ptr_array_set_size (users, 1);
  g_ptr_array_add (users, landline_user_new ("103", "Cem", NULL, NULL, 0, FALSE));
  app_test_write (f->cache, put_users_work, users);
  app_test_read (f->cache, list_users_work, &call);
  listed = call.users;
  g_assert_cmpuint (listed->len, ==, 2);
  g_assert_cmpstr (landline_user_get_about (g_ptr_array_index (listed, 0)), ==, "here");
  g_assert_cmpstr (landline_user_get_name (g_ptr_array_index (listed, 1)), ==, "Cem");
}

static gboolean
draft_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_chats_set_draft (database, call->chat, call->text, error);
}

static void
test_drafts (Fixture *f, gconstpointer data)
{
  MessageCall call = { .text = "half a sent" };
  g_autoptr (AppCacheChat) row = NULL;

  call.chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  app_test_write (f->cache, draft_work, &call);
  reopen (f);
  row = get_chat (f, call.chat);
  g_assert_cmpstr (row->draft, ==, "half a sent");
  call.text = "";
  app_test_write (f->cache, draft_work, &call);
  g_clear_pointer (&row, app_cache_chat_free);
  row = get_chat (f, call.chat);
  g_assert_null (row->draft);
}

typedef struct
{
  gint64 message;
  GPtrArray *list;
  char *path;
} TransferCall;

static gboolean
put_transfer_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  TransferCall *call = data;

  return app_cache_transfers_put (database, call->message, TRUE, APP_CACHE_TRANSFER_OPEN, NULL,
                                  error) &&
         app_cache_transfers_put (database, call->message, TRUE, APP_CACHE_TRANSFER_FAILED,
                                  "Broken.", error) &&
         app_cache_files_put (database, "m_1", "/tmp/one", error) &&
         app_cache_files_put (database, "m_1", "/tmp/two", error);
}

static gboolean
read_transfer_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  TransferCall *call = data;

  call->list = app_cache_transfers_list (database, error);
  return call->list != NULL && app_cache_files_get (database, "m_1", &call->path, error);
}

static void
test_transfers (Fixture *f, gconstpointer data)
{
  TransferCall call = { 0 };
  MessageCall removal = { 0 };
  AppCacheTransfer *transfer;

  call.message = app_test_add_outgoing (f->cache, app_test_ensure_direct (f->cache, APP_TEST_PEER),
                                        "x");
  app_test_write (f->cache, put_transfer_work, &call);
  app_test_read (f->cache, read_transfer_work, &call);
  g_assert_cmpuint (call.list->len, ==, 1);
  transfer = g_ptr_array_index (call.list, 0);
  g_assert_true (transfer->upload);
  g_assert_cmpint (transfer->state, ==, APP_CACHE_TRANSFER_FAILED);
  g_assert_cmpstr (transfer->error, ==, "Broken.");
  g_assert_cmpstr (call.path, ==, "/tmp/two");
  g_clear_pointer (&call.list, g_ptr_array_unref);
  g_clear_pointer (&call.path, g_free);

  removal.key = call.message;
  app_test_write (f->cache, remove_work, &removal);
  app_test_read (f->cache, read_transfer_work, &call);
  g_assert_cmpuint (call.list->len, ==, 0);
  g_ptr_array_unref (call.list);
  g_free (call.path);
}

typedef struct
{
  const char *query;
  gint64 before;
  guint limit;
  GArray *keys;
} SearchCall;

static gboolean
search_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  SearchCall *call = data;

  call->keys = app_cache_search_list (database, call->query, call->before, call->limit, error);
  return call->keys != NULL;
}

static guint
count_hits (Fixture *f, const char *text)
{
  g_autofree char *query = app_cache_search_make_query (text);
  SearchCall call = { query, G_MAXINT64, 50, NULL };
  guint n;

  if (query == NULL)
    return 0;
  app_test_read (f->cache, search_work, &call);
  n = call.keys->len;
  g_array_unref (call.keys);
  return n;
}

static void
test_search (Fixture *f, gconstpointer data)
{
  SearchCall call = { "\"fish\"*", G_MAXINT64, 2, NULL };
  MessageCall removal = { 0 };

  put (f, 1, APP_TEST_PEER, "Fresh fish on Friday");
  put (f, 2, APP_TEST_PEER, "fishermen are late");
  put (f, 3, APP_TEST_PEER, "Über die Straße, “quoted” AND OR NOT");
  put (f, 4, APP_TEST_PEER, "more fish");
  g_assert_cmpuint (count_hits (f, "fish"), ==, 3);
  g_assert_cmpuint (count_hits (f, "FISH fri"), ==, 1);
  g_assert_cmpuint (count_hits (f, "fri fish"), ==, 0);
  g_assert_cmpuint (count_hits (f, "uber"), ==, 1);
  g_assert_cmpuint (count_hits (f, "\"quoted AND"), ==, 1);
  g_assert_cmpuint (count_hits (f, "* ( ) \" ^ : -"), ==, 0);
  g_assert_cmpuint (count_hits (f, "whale"), ==, 0);

  app_test_read (f->cache, search_work, &call);
  g_assert_cmpuint (call.keys->len, ==, 2);
  g_assert_cmpint (g_array_index (call.keys, gint64, 0), >, g_array_index (call.keys, gint64, 1));
  call.before = g_array_index (call.keys, gint64, 1);
  g_array_unref (call.keys);
  app_test_read (f->cache, search_work, &call);
  g_assert_cmpuint (call.keys->len, ==, 1);
  g_array_unref (call.keys);

  removal.key = app_test_add_outgoing (f->cache, app_test_find_chat (f->cache, CONVERSATION),
                                       "whale");
  g_assert_cmpuint (count_hits (f, "whale"), ==, 1);
  app_test_write (f->cache, remove_work, &removal);
  g_assert_cmpuint (count_hits (f, "whale"), ==, 0);
}

/* A cache of the first version, as the app of its time left it. */
static void
make_first_version (Fixture *f)
{
  static const char rows[] =
      "INSERT INTO users (number, id, name) VALUES (1, '+15550101', 'Me'), (2, '+15550102', 'Ben');"
      "INSERT INTO chats (key, conversation, kind, peer) VALUES (7, '" CONVERSATION "', 0, 2);"
      "INSERT INTO drafts (chat, text) VALUES (7, 'half a sent'); PRAGMA user_version = 1;";
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "app", "cache", "schema",
                                                 "1.sql", NULL);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *handle;

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  g_unlink (f->path);
  g_assert_cmpint (sqlite3_open (f->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, rows, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_first_version (Fixture *f, gconstpointer data)
{
  g_autoptr (AppCacheChat) row = NULL;

  app_test_close_cache (f->cache);
  make_first_version (f);
  f->cache = app_test_open_cache (f->path);
  row = get_chat (f, 7);
  g_assert_cmpstr (row->title, ==, "Ben");
  g_assert_cmpstr (row->draft, ==, "half a sent");
  g_assert_cmpint (app_test_ensure_direct (f->cache, "+15550103"), ==, 8);
}

static gboolean
put_conversation_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 key;

  return app_cache_chats_put (database, data, &key, error);
}

/* Of two chats that are one both drafts stay, and the old key leads to the new one. */
static void
test_moved_drafts (Fixture *f, gconstpointer data)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) conversation = landline_conversation_new (
      CONVERSATION, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2, 1000, 1);
  MessageCall call = { .text = "half" };
  g_autoptr (AppCacheChat) row = NULL;
  gint64 into = app_test_ensure_direct (f->cache, APP_TEST_PEER);

  call.chat = into;
  app_test_write (f->cache, draft_work, &call);
  put (f, 1, APP_TEST_PEER, "theirs");
  call.chat = app_test_find_chat (f->cache, CONVERSATION);
  call.text = "another";
  app_test_write (f->cache, draft_work, &call);
  app_test_write (f->cache, put_conversation_work, conversation);
  row = get_chat (f, call.chat);
  g_assert_cmpint (row->key, ==, into);
  g_assert_cmpstr (row->draft, ==, "half\nanother");
  call.text = "new";
  app_test_write (f->cache, draft_work, &call);
  g_clear_pointer (&row, app_cache_chat_free);
  row = get_chat (f, into);
  g_assert_cmpstr (row->draft, ==, "new");
}

#define add(name, function)                                                                        \
  g_test_add ("/app/cache-tables/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("drafts", test_drafts);
  add ("state", test_state);
  add ("users", test_users);
  add ("transfers", test_transfers);
  add ("search", test_search);
  add ("first-version", test_first_version);
  add ("moved-drafts", test_moved_drafts);
  return g_test_run ();
}
