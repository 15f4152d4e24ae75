/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-chat-list.h"
#include "app-connection.h"
#include "app-directory.h"
#include "app-session-profile.h"
#include "app-session-statuses.h"
#include "app-status-list.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-transfers-status.h"

/* Two people and one real server: what one shows for a day, the other sees. */

#define BEN APP_TEST_PEER

typedef struct
{
  AppProfile *profile;
  AppAccount *account;
  AppSession *session;
  AppTransfers *transfers;
  AppStatusList *list;
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
  p->list = app_status_list_new (p->transfers);
  app_test_wait (app_session_get_state (p->session) == APP_SESSION_ONLINE);
}

static void
person_close (Person *p)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (p->session == NULL)
    return;
  g_clear_object (&p->list);
  g_clear_object (&p->transfers);
  app_session_close_async (p->session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_clear_object (&result);
  g_clear_object (&p->session);
}

static gboolean
is_settled (Person *p)
{
  return app_session_get_waiting_count (p->session) == 0;
}

/* Who has never written to each other sees nothing of each other. */
static void
make_contacts (Fixture *f)
{
  g_autoptr (GAsyncResult) ensured = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  gint64 chat;

  app_session_ensure_chat_async (f->ada.session, BEN, NULL, app_test_result, &ensured);
  app_test_wait (ensured != NULL);
  chat = app_session_ensure_chat_finish (f->ada.session, ensured, NULL);
  app_session_send_text_async (f->ada.session, chat, "Hello", NULL, NULL, app_test_result, &sent);
  app_test_wait (sent != NULL);
  g_assert_cmpint (app_session_send_finish (f->ada.session, sent, NULL), !=, 0);
  app_test_wait (is_settled (&f->ada));
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
  make_contacts (f);
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
    }
  app_test_server_free (f->server);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

static void
post (Person *p, const char *text, LandlineAudienceMode mode, const char *user)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  char *users[] = { (char *) user, NULL };
  LandlineAudience audience = { mode, user != NULL ? users : NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_post_status_async (p->session, content, "#1a5fb4", &audience, NULL, NULL,
                                 app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_post_status_finish (p->session, result, &error);
  g_assert_no_error (error);
}

static AppStatusPerson *
get_first (Person *p)
{
  g_autoptr (AppStatusPerson) person = g_list_model_get_item (G_LIST_MODEL (p->list), 0);

  /* The list keeps it. */
  return person;
}

static guint
count_seen (Person *p)
{
  AppStatusPerson *person = get_first (p);

  return person != NULL ? app_status_person_get_n_statuses (person) : 0;
}

static AppStatus *
get_own (Person *p)
{
  return app_status_person_get_status (app_status_list_get_own (p->list), 0);
}

static gboolean
is_posted (Person *p)
{
  return get_own (p) != NULL && app_status_get_state (get_own (p)) == APP_STATUS_SHOWN;
}

/* Ben is away while Ada posts; he comes back, sees it, and she is told; then she takes it back. */
static void
test_offline (Fixture *f, gconstpointer data)
{
  AppStatus *status;

  post (&f->ada, "At sea", LANDLINE_AUDIENCE_ALL, NULL);
  app_test_wait (is_posted (&f->ada));
  person_open (&f->ben);
  app_test_wait (count_seen (&f->ben) == 1);
  status = app_status_person_get_status (get_first (&f->ben), 0);
  g_assert_cmpstr (landline_content_get_text (app_status_get_content (status)), ==, "At sea");
  g_assert_cmpstr (app_status_get_colour (status), ==, "#1a5fb4");
  g_assert_false (app_status_is_viewed (status));
  g_assert_cmpuint (app_status_list_get_n_unseen (f->ben.list), ==, 1);
  g_assert_cmpuint (app_status_get_n_views (get_own (&f->ada)), ==, 0);

  app_session_set_status_viewed (f->ben.session, app_status_get_key (status));
  app_test_wait (app_status_get_n_views (get_own (&f->ada)) == 1);
  app_test_wait (app_status_list_get_n_unseen (f->ben.list) == 0);

  /* It stays seen over a restart. */
  person_close (&f->ben);
  person_open (&f->ben);
  app_test_wait (count_seen (&f->ben) == 1);
  g_assert_cmpuint (app_status_list_get_n_unseen (f->ben.list), ==, 0);

  app_session_remove_status (f->ada.session, app_status_get_key (get_own (&f->ada)));
  app_test_wait (get_own (&f->ada) == NULL);
  app_test_wait (count_seen (&f->ben) == 0);
}

static void
test_audience (Fixture *f, gconstpointer data)
{
  person_open (&f->ben);
  post (&f->ada, "Not for Ben", LANDLINE_AUDIENCE_EXCEPT, BEN);
  post (&f->ada, "For Ben", LANDLINE_AUDIENCE_ONLY, BEN);
  app_test_wait (count_seen (&f->ben) == 1);
  g_assert_cmpstr (landline_content_get_text (app_status_get_content (
                       app_status_person_get_status (get_first (&f->ben), 0))),
                   ==, "For Ben");
}

/* The server dies with the post on its way: there is one, once it is back. */
static void
test_server_killed (Fixture *f, gconstpointer data)
{
  person_open (&f->ben);
  app_test_server_kill (f->server);
  app_test_wait (app_session_get_state (f->ada.session) != APP_SESSION_ONLINE);
  post (&f->ada, "No signal", LANDLINE_AUDIENCE_ALL, NULL);
  person_close (&f->ada);
  app_test_server_start (f->server);
  person_open (&f->ada);
  app_test_wait (is_posted (&f->ada));
  app_test_wait (count_seen (&f->ben) == 1);
  app_test_turn (100);
  g_assert_cmpuint (count_seen (&f->ben), ==, 1);
}

static void
test_picture (Fixture *f, gconstpointer data)
{
  static const guint8 bytes[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3 };
  g_autofree char *path = g_build_filename (f->folder, "harbour.png", NULL);
  g_autofree char *got = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) fetched = NULL;
  g_autoptr (AppOutgoingFile) outgoing = app_outgoing_file_new (file);
  g_autoptr (GAsyncResult) inspected = NULL;
  g_autoptr (GAsyncResult) posted = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;
  AppStatus *status;
  gsize n_got;

  g_file_set_contents (path, (const char *) bytes, sizeof bytes, &error);
  g_assert_no_error (error);
  app_transfers_inspect_async (f->ada.transfers, outgoing, NULL, app_test_result, &inspected);
  app_test_wait (inspected != NULL);
  app_outgoing_file_set_caption (outgoing, "The harbour");
  app_transfers_post_status_async (f->ada.transfers, outgoing, &audience, NULL, app_test_result,
                                   &posted);
  app_test_wait (posted != NULL);
  g_assert_cmpint (app_transfers_post_status_finish (f->ada.transfers, posted, &error), !=, 0);
  g_assert_no_error (error);
  app_test_wait (is_posted (&f->ada));
  person_open (&f->ben);
  app_test_wait (count_seen (&f->ben) == 1);
  status = app_status_person_get_status (get_first (&f->ben), 0);
  g_assert_cmpstr (landline_content_get_text (app_status_get_content (status)), ==, "The harbour");

  app_transfers_fetch_media_async (f->ben.transfers,
                                   landline_media_get_id (landline_content_get_media (
                                       app_status_get_content (status))),
                                   NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  fetched = app_transfers_fetch_media_finish (f->ben.transfers, result, &error);
  g_assert_no_error (error);
  g_file_load_contents (fetched, NULL, &got, &n_got, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (got, n_got, bytes, sizeof bytes);

  /* It is taken back: neither of the two keeps a file. */
  app_session_remove_status (f->ada.session, app_status_get_key (get_own (&f->ada)));
  app_test_wait (!g_file_query_exists (fetched, NULL));
}

static const char *
get_avatar (AppDirectory *directory)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (directory));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (directory), i);

      /* The directory keeps it. */
      if (app_person_get_is_self (person))
        return app_person_get_avatar_id (person);
    }
  return NULL;
}

/* One's own picture: set, and taken away. */
static void
test_own_picture (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "me.jpg", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AppDirectory) directory = app_directory_new (f->ada.session);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "me", 2, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      app_session_set_picture_async (f->ada.session, i == 0 ? file : NULL,
                                     i == 0 ? "image/jpeg" : NULL, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      app_session_set_picture_finish (f->ada.session, result, &error);
      g_assert_no_error (error);
      app_test_wait ((get_avatar (directory) != NULL) == (i == 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/app/status-sessions/offline", Fixture, NULL, set_up, test_offline, tear_down);
  g_test_add ("/app/status-sessions/audience", Fixture, NULL, set_up, test_audience, tear_down);
  g_test_add ("/app/status-sessions/server-killed", Fixture, NULL, set_up, test_server_killed,
              tear_down);
  g_test_add ("/app/status-sessions/picture", Fixture, NULL, set_up, test_picture, tear_down);
  g_test_add ("/app/status-sessions/own-picture", Fixture, NULL, set_up, test_own_picture,
              tear_down);
  return g_test_run ();
}
