/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "app-cache-chats.h"
#include "app-cache-members.h"
#include "app-cache-outbox.h"
#include "app-error.h"
#include "app-test.h"
#include "landline-id.h"

/* Each table, through the cache. */

#define CONVERSATION  "c_00000000000000000000000000000001"
#define NEWER_VERSION 8

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

static void
assert_texts (Fixture *f, gint64 chat, const char *expected)
{
  g_autofree char *texts = app_test_list_texts (f->cache, chat);

  g_assert_cmpstr (texts, ==, expected);
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

static void
test_file (Fixture *f, gconstpointer data)
{
  struct stat status;

  g_assert_cmpint (g_stat (f->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
open_expecting (const char *path, const char *user_id, AppError code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_cache_open_async (path, user_id, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_null (app_cache_open_finish (result, &error));
  g_assert_error (error, APP_ERROR, (int) code);
}

G_STATIC_ASSERT (NEWER_VERSION == APP_CACHE_VERSION + 1);

static void
test_newer (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
  sqlite3 *handle;

  app_test_close_cache (app_test_open_cache (path));
  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "PRAGMA user_version = " G_STRINGIFY (NEWER_VERSION), NULL,
                                 NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
  open_expecting (path, APP_TEST_SELF, APP_ERROR_CACHE_NEWER);
  app_test_remove_folder (folder);
}

static void
test_unreadable (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);

  g_assert_true (
      g_file_set_contents (path, "this is no database, however one looks at it", -1, NULL));
  open_expecting (path, APP_TEST_SELF, APP_ERROR_CACHE);
  open_expecting ("/proc/no/such/place/cache.sqlite", APP_TEST_SELF, APP_ERROR_CACHE);
  app_test_remove_folder (folder);
}

static void
test_other_account (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);

  app_test_close_cache (app_test_open_cache (path));
  open_expecting (path, APP_TEST_PEER, APP_ERROR_CACHE);
  app_test_remove_folder (folder);
}

static void
test_messages_in_order (Fixture *f, gconstpointer data)
{
  gint64 chat;

  put (f, 2, APP_TEST_PEER, "two");
  put (f, 3, APP_TEST_SELF, "three");
  put (f, 1, APP_TEST_PEER, "one");
  chat = app_test_find_chat (f->cache, CONVERSATION);
  g_assert_cmpint (chat, !=, 0);
  assert_texts (f, chat, "one|two|three");
  reopen (f);
  assert_texts (f, chat, "one|two|three");
}

static void
test_messages_once (Fixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (CONVERSATION, 1, APP_TEST_PEER,
                                                               "once");
  g_autoptr (AppCacheChat) chat = NULL;

  app_test_put (f->cache, message);
  app_test_put (f->cache, message);
  chat = get_chat (f, app_test_find_chat (f->cache, CONVERSATION));
  assert_texts (f, chat->key, "once");
  g_assert_cmpuint (chat->n_unread, ==, 1);
}

/* A restored server gives seqs anew: what it lost stays, beside what has the seq now. */
static void
test_messages_displaced (Fixture *f, gconstpointer data)
{
  gint64 chat;

  put (f, 1, APP_TEST_PEER, "first");
  put (f, 2, APP_TEST_PEER, "lost");
  put (f, 2, APP_TEST_PEER, "again");
  put (f, 2, APP_TEST_PEER, "and again");
  put (f, 3, APP_TEST_PEER, "third");
  chat = app_test_find_chat (f->cache, CONVERSATION);
  assert_texts (f, chat, "first|and again|lost|again|third");
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
fail_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_fail (database, call->key, call->text, error);
}

static gboolean
retry_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_retry (database, call->key, 5000, FALSE, error);
}

static gboolean
remove_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_remove (database, call->key, error);
}

static gboolean
settle_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_settle (database, &call->sent, &call->found, error);
}

typedef struct
{
  gint64 key;
  AppCacheMessage *row;
} GetMessage;

static gboolean
get_message_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  GetMessage *call = data;

  call->row = app_cache_messages_get (database, call->key, error);
  return *error == NULL;
}

static AppCacheMessage *
get_message (Fixture *f, gint64 key)
{
  GetMessage call = { .key = key };

  app_test_read (f->cache, get_message_work, &call);
  return call.row;
}

static void
settle (Fixture *f, gint64 key, gint64 seq)
{
  g_autoptr (AppCacheMessage) row = get_message (f, key);
  MessageCall call = { 0 };

  landline_sent_init (&call.sent, seq, landline_message_get_id (row->message), CONVERSATION, seq,
                      G_GINT64_CONSTANT (1760000000000), FALSE);
  app_test_write (f->cache, settle_work, &call);
  g_assert_true (call.found);
}

static gboolean
count_outbox_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_outbox_count (database, data, error);
}

static gint64
count_outbox (Fixture *f)
{
  gint64 n;

  app_test_read (f->cache, count_outbox_work, &n);
  return n;
}

static void
test_outgoing (Fixture *f, gconstpointer data)
{
  gint64 chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  gint64 first = app_test_add_outgoing (f->cache, chat, "first");
  gint64 second = app_test_add_outgoing (f->cache, chat, "second");
  g_autoptr (AppCacheChat) row = NULL;

  assert_texts (f, chat, "?first|?second");
  g_assert_cmpint (count_outbox (f), ==, 2);
  settle (f, first, 1);
  assert_texts (f, chat, "first|?second");
  g_assert_cmpint (app_test_find_chat (f->cache, CONVERSATION), ==, chat);
  settle (f, first, 1);
  settle (f, second, 2);
  assert_texts (f, chat, "first|second");
  g_assert_cmpint (count_outbox (f), ==, 0);
  row = get_chat (f, chat);
  g_assert_cmpuint (row->n_unread, ==, 0);
  g_assert_cmpint (row->last_seq, ==, 2);
  g_assert_cmpint (row->last.key, ==, second);
}

typedef struct
{
  gint64 after;
  GPtrArray *rows;
} OutboxCall;

static gboolean
list_outbox_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  OutboxCall *call = data;

  call->rows = app_cache_outbox_list (database, call->after, 10, error);
  return call->rows != NULL;
}

/* Who sends goes on behind the last position it knows, so a later row is never before it, even when
 * the outbox was empty in between. */
static void
test_outbox_positions (Fixture *f, gconstpointer data)
{
  gint64 chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  OutboxCall call = { 0 };

  for (guint i = 1; i <= 3; i++)
    {
      gint64 key = app_test_add_outgoing (f->cache, chat, "next");
      AppCacheOutboxRow *row;

      app_test_read (f->cache, list_outbox_work, &call);
      g_assert_cmpuint (call.rows->len, ==, 1);
      row = g_ptr_array_index (call.rows, 0);
      g_assert_cmpint (row->message, ==, key);
      g_assert_cmpint (row->position, >, call.after);
      call.after = row->position;
      g_ptr_array_unref (call.rows);
      settle (f, key, i);
      g_assert_cmpint (count_outbox (f), ==, 0);
    }
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  gint64 chat;
  MessageCall call = { .text = "No." };
  g_autoptr (AppCacheMessage) row = NULL;

  put (f, 1, APP_TEST_PEER, "one");
  chat = app_test_find_chat (f->cache, CONVERSATION);
  call.key = app_test_add_outgoing (f->cache, chat, "mine");
  app_test_write (f->cache, fail_work, &call);
  put (f, 2, APP_TEST_PEER, "two");
  assert_texts (f, chat, "one|!mine|two");
  row = get_message (f, call.key);
  g_assert_cmpstr (row->error, ==, "No.");
  g_assert_cmpint (count_outbox (f), ==, 0);

  app_test_write (f->cache, retry_work, &call);
  assert_texts (f, chat, "one|two|?mine");
  g_assert_cmpint (count_outbox (f), ==, 1);
  app_test_write (f->cache, fail_work, &call);
  app_test_write (f->cache, remove_work, &call);
  assert_texts (f, chat, "one|two");
}

/* What the server has cannot be taken away. */
static void
test_kept_is_not_removed (Fixture *f, gconstpointer data)
{
  gint64 chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  MessageCall call = { .text = "No." };

  call.key = app_test_add_outgoing (f->cache, chat, "mine");
  settle (f, call.key, 1);
  app_test_write (f->cache, remove_work, &call);
  app_test_write (f->cache, fail_work, &call);
  assert_texts (f, chat, "mine");
}

static void test_unread (Fixture *f, gconstpointer data);

typedef struct
{
  gint64 chat;
  gint64 seq;
  gboolean told;
  GPtrArray *marks;
} ReadCall;

static gboolean
raise_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  return app_cache_chats_raise_own_read (database, call->chat, call->seq, call->told, error);
}

static gboolean
untold_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->marks = app_cache_chats_list_untold (database, error);
  return call->marks != NULL;
}

static guint
count_unread (Fixture *f, gint64 chat)
{
  g_autoptr (AppCacheChat) row = get_chat (f, chat);

  return row->n_unread;
}

static guint
count_untold (Fixture *f)
{
  ReadCall call = { 0 };
  g_autoptr (GPtrArray) marks = NULL;

  app_test_read (f->cache, untold_work, &call);
  marks = call.marks;
  return marks->len;
}

static void
test_unread (Fixture *f, gconstpointer data)
{
  ReadCall call = { 0 };

  put (f, 1, APP_TEST_PEER, "1");
  put (f, 2, APP_TEST_SELF, "2");
  put (f, 3, APP_TEST_PEER, "3");
  put (f, 4, APP_TEST_PEER, "4");
  call.chat = app_test_find_chat (f->cache, CONVERSATION);
  g_assert_cmpuint (count_unread (f, call.chat), ==, 3);
  call.seq = 3;
  app_test_write (f->cache, raise_work, &call);
  g_assert_cmpuint (count_unread (f, call.chat), ==, 1);
  g_assert_cmpuint (count_untold (f), ==, 1);
  call.seq = 2;
  app_test_write (f->cache, raise_work, &call);
  g_assert_cmpuint (count_unread (f, call.chat), ==, 1);
  call.seq = 4;
  call.told = TRUE;
  app_test_write (f->cache, raise_work, &call);
  g_assert_cmpuint (count_unread (f, call.chat), ==, 0);
  g_assert_cmpuint (count_untold (f), ==, 0);
  put (f, 5, APP_TEST_PEER, "5");
  g_assert_cmpuint (count_unread (f, call.chat), ==, 1);
}

static gboolean
receipt_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  LandlineReceipt *receipt = data;
  gint64 chat;

  return app_cache_chats_ensure (database, landline_receipt_get_conversation (receipt), &chat,
                                 error) &&
         app_cache_members_put_receipt (database, chat, receipt, error);
}

static void
put_receipt (Fixture *f, const char *user_id, gint64 delivered, gint64 read)
{
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new (CONVERSATION, user_id, delivered,
                                                              read);

  app_test_write (f->cache, receipt_work, receipt);
}

static gboolean
put_conversation_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 key;

  return app_cache_chats_put (database, data, &key, error);
}

static void
put_group (Fixture *f, const LandlineMember *members, guint n_members)
{
  g_autoptr (LandlineConversation) conversation = landline_conversation_new (
      CONVERSATION, LANDLINE_CONVERSATION_GROUP, "The group", members, n_members, 1000, 0);

  app_test_write (f->cache, put_conversation_work, conversation);
}

static void
assert_marks (Fixture *f, gint64 delivered, gint64 read)
{
  g_autoptr (AppCacheChat) row = get_chat (f, app_test_find_chat (f->cache, CONVERSATION));

  g_assert_cmpint (row->delivered, ==, delivered);
  g_assert_cmpint (row->read, ==, read);
}

static void
test_receipts (Fixture *f, gconstpointer data)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_ADMIN },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
    { (char *) "103", (char *) "Cem", LANDLINE_ROLE_MEMBER },
  };

  put_group (f, members, G_N_ELEMENTS (members));
  put_receipt (f, APP_TEST_PEER, 5, 3);
  assert_marks (f, 0, 0);
  put_receipt (f, "103", 4, 4);
  assert_marks (f, 4, 3);
  put_receipt (f, APP_TEST_PEER, 2, 1);
  assert_marks (f, 4, 3);
  put_receipt (f, "103", 9, 9);
  assert_marks (f, 5, 3);
  /* Somebody who left holds nobody's ticks up. */
  put_group (f, members, 2);
  assert_marks (f, 5, 3);
  put_receipt (f, APP_TEST_PEER, 7, 7);
  assert_marks (f, 7, 7);
}

static void
test_own_receipt (Fixture *f, gconstpointer data)
{
  put (f, 1, APP_TEST_PEER, "1");
  put (f, 2, APP_TEST_PEER, "2");
  put_receipt (f, APP_TEST_SELF, 2, 1);
  g_assert_cmpuint (count_unread (f, app_test_find_chat (f->cache, CONVERSATION)), ==, 1);
  g_assert_cmpuint (count_untold (f), ==, 0);
}

static void
test_group (Fixture *f, gconstpointer data)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_ADMIN },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (AppCacheChat) row = NULL;

  put (f, 1, APP_TEST_PEER, "before it was known");
  row = get_chat (f, app_test_find_chat (f->cache, CONVERSATION));
  g_assert_cmpint (row->kind, ==, APP_CACHE_CHAT_UNKNOWN);
  g_assert_cmpstr (row->title, ==, APP_TEST_PEER);
  put_group (f, members, 2);
  g_clear_pointer (&row, app_cache_chat_free);
  row = get_chat (f, app_test_find_chat (f->cache, CONVERSATION));
  g_assert_cmpint (row->kind, ==, APP_CACHE_CHAT_GROUP);
  g_assert_cmpstr (row->title, ==, "The group");
  g_assert_cmpuint (row->n_members, ==, 2);
  g_assert_cmpstr (row->last_sender, ==, "Ben");
  g_assert_cmpuint (row->n_unread, ==, 1);
}

/* We began to write to somebody, and meanwhile they wrote to us: it is one chat, and the one that
 * is open. */
static void
test_merge (Fixture *f, gconstpointer data)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) conversation = landline_conversation_new (
      CONVERSATION, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2, 1000, 1);
  gint64 pending = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  g_autoptr (AppCacheChat) row = NULL;

  app_test_add_outgoing (f->cache, pending, "mine");
  put (f, 1, APP_TEST_PEER, "theirs");
  g_assert_cmpint (app_test_find_chat (f->cache, CONVERSATION), !=, pending);
  app_test_write (f->cache, put_conversation_work, conversation);
  g_assert_cmpint (app_test_find_chat (f->cache, CONVERSATION), ==, pending);
  assert_texts (f, pending, "theirs|?mine");
  row = get_chat (f, pending);
  g_assert_cmpstr (row->title, ==, "Ben");
  g_assert_cmpuint (row->n_unread, ==, 1);
  g_assert_cmpint (row->last_seq, ==, 1);
  /* The same, when what tells is the answer to our message. */
  app_test_write (f->cache, put_conversation_work, conversation);
  assert_texts (f, pending, "theirs|?mine");
}

static void
test_merge_by_answer (Fixture *f, gconstpointer data)
{
  gint64 pending = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  gint64 mine = app_test_add_outgoing (f->cache, pending, "mine");

  put (f, 1, APP_TEST_PEER, "theirs");
  settle (f, mine, 2);
  g_assert_cmpint (app_test_find_chat (f->cache, CONVERSATION), ==, pending);
  assert_texts (f, pending, "theirs|mine");
}

typedef struct
{
  guint n_signals;
  guint n_added;
  guint n_changed;
  gint64 chat;
} Seen;

static void
changed_cb (AppCache *cache, AppCacheChanges *changes, gpointer user_data)
{
  Seen *seen = user_data;
  guint n;
  const AppCacheMessageChange *messages = app_cache_changes_get_messages (changes, seen->chat, &n);

  seen->n_signals++;
  for (guint i = 0; i < n; i++)
    if (messages[i].kind == APP_CACHE_MESSAGE_ADDED)
      seen->n_added++;
    else
      seen->n_changed++;
}

static gboolean
add_and_fail_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;
  g_autoptr (LandlineContent) content = landline_content_new_text ("gone");
  g_autofree char *id = landline_id_new_message ();

  if (!app_cache_messages_add_outgoing (database, call->chat, id, 1, content, NULL, FALSE,
                                        &call->key, error))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "on purpose");
  return FALSE;
}

/* A step that fails leaves nothing behind, neither rows nor news; those that share its transaction
 * are kept. */
static void
test_failed_step (Fixture *f, gconstpointer data)
{
  Seen seen = { 0 };
  MessageCall call = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  call.chat = seen.chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  g_signal_connect (f->cache, "changed", G_CALLBACK (changed_cb), &seen);
  app_cache_write_async (f->cache, add_and_fail_work, &call, NULL, NULL, app_test_result, &result);
  app_test_add_outgoing (f->cache, call.chat, "kept");
  app_test_wait (result != NULL);
  g_assert_null (app_cache_call_finish (f->cache, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  assert_texts (f, call.chat, "?kept");
  g_assert_cmpuint (seen.n_added, ==, 1);
  g_signal_handlers_disconnect_by_data (f->cache, &seen);
}

static void
test_changes (Fixture *f, gconstpointer data)
{
  Seen seen = { 0 };
  gint64 key;

  seen.chat = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  g_signal_connect (f->cache, "changed", G_CALLBACK (changed_cb), &seen);
  key = app_test_add_outgoing (f->cache, seen.chat, "mine");
  /* Whoever wrote it hears of the change before the answer. */
  g_assert_cmpuint (seen.n_added, ==, 1);
  settle (f, key, 1);
  g_assert_cmpuint (seen.n_changed, ==, 1);
  settle (f, key, 1);
  g_assert_cmpuint (seen.n_changed, ==, 1);
  g_signal_handlers_disconnect_by_data (f->cache, &seen);
}

static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n;

  app_cache_close_async (f->cache, app_test_result, &closed);
  app_cache_read_async (f->cache, count_outbox_work, &n, NULL, NULL, app_test_result, &result);
  app_test_wait (closed != NULL && result != NULL);
  g_assert_null (app_cache_call_finish (f->cache, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

#define add(name, function)                                                                        \
  g_test_add ("/app/cache/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("file", test_file);
  g_test_add_func ("/app/cache/newer", test_newer);
  g_test_add_func ("/app/cache/unreadable", test_unreadable);
  g_test_add_func ("/app/cache/other-account", test_other_account);
  add ("messages/in-order", test_messages_in_order);
  add ("messages/once", test_messages_once);
  add ("messages/displaced", test_messages_displaced);
  add ("messages/outgoing", test_outgoing);
  add ("messages/outbox-positions", test_outbox_positions);
  add ("messages/refused", test_refused);
  add ("messages/kept-is-not-removed", test_kept_is_not_removed);
  add ("chats/unread", test_unread);
  add ("chats/receipts", test_receipts);
  add ("chats/own-receipt", test_own_receipt);
  add ("chats/group", test_group);
  add ("chats/merge", test_merge);
  add ("chats/merge-by-answer", test_merge_by_answer);
  add ("changes/failed-step", test_failed_step);
  add ("changes/order", test_changes);
  add ("closed", test_closed);
  return g_test_run ();
}
