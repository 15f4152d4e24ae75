/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-error.h"
#include "landline-rest-reply.h"
#include "landline-wire-action.h"
#include "landline-wire-content.h"

#define ACTION_ID  "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define MESSAGE_ID "01936f2a-7c01-7b1b-9c2d-3e4f5a6b7c8e"

/* What is done to messages, and what users note for themselves. */

static const char *const nobody[] = { NULL };
static const char *const two[] = { "102", "+15550103", NULL };

static void
test_action (void)
{
  LandlineAction *edit = landline_action_new (ACTION_ID, "c_9f", MESSAGE_ID, LANDLINE_ACTION_EDIT,
                                              "At noon", two);
  LandlineAction *taken = landline_action_new_taken (edit, "101", 5, 17);

  g_assert_cmpstr (landline_action_get_id (edit), ==, ACTION_ID);
  g_assert_cmpstr (landline_action_get_conversation (edit), ==, "c_9f");
  g_assert_cmpstr (landline_action_get_message (edit), ==, MESSAGE_ID);
  g_assert_cmpint (landline_action_get_kind (edit), ==, LANDLINE_ACTION_EDIT);
  g_assert_cmpstr (landline_action_get_text (edit), ==, "At noon");
  g_assert_null (landline_action_get_emoji (edit));
  g_assert_true (g_strv_equal (landline_action_get_mentions (edit), two));
  g_assert_null (landline_action_get_user_id (edit));
  g_assert_cmpint (landline_action_get_time (edit), ==, 0);
  g_assert_cmpint (landline_action_get_version (edit), ==, 0);

  g_assert_cmpstr (landline_action_get_id (taken), ==, ACTION_ID);
  g_assert_cmpstr (landline_action_get_conversation (taken), ==, "c_9f");
  g_assert_cmpstr (landline_action_get_message (taken), ==, MESSAGE_ID);
  g_assert_cmpint (landline_action_get_kind (taken), ==, LANDLINE_ACTION_EDIT);
  g_assert_cmpstr (landline_action_get_text (taken), ==, "At noon");
  g_assert_true (g_strv_equal (landline_action_get_mentions (taken), two));
  g_assert_cmpstr (landline_action_get_user_id (taken), ==, "101");
  g_assert_cmpint (landline_action_get_time (taken), ==, 5);
  g_assert_cmpint (landline_action_get_version (taken), ==, 17);

  g_assert_finalize_object (edit);
  g_assert_finalize_object (taken);
}

static void
test_action_kinds (void)
{
  LandlineAction *react = landline_action_new (NULL, "c_9f", MESSAGE_ID, LANDLINE_ACTION_REACT, "",
                                               two);
  LandlineAction *remove = landline_action_new (NULL, "c_9f", MESSAGE_ID, LANDLINE_ACTION_DELETE,
                                                NULL, NULL);
  LandlineAction *edit = landline_action_new (NULL, "c_9f", MESSAGE_ID, LANDLINE_ACTION_EDIT, "",
                                              nobody);
  LandlineActionKind kind = LANDLINE_ACTION_PIN;

  g_assert_true (landline_id_is_message (landline_action_get_id (react)));
  g_assert_cmpstr (landline_action_get_id (react), !=, landline_action_get_id (remove));
  g_assert_cmpstr (landline_action_get_emoji (react), ==, "");
  g_assert_null (landline_action_get_text (react));
  g_assert_null (landline_action_get_mentions (react));
  g_assert_null (landline_action_get_text (remove));
  g_assert_null (landline_action_get_emoji (remove));
  g_assert_cmpstr (landline_action_get_text (edit), ==, "");
  g_assert_null (landline_action_get_mentions (edit));

  for (guint i = 0; i <= LANDLINE_ACTION_UNPIN; i++)
    {
      g_assert_true (landline_action_kind_from_string (landline_action_kind_to_string (i), &kind));
      g_assert_cmpint (kind, ==, i);
    }
  g_assert_false (landline_action_kind_from_string ("fold", &kind));
  g_assert_false (landline_action_kind_from_string (NULL, &kind));
  g_assert_cmpint (kind, ==, LANDLINE_ACTION_UNPIN);

  g_assert_finalize_object (react);
  g_assert_finalize_object (remove);
  g_assert_finalize_object (edit);
}

/* As an outbox and an inbox keep them. */
static void
test_action_stored (void)
{
  for (guint i = 0; i <= LANDLINE_ACTION_UNPIN; i++)
    {
      const char *text = i == LANDLINE_ACTION_REACT  ? "\U0001f44d"
                         : i == LANDLINE_ACTION_EDIT ? "a\"\n\x01\U0001f600"
                                                     : NULL;
      g_autoptr (LandlineAction) action = landline_action_new (NULL, "c_9f", MESSAGE_ID, i, text,
                                                               two);
      g_autoptr (LandlineAction) taken = landline_action_new_taken (action, "101", 0, 1);
      LandlineAction *both[] = { action, taken };

      for (guint j = 0; j < G_N_ELEMENTS (both); j++)
        {
          g_autoptr (LandlineAction) again = NULL;
          g_autoptr (GString) out = g_string_new (NULL);
          g_autoptr (GString) second = g_string_new (NULL);
          g_autoptr (GError) error = NULL;

          landline_wire_action_write (out, both[j]);
          again = landline_wire_action_parse (out->str, out->len, &error);
          g_assert_no_error (error);
          g_assert_cmpint (landline_action_get_kind (again), ==, i);
          g_assert_cmpstr (landline_action_get_text (again), ==, landline_action_get_text (action));
          g_assert_cmpstr (landline_action_get_emoji (again), ==,
                           landline_action_get_emoji (action));
          g_assert_cmpstr (landline_action_get_user_id (again), ==, j == 0 ? NULL : "101");
          g_assert_cmpint (landline_action_get_version (again), ==, j);
          landline_wire_action_write (second, again);
          g_assert_cmpstr (second->str, ==, out->str);
        }
    }
}

/* An edit that is taken fits in a frame once everybody is told of it. */
static void
test_edit_fits (void)
{
  g_autofree char *conversation = g_strnfill (LANDLINE_LIMIT_ID - 2, 'c');

  for (gsize n = 5000; n <= 16000; n += 500)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (LandlineAction) taken = NULL;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_string_append_printf (text,
                              "{\"frame\":\"act\",\"id\":\"" ACTION_ID
                              "\",\"conversation\":\"c_%s\","
                              "\"message\":\"" MESSAGE_ID "\",\"action\":\"edit\",\"text\":\"",
                              conversation);
      for (gsize i = 0; i < n; i++)
        g_string_append (text, "\\f");
      g_string_append (text, "\"}");

      if (!landline_client_frame_parse (&frame, text->str, text->len, NULL, &error))
        {
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
          g_assert_cmpstr (frame.id, ==, ACTION_ID);
          g_assert_cmpuint (n, >, LANDLINE_LIMIT_CONTENT / 6 - 100);
          continue;
        }

      g_assert_cmpuint (n, <, LANDLINE_LIMIT_CONTENT / 6);
      taken = landline_action_new_taken (frame.action, "+123456789012345", LANDLINE_LIMIT_INTEGER,
                                         LANDLINE_LIMIT_INTEGER);
      landline_server_frame_write_event_action (out, LANDLINE_LIMIT_INTEGER, taken);
      g_assert_cmpuint (out->len, <=, LANDLINE_LIMIT_FRAME);
    }
}

/* A refusal names the action or the note, whenever its id could be read. */
static void
test_refusal_names_its_id (void)
{
  static const struct
  {
    const char *frame;
    gboolean has_id;
  } cases[] = {
    { "{\"frame\":\"act\",\"id\":\"" ACTION_ID "\"}", TRUE },
    { "{\"frame\":\"act\",\"action\":\"fold\",\"id\":\"" ACTION_ID "\",\"conversation\":\"c_1\","
      "\"message\":\"" MESSAGE_ID "\"}",
      TRUE },
    { "{\"frame\":\"act\",\"id\":\"no id\"}", FALSE },
    { "{\"frame\":\"act\"}", FALSE },
    { "{\"frame\":\"note\",\"id\":\"" ACTION_ID "\"}", TRUE },
    { "{\"frame\":\"note\",\"id\":\"" ACTION_ID "\",\"key\":\"Star\",\"value\":\"\"}", TRUE },
    { "{\"frame\":\"note\",\"id\":7,\"key\":\"later\",\"value\":\"\"}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_client_frame_parse (&frame, cases[i].frame, strlen (cases[i].frame),
                                                   NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (frame.id, ==, cases[i].has_id ? ACTION_ID : "");
      g_assert_cmpint (frame.kind, ==, LANDLINE_CLIENT_FRAME_NONE);
    }
}

static void
test_note (void)
{
  static const struct
  {
    LandlineNoteKind kind;
    const char *subject;
    const char *key;
  } cases[] = {
    { LANDLINE_NOTE_STAR, MESSAGE_ID, "star:" MESSAGE_ID },
    { LANDLINE_NOTE_HIDE, MESSAGE_ID, "hide:" MESSAGE_ID },
    { LANDLINE_NOTE_MUTE, "c_9f", "mute:c_9f" },
    { LANDLINE_NOTE_ARCHIVE, "c_9f", "archive:c_9f" },
    { LANDLINE_NOTE_PIN, "c_9f", "pin:c_9f" },
    { LANDLINE_NOTE_UNREAD, "c_9f", "unread:c_9f" },
    { LANDLINE_NOTE_CLEAR, "c_9f", "clear:c_9f" },
    { LANDLINE_NOTE_DELETE, "c_9f", "delete:c_9f" },
    { LANDLINE_NOTE_BLOCK, "+15550103", "block:+15550103" },
    { LANDLINE_NOTE_DISAPPEAR, NULL, "disappear" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, LANDLINE_NOTE_UNSUPPORTED);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = landline_note_make_key (cases[i].kind, cases[i].subject);
      LandlineNote *note = landline_note_new (key, "1", 5, 7);

      g_assert_cmpstr (key, ==, cases[i].key);
      g_assert_true (landline_note_is_key (key));
      g_assert_cmpstr (landline_note_get_key (note), ==, key);
      g_assert_cmpstr (landline_note_get_value (note), ==, "1");
      g_assert_cmpint (landline_note_get_time (note), ==, 5);
      g_assert_cmpint (landline_note_get_version (note), ==, 7);
      g_assert_cmpint (landline_note_get_kind (note), ==, cases[i].kind);
      g_assert_cmpstr (landline_note_get_subject (note), ==, cases[i].subject);
      g_assert_finalize_object (note);
    }
}

/* The longest identifier fits behind the longest name. */
static void
test_note_longest (void)
{
  g_autofree char *digits = g_strnfill (LANDLINE_LIMIT_ID - 2, '9');
  g_autofree char *conversation = g_strconcat ("c_", digits, NULL);

  for (guint kind = LANDLINE_NOTE_MUTE; kind <= LANDLINE_NOTE_DELETE; kind++)
    {
      g_autofree char *key = landline_note_make_key (kind, conversation);

      g_assert_true (landline_note_is_key (key));
      g_assert_cmpuint (strlen (key), <=, LANDLINE_LIMIT_NOTE_KEY);
    }
}

static void
test_note_of_later_kind (void)
{
  LandlineNote *note = landline_note_new ("colour:c_9f", "", 0, 0);

  g_assert_cmpint (landline_note_get_kind (note), ==, LANDLINE_NOTE_UNSUPPORTED);
  g_assert_cmpstr (landline_note_get_subject (note), ==, "c_9f");
  g_assert_false (landline_note_is_key (NULL));
  g_assert_finalize_object (note);
}

static void
test_done (void)
{
  LandlineDone done;
  LandlineEvent *event;

  memset (&done, 0x5a, sizeof done);
  landline_done_init (&done, 7, ACTION_ID, "c_9f", 17, 5, FALSE);
  event = landline_event_new_done (&done);
  g_assert_cmpint (landline_event_get_kind (event), ==, LANDLINE_EVENT_DONE);
  g_assert_cmpint (landline_event_get_cursor (event), ==, 7);
  g_assert_cmpstr (landline_event_get_done (event)->id, ==, ACTION_ID);
  g_assert_cmpstr (landline_event_get_done (event)->conversation, ==, "c_9f");
  g_assert_cmpint (landline_event_get_done (event)->version, ==, 17);
  g_assert_cmpint (landline_event_get_done (event)->time, ==, 5);
  g_assert_false (landline_event_get_done (event)->duplicate);
  g_assert_null (landline_event_get_sent (event));
  g_assert_null (landline_event_get_action (event));

  landline_done_init (&done, 0, ACTION_ID, NULL, 1, 5, TRUE);
  g_assert_cmpstr (done.conversation, ==, "");
  g_assert_true (done.duplicate);
  g_assert_finalize_object (event);
}

static void
test_events (void)
{
  g_autoptr (LandlineAction) plain = landline_action_new (NULL, "c_9f", MESSAGE_ID,
                                                          LANDLINE_ACTION_PIN, NULL, NULL);
  g_autoptr (LandlineAction) action = landline_action_new_taken (plain, "101", 5, 1);
  g_autoptr (LandlineNote) note = landline_note_new ("disappear", "86400", 5, 1);
  LandlineEvent *did = landline_event_new_action (7, action);
  LandlineEvent *noted = landline_event_new_note (8, note);

  g_assert_cmpint (landline_event_get_kind (did), ==, LANDLINE_EVENT_ACTION);
  g_assert_true (landline_event_get_action (did) == action);
  g_assert_null (landline_event_get_note (did));
  g_assert_null (landline_event_get_done (did));
  g_assert_cmpint (landline_event_get_kind (noted), ==, LANDLINE_EVENT_NOTE);
  g_assert_true (landline_event_get_note (noted) == note);
  g_assert_null (landline_event_get_action (noted));
  g_assert_finalize_object (did);
  g_assert_finalize_object (noted);
}

static void
test_traits (void)
{
  g_autoptr (LandlineContent) plain = landline_content_new_text ("@102 hello");
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (plain, TRUE, two, 86400);
  g_autoptr (LandlineContent) none = landline_content_new_with_traits (content, FALSE, nobody, 0);
  g_autoptr (LandlineContent) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (landline_content_is_forwarded (plain));
  g_assert_null (landline_content_get_mentions (plain));
  g_assert_cmpint (landline_content_get_expires (plain), ==, 0);

  again = landline_wire_content_new_from_encoded (landline_wire_content_get_encoded (content),
                                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_content_get_text (again), ==, "@102 hello");
  g_assert_true (landline_content_is_forwarded (again));
  g_assert_true (g_strv_equal (landline_content_get_mentions (again), two));
  g_assert_cmpint (landline_content_get_expires (again), ==, 86400);

  g_assert_true (g_bytes_equal (landline_wire_content_get_encoded (none),
                                landline_wire_content_get_encoded (plain)));
}

/* What goes with a file stays with it when the server completes it. */
static void
test_traits_of_media (void)
{
  g_autoptr (LandlineMedia) reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                                                      "m_7e");
  g_autoptr (LandlineMedia) stored =
      landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, "m_7e", "a.pdf", "application/pdf", 5,
                          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  g_autoptr (LandlineContent) plain = landline_content_new_media (reference, "Minutes");
  g_autoptr (LandlineContent) sent = landline_content_new_with_traits (plain, TRUE, two, 604800);
  g_autoptr (LandlineContent) whole = landline_content_new_with_media (sent, stored);

  g_assert_true (landline_content_get_media (whole) == stored);
  g_assert_cmpstr (landline_content_get_text (whole), ==, "Minutes");
  g_assert_true (landline_content_is_forwarded (whole));
  g_assert_true (g_strv_equal (landline_content_get_mentions (whole), two));
  g_assert_cmpint (landline_content_get_expires (whole), ==, 604800);
}

/* What nobody here can show disappears in time all the same, and keeps its form. */
static void
test_traits_of_later_type (void)
{
  static const char encoded[] = "\"type\":\"poll\",\"poll\":5,\"expires\":86400";
  g_autoptr (LandlineContent) content = landline_wire_content_new_from_data (encoded,
                                                                             strlen (encoded),
                                                                             NULL);
  g_autoptr (GBytes) expected = g_bytes_new_static (encoded, strlen (encoded));

  g_assert_cmpint (landline_content_get_content_type (content), ==, LANDLINE_CONTENT_UNSUPPORTED);
  g_assert_cmpint (landline_content_get_expires (content), ==, 86400);
  g_assert_true (g_bytes_equal (landline_wire_content_get_encoded (content), expected));
}

static void
test_state (void)
{
  LandlineReaction reactions[] = { { (char *) "\U0001f44d", (char *) "102" },
                                   { (char *) "\u2764", (char *) "103" } };
  const LandlineMessageState state = { .version = 9,
                                       .edited = 7,
                                       .is_pinned = TRUE,
                                       .reactions = reactions,
                                       .n_reactions = G_N_ELEMENTS (reactions) };
  g_autoptr (LandlineContent) content = landline_content_new_text ("Hello");
  g_autoptr (LandlineMessage) plain = landline_message_new (MESSAGE_ID, "101", "c_9f", 3, 5,
                                                            content, ACTION_ID);
  LandlineMessage *message = landline_message_new_with_state (plain, &state);
  const LandlineMessageState *kept = landline_message_get_state (message);

  g_assert_cmpint (landline_message_get_state (plain)->version, ==, 0);
  g_assert_cmpuint (landline_message_get_state (plain)->n_reactions, ==, 0);
  g_assert_cmpstr (landline_message_get_id (message), ==, MESSAGE_ID);
  g_assert_cmpstr (landline_message_get_reply_to (message), ==, ACTION_ID);
  g_assert_true (landline_message_get_content (message) == content);
  g_assert_cmpint (kept->version, ==, 9);
  g_assert_cmpint (kept->edited, ==, 7);
  g_assert_true (kept->is_pinned);
  g_assert_false (kept->is_deleted);
  g_assert_cmpuint (kept->n_reactions, ==, 2);
  g_assert_true (kept->reactions != reactions);
  g_assert_cmpstr (kept->reactions[1].emoji, ==, "\u2764");
  g_assert_cmpstr (kept->reactions[1].user_id, ==, "103");
  g_assert_finalize_object (message);
}

/* Nothing of a deleted message is written, whatever a store still has of it. */
static void
test_deleted (void)
{
  static const char secret[] = "\"type\":\"text\",\"text\":\"secret\"";
  const LandlineMessageState state = { .is_deleted = TRUE,
                                       .is_deleted_by_admin = TRUE,
                                       .version = 4 };
  const LandlineMessageRow row = { .id = MESSAGE_ID,
                                   .sender_id = "101",
                                   .conversation = "c_9f",
                                   .seq = 3,
                                   .time = 5,
                                   .content = secret,
                                   .content_length = sizeof secret - 1,
                                   .state = &state };
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;
  LandlineMessage *message;

  landline_server_frame_write_event_message (out, 7, &row);
  g_assert_null (strstr (out->str, "secret"));
  g_assert_null (strstr (out->str, "version"));
  landline_server_frame_parse (&frame, out->str, out->len, &error);
  g_assert_no_error (error);
  message = landline_event_get_message (frame.event);
  g_assert_true (landline_message_get_state (message)->is_deleted);
  g_assert_true (landline_message_get_state (message)->is_deleted_by_admin);
  g_assert_null (landline_content_get_text (landline_message_get_content (message)));

  landline_rest_begin_messages (page);
  landline_rest_add_message (page, &row);
  landline_rest_end_messages (page, FALSE);
  g_assert_null (strstr (page->str, "secret"));
  messages = landline_rest_parse_messages (page->str, page->len, &more, &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_message_get_state (messages->pdata[0])->version, ==, 4);
}

/* What is left of it is nothing. Whoever stores it has to keep that it was deleted: nothing alone
 * is damage. */
static void
test_deleted_content (void)
{
  g_autoptr (LandlineContent) content = landline_content_new_deleted ();
  GBytes *encoded = landline_wire_content_get_encoded (content);
  g_autoptr (LandlineContent) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (landline_content_get_content_type (content), ==, LANDLINE_CONTENT_UNSUPPORTED);
  g_assert_null (landline_content_get_text (content));
  g_assert_cmpuint (g_bytes_get_size (encoded), ==, 0);
  again = landline_wire_content_new_from_encoded (encoded, &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_assert_null (again);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/actions/action", test_action);
  g_test_add_func ("/model/actions/action-kinds", test_action_kinds);
  g_test_add_func ("/model/actions/action-stored", test_action_stored);
  g_test_add_func ("/model/actions/edit-fits", test_edit_fits);
  g_test_add_func ("/model/actions/refusal-names-its-id", test_refusal_names_its_id);
  g_test_add_func ("/model/actions/note", test_note);
  g_test_add_func ("/model/actions/note-longest", test_note_longest);
  g_test_add_func ("/model/actions/note-of-later-kind", test_note_of_later_kind);
  g_test_add_func ("/model/actions/done", test_done);
  g_test_add_func ("/model/actions/events", test_events);
  g_test_add_func ("/model/actions/traits", test_traits);
  g_test_add_func ("/model/actions/traits-of-media", test_traits_of_media);
  g_test_add_func ("/model/actions/traits-of-later-type", test_traits_of_later_type);
  g_test_add_func ("/model/actions/state", test_state);
  g_test_add_func ("/model/actions/deleted", test_deleted);
  g_test_add_func ("/model/actions/deleted-content", test_deleted_content);

  return g_test_run ();
}
