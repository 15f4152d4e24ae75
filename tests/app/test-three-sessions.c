/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-chat-list.h"
#include "app-chat-verbs.h"
#include "app-connection.h"
#include "app-group.h"
#include "app-session-groups.h"
#include "app-session-profile.h"
#include "app-session-statuses.h"
#include "app-status-list.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-timeline.h"
#include "landline-id.h"

/* Three people, three caches, one real server: groups from their making to their end, and who is
 * blocked. */

#define ADA  "+15550101"
#define BEN  "+15550102"
#define CARL "+15550103"

typedef struct
{
  AppProfile *profile;
  AppAccount *account;
  AppSession *session;
  AppChatList *chats;
  AppChat *chat;
  AppTimeline *timeline;
  AppGroup *group;
} Person;

typedef struct
{
  char *folder;
  AppTestServer *server;
  Person people[3];
  Person *ada, *ben, *carl;
  char *conversation;
} Fixture;

static void
person_open (Person *p)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  p->session = app_session_new (p->profile, p->account, NULL);
  app_connection_set_back_off (app_session_get_connection (p->session), 20, 100);
  app_session_open_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_open_finish (p->session, result, &error);
  g_assert_no_error (error);
  p->chats = app_chat_list_new (p->session);
  app_test_wait (!app_chat_list_get_loading (p->chats));
  app_test_wait (app_session_get_state (p->session) == APP_SESSION_ONLINE);
}

static void
person_close (Person *p)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (p->session == NULL)
    return;
  g_clear_object (&p->group);
  g_clear_object (&p->timeline);
  g_clear_object (&p->chat);
  g_clear_object (&p->chats);
  app_session_close_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_clear_object (&p->session);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const numbers[] = { ADA, BEN, CARL };
  static const char *const names[] = { "Ada", "Ben", "Carl" };
  g_autofree char *server_folder = NULL;

  f->folder = app_test_make_folder ();
  server_folder = g_build_filename (f->folder, "server", NULL);
  f->server = app_test_server_new (server_folder);
  app_test_server_start (f->server);
  for (guint i = 0; i < G_N_ELEMENTS (f->people); i++)
    {
      f->people[i].profile = app_test_make_profile (f->folder, names[i]);
      f->people[i].account = app_test_server_register (f->server, numbers[i], names[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (f->people); i++)
    person_open (&f->people[i]);
  f->ada = &f->people[0];
  f->ben = &f->people[1];
  f->carl = &f->people[2];
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->people); i++)
    {
      person_close (&f->people[i]);
      g_clear_object (&f->people[i].profile);
      g_clear_object (&f->people[i].account);
    }
  app_test_server_free (f->server);
  app_test_remove_folder (f->folder);
  g_free (f->conversation);
  g_free (f->folder);
}

static void
person_enter (Person *p, const char *conversation)
{
  app_test_wait (
      app_chat_list_lookup_conversation (p->chats, conversation) != NULL &&
      app_chat_get_is_group (app_chat_list_lookup_conversation (p->chats, conversation)));
  p->chat = g_object_ref (app_chat_list_lookup_conversation (p->chats, conversation));
  p->timeline = app_timeline_new (p->session, NULL, p->chat);
  p->group = app_group_new (p->session, p->chat);
  app_test_wait (app_timeline_get_ready (p->timeline) && app_group_get_ready (p->group));
}

static void
begin (Fixture *f, const char *const *members)
{
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (GError) error = NULL;
  gint64 keys[2];

  g_strlcpy (request.id, id, sizeof request.id);
  request.members = g_strdupv ((char **) members);
  request.group.name = g_strdup ("Walk");
  /* As if the first answer had been lost */
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      app_session_create_group_async (f->ada->session, &request, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      keys[i] = app_session_create_group_finish (f->ada->session, result, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (keys[0], ==, keys[1]);
  app_test_wait (app_chat_list_lookup (f->ada->chats, keys[0]) != NULL);
  f->conversation = g_strdup (
      app_chat_get_conversation_id (app_chat_list_lookup (f->ada->chats, keys[0])));
}

static void
person_say (Person *p, const char *text, const char *mentioned)
{
  const char *const mentions[] = { mentioned, NULL };
  g_autoptr (LandlineContent) plain = landline_content_new_text (text);
  g_autoptr (LandlineContent) content =
      landline_content_new_with_traits (plain, FALSE, mentioned != NULL ? mentions : NULL, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_send_content_async (p->session, app_chat_get_key (p->chat), content, NULL, NULL,
                                  app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_session_send_finish (p->session, result, &error), !=, 0);
  g_assert_no_error (error);
}

static char *
dup_items (Person *p)
{
  GString *items = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (p->timeline)); i++)
    {
      g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline), i);
      g_autofree char *line = NULL;

      if (i > 0)
        g_string_append_c (items, '|');
      if (!app_timeline_item_get_loaded (item))
        return g_string_free_and_steal (items);
      line = app_timeline_item_dup_line (item);
      g_string_append (items, line != NULL
                                  ? line
                                  : landline_content_get_text (landline_message_get_content (
                                        app_timeline_item_get_message (item))));
    }
  return g_string_free_and_steal (items);
}

static gboolean
has_items (Person *p, const char *expected)
{
  g_autofree char *items = dup_items (p);

  if (g_str_equal (items, expected))
    return TRUE;
  if (p->timeline != NULL && g_getenv ("LANDLINE_SHOW_ITEMS") != NULL)
    g_printerr ("%s\n", items);
  /* What is asked for is read by and by. */
  app_timeline_prefetch (p->timeline, 0, G_MAXUINT - 1);
  return FALSE;
}

static void
finish (Person *p, GAsyncResult **result, gboolean good)
{
  g_autoptr (GError) error = NULL;

  app_test_wait (*result != NULL);
  g_assert_true (app_session_group_finish (p->session, *result, &error) == good);
  if (good)
    g_assert_no_error (error);
  else
    g_assert_nonnull (error);
  g_clear_object (result);
}

static AppTick
person_get_tick (Person *p, guint position)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline), position);

  return app_timeline_item_get_tick (item);
}

#define BOTH ((const char *const[]) { BEN, CARL, NULL })

/* Made, renamed, talked in; two ticks when the last of the others has it. */
static void
test_talk (Fixture *f, gconstpointer data)
{
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GAsyncResult) result = NULL;

  begin (f, BOTH);
  for (guint i = 0; i < G_N_ELEMENTS (f->people); i++)
    person_enter (&f->people[i], f->conversation);
  g_assert_true (app_group_get_is_admin (f->ada->group));
  g_assert_false (app_group_get_is_admin (f->ben->group));
  g_assert_cmpuint (g_list_model_get_n_items (app_group_list_members (f->carl->group)), ==, 3);
  person_close (f->carl);
  person_say (f->ada, "hello @" CARL, CARL);
  app_test_wait (has_items (f->ben, "Ada created the group “Walk”|hello @Carl"));
  app_test_wait (person_get_tick (f->ada, 1) == APP_TICK_SENT);
  app_timeline_mark_read (f->ben->timeline, 1);
  app_test_wait (app_chat_get_unread (f->ben->chat) == 0);
  g_assert_false (app_chat_get_mentioned (f->ben->chat));
  g_assert_cmpint (person_get_tick (f->ada, 1), ==, APP_TICK_SENT);

  person_open (f->carl);
  person_enter (f->carl, f->conversation);
  app_test_wait (person_get_tick (f->ada, 1) == APP_TICK_DELIVERED);
  app_test_wait (app_chat_get_mentioned (f->carl->chat));
  app_timeline_mark_read (f->carl->timeline, 1);
  app_test_wait (person_get_tick (f->ada, 1) == APP_TICK_READ);
  app_test_wait (!app_chat_get_mentioned (f->carl->chat));

  change.name = g_strdup ("Hike");
  app_session_change_group_async (f->ben->session, f->conversation, &change, NULL, app_test_result,
                                  &result);
  finish (f->ben, &result, FALSE);
  app_session_change_group_async (f->ada->session, f->conversation, &change, NULL, app_test_result,
                                  &result);
  finish (f->ada, &result, TRUE);
  app_test_wait (has_items (f->ada, "You created the group “Walk”|hello @Carl"
                                    "|You changed the name to “Hike”"));
  app_test_wait (has_items (f->carl, "Ada created the group “Walk”|hello @Carl"
                                     "|Ada changed the name to “Hike”"));
  app_test_wait (g_strcmp0 (app_chat_get_title (f->carl->chat), "Hike") == 0);
}

/* Added, made an admin, removed, back again, gone. */
static void
test_members (Fixture *f, gconstpointer data)
{
  const char *const ben[] = { BEN, NULL };
  const char *const carl[] = { CARL, NULL };
  g_autoptr (GAsyncResult) result = NULL;

  begin (f, ben);
  person_enter (f->ada, f->conversation);
  person_enter (f->ben, f->conversation);
  person_say (f->ada, "before", NULL);
  app_test_wait (has_items (f->ben, "Ada created the group “Walk”|before"));
  g_assert_null (app_chat_list_lookup_conversation (f->carl->chats, f->conversation));

  app_session_add_members_async (f->ada->session, f->conversation, carl, NULL, app_test_result,
                                 &result);
  finish (f->ada, &result, TRUE);
  person_enter (f->carl, f->conversation);
  app_test_wait (has_items (f->carl, "Ada added you"));
  app_test_wait (has_items (f->ben, "Ada created the group “Walk”|before|Ada added Carl"));
  /* Nobody waits for who joined to get what was before. */
  app_timeline_mark_read (f->ben->timeline, 1);
  app_test_wait (person_get_tick (f->ada, 1) == APP_TICK_READ);

  app_session_set_member_role_async (f->ada->session, f->conversation, BEN, LANDLINE_ROLE_ADMIN,
                                     NULL, app_test_result, &result);
  finish (f->ada, &result, TRUE);
  app_test_wait (app_group_get_is_admin (f->ben->group));
  person_say (f->ben, "welcome", NULL);
  app_test_wait (has_items (f->carl, "Ada added you|Ben is an admin now|welcome"));

  app_session_remove_member_async (f->ben->session, f->conversation, CARL, NULL, app_test_result,
                                   &result);
  finish (f->ben, &result, TRUE);
  app_test_wait (!app_group_get_can_send (f->carl->group));
  app_test_wait (has_items (f->carl, "Ada added you|Ben is an admin now|welcome|Ben removed you"));
  person_say (f->ada, "without Carl", NULL);
  app_test_wait (app_chat_get_unread (f->ben->chat) == 1);

  app_session_add_members_async (f->ben->session, f->conversation, carl, NULL, app_test_result,
                                 &result);
  finish (f->ben, &result, TRUE);
  app_test_wait (app_group_get_can_send (f->carl->group));
  person_say (f->carl, "back", NULL);
  app_test_wait (has_items (f->carl, "Ada added you|Ben is an admin now|welcome|Ben removed you|"
                                     "Ben added you|back"));

  app_session_remove_member_async (f->carl->session, f->conversation, CARL, NULL, app_test_result,
                                   &result);
  finish (f->carl, &result, TRUE);
  app_test_wait (!app_group_get_is_member (f->carl->group));
  app_test_wait (has_items (f->ada, "You created the group “Walk”|before|You added Carl|"
                                    "Ben is an admin now|welcome|Ben removed Carl|without Carl|"
                                    "Ben added Carl|back|Carl left"));
}

/* Only admins write: the server says so to who does not know it yet. */
static void
test_announcements (Fixture *f, gconstpointer data)
{
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GAsyncResult) result = NULL;

  begin (f, BOTH);
  for (guint i = 0; i < G_N_ELEMENTS (f->people); i++)
    person_enter (&f->people[i], f->conversation);
  change.who_may_send = LANDLINE_PERMIT_ADMINS;
  app_session_change_group_async (f->ada->session, f->conversation, &change, NULL, app_test_result,
                                  &result);
  finish (f->ada, &result, TRUE);
  app_test_wait (!app_group_get_can_send (f->ben->group));
  g_assert_true (app_group_get_can_send (f->ada->group));
  app_test_wait (has_items (f->ben, "Ada created the group “Walk”|"
                                    "Ada lets only admins send messages"));
  person_say (f->ben, "heckling", NULL);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (f->ben->timeline)) == 3);
  app_test_wait (person_get_tick (f->ben, 2) == APP_TICK_FAILED);
  person_say (f->ada, "hear, hear", NULL);
  app_test_wait (has_items (f->carl, "Ada created the group “Walk”|"
                                     "Ada lets only admins send messages|hear, hear"));
}

static void
person_enter_direct (Person *p, const char *user_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  gint64 key;

  g_clear_object (&p->timeline);
  g_clear_object (&p->chat);
  app_session_ensure_chat_async (p->session, user_id, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  key = app_session_ensure_chat_finish (p->session, result, NULL);
  app_test_wait (app_chat_list_lookup (p->chats, key) != NULL);
  p->chat = g_object_ref (app_chat_list_lookup (p->chats, key));
  p->timeline = app_timeline_new (p->session, NULL, p->chat);
  app_test_wait (app_timeline_get_ready (p->timeline));
}

static gboolean
is_here (Person *p, const char *user_id)
{
  AppChat *chat = app_chat_list_lookup_user (p->chats, user_id);

  return chat != NULL && app_chat_get_online (chat) && app_chat_get_last_seen (chat) > 0;
}

static gboolean
is_shown_nothing (Person *p)
{
  return !app_chat_get_online (p->chat) && app_chat_get_last_seen (p->chat) == 0;
}

static gboolean
has_heard (Person *p, const char *user_id, const char *text)
{
  AppChat *chat = app_chat_list_lookup_user (p->chats, user_id);

  return chat != NULL && g_strcmp0 (app_chat_get_preview (chat), text) == 0;
}

static void
set_picture (Fixture *f, Person *p)
{
  g_autofree char *path = g_build_filename (f->folder, "picture.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "picture", -1, NULL));
  app_session_set_picture_async (p->session, file, "image/png", NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_set_picture_finish (p->session, result, &error);
  g_assert_no_error (error);
}

static void
show_status (Person *p)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("At the harbour");
  LandlineAudience audience = { LANDLINE_AUDIENCE_ALL, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_post_status_async (p->session, content, "#1a5fb4", &audience, NULL, NULL,
                                 app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_post_status_finish (p->session, result, &error);
  g_assert_no_error (error);
}

/* What is told of Ben, by typing and by being there */
static void
typing_cb (AppSession *session, const char *conversation, const char *user_id, guint *n)
{
  *n += g_str_equal (user_id, BEN) ? 1 : 0;
}

static void
presence_cb (AppSession *session, const char *user_id, guint *n)
{
  *n += g_str_equal (user_id, BEN) ? 1 : 0;
}

/* Ben does all that he can, and Carl, who is told, lets Ada know when it is over. */
static void
pester (Fixture *f, AppStatusList *seen_by_carl)
{
  person_close (f->ben);
  person_open (f->ben);
  person_enter_direct (f->ben, ADA);
  person_say (f->ben, "are you there?", NULL);
  app_session_send_typing (f->ben->session, app_chat_get_key (f->ben->chat));
  person_enter_direct (f->ben, CARL);
  person_say (f->ben, "over", NULL);
  app_test_wait (has_heard (f->carl, BEN, "over"));
  show_status (f->ben);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (seen_by_carl)) == 1);
  person_enter_direct (f->carl, ADA);
  person_say (f->carl, "Ben is done", NULL);
  app_test_wait (has_heard (f->ada, CARL, "Ben is done"));
}

/* The one who blocks sees nothing, the blocked one learns nothing, until it is over. */
static void
test_block (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTransfers) transfers = app_transfers_new (f->ada->session);
  g_autoptr (AppTransfers) others = app_transfers_new (f->carl->session);
  g_autoptr (AppStatusList) seen = app_status_list_new (transfers);
  g_autoptr (AppStatusList) seen_by_carl = app_status_list_new (others);
  guint n_told = 0;

  person_enter_direct (f->ada, BEN);
  person_say (f->ada, "Hello", NULL);
  app_test_wait (has_heard (f->ben, ADA, "Hello") && is_here (f->ben, ADA) &&
                 is_here (f->ada, BEN));
  person_enter_direct (f->ben, ADA);
  set_picture (f, f->ada);
  app_test_wait (app_chat_get_avatar_id (f->ben->chat) != NULL);

  g_signal_connect (f->ada->session, "typing", G_CALLBACK (typing_cb), &n_told);
  app_session_send_typing (f->ben->session, app_chat_get_key (f->ben->chat));
  app_test_wait (n_told == 1);
  app_chat_set_blocked (f->ada->chat, TRUE);
  app_test_wait (is_shown_nothing (f->ada) && is_shown_nothing (f->ben));
  n_told = 0;
  g_signal_connect (f->ada->session, "presence", G_CALLBACK (presence_cb), &n_told);
  pester (f, seen_by_carl);
  g_assert_cmpuint (n_told, ==, 0);
  g_signal_handlers_disconnect_by_data (f->ada->session, &n_told);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (seen)), ==, 0);
  app_test_wait (has_items (f->ada, "Hello"));
  g_assert_true (has_heard (f->ada, BEN, "Hello"));
  g_assert_cmpuint (app_chat_get_unread (f->ada->chat), ==, 0);
  app_test_wait (app_chat_get_typing (f->ada->chat) == NULL);
  g_assert_true (is_shown_nothing (f->ada));

  person_enter_direct (f->ben, ADA);
  app_test_wait (app_chat_get_avatar_id (f->ben->chat) == NULL);
  app_test_wait (has_items (f->ben, "Hello|are you there?"));
  g_assert_cmpint (person_get_tick (f->ben, 1), ==, APP_TICK_SENT);
  g_assert_true (is_shown_nothing (f->ben));

  app_chat_set_blocked (f->ada->chat, FALSE);
  app_test_wait (is_here (f->ben, ADA) && is_here (f->ada, BEN));
  app_test_wait (app_chat_get_avatar_id (f->ben->chat) != NULL);
  app_test_wait (has_items (f->ada, "Hello"));
}

#define add(name, function)                                                                        \
  g_test_add ("/app/three-sessions/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("talk", test_talk);
  add ("members", test_members);
  add ("announcements", test_announcements);
  add ("block", test_block);
  return g_test_run ();
}
