/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-cache-chats.h"
#include "app-cache-members.h"
#include "app-cache-users.h"
#include "app-chat-list.h"
#include "app-directory.h"
#include "app-fake-server.h"
#include "app-filler.h"
#include "app-preview.h"
#include "app-search.h"
#include "app-test.h"
#include "app-timeline.h"

/* The list models, over a cache that the test writes. */

typedef struct
{
  char *folder;
  AppProfile *profile;
  AppFakeServer *server;
  AppSession *session;
  AppCache *cache;
  AppChatList *chats;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->profile = app_test_make_profile (f->folder, "self");
  f->server = app_fake_server_new ();
  f->session = app_fake_server_open_session (f->server, f->profile);
  f->cache = app_session_get_cache (f->session);
  f->chats = app_chat_list_new (f->session);
  app_test_wait (!app_chat_list_get_loading (f->chats));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->chats);
  app_fake_server_close_session (f->session);
  app_fake_server_free (f->server);
  g_object_unref (f->profile);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
put (Fixture *f, const char *conversation, gint64 seq, const char *sender, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (conversation, seq, sender, text);

  app_test_put (f->cache, message);
}

static AppChat *
get_chat (Fixture *f, const char *conversation)
{
  app_test_wait (app_chat_list_lookup_conversation (f->chats, conversation) != NULL);
  return app_chat_list_lookup_conversation (f->chats, conversation);
}

static AppTimeline *
open_timeline (Fixture *f, const char *conversation)
{
  AppTimeline *timeline = app_timeline_new (f->session, NULL, get_chat (f, conversation));

  app_test_wait (app_timeline_get_ready (timeline));
  return timeline;
}

static AppTimelineItem *
get_item (AppTimeline *timeline, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (timeline), position);
}

static const char *
get_text (AppTimelineItem *item)
{
  app_test_wait (app_timeline_item_get_loaded (item));
  return landline_content_get_text (
      landline_message_get_content (app_timeline_item_get_message (item)));
}

static void
assert_text (AppTimeline *timeline, guint position, const char *text)
{
  g_autoptr (AppTimelineItem) item = get_item (timeline, position);

  g_assert_cmpstr (get_text (item), ==, text);
}

static guint
count (gpointer model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static gboolean
write_user (AppCacheDatabase *database, gpointer data, GError **error)
{
  g_autoptr (LandlineUser) user = landline_user_new (APP_TEST_PEER, data, NULL, NULL, 0, FALSE);

  return app_cache_users_put (database, user, error);
}

/* Who has another name now has it in the chat that is open, too. */
static void
test_renamed (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;

  app_test_write (f->cache, write_user, (char *) "Ben");
  put (f, "c_0000000000000000000000000000000a", 1, APP_TEST_PEER, "Ahoy");
  timeline = open_timeline (f, "c_0000000000000000000000000000000a");
  item = get_item (timeline, 0);
  g_assert_cmpstr (get_text (item), ==, "Ahoy");
  g_assert_cmpstr (app_timeline_item_get_sender_name (item), ==, "Ben");
  app_test_write (f->cache, write_user, (char *) "Benjamin");
  app_test_wait (g_strcmp0 (app_timeline_item_get_sender_name (item), "Benjamin") == 0);
}

/* Keeps a copy of a model by its signals alone, and compares. */
typedef struct
{
  GListModel *model;
  GPtrArray *items;
  guint n_signals;
} Mirror;

static void
mirror_cb (Mirror *mirror, guint position, guint n_removed, guint n_added)
{
  mirror->n_signals++;
  if (n_removed > 0)
    g_ptr_array_remove_range (mirror->items, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (mirror->items, (int) (position + i),
                        g_list_model_get_item (mirror->model, position + i));
}

static void
mirror_start (Mirror *mirror, gpointer model)
{
  mirror->model = model;
  mirror->n_signals = 0;
  mirror->items = g_ptr_array_new_with_free_func (g_object_unref);
  mirror_cb (mirror, 0, 0, g_list_model_get_n_items (model));
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (mirror_cb), mirror);
}

static void
mirror_check (Mirror *mirror)
{
  g_assert_cmpuint (mirror->items->len, ==, g_list_model_get_n_items (mirror->model));
  for (guint i = 0; i < mirror->items->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (mirror->model, i);

      g_assert_true (item == g_ptr_array_index (mirror->items, i));
    }
}

static void
mirror_stop (Mirror *mirror)
{
  mirror_check (mirror);
  g_signal_handlers_disconnect_by_data (mirror->model, mirror);
  g_ptr_array_unref (mirror->items);
}

#define A "c_0000000000000000000000000000000a"
#define B "c_0000000000000000000000000000000b"
#define C "c_0000000000000000000000000000000c"

static void
test_chats_in_order (Fixture *f, gconstpointer data)
{
  Mirror mirror;
  AppChat *a;
  guint position;

  mirror_start (&mirror, f->chats);
  put (f, A, 1, "201", "a1");
  put (f, B, 2, "202", "b2");
  put (f, C, 3, "203", "c3");
  a = get_chat (f, A);
  get_chat (f, C);
  g_assert_true (app_chat_list_find (f->chats, a, &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_cmpuint (app_chat_list_get_unread (f->chats), ==, 3);
  put (f, A, 9, "201", "a9");
  app_test_wait (app_chat_list_find (f->chats, a, &position) && position == 0);
  g_assert_cmpstr (app_chat_get_preview (a), ==, "a9");
  g_assert_cmpuint (app_chat_get_unread (a), ==, 2);
  g_assert_true (app_chat_list_lookup (f->chats, app_chat_get_key (a)) == a);
  mirror_stop (&mirror);
}

static void
test_chat_notifies_on_change (Fixture *f, gconstpointer data)
{
  AppChat *chat;
  guint n = 0;

  put (f, A, 1, "201", "one");
  chat = get_chat (f, A);
  g_signal_connect_swapped (chat, "notify::preview", G_CALLBACK (g_atomic_int_inc), &n);
  put (f, B, 1, "202", "elsewhere");
  get_chat (f, B);
  g_assert_cmpuint (n, ==, 0);
  put (f, A, 2, "201", "two");
  app_test_wait (n == 1);
  g_assert_cmpstr (app_chat_get_preview (chat), ==, "two");
}

static void
test_chat_draft (Fixture *f, gconstpointer data)
{
  AppChat *chat;
  g_autoptr (AppChatList) other = NULL;

  put (f, A, 1, "201", "one");
  chat = get_chat (f, A);
  app_chat_set_draft (chat, "hal");
  app_chat_set_draft (chat, "half");
  /* What comes meanwhile does not overwrite what is being written. */
  put (f, A, 2, "201", "two");
  app_test_wait (app_chat_get_unread (chat) == 2);
  g_assert_cmpstr (app_chat_get_draft (chat), ==, "half");
  app_test_turn (600);
  other = app_chat_list_new (f->session);
  app_test_wait (!app_chat_list_get_loading (other));
  g_assert_cmpstr (app_chat_get_draft (app_chat_list_lookup_conversation (other, A)), ==, "half");
  app_chat_set_draft (chat, "");
  g_assert_null (app_chat_get_draft (chat));
}

static void
test_timeline_follows (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  Mirror mirror;
  gint64 key;

  put (f, A, 5, "201", "five");
  timeline = open_timeline (f, A);
  mirror_start (&mirror, timeline);
  put (f, A, 7, "201", "seven");
  put (f, A, 6, "201", "six");
  put (f, A, 1, "201", "one");
  key = app_test_add_outgoing (f->cache, app_chat_get_key (get_chat (f, A)), "mine");
  g_assert_cmpint (key, !=, 0);
  g_assert_cmpuint (count (timeline), ==, 5);
  assert_text (timeline, 0, "one");
  assert_text (timeline, 1, "five");
  assert_text (timeline, 2, "six");
  assert_text (timeline, 3, "seven");
  assert_text (timeline, 4, "mine");
  mirror_stop (&mirror);
}

typedef struct
{
  GPtrArray *messages;
} PutAll;

static gboolean
put_all_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  PutAll *call = data;

  for (guint i = 0; i < call->messages->len; i++)
    {
      gint64 chat;
      gboolean added;

      if (!app_cache_messages_put (database, g_ptr_array_index (call->messages, i), &chat, &added,
                                   error))
        return FALSE;
    }
  return TRUE;
}

/* A batch at the end is one change of the list. */
static void
test_timeline_batches (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  PutAll call = { messages };
  Mirror mirror;

  put (f, A, 1, "201", "1");
  timeline = open_timeline (f, A);
  mirror_start (&mirror, timeline);
  for (guint seq = 2; seq <= 101; seq++)
    g_ptr_array_add (messages, app_test_make_message (A, seq, "201", "x"));
  app_test_write (f->cache, put_all_work, &call);
  g_assert_cmpuint (count (timeline), ==, 101);
  g_assert_cmpuint (mirror.n_signals, ==, 2);
  mirror_stop (&mirror);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

typedef struct
{
  LandlineSent sent;
  gboolean found;
} SettleCall;

static gboolean
settle_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  SettleCall *call = data;

  return app_cache_messages_settle (database, &call->sent, &call->found, error);
}

static void
settle (Fixture *f, const char *id, gint64 seq)
{
  SettleCall call = { 0 };

  landline_sent_init (&call.sent, 0, id, A, seq, G_GINT64_CONSTANT (1750000000000) + seq * 1000,
                      FALSE);
  app_test_write (f->cache, settle_work, &call);
  g_assert_true (call.found);
}

static gboolean
receipt_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 chat;

  return app_cache_chats_find (database, A, &chat, error) &&
         app_cache_members_put_receipt (database, chat, data, error);
}

static void
put_receipt (Fixture *f, gint64 delivered, gint64 read)
{
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new (A, "201", delivered, read);

  app_test_write (f->cache, receipt_work, receipt);
}

static void
test_ticks (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  AppChat *chat;
  guint n_changed = 0;

  put (f, A, 1, "201", "hello");
  timeline = open_timeline (f, A);
  chat = get_chat (f, A);
  app_test_add_outgoing (f->cache, app_chat_get_key (chat), "mine");
  item = get_item (timeline, 1);
  g_assert_cmpstr (get_text (item), ==, "mine");
  g_signal_connect_swapped (item, "changed", G_CALLBACK (count_cb), &n_changed);
  g_assert_cmpint (app_timeline_item_get_tick (item), ==, APP_TICK_WAITING);
  g_assert_true (app_timeline_item_get_outgoing (item));
  app_test_wait (app_chat_get_last_tick (chat) == APP_TICK_WAITING);
  settle (f, landline_message_get_id (app_timeline_item_get_message (item)), 2);
  app_test_wait (app_timeline_item_get_tick (item) == APP_TICK_SENT);
  g_assert_cmpint (app_timeline_item_get_seq (item), ==, 2);
  /* Once at once, and once more with the row that was read again. */
  app_test_wait (n_changed == 2);
  put_receipt (f, 2, 0);
  app_test_wait (app_timeline_item_get_tick (item) == APP_TICK_DELIVERED);
  n_changed = 0;
  put_receipt (f, 2, 1);
  app_test_turn (30);
  g_assert_cmpuint (n_changed, ==, 0);
  put_receipt (f, 2, 2);
  app_test_wait (app_timeline_item_get_tick (item) == APP_TICK_READ);
  g_assert_cmpuint (n_changed, ==, 1);
  app_test_wait (app_chat_get_last_tick (chat) == APP_TICK_READ);
}

/* What waits moves behind what comes meanwhile, as the same item. */
static void
test_timeline_moves (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) second = NULL;
  g_autoptr (AppTimelineItem) moved = NULL;
  Mirror mirror;
  gint64 chat;

  put (f, A, 1, "201", "hello");
  timeline = open_timeline (f, A);
  chat = app_chat_get_key (get_chat (f, A));
  app_test_add_outgoing (f->cache, chat, "first");
  app_test_add_outgoing (f->cache, chat, "second");
  mirror_start (&mirror, timeline);
  second = get_item (timeline, 2);
  g_assert_cmpstr (get_text (second), ==, "second");
  /* The second is there before the first, whose file was slow. */
  settle (f, landline_message_get_id (app_timeline_item_get_message (second)), 2);
  assert_text (timeline, 1, "second");
  assert_text (timeline, 2, "first");
  moved = get_item (timeline, 1);
  g_assert_true (moved == second);
  g_assert_cmpint (app_timeline_item_get_tick (moved), ==, APP_TICK_SENT);
  mirror_stop (&mirror);
}

static void
test_unread (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  AppChat *chat;
  guint position;

  for (guint seq = 1; seq <= 5; seq++)
    put (f, A, seq, seq == 3 ? APP_TEST_SELF : "201", "x");
  chat = get_chat (f, A);
  app_test_wait (app_chat_get_unread (chat) == 4);
  app_session_mark_read (f->session, app_chat_get_key (chat), 2);
  app_test_wait (app_chat_get_unread (chat) == 2);
  timeline = open_timeline (f, A);
  g_assert_true (app_timeline_get_unread_position (timeline, &position));
  g_assert_cmpuint (position, ==, 3);
  item = get_item (timeline, 3);
  g_assert_true (app_timeline_item_get_unread_start (item));
  g_assert_true (app_timeline_item_get_first_of_group (item));
  app_timeline_mark_read (timeline, 4);
  app_test_wait (app_chat_get_unread (chat) == 0);
  /* The line stays while the chat is open. */
  g_assert_true (app_timeline_item_get_unread_start (item));
  app_timeline_clear_unread (timeline);
  g_assert_false (app_timeline_item_get_unread_start (item));
  g_assert_false (app_timeline_get_unread_position (timeline, &position));
}

static LandlineMessage *
make_at (gint64 seq, const char *sender, gint64 minutes)
{
  g_autofree char *id = g_strdup_printf ("0193b3c0-0000-7000-8000-%012" G_GINT64_MODIFIER "x", seq);
  g_autoptr (LandlineContent) content = landline_content_new_text ("x");

  /* Noon of a day, in the zone of whoever runs this */
  g_autoptr (GDateTime) noon = g_date_time_new_local (2025, 6, 15, 12, 0, 0);

  return landline_message_new (id, sender, A, seq,
                               g_date_time_to_unix (noon) * 1000 + minutes * 60000, content, NULL);
}

static void
put_at (Fixture *f, gint64 seq, const char *sender, gint64 minutes)
{
  g_autoptr (LandlineMessage) message = make_at (seq, sender, minutes);

  app_test_put (f->cache, message);
}

static void
assert_flags (AppTimeline *timeline, guint position, const char *expected)
{
  g_autoptr (AppTimelineItem) item = get_item (timeline, position);
  g_autofree char *flags = g_strdup_printf ("%s%s%s",
                                            app_timeline_item_get_day_start (item) ? "D" : "",
                                            app_timeline_item_get_first_of_group (item) ? "F" : "",
                                            app_timeline_item_get_last_of_group (item) ? "L" : "");

  g_assert_cmpstr (flags, ==, expected);
}

static void
test_groups_and_days (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) last = NULL;
  guint n_changed = 0;

  put_at (f, 1, APP_TEST_SELF, 0);
  put_at (f, 2, APP_TEST_SELF, 1);
  put_at (f, 3, APP_TEST_SELF, 20);
  put_at (f, 4, "201", 21);
  put_at (f, 5, "201", 24 * 60);
  timeline = open_timeline (f, A);
  app_timeline_clear_unread (timeline);
  assert_flags (timeline, 0, "DF");
  assert_flags (timeline, 1, "L");
  assert_flags (timeline, 2, "FL");
  assert_flags (timeline, 3, "FL");
  assert_flags (timeline, 4, "DFL");
  /* What comes behind changes who ends the group. */
  last = get_item (timeline, 4);
  g_signal_connect_swapped (last, "changed", G_CALLBACK (count_cb), &n_changed);
  get_text (last);
  n_changed = 0;
  put_at (f, 6, "201", 24 * 60 + 1);
  app_test_wait (n_changed > 0);
  assert_flags (timeline, 4, "DF");
  assert_flags (timeline, 5, "L");
}

static void
test_reply (Fixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) quoted = app_test_make_message (A, 1, "201", "question");
  g_autoptr (LandlineContent) content = landline_content_new_text ("answer");
  g_autoptr (LandlineMessage) answer = landline_message_new (
      "0193b3c0-0000-7000-8000-0000000000ff", APP_TEST_SELF, A, 2,
      landline_message_get_time (quoted) + 1000, content, landline_message_get_id (quoted));
  g_autoptr (LandlineMessage) elsewhere = landline_message_new (
      "0193b3c0-0000-7000-8000-0000000000fe", "201", B, 1,
      landline_message_get_time (quoted) + 2000, content, landline_message_get_id (quoted));
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimeline) other = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  g_autoptr (AppTimelineItem) other_item = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint position;

  app_test_put (f->cache, quoted);
  app_test_put (f->cache, answer);
  app_test_put (f->cache, elsewhere);
  timeline = open_timeline (f, A);
  item = get_item (timeline, 1);
  get_text (item);
  g_assert_nonnull (app_timeline_item_get_reply (item));
  g_assert_cmpstr (app_timeline_item_get_reply_name (item), ==, "201");
  app_timeline_find_message_async (timeline, landline_message_get_id (quoted), NULL,
                                   app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_timeline_find_message_finish (timeline, result, &position, NULL));
  g_assert_cmpuint (position, ==, 0);
  /* Nothing of another chat is quoted. */
  other = open_timeline (f, B);
  other_item = get_item (other, 0);
  get_text (other_item);
  g_assert_null (app_timeline_item_get_reply (other_item));
}

/* More than comes with the first keys. Items are cheap, are the same while somebody holds them, and
 * what was read ahead is there at once. */
static void
test_long_timeline (Fixture *f, gconstpointer data)
{
  AppFiller filler = { 1, 12000, 0, G_GINT64_CONSTANT (1750000000000), 500 };
  g_autofree char *conversation = app_filler_dup_conversation (0);
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  g_autoptr (AppTimelineItem) same = NULL;
  Mirror mirror;
  guint position;

  app_filler_run (&filler, f->cache);
  timeline = open_timeline (f, conversation);
  g_assert_cmpuint (count (timeline), >=, 300);
  g_assert_cmpuint (count (timeline), <, 12000);
  g_assert_true (app_timeline_get_unread_position (timeline, &position));
  mirror_start (&mirror, timeline);
  app_test_wait (count (timeline) == 12000);
  g_assert_true (app_timeline_get_unread_position (timeline, &position));
  g_assert_cmpuint (position, >=, 11500);
  for (guint i = 0; i < 12000; i += 997)
    {
      g_autoptr (AppTimelineItem) one = get_item (timeline, i);

      g_assert_cmpint (app_timeline_item_get_seq (one), ==, i + 1);
      g_assert_true (app_timeline_find_seq (timeline, i + 1, &position));
      g_assert_cmpuint (position, ==, i);
      g_assert_true (app_timeline_find_key (timeline, app_timeline_item_get_key (one), &position));
      g_assert_cmpuint (position, ==, i);
    }
  mirror_stop (&mirror);
  app_timeline_prefetch (timeline, 100, 130);
  /* The cache answers in order: behind an answer of its own the messages are there. */
  app_test_turn (5);
  app_test_find_chat (f->cache, conversation);
  item = get_item (timeline, 115);
  g_assert_true (app_timeline_item_get_loaded (item));
  same = get_item (timeline, 115);
  g_assert_true (same == item);
}

/* The newest are there when it opens: no row is empty on the first frame. */
static void
test_opens_loaded (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;

  for (guint seq = 1; seq <= 30; seq++)
    put (f, A, seq, "201", "x");
  timeline = open_timeline (f, A);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (AppTimelineItem) item = get_item (timeline, i);

      g_assert_true (app_timeline_item_get_loaded (item));
    }
}

static void
test_items_outlive_timeline (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimelineItem) item = NULL;
  AppTimeline *timeline;

  put (f, A, 1, "201", "x");
  timeline = open_timeline (f, A);
  item = get_item (timeline, 0);
  app_test_turn (50);
  app_test_finalize (timeline);
  g_assert_cmpint (app_timeline_item_get_seq (item), ==, 1);
  g_assert_cmpint (app_timeline_item_get_tick (item), ==, APP_TICK_NONE);
  g_assert_null (app_timeline_item_get_transfer (item));
}

#define OLDER "/v1/conversations/" A "/messages?limit=100&before=3"

static void
test_older (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  Mirror mirror;

  g_hash_table_insert (
      f->server->pages, g_strdup (OLDER),
      g_strdup (
          "{\"messages\":[{\"id\":\"0193b3c0-0000-7000-8000-000000000002\",\"sender_id\":\"201\","
          "\"conversation\":\"" A "\",\"seq\":2,\"time\":1750000002000,\"type\":\"text\","
          "\"text\":\"two\"}],\"more\":false}"));
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_ONLINE);
  put (f, A, 3, "201", "three");
  timeline = open_timeline (f, A);
  g_assert_true (app_timeline_get_has_older (timeline));
  mirror_start (&mirror, timeline);
  app_timeline_load_older_async (timeline, NULL, app_test_result, &result);
  g_assert_true (app_timeline_get_loading_older (timeline));
  app_test_wait (result != NULL);
  g_assert_true (app_timeline_load_older_finish (timeline, result, NULL));
  assert_text (timeline, 0, "two");
  app_test_wait (!app_timeline_get_has_older (timeline));
  app_timeline_load_older_async (timeline, NULL, app_test_result, &again);
  app_test_wait (again != NULL);
  g_assert_false (app_timeline_load_older_finish (timeline, again, NULL));
  mirror_stop (&mirror);
}

static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (AppSearch) search = app_search_new (f->session);
  g_autoptr (AppSearchHit) hit = NULL;
  Mirror mirror;

  for (guint seq = 1; seq <= 120; seq++)
    put (f, A, seq, "201", seq == 60 ? "the only whale" : "fish");
  mirror_start (&mirror, search);
  app_search_set_query (search, "fish");
  app_search_set_query (search, "whal");
  app_test_wait (!app_search_get_searching (search));
  g_assert_cmpuint (count (search), ==, 1);
  g_assert_false (app_search_get_has_more (search));
  hit = g_list_model_get_item (G_LIST_MODEL (search), 0);
  g_assert_cmpstr (app_search_hit_get_text (hit), ==, "the only whale");
  g_assert_cmpstr (app_search_hit_get_chat_title (hit), ==, "201");
  app_search_set_query (search, "fish");
  app_test_wait (!app_search_get_searching (search));
  g_assert_cmpuint (count (search), ==, 50);
  g_assert_true (app_search_get_has_more (search));
  app_search_load_more (search);
  app_test_wait (count (search) == 100);
  app_search_load_more (search);
  app_test_wait (count (search) == 119);
  g_assert_false (app_search_get_has_more (search));
  app_search_set_query (search, " -- ");
  g_assert_cmpuint (count (search), ==, 0);
  mirror_stop (&mirror);
}

static gboolean
users_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put_all (database, data, error);
}

static void
test_directory (Fixture *f, gconstpointer data)
{
  g_autoptr (AppDirectory) directory = app_directory_new (f->session);
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AppPerson) first = NULL;
  g_autoptr (AppPerson) second = NULL;
  Mirror mirror;

  mirror_start (&mirror, directory);
  g_ptr_array_add (users, landline_user_new ("203", "zoë", NULL, NULL, 0, FALSE));
  g_ptr_array_add (users, landline_user_new ("202", "Bo", NULL, NULL, 0, FALSE));
  g_ptr_array_add (users, landline_user_new (APP_TEST_SELF, "Me", NULL, NULL, 0, FALSE));
  app_test_write (f->cache, users_work, users);
  app_test_wait (count (directory) == 3);
  first = g_list_model_get_item (G_LIST_MODEL (directory), 0);
  g_assert_true (app_person_get_is_self (first));
  app_directory_set_filter (directory, "ZO");
  g_assert_cmpuint (count (directory), ==, 1);
  app_directory_set_filter (directory, "20");
  g_assert_cmpuint (count (directory), ==, 2);
  second = g_list_model_get_item (G_LIST_MODEL (directory), 1);
  g_assert_cmpstr (app_person_get_name (second), ==, "zoë");
  app_directory_set_filter (directory, NULL);
  g_ptr_array_remove_index (users, 0);
  app_test_write (f->cache, users_work, users);
  app_test_wait (count (directory) == 2);
  mirror_stop (&mirror);
}

static void
test_preview (void)
{
  g_autoptr (LandlineContent) text = landline_content_new_text ("*a*\n_b_  ");
  g_autoptr (LandlineMedia) media = landline_media_new (
      LANDLINE_MEDIA_KIND_MEDIA, "m_00000000000000000000000000000001", "x.png", "image/png", 1,
      "0000000000000000000000000000000000000000000000000000000000000000");
  g_autoptr (LandlineContent) picture = landline_content_new_media (media, NULL);
  g_autoptr (LandlineContent) captioned = landline_content_new_media (media, "the sea");
  g_autofree char *text_line = app_preview_for (text);
  g_autofree char *picture_line = app_preview_for (picture);
  g_autofree char *captioned_line = app_preview_for (captioned);

  g_assert_cmpstr (text_line, ==, "a b");
  g_assert_cmpstr (picture_line, ==, "Photo");
  g_assert_cmpstr (captioned_line, ==, "the sea");
}

#define add(name, function)                                                                        \
  g_test_add ("/app/models/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("chats/in-order", test_chats_in_order);
  add ("chats/notify", test_chat_notifies_on_change);
  add ("chats/draft", test_chat_draft);
  add ("timeline/follows", test_timeline_follows);
  add ("timeline/batches", test_timeline_batches);
  add ("timeline/ticks", test_ticks);
  add ("timeline/moves", test_timeline_moves);
  add ("timeline/unread", test_unread);
  add ("timeline/groups-and-days", test_groups_and_days);
  add ("timeline/reply", test_reply);
  add ("timeline/long", test_long_timeline);
  add ("timeline/opens-loaded", test_opens_loaded);
  add ("timeline/items-outlive-it", test_items_outlive_timeline);
  add ("timeline/older", test_older);
  add ("timeline/renamed", test_renamed);
  add ("search", test_search);
  add ("directory", test_directory);
  g_test_add_func ("/app/models/preview", test_preview);
  return g_test_run ();
}
