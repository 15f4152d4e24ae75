/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-cache-notes.h"
#include "app-chat-list.h"
#include "app-chat-verbs.h"
#include "app-connection.h"
#include "app-directory.h"
#include "app-session-notes.h"
#include "app-session-profile.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-timeline.h"
#include "landline-limits.h"

/* Two people, two caches, one real server: the path between them as the user interface takes it. */

typedef struct
{
  AppProfile *profile;
  AppAccount *account;
  AppSession *session;
  AppTransfers *transfers;
  AppChatList *chats;
  AppChat *chat;
  AppTimeline *timeline;
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
}

static void
person_wait_online (Person *p)
{
  app_test_wait (app_session_get_state (p->session) == APP_SESSION_ONLINE);
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
  g_clear_object (&p->transfers);
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
  p->timeline = app_timeline_new (p->session, p->transfers, p->chat);
  app_test_wait (app_timeline_get_ready (p->timeline));
}

/* Waits until the other has written, and opens the chat. */
static void
person_listen_to (Person *p, const char *user_id)
{
  app_test_wait (app_chat_list_lookup_user (p->chats, user_id) != NULL &&
                 app_chat_get_last_time (app_chat_list_lookup_user (p->chats, user_id)) > 0);
  person_talk_to (p, user_id);
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

static guint
person_count (Person *p)
{
  return g_list_model_get_n_items (G_LIST_MODEL (p->timeline));
}

static AppTick
person_get_tick (Person *p, guint position)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline), position);

  return app_timeline_item_get_tick (item);
}

static void
person_assert_text (Person *p, guint position, const char *text)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline), position);

  app_test_wait (app_timeline_item_get_loaded (item));
  g_assert_cmpstr (landline_content_get_text (
                       landline_message_get_content (app_timeline_item_get_message (item))),
                   ==, text);
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
both_online (Fixture *f)
{
  person_open (&f->ada);
  person_open (&f->ben);
  person_wait_online (&f->ada);
  person_wait_online (&f->ben);
}

/* The design's eight steps, with both online. */
static void
test_eight_steps (Fixture *f, gconstpointer data)
{
  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "Good morning!");
  g_assert_cmpuint (person_count (&f->ada), ==, 1);
  app_test_wait (person_get_tick (&f->ada, 0) == APP_TICK_DELIVERED);
  g_assert_cmpuint (app_session_get_waiting_count (f->ada.session), ==, 0);

  person_listen_to (&f->ben, APP_TEST_SELF);
  g_assert_cmpuint (person_count (&f->ben), ==, 1);
  person_assert_text (&f->ben, 0, "Good morning!");
  g_assert_cmpint (person_get_tick (&f->ben, 0), ==, APP_TICK_NONE);
  g_assert_cmpuint (app_chat_get_unread (f->ben.chat), ==, 1);
  g_assert_cmpstr (app_chat_get_title (f->ben.chat), ==, "Ada");
  g_assert_cmpstr (app_chat_get_preview (f->ben.chat), ==, "Good morning!");
  g_assert_cmpint (person_get_tick (&f->ada, 0), ==, APP_TICK_DELIVERED);

  app_timeline_mark_read (f->ben.timeline, 0);
  app_test_wait (person_get_tick (&f->ada, 0) == APP_TICK_READ);
  app_test_wait (app_chat_get_unread (f->ben.chat) == 0);
  app_test_wait (app_chat_get_last_tick (f->ada.chat) == APP_TICK_READ);
}

static LandlineContent *
person_dup_content (Person *p, guint position)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline), position);

  app_test_wait (app_timeline_item_get_loaded (item));
  return g_object_ref (landline_message_get_content (app_timeline_item_get_message (item)));
}

/* A location and a contact arrive as they were sent, to the last digit. */
static void
test_cards (Fixture *f, gconstpointer data)
{
  const char *const phones[] = { "+49 30 123456", "102", NULL };
  g_autoptr (LandlineContent) place = landline_content_new_location (52.51628, -0.0000123,
                                                                     "Tor „Süd“");
  g_autoptr (LandlineContent) contact = landline_content_new_contact ("Dana; Levi", phones);
  g_autoptr (LandlineContent) arrived_place = NULL;
  g_autoptr (LandlineContent) arrived_contact = NULL;
  double latitude = 0, longitude = 0;

  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  app_session_send_content_async (f->ada.session, app_chat_get_key (f->ada.chat), place, NULL, NULL,
                                  NULL, NULL);
  app_session_send_content_async (f->ada.session, app_chat_get_key (f->ada.chat), contact, NULL,
                                  NULL, NULL, NULL);
  app_test_wait (person_count (&f->ada) == 2);
  app_test_wait (person_get_tick (&f->ada, 1) == APP_TICK_DELIVERED);

  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_count (&f->ben) == 2);
  arrived_place = person_dup_content (&f->ben, 0);
  arrived_contact = person_dup_content (&f->ben, 1);
  g_assert_true (landline_content_get_location (arrived_place, &latitude, &longitude));
  g_assert_cmpfloat (latitude, ==, 52.51628);
  g_assert_cmpfloat (longitude, ==, -0.0000123);
  g_assert_cmpstr (landline_content_get_name (arrived_place), ==, "Tor „Süd“");
  g_assert_cmpstr (landline_content_get_name (arrived_contact), ==, "Dana; Levi");
  g_assert_cmpstrv (landline_content_get_phones (arrived_contact), phones);
  g_assert_cmpstr (app_chat_get_preview (f->ben.chat), ==, "Dana; Levi");
}

/* The same, with the other one away until later. */
static void
test_receiver_offline (Fixture *f, gconstpointer data)
{
  person_open (&f->ada);
  person_wait_online (&f->ada);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "one");
  person_say (&f->ada, "two");
  app_test_wait (person_get_tick (&f->ada, 1) == APP_TICK_SENT);
  g_assert_cmpint (person_get_tick (&f->ada, 0), ==, APP_TICK_SENT);

  person_open (&f->ben);
  person_wait_online (&f->ben);
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_count (&f->ben) == 2);
  person_assert_text (&f->ben, 0, "one");
  person_assert_text (&f->ben, 1, "two");
  app_test_wait (person_get_tick (&f->ada, 1) == APP_TICK_DELIVERED);
}

/* Written without a server: waits, and goes out in order, once. */
static void
test_sender_offline (Fixture *f, gconstpointer data)
{
  static const char *const texts[] = { "1", "2", "3", "4", "5" };

  both_online (f);
  app_test_server_kill (f->server);
  app_test_wait (app_session_get_state (f->ada.session) == APP_SESSION_OFFLINE);
  g_assert_nonnull (app_session_get_reason (f->ada.session));
  person_talk_to (&f->ada, APP_TEST_PEER);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    person_say (&f->ada, texts[i]);
  app_test_wait (app_session_get_waiting_count (f->ada.session) == G_N_ELEMENTS (texts));
  g_assert_cmpint (person_get_tick (&f->ada, 0), ==, APP_TICK_WAITING);

  /* The app ends and begins again meanwhile. */
  person_close (&f->ada);
  person_open (&f->ada);
  person_talk_to (&f->ada, APP_TEST_PEER);
  g_assert_cmpuint (app_session_get_waiting_count (f->ada.session), ==, G_N_ELEMENTS (texts));

  app_test_server_start (f->server);
  app_session_retry_now (f->ada.session);
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_count (&f->ben) == G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    person_assert_text (&f->ben, i, texts[i]);
  app_test_wait (app_session_get_waiting_count (f->ada.session) == 0);
}

/* The server is killed in the middle of it, three times. */
static void
test_server_killed (Fixture *f, gconstpointer data)
{
  const guint n_messages = 200;

  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "0");
  person_listen_to (&f->ben, APP_TEST_SELF);
  for (guint i = 1; i < n_messages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      person_say (&f->ada, text);
      if (i % 60 == 0)
        {
          app_test_server_kill (f->server);
          app_test_server_start (f->server);
        }
    }
  app_test_wait (person_count (&f->ben) == n_messages);
  for (guint i = 0; i < n_messages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);
      guint position;

      person_assert_text (&f->ben, i, text);
      g_assert_true (app_timeline_find_seq (f->ben.timeline, i + 1, &position));
      g_assert_cmpuint (position, ==, i);
      person_assert_text (&f->ada, i, text);
    }
  app_test_wait (person_get_tick (&f->ada, n_messages - 1) == APP_TICK_DELIVERED);
  app_test_wait (app_session_get_waiting_count (f->ada.session) == 0);
}

static void
test_conversation (Fixture *f, gconstpointer data)
{
  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_talk_to (&f->ben, APP_TEST_SELF);
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *a = g_strdup_printf ("a%u", i);
      g_autofree char *b = g_strdup_printf ("b%u", i);

      person_say (&f->ada, a);
      person_say (&f->ben, b);
    }
  app_test_wait (person_count (&f->ada) == 20 && person_count (&f->ben) == 20);
  app_test_wait (app_session_get_waiting_count (f->ada.session) == 0 &&
                 app_session_get_waiting_count (f->ben.session) == 0);
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (f->ada.timeline), i);

      g_assert_cmpint (app_timeline_item_get_seq (item), ==, i + 1);
      app_test_wait (app_timeline_item_get_loaded (item));
      person_assert_text (&f->ben, i,
                          landline_content_get_text (
                              landline_message_get_content (app_timeline_item_get_message (item))));
    }
  /* Both began the chat by themselves; it is one for each. */
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (f->ada.chats)) == 1);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (f->ben.chats)) == 1);
}

static void
test_note_to_self (Fixture *f, gconstpointer data)
{
  person_open (&f->ada);
  person_wait_online (&f->ada);
  person_talk_to (&f->ada, APP_TEST_SELF);
  g_assert_true (app_chat_get_is_self (f->ada.chat));
  person_say (&f->ada, "milk");
  app_test_wait (person_get_tick (&f->ada, 0) == APP_TICK_SENT);
  g_assert_cmpuint (person_count (&f->ada), ==, 1);
  g_assert_cmpuint (app_chat_get_unread (f->ada.chat), ==, 0);
}

static void
test_directory (Fixture *f, gconstpointer data)
{
  g_autoptr (AppDirectory) directory = NULL;
  g_autoptr (AppPerson) person = NULL;

  both_online (f);
  directory = app_directory_new (f->ada.session);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (directory)) == 2);
  app_directory_set_filter (directory, "bE");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (directory)), ==, 1);
  person = g_list_model_get_item (G_LIST_MODEL (directory), 0);
  g_assert_cmpstr (app_person_get_name (person), ==, "Ben");
  g_assert_cmpstr (app_person_get_user_id (person), ==, APP_TEST_PEER);
}

static void
test_typing_and_presence (Fixture *f, gconstpointer data)
{
  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "hello");
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_session_send_typing (f->ada.session, app_chat_get_key (f->ada.chat));
  app_test_wait (app_chat_get_typing (f->ben.chat) != NULL);
  g_assert_cmpstr (app_chat_get_typing (f->ben.chat), ==, "Ada");
  /* What was typed has come. */
  person_say (&f->ada, "there");
  app_test_wait (app_chat_get_typing (f->ben.chat) == NULL);
  /* Presence is told to those who share a conversation when somebody comes and goes. */
  person_close (&f->ada);
  person_open (&f->ada);
  app_test_wait (app_chat_get_online (f->ben.chat));
  person_close (&f->ada);
  app_test_wait (!app_chat_get_online (f->ben.chat));
  g_assert_cmpint (app_chat_get_last_seen (f->ben.chat), >, 0);
}

static void
choose (Person *p, LandlineVisibility online, LandlineVisibility last_seen)
{
  const LandlinePrivacy privacy = { online, last_seen };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;
  LandlinePrivacy kept;

  app_session_set_privacy_async (p->session, &privacy, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_set_privacy_finish (p->session, result, &error);
  g_assert_no_error (error);
  app_session_load_privacy_async (p->session, NULL, app_test_result, &loaded);
  app_test_wait (loaded != NULL);
  app_session_load_privacy_finish (p->session, loaded, &kept, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept.online, ==, online);
  g_assert_cmpint (kept.last_seen, ==, last_seen);
}

/* What one hides goes from the other's chat at once, both ways, and is not there after a restart.
 */
static void
test_hidden_presence (Fixture *f, gconstpointer data)
{
  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "hello");
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (app_chat_get_online (f->ben.chat) && app_chat_get_online (f->ada.chat));
  app_test_wait (app_chat_get_last_seen (f->ben.chat) > 0);

  choose (&f->ada, LANDLINE_VISIBILITY_NOBODY, LANDLINE_VISIBILITY_NOBODY);
  app_test_wait (!app_chat_get_online (f->ben.chat) && app_chat_get_last_seen (f->ben.chat) == 0);
  app_test_wait (!app_chat_get_online (f->ada.chat) && app_chat_get_last_seen (f->ada.chat) == 0);

  person_close (&f->ben);
  person_open (&f->ben);
  person_wait_online (&f->ben);
  person_talk_to (&f->ben, APP_TEST_SELF);
  g_assert_false (app_chat_get_online (f->ben.chat));
  g_assert_cmpint (app_chat_get_last_seen (f->ben.chat), ==, 0);

  choose (&f->ada, LANDLINE_VISIBILITY_CONTACTS, LANDLINE_VISIBILITY_CONTACTS);
  app_test_wait (app_chat_get_online (f->ben.chat) && app_chat_get_online (f->ada.chat));
}

static void
test_read_receipts_off (Fixture *f, gconstpointer data)
{
  both_online (f);
  app_session_set_send_read_receipts (f->ben.session, FALSE);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "secret");
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_timeline_mark_read (f->ben.timeline, 0);
  app_test_wait (app_chat_get_unread (f->ben.chat) == 0);
  /* An answer comes behind whatever the reading would have sent. */
  person_say (&f->ben, "answer");
  app_test_wait (person_count (&f->ada) == 2);
  app_test_wait (person_get_tick (&f->ada, 0) != APP_TICK_SENT);
  g_assert_cmpint (person_get_tick (&f->ada, 0), ==, APP_TICK_DELIVERED);
  person_close (&f->ben);
  person_open (&f->ben);
  g_assert_false (app_session_get_send_read_receipts (f->ben.session));
}

static GFile *
make_file (Fixture *f, const char *name, gsize size)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree guint8 *bytes = g_malloc (size);
  g_autoptr (GRand) random = g_rand_new_with_seed ((guint32) size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = g_rand_int (random) & 0xff;
  g_assert_true (g_file_set_contents (path, (const char *) bytes, size, NULL));
  return g_file_new_for_path (path);
}

static void
person_send_file (Person *p, GFile *file, const char *content_type)
{
  g_autoptr (AppOutgoingFile) outgoing = app_outgoing_file_new (file);
  g_autoptr (GAsyncResult) inspected = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_transfers_inspect_async (p->transfers, outgoing, NULL, app_test_result, &inspected);
  app_test_wait (inspected != NULL);
  app_transfers_inspect_finish (p->transfers, inspected, &error);
  g_assert_no_error (error);
  app_outgoing_file_set_content_type (outgoing, content_type);
  app_outgoing_file_set_as_document (outgoing, !g_str_has_prefix (content_type, "image/"));
  app_outgoing_file_set_caption (outgoing, "look");
  app_transfers_send_async (p->transfers, app_chat_get_key (p->chat), outgoing, NULL,
                            app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_transfers_send_finish (p->transfers, result, &error), !=, 0);
  g_assert_no_error (error);
}

static void
assert_same (GFile *a, GFile *b)
{
  g_autoptr (GBytes) bytes_a = g_file_load_bytes (a, NULL, NULL, NULL);
  g_autoptr (GBytes) bytes_b = g_file_load_bytes (b, NULL, NULL, NULL);

  g_assert_nonnull (bytes_a);
  g_assert_nonnull (bytes_b);
  g_assert_true (g_bytes_equal (bytes_a, bytes_b));
}

static void
test_document (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autofree char *copy_path = NULL;
  g_autoptr (GFile) copy = NULL;
  LandlineMedia *media;
  AppTransfer *transfer;

  both_online (f);
  file = make_file (f, "Report of the year.pdf", 3 * 1024 * 1024 + 17);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_send_file (&f->ada, file, "application/pdf");
  g_assert_cmpuint (person_count (&f->ada), ==, 1);
  app_test_wait (person_get_tick (&f->ada, 0) == APP_TICK_DELIVERED);

  person_listen_to (&f->ben, APP_TEST_SELF);
  item = g_list_model_get_item (G_LIST_MODEL (f->ben.timeline), 0);
  app_test_wait (app_timeline_item_get_loaded (item));
  media = landline_content_get_media (
      landline_message_get_content (app_timeline_item_get_message (item)));
  g_assert_cmpstr (landline_media_get_name (media), ==, "Report of the year.pdf");
  g_assert_cmpuint (landline_media_get_size (media), ==, 3 * 1024 * 1024 + 17);
  g_assert_null (app_timeline_item_get_file (item));
  app_test_wait (app_timeline_item_get_transfer (item) == NULL);
  transfer = app_transfers_download (f->ben.transfers, app_timeline_item_get_key (item),
                                     app_timeline_item_get_message (item));
  g_assert_true (transfer == app_timeline_item_get_transfer (item));
  app_test_wait (app_timeline_item_get_file (item) != NULL);
  app_test_wait (app_timeline_item_get_transfer (item) == NULL);
  assert_same (file, app_timeline_item_get_file (item));

  copy_path = g_build_filename (f->folder, "copy.pdf", NULL);
  copy = g_file_new_for_path (copy_path);
  app_transfers_save_async (f->ben.transfers, app_timeline_item_get_message (item), copy, NULL,
                            app_test_result, &saved);
  app_test_wait (saved != NULL);
  g_assert_true (app_transfers_save_finish (f->ben.transfers, saved, NULL));
  assert_same (file, copy);
}

/* Small pictures come by themselves; a file in front does not hold up the words behind it. */
static void
test_picture (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (AppTimelineItem) item = NULL;

  both_online (f);
  file = make_file (f, "sea.jpg", 300000);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "first");
  person_listen_to (&f->ben, APP_TEST_SELF);
  person_send_file (&f->ada, file, "image/jpeg");
  app_test_wait (person_count (&f->ben) == 2);
  item = g_list_model_get_item (G_LIST_MODEL (f->ben.timeline), 1);
  app_test_wait (app_timeline_item_get_file (item) != NULL);
  assert_same (file, app_timeline_item_get_file (item));
}

/* Chosen without a server, sent by another run of the app. */
static void
test_file_offline (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (AppTimelineItem) item = NULL;

  both_online (f);
  app_test_server_kill (f->server);
  app_test_wait (app_session_get_state (f->ada.session) == APP_SESSION_OFFLINE);
  file = make_file (f, "later.bin", 100000);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_send_file (&f->ada, file, "application/octet-stream");
  item = g_list_model_get_item (G_LIST_MODEL (f->ada.timeline), 0);
  g_assert_nonnull (app_timeline_item_get_transfer (item));
  g_assert_cmpint (app_timeline_item_get_tick (item), ==, APP_TICK_WAITING);
  g_clear_object (&item);
  person_close (&f->ada);
  /* Where it was chosen it is gone by then. */
  g_assert_true (g_file_delete (file, NULL, NULL));
  file = (g_object_unref (file), make_file (f, "again.bin", 100000));
  app_test_server_start (f->server);
  person_open (&f->ada);
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (person_count (&f->ben) == 1);
  item = g_list_model_get_item (G_LIST_MODEL (f->ben.timeline), 0);
  app_test_wait (app_timeline_item_get_loaded (item));
  app_transfers_download (f->ben.transfers, app_timeline_item_get_key (item),
                          app_timeline_item_get_message (item));
  app_test_wait (app_timeline_item_get_file (item) != NULL);
  assert_same (file, app_timeline_item_get_file (item));
}

#define add(name, function)                                                                        \
  g_test_add ("/app/two-sessions/" name, Fixture, NULL, set_up, function, tear_down)

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
has_dirty (Person *p)
{
  gboolean dirty = TRUE;

  app_test_read (app_session_get_cache (p->session), has_dirty_work, &dirty);
  return dirty;
}

/* What was noted is there where nothing is but the account, and what was cleared stays away. */
static void
test_notes (Fixture *f, gconstpointer data)
{
  AppChat *chat;

  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "secret");
  app_test_wait (person_count (&f->ada) == 1 && person_get_tick (&f->ada, 0) >= APP_TICK_SENT &&
                 app_chat_can_note (f->ada.chat));
  app_chat_mute_until (f->ada.chat, APP_CHAT_FOREVER);
  app_chat_set_pinned (f->ada.chat, TRUE);
  app_chat_set_blocked (f->ada.chat, TRUE);
  app_chat_clear (f->ada.chat, G_MAXINT64);
  app_test_wait (person_count (&f->ada) == 0 && !has_dirty (&f->ada));
  person_close (&f->ada);
  g_object_unref (f->ada.profile);
  f->ada.profile = app_test_make_profile (f->folder, "another");
  person_open (&f->ada);
  app_test_wait (app_chat_list_lookup_user (f->ada.chats, APP_TEST_PEER) != NULL);
  chat = app_chat_list_lookup_user (f->ada.chats, APP_TEST_PEER);
  app_test_wait (app_chat_get_muted (chat) && app_chat_get_pinned (chat) != 0 &&
                 app_chat_get_blocked (chat));
  person_wait_online (&f->ada);
  g_assert_null (app_chat_get_preview (chat));
}

/* Whether the last item is this line; while it is being read it is none. */
static gboolean
says (Person *p, const char *line)
{
  guint n = person_count (p);
  g_autoptr (AppTimelineItem) item = NULL;
  g_autofree char *last = NULL;

  if (n == 0)
    return FALSE;
  item = g_list_model_get_item (G_LIST_MODEL (p->timeline), n - 1);
  last = app_timeline_item_get_loaded (item) ? app_timeline_item_dup_line (item) : NULL;
  return g_strcmp0 (last, line) == 0;
}

static void
set_lifetime (Person *p, gint64 seconds, gboolean good)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_chat_set_lifetime_async (p->chat, seconds, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_chat_set_lifetime_finish (p->chat, result, &error) == good);
  g_assert_true ((error == NULL) == good);
}

static gint64
get_last_expires (Person *p)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (p->timeline),
                                                            person_count (p) - 1);

  app_test_wait (app_timeline_item_get_loaded (item));
  return landline_content_get_expires (
      landline_message_get_content (app_timeline_item_get_message (item)));
}

/* One of two says it, both are told, whoever is away when they are back, and what either sends goes
 * by it, whatever they noted for themself. */
static void
test_lifetime (Fixture *f, gconstpointer data)
{
  guint before;

  both_online (f);
  person_talk_to (&f->ada, APP_TEST_PEER);
  person_say (&f->ada, "stays");
  person_listen_to (&f->ben, APP_TEST_SELF);
  app_test_wait (app_chat_can_note (f->ada.chat) && person_count (&f->ben) == 1);
  g_assert_cmpint (get_last_expires (&f->ben), ==, 0);
  app_session_set_note (f->ben.session, "disappear", "7776000");
  app_test_wait (app_chat_get_lifetime (f->ben.chat) == LANDLINE_EXPIRES_QUARTER ||
                 !has_dirty (&f->ben));
  person_close (&f->ben);

  set_lifetime (&f->ada, LANDLINE_EXPIRES_DAY, TRUE);
  app_test_wait (app_chat_get_lifetime (f->ada.chat) == LANDLINE_EXPIRES_DAY &&
                 says (&f->ada, "You let new messages disappear after 1 day"));
  person_open (&f->ben);
  person_talk_to (&f->ben, APP_TEST_SELF);
  app_test_wait (app_chat_get_lifetime (f->ben.chat) == LANDLINE_EXPIRES_DAY &&
                 says (&f->ben, "Ada let new messages disappear after 1 day"));
  before = person_count (&f->ada);
  person_say (&f->ben, "goes");
  app_test_wait (person_count (&f->ada) == before + 1);
  g_assert_cmpint (get_last_expires (&f->ada), ==, LANDLINE_EXPIRES_DAY);

  /* Off for both, and for who turned it off whatever they noted for all chats. */
  set_lifetime (&f->ben, 0, TRUE);
  app_test_wait (app_chat_get_lifetime (f->ben.chat) == 0 &&
                 app_chat_get_lifetime (f->ada.chat) == 0 &&
                 says (&f->ada, "Ben turned disappearing messages off") &&
                 says (&f->ben, "You turned disappearing messages off"));

  app_test_server_kill (f->server);
  set_lifetime (&f->ada, LANDLINE_EXPIRES_WEEK, FALSE);
  g_assert_cmpint (app_chat_get_lifetime (f->ada.chat), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("eight-steps", test_eight_steps);
  add ("cards", test_cards);
  add ("lifetime", test_lifetime);
  add ("receiver-offline", test_receiver_offline);
  add ("sender-offline", test_sender_offline);
  add ("server-killed", test_server_killed);
  add ("conversation", test_conversation);
  add ("note-to-self", test_note_to_self);
  add ("directory", test_directory);
  add ("notes", test_notes);
  add ("typing-and-presence", test_typing_and_presence);
  add ("hidden-presence", test_hidden_presence);
  add ("read-receipts-off", test_read_receipts_off);
  add ("files/document", test_document);
  add ("files/picture", test_picture);
  add ("files/offline", test_file_offline);
  return g_test_run ();
}
