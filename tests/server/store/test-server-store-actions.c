/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-config.h"
#include "server-limits.h"
#include "store-fixture.h"

/* What is done to messages: who may, what it makes of them, who is told, and that a repeated try is
 * one. For every implementation of ServerStore. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define NONE  "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c00"
#define START (G_GINT64_CONSTANT (1732430000000))
#define HOUR  (G_GINT64_CONSTANT (60) * 60 * 1000)

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* administrator of the group */
  ServerAccount *alice_too;
  ServerAccount *bob;   /* member */
  ServerAccount *carol; /* outside */
  char *group;
  char *message; /* the group's first, Bob's */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  store_fixture_set_clock (&fixture->base, START);
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  fixture->alice_too = store_add_device (fixture->store, ALICE);
  fixture->bob = store_add_user (fixture->store, BOB, "Bob");
  fixture->carol = store_add_user (fixture->store, CAROL, "Carol");
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB);
  fixture->group = g_strdup (landline_conversation_get_id (group));
  fixture->message = landline_id_new_message ();
  store_send (fixture->store, fixture->bob, fixture->message, fixture->group, "Hello", NULL,
              &error);
  g_assert_no_error (error);
  store_fixture_forget_committed (&fixture->base);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->alice_too);
  server_account_unref (fixture->bob);
  server_account_unref (fixture->carol);
  g_free (fixture->group);
  g_free (fixture->message);
  store_fixture_tear_down (&fixture->base, data);
}

/* @text: of a reaction or an edit; otherwise not looked at. Returns: the version, 0 when refused */
static gint64
act_in (Fixture *fixture,
        ServerAccount *who,
        const char *conversation,
        const char *message,
        LandlineActionKind kind,
        const char *text,
        GError **error)
{
  gboolean has_text = kind == LANDLINE_ACTION_REACT || kind == LANDLINE_ACTION_EDIT;
  g_autoptr (LandlineAction) action = NULL;
  LandlineDone done;

  action = landline_action_new (NULL, conversation, message, kind, has_text ? text : NULL, NULL);
  if (!store_act (fixture->store, who, action, &done, error))
    return 0;
  g_assert_cmpstr (done.id, ==, landline_action_get_id (action));
  g_assert_cmpstr (done.conversation, ==, conversation);
  g_assert_false (done.duplicate);
  g_assert_cmpint (done.time, ==, fixture->base.now);
  g_assert_cmpint (done.cursor, >, 0);
  return done.version;
}

static gint64
act (Fixture *fixture, ServerAccount *who, LandlineActionKind kind, const char *text)
{
  g_autoptr (GError) error = NULL;
  gint64 version = act_in (fixture, who, fixture->group, fixture->message, kind, text, &error);

  g_assert_no_error (error);
  return version;
}

static void
assert_refused (Fixture *fixture,
                ServerAccount *who,
                const char *message,
                LandlineActionKind kind,
                LandlineError code)
{
  g_autoptr (GError) error = NULL;

  act_in (fixture, who, fixture->group, message, kind, "👍", &error);
  g_assert_error (error, LANDLINE_ERROR, (int) code);
}

/* What a device is told behind its last acknowledgement, a frame each. */
static GPtrArray *
list_frames (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, -1, 500);
  GPtrArray *frames = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < page->rows->len; i++)
    g_ptr_array_add (frames, store_dup_frame (page, i, who));
  return frames;
}

static guint
count_told (Fixture *fixture, ServerAccount *who, const char *part)
{
  g_autoptr (GPtrArray) frames = list_frames (fixture, who);
  guint n = 0;

  for (guint i = 0; i < frames->len; i++)
    n += strstr (frames->pdata[i], part) != NULL;
  return n;
}

/* The message as a member's history has it, NULL when it has not. */
static LandlineMessage *
find_in_history (Fixture *fixture, ServerAccount *who, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerPage) page = store_history (fixture->store, who, fixture->group, 0, 100, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < page->rows->len; i++)
    if (g_str_equal (server_message_get_row (page->rows->pdata[i])->id, id))
      return server_message_dup_message (page->rows->pdata[i], NULL);
  return NULL;
}

static void
test_react (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = NULL;
  g_autoptr (LandlineMessage) after = NULL;
  const LandlineMessageState *state;

  g_assert_cmpint (act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "👍"), ==, 1);
  g_assert_cmpint (act (fixture, fixture->bob, LANDLINE_ACTION_REACT, "🎉"), ==, 2);
  g_assert_cmpint (act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "❤️"), ==, 3);

  message = find_in_history (fixture, fixture->bob, fixture->message);
  state = landline_message_get_state (message);
  g_assert_cmpint (state->version, ==, 3);
  g_assert_cmpuint (state->n_reactions, ==, 2);
  g_assert_cmpstr (state->reactions[0].user_id, ==, ALICE);
  g_assert_cmpstr (state->reactions[0].emoji, ==, "❤️");
  g_assert_cmpstr (state->reactions[1].user_id, ==, BOB);

  /* The device that did it is told that it is done, of everything; its user's other device and the
   * others are told what holds. */
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"frame\":\"done\""), ==, 2);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "🎉"), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"frame\":\"done\""), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"action\":\"react\""), ==, 2);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "❤️"), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "👍"), ==, 0);

  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "");
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"emoji\":\"\""), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "❤️"), ==, 0);
  after = find_in_history (fixture, fixture->bob, fixture->message);
  g_assert_cmpuint (landline_message_get_state (after)->n_reactions, ==, 1);
}

/* The rows are announced as they are committed, with versions as they were given. */
static void
test_committed (Fixture *fixture, gconstpointer data)
{
  GArray *rows = fixture->base.committed;

  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "👍");
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      ServerCommittedRow *row = &g_array_index (rows, ServerCommittedRow, i);
      LandlineAction *action = server_inbox_row_get_action (row->row);

      g_assert_cmpint (server_inbox_row_get_kind (row->row), ==, SERVER_INBOX_ACTION);
      g_assert_cmpstr (landline_action_get_user_id (action), ==, ALICE);
      g_assert_cmpint (landline_action_get_version (action), ==, 1);
      g_assert_true (server_inbox_row_is_own (row->row) == g_str_equal (row->user_id, ALICE));
    }
}

static void
test_edit (Fixture *fixture, gconstpointer data)
{
  const char *mentions[] = { ALICE, NULL };
  g_autoptr (LandlineAction) action = NULL;
  g_autoptr (LandlineMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  LandlineContent *content;
  LandlineSent sent;
  LandlineDone done;

  act (fixture, fixture->bob, LANDLINE_ACTION_EDIT, "Helo");
  fixture->base.now += HOUR;
  action = landline_action_new (NULL, fixture->group, fixture->message, LANDLINE_ACTION_EDIT,
                                "Bye, @" ALICE, mentions);
  g_assert_true (store_act (fixture->store, fixture->bob, action, &done, NULL));
  message = find_in_history (fixture, fixture->alice, fixture->message);
  content = landline_message_get_content (message);
  g_assert_cmpstr (landline_content_get_text (content), ==, "Bye, @" ALICE);
  g_assert_cmpstr (landline_content_get_mentions (content)[0], ==, ALICE);
  g_assert_cmpint (landline_message_get_state (message)->edited, ==, START + HOUR);
  g_assert_cmpint (landline_message_get_time (message), ==, START);

  /* Who has not got it yet gets it as it is now. */
  g_assert_cmpuint (count_told (fixture, fixture->alice, "Hello"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "Helo"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "Bye, @" ALICE), ==, 2);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"edited\":"), ==, 1);

  /* The sender's repeated try is what was sent, not what became of it. */
  g_assert_true (store_send (fixture->store, fixture->bob, fixture->message, fixture->group,
                             "Hello", &sent, &error));
  g_assert_true (sent.duplicate);
  g_assert_false (store_send (fixture->store, fixture->bob, fixture->message, fixture->group,
                              "Bye, @" ALICE, &sent, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
}

static char *
send_content (Fixture *fixture, ServerAccount *who, LandlineContent *content)
{
  char *id = landline_id_new_message ();
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  request = landline_send_request_new (id, fixture->group, NULL, content, NULL);
  store_send_request (fixture->store, who, request, NULL, &error);
  g_assert_no_error (error);
  return id;
}

static void
test_edit_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->bob, "plan.txt");
  g_autoptr (LandlineMedia) reference = NULL;
  g_autoptr (LandlineContent) plain = NULL;
  g_autoptr (LandlineContent) file = NULL;
  g_autoptr (LandlineContent) place = landline_content_new_location (1, 2, NULL);
  g_autoptr (LandlineMessage) message = NULL;
  g_autoptr (LandlineMessage) bare = NULL;
  g_autofree char *file_id = NULL;
  g_autofree char *place_id = NULL;
  g_autoptr (GError) error = NULL;

  reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                            landline_media_get_id (media));
  plain = landline_content_new_media (reference, "Here");
  file = landline_content_new_with_traits (plain, TRUE, NULL, LANDLINE_EXPIRES_WEEK);
  file_id = send_content (fixture, fixture->bob, file);
  place_id = send_content (fixture, fixture->bob, place);

  /* Only the caption changes. */
  act_in (fixture, fixture->bob, fixture->group, file_id, LANDLINE_ACTION_EDIT, "There", &error);
  g_assert_no_error (error);
  message = find_in_history (fixture, fixture->alice, file_id);
  g_assert_cmpstr (landline_content_get_text (landline_message_get_content (message)), ==, "There");
  g_assert_cmpstr (landline_media_get_name (
                       landline_content_get_media (landline_message_get_content (message))),
                   ==, "plan.txt");
  g_assert_true (landline_content_is_forwarded (landline_message_get_content (message)));
  g_assert_cmpint (landline_content_get_expires (landline_message_get_content (message)), ==,
                   LANDLINE_EXPIRES_WEEK);
  act_in (fixture, fixture->bob, fixture->group, file_id, LANDLINE_ACTION_EDIT, "", &error);
  g_assert_no_error (error);
  bare = find_in_history (fixture, fixture->alice, file_id);
  g_assert_null (landline_content_get_text (landline_message_get_content (bare)));

  act_in (fixture, fixture->bob, fixture->group, place_id, LANDLINE_ACTION_EDIT, "x", &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  act_in (fixture, fixture->bob, fixture->group, fixture->message, LANDLINE_ACTION_EDIT, "",
          &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_rights (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = landline_id_new_message ();
  g_autofree char *admins = landline_id_new_message ();
  g_autoptr (LandlineMessage) message = NULL;
  g_autoptr (LandlineMessage) hers = NULL;
  g_autoptr (GError) error = NULL;

  store_send (fixture->store, fixture->bob, own, fixture->group, "Mine", NULL, NULL);
  store_send (fixture->store, fixture->alice, admins, fixture->group, "Hers", NULL, NULL);

  assert_refused (fixture, fixture->alice, fixture->message, LANDLINE_ACTION_EDIT,
                  LANDLINE_ERROR_UNAUTHORIZED);
  assert_refused (fixture, fixture->bob, admins, LANDLINE_ACTION_EDIT, LANDLINE_ERROR_UNAUTHORIZED);
  assert_refused (fixture, fixture->bob, admins, LANDLINE_ACTION_DELETE, LANDLINE_ERROR_NOT_MEMBER);

  /* The last moment, and the first that is too late; an administrator has time. */
  fixture->base.now = START + SERVER_LIMIT_CHANGE_TIME - 1;
  act (fixture, fixture->bob, LANDLINE_ACTION_EDIT, "Late");
  fixture->base.now = START + SERVER_LIMIT_CHANGE_TIME;
  assert_refused (fixture, fixture->bob, fixture->message, LANDLINE_ACTION_EDIT,
                  LANDLINE_ERROR_CONFLICT);
  assert_refused (fixture, fixture->bob, own, LANDLINE_ACTION_DELETE, LANDLINE_ERROR_CONFLICT);
  act (fixture, fixture->bob, LANDLINE_ACTION_REACT, "👍");
  act (fixture, fixture->alice, LANDLINE_ACTION_DELETE, NULL);
  message = find_in_history (fixture, fixture->bob, fixture->message);
  g_assert_true (landline_message_get_state (message)->is_deleted_by_admin);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"deleted_by_admin\":true"), ==, 1);
  /* Her own is deleted by who sent it. */
  act_in (fixture, fixture->alice, fixture->group, admins, LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_no_error (error);
  hers = find_in_history (fixture, fixture->bob, admins);
  g_assert_true (landline_message_get_state (hers)->is_deleted);
  g_assert_false (landline_message_get_state (hers)->is_deleted_by_admin);
}

/* In a conversation of two nobody is an administrator. */
static void
test_rights_direct (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, fixture->bob, id, ALICE, "Hello", &sent, NULL));
  act_in (fixture, fixture->alice, sent.conversation, id, LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  act_in (fixture, fixture->bob, sent.conversation, id, LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_no_error (error);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  static const LandlineActionKind kinds[] = {
    LANDLINE_ACTION_REACT, LANDLINE_ACTION_EDIT,  LANDLINE_ACTION_DELETE,
    LANDLINE_ACTION_PIN,   LANDLINE_ACTION_UNPIN,
  };
  g_autoptr (LandlineMessage) message = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "👍");
  act (fixture, fixture->alice, LANDLINE_ACTION_PIN, NULL);
  act (fixture, fixture->bob, LANDLINE_ACTION_EDIT, "Secret");
  g_assert_cmpint (act (fixture, fixture->bob, LANDLINE_ACTION_DELETE, NULL), ==, 4);

  message = find_in_history (fixture, fixture->alice, fixture->message);
  g_assert_true (landline_message_get_state (message)->is_deleted);
  g_assert_false (landline_message_get_state (message)->is_pinned);
  g_assert_cmpuint (landline_message_get_state (message)->n_reactions, ==, 0);
  g_assert_cmpint (landline_message_get_state (message)->version, ==, 4);

  /* Who comes late is told that there was one, and nothing of it. */
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "Hello"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "Secret"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "👍"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"deleted\":true"), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"action\":\"delete\""), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"frame\":\"done\""), ==, 2);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_refused (fixture, fixture->bob, fixture->message, kinds[i], LANDLINE_ERROR_CONFLICT);
  g_assert_true (store_send (fixture->store, fixture->bob, fixture->message, fixture->group,
                             "Hello", &sent, &error));
  g_assert_true (sent.duplicate);

  /* What is kept while messages are, is forgotten with them. */
  store_ack (fixture->store, fixture->alice, 100, NULL);
  store_ack (fixture->store, fixture->alice_too, 100, NULL);
  store_ack (fixture->store, fixture->bob, 100, NULL);
  fixture->base.now += 100 * 24 * HOUR;
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_null (find_in_history (fixture, fixture->alice, fixture->message));
}

/* A file goes with the last message that refers to it. */
static void
test_delete_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->bob, "plan.txt");
  const char *media_id = landline_media_get_id (media);
  g_autoptr (LandlineSendRequest) first = store_new_document (fixture->group, media_id);
  g_autoptr (LandlineSendRequest) second = store_new_document (fixture->group, media_id);
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send_request (fixture->store, fixture->bob, first, NULL, NULL));
  g_assert_true (store_send_request (fixture->store, fixture->bob, second, NULL, NULL));
  act_in (fixture, fixture->bob, fixture->group, landline_send_request_get_id (second),
          LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_no_error (error);
  store_collect (fixture->store, SERVER_RETENTION_FOREVER);
  g_assert_true (store_may_see (fixture->store, fixture->alice, media_id));

  act_in (fixture, fixture->bob, fixture->group, landline_send_request_get_id (first),
          LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (store_may_see (fixture->store, fixture->alice, media_id));
  g_assert_true (store_may_see (fixture->store, fixture->bob, media_id));
  store_collect (fixture->store, SERVER_RETENTION_FOREVER);
  g_assert_false (store_may_see (fixture->store, fixture->bob, media_id));
}

static void
test_pin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineMessage) pinned = NULL;
  g_autoptr (LandlineMessage) unpinned = NULL;

  act (fixture, fixture->bob, LANDLINE_ACTION_PIN, NULL);
  pinned = find_in_history (fixture, fixture->alice, fixture->message);
  g_assert_true (landline_message_get_state (pinned)->is_pinned);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"pinned\":true"), ==, 1);

  for (guint i = 1; i <= SERVER_LIMIT_PINS; i++)
    {
      g_autofree char *id = landline_id_new_message ();

      store_send (fixture->store, fixture->bob, id, fixture->group, "x", NULL, NULL);
      act_in (fixture, fixture->alice, fixture->group, id, LANDLINE_ACTION_PIN, NULL, &error);
      if (i < SERVER_LIMIT_PINS)
        g_assert_no_error (error);
      else
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
    }
  /* One that is pinned takes no more room. */
  act (fixture, fixture->alice, LANDLINE_ACTION_PIN, NULL);
  act (fixture, fixture->alice, LANDLINE_ACTION_UNPIN, NULL);
  unpinned = find_in_history (fixture, fixture->alice, fixture->message);
  g_assert_false (landline_message_get_state (unpinned)->is_pinned);
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineAction) action = NULL;
  g_autoptr (LandlineAction) other = NULL;
  g_autoptr (GError) error = NULL;
  LandlineDone first, again;
  guint n_rows;

  action = landline_action_new (NULL, fixture->group, fixture->message, LANDLINE_ACTION_REACT, "👍",
                                NULL);
  other = landline_action_new (landline_action_get_id (action), fixture->group, fixture->message,
                               LANDLINE_ACTION_REACT, "🎉", NULL);
  g_assert_true (store_act (fixture->store, fixture->alice, action, &first, NULL));
  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "❤️");
  n_rows = fixture->base.committed->len;
  fixture->base.now += HOUR;

  /* From the other device, and when it could not be done any more. */
  act (fixture, fixture->bob, LANDLINE_ACTION_DELETE, NULL);
  g_assert_true (store_act (fixture->store, fixture->alice_too, action, &again, NULL));
  g_assert_true (again.duplicate);
  g_assert_cmpint (again.cursor, ==, 0);
  g_assert_cmpint (again.version, ==, first.version);
  g_assert_cmpint (again.time, ==, first.time);
  g_assert_cmpstr (again.conversation, ==, fixture->group);
  g_assert_cmpuint (fixture->base.committed->len, ==, n_rows + 2);

  g_assert_false (store_act (fixture->store, fixture->alice, other, &again, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);

  /* The id is each user's own. */
  g_clear_error (&error);
  g_assert_false (store_act (fixture->store, fixture->bob, action, &again, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "deleted"));
}

/* Many at once: each has its version, and they are those from 1 on. */
static void
test_versions (Fixture *fixture, gconstpointer data)
{
  enum
  {
    N = 300
  };
  StoreAnswer answers[N] = { { NULL } };
  gboolean seen[N + 1] = { FALSE };
  ServerAccount *const who[] = { fixture->alice, fixture->bob, fixture->alice_too };
  gint64 last[G_N_ELEMENTS (who)] = { 0 };

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (LandlineAction) action = NULL;

      action = landline_action_new (NULL, fixture->group, fixture->message, LANDLINE_ACTION_REACT,
                                    i % 2 ? "👍" : "🎉", NULL);
      server_store_act_async (fixture->store, who[i % 3], action, NULL, store_answer_cb,
                              &answers[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (GError) error = NULL;
      LandlineDone done;

      server_store_act_finish (fixture->store, store_answer_wait (&answers[i]), &done, &error);
      g_assert_no_error (error);
      g_assert_cmpint (done.version, >, last[i % 3]);
      g_assert_cmpint (done.version, <=, N);
      g_assert_false (seen[done.version]);
      seen[done.version] = TRUE;
      last[i % 3] = done.version;
      store_answer_clear (&answers[i]);
    }

  /* They go on after a restart. */
  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
  store_fixture_set_clock (&fixture->base, START);
  g_assert_cmpint (act (fixture, fixture->bob, LANDLINE_ACTION_REACT, ""), ==, N + 1);
}

static void
test_outside (Fixture *fixture, gconstpointer data)
{
  static const LandlineActionKind kinds[] = {
    LANDLINE_ACTION_REACT, LANDLINE_ACTION_EDIT,  LANDLINE_ACTION_DELETE,
    LANDLINE_ACTION_PIN,   LANDLINE_ACTION_UNPIN,
  };
  g_autoptr (LandlineConversation) came = NULL;
  g_autoptr (LandlineConversation) went = NULL;
  g_autofree char *foreign = landline_id_new_message ();
  g_autoptr (GError) error = NULL;

  /* Of another conversation, though it is theirs. */
  store_send (fixture->store, fixture->bob, foreign, ALICE, "Between us", NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      assert_refused (fixture, fixture->carol, fixture->message, kinds[i],
                      LANDLINE_ERROR_NOT_FOUND);
      assert_refused (fixture, fixture->bob, NONE, kinds[i], LANDLINE_ERROR_NOT_FOUND);
      assert_refused (fixture, fixture->bob, foreign, kinds[i], LANDLINE_ERROR_NOT_FOUND);
    }

  /* A new member sees nothing of before, and is told nothing of it. */
  came = store_change_group (fixture->store, fixture->alice, fixture->group, SERVER_GROUP_ADD,
                             CAROL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_refused (fixture, fixture->carol, fixture->message, kinds[i], LANDLINE_ERROR_NOT_FOUND);
  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "👍");
  g_assert_cmpuint (count_told (fixture, fixture->carol, "\"action\""), ==, 0);

  /* A former one nothing from then on. */
  went = store_change_group (fixture->store, fixture->alice, fixture->group, SERVER_GROUP_REMOVE,
                             BOB, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    assert_refused (fixture, fixture->bob, fixture->message, kinds[i], LANDLINE_ERROR_NOT_MEMBER);
  act (fixture, fixture->alice, LANDLINE_ACTION_REACT, "🎉");
  g_assert_cmpuint (count_told (fixture, fixture->bob, "🎉"), ==, 0);
}

/* What the server has forgotten others have: it is done to that, and told until all know. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  store_ack (fixture->store, fixture->alice, 100, NULL);
  store_ack (fixture->store, fixture->alice_too, 100, NULL);
  store_ack (fixture->store, fixture->bob, 100, NULL);
  fixture->base.now += 23 * HOUR;
  {
    ServerCollection collection = { .retention_days = SERVER_RETENTION_DELIVERED };
    g_auto (StoreAnswer) answer = { NULL };
    g_autoptr (ServerCollected) collected = NULL;

    server_store_collect_async (fixture->store, &collection, NULL, store_answer_cb, &answer);
    collected = server_store_collect_finish (fixture->store, store_answer_wait (&answer), NULL);
    g_assert_cmpuint (collected->messages, ==, 1);
  }
  assert_refused (fixture, fixture->alice, fixture->message, LANDLINE_ACTION_EDIT,
                  LANDLINE_ERROR_UNAUTHORIZED);
  act (fixture, fixture->bob, LANDLINE_ACTION_EDIT, "Changed");
  g_assert_null (find_in_history (fixture, fixture->alice, fixture->message));
  fixture->base.now += HOUR / 2;
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"text\":\"Changed\""), ==, 1);

  /* When all have been told it is forgotten like everything. */
  store_ack (fixture->store, fixture->alice, 100, NULL);
  store_ack (fixture->store, fixture->alice_too, 100, NULL);
  store_ack (fixture->store, fixture->bob, 100, NULL);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  {
    g_autoptr (ServerPage) after = store_read (fixture->store, fixture->alice, 0, 100);

    g_assert_cmpuint (after->rows->len, ==, 0);
  }
}

static LandlineSendRequest *
new_expiring (Fixture *fixture, const char *text)
{
  g_autoptr (LandlineContent) plain = landline_content_new_text (text);
  g_autoptr (LandlineContent) content = NULL;
  g_autofree char *id = landline_id_new_message ();

  content = landline_content_new_with_traits (plain, FALSE, NULL, LANDLINE_EXPIRES_DAY);
  return landline_send_request_new (id, fixture->group, NULL, content, NULL);
}

/* A message that disappears is gone at its time for everyone, whether they got it or not, and
 * whether it was swept away or not. */
static void
test_expires (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineSendRequest) request = new_expiring (fixture, "For a day");
  const char *id = landline_send_request_get_id (request);
  g_autoptr (LandlineMessage) before = NULL;
  g_autoptr (LandlineMessage) other = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send_request (fixture->store, fixture->bob, request, NULL, NULL));
  act_in (fixture, fixture->bob, fixture->group, id, LANDLINE_ACTION_EDIT, "A day", &error);
  g_assert_no_error (error);
  fixture->base.now = START + 24 * HOUR - 1;
  before = find_in_history (fixture, fixture->alice, id);
  g_assert_cmpstr (landline_content_get_text (landline_message_get_content (before)), ==, "A day");
  g_assert_cmpuint (count_told (fixture, fixture->alice, "A day"), ==, 2);

  fixture->base.now = START + 24 * HOUR;
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (find_in_history (fixture, fixture->alice, id));
      g_assert_cmpuint (count_told (fixture, fixture->alice, id), ==, 0);
      g_assert_cmpuint (count_told (fixture, fixture->alice, "A day"), ==, 0);
      assert_refused (fixture, fixture->alice, id, LANDLINE_ACTION_REACT, LANDLINE_ERROR_NOT_FOUND);
      if (i == 0)
        g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_FOREVER), ==, 1);
    }
  other = find_in_history (fixture, fixture->alice, fixture->message);
  g_assert_nonnull (other);
  g_assert_true (store_send_request (fixture->store, fixture->bob, request, &sent, &error));
  g_assert_true (sent.duplicate);
}

/* So does its file, which is nobody's to see from then on but the uploader's, until it is swept
 * away. */
static void
test_expires_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->bob, "plan.txt");
  const char *media_id = landline_media_get_id (media);
  g_autoptr (LandlineMedia) reference = NULL;
  g_autoptr (LandlineContent) plain = NULL;
  g_autoptr (LandlineContent) content = NULL;
  g_autofree char *id = NULL;

  reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT, media_id);
  plain = landline_content_new_media (reference, NULL);
  content = landline_content_new_with_traits (plain, FALSE, NULL, LANDLINE_EXPIRES_DAY);
  id = send_content (fixture, fixture->bob, content);
  fixture->base.now = START + 24 * HOUR - 1;
  g_assert_true (store_may_see (fixture->store, fixture->alice, media_id));
  fixture->base.now = START + 24 * HOUR;
  g_assert_false (store_may_see (fixture->store, fixture->alice, media_id));
  g_assert_true (store_may_see (fixture->store, fixture->bob, media_id));
  store_collect (fixture->store, SERVER_RETENTION_FOREVER);
  g_assert_false (store_may_see (fixture->store, fixture->bob, media_id));
}

/* What it was said of has been forgotten, and the file is there: it goes with it nevertheless, when
 * it is deleted and when it has expired. */
static void
test_forgotten_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) deleted = store_add_media (fixture->store, fixture->bob, "plan.txt");
  g_autoptr (LandlineMedia) expired = store_add_media (fixture->store, fixture->bob, "week.txt");
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (LandlineMedia) reference = NULL;
  g_autoptr (LandlineContent) plain = NULL;
  g_autoptr (LandlineContent) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  ServerAccount *const all[] = { fixture->alice, fixture->alice_too, fixture->bob };

  request = store_new_document (fixture->group, landline_media_get_id (deleted));
  g_assert_true (store_send_request (fixture->store, fixture->bob, request, NULL, NULL));
  reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                            landline_media_get_id (expired));
  plain = landline_content_new_media (reference, NULL);
  content = landline_content_new_with_traits (plain, FALSE, NULL, LANDLINE_EXPIRES_WEEK);
  id = send_content (fixture, fixture->bob, content);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    store_ack (fixture->store, all[i], 100, NULL);
  fixture->base.now = START + 25 * HOUR;
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 3);
  g_assert_true (store_may_see (fixture->store, fixture->alice, landline_media_get_id (deleted)));
  g_assert_true (store_may_see (fixture->store, fixture->alice, landline_media_get_id (expired)));

  act_in (fixture, fixture->alice, fixture->group, landline_send_request_get_id (request),
          LANDLINE_ACTION_DELETE, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (store_may_see (fixture->store, fixture->alice, landline_media_get_id (deleted)));
  fixture->base.now = START + 7 * 24 * HOUR;
  g_assert_false (store_may_see (fixture->store, fixture->alice, landline_media_get_id (expired)));
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_false (store_may_see (fixture->store, fixture->bob, landline_media_get_id (deleted)));
  g_assert_false (store_may_see (fixture->store, fixture->bob, landline_media_get_id (expired)));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/actions/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("react", test_react);
  add ("committed", test_committed);
  add ("edit", test_edit);
  add ("edit-kinds", test_edit_kinds);
  add ("rights", test_rights);
  add ("rights-direct", test_rights_direct);
  add ("delete", test_delete);
  add ("delete-file", test_delete_file);
  add ("pin", test_pin);
  add ("repeated", test_repeated);
  add ("versions", test_versions);
  add ("outside", test_outside);
  add ("forgotten", test_forgotten);
  add ("forgotten-file", test_forgotten_file);
  add ("expires", test_expires);
  add ("expires-file", test_expires_file);
  return g_test_run ();
}
