/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>

#include "app-cache-files.h"
#include "app-cache-notes.h"
#include "app-cache-state.h"
#include "app-chat-list.h"
#include "app-chat-verbs.h"
#include "app-session-notes.h"
#include "app-timeline.h"
#include "landline-id.h"
#include "landline-rest-reply.h"
#include "sync-fixture.h"

/* What can be done with chats: what the lists show of it, what the server is told, and what comes
 * from other devices. */

#define FIRST  "c_00000000000000000000000000000001"
#define SECOND "c_00000000000000000000000000000002"
#define THIRD  "c_00000000000000000000000000000003"
#define MEDIA  "m_00000000000000000000000000000001"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  SyncFixture sync;
  AppCache *cache;
  AppChatList *chats;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->sync, NULL);
  f->sync.server->answers_notes = TRUE;
  f->cache = app_session_get_cache (f->sync.session);
  f->chats = app_chat_list_new (f->sync.session);
  app_test_wait (!app_chat_list_get_loading (f->chats));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->chats);
  sync_fixture_tear_down (&f->sync, NULL);
}

static void
put (Fixture *f, const char *conversation, gint64 seq, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, APP_TEST_PEER,
                                                               text);

  app_test_put (f->cache, message);
}

static AppChat *
lookup (Fixture *f, const char *conversation)
{
  return app_chat_list_lookup_conversation (f->chats, conversation);
}

static AppChat *
add (Fixture *f, const char *conversation, gint64 n_messages)
{
  for (gint64 seq = 1; seq <= n_messages; seq++)
    put (f, conversation, seq, "Hello");
  app_test_wait (lookup (f, conversation) != NULL &&
                 app_chat_get_last_time (lookup (f, conversation)) ==
                     G_GINT64_CONSTANT (1750000000000) + n_messages * 1000);
  return lookup (f, conversation);
}

/* The chats that have a conversation, in order: their last digits */
static char *
get_order (Fixture *f)
{
  GString *order = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (f->chats));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (G_LIST_MODEL (f->chats), i);
      const char *conversation = app_chat_get_conversation_id (chat);

      if (conversation != NULL)
        g_string_append_c (order, conversation[strlen (conversation) - 1]);
    }
  return g_string_free (order, FALSE);
}

static gboolean
has_order (Fixture *f, const char *expected)
{
  g_autofree char *order = get_order (f);

  return g_str_equal (order, expected);
}

static void
test_pin (Fixture *f, gconstpointer data)
{
  AppChat *first = add (f, FIRST, 1);

  add (f, SECOND, 2);
  add (f, THIRD, 3);
  app_test_wait (has_order (f, "321"));
  app_chat_set_pinned (first, TRUE);
  app_test_wait (has_order (f, "132"));
  g_assert_cmpint (app_chat_get_pinned (first), >, 0);
  put (f, SECOND, 9, "newer");
  app_test_wait (has_order (f, "123"));
  app_chat_set_pinned (first, FALSE);
  app_test_wait (has_order (f, "231"));
}

static void
test_pin_limit (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < APP_CHAT_LIST_PINNED_MAX; i++)
    {
      g_autofree char *conversation = g_strdup_printf ("c_%032x", i + 1);
      AppChat *chat = add (f, conversation, 1);

      g_assert_true (app_chat_list_can_pin (f->chats));
      app_chat_set_pinned (chat, TRUE);
      app_test_wait (app_chat_get_pinned (chat) != 0);
    }
  g_assert_false (app_chat_list_can_pin (f->chats));
}

static void
test_archive (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 2);

  app_chat_set_archived (chat, TRUE);
  app_test_wait (app_chat_get_archived (chat));
  put (f, FIRST, 3, "news");
  app_test_wait (!app_chat_get_archived (chat));
  /* Of what is muted nobody wants to hear. */
  app_chat_mute_until (chat, APP_CHAT_FOREVER);
  app_chat_set_archived (chat, TRUE);
  app_test_wait (app_chat_get_archived (chat) && app_chat_get_muted (chat));
  put (f, FIRST, 4, "noise");
  app_test_wait (app_chat_get_unread (chat) == 4);
  g_assert_true (app_chat_get_archived (chat));
  app_chat_mute_until (chat, 0);
  app_test_wait (!app_chat_get_archived (chat));
}

static void
test_mute_ends (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 1);

  app_chat_mute_until (chat, g_get_real_time () / 1000 + 300);
  app_test_wait (app_chat_get_muted_until (chat) != 0);
  app_test_wait (!app_chat_get_muted (chat));
  app_chat_mute_until (chat, g_get_real_time () / 1000 + 3600 * 1000);
  app_test_wait (app_chat_get_muted (chat));
}

static void
test_unread (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 3);

  g_assert_cmpuint (app_chat_get_unread (chat), ==, 3);
  app_chat_set_marked_unread (chat, FALSE);
  app_test_wait (app_chat_get_unread (chat) == 0);
  app_chat_set_marked_unread (chat, TRUE);
  app_test_wait (app_chat_get_marked_unread (chat));
  g_assert_cmpuint (app_chat_get_unread (chat), ==, 0);
  app_chat_set_marked_unread (chat, FALSE);
  app_test_wait (!app_chat_get_marked_unread (chat));
}

static void
store_chat_cb (AppChatList *chats, AppChat *chat, AppChat **removed)
{
  *removed = chat;
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 2);
  AppChat *removed = NULL;
  g_autofree char *texts = NULL;

  g_object_ref (chat);
  g_signal_connect (f->chats, "removed", G_CALLBACK (store_chat_cb), &removed);
  app_chat_set_pinned (chat, TRUE);
  app_chat_delete (chat, G_MAXINT64);
  app_test_wait (lookup (f, FIRST) == NULL);
  app_test_wait (removed == chat);
  /* A new list does not have it either. */
  g_clear_object (&f->chats);
  f->chats = app_chat_list_new (f->sync.session);
  app_test_wait (!app_chat_list_get_loading (f->chats));
  g_assert_null (lookup (f, FIRST));
  put (f, FIRST, 3, "again");
  app_test_wait (lookup (f, FIRST) != NULL);
  g_assert_cmpint (app_chat_get_pinned (lookup (f, FIRST)), ==, 0);
  texts = app_test_list_texts (f->cache, app_test_find_chat (f->cache, FIRST));
  g_assert_cmpstr (texts, ==, "again");
  g_object_unref (chat);
}

/* Whoever writes to somebody again has the chat again, and nothing of what was in it. */
static void
test_begin_again (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AppChat) begun = NULL;
  g_autoptr (AppChat) chat = NULL;
  g_autofree char *texts = NULL;

  sync_fixture_wait_online (&f->sync);
  f->sync.server->answers_sends = TRUE;
  sync_fixture_say (&f->sync, "one");
  app_test_wait (lookup (f, APP_FAKE_CONVERSATION) != NULL &&
                 app_chat_get_last_tick (lookup (f, APP_FAKE_CONVERSATION)) != APP_TICK_WAITING);
  chat = g_object_ref (lookup (f, APP_FAKE_CONVERSATION));
  app_chat_delete (chat, G_MAXINT64);
  app_test_wait (lookup (f, APP_FAKE_CONVERSATION) == NULL);
  app_chat_list_ensure_user_async (f->chats, APP_TEST_PEER, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  begun = app_chat_list_ensure_user_finish (f->chats, result, NULL);
  g_assert_nonnull (begun);
  g_assert_true (lookup (f, APP_FAKE_CONVERSATION) == begun);
  texts = app_test_list_texts (f->cache, app_chat_get_key (begun));
  g_assert_cmpstr (texts, ==, "");
}

static void
test_delete_local (Fixture *f, gconstpointer data)
{
  AppChat *chat;

  app_test_wait (app_chat_list_lookup_user (f->chats, APP_TEST_PEER) != NULL);
  chat = app_chat_list_lookup_user (f->chats, APP_TEST_PEER);
  g_assert_false (app_chat_can_note (chat));
  app_chat_delete (chat, G_MAXINT64);
  app_test_wait (app_chat_list_lookup_user (f->chats, APP_TEST_PEER) == NULL);
}

static void
count_changes_cb (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  (*n)++;
}

static gboolean
read_scrub (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_state_get_int (database, APP_CACHE_STATE_SCRUB, data, 7, error);
}

static gboolean
is_scrubbed (Fixture *f)
{
  gint64 due = 7;

  app_test_read (f->cache, read_scrub, &due);
  return due == 0;
}

static void
test_clear (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 400);
  g_autoptr (AppTimeline) timeline = app_timeline_new (f->sync.session, NULL, chat);
  g_autoptr (AppTimelineItem) held = NULL;
  guint n_changes = 0;

  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 400);
  held = g_list_model_get_item (G_LIST_MODEL (timeline), 399);
  g_signal_connect (timeline, "items-changed", G_CALLBACK (count_changes_cb), &n_changes);
  app_chat_clear (chat, G_MAXINT64);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 0);
  g_assert_cmpuint (n_changes, ==, 1);
  app_test_wait (!app_timeline_get_has_older (timeline));
  app_test_wait (app_chat_get_preview (chat) == NULL);
  app_test_wait (is_scrubbed (f));
  put (f, FIRST, 401, "new");
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 1);
}

/* The keys of what was cleared may be on their way when it is. */
static void
test_clear_while_loading (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 50);
  g_autoptr (AppTimeline) timeline = NULL;

  app_chat_clear (chat, G_MAXINT64);
  timeline = app_timeline_new (f->sync.session, NULL, chat);
  put (f, FIRST, 51, "new");
  app_test_wait (app_timeline_get_ready (timeline));
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 1);
}

static gboolean
put_file_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_files_put (database, MEDIA, data, error);
}

static void
test_clear_files (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTransfers) transfers = app_transfers_new (f->sync.session);
  g_autofree char *media_folder = app_profile_dup_media_folder (f->sync.profile);
  g_autofree char *folder = g_build_filename (media_folder, MEDIA, NULL);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, MEDIA,
                                                        "a.pdf", "application/pdf", 1, SHA256);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  g_autoptr (LandlineMessage) message = landline_message_new (id, APP_TEST_PEER, FIRST, 1, 1,
                                                              content, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  app_test_put (f->cache, message);
  app_test_write (f->cache, put_file_work, path);
  app_test_wait (lookup (f, FIRST) != NULL);
  app_chat_clear (lookup (f, FIRST), G_MAXINT64);
  app_test_wait (!g_file_test (folder, G_FILE_TEST_EXISTS));
}

static gboolean
has_dirty_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) notes = app_cache_notes_list_dirty (database, 1, error);

  if (notes == NULL)
    return FALSE;
  *(gboolean *) data = notes->len > 0;
  return TRUE;
}

static gboolean
has_dirty (Fixture *f)
{
  gboolean dirty = TRUE;

  app_test_read (f->cache, has_dirty_work, &dirty);
  return dirty;
}

typedef struct
{
  const char *key;
  char *value;
} NoteCall;

static gboolean
get_note_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  NoteCall *call = data;

  return app_cache_notes_get (database, call->key, &call->value, error);
}

static const char *
get_note (Fixture *f, guint position)
{
  return g_ptr_array_index (f->sync.server->notes, position);
}

static void
test_told (Fixture *f, gconstpointer data)
{
  sync_fixture_wait_online (&f->sync);
  app_session_set_note (f->sync.session, "mute:" FIRST, "forever");
  app_session_set_note (f->sync.session, "block:" APP_TEST_PEER, "1");
  app_test_wait (f->sync.server->notes->len == 2);
  g_assert_cmpstr (get_note (f, 0), ==, "mute:" FIRST "=forever");
  g_assert_cmpstr (get_note (f, 1), ==, "block:" APP_TEST_PEER "=1");
  app_test_wait (!has_dirty (f));
  /* Nothing is told twice. */
  app_session_set_note (f->sync.session, "mute:" FIRST, "");
  app_test_wait (f->sync.server->notes->len == 3);
  g_assert_cmpstr (get_note (f, 2), ==, "mute:" FIRST "=");
  app_test_wait (!has_dirty (f));
}

static void
test_told_again (Fixture *f, gconstpointer data)
{
  f->sync.server->answers_notes = FALSE;
  sync_fixture_wait_online (&f->sync);
  app_session_set_note (f->sync.session, "mute:" FIRST, "forever");
  app_test_wait (f->sync.server->notes->len == 1);
  app_fake_server_cut (f->sync.server);
  app_test_wait (f->sync.server->notes->len == 2);
  g_assert_cmpstr (g_ptr_array_index (f->sync.server->note_ids, 0), ==,
                   g_ptr_array_index (f->sync.server->note_ids, 1));
  /* The answer to a repeated one has no cursor. */
  app_fake_server_send_done (f->sync.server, g_ptr_array_index (f->sync.server->note_ids, 1), 0, 1);
  app_test_wait (!has_dirty (f));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  f->sync.server->answers_notes = FALSE;
  sync_fixture_wait_online (&f->sync);
  app_session_set_note (f->sync.session, "mute:" FIRST, "forever");
  app_test_wait (f->sync.server->notes->len == 1);
  app_fake_server_send_error (f->sync.server, g_ptr_array_index (f->sync.server->note_ids, 0),
                              LANDLINE_ERROR_BUSY, 10);
  app_test_wait (f->sync.server->notes->len == 2);
  app_fake_server_send_error (f->sync.server, g_ptr_array_index (f->sync.server->note_ids, 1),
                              LANDLINE_ERROR_TOO_LARGE, 0);
  app_test_wait (!has_dirty (f));
  g_assert_cmpuint (f->sync.server->notes->len, ==, 2);
}

static void
test_other_device (Fixture *f, gconstpointer data)
{
  AppChat *chat = add (f, FIRST, 3);

  sync_fixture_wait_online (&f->sync);
  app_fake_server_send_note (f->sync.server, 1, "pin:" FIRST, "1750000000000", 4);
  app_fake_server_send_note (f->sync.server, 2, "mute:" FIRST, "forever", 5);
  app_fake_server_send_note (f->sync.server, 3, "mute:" FIRST, "1", 3);
  app_fake_server_send_note (f->sync.server, 4, "clear:" FIRST, "2", 6);
  app_test_wait (app_fake_server_get_last_ack (f->sync.server) == 4);
  app_test_wait (app_chat_get_muted (chat) && app_chat_get_pinned (chat) != 0);
  sync_fixture_assert_texts (&f->sync, app_chat_get_key (chat), "Hello");
  g_assert_cmpuint (f->sync.server->notes->len, ==, 0);
}

static void
add_page (Fixture *f, gint64 after, const char *key, gint64 version, gboolean more)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) body = g_string_new (NULL);

  g_ptr_array_add (notes, landline_note_new (key, "forever", 1, version));
  landline_rest_write_notes (body, notes, more);
  g_hash_table_insert (f->sync.server->pages,
                       g_strdup_printf ("/v1/notes?after=%" G_GINT64_FORMAT "&limit=500", after),
                       g_strdup (body->str));
}

static char *
dup_note (Fixture *f, const char *key)
{
  NoteCall call = { key, NULL };

  app_test_read (f->cache, get_note_work, &call);
  return call.value;
}

static gboolean
holds (Fixture *f, const char *key, const char *value)
{
  g_autofree char *found = dup_note (f, key);

  return g_str_equal (found, value);
}

/* A device that begins anew, or a server that does, fetches all; what this one still has to tell
 * holds. */
static void
test_fetched (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) none = g_string_new (NULL);
  g_autoptr (GPtrArray) conversations = g_ptr_array_new ();

  landline_rest_write_conversations (none, conversations);
  g_hash_table_insert (f->sync.server->pages, g_strdup ("/v1/conversations"), g_strdup (none->str));
  f->sync.server->answers_notes = FALSE;
  sync_fixture_wait_online (&f->sync);
  app_fake_server_send_note (f->sync.server, 1, "mute:" FIRST, "1", 900);
  app_test_wait (holds (f, "mute:" FIRST, "1"));
  app_session_set_note (f->sync.session, "mute:" THIRD, "7");
  app_test_wait (f->sync.server->notes->len == 1);
  add_page (f, 0, "mute:" FIRST, 3, TRUE);
  add_page (f, 3, "mute:" SECOND, 4, TRUE);
  add_page (f, 4, "mute:" THIRD, 5, FALSE);
  g_set_str (&f->sync.server->generation, "g_00000000000000000000000000000002");
  app_fake_server_cut (f->sync.server);
  app_test_wait (holds (f, "mute:" SECOND, "forever"));
  app_test_wait (f->sync.server->notes->len >= 2);
  g_assert_true (holds (f, "mute:" FIRST, "forever"));
  g_assert_true (holds (f, "mute:" THIRD, "7"));
}

static void
test_block (Fixture *f, gconstpointer data)
{
  g_autoptr (AppChat) chat = NULL;

  app_test_wait (app_chat_list_lookup_user (f->chats, APP_TEST_PEER) != NULL);
  chat = g_object_ref (app_chat_list_lookup_user (f->chats, APP_TEST_PEER));
  app_chat_set_blocked (chat, TRUE);
  app_test_wait (app_chat_get_blocked (chat));
  app_chat_set_blocked (chat, FALSE);
  app_test_wait (!app_chat_get_blocked (chat));
}

/* Deleted for oneself before it was read: neither counted nor shown any more. */
static void
test_hide_unread (Fixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) older = app_test_make_message (FIRST, 1, APP_TEST_PEER, "older");
  g_autoptr (LandlineMessage) newest = app_test_make_message (FIRST, 2, APP_TEST_PEER, "newest");
  g_autofree char *hide = g_strconcat ("hide:", landline_message_get_id (newest), NULL);
  AppChat *chat;

  app_test_put (app_session_get_cache (f->sync.session), older);
  app_test_put (app_session_get_cache (f->sync.session), newest);
  app_test_wait (lookup (f, FIRST) != NULL);
  chat = lookup (f, FIRST);
  app_test_wait (app_chat_get_unread (chat) == 2 &&
                 g_strcmp0 (app_chat_get_preview (chat), "newest") == 0);
  app_session_set_note (f->sync.session, hide, "1");
  app_test_wait (app_chat_get_unread (chat) == 1);
  app_test_wait (g_strcmp0 (app_chat_get_preview (chat), "older") == 0);
  g_assert_cmpuint (app_chat_list_get_unread (f->chats), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/chat-verbs/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pin", test_pin);
  ADD ("pin-limit", test_pin_limit);
  ADD ("archive", test_archive);
  ADD ("mute-ends", test_mute_ends);
  ADD ("unread", test_unread);
  ADD ("delete", test_delete);
  ADD ("begin-again", test_begin_again);
  ADD ("delete-local", test_delete_local);
  ADD ("clear", test_clear);
  ADD ("clear-while-loading", test_clear_while_loading);
  ADD ("clear-files", test_clear_files);
  ADD ("told", test_told);
  ADD ("told-again", test_told_again);
  ADD ("refused", test_refused);
  ADD ("other-device", test_other_device);
  ADD ("fetched", test_fetched);
  ADD ("block", test_block);
  ADD ("hide-unread", test_hide_unread);
  return g_test_run ();
}
