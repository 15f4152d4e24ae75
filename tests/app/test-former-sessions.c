/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-chat-list.h"
#include "app-connection.h"
#include "app-directory.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-timeline.h"
#include "landline-id.h"

/* Somebody is deleted from a real server, and somebody else gets the number: what the other sees of
 * both, online and away. */

typedef struct
{
  AppProfile *profile;
  AppAccount *account;
  AppSession *session;
  AppTransfers *transfers;
  AppChatList *chats;
} Person;

typedef struct
{
  char *folder;
  AppTestServer *server;
  Person ada;
  Person ben;
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
  p->transfers = app_transfers_new (p->session);
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
  g_clear_object (&p->chats);
  g_clear_object (&p->transfers);
  app_session_close_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_clear_object (&result);
  g_clear_object (&p->session);
}

static void
person_forget (Person *p)
{
  person_close (p);
  g_clear_object (&p->profile);
  g_clear_object (&p->account);
}

static gint64
person_say (Person *p, AppChat *chat, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  app_session_send_text_async (p->session, app_chat_get_key (chat), text, NULL, NULL,
                               app_test_result, &result);
  app_test_wait (result != NULL);
  key = app_session_send_finish (p->session, result, &error);
  g_assert_no_error (error);
  return key;
}

static AppChat *
person_talk_to (Person *p, const char *user_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppChat *chat;

  app_chat_list_ensure_user_async (p->chats, user_id, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  chat = app_chat_list_ensure_user_finish (p->chats, result, &error);
  g_assert_no_error (error);
  return chat;
}

static gboolean
has_preview (Person *p, const char *user_id, const char *text)
{
  AppChat *chat = app_chat_list_lookup_user (p->chats, user_id);

  return chat != NULL && g_strcmp0 (app_chat_get_preview (chat), text) == 0;
}

static AppChat *
find_former (Person *p)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (p->chats)); i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (G_LIST_MODEL (p->chats), i);

      if (app_chat_get_is_former (chat))
        return chat;
    }
  return NULL;
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
  f->ben.account = app_test_server_register (f->server, APP_TEST_PEER, "Ben");
  person_open (&f->ada);
  person_open (&f->ben);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  person_forget (&f->ada);
  person_forget (&f->ben);
  app_test_server_free (f->server);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

/* Ben writes; Ada has it. */
static void
write_to_ada (Fixture *f, const char *text)
{
  g_autoptr (AppChat) chat = person_talk_to (&f->ben, APP_TEST_SELF);

  person_say (&f->ben, chat, text);
  app_test_wait (has_preview (&f->ada, APP_TEST_PEER, text));
}

/* Of the two who had the number. */
static void
check_both (Fixture *f, const char *first, const char *second)
{
  g_autoptr (AppDirectory) directory = app_directory_new (f->ada.session);
  g_autoptr (GAsyncResult) refreshed = NULL;
  AppChat *former;
  AppChat *later;

  app_test_wait ((former = find_former (&f->ada)) != NULL);
  app_test_wait (g_strcmp0 (app_chat_get_preview (former), first) == 0);
  g_assert_cmpstr (app_chat_get_title (former), ==, "Former user");
  app_test_wait (has_preview (&f->ada, APP_TEST_PEER, second));
  later = app_chat_list_lookup_user (f->ada.chats, APP_TEST_PEER);
  app_test_wait (g_strcmp0 (app_chat_get_title (later), "Bella") == 0);
  g_assert_true (later != former);
  g_assert_cmpstr (app_chat_get_conversation_id (later), !=, app_chat_get_conversation_id (former));
  app_directory_refresh_async (directory, NULL, app_test_result, &refreshed);
  app_test_wait (refreshed != NULL);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (directory)) == 2);
}

static void
register_bella (Fixture *f)
{
  person_forget (&f->ben);
  f->ben.profile = app_test_make_profile (f->folder, "bella");
  f->ben.account = app_test_server_register (f->server, APP_TEST_PEER, "Bella");
  person_open (&f->ben);
}

static void
test_online (Fixture *f, gconstpointer data)
{
  AppChat *chat;
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;

  write_to_ada (f, "Hello");
  chat = app_chat_list_lookup_user (f->ada.chats, APP_TEST_PEER);
  timeline = app_timeline_new (f->ada.session, f->ada.transfers, chat);
  app_test_wait (app_timeline_get_ready (timeline));
  app_test_server_delete (f->server, APP_TEST_PEER);
  app_test_wait (app_chat_get_is_former (chat));
  app_test_wait (g_strcmp0 (app_chat_get_title (chat), "Former user") == 0);
  app_test_wait (app_session_get_state (f->ben.session) == APP_SESSION_SIGNED_OUT);
  item = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  app_test_wait (app_timeline_item_get_loaded (item) &&
                 g_strcmp0 (app_timeline_item_get_sender_name (item), "Former user") == 0);

  register_bella (f);
  write_to_ada (f, "Good day");
  check_both (f, "Hello", "Good day");
}

/* All of it while Ada was away: what Ben wrote last comes under the id that he has by then. */
static void
test_away (Fixture *f, gconstpointer data)
{
  g_autoptr (AppChat) chat = NULL;
  g_autoptr (AppChat) again = NULL;

  write_to_ada (f, "Hello");
  person_close (&f->ada);
  chat = person_talk_to (&f->ben, APP_TEST_SELF);
  person_say (&f->ben, chat, "Are you there?");
  app_test_wait (has_preview (&f->ben, APP_TEST_SELF, "Are you there?") &&
                 app_chat_get_last_tick (chat) == APP_TICK_SENT);
  g_clear_object (&chat);
  app_test_server_delete (f->server, APP_TEST_PEER);
  register_bella (f);
  again = person_talk_to (&f->ben, APP_TEST_SELF);
  person_say (&f->ben, again, "Good day");
  app_test_wait (has_preview (&f->ben, APP_TEST_SELF, "Good day") &&
                 app_chat_get_last_tick (again) == APP_TICK_SENT);
  g_clear_object (&again);
  person_open (&f->ada);
  check_both (f, "Are you there?", "Good day");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/former-sessions/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("online", test_online);
  add ("away", test_away);
  return g_test_run ();
}
