/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-files.h"
#include "app-cache-notes.h"
#include "app-cache-search.h"
#include "app-test.h"
#include "landline-id.h"

/* What is noted about chats and messages, and that a cleared history is gone from the disk. */

#define CONVERSATION "c_00000000000000000000000000000001"
#define OTHER        "c_00000000000000000000000000000002"
#define MEDIA        "m_00000000000000000000000000000001"
#define SHA256       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define SCHEMA       "/im/landline/Landline/cache/schema/%d.sql"

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

typedef struct
{
  const char *key;
  const char *value;
  gint64 version;
  gint64 number;
  LandlineDone done;
  char *text;
  gpointer object;
  gboolean found;
} Call;

static gboolean
set_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_notes_set (database, call->key, call->value, error);
}

static void
set_note (Fixture *f, const char *key, const char *value)
{
  Call call = { .key = key, .value = value };

  app_test_write (f->cache, set_work, &call);
}

static gboolean
put_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (LandlineNote) note = landline_note_new (call->key, call->value, 1, call->version);

  return app_cache_notes_put (database, note, error);
}

static void
put_note (Fixture *f, const char *key, const char *value, gint64 version)
{
  Call call = { .key = key, .value = value, .version = version };

  app_test_write (f->cache, put_work, &call);
}

static gboolean
get_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_notes_get (database, call->key, &call->text, error);
}

static void
assert_note (Fixture *f, const char *key, const char *value)
{
  Call call = { .key = key };

  app_test_read (f->cache, get_work, &call);
  g_assert_cmpstr (call.text, ==, value);
  g_free (call.text);
}

static gboolean
list_dirty_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  call->object = app_cache_notes_list_dirty (database, 10, error);
  return call->object != NULL;
}

/* The keys in order, separated by `|` */
static char *
list_dirty (Fixture *f, char **first_id)
{
  Call call = { 0 };
  g_autoptr (GPtrArray) notes = NULL;
  GString *keys = g_string_new (NULL);

  app_test_read (f->cache, list_dirty_work, &call);
  notes = call.object;
  for (guint i = 0; i < notes->len; i++)
    {
      AppCacheDirtyNote *dirty = g_ptr_array_index (notes, i);

      g_assert_true (landline_id_is_message (dirty->id));
      if (i == 0 && first_id != NULL)
        *first_id = g_strdup (dirty->id);
      g_string_append_printf (keys, "%s%s=%s", i > 0 ? "|" : "",
                              landline_note_get_key (dirty->note),
                              landline_note_get_value (dirty->note));
    }
  return g_string_free (keys, FALSE);
}

static void
assert_dirty (Fixture *f, const char *expected)
{
  g_autofree char *keys = list_dirty (f, NULL);

  g_assert_cmpstr (keys, ==, expected);
}

static gboolean
settle_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_notes_settle (database, &((Call *) data)->done, error);
}

static gboolean
refuse_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_notes_refuse (database, call->text, &call->found, error);
}

static void
settle (Fixture *f, const char *id, gint64 version)
{
  Call call = { 0 };

  landline_done_init (&call.done, 0, id, "", version, 1, FALSE);
  app_test_write (f->cache, settle_work, &call);
}

static void
test_last_writer (Fixture *f, gconstpointer data)
{
  assert_note (f, "pin:" CONVERSATION, "");
  put_note (f, "pin:" CONVERSATION, "1", 5);
  assert_note (f, "pin:" CONVERSATION, "1");
  /* An older one that comes late */
  put_note (f, "pin:" CONVERSATION, "2", 4);
  assert_note (f, "pin:" CONVERSATION, "1");
  put_note (f, "pin:" CONVERSATION, "3", 6);
  assert_note (f, "pin:" CONVERSATION, "3");
  assert_dirty (f, "");
}

static void
test_dirty (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  set_note (f, "pin:" CONVERSATION, "9");
  set_note (f, "mute:" CONVERSATION, "forever");
  set_note (f, "mute:" CONVERSATION, "forever");
  g_free (list_dirty (f, &first));
  assert_dirty (f, "pin:" CONVERSATION "=9|mute:" CONVERSATION "=forever");
  /* What was noted last goes last; what another device noted before that is over. */
  set_note (f, "pin:" CONVERSATION, "");
  put_note (f, "pin:" CONVERSATION, "7", 100);
  assert_dirty (f, "mute:" CONVERSATION "=forever|pin:" CONVERSATION "=");
  assert_note (f, "pin:" CONVERSATION, "");
  /* The answer to what was noted before does not settle what was noted since. */
  settle (f, first, 101);
  g_free (list_dirty (f, &second));
  assert_dirty (f, "mute:" CONVERSATION "=forever|pin:" CONVERSATION "=");
  settle (f, second, 102);
  assert_dirty (f, "pin:" CONVERSATION "=");
  put_note (f, "mute:" CONVERSATION, "", 102);
  assert_note (f, "mute:" CONVERSATION, "forever");
  put_note (f, "mute:" CONVERSATION, "", 103);
  assert_note (f, "mute:" CONVERSATION, "");
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  Call call = { 0 };
  g_autofree char *id = NULL;

  set_note (f, "pin:" CONVERSATION, "9");
  g_free (list_dirty (f, &id));
  call.text = id;
  app_test_write (f->cache, refuse_work, &call);
  g_assert_true (call.found);
  assert_dirty (f, "");
  assert_note (f, "pin:" CONVERSATION, "9");
  app_test_write (f->cache, refuse_work, &call);
  g_assert_false (call.found);
}

static gboolean
get_chat_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  call->object = app_cache_chats_get (database, call->number, error);
  return *error == NULL;
}

static AppCacheChat *
get_chat (Fixture *f, const char *conversation)
{
  Call call = { .number = app_test_find_chat (f->cache, conversation) };

  app_test_read (f->cache, get_chat_work, &call);
  return call.object;
}

static void
put_text (Fixture *f, const char *conversation, gint64 seq, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, APP_TEST_PEER,
                                                               text);

  app_test_put (f->cache, message);
}

static void
test_chat (Fixture *f, gconstpointer data)
{
  g_autoptr (AppCacheChat) before = NULL;
  g_autoptr (AppCacheChat) chat = NULL;

  put_text (f, CONVERSATION, 1, "Hello");
  before = get_chat (f, CONVERSATION);
  g_assert_cmpint (before->pinned + before->muted_until + before->archived + before->deleted, ==,
                   0);
  g_assert_false (before->marked_unread);
  set_note (f, "pin:" CONVERSATION, "1750000000000");
  set_note (f, "mute:" CONVERSATION, "forever");
  set_note (f, "archive:" CONVERSATION, "1");
  set_note (f, "unread:" CONVERSATION, "1");
  chat = get_chat (f, CONVERSATION);
  g_assert_cmpint (chat->pinned, ==, G_GINT64_CONSTANT (1750000000000));
  g_assert_cmpint (chat->muted_until, ==, G_MAXINT64);
  g_assert_cmpint (chat->archived, ==, 1);
  g_assert_true (chat->marked_unread);
  g_assert_false (chat->blocked);
}

static LandlineMessage *
make_file (const char *conversation, gint64 seq, const char *media_id, const char *caption)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, media_id,
                                                        "zwetschge.pdf", "application/pdf", 7,
                                                        SHA256);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, caption);

  return landline_message_new (id, APP_TEST_PEER, conversation, seq,
                               G_GINT64_CONSTANT (1750000000000) + seq * 1000, content, NULL);
}

static gboolean
put_file_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_files_put (database, MEDIA, data, error);
}

static void
put_file (Fixture *f, const char *conversation, gint64 seq)
{
  g_autoptr (LandlineMessage) message = make_file (conversation, seq, MEDIA, "quittenmus");

  app_test_put (f->cache, message);
}

static gboolean
merge_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gboolean done = FALSE;

  for (gboolean first = TRUE; !done; first = FALSE)
    if (!app_cache_clear_merge (database, first, &done, error))
      return FALSE;
  return TRUE;
}

static void
scrub (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_test_write (f->cache, merge_work, f);
  app_cache_run_async (f->cache, app_cache_clear_checkpoint, f, NULL, NULL, app_test_result,
                       &result);
  app_test_wait (result != NULL);
  app_cache_call_finish (f->cache, result, &error);
  g_assert_no_error (error);
}

static gboolean
file_has (const char *path, const char *word)
{
  g_autofree char *data = NULL;
  gsize length;

  return g_file_get_contents (path, &data, &length, NULL) &&
         memmem (data, length, word, strlen (word)) != NULL;
}

static gboolean
on_disk (Fixture *f, const char *word)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);

  return file_has (f->path, word) || file_has (wal, word);
}

static void
count_cleared_cb (AppCache *cache, AppCacheChanges *changes, guint *n_cleared)
{
  guint n;

  app_cache_changes_get_cleared_chats (changes, &n);
  *n_cleared += n;
}

static void
store_removed_cb (AppCache *cache, AppCacheChanges *changes, char **path)
{
  GPtrArray *removed = app_cache_changes_get_removed_files (changes);

  if (removed->len > 0)
    *path = g_strdup (g_ptr_array_index (removed, 0));
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  static const char *const words[] = { "xylophonquark", "zwetschge", "quittenmus", "mirabelle" };
  g_autoptr (AppCacheChat) chat = NULL;
  g_autofree char *texts = NULL;
  guint n_cleared = 0;

  put_text (f, CONVERSATION, 1, "xylophonquark");
  put_file (f, CONVERSATION, 2);
  put_text (f, CONVERSATION, 3, "mirabelle");
  put_text (f, CONVERSATION, 4, "stays");
  put_text (f, OTHER, 1, "elsewhere");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_true (on_disk (f, words[i]));
  g_signal_connect (f->cache, "changed", G_CALLBACK (count_cleared_cb), &n_cleared);
  set_note (f, "clear:" CONVERSATION, "3");
  g_assert_cmpuint (n_cleared, ==, 1);
  scrub (f);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_false (on_disk (f, words[i]));
  g_assert_true (on_disk (f, "elsewhere"));
  chat = get_chat (f, CONVERSATION);
  g_assert_cmpint (chat->last_seq, ==, 4);
  g_assert_cmpuint (chat->n_unread, ==, 1);
  g_assert_true (chat->complete);
  texts = app_test_list_texts (f->cache, chat->key);
  g_assert_cmpstr (texts, ==, "stays");
}

/* What the server still has does not come back, by whichever way. */
static void
test_cleared_stays (Fixture *f, gconstpointer data)
{
  g_autoptr (AppCacheChat) row = NULL;
  g_autofree char *texts = NULL;
  gint64 chat;

  put_note (f, "clear:" CONVERSATION, "2", 1);
  put_text (f, CONVERSATION, 1, "old");
  put_text (f, CONVERSATION, 2, "old");
  put_text (f, CONVERSATION, 3, "new");
  chat = app_test_find_chat (f->cache, CONVERSATION);
  row = get_chat (f, CONVERSATION);
  g_assert_true (row->complete);
  g_assert_cmpint (row->last_seq, ==, 3);
  texts = app_test_list_texts (f->cache, chat);
  g_assert_cmpstr (texts, ==, "new");
}

static void
test_cleared_files (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  put_file (f, CONVERSATION, 1);
  put_file (f, OTHER, 1);
  app_test_write (f->cache, put_file_work, (gpointer) "/nowhere/zwetschge.pdf");
  g_signal_connect (f->cache, "changed", G_CALLBACK (store_removed_cb), &path);
  /* Another chat has the same file. */
  set_note (f, "clear:" CONVERSATION, "1");
  g_assert_null (path);
  set_note (f, "delete:" OTHER, "1");
  g_assert_cmpstr (path, ==, "/nowhere/zwetschge.pdf");
}

static gboolean
list_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  call->object = app_cache_attachments_list (database, call->number,
                                             (AppCacheAttachment) call->version, G_MAXINT64, 10,
                                             error);
  return call->object != NULL;
}

static guint
count_attachments (Fixture *f, const char *conversation, AppCacheAttachment kind)
{
  Call call = { .number = app_test_find_chat (f->cache, conversation), .version = kind };
  g_autoptr (GArray) keys = NULL;

  app_test_read (f->cache, list_work, &call);
  keys = call.object;
  return keys->len;
}

static gboolean
list_starred_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  call->object = app_cache_attachments_list_starred (database, call->number, error);
  return call->object != NULL;
}

static void
test_starred (Fixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (CONVERSATION, 1, APP_TEST_PEER, "a");
  g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_STAR,
                                                 landline_message_get_id (message));
  g_autofree char *foreign = landline_id_new_message ();
  g_autofree char *foreign_key = landline_note_make_key (LANDLINE_NOTE_STAR, foreign);
  g_autoptr (GArray) starred = NULL;
  g_autoptr (GArray) elsewhere = NULL;
  Call call = { 0 };

  app_test_put (f->cache, message);
  put_text (f, CONVERSATION, 2, "b");
  set_note (f, key, "1");
  set_note (f, foreign_key, "1");
  app_test_read (f->cache, list_starred_work, &call);
  starred = call.object;
  g_assert_cmpuint (starred->len, ==, 1);
  g_assert_cmpint (g_array_index (starred, gint64, 0), ==,
                   app_test_find_message (f->cache, landline_message_get_id (message)));
  call.number = app_test_find_chat (f->cache, CONVERSATION) + 1;
  app_test_read (f->cache, list_starred_work, &call);
  elsewhere = call.object;
  g_assert_cmpuint (elsewhere->len, ==, 0);
}

static void
test_attachments (Fixture *f, gconstpointer data)
{
  put_text (f, CONVERSATION, 1, "no link: http");
  put_text (f, CONVERSATION, 2, "look: https://example.org");
  put_file (f, CONVERSATION, 3);
  put_file (f, OTHER, 1);
  g_assert_cmpuint (count_attachments (f, CONVERSATION, APP_CACHE_ATTACHMENT_LINK), ==, 1);
  g_assert_cmpuint (count_attachments (f, CONVERSATION, APP_CACHE_ATTACHMENT_FILE), ==, 1);
  g_assert_cmpuint (count_attachments (f, CONVERSATION, APP_CACHE_ATTACHMENT_MEDIA), ==, 0);
  set_note (f, "clear:" CONVERSATION, "3");
  g_assert_cmpuint (count_attachments (f, CONVERSATION, APP_CACHE_ATTACHMENT_LINK), ==, 0);
  g_assert_cmpuint (count_attachments (f, CONVERSATION, APP_CACHE_ATTACHMENT_FILE), ==, 0);
  g_assert_cmpuint (count_attachments (f, OTHER, APP_CACHE_ATTACHMENT_FILE), ==, 1);
}

static void
execute (sqlite3 *handle, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

/* What version 2 had: the tables that its messages are in. */
static void
make_version_2 (const char *path, GPtrArray *contents)
{
  sqlite3 *handle;
  sqlite3_stmt *insert;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  for (int step = 1; step <= 2; step++)
    {
      g_autofree char *name = g_strdup_printf (SCHEMA, step);
      g_autoptr (GBytes) sql = g_resources_lookup_data (name, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      execute (handle, g_bytes_get_data (sql, NULL));
    }
  execute (handle, "PRAGMA user_version = 2;"
                   "INSERT INTO users (number, id) VALUES (1, '" APP_TEST_SELF "');"
                   "INSERT INTO chats (key, conversation, kind) VALUES (1, '" CONVERSATION "', 0)");
  g_assert_cmpint (sqlite3_prepare_v2 (handle,
                                       "INSERT INTO messages (key, id, chat, place, time, sender, "
                                       "state, content) VALUES (?1, randomblob (16), 1, ?1 << 20, "
                                       "0, 1, 0, ?2)",
                                       -1, &insert, NULL),
                   ==, SQLITE_OK);
  for (guint i = 0; i < contents->len; i++)
    {
      g_autoptr (GBytes) encoded = app_test_encode (g_ptr_array_index (contents, i));

      sqlite3_bind_int64 (insert, 1, i + 1);
      sqlite3_bind_blob64 (insert, 2, g_bytes_get_data (encoded, NULL), g_bytes_get_size (encoded),
                           SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  sqlite3_close (handle);
}

static GPtrArray *
make_contents (void)
{
  GPtrArray *contents = g_ptr_array_new_with_free_func (g_object_unref);
  const char *const phones[] = { "+1555", NULL };
  g_autoptr (LandlineMedia) picture = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, MEDIA, "a.png",
                                                          "image/png", 7, SHA256);
  g_autoptr (LandlineMedia) sound = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, MEDIA, "a.ogg",
                                                        "audio/ogg", 7, SHA256);
  g_autoptr (LandlineMedia) file = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, MEDIA, "a.pdf",
                                                       "application/pdf", 7, SHA256);

  g_ptr_array_add (contents, landline_content_new_media (picture, "\"document\""));
  g_ptr_array_add (contents, landline_content_new_media (sound, NULL));
  g_ptr_array_add (contents, landline_content_new_media (file, "https://example.org"));
  g_ptr_array_add (contents, landline_content_new_text ("http is \"media_object\" a protocol"));
  g_ptr_array_add (contents, landline_content_new_text ("look: http://example.org"));
  g_ptr_array_add (contents, landline_content_new_location (1, 2, "Here"));
  g_ptr_array_add (contents, landline_content_new_contact ("Ada", phones));
  return contents;
}

static void
test_upgrade (void)
{
  Fixture f = { 0 };
  g_autoptr (GPtrArray) contents = make_contents ();

  f.folder = app_test_make_folder ();
  f.path = g_build_filename (f.folder, "cache.sqlite", NULL);
  /* The resources come with the first cache that is opened. */
  app_test_close_cache (app_test_open_cache (f.path));
  g_unlink (f.path);
  make_version_2 (f.path, contents);
  f.cache = app_test_open_cache (f.path);
  g_assert_cmpuint (count_attachments (&f, CONVERSATION, APP_CACHE_ATTACHMENT_MEDIA), ==, 1);
  g_assert_cmpuint (count_attachments (&f, CONVERSATION, APP_CACHE_ATTACHMENT_FILE), ==, 2);
  g_assert_cmpuint (count_attachments (&f, CONVERSATION, APP_CACHE_ATTACHMENT_LINK), ==, 2);
  g_assert_cmpuint (count_attachments (&f, CONVERSATION, APP_CACHE_ATTACHMENT_PLACE), ==, 1);
  g_assert_cmpuint (count_attachments (&f, CONVERSATION, APP_CACHE_ATTACHMENT_PERSON), ==, 1);
  set_note (&f, "pin:" CONVERSATION, "1");
  assert_note (&f, "pin:" CONVERSATION, "1");
  tear_down (&f, NULL);
}

static gboolean
clear_local_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_clear_local_chat (database, ((Call *) data)->number, error);
}

static void
test_local_chat (Fixture *f, gconstpointer data)
{
  Call call = { .number = app_test_ensure_direct (f->cache, APP_TEST_PEER) };
  g_autoptr (AppCacheChat) kept = NULL;

  app_test_write (f->cache, clear_local_work, &call);
  app_test_read (f->cache, get_chat_work, &call);
  g_assert_null (call.object);
  /* One with something in it stays. */
  call.number = app_test_ensure_direct (f->cache, APP_TEST_PEER);
  app_test_add_outgoing (f->cache, call.number, "waits");
  app_test_write (f->cache, clear_local_work, &call);
  app_test_read (f->cache, get_chat_work, &call);
  kept = call.object;
  g_assert_nonnull (kept);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/cache-notes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("last-writer", test_last_writer);
  ADD ("dirty", test_dirty);
  ADD ("refused", test_refused);
  ADD ("chat", test_chat);
  ADD ("clear", test_clear);
  ADD ("cleared-stays", test_cleared_stays);
  ADD ("cleared-files", test_cleared_files);
  ADD ("starred", test_starred);
  ADD ("attachments", test_attachments);
  ADD ("local-chat", test_local_chat);
  g_test_add_func ("/cache-notes/upgrade", test_upgrade);
  return g_test_run ();
}
