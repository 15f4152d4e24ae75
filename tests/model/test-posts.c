/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-device-link.h"
#include "landline-error.h"
#include "landline-event.h"
#include "landline-limits.h"
#include "landline-rest-group.h"
#include "landline-rest-reply.h"
#include "landline-rest-status.h"

#define REQUEST_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

/* What clients post about groups and statuses. */

static void
test_group (void)
{
  static const char text[] =
      "{\"id\":\"" REQUEST_ID "\",\"members\":[\"102\",\"+15550103\"],\"name\":\"Walk\","
      "\"description\":\"Sundays\",\"picture\":\"m_7d\",\"who_may_send\":\"admins\","
      "\"who_may_edit\":\"all\",\"history\":\"all\",\"disappear\":604800}";
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  landline_rest_parse_group (&request, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request.id, ==, REQUEST_ID);
  g_assert_cmpuint (g_strv_length (request.members), ==, 2);
  g_assert_cmpstr (request.members[1], ==, "+15550103");
  g_assert_cmpstr (request.group.name, ==, "Walk");
  g_assert_cmpstr (request.group.description, ==, "Sundays");
  g_assert_cmpstr (request.group.picture, ==, "m_7d");
  g_assert_cmpint (request.group.who_may_send, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (request.group.who_may_edit, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (request.group.history, ==, LANDLINE_HISTORY_ALL);
  g_assert_cmpint (request.group.disappear, ==, 604800);

  landline_rest_write_group (out, &request);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_group_short (void)
{
  static const char text[] = "{\"id\":\"" REQUEST_ID
                             "\",\"name\":\"  Walk \",\"members\":[],\"later\":5}";
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  landline_rest_parse_group (&request, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_null (request.members);
  g_assert_cmpstr (request.group.name, ==, "Walk");
  g_assert_null (request.group.description);
  g_assert_cmpint (request.group.who_may_send, ==, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (request.group.disappear, ==, LANDLINE_GROUP_STAYS);

  landline_rest_write_group (out, &request);
  g_assert_cmpstr (out->str, ==, "{\"id\":\"" REQUEST_ID "\",\"name\":\"Walk\"}");
}

static void
test_group_change (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"name\":\"Walk\"}",
    "{\"description\":\"\"}",
    "{\"picture\":\"\"}",
    "{\"who_may_send\":\"all\"}",
    "{\"who_may_edit\":\"admins\"}",
    "{\"history\":\"none\"}",
    "{\"disappear\":0}",
    "{\"description\":\"Sundays\",\"history\":\"all\",\"disappear\":7776000}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_rest_parse_group_change (&change, texts[i], strlen (texts[i]), &error);
      g_assert_no_error (error);
      landline_rest_write_group_change (out, &change);
      g_assert_cmpstr (out->str, ==, texts[i]);
    }
}

static void
test_group_change_bad (void)
{
  static const struct
  {
    const char *text;
    LandlineError code;
  } cases[] = {
    { "", LANDLINE_ERROR_BAD_FRAME },
    { "[]", LANDLINE_ERROR_BAD_FRAME },
    { "{\"name\":\"\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"name\":\"\\u200b\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"name\":\"a\\nb\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"picture\":\"harbour.jpg\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"picture\":5}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"who_may_send\":\"\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"who_may_send\":\"owners\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"who_may_edit\":\"none\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"who_may_edit\":1}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"history\":\"admins\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"disappear\":3600}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"disappear\":-1}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"who_may_send\":"
      "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}",
      LANDLINE_ERROR_TOO_LARGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_rest_parse_group_change (&change, cases[i].text,
                                                        strlen (cases[i].text), &error));
      g_assert_error (error, LANDLINE_ERROR, (gint) cases[i].code);
      g_assert_null (change.name);
      g_assert_cmpint (change.who_may_send, ==, LANDLINE_GROUP_STAYS);
    }
}

static void
test_group_change_applied (void)
{
  g_auto (LandlineSettings) settings = LANDLINE_SETTINGS_INIT;
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;

  settings.description = g_strdup ("Sundays");
  settings.picture = g_strdup ("m_7d");
  landline_group_change_apply (&change, &settings);
  g_assert_cmpstr (settings.description, ==, "Sundays");
  g_assert_cmpstr (settings.picture, ==, "m_7d");
  g_assert_cmpint (settings.who_may_send, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (settings.who_may_edit, ==, LANDLINE_PERMIT_ADMINS);

  change.description = (char *) "";
  change.picture = (char *) "m_7e";
  change.who_may_send = LANDLINE_PERMIT_ADMINS;
  change.who_may_edit = LANDLINE_PERMIT_ALL;
  change.history = LANDLINE_HISTORY_ALL;
  change.disappear = LANDLINE_EXPIRES_DAY;
  landline_group_change_apply (&change, &settings);
  g_assert_null (settings.description);
  g_assert_cmpstr (settings.picture, ==, "m_7e");
  g_assert_cmpint (settings.who_may_send, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (settings.who_may_edit, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (settings.history, ==, LANDLINE_HISTORY_ALL);
  g_assert_cmpint (settings.disappear, ==, 86400);
}

static void
test_membership (void)
{
  static const struct
  {
    const char *text;
    int role; /* -1: refused */
  } cases[] = {
    { "", LANDLINE_ROLE_MEMBER },
    { "{}", LANDLINE_ROLE_MEMBER },
    { "{\"role\":null}", LANDLINE_ROLE_MEMBER },
    { "{\"role\":\"member\"}", LANDLINE_ROLE_MEMBER },
    { "{\"role\":\"admin\"}", LANDLINE_ROLE_ADMIN },
    { "{\"role\":\"owner\"}", -1 },
    { "{\"role\":1}", -1 },
    { "[]", -1 },
    { "{", -1 },
  };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LandlineRole role = 77;
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (landline_rest_parse_membership (&role, cases[i].text, strlen (cases[i].text),
                                                       &error),
                       ==, cases[i].role >= 0);
      g_assert_cmpint (role, ==, cases[i].role >= 0 ? cases[i].role : 77);
      g_assert_cmpint (error == NULL, ==, cases[i].role >= 0);
    }

  landline_rest_write_membership (out, LANDLINE_ROLE_ADMIN);
  g_assert_cmpstr (out->str, ==, "{\"role\":\"admin\"}");
}

static void
test_status_request (void)
{
  static const char *const texts[] = {
    "{\"id\":\"" REQUEST_ID
    "\",\"type\":\"text\",\"text\":\"At sea\",\"audience\":{\"mode\":\"all\"}}",
    "{\"id\":\"" REQUEST_ID "\",\"type\":\"text\",\"text\":\"At sea\",\"colour\":\"#26a269\","
    "\"audience\":{\"mode\":\"except\",\"users\":[\"102\",\"103\"]}}",
    "{\"id\":\"" REQUEST_ID
    "\",\"type\":\"media\",\"text\":\"The harbour\",\"media_object\":\"m_7d\","
    "\"audience\":{\"mode\":\"only\",\"users\":[\"102\"]}}",
    "{\"id\":\"" REQUEST_ID
    "\",\"type\":\"media\",\"media_object\":{\"id\":\"m_7d\",\"width\":5,\"height\":7},"
    "\"audience\":{\"mode\":\"all\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (LandlineStatusRequest) request = LANDLINE_STATUS_REQUEST_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_rest_parse_status_request (&request, texts[i], strlen (texts[i]), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (request.id, ==, REQUEST_ID);
      landline_rest_write_status_request (out, &request);
      g_assert_cmpstr (out->str, ==, texts[i]);
    }
}

/* The type can be seen from the rest, and what a message may carry is no part of a status. */
static void
test_status_request_short (void)
{
  static const char text[] = "{\"id\":\"" REQUEST_ID "\",\"text\":\"At sea\",\"forwarded\":true,"
                             "\"mentions\":[\"102\"],\"expires\":86400}";
  static const char picture[] = "{\"id\":\"" REQUEST_ID
                                "\",\"media_object\":\"m_7d\",\"text\":\"The harbour\"}";
  g_auto (LandlineStatusRequest) of_text = LANDLINE_STATUS_REQUEST_INIT;
  g_auto (LandlineStatusRequest) of_picture = LANDLINE_STATUS_REQUEST_INIT;
  g_autoptr (GError) error = NULL;

  landline_rest_parse_status_request (&of_text, text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_content_get_content_type (of_text.content), ==, LANDLINE_CONTENT_TEXT);
  g_assert_false (landline_content_is_forwarded (of_text.content));
  g_assert_null (landline_content_get_mentions (of_text.content));
  g_assert_cmpint (landline_content_get_expires (of_text.content), ==, 0);
  g_assert_null (of_text.colour);
  g_assert_cmpint (of_text.audience.mode, ==, LANDLINE_AUDIENCE_ALL);

  landline_rest_parse_status_request (&of_picture, picture, strlen (picture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_content_get_content_type (of_picture.content), ==,
                   LANDLINE_CONTENT_MEDIA);
  g_assert_cmpstr (landline_content_get_text (of_picture.content), ==, "The harbour");
}

static void
test_status_request_bad (void)
{
  static const struct
  {
    const char *members;
    LandlineError code;
  } cases[] = {
    { "\"type\":\"text\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"type\":\"media\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"type\":\"document\",\"document\":\"m_7e\"", LANDLINE_ERROR_UNSUPPORTED },
    { "\"type\":\"location\",\"location\":{\"latitude\":1,\"longitude\":1}",
      LANDLINE_ERROR_UNSUPPORTED },
    { "\"text\":\"x\",\"colour\":\"red\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"colour\":\"#12345\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"colour\":\"#1234567\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"colour\":\"#12345g\"", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"audience\":{}", LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"audience\":{\"mode\":\"friends\"}", LANDLINE_ERROR_UNSUPPORTED },
    { "\"text\":\"x\",\"audience\":{\"mode\":\"only\",\"users\":\"102\"}",
      LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"audience\":{\"mode\":\"only\",\"users\":[\"Ann\"]}",
      LANDLINE_ERROR_BAD_FRAME },
    { "\"text\":\"x\",\"audience\":\"all\"", LANDLINE_ERROR_BAD_FRAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":\"" REQUEST_ID "\",%s}", cases[i].members);
      g_auto (LandlineStatusRequest) request = LANDLINE_STATUS_REQUEST_INIT;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_false (landline_rest_parse_status_request (&request, text, strlen (text), &error));
      g_assert_error (error, LANDLINE_ERROR, (gint) cases[i].code);
      g_assert_null (request.content);
      g_assert_null (request.audience.users);
    }
}

static void
test_audience (void)
{
  char *users[] = { (char *) "102", (char *) "103", NULL };
  const LandlineAudience all = LANDLINE_AUDIENCE_INIT;
  const LandlineAudience except = { LANDLINE_AUDIENCE_EXCEPT, users };
  const LandlineAudience only = { LANDLINE_AUDIENCE_ONLY, users };
  const LandlineAudience nobody = { LANDLINE_AUDIENCE_ONLY, NULL };
  const LandlineAudience everybody = { LANDLINE_AUDIENCE_EXCEPT, NULL };
  LandlineAudienceMode mode = LANDLINE_AUDIENCE_ONLY;

  g_assert_true (landline_audience_admits (&all, "102"));
  g_assert_false (landline_audience_admits (&except, "102"));
  g_assert_true (landline_audience_admits (&except, "104"));
  g_assert_true (landline_audience_admits (&only, "103"));
  g_assert_false (landline_audience_admits (&only, "104"));
  g_assert_false (landline_audience_admits (&only, "10"));
  g_assert_false (landline_audience_admits (&nobody, "102"));
  g_assert_true (landline_audience_admits (&everybody, "102"));

  for (guint i = 0; i <= LANDLINE_AUDIENCE_ONLY; i++)
    {
      g_assert_true (
          landline_audience_mode_from_string (landline_audience_mode_to_string (i), &mode));
      g_assert_cmpint (mode, ==, i);
    }
  g_assert_false (landline_audience_mode_from_string ("friends", &mode));
  g_assert_false (landline_audience_mode_from_string (NULL, &mode));
}

static void
test_status (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("At sea");
  LandlineStatus *status = landline_status_new ("s_1", "101", 5, 6, content, "#26a269", 0, TRUE);
  LandlineStatus *removed = landline_status_new_removed ("s_1", "101");
  LandlineEvent *event = landline_event_new_status (7, status);

  g_assert_cmpstr (landline_status_get_colour (status), ==, "#26a269");
  g_assert_true (landline_status_is_viewed (status));
  g_assert_false (landline_status_is_removed (status));
  g_assert_true (landline_status_is_removed (removed));
  g_assert_null (landline_status_get_content (removed));
  g_assert_cmpstr (landline_status_get_id (removed), ==, "s_1");
  g_assert_cmpstr (landline_status_get_user_id (removed), ==, "101");
  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_STATUS);
  g_assert_true (landline_event_get_status (event) == status);
  g_assert_null (landline_event_get_view (event));

  g_assert_true (landline_status_is_colour ("#00FFaa"));
  g_assert_false (landline_status_is_colour ("00ffaa0"));
  g_assert_false (landline_status_is_colour ("#00ff"));
  g_assert_false (landline_status_is_colour (NULL));
  g_assert_finalize_object (event);
  g_assert_finalize_object (status);
  g_assert_finalize_object (removed);
}

/* Whatever a later server says beside it, a status is not a message. */
static void
test_status_without_traits (void)
{
  static const char text[] = "{\"id\":\"s_1\",\"user_id\":\"101\",\"time\":5,\"expires\":86400005,"
                             "\"type\":\"text\",\"text\":\"At sea\",\"forwarded\":true,"
                             "\"mentions\":[\"102\"]}";
  g_autoptr (LandlineStatus) status = landline_rest_parse_status (text, strlen (text), NULL);
  LandlineContent *content = landline_status_get_content (status);

  g_assert_cmpint (landline_status_get_expires (status), ==, 86400005);
  g_assert_cmpint (landline_content_get_expires (content), ==, 0);
  g_assert_false (landline_content_is_forwarded (content));
  g_assert_null (landline_content_get_mentions (content));
}

static void
test_user (void)
{
  LandlineUser *user = landline_user_new ("102", "Ben", NULL, "m_1", 0, FALSE);
  LandlineEvent *event = landline_event_new_user (8, user);

  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_USER);
  g_assert_true (landline_event_get_user (event) == user);
  g_assert_null (landline_event_get_view (event));
  g_assert_finalize_object (event);
  g_assert_finalize_object (user);
}

static void
test_device (void)
{
  LandlineDevice *device = landline_device_new ("d_b2", "102", "Tablet", 5, 6);
  LandlineEvent *event = landline_event_new_device (9, device);
  LandlineDeviceLink *link = landline_device_link_new ("l_1", NULL, 5, 6);

  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_DEVICE);
  g_assert_true (landline_event_get_device (event) == device);
  g_assert_null (landline_event_get_user (event));
  g_assert_finalize_object (event);
  g_assert_finalize_object (device);
  g_assert_cmpstr (landline_device_link_get_id (link), ==, "l_1");
  g_assert_null (landline_device_link_get_code (link));
  g_assert_cmpint (landline_device_link_get_created (link), ==, 5);
  g_assert_cmpint (landline_device_link_get_expires (link), ==, 6);
  g_assert_finalize_object (link);
}

static void
test_view (void)
{
  LandlineView *view = landline_view_new ("s_1", "102", 5);
  LandlineEvent *event = landline_event_new_view (7, view);

  g_assert_cmpstr (landline_view_get_status (view), ==, "s_1");
  g_assert_cmpstr (landline_view_get_user_id (view), ==, "102");
  g_assert_cmpint (landline_view_get_time (view), ==, 5);
  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_VIEW);
  g_assert_true (landline_event_get_view (event) == view);
  g_assert_null (landline_event_get_status (event));
  g_assert_finalize_object (event);
  g_assert_finalize_object (view);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/posts/group", test_group);
  g_test_add_func ("/model/posts/group-short", test_group_short);
  g_test_add_func ("/model/posts/group-change", test_group_change);
  g_test_add_func ("/model/posts/group-change-bad", test_group_change_bad);
  g_test_add_func ("/model/posts/group-change-applied", test_group_change_applied);
  g_test_add_func ("/model/posts/membership", test_membership);
  g_test_add_func ("/model/posts/status-request", test_status_request);
  g_test_add_func ("/model/posts/status-request-short", test_status_request_short);
  g_test_add_func ("/model/posts/status-request-bad", test_status_request_bad);
  g_test_add_func ("/model/posts/audience", test_audience);
  g_test_add_func ("/model/posts/status", test_status);
  g_test_add_func ("/model/posts/status-without-traits", test_status_without_traits);
  g_test_add_func ("/model/posts/view", test_view);
  g_test_add_func ("/model/posts/user", test_user);
  g_test_add_func ("/model/posts/device", test_device);

  return g_test_run ();
}
