/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "landline-client-frame.h"
#include "landline-file-name.h"
#include "landline-rest-action.h"
#include "landline-rest-group.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-rest-status.h"
#include "landline-server-frame.h"
#include "landline-wire-action.h"
#include "landline-wire-content.h"
#include "landline-wire-conversation.h"

/* Whatever comes in: what is taken can be written, and what was written is taken again. */

static void
fuzz_client_frame (const char *data, gsize length)
{
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_auto (LandlineClientFrame) again = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!landline_client_frame_parse (&frame, data, length, NULL, &error))
    {
      g_assert_true (error != NULL && error->domain == LANDLINE_ERROR);
      return;
    }

  if (frame.kind == LANDLINE_CLIENT_FRAME_SEND)
    {
      landline_wire_content_get_encoded (landline_send_request_get_content (frame.request));
      landline_client_frame_write_send (out, frame.request);
    }
  else if (frame.kind == LANDLINE_CLIENT_FRAME_ACT)
    landline_client_frame_write_act (out, frame.action);
  else if (frame.kind == LANDLINE_CLIENT_FRAME_NOTE)
    landline_client_frame_write_note (out, frame.id, frame.note);
  else
    return;

  g_assert_cmpuint (out->len, <=, LANDLINE_LIMIT_FRAME);
  g_assert_true (landline_client_frame_parse (&again, out->str, out->len, NULL, NULL));
  g_assert_cmpstr (again.id, ==, frame.id);
}

static void
fuzz_server_frame (const char *data, gsize length)
{
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_auto (LandlineServerFrame) again = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);

  if (!landline_server_frame_parse (&frame, data, length, NULL) ||
      frame.kind != LANDLINE_SERVER_FRAME_EVENT)
    return;

  landline_server_frame_write_event (out, frame.event);
  if (out->len <= LANDLINE_LIMIT_FRAME)
    g_assert_true (landline_server_frame_parse (&again, out->str, out->len, NULL));
}

static void
fuzz_requests (const char *data, gsize length)
{
  g_auto (LandlineRegisterRequest) registration = LANDLINE_REGISTER_REQUEST_INIT;
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
  g_autoptr (LandlineSendRequest) send = landline_rest_parse_send (data, length, NULL, NULL);
  gint64 cursor = 0;
  g_autoptr (LandlineAction) action = landline_rest_parse_act (data, length, NULL, NULL);
  g_autofree char *id = NULL;
  g_autoptr (LandlineNote) note = landline_rest_parse_note (data, length, &id, NULL);
  LandlineDone done;

  landline_rest_parse_done (&done, data, length, NULL);
  landline_rest_parse_register (&registration, data, length, NULL);
  landline_rest_parse_profile_change (&change, data, length, NULL);
  landline_rest_parse_ack (&cursor, data, length, NULL);
}

static void
fuzz_posts (const char *data, gsize length)
{
  g_auto (LandlineGroupRequest) group = LANDLINE_GROUP_REQUEST_INIT;
  g_auto (LandlineGroupRequest) group_again = LANDLINE_GROUP_REQUEST_INIT;
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
  g_auto (LandlineStatusRequest) status = LANDLINE_STATUS_REQUEST_INIT;
  g_auto (LandlineStatusRequest) status_again = LANDLINE_STATUS_REQUEST_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  LandlineRole role = LANDLINE_ROLE_MEMBER;

  landline_rest_parse_membership (&role, data, length, NULL);
  landline_rest_parse_group_change (&change, data, length, NULL);
  if (landline_rest_parse_group (&group, data, length, NULL))
    {
      landline_rest_write_group (out, &group);
      if (out->len <= LANDLINE_LIMIT_REST_BODY)
        g_assert_true (landline_rest_parse_group (&group_again, out->str, out->len, NULL));
    }

  g_string_truncate (out, 0);
  if (landline_rest_parse_status_request (&status, data, length, NULL))
    {
      landline_rest_write_status_request (out, &status);
      if (out->len <= LANDLINE_LIMIT_REST_BODY)
        g_assert_true (
            landline_rest_parse_status_request (&status_again, out->str, out->len, NULL));
    }
}

static void
fuzz_replies (const char *data, gsize length)
{
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (LandlineServerInfo) info = landline_rest_parse_server_info (data, length, NULL);
  g_autoptr (LandlineConversation) conversation = landline_wire_conversation_parse (data, length,
                                                                                    NULL);
  g_autoptr (LandlineUser) user = landline_rest_parse_user (data, length, NULL);
  g_autoptr (LandlineMedia) media = landline_rest_parse_media (data, length, NULL);
  g_autoptr (GPtrArray) users = landline_rest_parse_users (data, length, NULL);
  g_autoptr (GPtrArray) statuses = landline_rest_parse_statuses (data, length, NULL);
  g_autoptr (GPtrArray) views = landline_rest_parse_views (data, length, NULL);
  g_autoptr (LandlineStatus) status = landline_rest_parse_status (data, length, NULL);
  g_autoptr (GPtrArray) receipts = landline_rest_parse_receipts (data, length, NULL);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  gint64 cursor = 0;

  events = landline_rest_parse_events (data, length, &cursor, &more, NULL);
  messages = landline_rest_parse_messages (data, length, &more, NULL);
  landline_rest_parse_registration (&registration, data, length, NULL);
  landline_rest_parse_error (data, length, 500, &error);
  g_assert_true (error != NULL);
}

static void
fuzz_actions (const char *data, gsize length)
{
  g_autoptr (LandlineAction) action = landline_wire_action_parse (data, length, NULL);
  g_autoptr (LandlineAction) again = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean more = FALSE;

  notes = landline_rest_parse_notes (data, length, &more, NULL);
  if (action == NULL)
    return;

  landline_wire_action_write (out, action);
  again = landline_wire_action_parse (out->str, out->len, NULL);
  g_assert_nonnull (again);
  g_assert_cmpint (landline_action_get_version (again), ==, landline_action_get_version (action));
}

static void
fuzz_content (const char *data, gsize length)
{
  g_autoptr (LandlineContent) content = landline_wire_content_new_from_data (data, length, NULL);

  if (content != NULL)
    g_assert_cmpuint (g_bytes_get_size (landline_wire_content_get_encoded (content)), ==, length);
}

static void
fuzz_file_name (const char *data, gsize length)
{
  g_autofree char *name = g_strndup (data, length);
  g_autofree char *clean = landline_file_name_clean (name);
  g_autofree char *again = landline_file_name_clean (clean);

  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_true (*clean != '\0' && strchr (clean, '/') == NULL);
  g_assert_cmpuint (strlen (clean), <=, LANDLINE_LIMIT_FILE_NAME);
  g_assert_cmpstr (again, ==, clean);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *text = (const char *) data;

  fuzz_client_frame (text, size);
  fuzz_server_frame (text, size);
  fuzz_requests (text, size);
  fuzz_posts (text, size);
  fuzz_replies (text, size);
  fuzz_actions (text, size);
  fuzz_content (text, size);
  fuzz_file_name (text, size);

  return 0;
}
