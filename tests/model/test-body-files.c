/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "landline-wire-content.h"

/* The bodies that servers answer with, as files beside this one, a folder for each kind; named like
 * the frames. */

/* Reads a body and, where it is one, writes it again. */
typedef gboolean (*Again) (const char *text, gsize length, GString *out, GError **error);

typedef struct
{
  char *path;
  char *name;
  Again again;
} Case;

static void
case_free (gpointer data)
{
  Case *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

/* For the kinds that are an object of ours. */
#define AGAIN_OBJECT(name, Type, parse, write)                                                     \
  static gboolean name (const char *text, gsize length, GString *out, GError **error)              \
  {                                                                                                \
    g_autoptr (Type) object = parse (text, length, error);                                         \
                                                                                                   \
    if (object != NULL)                                                                            \
      write (out, object);                                                                         \
    return object != NULL;                                                                         \
  }

AGAIN_OBJECT (again_server,
              LandlineServerInfo,
              landline_rest_parse_server_info,
              landline_rest_write_server_info)
AGAIN_OBJECT (again_media, LandlineMedia, landline_rest_parse_media, landline_rest_write_media)
AGAIN_OBJECT (again_user, LandlineUser, landline_rest_parse_user, landline_rest_write_user)
AGAIN_OBJECT (again_users, GPtrArray, landline_rest_parse_users, landline_rest_write_users)
AGAIN_OBJECT (again_conversation,
              LandlineConversation,
              landline_rest_parse_conversation,
              landline_rest_write_conversation)
AGAIN_OBJECT (again_conversations,
              GPtrArray,
              landline_rest_parse_conversations,
              landline_rest_write_conversations)
AGAIN_OBJECT (again_receipts, GPtrArray, landline_rest_parse_receipts, landline_rest_write_receipts)
AGAIN_OBJECT (again_devices, GPtrArray, landline_rest_parse_devices, landline_rest_write_devices)
AGAIN_OBJECT (again_status, LandlineStatus, landline_rest_parse_status, landline_rest_write_status)
AGAIN_OBJECT (again_views, GPtrArray, landline_rest_parse_views, landline_rest_write_views)
AGAIN_OBJECT (again_statuses, GPtrArray, landline_rest_parse_statuses, landline_rest_write_statuses)

static gboolean
again_registration (const char *text, gsize length, GString *out, GError **error)
{
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;

  if (!landline_rest_parse_registration (&registration, text, length, error))
    return FALSE;

  landline_rest_write_registration (out, &registration);
  return TRUE;
}

static gboolean
again_sent (const char *text, gsize length, GString *out, GError **error)
{
  LandlineSent sent;

  if (!landline_rest_parse_sent (&sent, text, length, error))
    return FALSE;

  landline_rest_write_sent (out, &sent);
  return TRUE;
}

static gboolean
again_messages (const char *text, gsize length, GString *out, GError **error)
{
  gboolean more = FALSE;
  g_autoptr (GPtrArray) messages = landline_rest_parse_messages (text, length, &more, error);

  if (messages == NULL)
    return FALSE;

  landline_rest_begin_messages (out);
  for (guint i = 0; i < messages->len; i++)
    {
      LandlineMessage *message = messages->pdata[i];
      GBytes *encoded = landline_wire_content_get_encoded (landline_message_get_content (message));
      const LandlineMessageRow row = {
        .id = landline_message_get_id (message),
        .sender_id = landline_message_get_sender_id (message),
        .conversation = landline_message_get_conversation (message),
        .seq = landline_message_get_seq (message),
        .time = landline_message_get_time (message),
        .reply_to = landline_message_get_reply_to (message),
        .content = g_bytes_get_data (encoded, NULL),
        .content_length = g_bytes_get_size (encoded),
        .state = landline_message_get_state (message),
      };

      landline_rest_add_message (out, &row);
    }
  landline_rest_end_messages (out, more);

  return TRUE;
}

static gboolean
again_media_list (const char *text, gsize length, GString *out, GError **error)
{
  gboolean more = FALSE;
  g_autoptr (GPtrArray) hits = landline_rest_parse_media_hits (text, length, &more, error);

  if (hits != NULL)
    landline_rest_write_media_hits (out, hits, more);
  return hits != NULL;
}

static gboolean
again_notes (const char *text, gsize length, GString *out, GError **error)
{
  gboolean more = FALSE;
  g_autoptr (GPtrArray) notes = landline_rest_parse_notes (text, length, &more, error);

  if (notes != NULL)
    landline_rest_write_notes (out, notes, more);
  return notes != NULL;
}

static gboolean
again_events (const char *text, gsize length, GString *out, GError **error)
{
  gboolean more = FALSE;
  gint64 cursor = 0;
  g_autoptr (GPtrArray) events = landline_rest_parse_events (text, length, &cursor, &more, error);

  if (events == NULL)
    return FALSE;

  landline_rest_begin_events (out);
  for (guint i = 0; i < events->len; i++)
    landline_rest_add_event (out, events->pdata[i]);
  landline_rest_end_events (out, cursor, more);

  return TRUE;
}

static const struct
{
  const char *name;
  Again again;
} kinds[] = {
  { "server", again_server },
  { "registration", again_registration },
  { "sent", again_sent },
  { "media", again_media },
  { "media-list", again_media_list },
  { "user", again_user },
  { "users", again_users },
  { "conversation", again_conversation },
  { "conversations", again_conversations },
  { "receipts", again_receipts },
  { "devices", again_devices },
  { "status", again_status },
  { "views", again_views },
  { "statuses", again_statuses },
  { "notes", again_notes },
  { "messages", again_messages },
  { "events", again_events },
};

static char *
read_body (const Case *file)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (file->path, &text, NULL, &error);
  g_assert_no_error (error);

  return g_strchomp (text);
}

static void
test_good (gconstpointer data)
{
  const Case *file = data;
  g_autofree char *text = read_body (file);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  file->again (text, strlen (text), out, &error);
  g_assert_no_error (error);
  if (g_str_has_prefix (file->name, "exact-"))
    g_assert_cmpstr (out->str, ==, text);

  file->again (out->str, out->len, second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second->str, ==, out->str);
}

static void
test_bad (gconstpointer data)
{
  const Case *file = data;
  g_autofree char *text = read_body (file);
  g_auto (GStrv) parts = g_strsplit (file->name, "-", 2);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LandlineError code;

  g_assert_true (landline_error_from_string (parts[0], &code));
  g_assert_false (file->again (text, strlen (text), out, &error));
  g_assert_error (error, LANDLINE_ERROR, (gint) code);
  g_assert_cmpuint (out->len, ==, 0);
}

/* What is cut anywhere is no body any more. */
static void
test_cut (gconstpointer data)
{
  const Case *file = data;
  g_autofree char *text = read_body (file);

  for (gsize i = 0; i < strlen (text); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (file->again (text, i, out, &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
    }
}

static void
add_case (GPtrArray *cases, const char *test, const Case *file, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/model/bodies/%s/%s", test, file->name);

  g_test_add_data_func (path, file, func);
}

static void
add_kind (GPtrArray *cases, const char *kind, Again again, const char *quality)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", "bodies", kind, quality,
                                                 NULL);
  g_autofree char *test = g_strdup_printf ("%s/%s", kind, quality);
  g_autofree char *cut = g_strdup_printf ("%s/cut", kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  gboolean is_good = g_str_equal (quality, "good");
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      Case *file = g_new0 (Case, 1);

      file->path = g_build_filename (path, name, NULL);
      file->name = g_strndup (name, strlen (name) - strlen (".json"));
      file->again = again;
      g_ptr_array_add (cases, file);
      add_case (cases, test, file, is_good ? test_good : test_bad);
      if (is_good)
        add_case (cases, cut, file, test_cut);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (case_free);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      add_kind (cases, kinds[i].name, kinds[i].again, "good");
      add_kind (cases, kinds[i].name, kinds[i].again, "bad");
    }

  return g_test_run ();
}
