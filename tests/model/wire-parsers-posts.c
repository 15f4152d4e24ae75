/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-limits.h"
#include "landline-rest-group.h"
#include "landline-rest-status.h"
#include "landline-status.h"
#include "landline-text.h"
#include "wire-parsers.h"

static void
check_users (char **users, guint limit)
{
  if (users == NULL)
    return;

  g_assert_cmpuint (g_strv_length (users), <=, limit);
  for (guint i = 0; users[i] != NULL; i++)
    g_assert_true (landline_id_is_user (users[i]));
}

static void
check_change (const LandlineGroupChange *change)
{
  g_assert_true (change->name == NULL || (strlen (change->name) <= LANDLINE_LIMIT_NAME &&
                                          landline_text_is_visible (change->name) &&
                                          !landline_text_has_controls (change->name)));
  g_assert_true (change->description == NULL ||
                 strlen (change->description) <= LANDLINE_LIMIT_DESCRIPTION);
  g_assert_true (change->picture == NULL || *change->picture == '\0' ||
                 landline_id_is_prefixed (change->picture, LANDLINE_ID_MEDIA));
  g_assert_cmpint (change->who_may_send, >=, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->who_may_send, <=, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (change->who_may_edit, >=, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->who_may_edit, <=, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (change->history, >=, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->history, <=, LANDLINE_HISTORY_ALL);
  g_assert_true (change->disappear == LANDLINE_GROUP_STAYS ||
                 landline_limits_allow_expires (change->disappear));
}

static void
check_untouched (const LandlineGroupChange *change)
{
  g_assert_true (change->name == NULL && change->description == NULL && change->picture == NULL);
  g_assert_cmpint (change->who_may_send, ==, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->who_may_edit, ==, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->history, ==, LANDLINE_GROUP_STAYS);
  g_assert_cmpint (change->disappear, ==, LANDLINE_GROUP_STAYS);
}

gboolean
parse_group (const char *data, gsize length, GError **error)
{
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;

  if (!landline_rest_parse_group (&request, data, length, error))
    {
      g_assert_cmpstr (request.id, ==, "");
      g_assert_null (request.members);
      check_untouched (&request.group);
      return FALSE;
    }

  g_assert_true (landline_id_is_message (request.id));
  check_users (request.members, LANDLINE_LIMIT_MEMBERS);
  g_assert_nonnull (request.group.name);
  check_change (&request.group);
  return TRUE;
}

gboolean
parse_group_change (const char *data, gsize length, GError **error)
{
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;

  if (!landline_rest_parse_group_change (&change, data, length, error))
    {
      check_untouched (&change);
      return FALSE;
    }

  check_change (&change);
  return TRUE;
}

gboolean
parse_membership (const char *data, gsize length, GError **error)
{
  LandlineRole role = 77;

  if (!landline_rest_parse_membership (&role, data, length, error))
    {
      g_assert_cmpint (role, ==, 77);
      return FALSE;
    }

  g_assert_cmpint (role, <=, LANDLINE_ROLE_ADMIN);
  return TRUE;
}

gboolean
parse_status_request (const char *data, gsize length, GError **error)
{
  g_auto (LandlineStatusRequest) request = LANDLINE_STATUS_REQUEST_INIT;

  if (!landline_rest_parse_status_request (&request, data, length, error))
    {
      g_assert_cmpstr (request.id, ==, "");
      g_assert_true (request.content == NULL && request.colour == NULL);
      g_assert_null (request.audience.users);
      return FALSE;
    }

  g_assert_true (landline_id_is_message (request.id));
  g_assert_true (request.colour == NULL || landline_status_is_colour (request.colour));
  g_assert_cmpint (landline_content_get_content_type (request.content), <=, LANDLINE_CONTENT_MEDIA);
  g_assert_false (landline_content_is_forwarded (request.content));
  g_assert_null (landline_content_get_mentions (request.content));
  g_assert_cmpint (landline_content_get_expires (request.content), ==, 0);
  if (landline_content_get_text (request.content) != NULL)
    g_assert_cmpuint (strlen (landline_content_get_text (request.content)), <=,
                      LANDLINE_LIMIT_STATUS_TEXT);
  check_users (request.audience.users, LANDLINE_LIMIT_AUDIENCE);
  return TRUE;
}
