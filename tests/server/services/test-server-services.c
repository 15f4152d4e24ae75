/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "landline-error.h"
#include "server-allowances.h"
#include "server-conversation-service.h"
#include "server-directory-blob.h"
#include "server-limits.h"
#include "server-media-service.h"
#include "server-message-service.h"
#include "server-retention.h"
#include "server-user-service.h"
#include "store-fixture.h"

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
/* Sends of all devices that may wait for the store, as the service has it. */
#define LOAD 16384

typedef struct
{
  StoreFixture base;
  ServerConfig *config;
  ServerMessageService *messages;
  ServerAccount *alice;
  ServerAccount *bob;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, data);
  fixture->config = server_config_new ();
  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  fixture->messages = server_message_service_new (fixture->base.store, fixture->config);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  g_assert_finalize_object (fixture->messages);
  g_clear_object (&fixture->config);
  store_fixture_tear_down (&fixture->base, data);
}

static gboolean
send (Fixture *fixture, ServerSender *sender, LandlineSendRequest *request, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineSent sent;

  server_message_service_send_async (fixture->messages, sender, request, NULL, store_answer_cb,
                                     &answer);
  return server_message_service_send_finish (fixture->messages, store_answer_wait (&answer), &sent,
                                             error);
}

static gboolean
send_text (Fixture *fixture,
           ServerSender *sender,
           const char *id,
           const char *receiver,
           GError **error)
{
  g_autoptr (LandlineSendRequest) request = store_new_text (id, receiver, "Text");

  return send (fixture, sender, request, error);
}

static void
test_foreign_sender (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerSender) sender = server_message_service_dup_sender (fixture->messages,
                                                                       fixture->alice);
  g_autoptr (LandlineContent) content = landline_content_new_text ("Text");
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineSendRequest) forged = landline_send_request_new (id, CAROL, BOB, content,
                                                                      NULL);
  g_autoptr (LandlineSendRequest) honest = landline_send_request_new (id, BOB, ALICE, content,
                                                                      NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (send (fixture, sender, forged, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_true (send (fixture, sender, honest, &error));
  g_assert_no_error (error);
}

/* A burst passes, then the rate holds, with the time after which to try again. */
static void
test_rate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerSender) sender = NULL;
  g_autoptr (ServerSender) other = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  sender = server_message_service_dup_sender (fixture->messages, fixture->alice);
  other = server_message_service_dup_sender (fixture->messages, fixture->bob);
  while (n < 100 && send_text (fixture, sender, NULL, BOB, &error))
    n++;
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_cmpuint (n, >=, SERVER_LIMIT_MESSAGES_BURST);
  g_assert_cmpuint (n, <, 50);
  g_assert_cmpint (landline_error_get_retry_after (error), >, 0);
  g_assert_cmpint (landline_error_get_retry_after (error), <=, 1001);
  g_clear_error (&error);
  g_assert_true (send_text (fixture, other, NULL, ALICE, &error));
  g_assert_no_error (error);
}

/* Whoever comes anew for each message, as by REST, may not send more than who stays. */
static void
test_rate_stays (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  while (n < 100)
    {
      g_autoptr (ServerSender) sender = server_message_service_dup_sender (fixture->messages,
                                                                           fixture->alice);

      if (!send_text (fixture, sender, NULL, BOB, &error))
        break;
      n++;
    }
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_cmpuint (n, >=, SERVER_LIMIT_MESSAGES_BURST);
  g_assert_cmpuint (n, <, 50);
}

/* What is left of the rate is remembered of so many devices, and of none that has all of it. */
static void
test_allowances (void)
{
  g_autoptr (ServerAllowances) allowances = server_allowances_new ();
  gint64 now = g_get_monotonic_time (), time;
  double tokens;

  server_allowances_keep (allowances, "full", 1, now, now);
  g_assert_false (server_allowances_take (allowances, "full", &tokens, &time));
  for (guint i = 0; i < SERVER_LIMIT_ALLOWANCES; i++)
    {
      g_autofree char *device = g_strdup_printf ("d_%u", i);

      server_allowances_keep (allowances, device, 0.5, now, now + (1000 + i) * G_USEC_PER_SEC);
    }
  g_assert_cmpuint (server_allowances_get_n (allowances), ==, SERVER_LIMIT_ALLOWANCES);
  server_allowances_keep (allowances, "last", 0.25, now - 1,
                          now + 1000000 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpuint (server_allowances_get_n (allowances), <, SERVER_LIMIT_ALLOWANCES);
  g_assert_cmpuint (server_allowances_get_n (allowances), >=, SERVER_LIMIT_ALLOWANCES / 3);
  g_assert_false (server_allowances_take (allowances, "d_0", &tokens, &time));
  g_assert_true (server_allowances_take (allowances, "last", &tokens, &time));
  g_assert_cmpfloat (tokens, ==, 0.25);
  g_assert_cmpint (time, ==, now - 1);
  g_assert_false (server_allowances_take (allowances, "last", &tokens, &time));
}

/* What is behind a refused message in the same conversation is refused alike, until that one is
 * sent again. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) carol = store_add_user (fixture->base.store, CAROL, "Carol");
  g_autoptr (ServerSender) sender = NULL;
  g_autofree char *refused = landline_id_new_message ();
  g_autofree char *behind = landline_id_new_message ();
  g_autoptr (GError) error = NULL;

  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  sender = server_message_service_dup_sender (fixture->messages, fixture->alice);
  while (send_text (fixture, sender, NULL, ALICE, NULL))
    ;
  g_assert_false (send_text (fixture, sender, refused, BOB, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_clear_error (&error);

  /* Now there is room again. */
  server_config_set_limit (fixture->config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  g_assert_false (send_text (fixture, sender, behind, BOB, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_nonnull (strstr (error->message, refused));
  g_clear_error (&error);
  g_assert_true (send_text (fixture, sender, NULL, CAROL, &error));
  g_assert_true (send_text (fixture, sender, refused, BOB, &error));
  g_assert_true (send_text (fixture, sender, behind, BOB, &error));
  g_assert_no_error (error);
}

static void
test_in_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerSender) sender = server_message_service_dup_sender (fixture->messages,
                                                                       fixture->alice);
  StoreAnswer answers[SERVER_LIMIT_IN_FLIGHT + 2] = { { NULL } };
  guint n_refused = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (LandlineSendRequest) request = store_new_text (NULL, BOB, "Text");

      server_message_service_send_async (fixture->messages, sender, request, NULL, store_answer_cb,
                                         &answers[i]);
    }
  g_assert_cmpuint (server_sender_get_n_in_flight (sender), ==, SERVER_LIMIT_IN_FLIGHT);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      LandlineSent sent;

      if (!server_message_service_send_finish (fixture->messages, store_answer_wait (&answers[i]),
                                               &sent, &error))
        {
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
          n_refused++;
        }
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpuint (n_refused, ==, 2);
  g_assert_cmpuint (server_sender_get_n_in_flight (sender), ==, 0);
}

/* The server as a whole has too much under way: what it refuses then keeps its place. */
static void
test_order_after_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerSender) sender = server_message_service_dup_sender (fixture->messages,
                                                                       fixture->bob);
  g_autoptr (GPtrArray) senders = g_ptr_array_new_with_free_func (
      (GDestroyNotify) server_sender_unref);
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, LOAD);
  g_autofree char *refused = landline_id_new_message ();
  g_autofree char *behind = landline_id_new_message ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LOAD / SERVER_LIMIT_IN_FLIGHT; i++)
    {
      g_autoptr (ServerAccount) device = store_add_device (fixture->base.store, ALICE);

      g_ptr_array_add (senders, server_message_service_dup_sender (fixture->messages, device));
    }
  for (guint i = 0; i < LOAD; i++)
    {
      g_autoptr (LandlineSendRequest) request = store_new_text (NULL, ALICE, "Text");

      server_message_service_send_async (fixture->messages,
                                         g_ptr_array_index (senders, i / SERVER_LIMIT_IN_FLIGHT),
                                         request, NULL, store_answer_cb, &answers[i]);
    }
  g_assert_false (send_text (fixture, sender, refused, ALICE, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_clear_error (&error);
  for (guint i = 0; i < LOAD; i++)
    {
      LandlineSent sent;

      g_assert_true (server_message_service_send_finish (fixture->messages,
                                                         store_answer_wait (&answers[i]), &sent,
                                                         NULL));
      store_answer_clear (&answers[i]);
    }

  g_assert_false (send_text (fixture, sender, behind, ALICE, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, refused));
  g_clear_error (&error);
  g_assert_true (send_text (fixture, sender, refused, ALICE, &error));
  g_assert_true (send_text (fixture, sender, behind, ALICE, &error));
  g_assert_no_error (error);
}

static void
test_mail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerSender) sender = server_message_service_dup_sender (fixture->messages,
                                                                       fixture->alice);
  g_auto (StoreAnswer) mail = { NULL };
  g_auto (StoreAnswer) acked = { NULL };
  g_auto (StoreAnswer) empty = { NULL };
  g_auto (StoreAnswer) foreign = { NULL };
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (ServerPage) nothing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (send_text (fixture, sender, NULL, BOB, &error));
  server_message_service_inbox_async (fixture->messages, fixture->bob, -1, 0, NULL, store_answer_cb,
                                      &mail);
  page = server_message_service_inbox_finish (fixture->messages, store_answer_wait (&mail), &error);
  g_assert_cmpuint (page->rows->len, ==, 1);
  server_message_service_ack_async (fixture->messages, fixture->bob, 1, NULL, store_answer_cb,
                                    &acked);
  g_assert_cmpint (server_message_service_ack_finish (fixture->messages, store_answer_wait (&acked),
                                                      &error),
                   ==, 1);
  server_message_service_inbox_async (fixture->messages, fixture->bob, -1, 0, NULL, store_answer_cb,
                                      &empty);
  nothing = server_message_service_inbox_finish (fixture->messages, store_answer_wait (&empty),
                                                 &error);
  g_assert_cmpuint (nothing->rows->len, ==, 0);

  server_message_service_read_async (fixture->messages, fixture->bob, "c_none", 1, NULL,
                                     store_answer_cb, &foreign);
  g_assert_false (
      server_message_service_read_finish (fixture->messages, store_answer_wait (&foreign), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* Files. */

static ServerUpload *
begin_upload (ServerMediaService *service,
              ServerAccount *account,
              const char *name,
              const char *type,
              gint64 length,
              GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_media_service_upload_async (service, account, LANDLINE_MEDIA_KIND_DOCUMENT, name, type,
                                     length, NULL, store_answer_cb, &answer);
  return server_media_service_upload_finish (service, store_answer_wait (&answer), error);
}

static LandlineMedia *
upload (ServerMediaService *service,
        ServerAccount *account,
        const char *name,
        const char *type,
        GError **error)
{
  g_autoptr (ServerUpload) upload = begin_upload (service, account, name, type, 5, error);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("12345", 5);
  g_auto (StoreAnswer) written = { NULL };
  g_auto (StoreAnswer) complete = { NULL };

  if (upload == NULL)
    return NULL;
  server_upload_write_async (upload, bytes, NULL, store_answer_cb, &written);
  if (!server_upload_write_finish (upload, store_answer_wait (&written), error))
    return NULL;
  server_upload_complete_async (upload, NULL, store_answer_cb, &complete);
  return server_upload_complete_finish (upload, store_answer_wait (&complete), error);
}

static void
remove_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static ServerBlobReader *
open_media (ServerMediaService *service, LandlineMedia *media, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_media_service_open_async (service, media, NULL, store_answer_cb, &answer);
  return server_media_service_open_finish (service, store_answer_wait (&answer), error);
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->base.folder, "media", NULL);
  g_autoptr (ServerBlob) blob = server_directory_blob_new (folder, 0, NULL);
  g_autoptr (ServerMediaService) service = server_media_service_new (fixture->base.store, blob,
                                                                     fixture->config);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (LandlineMedia) odd = NULL;
  g_autoptr (LandlineMedia) got = NULL;
  g_autoptr (ServerBlobReader) reader = NULL;
  g_autofree char *path = NULL;
  g_auto (StoreAnswer) foreign = { NULL };
  g_autoptr (GError) error = NULL;

  media = upload (service, fixture->alice, "../../etc/plan\n.txt", "Text/Plain; charset=utf-8",
                  &error);
  g_assert_no_error (error);
  g_assert_null (strchr (landline_media_get_name (media), '/'));
  g_assert_null (strchr (landline_media_get_name (media), '\n'));
  g_assert_cmpstr (landline_media_get_content_type (media), ==, "text/plain");
  g_assert_cmpuint (landline_media_get_size (media), ==, 5);
  odd = upload (service, fixture->alice, "x", "text/html\r\nEvil: yes", &error);
  g_assert_cmpstr (landline_media_get_content_type (odd), ==, "application/octet-stream");

  server_media_service_get_async (service, fixture->bob, landline_media_get_id (media), NULL,
                                  store_answer_cb, &foreign);
  got = server_media_service_get_finish (service, store_answer_wait (&foreign), &error);
  g_assert_null (got);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  reader = open_media (service, media, &error);
  g_assert_no_error (error);
  g_clear_object (&reader);
  path = g_build_filename (folder, landline_media_get_id (media), NULL);
  g_assert_true (g_file_set_contents (path, "1234", -1, NULL));
  g_assert_null (open_media (service, media, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "damaged"));
  remove_files (folder);
}

static void
test_upload_limits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->base.folder, "media", NULL);
  g_autoptr (ServerBlob) blob = server_directory_blob_new (folder, 0, NULL);
  g_autoptr (ServerMediaService) service = NULL;
  g_autoptr (GError) error = NULL;

  server_config_set_limit (fixture->config, SERVER_CONFIG_DOCUMENT_BYTES, 5);
  server_config_set_limit (fixture->config, SERVER_CONFIG_UPLOADS_PER_MINUTE, 2);
  service = server_media_service_new (fixture->base.store, blob, fixture->config);
  g_assert_true (
      server_media_service_check_length (service, LANDLINE_MEDIA_KIND_DOCUMENT, 5, &error));
  g_assert_false (
      server_media_service_check_length (service, LANDLINE_MEDIA_KIND_DOCUMENT, 6, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (
      server_media_service_check_length (service, LANDLINE_MEDIA_KIND_DOCUMENT, -1, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_clear_error (&error);
  g_assert_null (begin_upload (service, fixture->alice, "x", NULL, 6, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_clear_error (&error);

  /* Of two in a minute the third is too many; somebody else's count by themselves. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LandlineMedia) media = upload (service, fixture->alice, "x", NULL, NULL);
    }
  g_assert_null (upload (service, fixture->alice, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_clear_error (&error);
  g_clear_object (&service);
  remove_files (folder);
}

static void
test_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerUserService) service = server_user_service_new (fixture->base.store, NULL);
  LandlineProfileChange empty = { .name = (char *) "" };
  LandlineProfileChange change = { .about = (char *) "At sea" };
  g_auto (StoreAnswer) refused = { NULL };
  g_auto (StoreAnswer) taken = { NULL };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;

  server_user_service_change_async (service, fixture->alice, &empty, NULL, store_answer_cb,
                                    &refused);
  g_assert_null (server_user_service_change_finish (service, store_answer_wait (&refused), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_clear_error (&error);
  server_user_service_change_async (service, fixture->alice, &change, NULL, store_answer_cb,
                                    &taken);
  user = server_user_service_change_finish (service, store_answer_wait (&taken), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_user_get_about (user), ==, "At sea");
}

static void
test_group_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConversationService) service = server_conversation_service_new (
      fixture->base.store);
  g_autofree char *endless = g_strnfill (LANDLINE_LIMIT_NAME + 1, 'x');
  g_autofree char *longest = g_strnfill (LANDLINE_LIMIT_NAME, 'x');
  const char *bad[] = { "", endless, "\xff" };
  LandlineGroupRequest request = LANDLINE_GROUP_REQUEST_INIT;
  g_auto (StoreAnswer) good = { NULL };
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto (StoreAnswer) answer = { NULL };

      request.group.name = (char *) bad[i];
      server_conversation_service_create_group_async (service, fixture->alice, &request, NULL,
                                                      store_answer_cb, &answer);
      g_assert_null (server_conversation_service_create_group_finish (service,
                                                                      store_answer_wait (&answer),
                                                                      &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
      g_clear_error (&error);
    }
  request.group.name = longest;
  server_conversation_service_create_group_async (service, fixture->alice, &request, NULL,
                                                  store_answer_cb, &good);
  group = server_conversation_service_create_group_finish (service, store_answer_wait (&good),
                                                           &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer data)
{
  return !g_file_test (data, G_FILE_TEST_EXISTS);
}

/* At its start it sweeps what a crash left. */
static void
test_retention (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->base.folder, "media", NULL);
  g_autofree char *orphan = NULL;
  g_autoptr (ServerBlob) blob = NULL;
  g_autoptr (ServerRetention) retention = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  orphan = g_build_filename (folder, "m_0123456789abcdef0123456789abcdef", NULL);
  g_assert_true (g_file_set_contents (orphan, "lost", -1, NULL));
  blob = server_directory_blob_new (folder, 0, NULL);
  retention = server_retention_new (fixture->base.store, blob, fixture->config);
  server_retention_start (retention);
  g_assert_true (store_wait_until (is_gone, orphan));
  server_retention_stop (retention);
  remove_files (folder);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/services/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("foreign-sender", test_foreign_sender);
  add ("rate", test_rate);
  add ("rate-stays", test_rate_stays);
  g_test_add_func ("/services/allowances", test_allowances);
  add ("order", test_order);
  add ("in-flight", test_in_flight);
  add ("order-after-busy", test_order_after_busy);
  add ("mail", test_mail);
  add ("upload", test_upload);
  add ("upload-limits", test_upload_limits);
  add ("profile", test_profile);
  add ("group-names", test_group_names);
  add ("retention", test_retention);
  return g_test_run ();
}
