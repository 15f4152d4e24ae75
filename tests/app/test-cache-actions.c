/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "actions-fixture.h"
#include "app-cache-actions.h"
#include "app-cache-acts.h"
#include "app-cache-attachments.h"
#include "app-cache-files.h"
#include "app-cache-notes.h"
#include "app-cache-outbox.h"
#include "app-test.h"
#include "landline-id.h"
#include "landline-limits.h"

/* What is done to messages, and what is left of those that are deleted. */

#define MEDIA  "m_00000000000000000000000000000001"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  char *folder;
  char *path;
  AppCache *cache;
  char *id; /* of a message of our own, "hello" */
} Fixture;

static void
put_text (AppCache *cache, const char *id, gint64 seq, const char *sender, const char *text)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (LandlineMessage) message = actions_make_message (id, seq, sender, content);

  app_test_put (cache, message);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->path = g_build_filename (f->folder, "cache.sqlite", NULL);
  f->cache = app_test_open_cache (f->path);
  f->id = landline_id_new_message ();
  put_text (f->cache, f->id, 1, APP_TEST_SELF, "hello");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  app_test_close_cache (f->cache);
  app_test_remove_folder (f->folder);
  g_free (f->id);
  g_free (f->path);
  g_free (f->folder);
}

typedef struct
{
  const char *id;
  LandlineAction *action;
  LandlineDone done;
  gint64 number;
  gint64 next;
  const char *key;
  const char *value;
  gboolean found;
  GString *text;
} Call;

static gboolean
put_action_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_actions_put (database, ((Call *) data)->action, error);
}

static void
put_action (AppCache *cache,
            const char *message,
            LandlineActionKind kind,
            const char *value,
            const char *user,
            gint64 version)
{
  g_autoptr (LandlineAction) plain = landline_action_new (NULL, ACTIONS_CONVERSATION, message, kind,
                                                          value, NULL);
  g_autoptr (LandlineAction) action = landline_action_new_taken (plain, user,
                                                                 ACTIONS_TIME + version, version);
  Call call = { .action = action };

  app_test_write (cache, put_action_work, &call);
}

static gboolean
add_act_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_acts_add (database, call->action, &call->number, error);
}

/* Returns: (transfer full): the id of the action */
static char *
act (AppCache *cache, const char *message, LandlineActionKind kind, const char *value)
{
  g_autoptr (LandlineAction) action = landline_action_new (NULL, ACTIONS_CONVERSATION, message,
                                                           kind, value, NULL);
  Call call = { .action = action };

  app_test_write (cache, add_act_work, &call);
  return call.number > 0 ? g_strdup (landline_action_get_id (action)) : NULL;
}

static gboolean
settle_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_acts_settle (database, &call->done, &call->found, error);
}

static gboolean
settle (AppCache *cache, const char *id, gint64 version)
{
  Call call = { 0 };

  landline_done_init (&call.done, 0, id, ACTIONS_CONVERSATION, version, ACTIONS_TIME + version,
                      FALSE);
  app_test_write (cache, settle_work, &call);
  return call.found;
}

static gboolean
refuse_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_acts_refuse (database, ((Call *) data)->id, error);
}

static void
refuse (AppCache *cache, const char *id)
{
  Call call = { .id = id };

  app_test_write (cache, refuse_work, &call);
}

static void
assert_message (AppCache *cache, const char *id, const char *expected)
{
  g_autofree char *text = actions_describe (cache, id);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
note_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_notes_set (database, call->key, call->value, error);
}

static void
note (AppCache *cache, LandlineNoteKind kind, const char *id, const char *value)
{
  g_autofree char *key = landline_note_make_key (kind, id);
  Call call = { .key = key, .value = value };

  app_test_write (cache, note_work, &call);
}

static void
test_last_holds (Fixture *f, gconstpointer data)
{
  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "👍", APP_TEST_PEER, 5);
  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "😂", APP_TEST_PEER, 4);
  put_action (f->cache, f->id, LANDLINE_ACTION_EDIT, "world", APP_TEST_SELF, 7);
  put_action (f->cache, f->id, LANDLINE_ACTION_EDIT, "moon", APP_TEST_SELF, 6);
  put_action (f->cache, f->id, LANDLINE_ACTION_PIN, NULL, APP_TEST_PEER, 8);
  assert_message (f->cache, f->id, "world edited pinned " APP_TEST_PEER "=👍");
  g_assert_cmpint (actions_count_found (f->cache, "hello"), ==, 0);
  g_assert_cmpint (actions_count_found (f->cache, "world"), ==, 1);

  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "", APP_TEST_PEER, 9);
  put_action (f->cache, f->id, LANDLINE_ACTION_UNPIN, NULL, APP_TEST_SELF, 10);
  put_action (f->cache, f->id, LANDLINE_ACTION_PIN, NULL, APP_TEST_SELF, 3);
  assert_message (f->cache, f->id, "world edited");
  put_action (f->cache, f->id, LANDLINE_ACTION_DELETE, NULL, APP_TEST_SELF, 11);
  put_action (f->cache, f->id, LANDLINE_ACTION_EDIT, "again", APP_TEST_SELF, 12);
  assert_message (f->cache, f->id, "- deleted");
  g_assert_cmpint (actions_count_found (f->cache, "world"), ==, 0);
}

static void
test_early (Fixture *f, gconstpointer data)
{
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *gone = landline_id_new_message ();

  put_action (f->cache, id, LANDLINE_ACTION_EDIT, "second", APP_TEST_PEER, 3);
  put_action (f->cache, id, LANDLINE_ACTION_REACT, "👍", APP_TEST_SELF, 4);
  put_action (f->cache, gone, LANDLINE_ACTION_DELETE, NULL, APP_TEST_PEER, 5);
  put_text (f->cache, id, 2, APP_TEST_PEER, "first");
  put_text (f->cache, gone, 3, APP_TEST_PEER, "secret");
  assert_message (f->cache, id, "second edited " APP_TEST_SELF "=👍");
  assert_message (f->cache, gone, "- deleted");
  g_assert_cmpint (actions_count_found (f->cache, "first"), ==, 0);
  g_assert_cmpint (actions_count_found (f->cache, "secret"), ==, 0);
}

static gboolean
flood_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  for (guint i = 0; i < APP_CACHE_ACTIONS_EARLY_MAX + 10; i++)
    {
      g_autofree char *message = landline_id_new_message ();
      g_autoptr (LandlineAction) plain = landline_action_new (NULL, ACTIONS_CONVERSATION, message,
                                                              LANDLINE_ACTION_PIN, NULL, NULL);
      g_autoptr (LandlineAction) action = landline_action_new_taken (plain, APP_TEST_PEER,
                                                                     ACTIONS_TIME, i + 1);

      if (!app_cache_actions_put (database, action, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_early_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_database_get_int (database, &((Call *) data)->number, 0, error,
                                     "SELECT count (*) FROM actions WHERE known = 0", "");
}

static void
test_early_bound (Fixture *f, gconstpointer data)
{
  Call call = { 0 };

  put_action (f->cache, f->id, LANDLINE_ACTION_PIN, NULL, APP_TEST_PEER, 1);
  app_test_write (f->cache, flood_work, &call);
  app_test_read (f->cache, count_early_work, &call);
  g_assert_cmpint (call.number, ==, APP_CACHE_ACTIONS_EARLY_MAX);
  assert_message (f->cache, f->id, "hello pinned");
}

static void
test_acts (Fixture *f, gconstpointer data)
{
  g_autofree char *react = act (f->cache, f->id, LANDLINE_ACTION_REACT, "👍");
  g_autofree char *edit = act (f->cache, f->id, LANDLINE_ACTION_EDIT, "world");
  g_autofree char *again = act (f->cache, f->id, LANDLINE_ACTION_EDIT, "moon");
  g_autofree char *pin = act (f->cache, f->id, LANDLINE_ACTION_PIN, NULL);
  g_autofree char *delete = NULL;

  assert_message (f->cache, f->id, "moon edited pinned " APP_TEST_SELF "=👍");
  /* Of others in the meantime */
  put_action (f->cache, f->id, LANDLINE_ACTION_UNPIN, NULL, APP_TEST_PEER, 1);
  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "😂", APP_TEST_PEER, 2);
  put_action (f->cache, f->id, LANDLINE_ACTION_EDIT, "elsewhere", APP_TEST_SELF, 3);
  assert_message (f->cache, f->id, "moon edited pinned " APP_TEST_PEER "=😂 " APP_TEST_SELF "=👍");
  g_assert_true (settle (f->cache, edit, 4));
  g_assert_true (settle (f->cache, react, 5));
  g_assert_false (settle (f->cache, react, 5));
  refuse (f->cache, pin);
  assert_message (f->cache, f->id, "moon edited " APP_TEST_PEER "=😂 " APP_TEST_SELF "=👍");
  refuse (f->cache, again);
  assert_message (f->cache, f->id, "world edited " APP_TEST_PEER "=😂 " APP_TEST_SELF "=👍");
  g_assert_cmpint (actions_count_found (f->cache, "world"), ==, 1);
  g_assert_cmpint (actions_count_found (f->cache, "moon"), ==, 0);

  delete = act (f->cache, f->id, LANDLINE_ACTION_DELETE, NULL);
  assert_message (f->cache, f->id, "- deleted");
  g_assert_cmpint (actions_count_found (f->cache, "world"), ==, 0);
  g_assert_null (act (f->cache, f->id, LANDLINE_ACTION_PIN, NULL));
  refuse (f->cache, delete);
  assert_message (f->cache, f->id, "world edited " APP_TEST_PEER "=😂 " APP_TEST_SELF "=👍");
  g_assert_cmpint (actions_count_found (f->cache, "world"), ==, 1);
}

/* A refused edit leaves no trace of itself. */
static void
test_edit_undone (Fixture *f, gconstpointer data)
{
  g_autofree char *edit = act (f->cache, f->id, LANDLINE_ACTION_EDIT, "world");

  refuse (f->cache, edit);
  assert_message (f->cache, f->id, "hello");
  g_assert_cmpint (actions_count_found (f->cache, "hello"), ==, 1);
}

static gboolean
list_outbox_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GPtrArray) rows = app_cache_outbox_list (database, 0, 100, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      AppCacheOutboxRow *row = g_ptr_array_index (rows, i);

      if (row->action != NULL)
        g_string_append_printf (call->text, "%s|",
                                landline_action_kind_to_string (
                                    landline_action_get_kind (row->action)));
      else
        g_string_append_printf (call->text, "%s|",
                                landline_content_get_text (
                                    landline_send_request_get_content (row->request)));
    }
  return rows != NULL;
}

/* What was done goes out in its place among what was written, also after a restart. */
static void
test_order (Fixture *f, gconstpointer data)
{
  gint64 chat = app_test_find_chat (f->cache, ACTIONS_CONVERSATION);
  g_autofree char *first = act (f->cache, f->id, LANDLINE_ACTION_PIN, NULL);
  g_autofree char *second = NULL;
  Call call = { .text = g_string_new (NULL) };

  app_test_add_outgoing (f->cache, chat, "one");
  second = act (f->cache, f->id, LANDLINE_ACTION_REACT, "👍");
  app_test_add_outgoing (f->cache, chat, "two");
  app_test_close_cache (f->cache);
  f->cache = app_test_open_cache (f->path);
  app_test_read (f->cache, list_outbox_work, &call);
  g_assert_cmpstr (call.text->str, ==, "pin|one|react|two|");
  g_string_free (call.text, TRUE);
  assert_message (f->cache, f->id, "hello pinned " APP_TEST_SELF "=👍");
}

static void
put_state (AppCache *cache, const char *id, const char *text, const LandlineMessageState *state)
{
  g_autoptr (LandlineContent) content = text != NULL ? landline_content_new_text (text)
                                                     : landline_content_new_deleted ();
  g_autoptr (LandlineMessage) plain = actions_make_message (id, 1, APP_TEST_SELF, content);
  g_autoptr (LandlineMessage) message = landline_message_new_with_state (plain, state);

  app_test_put (cache, message);
}

static void
test_history (Fixture *f, gconstpointer data)
{
  LandlineReaction reaction = { (char *) "❤️", (char *) APP_TEST_PEER };
  LandlineMessageState state = { .version = 10,
                                 .edited = ACTIONS_TIME,
                                 .is_pinned = TRUE,
                                 .reactions = &reaction,
                                 .n_reactions = 1 };
  LandlineMessageState gone = { .version = 12, .is_deleted = TRUE };

  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "😂", APP_TEST_SELF, 4);
  put_action (f->cache, f->id, LANDLINE_ACTION_UNPIN, NULL, APP_TEST_SELF, 11);
  put_state (f->cache, f->id, "as it is", &state);
  assert_message (f->cache, f->id, "as it is edited " APP_TEST_PEER "=❤️");
  put_action (f->cache, f->id, LANDLINE_ACTION_REACT, "😂", APP_TEST_SELF, 5);
  put_action (f->cache, f->id, LANDLINE_ACTION_EDIT, "as it was", APP_TEST_SELF, 9);
  assert_message (f->cache, f->id, "as it is edited " APP_TEST_PEER "=❤️");
  put_state (f->cache, f->id, NULL, &gone);
  assert_message (f->cache, f->id, "- deleted");
  g_assert_cmpint (actions_count_found (f->cache, "as"), ==, 0);
}

/* Who deleted it is told by the action, or by the message where that comes late. */
static void
test_by_admin (Fixture *f, gconstpointer data)
{
  LandlineMessageState gone = { .version = 12, .is_deleted = TRUE, .is_deleted_by_admin = TRUE };
  g_autofree char *early = landline_id_new_message ();
  g_autofree char *own = landline_id_new_message ();
  g_autofree char *told = landline_id_new_message ();

  put_text (f->cache, told, 2, APP_TEST_SELF, "was");
  put_action (f->cache, told, LANDLINE_ACTION_DELETE, NULL, APP_TEST_PEER, 4);
  assert_message (f->cache, told, "- deleted by admin");
  put_text (f->cache, own, 3, APP_TEST_SELF, "was");
  put_action (f->cache, own, LANDLINE_ACTION_DELETE, NULL, APP_TEST_SELF, 5);
  assert_message (f->cache, own, "- deleted");
  put_action (f->cache, early, LANDLINE_ACTION_DELETE, NULL, APP_TEST_PEER, 6);
  put_text (f->cache, early, 4, APP_TEST_SELF, "was");
  assert_message (f->cache, early, "- deleted by admin");
  put_state (f->cache, f->id, NULL, &gone);
  assert_message (f->cache, f->id, "- deleted by admin");
}

typedef struct
{
  char *media;
  GPtrArray *removed;
} Watch;

static void
changed_cb (AppCache *cache, AppCacheChanges *changes, GPtrArray *removed)
{
  GPtrArray *paths = app_cache_changes_get_removed_files (changes);

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (removed, g_strdup (g_ptr_array_index (paths, i)));
}

static gboolean
put_file_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_files_put (database, MEDIA, ((Call *) data)->value, error);
}

static gboolean
look_at_rest_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autofree char *path = NULL;
  g_autoptr (GArray) pictures = NULL;

  if (!app_cache_files_get (database, MEDIA, &path, error) ||
      !app_cache_database_get_int (database, &call->number, -1, error,
                                   "SELECT length (content) FROM messages WHERE id = ?", "u",
                                   call->id))
    return FALSE;
  pictures = app_cache_attachments_list (database, 1, APP_CACHE_ATTACHMENT_MEDIA, G_MAXINT64, 9,
                                         error);
  call->found = path != NULL || pictures == NULL || pictures->len > 0;
  return pictures != NULL;
}

/* Text, thumbnail and file of a deleted message are gone, once the server has it. */
static void
test_nothing_left (Fixture *f, gconstpointer data)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (GBytes) thumbnail = g_bytes_new_static ("thumb", 5);
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, MEDIA,
                                                        "harbour.jpg", "image/jpeg", 12, SHA256);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, "The harbour");
  g_autoptr (LandlineMessage) message = actions_make_message (id, 2, APP_TEST_SELF, content);
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *delete = NULL;
  Call call = { .id = id, .value = "/media/harbour.jpg" };

  app_test_put (f->cache, message);
  app_test_write (f->cache, put_file_work, &call);
  g_signal_connect (f->cache, "changed", G_CALLBACK (changed_cb), removed);
  delete = act (f->cache, id, LANDLINE_ACTION_DELETE, NULL);
  app_test_read (f->cache, look_at_rest_work, &call);
  g_assert_cmpint (call.number, >, 0);
  g_assert_cmpuint (removed->len, ==, 0);
  g_assert_true (settle (f->cache, delete, 3));
  app_test_read (f->cache, look_at_rest_work, &call);
  g_assert_cmpint (call.number, ==, 0);
  g_assert_false (call.found);
  app_test_wait (removed->len == 1);
  g_assert_cmpstr (g_ptr_array_index (removed, 0), ==, "/media/harbour.jpg");
  g_assert_cmpint (actions_count_found (f->cache, "harbour"), ==, 0);
  g_signal_handlers_disconnect_by_func (f->cache, changed_cb, removed);
}

static void
test_notes (Fixture *f, gconstpointer data)
{
  g_autofree char *starred = landline_id_new_message ();
  g_autofree char *hidden = landline_id_new_message ();

  note (f->cache, LANDLINE_NOTE_STAR, f->id, "1");
  assert_message (f->cache, f->id, "hello starred");
  put_action (f->cache, f->id, LANDLINE_ACTION_PIN, NULL, APP_TEST_PEER, 1);
  assert_message (f->cache, f->id, "hello pinned starred");
  note (f->cache, LANDLINE_NOTE_STAR, f->id, "");
  assert_message (f->cache, f->id, "hello pinned");
  /* Before they come */
  note (f->cache, LANDLINE_NOTE_STAR, starred, "1");
  note (f->cache, LANDLINE_NOTE_HIDE, hidden, "1");
  put_text (f->cache, starred, 2, APP_TEST_PEER, "star");
  put_text (f->cache, hidden, 3, APP_TEST_PEER, "hide");
  assert_message (f->cache, starred, "star starred");
  assert_message (f->cache, hidden, "none");
  note (f->cache, LANDLINE_NOTE_HIDE, starred, "1");
  assert_message (f->cache, starred, "none");
  g_assert_cmpint (actions_count_found (f->cache, "star"), ==, 0);
  put_text (f->cache, starred, 2, APP_TEST_PEER, "star");
  assert_message (f->cache, starred, "none");
}

static gboolean
expire_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_messages_expire (database, call->number, 100, &call->next, error);
}

static void
test_expire (Fixture *f, gconstpointer data)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) plain = landline_content_new_text ("ephemeral");
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (plain, FALSE, NULL,
                                                                          LANDLINE_EXPIRES_DAY);
  g_autoptr (LandlineMessage) message = actions_make_message (id, 2, APP_TEST_PEER, content);
  gint64 due = ACTIONS_TIME + 2 + LANDLINE_EXPIRES_DAY * G_GINT64_CONSTANT (1000);
  Call call = { .number = due - 1 };

  app_test_put (f->cache, message);
  put_action (f->cache, id, LANDLINE_ACTION_EDIT, "passing", APP_TEST_PEER, 1);
  app_test_write (f->cache, expire_work, &call);
  g_assert_cmpint (call.next, ==, due);
  assert_message (f->cache, id, "passing edited");
  call.number = due;
  app_test_write (f->cache, expire_work, &call);
  g_assert_cmpint (call.next, ==, 0);
  assert_message (f->cache, id, "none");
  assert_message (f->cache, f->id, "hello");
  g_assert_cmpint (actions_count_found (f->cache, "passing"), ==, 0);
}

static gboolean
read_expires_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  return app_cache_database_get_int (database, &call->next, 0, error,
                                     "SELECT (expires - time) / 1000 FROM messages WHERE key = ?",
                                     "i", call->number);
}

static void
assert_lifetime (Fixture *f, gint64 seconds)
{
  Call call = { 0 };

  call.number = app_test_add_outgoing (f->cache,
                                       app_test_find_chat (f->cache, ACTIONS_CONVERSATION),
                                       "passing");
  app_test_read (f->cache, read_expires_work, &call);
  g_assert_cmpint (MAX (call.next, 0), ==, seconds);
}

static gboolean
agree_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE chats SET disappear = ? WHERE conversation = "
                                 "'" ACTIONS_CONVERSATION "'",
                                 "i", *(gint64 *) data);
}

/* What is sent disappears as the person wants it in this chat, else as in all new ones. */
static void
test_lifetime (Fixture *f, gconstpointer data)
{
  Call all = { .key = "disappear", .value = "604800" };
  Call here = { .key = "expire:" ACTIONS_CONVERSATION, .value = "86400" };
  Call never = { .key = "expire:" ACTIONS_CONVERSATION, .value = "0" };
  gint64 agreed = LANDLINE_EXPIRES_QUARTER;

  assert_lifetime (f, 0);
  app_test_write (f->cache, note_work, &all);
  assert_lifetime (f, LANDLINE_EXPIRES_WEEK);
  app_test_write (f->cache, note_work, &here);
  assert_lifetime (f, LANDLINE_EXPIRES_DAY);
  app_test_write (f->cache, note_work, &never);
  assert_lifetime (f, 0);
  /* What both agreed on goes before all of these; nothing agreed on leaves them. */
  app_test_write (f->cache, agree_work, &agreed);
  assert_lifetime (f, LANDLINE_EXPIRES_QUARTER);
  agreed = 0;
  app_test_write (f->cache, agree_work, &agreed);
  assert_lifetime (f, 0);
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/app/cache-actions/last-holds", test_last_holds);
  add ("/app/cache-actions/early", test_early);
  add ("/app/cache-actions/early-bound", test_early_bound);
  add ("/app/cache-actions/acts", test_acts);
  add ("/app/cache-actions/edit-undone", test_edit_undone);
  add ("/app/cache-actions/order", test_order);
  add ("/app/cache-actions/history", test_history);
  add ("/app/cache-actions/by-admin", test_by_admin);
  add ("/app/cache-actions/nothing-left", test_nothing_left);
  add ("/app/cache-actions/notes", test_notes);
  add ("/app/cache-actions/expire", test_expire);
  add ("/app/cache-actions/lifetime", test_lifetime);

  return g_test_run ();
}
