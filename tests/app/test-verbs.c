/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-chat-list.h"
#include "app-connection.h"
#include "app-session-actions.h"
#include "app-session-notes.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-timeline.h"
#include "landline-note.h"

/* What is done to messages, between two people and the real server. */

typedef struct
{
  AppProfile *profile;
  AppAccount *account;
  AppSession *session;
  AppChatList *chats;
  AppChat *chat;
  AppTimeline *timeline;
  char *refused;
} Person;

typedef struct
{
  char *folder;
  AppTestServer *server;
  Person ada;
  Person ben;
} Fixture;

static void
refused_cb (AppSession *session, const char *sentence, Person *p)
{
  g_set_str (&p->refused, sentence);
}

static void
person_open (Person *p)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  p->session = app_session_new (p->profile, p->account, NULL);
  g_signal_connect (p->session, "action-refused", G_CALLBACK (refused_cb), p);
  app_connection_set_back_off (app_session_get_connection (p->session), 20, 100);
  app_session_open_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_open_finish (p->session, result, &error);
  g_assert_no_error (error);
  p->chats = app_chat_list_new (p->session);
  app_test_wait (!app_chat_list_get_loading (p->chats));
}

static void
person_close (Person *p)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (p->session == NULL)
    return;
  g_clear_object (&p->timeline);
  g_clear_object (&p->chat);
  g_clear_object (&p->chats);
  app_session_close_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_clear_object (&result);
  g_clear_object (&p->session);
}

static void
person_talk_to (Person *p, const char *user_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_chat_list_ensure_user_async (p->chats, user_id, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  p->chat = app_chat_list_ensure_user_finish (p->chats, result, &error);
  g_assert_no_error (error);
  p->timeline = app_timeline_new (p->session, NULL, p->chat);
  app_test_wait (app_timeline_get_ready (p->timeline));
}

static void
person_say (Person *p, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_send_text_async (p->session, app_chat_get_key (p->chat), text, NULL, NULL,
                               app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_session_send_finish (p->session, result, &error), !=, 0);
  g_assert_no_error (error);
}

static AppTimelineItem *
person_get (Person *p, guint position)
{
  AppTimelineItem *item;

  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (p->timeline)) > position);
  item = g_list_model_get_item (G_LIST_MODEL (p->timeline), position);
  app_test_wait (app_timeline_item_get_loaded (item));
  return item;
}

/* What a row would show of a message */
static char *
person_describe (Person *p, guint position)
{
  g_autoptr (AppTimelineItem) item = person_get (p, position);
  const LandlineMessageState *state = app_timeline_item_get_state (item);
  const char *text = landline_content_get_text (
      landline_message_get_content (app_timeline_item_get_message (item)));
  GString *line = g_string_new (text != NULL ? text : "-");

  if (state->is_deleted)
    g_string_append (line, " deleted");
  if (state->edited > 0)
    g_string_append (line, " edited");
  if (state->is_pinned)
    g_string_append (line, " pinned");
  if (app_timeline_item_get_starred (item))
    g_string_append (line, " starred");
  for (guint i = 0; i < state->n_reactions; i++)
    g_string_append_printf (line, " %s=%s", state->reactions[i].user_id, state->reactions[i].emoji);
  return g_string_free (line, FALSE);
}

static gboolean
person_sees (Person *p, guint position, const char *expected)
{
  g_autofree char *line = person_describe (p, position);

  return g_str_equal (line, expected);
}

static void
person_act (Person *p, guint position, LandlineActionKind kind, const char *value)
{
  g_autoptr (AppTimelineItem) item = person_get (p, position);
  g_autoptr (LandlineAction) action = landline_action_new (
      NULL, app_chat_get_conversation_id (p->chat),
      landline_message_get_id (app_timeline_item_get_message (item)), kind, value, NULL);

  app_session_act (p->session, action);
}

static void
person_star (Person *p, guint position)
{
  g_autoptr (AppTimelineItem) item = person_get (p, position);
  g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_STAR,
                                                 landline_message_get_id (
                                                     app_timeline_item_get_message (item)));

  app_session_set_note (p->session, key, "1");
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *server_folder = NULL;

  f->folder = app_test_make_folder ();
  server_folder = g_build_filename (f->folder, "server", NULL);
  f->server = app_test_server_new (server_folder);
  app_test_server_start (f->server);
  f->ada.profile = app_test_make_profile (f->folder, "ada");
  f->ada.account = app_test_server_register (f->server, APP_TEST_SELF, "Ada");
  f->ben.profile = app_test_make_profile (f->folder, "ben");
  f->ben.account = app_test_server_register (f->server, "+1 555 0102", "Ben");
  person_open (&f->ada);
  person_open (&f->ben);
  app_test_wait (app_session_get_state (f->ada.session) == APP_SESSION_ONLINE);
  app_test_wait (app_session_get_state (f->ben.session) == APP_SESSION_ONLINE);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "Good morning!");
  app_test_wait (app_chat_list_lookup_user (f->ben.chats, APP_TEST_SELF) != NULL &&
                 app_chat_get_last_time (app_chat_list_lookup_user (f->ben.chats, APP_TEST_SELF)) >
                     0);
  person_talk_to (&f->ben, APP_TEST_SELF);
  app_test_wait (app_chat_get_conversation_id (f->ada.chat) != NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  Person *people[] = { &f->ada, &f->ben };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      person_close (people[i]);
      g_clear_object (&people[i]->profile);
      g_clear_object (&people[i]->account);
      g_clear_pointer (&people[i]->refused, g_free);
    }
  app_test_server_free (f->server);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
test_online (Fixture *f, gconstpointer data)
{
  app_test_wait (person_sees (&f->ben, 0, "Good morning!"));
  person_act (&f->ben, 0, LANDLINE_ACTION_REACT, "👍");
  app_test_wait (person_sees (&f->ada, 0, "Good morning! " APP_TEST_PEER "=👍"));
  person_act (&f->ada, 0, LANDLINE_ACTION_EDIT, "Good evening!");
  person_act (&f->ada, 0, LANDLINE_ACTION_PIN, NULL);
  app_test_wait (person_sees (&f->ben, 0, "Good evening! edited pinned " APP_TEST_PEER "=👍"));
  person_star (&f->ada, 0);
  app_test_wait (
      person_sees (&f->ada, 0, "Good evening! edited pinned starred " APP_TEST_PEER "=👍"));
  person_act (&f->ben, 0, LANDLINE_ACTION_REACT, "");
  person_act (&f->ben, 0, LANDLINE_ACTION_UNPIN, NULL);
  app_test_wait (person_sees (&f->ada, 0, "Good evening! edited starred"));
  g_assert_true (person_sees (&f->ben, 0, "Good evening! edited"));
  person_act (&f->ada, 0, LANDLINE_ACTION_DELETE, NULL);
  app_test_wait (person_sees (&f->ben, 0, "- deleted"));
  app_test_wait (person_sees (&f->ada, 0, "- deleted"));
  g_assert_null (f->ada.refused);
  g_assert_null (f->ben.refused);
}

static const char *
get_quoted (AppTimelineItem *item)
{
  LandlineMessage *reply = app_timeline_item_get_reply (item);

  return reply != NULL ? landline_content_get_text (landline_message_get_content (reply)) : NULL;
}

/* A quote says what the message says now, also where nobody opens the chat again. */
static void
test_quote (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTimelineItem) quoted = person_get (&f->ben, 0);
  g_autoptr (AppTimelineItem) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_send_text_async (f->ben.session, app_chat_get_key (f->ben.chat), "Answer",
                               landline_message_get_id (app_timeline_item_get_message (quoted)),
                               NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_session_send_finish (f->ben.session, result, &error), !=, 0);
  g_assert_no_error (error);
  answer = person_get (&f->ben, 1);
  g_assert_cmpstr (get_quoted (answer), !=, "Changed");
  person_act (&f->ada, 0, LANDLINE_ACTION_EDIT, "Changed");
  app_test_wait (g_strcmp0 (get_quoted (answer), "Changed") == 0);
}

/* What was done while one was away, and what one did while away */
static void
test_offline (Fixture *f, gconstpointer data)
{
  person_say (&f->ada, "Second");
  app_test_wait (person_sees (&f->ben, 1, "Second"));
  person_close (&f->ben);
  person_act (&f->ada, 0, LANDLINE_ACTION_EDIT, "Changed");
  person_act (&f->ada, 1, LANDLINE_ACTION_DELETE, NULL);
  person_act (&f->ada, 0, LANDLINE_ACTION_REACT, "😂");
  app_test_wait (person_sees (&f->ada, 0, "Changed edited " APP_TEST_SELF "=😂"));
  person_open (&f->ben);
  person_talk_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_sees (&f->ben, 0, "Changed edited " APP_TEST_SELF "=😂"));
  app_test_wait (person_sees (&f->ben, 1, "- deleted"));

  app_test_server_stop (f->server);
  app_test_wait (app_session_get_state (f->ben.session) != APP_SESSION_ONLINE);
  person_act (&f->ben, 0, LANDLINE_ACTION_PIN, NULL);
  app_test_wait (person_sees (&f->ben, 0, "Changed edited pinned " APP_TEST_SELF "=😂"));
  /* Not even the end of the program loses it. */
  person_close (&f->ben);
  app_test_server_start (f->server);
  person_open (&f->ben);
  person_talk_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_sees (&f->ada, 0, "Changed edited pinned " APP_TEST_SELF "=😂"));
}

/* What the server does not allow is undone, and said. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  app_test_wait (person_sees (&f->ben, 0, "Good morning!"));
  person_act (&f->ben, 0, LANDLINE_ACTION_EDIT, "Good grief!");
  app_test_wait (f->ben.refused != NULL);
  g_assert_true (g_str_has_prefix (f->ben.refused, "The edit was undone: "));
  app_test_wait (person_sees (&f->ben, 0, "Good morning!"));
  g_assert_true (person_sees (&f->ada, 0, "Good morning!"));
  /* And what comes after it goes through. */
  person_act (&f->ben, 0, LANDLINE_ACTION_REACT, "👍");
  app_test_wait (person_sees (&f->ada, 0, "Good morning! " APP_TEST_PEER "=👍"));
}

#define add(name, function)                                                                        \
  g_test_add ("/app/verbs/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("online", test_online);
  add ("quote", test_quote);
  add ("offline", test_offline);
  add ("refused", test_refused);

  return g_test_run ();
}
