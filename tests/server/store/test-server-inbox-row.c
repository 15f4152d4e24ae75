/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "server-inbox-row.h"

/* The rows of an inbox by themselves: what they are, and how they are told to a device, on the
 * channel and in the answer to getMessage. */

#define ALICE      "+15550101"
#define BOB        "+15550102"
#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define REPLY_ID   "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8e"
#define CONTENT    "\"type\":\"text\",\"text\":\"Hello\""

/* What a store has of a message. Everything in it may go after the row was made. */
static ServerMessage *
new_message (const char *content, const char *reply_to)
{
  g_autofree char *copy = g_strdup (content);
  const LandlineMessageRow row = {
    .id = MESSAGE_ID,
    .sender_id = ALICE,
    .conversation = "c_1",
    .seq = 7,
    .time = 1700000000000,
    .reply_to = reply_to,
    .content = copy,
    .content_length = copy != NULL ? strlen (copy) : 0,
  };
  ServerMessage *message = server_message_new (&row, "d_sender");

  if (copy != NULL)
    memset (copy, 'x', strlen (copy));
  return message;
}

static LandlineConversation *
new_group (guint n_members)
{
  g_autofree LandlineMember *members = g_new0 (LandlineMember, n_members);
  LandlineConversation *group;

  for (guint i = 0; i < n_members; i++)
    {
      members[i].user_id = g_strdup_printf ("+1555%04u", i);
      members[i].role = i == 0 ? LANDLINE_ROLE_ADMIN : LANDLINE_ROLE_MEMBER;
    }
  group = landline_conversation_new ("c_2", LANDLINE_CONVERSATION_GROUP, "Trip", members, n_members,
                                     1700000000000, 3);
  for (guint i = 0; i < n_members; i++)
    g_free (members[i].user_id);
  return group;
}

static char *
dup_frame (ServerInboxRow *row, const char *device_id)
{
  GString *frame = g_string_new (NULL);

  server_inbox_row_write_frame (row, device_id, frame);
  return g_string_free_and_steal (frame);
}

/* What a client makes of a row in an answer. */
static LandlineEvent *
get_reply (ServerInboxRow *row, const char *device_id)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  gint64 cursor = 0;
  gboolean more = TRUE;

  landline_rest_begin_events (body);
  server_inbox_row_write_reply (row, device_id, body);
  landline_rest_end_events (body, server_inbox_row_get_cursor (row), FALSE);
  events = landline_rest_parse_events (body->str, body->len, &cursor, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 1);
  g_assert_false (more);
  g_assert_cmpint (cursor, ==, server_inbox_row_get_cursor (row));
  return g_object_ref (events->pdata[0]);
}

static void
test_message (void)
{
  g_autoptr (ServerMessage) message = new_message (CONTENT, REPLY_ID);
  g_autoptr (LandlineMessage) noun = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (server_message_is_forgotten (message));
  g_assert_cmpstr (server_message_get_device_id (message), ==, "d_sender");
  g_assert_cmpstr (server_message_get_row (message)->content, ==, CONTENT);

  noun = server_message_dup_message (message, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_message_get_id (noun), ==, MESSAGE_ID);
  g_assert_cmpstr (landline_message_get_sender_id (noun), ==, ALICE);
  g_assert_cmpstr (landline_message_get_conversation (noun), ==, "c_1");
  g_assert_cmpint (landline_message_get_seq (noun), ==, 7);
  g_assert_cmpint (landline_message_get_time (noun), ==, 1700000000000);
  g_assert_cmpstr (landline_message_get_reply_to (noun), ==, REPLY_ID);
  g_assert_cmpstr (landline_content_get_text (landline_message_get_content (noun)), ==, "Hello");
}

static void
test_damaged_content (void)
{
  static const char *const contents[] = {
    "\"type\":\"text\"", "\"type\":\"text\",\"text\":7", "{", "", "nonsense",
  };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (ServerMessage) message = new_message (contents[i], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", contents[i]);
      g_assert_null (server_message_dup_message (message, &error));
      g_assert_nonnull (error);
    }
}

/* A newer server kept it, and this one was put back: the message is there, its content is not
 * shown.
 */
static void
test_unknown_content (void)
{
  g_autoptr (ServerMessage) message = new_message ("\"type\":\"poll\",\"options\":[1,2]", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineMessage) noun = server_message_dup_message (message, &error);

  g_assert_no_error (error);
  g_assert_cmpint (landline_content_get_content_type (landline_message_get_content (noun)), ==,
                   LANDLINE_CONTENT_UNSUPPORTED);
}

static void
test_forgotten (void)
{
  g_autoptr (ServerMessage) message = new_message (NULL, NULL);

  g_assert_true (server_message_is_forgotten (message));
  g_assert_cmpint (server_message_get_row (message)->seq, ==, 7);
}

/* The device that sent it is told `sent`, every other one gets the message. */
static void
test_own (void)
{
  static const struct
  {
    gboolean is_own;
    const char *device_id;
    gboolean is_sent;
  } cases[] = {
    { TRUE, "d_sender", TRUE },   { TRUE, "d_other", FALSE },  { TRUE, NULL, FALSE },
    { FALSE, "d_sender", FALSE }, { FALSE, "d_other", FALSE }, { TRUE, "d_sende", FALSE },
    { TRUE, "d_sender2", FALSE }, { TRUE, "", FALSE },
  };
  g_autoptr (ServerMessage) message = new_message (CONTENT, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerInboxRow) row = server_inbox_row_new_message (12, message, cases[i].is_own);
      g_autofree char *frame = dup_frame (row, cases[i].device_id);
      g_autoptr (LandlineEvent) event = get_reply (row, cases[i].device_id);

      g_test_message ("%u: %s", i, frame);
      g_assert_cmpint (server_inbox_row_is_own (row), ==, cases[i].is_own);
      g_assert_true (g_str_has_prefix (frame, cases[i].is_sent ? "{\"frame\":\"sent\""
                                                               : "{\"frame\":\"event\""));
      g_assert_true ((strstr (frame, "\"text\":\"Hello\"") == NULL) == cases[i].is_sent);
      g_assert_nonnull (strstr (frame, "\"cursor\":12"));
      g_assert_nonnull (strstr (frame, "\"seq\":7"));

      /* Neither way tells which device it was. */
      g_assert_null (strstr (frame, "d_sender"));
      g_assert_cmpint (landline_event_get_cursor (event), ==, 12);
      g_assert_cmpint (landline_event_get_kind (event) == LANDLINE_EVENT_MESSAGE, ==,
                       !cases[i].is_sent);
    }
}

/* A message as actions left it: the state is the message's own copy. */
static void
test_state (void)
{
  LandlineReaction reaction = { g_strdup ("👍"), g_strdup (BOB) };
  LandlineMessageState state = { .version = 3,
                                 .edited = 9,
                                 .is_pinned = TRUE,
                                 .reactions = &reaction,
                                 .n_reactions = 1 };
  g_autoptr (ServerMessage) message = new_message (CONTENT, NULL);
  LandlineMessageRow plain = *server_message_get_row (message);
  g_autoptr (ServerMessage) touched = NULL;
  g_autoptr (ServerMessage) deleted = NULL;
  g_autoptr (LandlineMessage) noun = NULL;
  g_autoptr (LandlineMessage) tombstone = NULL;

  plain.state = &state;
  touched = server_message_new (&plain, "d_sender");
  g_free (reaction.emoji);
  g_free (reaction.user_id);
  noun = server_message_dup_message (touched, NULL);
  g_assert_cmpint (landline_message_get_state (noun)->version, ==, 3);
  g_assert_cmpint (landline_message_get_state (noun)->edited, ==, 9);
  g_assert_true (landline_message_get_state (noun)->is_pinned);
  g_assert_cmpstr (landline_message_get_state (noun)->reactions[0].user_id, ==, BOB);

  /* One that was deleted is none that was forgotten. */
  state = (LandlineMessageState) { .version = 4, .is_deleted = TRUE };
  plain.content = NULL;
  deleted = server_message_new (&plain, "d_sender");
  g_assert_false (server_message_is_forgotten (deleted));
  tombstone = server_message_dup_message (deleted, NULL);
  g_assert_true (landline_message_get_state (tombstone)->is_deleted);
}

/* Who did something is told that it is done, everybody else what was done. */
static void
test_action (void)
{
  g_autoptr (LandlineAction) asked = landline_action_new (MESSAGE_ID, "c_1", REPLY_ID,
                                                          LANDLINE_ACTION_REACT, "👍", NULL);
  g_autoptr (LandlineAction) action = landline_action_new_taken (asked, ALICE, 99, 5);
  g_autoptr (ServerInboxRow) own = NULL;
  g_autoptr (ServerInboxRow) other = NULL;
  g_autoptr (ServerInboxRow) replaced = NULL;
  LandlineDone done;

  landline_done_init (&done, 15, MESSAGE_ID, "c_1", 5, 99, FALSE);
  own = server_inbox_row_new_action (&done, action, "d_own");
  other = server_inbox_row_new_action (&done, action, NULL);
  replaced = server_inbox_row_new_action (&done, NULL, "d_own");
  {
    g_autofree char *done_frame = dup_frame (own, "d_own");
    g_autofree char *event_frame = dup_frame (own, "d_other");
    g_autofree char *other_frame = dup_frame (other, "d_own");
    g_autofree char *replaced_frame = dup_frame (replaced, "d_own");
    g_autoptr (LandlineEvent) told_done = get_reply (own, "d_own");
    g_autoptr (LandlineEvent) told = get_reply (own, "d_other");

    g_assert_true (server_inbox_row_is_own (own));
    g_assert_false (server_inbox_row_is_own (other));
    g_assert_true (server_inbox_row_get_action (own) == action);
    g_assert_null (server_inbox_row_get_action (replaced));
    g_assert_null (server_inbox_row_get_note (own));
    g_assert_true (g_str_has_prefix (done_frame, "{\"frame\":\"done\",\"cursor\":15,"));
    g_assert_cmpstr (replaced_frame, ==, done_frame);
    g_assert_nonnull (strstr (event_frame, "\"event\":\"action\""));
    g_assert_cmpstr (other_frame, ==, event_frame);
    g_assert_cmpint (landline_event_get_kind (told_done), ==, LANDLINE_EVENT_DONE);
    g_assert_cmpint (landline_event_get_done (told_done)->version, ==, 5);
    g_assert_cmpstr (landline_action_get_emoji (landline_event_get_action (told)), ==, "👍");
  }
}

static void
test_note (void)
{
  g_autoptr (LandlineNote) note = landline_note_new ("mute:c_1", "12", 99, 6);
  g_autoptr (ServerInboxRow) row = NULL;
  g_autoptr (LandlineEvent) told_done = NULL;
  g_autoptr (LandlineEvent) told = NULL;
  g_autofree char *frame = NULL;
  LandlineDone done;

  landline_done_init (&done, 16, MESSAGE_ID, NULL, 6, 99, FALSE);
  row = server_inbox_row_new_note (&done, note, "d_own");
  told_done = get_reply (row, "d_own");
  told = get_reply (row, "d_other");
  frame = dup_frame (row, "d_other");
  g_assert_true (server_inbox_row_get_note (row) == note);
  g_assert_null (server_inbox_row_get_action (row));
  g_assert_cmpint (landline_event_get_kind (told_done), ==, LANDLINE_EVENT_DONE);
  g_assert_cmpstr (landline_note_get_value (landline_event_get_note (told)), ==, "12");
  g_assert_nonnull (strstr (frame, "\"event\":\"note\""));
}

static void
test_receipt (void)
{
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new ("c_1", BOB, 5, 3);
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_receipt (13, receipt);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");
  LandlineReceipt *told = landline_event_get_receipt (event);

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_RECEIPT);
  g_assert_true (server_inbox_row_get_receipt (row) == receipt);
  g_assert_null (server_inbox_row_get_message (row));
  g_assert_null (server_inbox_row_get_conversation (row));
  g_assert_null (server_inbox_row_get_change (row));
  g_assert_false (server_inbox_row_is_own (row));
  g_assert_nonnull (strstr (frame, "\"event\":\"receipt\""));

  g_assert_cmpstr (landline_receipt_get_user_id (told), ==, BOB);
  g_assert_cmpint (landline_receipt_get_delivered (told), ==, 5);
  g_assert_cmpint (landline_receipt_get_read (told), ==, 3);
}

static void
test_conversation (void)
{
  static const char *const users[] = { BOB, NULL };
  const LandlineChange change = { .name = "promoted", .by = ALICE, .users = users, .time = 77 };
  g_autoptr (LandlineConversation) group = new_group (3);
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_conversation (14, group, &change);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");
  LandlineConversation *told = landline_event_get_conversation (event);

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_CONVERSATION);
  g_assert_true (server_inbox_row_get_conversation (row) == group);
  g_assert_null (server_inbox_row_get_message (row));
  g_assert_null (server_inbox_row_get_receipt (row));
  g_assert_cmpstr (server_inbox_row_get_change (row), ==, "promoted");
  g_assert_nonnull (strstr (frame, "\"change\":\"promoted\""));
  g_assert_nonnull (strstr (frame, "\"users\":[\"" BOB "\"],\"time\":77"));
  g_assert_cmpint (landline_event_get_time (event), ==, 77);
  g_assert_cmpstr (landline_event_get_users (event)[0], ==, BOB);
  g_assert_nonnull (strstr (frame, "\"by\":\"" ALICE "\""));

  g_assert_cmpstr (landline_conversation_get_name (told), ==, "Trip");
  g_assert_cmpuint (landline_conversation_get_n_members (told), ==, 3);
}

static LandlineStatus *
new_status (const char *text)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);

  return landline_status_new ("s_01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d", ALICE, 1732430000000,
                              1732516400000, content, "#26a269", 70, TRUE);
}

static void
test_status (void)
{
  g_autoptr (LandlineStatus) status = new_status ("At sea");
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_status (15, status);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_STATUS);
  g_assert_true (server_inbox_row_get_status (row) == status);
  g_assert_null (server_inbox_row_get_view (row));
  g_assert_nonnull (strstr (frame, "\"cursor\":15,\"event\":\"status\""));
  g_assert_nonnull (strstr (frame, "At sea"));
  g_assert_cmpstr (landline_status_get_user_id (landline_event_get_status (event)), ==, ALICE);
}

static void
test_user (void)
{
  g_autofree char *about = g_strnfill (LANDLINE_LIMIT_ABOUT, '"');
  g_autoptr (LandlineUser) user = landline_user_new (BOB, "Bob", about, "m_7d", 0, FALSE);
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_user (17, user);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_USER);
  g_assert_true (server_inbox_row_get_user (row) == user);
  g_assert_null (server_inbox_row_get_status (row));
  g_assert_nonnull (strstr (frame, "\"event\":\"user\""));
  g_assert_cmpstr (landline_user_get_about (landline_event_get_user (event)), ==, about);
  g_assert_cmpuint (server_inbox_row_get_size (row), >=, strlen (frame));
}

static void
test_device (void)
{
  g_autofree char *name = g_strnfill (LANDLINE_LIMIT_DEVICE_NAME, '"');
  g_autoptr (LandlineDevice) device = landline_device_new ("d_b2", BOB, name, 5, 6);
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_device (18, device);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_DEVICE);
  g_assert_true (server_inbox_row_get_device (row) == device);
  g_assert_null (server_inbox_row_get_user (row));
  g_assert_nonnull (strstr (frame, "\"event\":\"device\""));
  g_assert_cmpstr (landline_device_get_name (landline_event_get_device (event)), ==, name);
  g_assert_cmpuint (server_inbox_row_get_size (row), >=, strlen (frame));
}

static void
test_view (void)
{
  g_autoptr (LandlineView) view = landline_view_new ("s_1", BOB, 77);
  g_autoptr (ServerInboxRow) row = server_inbox_row_new_view (16, view);
  g_autofree char *frame = dup_frame (row, "d_sender");
  g_autoptr (LandlineEvent) event = get_reply (row, "d_sender");

  g_assert_cmpint (server_inbox_row_get_kind (row), ==, SERVER_INBOX_VIEW);
  g_assert_true (server_inbox_row_get_view (row) == view);
  g_assert_null (server_inbox_row_get_status (row));
  g_assert_nonnull (strstr (frame, "\"event\":\"view\""));
  g_assert_cmpint (landline_view_get_time (landline_event_get_view (event)), ==, 77);
}

/* What the pump counts with: never less than what goes out, for each kind at its usual and at a
 * large size. */
static void
test_sizes (void)
{
  g_autofree char *text = g_strnfill (16000, 't');
  g_autofree char *content = g_strdup_printf ("\"type\":\"text\",\"text\":\"%s\"", text);
  g_autoptr (ServerMessage) short_message = new_message (CONTENT, REPLY_ID);
  g_autoptr (ServerMessage) long_message = new_message (content, REPLY_ID);
  g_autoptr (LandlineReceipt) receipt = landline_receipt_new ("c_1", BOB, 5, 3);
  g_autofree char *description = g_strnfill (LANDLINE_LIMIT_DESCRIPTION, '"');
  const LandlineSettings settings = { .description = description };
  const LandlineChange change = { .name = "created", .by = ALICE };
  g_autoptr (LandlineConversation) pair = new_group (2);
  g_autoptr (LandlineConversation) crowd = new_group (1000);
  g_autoptr (LandlineConversation) told = landline_conversation_new_with_settings (pair, &settings);
  g_autoptr (LandlineStatus) short_status = new_status ("x");
  g_autoptr (LandlineStatus) long_status = new_status (text);
  ServerInboxRow *rows[] = {
    server_inbox_row_new_message (1, short_message, FALSE),
    server_inbox_row_new_message (2, long_message, FALSE),
    server_inbox_row_new_receipt (3, receipt),
    server_inbox_row_new_conversation (4, pair, &change),
    server_inbox_row_new_conversation (5, crowd, &change),
    server_inbox_row_new_conversation (6, told, &change),
    server_inbox_row_new_status (7, short_status),
    server_inbox_row_new_status (8, long_status),
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *frame = dup_frame (rows[i], NULL);

      g_test_message ("%u: %" G_GSIZE_FORMAT " counted, %" G_GSIZE_FORMAT " sent", i,
                      server_inbox_row_get_size (rows[i]), strlen (frame));
      g_assert_cmpuint (server_inbox_row_get_size (rows[i]), >=, strlen (frame));
      server_inbox_row_unref (rows[i]);
    }
}

/* A row lives as long as the last who holds it, and keeps what it is about alive. */
static void
test_references (void)
{
  LandlineReceipt *receipt = landline_receipt_new ("c_1", BOB, 1, 1);
  ServerInboxRow *row = server_inbox_row_new_receipt (1, receipt);
  gpointer weak = receipt;

  g_object_add_weak_pointer (G_OBJECT (receipt), &weak);
  g_object_unref (receipt);
  g_assert_true (server_inbox_row_ref (row) == row);
  server_inbox_row_unref (row);
  g_assert_nonnull (weak);
  server_inbox_row_unref (row);
  g_assert_null (weak);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/message", test_message);
  g_test_add_func ("/store/message/damaged-content", test_damaged_content);
  g_test_add_func ("/store/message/unknown-content", test_unknown_content);
  g_test_add_func ("/store/message/forgotten", test_forgotten);
  g_test_add_func ("/store/inbox-row/own", test_own);
  g_test_add_func ("/store/message/state", test_state);
  g_test_add_func ("/store/inbox-row/action", test_action);
  g_test_add_func ("/store/inbox-row/note", test_note);
  g_test_add_func ("/store/inbox-row/receipt", test_receipt);
  g_test_add_func ("/store/inbox-row/conversation", test_conversation);
  g_test_add_func ("/store/inbox-row/status", test_status);
  g_test_add_func ("/store/inbox-row/view", test_view);
  g_test_add_func ("/store/inbox-row/user", test_user);
  g_test_add_func ("/store/inbox-row/device", test_device);
  g_test_add_func ("/store/inbox-row/sizes", test_sizes);
  g_test_add_func ("/store/inbox-row/references", test_references);

  return g_test_run ();
}
