/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-wire-content.h"
#include "landline-wire-conversation.h"

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define DIGEST     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
test_register (void)
{
  static const char text[] =
      "{\"invite\":\"x7\",\"phone\":\"+15550101\",\"name\":\"Ann\",\"device_name\":\"Laptop\"}";
  g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  landline_rest_parse_register (&request, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request.invite, ==, "x7");
  g_assert_cmpstr (request.phone, ==, "+15550101");
  g_assert_cmpstr (request.name, ==, "Ann");
  g_assert_cmpstr (request.device_name, ==, "Laptop");
  landline_rest_write_register (out, &request);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_register_short (void)
{
  static const char text[] = "{\"phone\":\"101\",\"name\":\"  Ann \",\"invite\":null}";
  g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;
  g_autoptr (GError) error = NULL;

  landline_rest_parse_register (&request, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_null (request.invite);
  g_assert_null (request.device_name);
  g_assert_cmpstr (request.name, ==, "Ann");
}

static void
test_register_bad (void)
{
  static const char *const texts[] = {
    "",
    "[]",
    "{}",
    "{\"phone\":\"101\"}",
    "{\"name\":\"Ann\"}",
    "{\"phone\":\"Ann\",\"name\":\"Ann\"}",
    "{\"phone\":101,\"name\":\"Ann\"}",
    "{\"phone\":\"101\",\"name\":\"\"}",
    "{\"phone\":\"101\",\"name\":\" \\u00a0 \"}",
    "{\"phone\":\"101\",\"name\":\"A\\nnn\"}",
    "{\"phone\":\"101\",\"name\":\"A\\u0085nn\"}",
    "{\"phone\":\"101\",\"name\":\"Ann\",\"device_name\":\"\\u001b[2J\"}",
    "{\"phone\":\"101\",\"name\":\"Ann\",\"name\":\"Bob\"}",
    "{\"phone\":\"101\",\"name\":\"Ann\",\"invite\":5}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_rest_parse_register (&request, texts[i], strlen (texts[i]), &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
      g_assert_null (request.name);
    }
}

static void
test_profile_change (void)
{
  static const char text[] = "{\"name\":\"Ann\",\"about\":\"\",\"avatar\":\"m_7d\","
                             "\"show_online\":\"contacts\",\"show_last_seen\":\"nobody\"}";
  static const char unknown[] = "{\"show_online\":\"friends\"}";
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
  g_auto (LandlineProfileChange) none = LANDLINE_PROFILE_CHANGE_INIT;
  g_auto (LandlineProfileChange) bad = LANDLINE_PROFILE_CHANGE_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  landline_rest_parse_profile_change (&change, text, strlen (text), &error);
  g_assert_no_error (error);
  landline_rest_write_profile_change (out, &change);
  g_assert_cmpstr (out->str, ==, text);

  landline_rest_parse_profile_change (&none, "{}", 2, &error);
  g_assert_no_error (error);
  g_assert_true (none.name == NULL && none.about == NULL && none.avatar == NULL);
  g_assert_cmpint (none.privacy.online, ==, LANDLINE_VISIBILITY_UNSET);
  g_assert_cmpint (none.privacy.last_seen, ==, LANDLINE_VISIBILITY_UNSET);
  g_assert_cmpint (change.privacy.online, ==, LANDLINE_VISIBILITY_CONTACTS);

  g_assert_false (landline_rest_parse_profile_change (&bad, "{\"avatar\":\"x\"}", 14, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_clear_error (&error);
  g_assert_false (landline_rest_parse_profile_change (&bad, unknown, strlen (unknown), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_send (void)
{
  static const char text[] = "{\"sender_id\":\"101\",\"receiver_id\":\"102\",\"type\":\"document\","
                             "\"document\":\"m_7e\",\"text\":\"Read this\"}";
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (LandlineSendRequest) again = NULL;
  g_autoptr (GError) error = NULL;

  request = landline_rest_parse_send (text, strlen (text), NULL, &error);
  g_assert_no_error (error);
  g_assert_true (landline_id_is_message (landline_send_request_get_id (request)));
  g_assert_cmpstr (landline_send_request_get_sender_id (request), ==, "101");
  g_assert_cmpstr (landline_content_get_text (landline_send_request_get_content (request)), ==,
                   "Read this");

  landline_rest_write_send (out, request);
  again = landline_rest_parse_send (out->str, out->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_send_request_get_id (again), ==,
                   landline_send_request_get_id (request));
}

static void
test_ack (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gint64 cursor = 0;

  landline_rest_write_ack (out, 1313);
  g_assert_true (landline_rest_parse_ack (&cursor, out->str, out->len, NULL));
  g_assert_cmpint (cursor, ==, 1313);
  g_assert_false (landline_rest_parse_ack (&cursor, "{\"cursor\":-1}", 13, NULL));
  g_assert_cmpint (cursor, ==, 1313);
}

static void
test_error (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) plain = NULL;
  g_autoptr (GError) empty = NULL;

  landline_rest_write_error (out, LANDLINE_ERROR_RATE, "Too \"fast\".", 1500);
  g_assert_cmpstr (
      out->str, ==,
      "{\"error\":{\"code\":\"rate\",\"message\":\"Too \\\"fast\\\".\",\"retry_after\":1500}}");
  landline_rest_parse_error (out->str, out->len, 429, &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_cmpstr (error->message, ==, "Too \"fast\".");
  g_assert_cmpint (landline_error_get_retry_after (error), ==, 1500);

  landline_rest_parse_error ("<html>", 6, 404, &plain);
  g_assert_error (plain, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  landline_rest_parse_error (NULL, 0, 502, &empty);
  g_assert_error (empty, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  landline_rest_parse_error (NULL, 0, 500, NULL);
}

static void
test_server_info (void)
{
  g_autoptr (LandlineServerInfo) info = landline_server_info_new ("Home \"x\"", "0.1.0",
                                                                  LANDLINE_POLICY_APPROVE,
                                                                  &landline_limits_default, NULL);
  g_autoptr (LandlineServerInfo) again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  landline_rest_write_server_info (out, info);
  again = landline_rest_parse_server_info (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_server_info_get_name (again), ==, "Home \"x\"");
  g_assert_cmpstr (landline_server_info_get_version (again), ==, "0.1.0");
  g_assert_cmpint (landline_server_info_get_policy (again), ==, LANDLINE_POLICY_APPROVE);
  g_assert_cmpmem (landline_server_info_get_limits (again), sizeof (LandlineLimits),
                   &landline_limits_default, sizeof (LandlineLimits));
  g_assert_null (landline_server_info_get_key (again));
}

static void
test_registration (void)
{
  const LandlineRegistration registration = { (char *) "101", (char *) "d_a1", (char *) "secret" };
  g_auto (LandlineRegistration) again = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GString) out = g_string_new (NULL);

  landline_rest_write_registration (out, &registration);
  g_assert_cmpstr (out->str, ==, "{\"user_id\":\"101\",\"device\":\"d_a1\",\"token\":\"secret\"}");
  g_assert_true (landline_rest_parse_registration (&again, out->str, out->len, NULL));
  g_assert_cmpstr (again.user_id, ==, "101");
  g_assert_cmpstr (again.device, ==, "d_a1");
  g_assert_cmpstr (again.token, ==, "secret");
}

static void
test_sent (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  LandlineSent sent, again;

  landline_sent_init (&sent, 0, MESSAGE_ID, "c_9f", 812, 1732430000123, TRUE);
  landline_rest_write_sent (out, &sent);
  g_assert_true (landline_rest_parse_sent (&again, out->str, out->len, NULL));
  g_assert_cmpstr (again.id, ==, MESSAGE_ID);
  g_assert_cmpstr (again.conversation, ==, "c_9f");
  g_assert_cmpint (again.seq, ==, 812);
  g_assert_cmpint (again.time, ==, 1732430000123);
  g_assert_true (again.duplicate);
  g_assert_cmpint (again.cursor, ==, 0);
}

static void
test_media (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  LandlineMediaHit *hit;
  gboolean more = FALSE;
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (list, landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_1", "a \"b\".jpg",
                                             "image/jpeg", 5, DIGEST));
  g_ptr_array_add (list, landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, "m_2", "c.pdf",
                                             "application/pdf", 0, DIGEST));
  g_ptr_array_add (hits, landline_media_hit_new (list->pdata[0]));
  g_ptr_array_add (hits, landline_media_hit_new_sent (list->pdata[1], MESSAGE_ID, "c_1", 7,
                                                      "+15550101", 1732430000000));
  landline_rest_write_media (one, list->pdata[0]);
  media = landline_rest_parse_media (one->str, one->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_media_get_kind (media), ==, LANDLINE_MEDIA_KIND_MEDIA);
  g_assert_cmpstr (landline_media_get_name (media), ==, "a \"b\".jpg");
  g_assert_cmpstr (landline_media_get_sha256 (media), ==, DIGEST);

  landline_rest_write_media_hits (all, hits, TRUE);
  again = landline_rest_parse_media_hits (all->str, all->len, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_true (more);
  hit = again->pdata[0];
  g_assert_null (landline_media_hit_get_message_id (hit));
  g_assert_null (landline_media_hit_get_sender_id (hit));
  hit = again->pdata[1];
  g_assert_cmpint (landline_media_get_kind (landline_media_hit_get_media (hit)), ==,
                   LANDLINE_MEDIA_KIND_DOCUMENT);
  g_assert_cmpstr (landline_media_hit_get_message_id (hit), ==, MESSAGE_ID);
  g_assert_cmpstr (landline_media_hit_get_conversation (hit), ==, "c_1");
  g_assert_cmpint (landline_media_hit_get_seq (hit), ==, 7);
  g_assert_cmpstr (landline_media_hit_get_sender_id (hit), ==, "+15550101");
  g_assert_cmpint (landline_media_hit_get_time (hit), ==, 1732430000000);
}

static void
test_users (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (list, landline_user_new ("+15550101", "Ann", "At sea", "m_1", 5, TRUE));
  g_ptr_array_add (list, landline_user_new ("102", "Bob", NULL, NULL, 0, FALSE));
  landline_rest_write_users (out, list);
  again = landline_rest_parse_users (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_cmpstr (landline_user_get_id (again->pdata[0]), ==, "+15550101");
  g_assert_cmpstr (landline_user_get_about (again->pdata[0]), ==, "At sea");
  g_assert_cmpstr (landline_user_get_avatar (again->pdata[0]), ==, "m_1");
  g_assert_cmpint (landline_user_get_last_seen (again->pdata[0]), ==, 5);
  g_assert_true (landline_user_is_admin (again->pdata[0]));
  g_assert_null (landline_user_get_about (again->pdata[1]));
  g_assert_cmpint (landline_user_get_last_seen (again->pdata[1]), ==, 0);
  g_assert_null (landline_rest_parse_users ("{\"users\":[{}]}", 14, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_user (void)
{
  g_autoptr (LandlineUser) user = landline_user_new ("102", "Bob", NULL, NULL, 0, FALSE);
  g_autoptr (LandlineUser) again = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  landline_rest_write_user (out, user);
  again = landline_rest_parse_user (out->str, out->len, NULL);
  g_assert_cmpstr (landline_user_get_name (again), ==, "Bob");
}

static void
test_conversations (void)
{
  const LandlineMember members[] = { { (char *) "101", (char *) "Ann", LANDLINE_ROLE_ADMIN },
                                     { (char *) "102", NULL, LANDLINE_ROLE_MEMBER } };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) one = g_string_new (NULL);
  g_autoptr (LandlineConversation) same = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (list, landline_conversation_new ("c_1", LANDLINE_CONVERSATION_GROUP, "Walk",
                                                    members, 2, 5, 812));
  landline_rest_write_conversations (out, list);
  again = landline_rest_parse_conversations (out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpstr (landline_conversation_get_name (again->pdata[0]), ==, "Walk");
  g_assert_cmpuint (landline_conversation_get_n_members (again->pdata[0]), ==, 2);
  g_assert_cmpstr (landline_conversation_get_member (again->pdata[0], 0)->name, ==, "Ann");
  g_assert_cmpint (landline_conversation_get_member (again->pdata[0], 0)->role, ==,
                   LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (landline_conversation_get_last_seq (again->pdata[0]), ==, 812);

  landline_rest_write_conversation (one, list->pdata[0]);
  same = landline_rest_parse_conversation (one->str, one->len, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_conversation_get_id (same), ==, "c_1");
}

static void
test_receipts (void)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) again = NULL;

  g_ptr_array_add (list, landline_receipt_new ("c_1", "101", 812, 809));
  g_ptr_array_add (list, landline_receipt_new_at (list->pdata[0], 1732430000000, 1732430005000));
  landline_rest_write_receipts (out, list);
  again = landline_rest_parse_receipts (out->str, out->len, NULL);
  g_assert_cmpuint (again->len, ==, 2);
  g_assert_cmpint (landline_receipt_get_read (again->pdata[0]), ==, 809);
  g_assert_cmpint (landline_receipt_get_read_time (again->pdata[0]), ==, 0);
  g_assert_cmpint (landline_receipt_get_read (again->pdata[1]), ==, 809);
  g_assert_cmpint (landline_receipt_get_delivered_time (again->pdata[1]), ==, 1732430000000);
  g_assert_cmpint (landline_receipt_get_read_time (again->pdata[1]), ==, 1732430005000);
}

static void
test_devices_and_statuses (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("At sea");
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) device_text = g_string_new (NULL);
  g_autoptr (GString) status_text = g_string_new (NULL);
  g_autoptr (GPtrArray) devices_again = NULL;
  g_autoptr (GPtrArray) statuses_again = NULL;

  g_ptr_array_add (devices, landline_device_new ("d_1", "101", "Laptop", 5, 7));
  g_ptr_array_add (statuses,
                   landline_status_new ("s_1", "101", 5, 86400005, content, NULL, 3, FALSE));

  landline_rest_write_devices (device_text, devices);
  devices_again = landline_rest_parse_devices (device_text->str, device_text->len, NULL);
  g_assert_cmpstr (landline_device_get_name (devices_again->pdata[0]), ==, "Laptop");

  landline_rest_write_statuses (status_text, statuses);
  statuses_again = landline_rest_parse_statuses (status_text->str, status_text->len, NULL);
  g_assert_cmpuint (landline_status_get_n_views (statuses_again->pdata[0]), ==, 3);
  g_assert_cmpstr (landline_content_get_text (
                       landline_status_get_content (statuses_again->pdata[0])),
                   ==, "At sea");
}

static LandlineMessageRow
row_of (LandlineContent *content, gint64 seq)
{
  GBytes *encoded = landline_wire_content_get_encoded (content);

  return (LandlineMessageRow) { .id = MESSAGE_ID,
                                .sender_id = "101",
                                .conversation = "c_9f",
                                .seq = seq,
                                .time = 5,
                                .content = g_bytes_get_data (encoded, NULL),
                                .content_length = g_bytes_get_size (encoded) };
}

static void
test_messages (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Hello");
  LandlineMessageRow newer = row_of (content, 2), older = row_of (content, 1);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) empty = g_string_new (NULL);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  landline_rest_begin_messages (out);
  landline_rest_add_message (out, &newer);
  landline_rest_add_message (out, &older);
  landline_rest_end_messages (out, TRUE);
  messages = landline_rest_parse_messages (out->str, out->len, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (messages->len, ==, 2);
  g_assert_cmpint (landline_message_get_seq (messages->pdata[0]), ==, 2);
  g_assert_true (more);

  landline_rest_begin_messages (empty);
  landline_rest_end_messages (empty, FALSE);
  none = landline_rest_parse_messages (empty->str, empty->len, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (more);
}

static void
test_events (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Hello");
  g_autoptr (LandlineConversation) conversation =
      landline_conversation_new ("c_1", LANDLINE_CONVERSATION_GROUP, "Walk", NULL, 0, 5, 0);
  g_autoptr (LandlineEvent) created = landline_event_new_conversation (4, conversation, "created",
                                                                       "101");
  LandlineMessageRow row = row_of (content, 812);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;
  gint64 cursor = 0;
  LandlineSent sent;

  landline_sent_init (&sent, 2, MESSAGE_ID, "c_9f", 813, 6, FALSE);
  landline_rest_begin_events (out);
  landline_rest_add_event_message (out, 1, &row);
  landline_rest_add_event_sent (out, &sent);
  landline_rest_add_event_receipt (out, 3, "c_9f", "102", 812, 1);
  landline_rest_add_event (out, created);
  landline_rest_end_events (out, 4, FALSE);

  events = landline_rest_parse_events (out->str, out->len, &cursor, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cursor, ==, 4);
  g_assert_false (more);
  g_assert_cmpuint (events->len, ==, 4);
  g_assert_cmpint (landline_message_get_seq (landline_event_get_message (events->pdata[0])), ==,
                   812);
  g_assert_cmpint (landline_event_get_sent (events->pdata[1])->seq, ==, 813);
  g_assert_cmpint (landline_event_get_sent (events->pdata[1])->cursor, ==, 2);
  g_assert_cmpint (landline_receipt_get_read (landline_event_get_receipt (events->pdata[2])), ==,
                   1);
  g_assert_cmpstr (landline_event_get_change (events->pdata[3]), ==, "created");
}

/* The stored form of a content: made once, read back to the same, and kept as it is where it is not
 * known. */
static void
test_content_encoded (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Hello \"you\"");
  g_autoptr (LandlineContent) again = NULL;
  g_autoptr (LandlineContent) later = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *encoded = landline_wire_content_get_encoded (content);
  static const char poll[] = "\"type\":\"poll\",\"poll\":{}";

  g_assert_true (landline_wire_content_get_encoded (content) == encoded);
  g_assert_cmpmem (g_bytes_get_data (encoded, NULL), g_bytes_get_size (encoded),
                   "\"type\":\"text\",\"text\":\"Hello \\\"you\\\"\"", 36);
  again = landline_wire_content_new_from_encoded (encoded, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_content_get_text (again), ==, "Hello \"you\"");
  g_assert_true (landline_wire_content_get_encoded (again) == encoded);

  later = landline_wire_content_new_from_data (poll, strlen (poll), &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_content_get_content_type (later), ==, LANDLINE_CONTENT_UNSUPPORTED);
  g_assert_cmpmem (g_bytes_get_data (landline_wire_content_get_encoded (later), NULL),
                   strlen (poll), poll, strlen (poll));

  g_assert_null (landline_wire_content_new_from_data ("\"type\":\"text\"", 13, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
}

static gpointer
encode (gpointer content)
{
  return landline_wire_content_get_encoded (content);
}

static void
test_content_encoded_by_threads (void)
{
  for (guint round = 0; round < 50; round++)
    {
      LandlineContent *content = landline_content_new_text ("Hello");
      GThread *threads[4];
      GBytes *first;

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("encode", encode, content);
      first = g_thread_join (threads[0]);
      for (guint i = 1; i < G_N_ELEMENTS (threads); i++)
        g_assert_true (g_thread_join (threads[i]) == first);

      g_assert_finalize_object (content);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/rest/register", test_register);
  g_test_add_func ("/model/rest/register-short", test_register_short);
  g_test_add_func ("/model/rest/register-bad", test_register_bad);
  g_test_add_func ("/model/rest/profile-change", test_profile_change);
  g_test_add_func ("/model/rest/send", test_send);
  g_test_add_func ("/model/rest/ack", test_ack);
  g_test_add_func ("/model/rest/error", test_error);
  g_test_add_func ("/model/rest/server-info", test_server_info);
  g_test_add_func ("/model/rest/registration", test_registration);
  g_test_add_func ("/model/rest/sent", test_sent);
  g_test_add_func ("/model/rest/media", test_media);
  g_test_add_func ("/model/rest/users", test_users);
  g_test_add_func ("/model/rest/user", test_user);
  g_test_add_func ("/model/rest/conversations", test_conversations);
  g_test_add_func ("/model/rest/receipts", test_receipts);
  g_test_add_func ("/model/rest/devices-and-statuses", test_devices_and_statuses);
  g_test_add_func ("/model/rest/messages", test_messages);
  g_test_add_func ("/model/rest/events", test_events);
  g_test_add_func ("/model/content/encoded", test_content_encoded);
  g_test_add_func ("/model/content/encoded-by-threads", test_content_encoded_by_threads);

  return g_test_run ();
}
