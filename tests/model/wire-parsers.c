/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "wire-parsers.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-text.h"
#include "landline-wire-action.h"
#include "landline-wire-content.h"
#include "landline-wire-conversation.h"

/* What no parser writes: an out-parameter that is still this was left alone. */
#define UNTOUCHED 0x5a5a5a5a

static void
check_string (const char *string, gsize limit)
{
  g_assert_nonnull (string);
  g_assert_cmpuint (strlen (string), <=, limit);
  g_assert_true (g_utf8_validate (string, -1, NULL));
}

static void
check_optional_string (const char *string, gsize limit)
{
  if (string != NULL)
    check_string (string, limit);
}

static void
check_range (gint64 number, gint64 minimum, gint64 maximum)
{
  g_assert_cmpint (number, >=, minimum);
  g_assert_cmpint (number, <=, maximum);
}

static void
check_time (gint64 time)
{
  check_range (time, 0, LANDLINE_LIMIT_INTEGER);
}

static void
check_media (LandlineMedia *media, gboolean is_reference)
{
  GBytes *thumbnail = landline_media_get_thumbnail (media);

  g_assert_true (landline_id_is_prefixed (landline_media_get_id (media), LANDLINE_ID_MEDIA));
  g_assert_cmpint (landline_media_is_reference (media), ==, is_reference);
  check_range (landline_media_get_width (media), 0, LANDLINE_LIMIT_PIXELS_SIDE);
  check_range (landline_media_get_height (media), 0, LANDLINE_LIMIT_PIXELS_SIDE);
  check_time (landline_media_get_duration (media));
  if (thumbnail != NULL)
    check_range (g_bytes_get_size (thumbnail), 1, LANDLINE_LIMIT_THUMBNAIL);
  if (is_reference)
    return;

  check_string (landline_media_get_name (media), LANDLINE_LIMIT_FILE_NAME);
  check_string (landline_media_get_content_type (media), LANDLINE_LIMIT_CONTENT_TYPE);
  check_time ((gint64) landline_media_get_size (media));
  g_assert_cmpuint (strlen (landline_media_get_sha256 (media)), ==, 64);
}

static void
check_phones (const char *const *phones)
{
  g_assert_cmpuint (g_strv_length ((char **) phones), <=, LANDLINE_LIMIT_PHONES);
  for (guint i = 0; phones[i] != NULL; i++)
    check_string (phones[i], LANDLINE_LIMIT_PHONE);
}

static void
check_users (const char *const *users, guint limit)
{
  if (users == NULL)
    return;

  check_range (g_strv_length ((char **) users), 1, limit);
  for (guint i = 0; users[i] != NULL; i++)
    g_assert_true (landline_id_is_user (users[i]));
}

static void
check_traits (LandlineContent *content, gboolean is_sent)
{
  check_users (landline_content_get_mentions (content), LANDLINE_LIMIT_MENTIONS);
  check_time (landline_content_get_expires (content));
  g_assert_true (!is_sent ||
                 landline_limits_allow_expires (landline_content_get_expires (content)));
}

static void
check_content (LandlineContent *content, gboolean is_sent)
{
  gsize text_limit = is_sent ? LANDLINE_LIMIT_TEXT : LANDLINE_LIMIT_FRAME;
  LandlineContentType type = landline_content_get_content_type (content);
  double latitude = 0, longitude = 0;

  g_assert_true (type != LANDLINE_CONTENT_UNSUPPORTED || !is_sent);
  check_optional_string (landline_content_get_text (content), text_limit);
  check_optional_string (landline_content_get_name (content), LANDLINE_LIMIT_NAME);
  g_assert_cmpint (landline_content_get_media (content) != NULL, ==,
                   type == LANDLINE_CONTENT_MEDIA || type == LANDLINE_CONTENT_DOCUMENT);
  g_assert_cmpint (landline_content_get_location (content, &latitude, &longitude), ==,
                   type == LANDLINE_CONTENT_LOCATION);
  g_assert_true (latitude >= -90 && latitude <= 90);
  g_assert_true (longitude >= -180 && longitude <= 180);
  if (type == LANDLINE_CONTENT_TEXT)
    g_assert_cmpstr (landline_content_get_text (content), !=, "");
  if (landline_content_get_media (content) != NULL)
    check_media (landline_content_get_media (content), is_sent);
  if (type == LANDLINE_CONTENT_CONTACT)
    check_phones (landline_content_get_phones (content));
  check_traits (content, is_sent);
  if (is_sent)
    check_range (g_bytes_get_size (landline_wire_content_get_encoded (content)), 1,
                 LANDLINE_LIMIT_CONTENT);
}

static void
check_request (LandlineSendRequest *request)
{
  const char *sender_id = landline_send_request_get_sender_id (request);
  const char *reply_to = landline_send_request_get_reply_to (request);

  g_assert_true (landline_id_is_message (landline_send_request_get_id (request)));
  g_assert_true (landline_id_is_receiver (landline_send_request_get_receiver_id (request)));
  g_assert_true (sender_id == NULL || landline_id_is_user (sender_id));
  g_assert_true (reply_to == NULL || landline_id_is_message (reply_to));
  check_content (landline_send_request_get_content (request), TRUE);
}

static void
check_sent (const LandlineSent *sent)
{
  check_time (sent->cursor);
  g_assert_true (landline_id_is_message (sent->id));
  g_assert_true (landline_id_is_prefixed (sent->conversation, LANDLINE_ID_CONVERSATION));
  check_range (sent->seq, 1, LANDLINE_LIMIT_INTEGER);
  check_time (sent->time);
}

static void
check_done (const LandlineDone *done)
{
  check_time (done->cursor);
  g_assert_true (landline_id_is_message (done->id));
  g_assert_true (*done->conversation == '\0' ||
                 landline_id_is_prefixed (done->conversation, LANDLINE_ID_CONVERSATION));
  check_range (done->version, 1, LANDLINE_LIMIT_INTEGER);
  check_time (done->time);
}

static void
check_action (LandlineAction *action, gboolean is_sent)
{
  LandlineActionKind kind = landline_action_get_kind (action);
  const char *emoji = landline_action_get_emoji (action);
  const char *text = landline_action_get_text (action);

  g_assert_true (landline_id_is_message (landline_action_get_id (action)));
  g_assert_true (landline_id_is_message (landline_action_get_message (action)));
  g_assert_true (landline_id_is_prefixed (landline_action_get_conversation (action),
                                          LANDLINE_ID_CONVERSATION));
  g_assert_cmpint (emoji != NULL, ==, kind == LANDLINE_ACTION_REACT);
  g_assert_cmpint (text != NULL, ==, kind == LANDLINE_ACTION_EDIT);
  check_optional_string (emoji, LANDLINE_LIMIT_EMOJI);
  check_optional_string (text, is_sent ? LANDLINE_LIMIT_TEXT : LANDLINE_LIMIT_FRAME);
  g_assert_true (!is_sent || emoji == NULL || *emoji == '\0' || landline_text_is_emoji (emoji));
  check_users (landline_action_get_mentions (action), LANDLINE_LIMIT_MENTIONS);
  g_assert_cmpint (landline_action_get_user_id (action) != NULL, ==,
                   landline_action_get_version (action) > 0);
  g_assert_true (!is_sent || landline_action_get_user_id (action) == NULL);
  check_time (landline_action_get_time (action));
  check_time (landline_action_get_version (action));
}

static void
check_note (gpointer object)
{
  LandlineNote *note = LANDLINE_NOTE (object);

  g_assert_true (landline_note_is_key (landline_note_get_key (note)));
  check_string (landline_note_get_key (note), LANDLINE_LIMIT_NOTE_KEY);
  check_string (landline_note_get_value (note), LANDLINE_LIMIT_NOTE_VALUE);
  check_range (landline_note_get_kind (note), 0, LANDLINE_NOTE_UNSUPPORTED);
  check_time (landline_note_get_time (note));
  check_time (landline_note_get_version (note));
}

static void
check_state (const LandlineMessageState *state)
{
  check_time (state->version);
  check_time (state->edited);
  check_range (state->n_reactions, 0, LANDLINE_LIMIT_REACTIONS);
  for (guint i = 0; i < state->n_reactions; i++)
    {
      check_string (state->reactions[i].emoji, LANDLINE_LIMIT_EMOJI);
      g_assert_true (landline_id_is_user (state->reactions[i].user_id));
    }
}

static void
check_message (gpointer object)
{
  LandlineMessage *message = LANDLINE_MESSAGE (object);
  const char *reply_to = landline_message_get_reply_to (message);

  g_assert_true (landline_id_is_message (landline_message_get_id (message)));
  g_assert_true (landline_id_is_user (landline_message_get_sender_id (message)));
  g_assert_true (landline_id_is_prefixed (landline_message_get_conversation (message),
                                          LANDLINE_ID_CONVERSATION));
  g_assert_true (reply_to == NULL || landline_id_is_message (reply_to));
  check_range (landline_message_get_seq (message), 1, LANDLINE_LIMIT_INTEGER);
  check_time (landline_message_get_time (message));
  check_content (landline_message_get_content (message), FALSE);
  check_state (landline_message_get_state (message));
  if (landline_message_get_state (message)->is_deleted)
    g_assert_cmpuint (g_bytes_get_size (landline_wire_content_get_encoded (
                          landline_message_get_content (message))),
                      ==, 0);
}

static void
check_settings (const LandlineSettings *settings)
{
  check_optional_string (settings->description, LANDLINE_LIMIT_DESCRIPTION);
  g_assert_true (settings->picture == NULL ||
                 landline_id_is_prefixed (settings->picture, LANDLINE_ID_MEDIA));
  check_range (settings->who_may_send, LANDLINE_PERMIT_ALL, LANDLINE_PERMIT_ADMINS);
  check_range (settings->who_may_edit, LANDLINE_PERMIT_ALL, LANDLINE_PERMIT_ADMINS);
  check_range (settings->history, LANDLINE_HISTORY_NONE, LANDLINE_HISTORY_ALL);
  check_time (settings->disappear);
}

static void
check_conversation (gpointer object)
{
  LandlineConversation *conversation = LANDLINE_CONVERSATION (object);

  g_assert_true (landline_id_is_prefixed (landline_conversation_get_id (conversation),
                                          LANDLINE_ID_CONVERSATION));
  check_optional_string (landline_conversation_get_name (conversation), LANDLINE_LIMIT_NAME);
  check_range (landline_conversation_get_n_members (conversation), 0, LANDLINE_LIMIT_MEMBERS);
  for (guint i = 0; i < landline_conversation_get_n_members (conversation); i++)
    {
      const LandlineMember *member = landline_conversation_get_member (conversation, i);

      g_assert_true (landline_id_is_user (member->user_id));
      check_optional_string (member->name, LANDLINE_LIMIT_NAME);
      check_range (member->role, LANDLINE_ROLE_MEMBER, LANDLINE_ROLE_ADMIN);
    }
  check_settings (landline_conversation_get_settings (conversation));
  check_time (landline_conversation_get_created (conversation));
  check_time (landline_conversation_get_last_seq (conversation));
}

static void
check_receipt (gpointer object)
{
  LandlineReceipt *receipt = LANDLINE_RECEIPT (object);

  g_assert_true (landline_id_is_prefixed (landline_receipt_get_conversation (receipt),
                                          LANDLINE_ID_CONVERSATION));
  g_assert_true (landline_id_is_user (landline_receipt_get_user_id (receipt)));
  check_time (landline_receipt_get_delivered (receipt));
  check_range (landline_receipt_get_read (receipt), 0, landline_receipt_get_delivered (receipt));
}

static void
check_status (gpointer object)
{
  LandlineStatus *status = LANDLINE_STATUS (object);

  g_assert_true (landline_id_is_prefixed (landline_status_get_id (status), LANDLINE_ID_STATUS));
  g_assert_true (landline_id_is_user (landline_status_get_user_id (status)));
  check_time (landline_status_get_time (status));
  check_time (landline_status_get_expires (status));
  g_assert_true (landline_status_get_colour (status) == NULL ||
                 landline_status_is_colour (landline_status_get_colour (status)));
  if (!landline_status_is_removed (status))
    check_content (landline_status_get_content (status), FALSE);
}

static void
check_view (gpointer object)
{
  LandlineView *view = LANDLINE_VIEW (object);

  g_assert_true (landline_id_is_prefixed (landline_view_get_status (view), LANDLINE_ID_STATUS));
  g_assert_true (landline_id_is_user (landline_view_get_user_id (view)));
  check_time (landline_view_get_time (view));
}

static void
check_user (gpointer object)
{
  LandlineUser *user = LANDLINE_USER (object);
  const char *avatar = landline_user_get_avatar (user);

  g_assert_true (landline_id_is_user (landline_user_get_id (user)));
  check_string (landline_user_get_name (user), LANDLINE_LIMIT_NAME);
  check_optional_string (landline_user_get_about (user), LANDLINE_LIMIT_ABOUT);
  g_assert_true (avatar == NULL || landline_id_is_prefixed (avatar, LANDLINE_ID_MEDIA));
  check_time (landline_user_get_last_seen (user));
}

static void
check_event (gpointer object)
{
  LandlineEvent *event = LANDLINE_EVENT (object);
  const char *by = landline_event_get_by (event);

  check_range (landline_event_get_cursor (event), 1, LANDLINE_LIMIT_INTEGER);
  check_optional_string (landline_event_get_change (event), LANDLINE_LIMIT_ID);
  g_assert_true (by == NULL || landline_id_is_user (by));
  check_users (landline_event_get_users (event), LANDLINE_LIMIT_CHANGE_USERS);
  check_range (landline_event_get_change_kind (event), 0, LANDLINE_CHANGE_UNSUPPORTED);
  check_time (landline_event_get_time (event));
  if (landline_event_get_message (event) != NULL)
    check_message (landline_event_get_message (event));
  if (landline_event_get_sent (event) != NULL)
    check_sent (landline_event_get_sent (event));
  if (landline_event_get_receipt (event) != NULL)
    check_receipt (landline_event_get_receipt (event));
  if (landline_event_get_conversation (event) != NULL)
    check_conversation (landline_event_get_conversation (event));
  if (landline_event_get_action (event) != NULL)
    check_action (landline_event_get_action (event), FALSE);
  if (landline_event_get_note (event) != NULL)
    check_note (landline_event_get_note (event));
  if (landline_event_get_status (event) != NULL)
    check_status (landline_event_get_status (event));
  if (landline_event_get_view (event) != NULL)
    check_view (landline_event_get_view (event));
  if (landline_event_get_user (event) != NULL)
    check_user (landline_event_get_user (event));
  if (landline_event_get_done (event) != NULL)
    check_done (landline_event_get_done (event));
}

static void
check_limits (const LandlineLimits *limits)
{
  g_assert_cmpuint (limits->frame, >=, 1);
  g_assert_cmpuint (limits->text, >=, 1);
  g_assert_cmpuint (limits->in_flight, >=, 1);
  check_time ((gint64) limits->media);
  check_time ((gint64) limits->document);
}

static void
check_welcome (const LandlineWelcome *welcome)
{
  g_assert_cmpint (welcome->version, >=, 1);
  g_assert_true (landline_id_is_prefixed (welcome->generation, LANDLINE_ID_GENERATION));
  g_assert_true (landline_id_is_user (welcome->user_id));
  g_assert_true (landline_id_is_prefixed (welcome->device, LANDLINE_ID_DEVICE));
  check_time (welcome->head);
  check_time (welcome->time);
  check_limits (&welcome->limits);
  check_range (welcome->keepalive, 1, 3600);
}

gboolean
parse_client_frame (const char *data, gsize length, GError **error)
{
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;

  if (!landline_client_frame_parse (&frame, data, length, NULL, error))
    {
      g_assert_cmpint (frame.kind, ==, LANDLINE_CLIENT_FRAME_NONE);
      g_assert_null (frame.request);
      g_assert_null (frame.action);
      g_assert_null (frame.note);
      g_assert_true (*frame.id == '\0' || landline_id_is_message (frame.id));
      return FALSE;
    }

  check_time (frame.cursor);
  check_time (frame.seq);
  if (frame.kind == LANDLINE_CLIENT_FRAME_HELLO)
    check_range (frame.window, 1, LANDLINE_LIMIT_WINDOW);
  if (frame.kind == LANDLINE_CLIENT_FRAME_SEND)
    check_request (frame.request);
  if (frame.kind == LANDLINE_CLIENT_FRAME_ACT)
    check_action (frame.action, TRUE);
  if (frame.kind == LANDLINE_CLIENT_FRAME_NOTE)
    check_note (frame.note);
  if (frame.kind == LANDLINE_CLIENT_FRAME_READ || frame.kind == LANDLINE_CLIENT_FRAME_TYPING)
    g_assert_true (landline_id_is_prefixed (frame.conversation, LANDLINE_ID_CONVERSATION));
  return TRUE;
}

gboolean
parse_server_frame (const char *data, gsize length, GError **error)
{
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;

  if (!landline_server_frame_parse (&frame, data, length, error))
    {
      g_assert_cmpint (frame.kind, ==, LANDLINE_SERVER_FRAME_NONE);
      g_assert_null (frame.event);
      return FALSE;
    }

  check_time (frame.cursor);
  check_time (frame.last_seen);
  check_range (frame.retry_after, -1, LANDLINE_LIMIT_INTEGER);
  check_optional_string (frame.reason, LANDLINE_LIMIT_FRAME);
  check_range (frame.code, 0, LANDLINE_N_ERRORS - 1);
  if (frame.kind == LANDLINE_SERVER_FRAME_WELCOME)
    check_welcome (&frame.welcome);
  if (frame.kind == LANDLINE_SERVER_FRAME_SENT)
    check_sent (&frame.sent);
  if (frame.kind == LANDLINE_SERVER_FRAME_DONE)
    check_done (&frame.done);
  if (frame.kind == LANDLINE_SERVER_FRAME_EVENT)
    check_event (frame.event);
  return TRUE;
}

gboolean
parse_register (const char *data, gsize length, GError **error)
{
  g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;

  if (!landline_rest_parse_register (&request, data, length, error))
    {
      g_assert_true (request.invite == NULL && request.phone == NULL);
      g_assert_true (request.name == NULL && request.device_name == NULL);
      return FALSE;
    }

  check_optional_string (request.invite, LANDLINE_LIMIT_INVITE);
  g_assert_true (landline_id_is_user (request.phone));
  check_string (request.name, LANDLINE_LIMIT_NAME);
  g_assert_cmpstr (request.name, !=, "");
  check_optional_string (request.device_name, LANDLINE_LIMIT_DEVICE_NAME);
  return TRUE;
}

gboolean
parse_send (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineSendRequest) request = landline_rest_parse_send (data, length, NULL, error);

  if (request != NULL)
    check_request (request);
  return request != NULL;
}

gboolean
parse_ack (const char *data, gsize length, GError **error)
{
  gint64 cursor = UNTOUCHED;

  if (!landline_rest_parse_ack (&cursor, data, length, error))
    {
      g_assert_cmpint (cursor, ==, UNTOUCHED);
      return FALSE;
    }

  check_time (cursor);
  return TRUE;
}

gboolean
parse_profile_change (const char *data, gsize length, GError **error)
{
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;

  if (!landline_rest_parse_profile_change (&change, data, length, error))
    {
      g_assert_true (change.name == NULL && change.about == NULL && change.avatar == NULL);
      return FALSE;
    }

  check_optional_string (change.name, LANDLINE_LIMIT_NAME);
  g_assert_cmpstr (change.name, !=, "");
  check_optional_string (change.about, LANDLINE_LIMIT_ABOUT);
  check_optional_string (change.avatar, LANDLINE_LIMIT_ID);
  return TRUE;
}

gboolean
parse_server_info (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineServerInfo) info = landline_rest_parse_server_info (data, length, error);

  if (info == NULL)
    return FALSE;

  check_string (landline_server_info_get_name (info), LANDLINE_LIMIT_NAME);
  check_string (landline_server_info_get_version (info), LANDLINE_LIMIT_ID);
  check_range (landline_server_info_get_policy (info), 0, LANDLINE_POLICY_OPEN);
  check_limits (landline_server_info_get_limits (info));
  check_optional_string (landline_server_info_get_key (info), LANDLINE_LIMIT_TOKEN);
  return TRUE;
}

gboolean
parse_registration (const char *data, gsize length, GError **error)
{
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;

  if (!landline_rest_parse_registration (&registration, data, length, error))
    {
      g_assert_true (registration.user_id == NULL && registration.device == NULL);
      g_assert_null (registration.token);
      return FALSE;
    }

  g_assert_true (landline_id_is_user (registration.user_id));
  g_assert_true (landline_id_is_prefixed (registration.device, LANDLINE_ID_DEVICE));
  check_string (registration.token, LANDLINE_LIMIT_TOKEN);
  return TRUE;
}

gboolean
parse_sent (const char *data, gsize length, GError **error)
{
  LandlineSent sent = { .cursor = UNTOUCHED };

  if (!landline_rest_parse_sent (&sent, data, length, error))
    {
      g_assert_cmpint (sent.cursor, ==, UNTOUCHED);
      g_assert_cmpstr (sent.id, ==, "");
      return FALSE;
    }

  check_sent (&sent);
  return TRUE;
}

gboolean
parse_media (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineMedia) media = landline_rest_parse_media (data, length, error);

  if (media != NULL)
    check_media (media, FALSE);
  return media != NULL;
}

static void
check_media_hit (gpointer object)
{
  LandlineMediaHit *hit = LANDLINE_MEDIA_HIT (object);

  check_media (landline_media_hit_get_media (hit), FALSE);
  if (landline_media_hit_get_message_id (hit) == NULL)
    {
      g_assert_null (landline_media_hit_get_conversation (hit));
      g_assert_cmpint (landline_media_hit_get_seq (hit), ==, 0);
      return;
    }
  g_assert_true (landline_id_is_message (landline_media_hit_get_message_id (hit)));
  g_assert_true (landline_id_is_prefixed (landline_media_hit_get_conversation (hit),
                                          LANDLINE_ID_CONVERSATION));
  g_assert_true (landline_id_is_user (landline_media_hit_get_sender_id (hit)));
  g_assert_cmpint (landline_media_hit_get_seq (hit), >, 0);
  check_time (landline_media_hit_get_time (hit));
}

gboolean
parse_user (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineUser) user = landline_rest_parse_user (data, length, error);

  if (user != NULL)
    check_user (user);
  return user != NULL;
}

gboolean
parse_conversation (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineConversation) reply = landline_rest_parse_conversation (data, length, error);
  g_autoptr (LandlineConversation) stored = landline_wire_conversation_parse (data, length, NULL);

  g_assert_cmpint (reply != NULL, ==, stored != NULL);
  if (reply != NULL)
    check_conversation (reply);
  return reply != NULL;
}

static void
check_device (gpointer object)
{
  LandlineDevice *device = LANDLINE_DEVICE (object);

  g_assert_true (landline_id_is_prefixed (landline_device_get_id (device), LANDLINE_ID_DEVICE));
  g_assert_true (landline_id_is_user (landline_device_get_user_id (device)));
  check_optional_string (landline_device_get_name (device), LANDLINE_LIMIT_DEVICE_NAME);
  check_time (landline_device_get_created (device));
  check_time (landline_device_get_last_seen (device));
}

/* Consumes @list. */
static gboolean
check_list (GPtrArray *list, void (*check) (gpointer object))
{
  g_autoptr (GPtrArray) objects = list;

  if (objects == NULL)
    return FALSE;

  for (guint i = 0; i < objects->len; i++)
    check (objects->pdata[i]);
  return TRUE;
}

gboolean
parse_media_list (const char *data, gsize length, GError **error)
{
  gboolean more = UNTOUCHED;
  GPtrArray *hits = landline_rest_parse_media_hits (data, length, &more, error);

  g_assert_cmpint (more == UNTOUCHED, ==, hits == NULL);
  return check_list (hits, check_media_hit);
}

gboolean
parse_users (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_users (data, length, error), check_user);
}

gboolean
parse_conversations (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_conversations (data, length, error), check_conversation);
}

gboolean
parse_receipts (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_receipts (data, length, error), check_receipt);
}

gboolean
parse_devices (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_devices (data, length, error), check_device);
}

gboolean
parse_statuses (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_statuses (data, length, error), check_status);
}

gboolean
parse_views (const char *data, gsize length, GError **error)
{
  return check_list (landline_rest_parse_views (data, length, error), check_view);
}

gboolean
parse_notes (const char *data, gsize length, GError **error)
{
  gboolean more = UNTOUCHED;
  GPtrArray *notes = landline_rest_parse_notes (data, length, &more, error);

  g_assert_cmpint (more == UNTOUCHED, ==, notes == NULL);
  return check_list (notes, check_note);
}

gboolean
parse_action (const char *data, gsize length, GError **error)
{
  g_autoptr (LandlineAction) action = landline_wire_action_parse (data, length, error);

  if (action != NULL)
    check_action (action, FALSE);
  return action != NULL;
}

gboolean
parse_messages (const char *data, gsize length, GError **error)
{
  gboolean more = UNTOUCHED;
  GPtrArray *messages = landline_rest_parse_messages (data, length, &more, error);

  g_assert_cmpint (more == UNTOUCHED, ==, messages == NULL);
  return check_list (messages, check_message);
}

gboolean
parse_events (const char *data, gsize length, GError **error)
{
  gint64 cursor = UNTOUCHED;
  gboolean more = UNTOUCHED;
  GPtrArray *events = landline_rest_parse_events (data, length, &cursor, &more, error);

  g_assert_cmpint (more == UNTOUCHED, ==, events == NULL);
  if (events == NULL)
    g_assert_cmpint (cursor, ==, UNTOUCHED);
  else
    check_time (cursor);
  return check_list (events, check_event);
}

/* A content is kept without its braces. */
gboolean
parse_content (const char *data, gsize length, GError **error)
{
  gboolean has_braces = length >= 2 && data[0] == '{' && data[length - 1] == '}';
  g_autoptr (LandlineContent) content = NULL;

  content = landline_wire_content_new_from_data (has_braces ? data + 1 : data,
                                                 has_braces ? length - 2 : length, error);
  if (content != NULL)
    check_content (content, FALSE);
  return content != NULL;
}
