/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-chat-list.h"
#include "app-error.h"
#include "app-fake-server.h"
#include "app-file-writer.h"
#include "app-test.h"
#include "app-timeline.h"
#include "app-transfers.h"
#include "metered-network.h"
#include "transfer-fixture.h"

/* Files up and down, with a server that fails in every way. */

#define MEDIA_ID "m_000000000000000000000000000000bb"

static void
test_upload (TransferFixture *f, gconstpointer data)
{
  gint64 key = transfer_fixture_send_new (f, "a.bin", 100000);
  LandlineContent *content;
  LandlineMedia *media;

  app_test_wait (f->server->sends->len == 1);
  content = landline_send_request_get_content (g_ptr_array_index (f->server->sends, 0));
  media = landline_content_get_media (content);
  g_assert_cmpint (landline_content_get_content_type (content), ==, LANDLINE_CONTENT_DOCUMENT);
  g_assert_cmpstr (landline_media_get_id (media), ==, "m_000000000000000000000000000000aa");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_null (app_transfers_lookup (f->transfers, key));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->transfers)), ==, 0);
}

static void
send_words (TransferFixture *f, const char *words)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_session_send_text_async (f->session, f->chat, words, NULL, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_session_send_finish (f->session, result, NULL), !=, 0);
}

static gboolean
is_document (TransferFixture *f, guint position)
{
  LandlineContent *content = landline_send_request_get_content (
      g_ptr_array_index (f->server->sends, position));

  return landline_content_get_content_type (content) == LANDLINE_CONTENT_DOCUMENT;
}

/* It is in the timeline from the first moment. What is written behind it waits for it, what is
 * written elsewhere does not. */
static void
test_upload_is_not_overtaken (TransferFixture *f, gconstpointer data)
{
  gint64 elsewhere = app_test_ensure_direct (app_session_get_cache (f->session), "+15550103");
  AppTransfer *transfer;
  gint64 key;

  f->server->holds_uploads = TRUE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  transfer = app_transfers_lookup (f->transfers, key);
  g_assert_nonnull (transfer);
  g_assert_true (app_transfer_get_is_upload (transfer));
  g_assert_cmpstr (app_transfer_get_name (transfer), ==, "a.bin");
  g_assert_cmpuint (app_transfer_get_size (transfer), ==, 1000);
  app_test_wait (f->server->n_uploads == 1);
  g_assert_cmpint (app_transfer_get_state (transfer), ==, APP_TRANSFER_RUNNING);
  send_words (f, "words");
  app_test_add_outgoing (app_session_get_cache (f->session), elsewhere, "elsewhere");
  app_test_wait (f->server->sends->len == 1);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 0), ==, "elsewhere");
  app_test_wait (app_session_get_waiting_count (f->session) == 2);
  app_fake_server_release (f->server);
  app_test_wait (f->server->sends->len == 3);
  g_assert_true (is_document (f, 1));
  g_assert_cmpstr (app_fake_server_get_text (f->server, 2), ==, "words");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
}

/* A large file, a small one and words, sent without waiting for anything: copying and uploading the
 * large one takes longer, but it goes first. */
static void
test_order_of_a_drop (TransferFixture *f, gconstpointer data)
{
  g_autoptr (AppOutgoingFile) large = transfer_fixture_make_file (f, "large.bin", 40 * 1024 * 1024);
  g_autoptr (AppOutgoingFile) small = transfer_fixture_make_file (f, "small.bin", 10);
  g_autoptr (GAsyncResult) large_sent = NULL;
  g_autoptr (GAsyncResult) small_sent = NULL;

  app_outgoing_file_set_caption (large, "large");
  app_outgoing_file_set_caption (small, "small");
  app_transfers_send_async (f->transfers, f->chat, large, NULL, app_test_result, &large_sent);
  app_transfers_send_async (f->transfers, f->chat, small, NULL, app_test_result, &small_sent);
  send_words (f, "words");
  app_test_wait (f->server->sends->len == 3);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 0), ==, "large");
  g_assert_cmpstr (app_fake_server_get_text (f->server, 1), ==, "small");
  g_assert_cmpstr (app_fake_server_get_text (f->server, 2), ==, "words");
  app_test_wait (large_sent != NULL && small_sent != NULL);
  g_assert_cmpint (app_transfers_send_finish (f->transfers, large_sent, NULL), !=, 0);
  g_assert_cmpint (app_transfers_send_finish (f->transfers, small_sent, NULL), !=, 0);
}

/* A file that cannot be copied is taken back, and what was written behind it goes. */
static void
test_copy_fails (TransferFixture *f, gconstpointer data)
{
  g_autoptr (AppOutgoingFile) file = transfer_fixture_make_file (f, "a.bin", 10);
  g_autofree char *path = g_file_get_path (app_outgoing_file_get_file (file));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_unlink (path), ==, 0);
  app_transfers_send_async (f->transfers, f->chat, file, NULL, app_test_result, &result);
  send_words (f, "words");
  app_test_wait (result != NULL);
  g_assert_cmpint (app_transfers_send_finish (f->transfers, result, &error), ==, 0);
  g_assert_error (error, APP_ERROR, APP_ERROR_FILE);
  app_test_wait (f->server->sends->len == 1);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 0), ==, "words");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  transfer_fixture_assert_texts (f, "words");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->transfers)), ==, 0);
}

typedef enum
{
  END_REFUSED,
  END_CANCELLED,
  END_DELETED,
} End;

/* However an upload ends, it does not hold up what was written behind it for ever. */
static void
test_words_go_on (TransferFixture *f, gconstpointer data)
{
  static const End ends[] = { END_REFUSED, END_CANCELLED, END_DELETED };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.bin", i);
      gint64 key;

      f->server->holds_uploads = TRUE;
      key = transfer_fixture_send_new (f, name, 1000);
      app_test_wait (f->server->n_uploads == 1);
      send_words (f, name);
      app_test_turn (50);
      g_assert_cmpuint (f->server->sends->len, ==, i);
      if (ends[i] == END_REFUSED)
        {
          f->server->media_status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
          app_fake_server_release (f->server);
        }
      else if (ends[i] == END_CANCELLED)
        app_transfer_cancel (app_transfers_lookup (f->transfers, key));
      else
        {
          app_session_delete_failed_message (f->session, key);
          app_transfers_forget (f->transfers, key);
        }
      app_test_wait (f->server->sends->len == i + 1);
      g_assert_cmpstr (app_fake_server_get_text (f->server, i), ==, name);
      f->server->media_status = 0;
      g_ptr_array_set_size (f->server->held, 0);
      f->server->n_uploads = 0;
    }
}

static void
test_beside_each_other (TransferFixture *f, gconstpointer data)
{
  f->server->holds_uploads = TRUE;
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.bin", i);

      transfer_fixture_send_new (f, name, 1000 + i);
    }
  app_test_wait (f->server->n_uploads == APP_TRANSFERS_RUNNING_MAX);
  app_test_turn (50);
  g_assert_cmpuint (f->server->n_uploads_max, ==, APP_TRANSFERS_RUNNING_MAX);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (f->transfers)), ==, 5);
  app_fake_server_release (f->server);
  app_test_wait (f->server->sends->len == 5);
}

static void
test_upload_is_cut (TransferFixture *f, gconstpointer data)
{
  f->server->n_cuts = 1;
  transfer_fixture_send_new (f, "a.bin", 300000);
  app_test_wait (f->server->sends->len == 1);
  g_assert_cmpuint (f->server->requests->len, >=, 2);
}

static void
test_upload_is_refused (TransferFixture *f, gconstpointer data)
{
  AppTransfer *transfer;
  gint64 key;

  f->server->media_status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  transfer = app_transfers_lookup (f->transfers, key);
  app_test_wait (app_transfer_get_state (transfer) == APP_TRANSFER_FAILED);
  g_assert_cmpstr (app_transfer_get_error (transfer), ==, "Too large for us.");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_cmpuint (f->server->sends->len, ==, 0);

  /* It is known after a restart, and goes when it is tried again. */
  transfer_fixture_close_session (f);
  transfer_fixture_open_session (f);
  app_test_wait (app_transfers_lookup (f->transfers, key) != NULL);
  transfer = app_transfers_lookup (f->transfers, key);
  g_assert_cmpint (app_transfer_get_state (transfer), ==, APP_TRANSFER_FAILED);
  g_assert_cmpstr (app_transfer_get_error (transfer), ==, "Too large for us.");
  f->server->media_status = 0;
  app_transfer_retry (transfer);
  app_test_wait (f->server->sends->len == 1);
}

static AppTick
get_tick (AppTimeline *timeline)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (timeline), 0);

  return app_timeline_item_get_tick (item);
}

/* Chat and list of chats say that it failed, until it is tried again. */
static void
test_tick_of_refused (TransferFixture *f, gconstpointer data)
{
  g_autoptr (AppChatList) chats = app_chat_list_new (f->session);
  g_autoptr (AppTimeline) timeline = NULL;
  AppChat *chat;
  gint64 key;

  app_test_wait (app_chat_list_lookup (chats, f->chat) != NULL);
  chat = app_chat_list_lookup (chats, f->chat);
  timeline = app_timeline_new (f->session, f->transfers, chat);
  f->server->media_status = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  app_test_wait (app_chat_get_last_tick (chat) == APP_TICK_FAILED);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 1 &&
                 get_tick (timeline) == APP_TICK_FAILED);
  f->server->media_status = 0;
  f->server->holds_uploads = TRUE;
  app_transfer_retry (app_transfers_lookup (f->transfers, key));
  app_test_wait (f->server->n_uploads >= 1);
  app_test_wait (app_chat_get_last_tick (chat) == APP_TICK_WAITING);
  app_test_wait (get_tick (timeline) == APP_TICK_WAITING);
  g_ptr_array_set_size (f->server->held, 0);
}

static void
test_upload_is_cancelled (TransferFixture *f, gconstpointer data)
{
  AppTransfer *transfer;
  gint64 key;

  f->server->holds_uploads = TRUE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  transfer = app_transfers_lookup (f->transfers, key);
  app_test_wait (f->server->n_uploads == 1);
  app_transfer_cancel (transfer);
  g_assert_cmpint (app_transfer_get_state (transfer), ==, APP_TRANSFER_CANCELLED);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_ptr_array_set_size (f->server->held, 0);
  f->server->holds_uploads = FALSE;
  app_test_turn (20);
  g_assert_cmpuint (f->server->sends->len, ==, 0);
  app_transfer_retry (transfer);
  app_test_wait (f->server->sends->len == 1);
}

/* Begun again by another run of the app. */
static void
test_upload_restarts (TransferFixture *f, gconstpointer data)
{
  f->server->holds_uploads = TRUE;
  transfer_fixture_send_new (f, "a.bin", 1000);
  app_test_wait (f->server->n_uploads == 1);
  transfer_fixture_close_session (f);
  g_ptr_array_set_size (f->server->held, 0);
  f->server->holds_uploads = FALSE;
  transfer_fixture_open_session (f);
  app_test_wait (f->server->sends->len == 1);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
}

static void
test_over_limit (TransferFixture *f, gconstpointer data)
{
  g_autoptr (AppOutgoingFile) file = transfer_fixture_make_file (f, "big.jpg", 10);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_outgoing_file_set_size (file, app_session_get_document_size_max (f->session));
  g_assert_true (app_transfers_check (f->transfers, file, &error));
  app_outgoing_file_set_size (file, app_session_get_document_size_max (f->session) + 1);
  g_assert_false (app_transfers_check (f->transfers, file, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "104.9\xc2\xa0MB"));
  g_assert_nonnull (strstr (error->message, "big.jpg"));
  g_clear_error (&error);
  app_outgoing_file_set_as_document (file, FALSE);
  app_outgoing_file_set_size (file, app_session_get_media_size_max (f->session));
  g_assert_true (app_transfers_check (f->transfers, file, &error));
  app_outgoing_file_set_size (file, app_session_get_media_size_max (f->session) + 1);
  app_transfers_send_async (f->transfers, f->chat, file, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_transfers_send_finish (f->transfers, result, &error), ==, 0);
  g_assert_error (error, APP_ERROR, APP_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "16.8\xc2\xa0MB"));
  transfer_fixture_assert_texts (f, "");
  g_assert_cmpuint (f->server->n_uploads, ==, 0);
}

static GError *
inspect (TransferFixture *f, AppOutgoingFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  app_transfers_inspect_async (f->transfers, file, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_transfers_inspect_finish (f->transfers, result, &error);
  return error;
}

static void
test_inspect (TransferFixture *f, gconstpointer data)
{
  g_autoptr (AppOutgoingFile) empty = transfer_fixture_make_file (f, "empty.txt", 0);
  g_autoptr (AppOutgoingFile) text = transfer_fixture_make_file (f, "text.txt", 5);
  g_autoptr (AppOutgoingFile) picture = transfer_fixture_make_file (f, "sea.png", 5);
  g_autoptr (GFile) folder_file = g_file_new_for_path (f->folder);
  g_autoptr (AppOutgoingFile) folder = app_outgoing_file_new (folder_file);
  g_autoptr (GFile) missing_file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (AppOutgoingFile) missing = app_outgoing_file_new (missing_file);
  g_autoptr (GError) is_empty = inspect (f, empty);
  g_autoptr (GError) is_folder = inspect (f, folder);
  g_autoptr (GError) is_missing = inspect (f, missing);

  g_assert_error (is_empty, APP_ERROR, APP_ERROR_FILE);
  g_assert_error (is_folder, APP_ERROR, APP_ERROR_FILE);
  g_assert_nonnull (is_missing);
  g_assert_no_error (inspect (f, text));
  g_assert_cmpstr (app_outgoing_file_get_name (text), ==, "text.txt");
  g_assert_cmpuint (app_outgoing_file_get_size (text), ==, 5);
  g_assert_true (app_outgoing_file_get_as_document (text));
  app_outgoing_file_set_as_document (picture, FALSE);
  g_assert_no_error (inspect (f, picture));
  g_assert_cmpstr (app_outgoing_file_get_content_type (picture), ==, "image/png");
  g_assert_false (app_outgoing_file_get_as_document (picture));
}

static LandlineMessage *
receive (TransferFixture *f,
         const char *name,
         const char *content_type,
         GBytes *bytes,
         const char *sha256)
{
  LandlineMediaKind kind = g_str_has_prefix (content_type, "image/") ? LANDLINE_MEDIA_KIND_MEDIA
                                                                     : LANDLINE_MEDIA_KIND_DOCUMENT;
  g_autofree char *computed = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (LandlineMedia) media = landline_media_new (kind, MEDIA_ID, name, content_type,
                                                        g_bytes_get_size (bytes),
                                                        sha256 != NULL ? sha256 : computed);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  LandlineMessage *message = landline_message_new ("0193b3c0-0000-7000-8000-000000000001",
                                                   APP_TEST_PEER, APP_FAKE_CONVERSATION, 1,
                                                   G_GINT64_CONSTANT (1750000000000), content,
                                                   NULL);

  app_fake_server_send_message (f->server, 1, message);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  return message;
}

static gint64
find_key (TransferFixture *f, LandlineMessage *message)
{
  return app_test_find_message (app_session_get_cache (f->session),
                                landline_message_get_id (message));
}

static GBytes *
make_bytes (gsize size)
{
  guint8 *bytes = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    bytes[i] = i * 7;
  return g_bytes_new_take (bytes, size);
}

static gboolean
has_media_file (TransferFixture *f, LandlineMessage *message, GBytes *expected)
{
  g_autoptr (GFile) file = app_transfers_dup_media_file (f->transfers, message);
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, NULL);

  return bytes != NULL && g_bytes_equal (bytes, expected);
}

static guint
count_files (TransferFixture *f)
{
  g_autofree char *folder = app_profile_dup_media_folder (f->profile);
  g_autofree char *path = g_build_filename (folder, MEDIA_ID, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_download (TransferFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = NULL;
  gint64 key;

  f->server->media = make_bytes (1000000);
  message = receive (f, "../../evil.bin", "application/pdf", f->server->media, NULL);
  key = find_key (f, message);
  app_test_turn (20);
  g_assert_null (app_transfers_lookup (f->transfers, key));
  app_transfers_download (f->transfers, key, message);
  app_test_wait (app_transfers_lookup (f->transfers, key) == NULL);
  g_assert_true (has_media_file (f, message, f->server->media));
  g_assert_cmpuint (count_files (f), ==, 1);
}

/* A small picture comes by itself, but not where each byte costs: there it waits for a click. */
static void
test_metered (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GNetworkMonitor) metered = metered_network_new ();
  g_autoptr (LandlineMessage) message = NULL;
  gint64 key;

  f->server->media = make_bytes (1000);
  app_transfers_set_network_monitor (f->transfers, metered);
  message = receive (f, "sea.png", "image/png", f->server->media, NULL);
  key = find_key (f, message);
  app_test_turn (50);
  app_transfers_download_small (f->transfers, key, message);
  g_assert_null (app_transfers_lookup (f->transfers, key));
  g_assert_cmpuint (count_files (f), ==, 0);
  app_transfers_set_network_monitor (f->transfers, g_network_monitor_get_default ());
  app_transfers_download_small (f->transfers, key, message);
  app_test_wait (has_media_file (f, message, f->server->media));
}

/* A name of 255 bytes leaves no room for a suffix. */
static void
test_download_long_name (TransferFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = NULL;
  g_autofree char *name = g_strnfill (255, 'n');

  f->server->media = make_bytes (1000);
  message = receive (f, name, "application/pdf", f->server->media, NULL);
  app_transfers_download (f->transfers, find_key (f, message), message);
  app_test_wait (app_transfers_lookup (f->transfers, find_key (f, message)) == NULL);
  g_assert_true (has_media_file (f, message, f->server->media));
}

static void
test_download_is_cut (TransferFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = NULL;
  gint64 key;

  f->server->media = make_bytes (1000000);
  f->server->n_cuts = 1;
  message = receive (f, "a.pdf", "application/pdf", f->server->media, NULL);
  key = find_key (f, message);
  app_transfers_download (f->transfers, key, message);
  app_test_wait (app_transfers_lookup (f->transfers, key) == NULL);
  g_assert_cmpuint (f->server->n_cuts, ==, 0);
  g_assert_true (has_media_file (f, message, f->server->media));
  g_assert_cmpuint (count_files (f), ==, 1);
}

/* Something else than was announced is not kept. */
static void
test_download_is_damaged (TransferFixture *f, gconstpointer data)
{
  g_autofree char *wrong = g_strnfill (64, 'a');
  g_autoptr (LandlineMessage) message = NULL;
  AppTransfer *transfer;
  gint64 key;

  f->server->media = make_bytes (5000);
  message = receive (f, "a.pdf", "application/pdf", f->server->media, wrong);
  key = find_key (f, message);
  transfer = app_transfers_download (f->transfers, key, message);
  app_test_wait (app_transfer_get_state (transfer) == APP_TRANSFER_FAILED);
  g_assert_nonnull (strstr (app_transfer_get_error (transfer), "damaged"));
  app_test_wait (count_files (f) == 0);
}

static void
test_download_is_longer (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GBytes) announced = make_bytes (5000);
  g_autoptr (LandlineMessage) message = NULL;
  AppTransfer *transfer;

  f->server->media = make_bytes (900000);
  message = receive (f, "a.pdf", "application/pdf", announced, NULL);
  transfer = app_transfers_download (f->transfers, find_key (f, message), message);
  app_test_wait (app_transfer_get_state (transfer) == APP_TRANSFER_FAILED);
  app_test_wait (count_files (f) == 0);
}

static void
test_download_is_gone (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GBytes) announced = make_bytes (5000);
  g_autoptr (LandlineMessage) message = NULL;
  AppTransfer *transfer;
  gint64 key;

  message = receive (f, "a.pdf", "application/pdf", announced, NULL);
  key = find_key (f, message);
  transfer = app_transfers_download (f->transfers, key, message);
  app_test_wait (app_transfer_get_state (transfer) == APP_TRANSFER_FAILED);
  g_assert_cmpstr (app_transfer_get_error (transfer), ==, "No such file.");
  f->server->media = g_bytes_ref (announced);
  app_transfers_download (f->transfers, key, message);
  app_test_wait (app_transfers_lookup (f->transfers, key) == NULL);
  g_assert_true (has_media_file (f, message, announced));
}

static void
test_small_pictures (TransferFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = NULL;

  f->server->media = make_bytes (5000);
  message = receive (f, "sea.png", "image/png", f->server->media, NULL);
  app_test_wait (has_media_file (f, message, f->server->media));
}

static guint
count_requests (TransferFixture *f, const char *request)
{
  guint n = 0;

  for (guint i = 0; i < f->server->requests->len; i++)
    if (g_str_equal (g_ptr_array_index (f->server->requests, i), request))
      n++;
  return n;
}

static void
test_avatar (TransferFixture *f, gconstpointer data)
{
  f->server->media = make_bytes (5000);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GFile) file = NULL;
      g_autoptr (GBytes) bytes = NULL;

      app_transfers_fetch_media_async (f->transfers, MEDIA_ID, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      file = app_transfers_fetch_media_finish (f->transfers, result, &error);
      g_assert_no_error (error);
      bytes = g_file_load_bytes (file, NULL, NULL, NULL);
      g_assert_true (g_bytes_equal (bytes, f->server->media));
      /* The second time it is here. */
      g_assert_cmpuint (count_requests (f, "GET /v1/media/" MEDIA_ID), ==, 1);
    }
}

static void
test_save_without_file (TransferFixture *f, gconstpointer data)
{
  g_autoptr (GBytes) announced = make_bytes (5000);
  g_autoptr (LandlineMessage) message = receive (f, "a.pdf", "application/pdf", announced, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "copy", NULL);
  g_autoptr (GFile) destination = g_file_new_for_path (path);

  app_transfers_save_async (f->transfers, message, destination, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_false (app_transfers_save_finish (f->transfers, result, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_FILE);
}

/* A writer that is dropped leaves nothing, and replaces nothing that was there. */
static void
test_writer (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "below", "file", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = make_bytes (1000);
  g_autoptr (GDir) dir = NULL;
  g_autofree char *below = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir (below, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "before", -1, NULL));
  {
    g_autoptr (AppFileWriter) writer = app_file_writer_new (file);
    g_autoptr (GAsyncResult) written = NULL;

    app_file_writer_write_async (writer, bytes, NULL, app_test_result, &written);
    app_test_wait (written != NULL);
    g_assert_true (app_file_writer_write_finish (writer, written, NULL));
    g_assert_cmpuint (app_file_writer_get_size (writer), ==, 1000);
    g_clear_object (&written);
    app_test_turn (5);
  }
  dir = g_dir_open (below, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "file");
  g_assert_null (g_dir_read_name (dir));
  app_test_remove_folder (folder);
}

#define add(name, function)                                                                        \
  g_test_add ("/app/transfers/" name, TransferFixture, NULL, transfer_fixture_set_up, function,    \
              transfer_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("upload/done", test_upload);
  add ("upload/not-overtaken", test_upload_is_not_overtaken);
  add ("upload/order-of-a-drop", test_order_of_a_drop);
  add ("upload/copy-fails", test_copy_fails);
  add ("upload/words-go-on", test_words_go_on);
  add ("upload/beside-each-other", test_beside_each_other);
  add ("upload/cut", test_upload_is_cut);
  add ("upload/refused", test_upload_is_refused);
  add ("upload/tick-of-refused", test_tick_of_refused);
  add ("upload/cancelled", test_upload_is_cancelled);
  add ("upload/restart", test_upload_restarts);
  add ("upload/over-limit", test_over_limit);
  add ("upload/inspect", test_inspect);
  add ("download/done", test_download);
  add ("download/metered", test_metered);
  add ("download/long-name", test_download_long_name);
  add ("download/cut", test_download_is_cut);
  add ("download/damaged", test_download_is_damaged);
  add ("download/longer", test_download_is_longer);
  add ("download/gone", test_download_is_gone);
  add ("download/small-pictures", test_small_pictures);
  add ("avatar", test_avatar);
  add ("save-without-file", test_save_without_file);
  g_test_add_func ("/app/transfers/writer", test_writer);
  return g_test_run ();
}
