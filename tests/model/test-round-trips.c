/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-rest-group.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-rest-status.h"
#include "landline-wire-conversation.h"

#define ROUNDS 1000

/* Each noun with whatever its fields may hold, written and read again. The seed is printed with
 * every run: `--seed` repeats one. */

/* @limit: bytes of UTF-8 at most, which it often has
 *
 * Returns: (transfer full): a text of any characters that fit */
static char *
random_string (gsize limit)
{
  static const char *const pieces[] = { "a", "Z",      " ",  "\"",         "\\", "/",
                                        "é", "\u202e", "你", "\U0001f600", "\n" };
  gsize length = g_test_rand_bit () ? limit : (gsize) g_test_rand_int_range (1, (gint32) limit + 1);
  GString *text = g_string_new (NULL);

  while (text->len < length)
    {
      const char *piece = pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))];

      g_string_append (text, text->len + strlen (piece) <= length ? piece : "x");
    }

  return g_string_free_and_steal (text);
}

static char *
random_nullable (gsize limit)
{
  return g_test_rand_int_range (0, 3) == 0 ? NULL : random_string (limit);
}

/* With something to show, in one line. */
static char *
random_name (gsize limit)
{
  g_autofree char *text = random_string (limit - 1);

  return g_strconcat ("x", g_strdelimit (text, "\n ", '-'), NULL);
}

static gint64
random_integer (void)
{
  static const gint64 edges[] = { 0, 1, G_MAXINT32, G_MAXUINT32, LANDLINE_LIMIT_INTEGER };

  if (g_test_rand_bit ())
    return edges[g_test_rand_int_range (0, G_N_ELEMENTS (edges))];
  return (gint64) g_test_rand_double_range (0, (double) LANDLINE_LIMIT_INTEGER);
}

static gint64
random_positive (void)
{
  gint64 number = random_integer ();

  return MAX (number, 1);
}

static char *
random_user (void)
{
  if (g_test_rand_bit ())
    return g_strdup_printf ("%d", g_test_rand_int_range (10, 1000000));
  return g_strdup_printf ("+%d", g_test_rand_int_range (100000, G_MAXINT32));
}

static void
test_user (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = random_user ();
      g_autofree char *name = random_string (LANDLINE_LIMIT_NAME);
      g_autofree char *about = random_nullable (LANDLINE_LIMIT_ABOUT);
      g_autofree char *avatar = g_test_rand_bit () ? landline_id_new (LANDLINE_ID_MEDIA) : NULL;
      gint64 last_seen = random_integer ();
      gboolean is_admin = g_test_rand_bit ();
      g_autoptr (LandlineUser) user = landline_user_new (id, name, about, avatar, last_seen,
                                                         is_admin);
      g_autoptr (LandlineUser) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_rest_write_user (out, user);
      again = landline_rest_parse_user (out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (landline_user_get_id (again), ==, id);
      g_assert_cmpstr (landline_user_get_name (again), ==, name);
      g_assert_cmpstr (landline_user_get_about (again), ==, about);
      g_assert_cmpstr (landline_user_get_avatar (again), ==, avatar);
      g_assert_cmpint (landline_user_get_last_seen (again), ==, last_seen);
      g_assert_cmpint (landline_user_is_admin (again), ==, is_admin);
    }
}

static void
test_former_user (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = landline_id_new_former ();
      g_autofree char *was = g_test_rand_bit () ? random_user () : NULL;
      g_autoptr (LandlineUser) user = landline_user_new_former (id, "Former user", was);
      g_autoptr (LandlineUser) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_rest_write_user (out, user);
      again = landline_rest_parse_user (out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_true (landline_user_is_former (again));
      g_assert_cmpstr (landline_user_get_id (again), ==, id);
      g_assert_cmpstr (landline_user_get_name (again), ==, "Former user");
      g_assert_cmpstr (landline_user_get_was (again), ==, was);
    }
}

static LandlineConversation *
random_conversation (void)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_CONVERSATION);
  g_autofree char *name = random_nullable (LANDLINE_LIMIT_NAME);
  guint n = (guint) g_test_rand_int_range (0, 20);
  g_autofree LandlineMember *members = g_new0 (LandlineMember, n + 1);
  LandlineConversation *conversation;

  for (guint i = 0; i < n; i++)
    members[i] = (LandlineMember) { random_user (), random_nullable (LANDLINE_LIMIT_NAME),
                                    g_test_rand_bit () ? LANDLINE_ROLE_ADMIN
                                                       : LANDLINE_ROLE_MEMBER };
  conversation = landline_conversation_new (id,
                                            g_test_rand_bit () ? LANDLINE_CONVERSATION_GROUP
                                                               : LANDLINE_CONVERSATION_DIRECT,
                                            name, members, n, random_integer (), random_integer ());
  for (guint i = 0; i < n; i++)
    {
      g_free (members[i].user_id);
      g_free (members[i].name);
    }

  return conversation;
}

static void
assert_same_conversation (LandlineConversation *a, LandlineConversation *b)
{
  g_assert_cmpstr (landline_conversation_get_id (a), ==, landline_conversation_get_id (b));
  g_assert_cmpint (landline_conversation_get_kind (a), ==, landline_conversation_get_kind (b));
  g_assert_cmpstr (landline_conversation_get_name (a), ==, landline_conversation_get_name (b));
  g_assert_cmpint (landline_conversation_get_created (a), ==,
                   landline_conversation_get_created (b));
  g_assert_cmpint (landline_conversation_get_last_seq (a), ==,
                   landline_conversation_get_last_seq (b));
  g_assert_cmpuint (landline_conversation_get_n_members (a), ==,
                    landline_conversation_get_n_members (b));
  for (guint i = 0; i < landline_conversation_get_n_members (a); i++)
    {
      const LandlineMember *of_a = landline_conversation_get_member (a, i);
      const LandlineMember *of_b = landline_conversation_get_member (b, i);

      g_assert_cmpstr (of_a->user_id, ==, of_b->user_id);
      g_assert_cmpstr (of_a->name, ==, of_b->name);
      g_assert_cmpint (of_a->role, ==, of_b->role);
    }
}

static void
test_conversation (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LandlineConversation) conversation = random_conversation ();
      g_autoptr (LandlineConversation) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_wire_conversation_write (out, conversation);
      again = landline_wire_conversation_parse (out->str, out->len, &error);
      g_assert_no_error (error);
      assert_same_conversation (conversation, again);
    }
}

static void
test_conversation_event (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LandlineConversation) conversation = random_conversation ();
      g_autofree char *change = g_test_rand_bit () ? g_strdup ("renamed") : NULL;
      g_autofree char *by = g_test_rand_bit () ? random_user () : NULL;
      gint64 cursor = random_positive ();
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GString) second = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_server_frame_write_event_conversation (out, cursor, conversation, change, by);
      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpint (frame.kind, ==, LANDLINE_SERVER_FRAME_EVENT);
      g_assert_cmpint (frame.cursor, ==, cursor);
      g_assert_cmpstr (landline_event_get_change (frame.event), ==, change);
      g_assert_cmpstr (landline_event_get_by (frame.event), ==, by);
      assert_same_conversation (conversation, landline_event_get_conversation (frame.event));

      landline_server_frame_write_event (second, frame.event);
      g_assert_cmpstr (second->str, ==, out->str);
    }
}

static void
test_receipt_event (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = landline_id_new (LANDLINE_ID_CONVERSATION);
      g_autofree char *user = random_user ();
      gint64 delivered = random_integer ();
      gint64 other = random_integer ();
      gint64 read = MIN (other, delivered);
      gint64 cursor = random_positive ();
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GString) page = g_string_new (NULL);
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GError) error = NULL;
      gboolean more = FALSE;
      gint64 last = 0;
      LandlineReceipt *receipt;

      landline_server_frame_write_event_receipt (out, cursor, id, user, delivered, read);
      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      receipt = landline_event_get_receipt (frame.event);
      g_assert_cmpstr (landline_receipt_get_conversation (receipt), ==, id);
      g_assert_cmpstr (landline_receipt_get_user_id (receipt), ==, user);
      g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, delivered);
      g_assert_cmpint (landline_receipt_get_read (receipt), ==, read);

      /* The same by REST. */
      landline_rest_begin_events (page);
      landline_rest_add_event_receipt (page, cursor, id, user, delivered, read);
      landline_rest_end_events (page, cursor, TRUE);
      events = landline_rest_parse_events (page->str, page->len, &last, &more, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (events->len, ==, 1);
      g_assert_cmpint (last, ==, cursor);
      g_assert_true (more);
      receipt = landline_event_get_receipt (events->pdata[0]);
      g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, delivered);
      g_assert_cmpint (landline_receipt_get_read (receipt), ==, read);
    }
}

static void
test_device (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = landline_id_new (LANDLINE_ID_DEVICE);
      g_autofree char *user = random_user ();
      g_autofree char *name = random_nullable (LANDLINE_LIMIT_DEVICE_NAME);
      gint64 created = random_integer (), last_seen = random_integer ();
      g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (devices, landline_device_new (id, user, name, created, last_seen));
      landline_rest_write_devices (out, devices);
      again = landline_rest_parse_devices (out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (landline_device_get_id (again->pdata[0]), ==, id);
      g_assert_cmpstr (landline_device_get_user_id (again->pdata[0]), ==, user);
      g_assert_cmpstr (landline_device_get_name (again->pdata[0]), ==, name);
      g_assert_cmpint (landline_device_get_created (again->pdata[0]), ==, created);
      g_assert_cmpint (landline_device_get_last_seen (again->pdata[0]), ==, last_seen);
    }
}

static void
test_register (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;
      g_auto (LandlineRegisterRequest) again = LANDLINE_REGISTER_REQUEST_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      request.invite = random_nullable (LANDLINE_LIMIT_INVITE);
      request.phone = random_user ();
      request.name = random_name (LANDLINE_LIMIT_NAME);
      request.device_name = random_name (LANDLINE_LIMIT_DEVICE_NAME);

      landline_rest_write_register (out, &request);
      landline_rest_parse_register (&again, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again.invite, ==, request.invite);
      g_assert_cmpstr (again.phone, ==, request.phone);
      g_assert_cmpstr (again.name, ==, request.name);
      g_assert_cmpstr (again.device_name, ==, request.device_name);
    }
}

static char **
random_users (guint limit)
{
  guint n = (guint) g_test_rand_int_range (0, (gint32) limit + 1);
  char **users = n > 0 ? g_new0 (char *, n + 1) : NULL;

  for (guint i = 0; i < n; i++)
    users[i] = random_user ();

  return users;
}

static void
assert_same_users (const char *const *a, char **b)
{
  g_assert_cmpint (a != NULL, ==, b != NULL);
  if (a != NULL)
    g_assert_true (g_strv_equal (a, (const char *const *) b));
}

/* From the device that acts to those that are told. */
static void
test_action (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *conversation = landline_id_new (LANDLINE_ID_CONVERSATION);
      g_autofree char *message = landline_id_new_message ();
      g_autofree char *text = random_string (2000);
      g_autofree char *user = random_user ();
      g_auto (GStrv) mentions = random_users (LANDLINE_LIMIT_MENTIONS);
      g_autoptr (LandlineAction) action = landline_action_new (NULL, conversation, message,
                                                               LANDLINE_ACTION_EDIT, text,
                                                               (const char *const *) mentions);
      g_autoptr (LandlineAction) taken = NULL;
      g_auto (LandlineClientFrame) sent = LANDLINE_CLIENT_FRAME_INIT;
      g_auto (LandlineServerFrame) told = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      gint64 time = random_integer (), version = random_positive ();
      LandlineAction *again;

      landline_client_frame_write_act (out, action);
      landline_client_frame_parse (&sent, out->str, out->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (sent.id, ==, landline_action_get_id (action));

      taken = landline_action_new_taken (sent.action, user, time, version);
      g_string_truncate (out, 0);
      landline_server_frame_write_event_action (out, 7, taken);
      landline_server_frame_parse (&told, out->str, out->len, &error);
      g_assert_no_error (error);
      again = landline_event_get_action (told.event);
      g_assert_cmpstr (landline_action_get_id (again), ==, landline_action_get_id (action));
      g_assert_cmpstr (landline_action_get_conversation (again), ==, conversation);
      g_assert_cmpstr (landline_action_get_message (again), ==, message);
      g_assert_cmpstr (landline_action_get_text (again), ==, text);
      assert_same_users (landline_action_get_mentions (again), mentions);
      g_assert_cmpstr (landline_action_get_user_id (again), ==, user);
      g_assert_cmpint (landline_action_get_time (again), ==, time);
      g_assert_cmpint (landline_action_get_version (again), ==, version);
    }
}

static void
test_note (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *conversation = landline_id_new (LANDLINE_ID_CONVERSATION);
      g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_MUTE, conversation);
      g_autofree char *value = random_string (LANDLINE_LIMIT_NOTE_VALUE);
      gint64 time = random_integer (), version = random_positive ();
      g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GPtrArray) again = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      gboolean more = FALSE;

      g_ptr_array_add (notes, landline_note_new (key, value, time, version));
      landline_rest_write_notes (out, notes, i % 2 == 0);
      again = landline_rest_parse_notes (out->str, out->len, &more, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (again->len, ==, 1);
      g_assert_cmpint (more, ==, i % 2 == 0);
      g_assert_cmpstr (landline_note_get_key (again->pdata[0]), ==, key);
      g_assert_cmpstr (landline_note_get_value (again->pdata[0]), ==, value);
      g_assert_cmpint (landline_note_get_time (again->pdata[0]), ==, time);
      g_assert_cmpint (landline_note_get_version (again->pdata[0]), ==, version);
    }
}

static void
test_group (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;
      g_auto (LandlineGroupRequest) again = LANDLINE_GROUP_REQUEST_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_id_write_uuid (request.id);
      request.members = random_users (50);
      request.group.name = random_name (LANDLINE_LIMIT_NAME);
      request.group.description = random_nullable (LANDLINE_LIMIT_DESCRIPTION);
      request.group.picture = g_test_rand_bit () ? landline_id_new (LANDLINE_ID_MEDIA) : NULL;
      request.group.who_may_send = g_test_rand_int_range (-1, 2);
      request.group.who_may_edit = g_test_rand_int_range (-1, 2);
      request.group.history = g_test_rand_int_range (-1, 2);
      request.group.disappear = g_test_rand_bit () ? LANDLINE_EXPIRES_WEEK : LANDLINE_GROUP_STAYS;

      landline_rest_write_group (out, &request);
      landline_rest_parse_group (&again, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again.id, ==, request.id);
      assert_same_users ((const char *const *) again.members, request.members);
      g_assert_cmpstr (again.group.name, ==, request.group.name);
      g_assert_cmpstr (again.group.description, ==, request.group.description);
      g_assert_cmpstr (again.group.picture, ==, request.group.picture);
      g_assert_cmpint (again.group.who_may_send, ==, request.group.who_may_send);
      g_assert_cmpint (again.group.who_may_edit, ==, request.group.who_may_edit);
      g_assert_cmpint (again.group.history, ==, request.group.history);
      g_assert_cmpint (again.group.disappear, ==, request.group.disappear);
    }
}

static void
test_status_request (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_auto (LandlineStatusRequest) request = LANDLINE_STATUS_REQUEST_INIT;
      g_auto (LandlineStatusRequest) again = LANDLINE_STATUS_REQUEST_INIT;
      g_autofree char *text = random_string (LANDLINE_LIMIT_STATUS_TEXT);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_id_write_uuid (request.id);
      request.content = landline_content_new_text (text);
      request.colour = g_strdup_printf ("#%06x", (guint) g_test_rand_int_range (0, 0x1000000));
      request.audience.mode = (LandlineAudienceMode) g_test_rand_int_range (0, 3);
      request.audience.users = random_users (50);

      landline_rest_write_status_request (out, &request);
      landline_rest_parse_status_request (&again, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again.id, ==, request.id);
      g_assert_cmpstr (landline_content_get_text (again.content), ==, text);
      g_assert_cmpstr (again.colour, ==, request.colour);
      g_assert_cmpint (again.audience.mode, ==, request.audience.mode);
      assert_same_users ((const char *const *) again.audience.users, request.audience.users);
    }
}

/* The sentence of a refusal is never longer than its limit, whatever it quotes. */
static void
test_refusal (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *sentence = random_string (3 * LANDLINE_LIMIT_ERROR_MESSAGE);
      LandlineError code = (LandlineError) g_test_rand_int_range (0, LANDLINE_N_ERRORS);
      gint64 retry_after = g_test_rand_bit () ? -1 : random_integer ();
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_rest_write_error (out, code, sentence, retry_after);
      landline_rest_parse_error (out->str, out->len, 500, &error);
      g_assert_error (error, LANDLINE_ERROR, (gint) code);
      g_assert_cmpint (landline_error_get_retry_after (error), ==, retry_after);
      g_assert_cmpuint (strlen (error->message), <=, LANDLINE_LIMIT_ERROR_MESSAGE);
      g_assert_true (g_str_has_prefix (sentence, error->message));
      g_assert_cmpuint (strlen (error->message), >=,
                        MIN (strlen (sentence), LANDLINE_LIMIT_ERROR_MESSAGE - 3));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/round-trips/user", test_user);
  g_test_add_func ("/model/round-trips/former-user", test_former_user);
  g_test_add_func ("/model/round-trips/conversation", test_conversation);
  g_test_add_func ("/model/round-trips/conversation-event", test_conversation_event);
  g_test_add_func ("/model/round-trips/receipt-event", test_receipt_event);
  g_test_add_func ("/model/round-trips/device", test_device);
  g_test_add_func ("/model/round-trips/register", test_register);
  g_test_add_func ("/model/round-trips/action", test_action);
  g_test_add_func ("/model/round-trips/note", test_note);
  g_test_add_func ("/model/round-trips/group", test_group);
  g_test_add_func ("/model/round-trips/status-request", test_status_request);
  g_test_add_func ("/model/round-trips/refusal", test_refusal);

  return g_test_run ();
}
