/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-limits.h"
#include "landline-server-frame.h"
#include "landline-wire-conversation.h"

/* What members agreed on, and what is told of a change. */

static const char *const two[] = { "102", "+15550103", NULL };

static LandlineConversation *
make_group (void)
{
  const LandlineMember members[] = { { (char *) "101", (char *) "Ann", LANDLINE_ROLE_ADMIN } };

  return landline_conversation_new ("c_9f", LANDLINE_CONVERSATION_GROUP, "Walk", members, 1, 5, 7);
}

static void
test_usual_settings (void)
{
  g_autoptr (LandlineConversation) group = make_group ();
  const LandlineSettings *settings = landline_conversation_get_settings (group);

  g_assert_null (settings->description);
  g_assert_null (settings->picture);
  g_assert_cmpint (settings->who_may_send, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (settings->who_may_edit, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (settings->history, ==, LANDLINE_HISTORY_NONE);
  g_assert_cmpint (settings->disappear, ==, 0);
}

static void
test_settings (void)
{
  const LandlineSettings settings = { .description = (char *) "Sundays",
                                      .picture = (char *) "m_7d",
                                      .who_may_send = LANDLINE_PERMIT_ADMINS,
                                      .who_may_edit = LANDLINE_PERMIT_ALL,
                                      .history = LANDLINE_HISTORY_ALL,
                                      .disappear = LANDLINE_EXPIRES_WEEK };
  g_autoptr (LandlineConversation) plain = make_group ();
  LandlineConversation *group = landline_conversation_new_with_settings (plain, &settings);
  const LandlineSettings *kept = landline_conversation_get_settings (group);

  g_assert_cmpstr (kept->description, ==, "Sundays");
  g_assert_true (kept->description != settings.description);
  g_assert_cmpstr (kept->picture, ==, "m_7d");
  g_assert_cmpint (kept->who_may_send, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (kept->who_may_edit, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (kept->history, ==, LANDLINE_HISTORY_ALL);
  g_assert_cmpint (kept->disappear, ==, 604800);

  g_assert_cmpstr (landline_conversation_get_id (group), ==, "c_9f");
  g_assert_cmpstr (landline_conversation_get_name (group), ==, "Walk");
  g_assert_cmpint (landline_conversation_get_kind (group), ==, LANDLINE_CONVERSATION_GROUP);
  g_assert_cmpint (landline_conversation_get_created (group), ==, 5);
  g_assert_cmpint (landline_conversation_get_last_seq (group), ==, 7);
  g_assert_cmpstr (landline_conversation_get_member (group, 0)->name, ==, "Ann");
  g_assert_finalize_object (group);
}

/* Each alone and all together, written and read. */
static void
test_settings_stored (void)
{
  for (guint bits = 0; bits < 64; bits++)
    {
      const LandlineSettings settings = {
        .description = bits & 1 ? (char *) "a\"\n\U0001f600" : NULL,
        .picture = bits & 2 ? (char *) "m_7d" : NULL,
        .who_may_send = bits & 4 ? LANDLINE_PERMIT_ADMINS : LANDLINE_PERMIT_ALL,
        .who_may_edit = bits & 8 ? LANDLINE_PERMIT_ALL : LANDLINE_PERMIT_ADMINS,
        .history = bits & 16 ? LANDLINE_HISTORY_ALL : LANDLINE_HISTORY_NONE,
        .disappear = bits & 32 ? LANDLINE_EXPIRES_QUARTER : 0,
      };
      g_autoptr (LandlineConversation) plain = make_group ();
      g_autoptr (LandlineConversation) group = landline_conversation_new_with_settings (plain,
                                                                                        &settings);
      g_autoptr (LandlineConversation) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      const LandlineSettings *kept;

      landline_wire_conversation_write (out, group);
      again = landline_wire_conversation_parse (out->str, out->len, &error);
      g_assert_no_error (error);
      kept = landline_conversation_get_settings (again);
      g_assert_cmpstr (kept->description, ==, settings.description);
      g_assert_cmpstr (kept->picture, ==, settings.picture);
      g_assert_cmpint (kept->who_may_send, ==, settings.who_may_send);
      g_assert_cmpint (kept->who_may_edit, ==, settings.who_may_edit);
      g_assert_cmpint (kept->history, ==, settings.history);
      g_assert_cmpint (kept->disappear, ==, settings.disappear);
    }
}

static void
test_names (void)
{
  LandlinePermit permit = LANDLINE_PERMIT_ADMINS;
  LandlineHistory history = LANDLINE_HISTORY_ALL;

  g_assert_false (landline_permit_from_string ("owners", &permit));
  g_assert_false (landline_permit_from_string (NULL, &permit));
  g_assert_cmpint (permit, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_true (
      landline_permit_from_string (landline_permit_to_string (LANDLINE_PERMIT_ALL), &permit));
  g_assert_cmpint (permit, ==, LANDLINE_PERMIT_ALL);
  g_assert_false (landline_history_from_string ("week", &history));
  g_assert_cmpint (history, ==, LANDLINE_HISTORY_ALL);
  g_assert_true (
      landline_history_from_string (landline_history_to_string (LANDLINE_HISTORY_NONE), &history));
  g_assert_cmpint (history, ==, LANDLINE_HISTORY_NONE);

  for (guint i = 0; i < LANDLINE_CHANGE_UNSUPPORTED; i++)
    g_assert_cmpint (landline_change_kind_from_string (landline_change_kind_to_string (i)), ==, i);
  g_assert_cmpint (landline_change_kind_from_string ("painted"), ==, LANDLINE_CHANGE_UNSUPPORTED);
  g_assert_cmpint (landline_change_kind_from_string (NULL), ==, LANDLINE_CHANGE_UNSUPPORTED);
}

static void
test_change (void)
{
  g_autoptr (LandlineConversation) group = make_group ();
  const LandlineChange change = { "member_added", "101", two, 9 };
  LandlineEvent *event = landline_event_new_change (7, group, &change);
  LandlineEvent *bare = landline_event_new_conversation (8, group, NULL, NULL);

  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_CONVERSATION);
  g_assert_cmpint (landline_event_get_cursor (event), ==, 7);
  g_assert_true (landline_event_get_conversation (event) == group);
  g_assert_cmpstr (landline_event_get_change (event), ==, "member_added");
  g_assert_cmpint (landline_event_get_change_kind (event), ==, LANDLINE_CHANGE_MEMBER_ADDED);
  g_assert_cmpstr (landline_event_get_by (event), ==, "101");
  g_assert_true (g_strv_equal (landline_event_get_users (event), two));
  g_assert_cmpint (landline_event_get_time (event), ==, 9);

  g_assert_cmpint (landline_event_get_change_kind (bare), ==, LANDLINE_CHANGE_UNSUPPORTED);
  g_assert_null (landline_event_get_users (bare));
  g_assert_cmpint (landline_event_get_time (bare), ==, 0);
  g_assert_finalize_object (event);
  g_assert_finalize_object (bare);
}

/* Whom a change concerns is told up to a limit; beyond it, that it happened. */
static void
test_change_of_many (void)
{
  for (guint n = LANDLINE_LIMIT_CHANGE_USERS; n <= LANDLINE_LIMIT_CHANGE_USERS + 1; n++)
    {
      g_autoptr (LandlineConversation) group = make_group ();
      g_autofree const char **users = g_new0 (const char *, n + 1);
      LandlineChange change = { "member_added", "101", users, 9 };
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < n; i++)
        users[i] = "+123456789012345";
      landline_server_frame_write_event_change (out, 7, group, &change);
      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (landline_event_get_change (frame.event), ==, "member_added");
      g_assert_cmpint (landline_event_get_users (frame.event) != NULL, ==,
                       n <= LANDLINE_LIMIT_CHANGE_USERS);
    }
}

/* @name: of each member
 *
 * Returns: (transfer full): a group as large as one may be */
static LandlineConversation *
make_large_group (const char *name)
{
  g_autofree char *description = g_strnfill (LANDLINE_LIMIT_DESCRIPTION, 1);
  g_autofree char *digits = g_strnfill (LANDLINE_LIMIT_ID - 2, '9');
  g_autofree char *picture = g_strconcat ("m_", digits, NULL);
  g_autofree char *id = g_strconcat ("c_", digits, NULL);
  const LandlineSettings settings = { .description = description,
                                      .picture = picture,
                                      .who_may_send = LANDLINE_PERMIT_ADMINS,
                                      .history = LANDLINE_HISTORY_ALL,
                                      .disappear = LANDLINE_LIMIT_INTEGER };
  g_autofree LandlineMember *members = g_new0 (LandlineMember, LANDLINE_LIMIT_MEMBERS);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LandlineConversation) plain = NULL;

  for (guint i = 0; i < LANDLINE_LIMIT_MEMBERS; i++)
    {
      g_ptr_array_add (ids, g_strdup_printf ("+%015u", i));
      members[i].user_id = ids->pdata[i];
      members[i].name = (char *) name;
      members[i].role = i == 5 ? LANDLINE_ROLE_ADMIN : LANDLINE_ROLE_MEMBER;
    }
  plain = landline_conversation_new (id, LANDLINE_CONVERSATION_GROUP, name, members,
                                     LANDLINE_LIMIT_MEMBERS, LANDLINE_LIMIT_INTEGER,
                                     LANDLINE_LIMIT_INTEGER);

  return landline_conversation_new_with_settings (plain, &settings);
}

/* Whatever is told of the largest group fits in a frame: where its members' names do not fit, it
 * comes without these. */
static void
test_large_group (void)
{
  g_autofree char *longest = g_strnfill (LANDLINE_LIMIT_NAME, 1);
  const char *const names[] = { NULL, "Ann", longest };
  const char *users[LANDLINE_LIMIT_CHANGE_USERS + 1] = { NULL };
  const LandlineChange change = { "member_removed", "+123456789012345", users,
                                  LANDLINE_LIMIT_INTEGER };

  for (guint i = 0; i < LANDLINE_LIMIT_CHANGE_USERS; i++)
    users[i] = "+123456789012345";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LandlineConversation) group = make_large_group (names[i]);
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new ("before");
      g_autoptr (GError) error = NULL;
      LandlineConversation *again;

      landline_server_frame_write_event_change (out, LANDLINE_LIMIT_INTEGER, group, &change);
      g_assert_true (g_str_has_prefix (out->str, "before{"));
      g_string_erase (out, 0, strlen ("before"));
      g_assert_cmpuint (out->len, <=, LANDLINE_LIMIT_FRAME);

      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      again = landline_event_get_conversation (frame.event);
      g_assert_cmpstr (landline_conversation_get_name (again), ==, names[i]);
      g_assert_nonnull (landline_conversation_get_settings (again)->description);
      g_assert_cmpuint (landline_conversation_get_n_members (again), ==, LANDLINE_LIMIT_MEMBERS);
      g_assert_cmpuint (g_strv_length ((char **) landline_event_get_users (frame.event)), ==,
                        LANDLINE_LIMIT_CHANGE_USERS);
      for (guint j = 0; j < LANDLINE_LIMIT_MEMBERS; j++)
        {
          const LandlineMember *was = landline_conversation_get_member (group, j);
          const LandlineMember *is = landline_conversation_get_member (again, j);

          g_assert_cmpstr (is->user_id, ==, was->user_id);
          g_assert_cmpint (is->role, ==, was->role);
          g_assert_null (is->name);
        }
    }
}

/* The names are there as long as they fit. */
static void
test_group_with_names (void)
{
  g_autoptr (LandlineConversation) group = make_group ();
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LandlineConversation *again;

  landline_server_frame_write_event_conversation (out, 5, group, "created", "101");
  landline_server_frame_parse (&frame, out->str, out->len, &error);
  g_assert_no_error (error);
  again = landline_event_get_conversation (frame.event);
  g_assert_cmpstr (landline_conversation_get_member (again, 0)->name, ==, "Ann");
  g_assert_cmpstr (landline_event_get_change (frame.event), ==, "created");
  g_assert_cmpstr (landline_event_get_by (frame.event), ==, "101");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/conversations/usual-settings", test_usual_settings);
  g_test_add_func ("/model/conversations/settings", test_settings);
  g_test_add_func ("/model/conversations/settings-stored", test_settings_stored);
  g_test_add_func ("/model/conversations/names", test_names);
  g_test_add_func ("/model/conversations/change", test_change);
  g_test_add_func ("/model/conversations/change-of-many", test_change_of_many);
  g_test_add_func ("/model/conversations/large-group", test_large_group);
  g_test_add_func ("/model/conversations/group-with-names", test_group_with_names);

  return g_test_run ();
}
