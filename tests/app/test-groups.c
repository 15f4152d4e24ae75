/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-back-fill.h"
#include "app-change-text.h"
#include "app-chat-list.h"
#include "app-group.h"
#include "app-mentions.h"
#include "app-session-groups.h"
#include "app-timeline.h"
#include "landline-id.h"
#include "landline-limits.h"
#include "sync-fixture.h"

/* Groups as a session keeps them, against a server that does what the test says. */

#define GROUP "c_0000000000000000000000000000000f"
#define ANN   "+15550102"
#define BEN   "+15550103"
#define CARL  "+15550104"

#define ME_MEMBER   "{\"user_id\":\"" APP_TEST_SELF "\",\"name\":\"Me\",\"role\":\"member\"}"
#define ME_ADMIN    "{\"user_id\":\"" APP_TEST_SELF "\",\"name\":\"Me\",\"role\":\"admin\"}"
#define ANN_ADMIN   "{\"user_id\":\"" ANN "\",\"name\":\"Ann\",\"role\":\"admin\"}"
#define BEN_MEMBER  "{\"user_id\":\"" BEN "\",\"name\":\"Ben\",\"role\":\"member\"}"
#define CARL_MEMBER "{\"user_id\":\"" CARL "\",\"name\":\"Carl\",\"role\":\"member\"}"

typedef struct
{
  SyncFixture sync;
  AppChatList *chats;
  AppChat *chat;
  AppTimeline *timeline;
  gint64 cursor;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->sync, data);
  sync_fixture_wait_online (&f->sync);
  f->chats = app_chat_list_new (f->sync.session);
  app_test_wait (!app_chat_list_get_loading (f->chats));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->timeline);
  g_clear_object (&f->chat);
  g_clear_object (&f->chats);
  sync_fixture_tear_down (&f->sync, data);
}

/* @group: what is in the conversation beside its id; @change: what is in the event behind it */
static void
tell (Fixture *f, const char *group, gint64 last_seq, const char *change)
{
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"event\",\"cursor\":%" G_GINT64_FORMAT
                                            ",\"event\":\"conversation\","
                                            "\"conversation\":{\"id\":\"" GROUP
                                            "\",\"type\":\"group\",%s,\"created\":1000,"
                                            "\"last_seq\":%" G_GINT64_FORMAT "},%s}",
                                            ++f->cursor, group, last_seq, change);

  app_fake_server_send_text (f->sync.server, frame);
}

static void
wait_stored (Fixture *f)
{
  app_test_wait (app_fake_server_get_last_ack (f->sync.server) == f->cursor);
}

static void
push (Fixture *f, gint64 seq, const char *sender, const char *text, const char *mentioned)
{
  const char *const mentions[] = { mentioned, NULL };
  g_autoptr (LandlineMessage) plain = app_test_make_message (GROUP, seq, sender, text);
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (
      landline_message_get_content (plain), FALSE, mentioned != NULL ? mentions : NULL, 0);
  g_autoptr (LandlineMessage) message = landline_message_new (landline_message_get_id (plain),
                                                              sender, GROUP, seq, 10000 + seq,
                                                              content, NULL);

  app_fake_server_send_message (f->sync.server, ++f->cursor, message);
}

/* Tells of a group of us, Ann and Ben, which Ann made, and opens it. */
static void
begin (Fixture *f)
{
  tell (f, "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "]", 0,
        "\"change\":\"created\",\"by\":\"" ANN "\",\"time\":5000");
  wait_stored (f);
  app_test_wait (app_chat_list_lookup_conversation (f->chats, GROUP) != NULL);
  f->chat = g_object_ref (app_chat_list_lookup_conversation (f->chats, GROUP));
  f->timeline = app_timeline_new (f->sync.session, NULL, f->chat);
  app_test_wait (app_timeline_get_ready (f->timeline));
}

static char *
dup_item (Fixture *f, guint position)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (f->timeline), position);
  char *line;

  app_test_wait (app_timeline_item_get_loaded (item));
  line = app_timeline_item_dup_line (item);
  g_assert_true ((line != NULL) == app_timeline_item_get_is_line (item));
  if (line != NULL)
    {
      g_assert_false (app_timeline_item_get_outgoing (item));
      g_assert_cmpint (app_timeline_item_get_tick (item), ==, APP_TICK_NONE);
      g_assert_true (app_timeline_item_get_first_of_group (item));
      g_assert_true (app_timeline_item_get_last_of_group (item));
      return line;
    }
  return g_strdup (landline_content_get_text (
      landline_message_get_content (app_timeline_item_get_message (item))));
}

static void
assert_items (Fixture *f, const char *const *expected)
{
  guint n = g_strv_length ((char **) expected);

  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (f->timeline)) == n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *item = dup_item (f, i);

      g_assert_cmpstr (item, ==, expected[i]);
    }
}

/* What happened stands where it happened, and counts for nothing. */
static void
test_lines (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = { "Ann created the group “Walk”",
                                          "hello",
                                          "Ann added Carl",
                                          "Ben changed the name to “Hike”",
                                          "hi",
                                          "You are an admin now",
                                          "Ann changed the description",
                                          "Ann lets only admins send messages",
                                          "Carl left",
                                          NULL };

  begin (f);
  push (f, 1, ANN, "hello", NULL);
  tell (f,
        "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER
        "]",
        1,
        "\"change\":\"member_added\",\"by\":\"" ANN "\",\"users\":[\"" CARL "\"],\"time\":10002");
  tell (f,
        "\"name\":\"Hike\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER
        "]",
        1, "\"change\":\"renamed\",\"by\":\"" BEN "\",\"time\":10003");
  push (f, 2, BEN, "hi", NULL);
  tell (f,
        "\"name\":\"Hike\",\"members\":[" ME_ADMIN "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER "]",
        2,
        "\"change\":\"promoted\",\"by\":\"" ANN "\",\"users\":[\"" APP_TEST_SELF
        "\"],\"time\":10004");
  tell (f,
        "\"name\":\"Hike\",\"members\":[" ME_ADMIN "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER "],"
        "\"description\":\"Sundays\"",
        2, "\"change\":\"described\",\"by\":\"" ANN "\",\"time\":10005");
  tell (f,
        "\"name\":\"Hike\",\"members\":[" ME_ADMIN "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER "],"
        "\"description\":\"Sundays\",\"who_may_send\":\"admins\"",
        2, "\"change\":\"settings\",\"by\":\"" ANN "\",\"time\":10006");
  tell (f,
        "\"name\":\"Hike\",\"members\":[" ME_ADMIN "," ANN_ADMIN "," BEN_MEMBER "],"
        "\"description\":\"Sundays\",\"who_may_send\":\"admins\"",
        2, "\"change\":\"member_left\",\"by\":\"" CARL "\",\"time\":10007");
  wait_stored (f);
  assert_items (f, expected);
  app_test_wait (app_chat_get_unread (f->chat) == 2);
  g_assert_cmpstr (app_chat_get_preview (f->chat), ==, "Carl left");
  g_assert_cmpstr (app_chat_get_title (f->chat), ==, "Hike");
  app_timeline_mark_read (f->timeline, G_N_ELEMENTS (expected) - 2);
  app_test_wait (app_chat_get_unread (f->chat) == 0);
}

/* The same news twice, under another cursor, is one line. */
static void
test_repeated (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = { "Ann created the group “Walk”", "Ann added Carl", NULL };

  begin (f);
  for (guint i = 0; i < 2; i++)
    tell (f,
          "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER
          "]",
          0,
          "\"change\":\"member_added\",\"by\":\"" ANN "\",\"users\":[\"" CARL "\"],\"time\":10002");
  wait_stored (f);
  assert_items (f, expected);
}

/* Cleared with what stands around it. */
static void
test_cleared (Fixture *f, gconstpointer data)
{
  static const char *const before[] = { "Ann created the group “Walk”", "hello", NULL };
  static const char *const after[] = { NULL };

  begin (f);
  push (f, 1, ANN, "hello", NULL);
  wait_stored (f);
  assert_items (f, before);
  app_fake_server_send_note (f->sync.server, ++f->cursor, "clear:" GROUP, "1", 1);
  wait_stored (f);
  assert_items (f, after);
}

static AppGroup *
open_group (Fixture *f)
{
  AppGroup *group = app_group_new (f->sync.session, f->chat);

  app_test_wait (app_group_get_ready (group));
  return group;
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* Who was removed keeps what was said, and may write again after coming back. */
static void
test_membership (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = { "Ann created the group “Walk”", "hello",
                                          "Ann removed you", "Ann added you and Carl", NULL };
  g_autoptr (AppGroup) group = NULL;

  begin (f);
  group = open_group (f);
  g_assert_true (app_group_get_is_member (group));
  g_assert_true (app_group_get_can_send (group));
  g_assert_false (app_group_get_can_edit (group));
  push (f, 1, ANN, "hello", NULL);
  tell (f, "\"name\":\"Walk\",\"members\":[" ANN_ADMIN "," BEN_MEMBER "]", 1,
        "\"change\":\"member_removed\",\"by\":\"" ANN "\",\"users\":[\"" APP_TEST_SELF
        "\"],\"time\":10002");
  app_test_wait (!app_group_get_is_member (group));
  g_assert_false (app_group_get_can_send (group));
  tell (f,
        "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER
        "],\"who_may_edit\":\"all\"",
        7,
        "\"change\":\"member_added\",\"by\":\"" ANN "\",\"users\":[\"" APP_TEST_SELF "\",\"" CARL
        "\"],\"time\":10003");
  app_test_wait (app_group_get_is_member (group));
  g_assert_true (app_group_get_can_send (group));
  g_assert_true (app_group_get_can_edit (group));
  assert_items (f, expected);
}

/* The members are read again when they change, and not with each message. */
static void
test_members (Fixture *f, gconstpointer data)
{
  g_autoptr (AppGroup) group = NULL;
  g_autoptr (AppGroupMember) first = NULL;
  g_autofree char *names = NULL;
  guint n_changes = 0;

  begin (f);
  group = open_group (f);
  g_signal_connect_swapped (group, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (g_list_model_get_n_items (app_group_list_members (group)), ==, 3);
  first = g_list_model_get_item (app_group_list_members (group), 0);
  g_assert_cmpstr (app_group_member_get_name (first), ==, "Ann");
  g_assert_true (app_group_member_get_is_admin (first));
  names = app_group_dup_names (group);
  g_assert_cmpstr (names, ==, "Ann, Ben, You");
  for (guint i = 1; i <= 10; i++)
    push (f, i, ANN, "x", NULL);
  wait_stored (f);
  app_test_wait (app_chat_get_unread (f->chat) == 10);
  g_assert_cmpuint (n_changes, ==, 0);
  tell (f, "\"name\":\"Walk\",\"members\":[" ME_ADMIN "," ANN_ADMIN "]", 10,
        "\"change\":\"member_removed\",\"by\":\"" ANN "\",\"users\":[\"" BEN "\"],\"time\":20000");
  app_test_wait (n_changes > 0);
  g_assert_cmpuint (g_list_model_get_n_items (app_group_list_members (group)), ==, 2);
  g_assert_true (app_group_get_is_admin (group));
}

/* Ticks are the least of the others; who joins later has nothing to do with it. */
static void
test_ticks (Fixture *f, gconstpointer data)
{
  const char *receipt = "{\"frame\":\"event\",\"cursor\":%d,\"event\":\"receipt\",\"receipt\":"
                        "{\"conversation\":\"" GROUP "\",\"user_id\":\"%s\",\"delivered\":%d,"
                        "\"read\":%d}}";
  static const struct
  {
    const char *user;
    int delivered, read;
    AppTick tick;
  } steps[] = {
    { ANN, 1, 1, APP_TICK_SENT },
    { BEN, 1, 0, APP_TICK_DELIVERED },
    { BEN, 1, 1, APP_TICK_READ },
  };
  g_autoptr (AppTimelineItem) item = NULL;

  begin (f);
  push (f, 1, APP_TEST_SELF, "mine", NULL);
  wait_stored (f);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (f->timeline)) == 2);
  item = g_list_model_get_item (G_LIST_MODEL (f->timeline), 1);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *frame = NULL;

      frame = g_strdup_printf (receipt, (int) ++f->cursor, steps[i].user, steps[i].delivered,
                               steps[i].read);
      app_fake_server_send_text (f->sync.server, frame);
      wait_stored (f);
      app_test_wait (app_timeline_item_get_tick (item) == steps[i].tick);
    }
  tell (f,
        "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "," BEN_MEMBER "," CARL_MEMBER
        "]",
        1,
        "\"change\":\"member_added\",\"by\":\"" ANN "\",\"users\":[\"" CARL "\"],\"time\":10002");
  wait_stored (f);
  app_test_wait (app_chat_get_member_count (f->chat) == 4);
  g_assert_cmpint (app_timeline_item_get_tick (item), ==, APP_TICK_READ);
}

/* Named by somebody, until that is read; what we write ourselves does not count. */
static void
test_mentions (Fixture *f, gconstpointer data)
{
  begin (f);
  push (f, 1, APP_TEST_SELF, "@" APP_TEST_SELF, APP_TEST_SELF);
  push (f, 2, ANN, "@" BEN, BEN);
  wait_stored (f);
  app_test_wait (app_chat_get_unread (f->chat) == 1);
  g_assert_false (app_chat_get_mentioned (f->chat));
  push (f, 3, ANN, "@" APP_TEST_SELF, APP_TEST_SELF);
  push (f, 4, ANN, "more", NULL);
  wait_stored (f);
  app_test_wait (app_chat_get_mentioned (f->chat));
  app_session_mark_read (f->sync.session, app_chat_get_key (f->chat), 2);
  app_test_wait (app_chat_get_unread (f->chat) == 2);
  g_assert_true (app_chat_get_mentioned (f->chat));
  app_session_mark_read (f->sync.session, app_chat_get_key (f->chat), 3);
  app_test_wait (!app_chat_get_mentioned (f->chat));
}

/* The body of the last request of this kind: others of the session's own may come between. */
static const char *
find_body (Fixture *f, const char *request)
{
  for (guint i = f->sync.server->requests->len; i > 0; i--)
    if (g_str_has_prefix (g_ptr_array_index (f->sync.server->requests, i - 1), request))
      return g_ptr_array_index (f->sync.server->bodies, i - 1);
  return NULL;
}

/* Lines in front of the first message are none that anything is older than. */
static void
test_older (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  tell (f, "\"name\":\"Walk\",\"members\":[" ME_MEMBER "," ANN_ADMIN "],\"history\":\"all\"", 8,
        "\"change\":\"member_added\",\"by\":\"" ANN "\",\"users\":[\"" APP_TEST_SELF
        "\"],\"time\":5000");
  push (f, 9, ANN, "nine", NULL);
  wait_stored (f);
  app_test_wait (app_chat_list_lookup_conversation (f->chats, GROUP) != NULL);
  f->chat = g_object_ref (app_chat_list_lookup_conversation (f->chats, GROUP));
  app_session_load_older_async (f->sync.session, app_chat_get_key (f->chat), NULL, app_test_result,
                                &result);
  app_test_wait (result != NULL);
  g_assert_nonnull (find_body (f, "GET /v1/conversations/" GROUP
                                  "/messages?limit=" G_STRINGIFY (APP_BACK_FILL_PAGE) "&before=9"));
}

static void
create (Fixture *f, LandlineGroupRequest *request, gint64 *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_session_create_group_async (f->sync.session, request, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  *key = app_session_create_group_finish (f->sync.session, result, error);
}

static void
test_create (Fixture *f, gconstpointer data)
{
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *body = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  g_strlcpy (request.id, id, sizeof request.id);
  request.members = g_strsplit (ANN " " BEN, " ", 0);
  request.group.name = g_strdup ("Walk");
  create (f, &request, &key, &error);
  g_assert_nonnull (error);
  g_assert_cmpint (key, ==, 0);
  g_clear_error (&error);
  body = g_strdup (find_body (f, "POST /v1/groups"));
  g_hash_table_insert (f->sync.server->pages, g_strdup ("/v1/groups"),
                       g_strdup ("{\"id\":\"" GROUP "\",\"type\":\"group\",\"name\":\"Walk\","
                                 "\"members\":[" ME_ADMIN "," ANN_ADMIN "," BEN_MEMBER "],"
                                 "\"created\":1000,\"last_seq\":0}"));
  create (f, &request, &key, &error);
  g_assert_no_error (error);
  /* Trying again is the same request: the server knows it by its id. */
  g_assert_cmpstr (find_body (f, "POST /v1/groups"), ==, body);
  g_assert_nonnull (strstr (body, id));
  g_assert_nonnull (strstr (body, "\"members\":[\"" ANN "\",\"" BEN "\"]"));
  app_test_wait (app_chat_list_lookup (f->chats, key) != NULL);
  g_assert_cmpstr (app_chat_get_title (app_chat_list_lookup (f->chats, key)), ==, "Walk");
}

static void
test_change (Fixture *f, gconstpointer data)
{
  static const char *const added[] = { BEN, CARL, NULL };
  static const char group[] = "{\"id\":\"" GROUP "\",\"type\":\"group\",\"name\":\"Hike\","
                              "\"members\":[" ME_ADMIN "," ANN_ADMIN "],\"created\":1000,"
                              "\"last_seq\":0}";
  static const char *const paths[] = { "/v1/groups/" GROUP,
                                       "/v1/groups/" GROUP "/members/+15550103",
                                       "/v1/groups/" GROUP "/members/+15550104" };
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppSession *session = f->sync.session;

  begin (f);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_hash_table_insert (f->sync.server->pages, g_strdup (paths[i]), g_strdup (group));
  change.name = g_strdup ("Hike");
  app_session_change_group_async (session, GROUP, &change, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (session, result, &error));
  g_assert_cmpstr (find_body (f, "PATCH /v1/groups/" GROUP), ==, "{\"name\":\"Hike\"}");
  /* What happened is for the event to say. */
  g_assert_cmpstr (app_chat_get_title (f->chat), ==, "Walk");
  tell (f, "\"name\":\"Hike\",\"members\":[" ME_ADMIN "," ANN_ADMIN "]", 0,
        "\"change\":\"renamed\",\"by\":\"" APP_TEST_SELF "\",\"time\":6000");
  app_test_wait (g_strcmp0 (app_chat_get_title (f->chat), "Hike") == 0);
  g_clear_object (&result);

  app_session_add_members_async (session, GROUP, added, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (session, result, &error));
  g_assert_no_error (error);
  g_assert_nonnull (find_body (f, "PUT /v1/groups/" GROUP "/members/+15550103"));
  g_assert_nonnull (find_body (f, "PUT /v1/groups/" GROUP "/members/+15550104"));
  g_clear_object (&result);

  app_session_set_member_role_async (session, GROUP, BEN, LANDLINE_ROLE_ADMIN, NULL,
                                     app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (session, result, &error));
  g_assert_cmpstr (find_body (f, "PUT /v1/groups/" GROUP "/members/+15550103"), ==,
                   "{\"role\":\"admin\"}");
  g_clear_object (&result);

  app_session_remove_member_async (session, GROUP, "+15550109", NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_nonnull (find_body (f, "DELETE /v1/groups/" GROUP "/members/+15550109"));
  g_assert_false (app_session_group_finish (session, result, &error));
  g_assert_nonnull (error);
}

/* The answer comes before the event, or behind it: one line says what was changed. */
static void
test_one_line (Fixture *f, gconstpointer data)
{
  static const char *const first[] = { "Ann created the group “Walk”",
                                       "You let new messages disappear after 7 days", NULL };
  static const char *const then[] = { "Ann created the group “Walk”",
                                      "You let new messages disappear after 7 days",
                                      "You turned disappearing messages off", NULL };
  static const char members[] = "\"name\":\"Walk\",\"members\":[" ME_ADMIN "," ANN_ADMIN "]";
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
  g_autofree char *page = g_strconcat ("{\"id\":\"" GROUP "\",\"type\":\"group\",", members,
                                       ",\"created\":1000,\"last_seq\":0,\"disappear\":604800}",
                                       NULL);
  g_autofree char *settled = g_strconcat (members, ",\"disappear\":604800", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (f);
  g_hash_table_insert (f->sync.server->pages, g_strdup ("/v1/groups/" GROUP),
                       g_steal_pointer (&page));
  change.disappear = LANDLINE_EXPIRES_WEEK;
  app_session_change_group_async (f->sync.session, GROUP, &change, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (f->sync.session, result, &error));
  g_assert_no_error (error);
  tell (f, settled, 0, "\"change\":\"settings\",\"by\":\"" APP_TEST_SELF "\",\"time\":6000");
  wait_stored (f);
  assert_items (f, first);
  g_clear_object (&result);
  tell (f, members, 0, "\"change\":\"settings\",\"by\":\"" APP_TEST_SELF "\",\"time\":7000");
  wait_stored (f);
  /* An answer that was long on its way takes nothing back. */
  app_session_change_group_async (f->sync.session, GROUP, &change, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (f->sync.session, result, &error));
  assert_items (f, then);
  g_assert_cmpint (app_chat_get_lifetime (f->chat), ==, 0);
}

/* The file first, then the group that shows it; none is an empty one. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->sync.folder, "square.jpg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (f);
  g_assert_true (g_file_set_contents (path, "square", -1, &error));
  g_hash_table_insert (f->sync.server->pages, g_strdup ("/v1/groups/" GROUP),
                       g_strdup ("{\"id\":\"" GROUP "\",\"type\":\"group\",\"name\":\"Walk\","
                                 "\"members\":[" ME_ADMIN "," ANN_ADMIN "],\"created\":1000,"
                                 "\"last_seq\":0,\"picture\":"
                                 "\"m_000000000000000000000000000000aa\"}"));
  app_session_set_group_picture_async (f->sync.session, GROUP, file, "image/jpeg", NULL,
                                       app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_group_finish (f->sync.session, result, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (find_body (f, "PATCH /v1/groups/" GROUP), ==,
                   "{\"picture\":\"m_000000000000000000000000000000aa\"}");
  g_clear_object (&result);
  app_session_set_group_picture_async (f->sync.session, GROUP, NULL, NULL, NULL, app_test_result,
                                       &result);
  app_test_wait (result != NULL);
  g_assert_cmpstr (find_body (f, "PATCH /v1/groups/" GROUP), ==, "{\"picture\":\"\"}");
  g_clear_object (&result);

  f->sync.server->media_status = 413;
  app_session_set_group_picture_async (f->sync.session, GROUP, file, "image/jpeg", NULL,
                                       app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_false (app_session_group_finish (f->sync.session, result, &error));
  g_assert_nonnull (error);
}

static GListModel *
make_members (void)
{
  static const AppCacheMember rows[] = {
    { (char *) ANN, (char *) "Ann", NULL, FALSE },
    { (char *) BEN, (char *) "Ann Lee", NULL, FALSE },
    { (char *) CARL, (char *) "Çelik Öz", NULL, FALSE },
    { (char *) "103", (char *) "103", NULL, FALSE },
    { (char *) APP_TEST_SELF, (char *) "Me", NULL, FALSE },
  };
  GListStore *members = g_list_store_new (APP_TYPE_GROUP_MEMBER);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AppGroupMember) member = app_group_member_new (&rows[i],
                                                                i + 1 == G_N_ELEMENTS (rows));

      g_list_store_append (members, member);
    }
  return G_LIST_MODEL (members);
}

/* What people write, and what is sent. */
static void
test_encode (void)
{
  static const struct
  {
    const char *text;
    const char *encoded;
    const char *mentions;
  } rows[] = {
    { "hello", "hello", "" },
    { "@Ann hi", "@" ANN " hi", ANN },
    { "@Ann Lee, hi", "@" BEN ", hi", BEN },
    { "@Anna hi", "@Anna hi", "" },
    { "mail@Ann", "mail@Ann", "" },
    { "(@Ann)", "(@" ANN ")", ANN },
    { "@Ann @Ann @Çelik Öz!", "@" ANN " @" ANN " @" CARL "!", ANN " " CARL },
    { "@" BEN, "@" BEN, BEN },
    { "@1034", "@1034", "" },
    { "@103.", "@103.", "103" },
    { "@", "@", "" },
    { "@@Ann", "@@" ANN, ANN },
  };
  g_autoptr (GListModel) members = make_members ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) mentions = NULL;
      g_autofree char *encoded = app_mentions_encode (rows[i].text, members, &mentions);
      g_autofree char *joined = g_strjoinv (" ", mentions);

      g_assert_cmpstr (encoded, ==, rows[i].encoded);
      g_assert_cmpstr (joined, ==, rows[i].mentions);
    }
}

static void
test_query (void)
{
  static const struct
  {
    const char *before;
    const char *query;
    gsize start;
  } rows[] = {
    { "", NULL, 0 },
    { "@", "", 0 },
    { "hi @an", "an", 3 },
    { "a@an", NULL, 0 },
    { "@ann le", "ann le", 0 },
    { "@a\nb", NULL, 0 },
    { "x\n@Çe", "Çe", 2 },
    { "no sign", NULL, 0 },
    { "@this goes on for much longer than any name of anybody", NULL, 0 },
  };
  g_autoptr (GListModel) members = make_members ();
  g_autoptr (AppGroupMember) lee = g_list_model_get_item (members, 1);
  g_autoptr (AppGroupMember) celik = g_list_model_get_item (members, 2);
  g_autoptr (AppGroupMember) self = g_list_model_get_item (members, 4);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (rows[i].before, "tail", NULL);
      gsize start = 0;
      g_autofree char *query = app_mentions_get_query (text, strlen (rows[i].before), &start);

      g_assert_cmpstr (query, ==, rows[i].query);
      g_assert_cmpuint (start, ==, rows[i].start);
    }
  g_assert_true (app_mentions_match (lee, ""));
  g_assert_true (app_mentions_match (lee, "ann l"));
  g_assert_true (app_mentions_match (lee, "LE"));
  g_assert_true (app_mentions_match (lee, "+1555"));
  g_assert_true (app_mentions_match (celik, "ÇEL"));
  g_assert_false (app_mentions_match (lee, "nn"));
  g_assert_false (app_mentions_match (self, ""));
}

static void
keep_text (AppSession *session, gint64 chat, LandlineMessage *message, char **text)
{
  g_set_str (text, landline_content_get_text (landline_message_get_content (message)));
}

/* Ids are kept, names are shown: those by which people are known now. */
static void
test_names (Fixture *f, gconstpointer data)
{
  static const char *const expected[] = { "Ann created the group “Walk”", "@Me and @Ann, not @" BEN,
                                          NULL };
  const char *own;
  const char *const *names;
  g_autoptr (AppTimelineItem) item = NULL;
  const char *const mentions[] = { APP_TEST_SELF, ANN, "+15550177", NULL };
  g_autoptr (LandlineContent) plain = landline_content_new_text ("@" APP_TEST_SELF " and @" ANN
                                                                 ", not @" BEN);
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (plain, FALSE, mentions,
                                                                          0);
  g_autofree char *told = NULL; /* to notifications */
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineMessage) message = landline_message_new (id, ANN, GROUP, 1, 10001, content,
                                                              NULL);

  begin (f);
  g_signal_connect (f->sync.session, "incoming", G_CALLBACK (keep_text), &told);
  app_fake_server_send_message (f->sync.server, ++f->cursor, message);
  app_test_wait (told != NULL);
  g_signal_handlers_disconnect_by_data (f->sync.session, &told);
  g_assert_cmpstr (told, ==, "@Me and @Ann, not @" BEN);
  wait_stored (f);
  assert_items (f, expected);
  item = g_list_model_get_item (G_LIST_MODEL (f->timeline), 1);
  app_test_wait (app_timeline_item_get_loaded (item));
  names = app_timeline_item_get_mentions (item, &own);
  g_assert_cmpstr (names[0], ==, "Me");
  g_assert_cmpstr (names[1], ==, "Ann");
  g_assert_null (names[2]); /* nobody knows who that is */
  g_assert_cmpstr (own, ==, "Me");
  g_assert_cmpstr (app_chat_get_preview (f->chat), ==, "Ann: @Me and @Ann, not @" BEN);
}

/* Sentences that the timeline tests do not come by. */
static void
test_sentences (void)
{
  static const char *const none[] = { NULL };
  static const char *const three[] = { "Ann", "Ben", "Carl", NULL };
  static const char *const one[] = { "Ann", NULL };
  static const struct
  {
    LandlineChangeKind kind;
    const char *by;
    gboolean by_self;
    const char *detail;
    const char *const *names;
    guint n_users;
    gboolean to_self;
    const char *sentence;
  } rows[] = {
    { LANDLINE_CHANGE_CREATED, "Me", TRUE, "Walk", none, 0, FALSE, "You created the group “Walk”" },
    { LANDLINE_CHANGE_RENAMED, "Me", TRUE, "Hike", none, 0, FALSE,
      "You changed the name to “Hike”" },
    { LANDLINE_CHANGE_MEMBER_ADDED, "Me", TRUE, NULL, three, 3, FALSE,
      "You added Ann, Ben and Carl" },
    { LANDLINE_CHANGE_MEMBER_ADDED, "Me", TRUE, NULL, three, 4, FALSE,
      "You added Ann, Ben, Carl and 1 other" },
    { LANDLINE_CHANGE_MEMBER_ADDED, "Eve", FALSE, NULL, three, 9, TRUE,
      "Eve added you, Ann, Ben, Carl and 5 others" },
    { LANDLINE_CHANGE_MEMBER_ADDED, "Eve", FALSE, NULL, none, 0, FALSE, "Eve added people" },
    { LANDLINE_CHANGE_MEMBER_ADDED, NULL, FALSE, NULL, one, 1, FALSE, "Ann was added" },
    { LANDLINE_CHANGE_MEMBER_REMOVED, NULL, FALSE, NULL, none, 1, TRUE, "You were removed" },
    { LANDLINE_CHANGE_MEMBER_REMOVED, NULL, FALSE, NULL, three, 3, FALSE,
      "Ann, Ben and Carl were removed" },
    { LANDLINE_CHANGE_MEMBER_LEFT, "Me", TRUE, NULL, none, 1, TRUE, "You left" },
    { LANDLINE_CHANGE_PROMOTED, "Eve", FALSE, NULL, one, 1, FALSE, "Ann is an admin now" },
    { LANDLINE_CHANGE_DEMOTED, "Eve", FALSE, NULL, three, 3, FALSE,
      "Ann, Ben and Carl are no admins any more" },
    { LANDLINE_CHANGE_SETTINGS, "Eve", FALSE, "disappear=86400", none, 0, FALSE,
      "Eve let new messages disappear after 1 day" },
    { LANDLINE_CHANGE_SETTINGS, "Me", TRUE, "disappear=604800", none, 0, FALSE,
      "You let new messages disappear after 7 days" },
    { LANDLINE_CHANGE_SETTINGS, "Eve", FALSE, "disappear=0", none, 0, FALSE,
      "Eve turned disappearing messages off" },
    { LANDLINE_CHANGE_SETTINGS, "Eve", FALSE, NULL, none, 0, FALSE, "Eve changed the settings" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const AppCacheChange change = { rows[i].kind,
                                      (char *) rows[i].by,
                                      rows[i].by_self,
                                      (char *) rows[i].detail,
                                      (char **) rows[i].names,
                                      rows[i].n_users,
                                      rows[i].to_self };
      g_autofree char *sentence = app_change_text_for (&change);

      g_assert_cmpstr (sentence, ==, rows[i].sentence);
    }
}

#define add(name, function)                                                                        \
  g_test_add ("/app/groups/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("lines", test_lines);
  add ("repeated", test_repeated);
  add ("cleared", test_cleared);
  add ("membership", test_membership);
  add ("members", test_members);
  add ("ticks", test_ticks);
  add ("mentions", test_mentions);
  add ("older", test_older);
  add ("create", test_create);
  add ("change", test_change);
  add ("names", test_names);
  add ("picture", test_picture);
  add ("one-line", test_one_line);
  g_test_add_func ("/app/groups/encode", test_encode);
  g_test_add_func ("/app/groups/query", test_query);
  g_test_add_func ("/app/groups/sentences", test_sentences);
  return g_test_run ();
}
