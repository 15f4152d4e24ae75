/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-device.h"
#include "landline-event.h"
#include "landline-id.h"
#include "landline-send-request.h"
#include "landline-server-info.h"
#include "landline-status.h"
#include "landline-user.h"

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define DIGEST     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
assert_string_property (gpointer object, const char *name, const char *expected)
{
  g_autofree char *value = NULL;

  g_object_get (object, name, &value, NULL);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_integer_property (gpointer object, const char *name, gint64 expected)
{
  gint64 value = -1;

  g_object_get (object, name, &value, NULL);
  g_assert_cmpint (value, ==, expected);
}

static void
test_user (void)
{
  LandlineUser *user = landline_user_new ("+15550101", "Ann", "At sea", "m_7d", 5, TRUE);
  LandlineUser *bare = landline_user_new ("101", "Bob", NULL, NULL, 0, FALSE);
  gboolean is_admin = FALSE;

  g_assert_cmpstr (landline_user_get_id (user), ==, "+15550101");
  g_assert_cmpstr (landline_user_get_name (user), ==, "Ann");
  g_assert_cmpstr (landline_user_get_about (user), ==, "At sea");
  g_assert_cmpstr (landline_user_get_avatar (user), ==, "m_7d");
  g_assert_cmpint (landline_user_get_last_seen (user), ==, 5);
  g_assert_true (landline_user_is_admin (user));
  assert_string_property (user, "id", "+15550101");
  assert_string_property (user, "name", "Ann");
  assert_string_property (user, "about", "At sea");
  assert_string_property (user, "avatar", "m_7d");
  assert_integer_property (user, "last-seen", 5);
  g_object_get (user, "is-admin", &is_admin, NULL);
  g_assert_true (is_admin);

  g_assert_null (landline_user_get_about (bare));
  g_assert_null (landline_user_get_avatar (bare));
  g_assert_false (landline_user_is_admin (bare));
  g_assert_false (landline_user_is_former (user));
  g_assert_null (landline_user_get_was (user));

  g_assert_finalize_object (user);
  g_assert_finalize_object (bare);
}

static void
test_device (void)
{
  LandlineDevice *device = landline_device_new ("d_a1", "101", "Laptop", 5, 7);

  g_assert_cmpstr (landline_device_get_id (device), ==, "d_a1");
  g_assert_cmpstr (landline_device_get_user_id (device), ==, "101");
  g_assert_cmpstr (landline_device_get_name (device), ==, "Laptop");
  g_assert_cmpint (landline_device_get_created (device), ==, 5);
  g_assert_cmpint (landline_device_get_last_seen (device), ==, 7);
  assert_string_property (device, "id", "d_a1");
  assert_string_property (device, "name", "Laptop");
  assert_integer_property (device, "last-seen", 7);

  g_assert_finalize_object (device);
}

static void
test_conversation_direct (void)
{
  const LandlineMember members[] = { { "101", "Ann", LANDLINE_ROLE_MEMBER }, { "102", NULL, 0 } };
  LandlineConversation *conversation = landline_conversation_new ("c_9f",
                                                                  LANDLINE_CONVERSATION_DIRECT,
                                                                  NULL, members,
                                                                  G_N_ELEMENTS (members), 5, 812);

  g_assert_cmpstr (landline_conversation_get_id (conversation), ==, "c_9f");
  g_assert_cmpint (landline_conversation_get_kind (conversation), ==, LANDLINE_CONVERSATION_DIRECT);
  g_assert_null (landline_conversation_get_name (conversation));
  g_assert_cmpuint (landline_conversation_get_n_members (conversation), ==, 2);
  g_assert_cmpstr (landline_conversation_get_member (conversation, 0)->name, ==, "Ann");
  g_assert_true (landline_conversation_get_member (conversation, 0)->user_id != members[0].user_id);
  g_assert_null (landline_conversation_get_member (conversation, 1)->name);
  g_assert_cmpstr (landline_conversation_get_other (conversation, "101"), ==, "102");
  g_assert_cmpstr (landline_conversation_get_other (conversation, "102"), ==, "101");
  g_assert_nonnull (landline_conversation_find_member (conversation, "102"));
  g_assert_null (landline_conversation_find_member (conversation, "103"));
  g_assert_cmpint (landline_conversation_get_created (conversation), ==, 5);
  g_assert_cmpint (landline_conversation_get_last_seq (conversation), ==, 812);
  assert_string_property (conversation, "id", "c_9f");
  assert_string_property (conversation, "name", NULL);
  assert_integer_property (conversation, "last-seq", 812);

  g_assert_finalize_object (conversation);
}

static void
test_conversation_with_oneself (void)
{
  const LandlineMember members[] = { { "101", "Ann", LANDLINE_ROLE_MEMBER } };
  LandlineConversation *conversation = landline_conversation_new ("c_9f",
                                                                  LANDLINE_CONVERSATION_DIRECT,
                                                                  NULL, members, 1, 5, 0);

  g_assert_cmpstr (landline_conversation_get_other (conversation, "101"), ==, "101");
  g_assert_finalize_object (conversation);
}

static void
test_conversation_group (void)
{
  const LandlineMember members[] = { { "101", "Ann", LANDLINE_ROLE_ADMIN },
                                     { "102", "Bob", LANDLINE_ROLE_MEMBER },
                                     { "103", "Cem", LANDLINE_ROLE_MEMBER } };
  LandlineConversation *group = landline_conversation_new ("c_9f", LANDLINE_CONVERSATION_GROUP,
                                                           "Harbour walk", members, 3, 5, 0);
  LandlineConversation *empty = landline_conversation_new ("c_9e", LANDLINE_CONVERSATION_GROUP,
                                                           "Nobody", NULL, 0, 5, 0);

  assert_string_property (group, "name", "Harbour walk");
  g_assert_null (landline_conversation_get_other (group, "101"));
  g_assert_cmpint (landline_conversation_find_member (group, "101")->role, ==, LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (landline_conversation_find_member (group, "103")->role, ==,
                   LANDLINE_ROLE_MEMBER);
  g_assert_cmpuint (landline_conversation_get_n_members (empty), ==, 0);

  g_assert_finalize_object (group);
  g_assert_finalize_object (empty);
}

static void
test_media (void)
{
  g_autoptr (GBytes) thumbnail = g_bytes_new_static ("jpeg", 4);
  LandlineMedia *media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_7d", "harbour.jpg",
                                             "image/jpeg", 48213, DIGEST);
  LandlineMedia *reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_MEDIA, "m_7d");
  LandlineMedia *sent = landline_media_new_with_preview (reference, 1600, 1200, 7, thumbnail);
  LandlineMedia *whole = landline_media_new_completed (sent, media);
  guint64 size = 0;

  g_assert_false (landline_media_is_reference (media));
  g_assert_true (landline_media_is_reference (reference));
  g_assert_true (landline_media_is_reference (sent));
  g_assert_null (landline_media_get_name (reference));
  g_assert_null (landline_media_get_thumbnail (media));

  g_assert_false (landline_media_is_reference (whole));
  g_assert_cmpint (landline_media_get_kind (whole), ==, LANDLINE_MEDIA_KIND_MEDIA);
  g_assert_cmpstr (landline_media_get_id (whole), ==, "m_7d");
  g_assert_cmpstr (landline_media_get_name (whole), ==, "harbour.jpg");
  g_assert_cmpstr (landline_media_get_content_type (whole), ==, "image/jpeg");
  g_assert_cmpuint (landline_media_get_size (whole), ==, 48213);
  g_assert_cmpstr (landline_media_get_sha256 (whole), ==, DIGEST);
  g_assert_cmpuint (landline_media_get_width (whole), ==, 1600);
  g_assert_cmpuint (landline_media_get_height (whole), ==, 1200);
  g_assert_cmpint (landline_media_get_duration (whole), ==, 7);
  g_assert_true (landline_media_get_thumbnail (whole) == thumbnail);
  assert_string_property (whole, "id", "m_7d");
  assert_string_property (whole, "name", "harbour.jpg");
  assert_string_property (whole, "content-type", "image/jpeg");
  g_object_get (whole, "size", &size, NULL);
  g_assert_cmpuint (size, ==, 48213);

  g_assert_finalize_object (media);
  g_assert_finalize_object (reference);
  g_assert_finalize_object (sent);
  g_assert_finalize_object (whole);
}

static void
test_content_kinds (void)
{
  static const char *const phones[] = { "103", "+1 555 0103", NULL };
  g_autoptr (LandlineMedia) picture = landline_media_new_reference (LANDLINE_MEDIA_KIND_MEDIA,
                                                                    "m_7d");
  g_autoptr (LandlineMedia) paper = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                                                  "m_7e");
  LandlineContent *text = landline_content_new_text ("Hello");
  LandlineContent *media = landline_content_new_media (picture, "The harbour");
  LandlineContent *document = landline_content_new_media (paper, "");
  LandlineContent *location = landline_content_new_location (48.1, 11.5, "Marienplatz");
  LandlineContent *contact = landline_content_new_contact ("Ann", phones);
  double latitude = 0, longitude = 0;

  g_assert_cmpint (landline_content_get_content_type (text), ==, LANDLINE_CONTENT_TEXT);
  g_assert_cmpstr (landline_content_get_text (text), ==, "Hello");
  g_assert_null (landline_content_get_media (text));
  g_assert_false (landline_content_get_location (text, &latitude, &longitude));
  g_assert_cmpfloat (latitude, ==, 0);

  g_assert_cmpint (landline_content_get_content_type (media), ==, LANDLINE_CONTENT_MEDIA);
  g_assert_cmpstr (landline_content_get_text (media), ==, "The harbour");
  g_assert_true (landline_content_get_media (media) == picture);
  g_assert_cmpint (landline_content_get_content_type (document), ==, LANDLINE_CONTENT_DOCUMENT);
  g_assert_null (landline_content_get_text (document));

  g_assert_cmpint (landline_content_get_content_type (location), ==, LANDLINE_CONTENT_LOCATION);
  g_assert_true (landline_content_get_location (location, &latitude, &longitude));
  g_assert_cmpfloat (latitude, ==, 48.1);
  g_assert_cmpfloat (longitude, ==, 11.5);
  g_assert_cmpstr (landline_content_get_name (location), ==, "Marienplatz");

  g_assert_cmpint (landline_content_get_content_type (contact), ==, LANDLINE_CONTENT_CONTACT);
  g_assert_cmpstr (landline_content_get_name (contact), ==, "Ann");
  g_assert_true (g_strv_equal (landline_content_get_phones (contact), phones));

  g_assert_finalize_object (text);
  g_assert_finalize_object (media);
  g_assert_finalize_object (document);
  g_assert_finalize_object (location);
  g_assert_finalize_object (contact);
}

static void
test_message (void)
{
  LandlineContent *content = landline_content_new_text ("Hello");
  LandlineMessage *message = landline_message_new (MESSAGE_ID, "101", "c_9f", 812, 1732430000123,
                                                   content, NULL);
  g_autoptr (LandlineContent) bound = NULL;

  g_assert_cmpstr (landline_message_get_id (message), ==, MESSAGE_ID);
  g_assert_cmpstr (landline_message_get_sender_id (message), ==, "101");
  g_assert_cmpstr (landline_message_get_conversation (message), ==, "c_9f");
  g_assert_cmpint (landline_message_get_seq (message), ==, 812);
  g_assert_cmpint (landline_message_get_time (message), ==, 1732430000123);
  g_assert_true (landline_message_get_content (message) == content);
  g_assert_null (landline_message_get_reply_to (message));
  assert_string_property (message, "id", MESSAGE_ID);
  assert_string_property (message, "sender-id", "101");
  assert_string_property (message, "conversation", "c_9f");
  assert_string_property (message, "reply-to", NULL);
  assert_integer_property (message, "seq", 812);
  assert_integer_property (message, "time", 1732430000123);
  g_object_get (message, "content", &bound, NULL);
  g_assert_true (bound == content);
  g_clear_object (&bound);

  g_assert_finalize_object (message);
  g_assert_finalize_object (content);
}

static void
test_send_request (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Hello");
  g_autoptr (LandlineContent) other = landline_content_new_text ("Hello again");
  LandlineSendRequest *request = landline_send_request_new (NULL, "102", NULL, content, MESSAGE_ID);
  LandlineSendRequest *given = landline_send_request_new (MESSAGE_ID, "c_9f", "101", content, NULL);
  LandlineSendRequest *changed = landline_send_request_new_with_content (given, other);

  g_assert_true (landline_id_is_message (landline_send_request_get_id (request)));
  g_assert_cmpstr (landline_send_request_get_receiver_id (request), ==, "102");
  g_assert_null (landline_send_request_get_sender_id (request));
  g_assert_cmpstr (landline_send_request_get_reply_to (request), ==, MESSAGE_ID);
  g_assert_true (landline_send_request_get_content (request) == content);

  g_assert_cmpstr (landline_send_request_get_id (changed), ==, MESSAGE_ID);
  g_assert_cmpstr (landline_send_request_get_receiver_id (changed), ==, "c_9f");
  g_assert_cmpstr (landline_send_request_get_sender_id (changed), ==, "101");
  g_assert_true (landline_send_request_get_content (changed) == other);

  g_assert_finalize_object (request);
  g_assert_finalize_object (given);
  g_assert_finalize_object (changed);
}

static void
test_receipt (void)
{
  LandlineReceipt *receipt = landline_receipt_new ("c_9f", "101", 812, 809);

  g_assert_cmpstr (landline_receipt_get_conversation (receipt), ==, "c_9f");
  g_assert_cmpstr (landline_receipt_get_user_id (receipt), ==, "101");
  g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, 812);
  g_assert_cmpint (landline_receipt_get_read (receipt), ==, 809);
  g_assert_finalize_object (receipt);
}

static void
test_status (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("At sea");
  LandlineStatus *status = landline_status_new ("s_1", "101", 5, 86400005, content, NULL, 3, FALSE);

  g_assert_cmpstr (landline_status_get_id (status), ==, "s_1");
  g_assert_cmpstr (landline_status_get_user_id (status), ==, "101");
  g_assert_cmpint (landline_status_get_time (status), ==, 5);
  g_assert_cmpint (landline_status_get_expires (status), ==, 86400005);
  g_assert_true (landline_status_get_content (status) == content);
  g_assert_cmpuint (landline_status_get_n_views (status), ==, 3);
  g_assert_finalize_object (status);
}

static void
test_event (void)
{
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new ("c_9f", "101", 812, 809);
  LandlineEvent *moved = landline_event_new_receipt (1313, receipt);
  LandlineEvent *later = landline_event_new_unsupported (1314);
  LandlineEvent *taken;
  LandlineSent sent;

  landline_sent_init (&sent, 1315, MESSAGE_ID, "c_9f", 812, 5, TRUE);
  taken = landline_event_new_sent (&sent);

  g_assert_cmpint (landline_event_get_kind (moved), ==, LANDLINE_EVENT_RECEIPT);
  g_assert_cmpint (landline_event_get_cursor (moved), ==, 1313);
  g_assert_true (landline_event_get_receipt (moved) == receipt);
  g_assert_null (landline_event_get_message (moved));
  g_assert_null (landline_event_get_conversation (moved));
  g_assert_null (landline_event_get_sent (moved));

  g_assert_cmpint (landline_event_get_kind (later), ==, LANDLINE_EVENT_UNSUPPORTED);
  g_assert_null (landline_event_get_receipt (later));

  g_assert_cmpint (landline_event_get_cursor (taken), ==, 1315);
  g_assert_cmpstr (landline_event_get_sent (taken)->id, ==, MESSAGE_ID);
  g_assert_cmpstr (landline_event_get_sent (taken)->conversation, ==, "c_9f");
  g_assert_true (landline_event_get_sent (taken)->duplicate);

  g_assert_finalize_object (moved);
  g_assert_finalize_object (later);
  g_assert_finalize_object (taken);
}

static void
test_event_conversation (void)
{
  g_autoptr (LandlineConversation) conversation =
      landline_conversation_new ("c_9f", LANDLINE_CONVERSATION_GROUP, "Walk", NULL, 0, 5, 0);
  LandlineEvent *event = landline_event_new_conversation (7, conversation, "renamed", "101");

  g_assert_true (landline_event_get_conversation (event) == conversation);
  g_assert_cmpstr (landline_event_get_change (event), ==, "renamed");
  g_assert_cmpstr (landline_event_get_by (event), ==, "101");
  g_assert_finalize_object (event);
}

static void
test_server_info (void)
{
  LandlineServerInfo *info = landline_server_info_new ("Home", "0.1.0", LANDLINE_POLICY_OPEN,
                                                       &landline_limits_default, "sha256-x");

  g_assert_cmpstr (landline_server_info_get_name (info), ==, "Home");
  g_assert_cmpstr (landline_server_info_get_version (info), ==, "0.1.0");
  g_assert_cmpint (landline_server_info_get_policy (info), ==, LANDLINE_POLICY_OPEN);
  g_assert_cmpuint (landline_server_info_get_limits (info)->text, ==, LANDLINE_LIMIT_TEXT);
  g_assert_cmpuint (landline_server_info_get_limits (info)->document, ==, 104857600);
  g_assert_cmpstr (landline_server_info_get_key (info), ==, "sha256-x");
  g_assert_finalize_object (info);
}

static void
test_names (void)
{
  LandlineConversationKind conversation;
  LandlineContentType content;
  LandlineMediaKind media;
  LandlinePolicy policy;
  LandlineRole role;

  for (int i = 0; i < 2; i++)
    {
      g_assert_true (landline_role_from_string (landline_role_to_string (i), &role));
      g_assert_cmpint (role, ==, i);
      g_assert_true (landline_media_kind_from_string (landline_media_kind_to_string (i), &media));
      g_assert_cmpint (media, ==, i);
      g_assert_true (
          landline_conversation_kind_from_string (landline_conversation_kind_to_string (i),
                                                  &conversation));
      g_assert_cmpint (conversation, ==, i);
    }
  for (int i = 0; i < 3; i++)
    {
      g_assert_true (landline_policy_from_string (landline_policy_to_string (i), &policy));
      g_assert_cmpint (policy, ==, i);
    }
  for (int i = 0; i < LANDLINE_CONTENT_UNSUPPORTED; i++)
    {
      g_assert_true (
          landline_content_type_from_string (landline_content_type_to_string (i), &content));
      g_assert_cmpint (content, ==, i);
    }

  g_assert_false (landline_role_from_string ("owner", &role));
  g_assert_false (landline_media_kind_from_string ("Media", &media));
  g_assert_false (landline_conversation_kind_from_string ("", &conversation));
  g_assert_false (landline_policy_from_string (NULL, &policy));
  g_assert_false (landline_content_type_from_string ("poll", &content));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/user", test_user);
  g_test_add_func ("/model/device", test_device);
  g_test_add_func ("/model/conversation/direct", test_conversation_direct);
  g_test_add_func ("/model/conversation/with-oneself", test_conversation_with_oneself);
  g_test_add_func ("/model/conversation/group", test_conversation_group);
  g_test_add_func ("/model/media", test_media);
  g_test_add_func ("/model/content/kinds", test_content_kinds);
  g_test_add_func ("/model/message", test_message);
  g_test_add_func ("/model/send-request", test_send_request);
  g_test_add_func ("/model/receipt", test_receipt);
  g_test_add_func ("/model/status", test_status);
  g_test_add_func ("/model/event", test_event);
  g_test_add_func ("/model/event/conversation", test_event_conversation);
  g_test_add_func ("/model/server-info", test_server_info);
  g_test_add_func ("/model/names", test_names);

  return g_test_run ();
}
