/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>

#include "app-cache-chats.h"
#include "app-cache-notes.h"
#include "app-cache-users.h"
#include "app-test.h"

/* People who were deleted from the server: what they sent stays under the id that they have now,
 * and whoever has their number next is somebody else. */

#define DIRECT "c_00000000000000000000000000000001"
#define LATER  "c_00000000000000000000000000000002"
#define FORMER "+004815162342108"

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
  f->path = g_build_filename (f->folder, "cache.sqlite", NULL);
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

static gboolean
put_user_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put (database, data, error);
}

static void
put_user (Fixture *f, LandlineUser *user)
{
  app_test_write (f->cache, put_user_work, user);
  g_object_unref (user);
}

static void
delete_peer (Fixture *f)
{
  put_user (f, landline_user_new_former (FORMER, "Former user", APP_TEST_PEER));
}

static gboolean
put_conversation_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 key;

  return app_cache_chats_put (database, data, &key, error);
}

static void
put_direct (Fixture *f, const char *id, const char *user_id, const char *name)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) user_id, (char *) name, LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) conversation =
      landline_conversation_new (id, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2, 1000, 0);

  app_test_write (f->cache, put_conversation_work, conversation);
}

static void
put (Fixture *f, const char *conversation, gint64 seq, const char *sender, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, sender, text);

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
get_chat (Fixture *f, const char *conversation)
{
  GetChat call = { .key = app_test_find_chat (f->cache, conversation) };

  app_test_read (f->cache, get_chat_work, &call);
  g_assert_nonnull (call.chat);
  return call.chat;
}

static gint64
get_number (Fixture *f, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  sqlite3 *handle = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open (f->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

static void
assert_former (Fixture *f, const char *conversation, const char *texts)
{
  g_autoptr (AppCacheChat) chat = get_chat (f, conversation);
  g_autofree char *listed = app_test_list_texts (f->cache, chat->key);

  g_assert_cmpstr (chat->peer, ==, FORMER);
  g_assert_cmpstr (chat->title, ==, "Former user");
  g_assert_null (chat->avatar);
  g_assert_cmpint (chat->peer_last_seen, ==, 0);
  g_assert_false (chat->blocked);
  g_assert_cmpstr (listed, ==, texts);
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
}

static gboolean
block_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_notes_set (database, "block:" APP_TEST_PEER, "1", error);
}

static void
test_number (Fixture *f, gconstpointer data)
{
  g_autoptr (AppCacheChat) chat = NULL;

  put_user (f, landline_user_new (APP_TEST_PEER, "Ben", "At sea", "m_1", 20, FALSE));
  put_direct (f, DIRECT, APP_TEST_PEER, "Ben");
  put (f, DIRECT, 1, APP_TEST_PEER, "Hello");
  app_test_write (f->cache, block_work, f);
  delete_peer (f);
  assert_former (f, DIRECT, "Hello");
  /* Told twice is as good as once. */
  delete_peer (f);
  assert_former (f, DIRECT, "Hello");
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM notes WHERE value <> ''"), ==, 0);
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM users WHERE listed = 1 AND number > 1"),
                   ==, 0);

  /* Somebody else has the number. */
  put_user (f, landline_user_new (APP_TEST_PEER, "Bella", NULL, NULL, 0, FALSE));
  put_direct (f, LATER, APP_TEST_PEER, "Bella");
  put (f, LATER, 1, APP_TEST_PEER, "Good day");
  chat = get_chat (f, LATER);
  g_assert_cmpstr (chat->title, ==, "Bella");
  g_assert_false (chat->blocked);
  assert_former (f, DIRECT, "Hello");
  reopen (f);
  assert_former (f, DIRECT, "Hello");
}

/* What came under the new id before it was told whose that is. */
static void
test_early (Fixture *f, gconstpointer data)
{
  put_user (f, landline_user_new (APP_TEST_PEER, "Ben", NULL, NULL, 20, FALSE));
  put_direct (f, DIRECT, APP_TEST_PEER, "Ben");
  put (f, DIRECT, 1, APP_TEST_PEER, "Hello");
  put (f, DIRECT, 2, FORMER, "there");
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM users WHERE number > 1"), ==, 2);
  delete_peer (f);
  assert_former (f, DIRECT, "Hello|there");
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM users WHERE number > 1"), ==, 1);
  g_assert_cmpint (get_number (f, "SELECT count (DISTINCT sender) FROM messages"), ==, 1);
}

/* We had begun to write to somebody whose conversation came under the new id. */
static void
test_begun (Fixture *f, gconstpointer data)
{
  gint64 begun = app_test_ensure_direct (f->cache, APP_TEST_PEER);

  put_direct (f, DIRECT, FORMER, "Former user");
  put (f, DIRECT, 1, FORMER, "Hello");
  g_assert_cmpint (app_test_find_chat (f->cache, DIRECT), !=, begun);
  delete_peer (f);
  g_assert_cmpint (app_test_find_chat (f->cache, DIRECT), ==, begun);
  assert_former (f, DIRECT, "Hello");
}

/* The conversations were fetched before it was told that the number changed hands, in either order;
 * it is told after that. */
static void
test_fetched (Fixture *f, gconstpointer data)
{
  gboolean later_first = GPOINTER_TO_INT (data);
  g_autoptr (AppCacheChat) chat = NULL;

  put_user (f, landline_user_new (APP_TEST_PEER, "Ben", NULL, NULL, 20, FALSE));
  put_direct (f, DIRECT, APP_TEST_PEER, "Ben");
  put (f, DIRECT, 1, APP_TEST_PEER, "Hello");
  if (later_first)
    put_direct (f, LATER, APP_TEST_PEER, "Bella");
  put_direct (f, DIRECT, FORMER, "Former user");
  assert_former (f, DIRECT, "Hello");
  put_direct (f, LATER, APP_TEST_PEER, "Bella");
  put (f, DIRECT, 2, FORMER, "there");
  delete_peer (f);
  put (f, LATER, 1, APP_TEST_PEER, "Good day");
  put_direct (f, LATER, APP_TEST_PEER, "Bella");
  assert_former (f, DIRECT, "Hello|there");
  chat = get_chat (f, LATER);
  g_assert_cmpstr (chat->title, ==, "Bella");
  g_assert_cmpstr (chat->peer, ==, APP_TEST_PEER);
}

/* A device that never knew the number. */
static void
test_unknown (Fixture *f, gconstpointer data)
{
  put_direct (f, DIRECT, FORMER, "Former user");
  put (f, DIRECT, 1, FORMER, "Hello");
  assert_former (f, DIRECT, "Hello");
  delete_peer (f);
  assert_former (f, DIRECT, "Hello");
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM users WHERE number > 1"), ==, 1);
}

/* They are called so in the language of whoever looks. */
static void
test_language (Fixture *f, gconstpointer data)
{
  sqlite3 *handle = NULL;

  put_direct (f, DIRECT, FORMER, "Former user");
  put_user (f, landline_user_new (APP_TEST_PEER, "Ben", NULL, NULL, 20, FALSE));
  app_test_close_cache (f->cache);
  g_assert_cmpint (sqlite3_open (f->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "UPDATE users SET name = 'Ehemalig' WHERE number > 1",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
  f->cache = app_test_open_cache (f->path);
  assert_former (f, DIRECT, "");
  g_assert_cmpint (get_number (f, "SELECT count (*) FROM users WHERE name = 'Ehemalig'"), ==, 1);
}

typedef struct
{
  gint64 chat;
  guint n_messages;
} Seen;

static void
on_changed (AppCache *cache, AppCacheChanges *changes, Seen *seen)
{
  guint n;

  app_cache_changes_get_messages (changes, seen->chat, &n);
  seen->n_messages += n;
}

/* What is on the screen is told anew. */
static void
test_told (Fixture *f, gconstpointer data)
{
  Seen seen = { 0 };

  put_direct (f, DIRECT, APP_TEST_PEER, "Ben");
  put (f, DIRECT, 1, APP_TEST_PEER, "Hello");
  put (f, DIRECT, 2, APP_TEST_SELF, "Hello");
  seen.chat = app_test_find_chat (f->cache, DIRECT);
  g_signal_connect (f->cache, "changed", G_CALLBACK (on_changed), &seen);
  delete_peer (f);
  app_test_wait (seen.n_messages > 0);
  g_assert_cmpuint (seen.n_messages, ==, 1);
  g_signal_handlers_disconnect_by_data (f->cache, &seen);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/cache/former/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("number", test_number);
  add ("early", test_early);
  add ("begun", test_begun);
  add ("unknown", test_unknown);
  g_test_add ("/cache/former/fetched/former-first", Fixture, GINT_TO_POINTER (FALSE), set_up,
              test_fetched, tear_down);
  g_test_add ("/cache/former/fetched/later-first", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_fetched, tear_down);
  add ("language", test_language);
  add ("told", test_told);
  return g_test_run ();
}
