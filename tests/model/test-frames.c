/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-error.h"
#include "landline-server-frame.h"

/* The frames are files beside this one. In good/, `exact-…` comes out of the writer byte for byte
 * as it went into the parser, `loose-…` only parses. In bad/, a name begins with the error's code.
 */

typedef struct
{
  char *path;
  char *name;
} Case;

static void
case_free (gpointer data)
{
  Case *self = data;

  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static char *
read_frame (const Case *file, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (file->path, &text, length, &error);
  g_assert_no_error (error);
  if (*length > 0 && text[*length - 1] == '\n')
    (*length)--;

  return text;
}

static void
write_client_frame (GString *out, const LandlineClientFrame *frame)
{
  switch (frame->kind)
    {
    case LANDLINE_CLIENT_FRAME_HELLO:
      landline_client_frame_write_hello (out, *frame->generation != '\0' ? frame->generation : NULL,
                                         frame->cursor, frame->window);
      break;
    case LANDLINE_CLIENT_FRAME_SEND:
      landline_client_frame_write_send (out, frame->request);
      break;
    case LANDLINE_CLIENT_FRAME_ACK:
      landline_client_frame_write_ack (out, frame->cursor);
      break;
    case LANDLINE_CLIENT_FRAME_READ:
      landline_client_frame_write_read (out, frame->conversation, frame->seq);
      break;
    case LANDLINE_CLIENT_FRAME_TYPING:
      landline_client_frame_write_typing (out, frame->conversation);
      break;
    case LANDLINE_CLIENT_FRAME_ACT:
      landline_client_frame_write_act (out, frame->action);
      break;
    case LANDLINE_CLIENT_FRAME_NOTE:
      landline_client_frame_write_note (out, frame->id, frame->note);
      break;
    case LANDLINE_CLIENT_FRAME_NONE:
    default:
      g_assert_not_reached ();
    }
}

static void
write_server_frame (GString *out, const LandlineServerFrame *frame)
{
  switch (frame->kind)
    {
    case LANDLINE_SERVER_FRAME_WELCOME:
      landline_server_frame_write_welcome (out, &frame->welcome);
      break;
    case LANDLINE_SERVER_FRAME_SENT:
      landline_server_frame_write_sent (out, &frame->sent);
      break;
    case LANDLINE_SERVER_FRAME_DONE:
      landline_server_frame_write_done (out, &frame->done);
      break;
    case LANDLINE_SERVER_FRAME_EVENT:
      landline_server_frame_write_event (out, frame->event);
      break;
    case LANDLINE_SERVER_FRAME_SYNCED:
      landline_server_frame_write_synced (out, frame->cursor);
      break;
    case LANDLINE_SERVER_FRAME_PRESENCE:
      landline_server_frame_write_presence (out, frame->user_id, frame->online, frame->last_seen);
      break;
    case LANDLINE_SERVER_FRAME_TYPING:
      landline_server_frame_write_typing (out, frame->conversation, frame->user_id);
      break;
    case LANDLINE_SERVER_FRAME_ERROR:
      landline_server_frame_write_error (out, frame->id, frame->code, frame->reason,
                                         frame->retry_after);
      break;
    case LANDLINE_SERVER_FRAME_BYE:
      landline_server_frame_write_bye (out, frame->reason, frame->retry_after);
      break;
    case LANDLINE_SERVER_FRAME_NONE:
    default:
      g_assert_not_reached ();
    }
}

static void
check_written (const Case *file, const GString *written, const char *text, gsize length)
{
  g_autofree char *expected = g_strndup (text, length);

  g_assert_true (g_utf8_validate (written->str, written->len, NULL));
  if (g_str_has_prefix (file->name, "exact-"))
    g_assert_cmpstr (written->str, ==, expected);
}

static void
test_good_client (gconstpointer data)
{
  const Case *file = data;
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_auto (LandlineClientFrame) again = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = read_frame (file, &length);
  landline_client_frame_parse (&frame, text, length, NULL, &error);
  g_assert_no_error (error);

  write_client_frame (out, &frame);
  check_written (file, out, text, length);
  landline_client_frame_parse (&again, out->str, out->len, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again.kind, ==, frame.kind);
}

static void
test_good_server (gconstpointer data)
{
  const Case *file = data;
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_auto (LandlineServerFrame) again = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = read_frame (file, &length);
  landline_server_frame_parse (&frame, text, length, &error);
  g_assert_no_error (error);

  write_server_frame (out, &frame);
  check_written (file, out, text, length);
  landline_server_frame_parse (&again, out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (again.kind, ==, frame.kind);
  g_assert_cmpint (again.cursor, ==, frame.cursor);
}

static void
check_refused (const Case *file, const GError *error)
{
  g_auto (GStrv) parts = g_strsplit (file->name, "-", 2);
  LandlineError code;

  g_assert_true (landline_error_from_string (parts[0], &code));
  g_assert_error (error, LANDLINE_ERROR, (gint) code);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_bad_client (gconstpointer data)
{
  const Case *file = data;
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = read_frame (file, &length);
  g_assert_false (landline_client_frame_parse (&frame, text, length, NULL, &error));
  check_refused (file, error);
  g_assert_null (frame.request);
  g_assert_null (frame.action);
  g_assert_null (frame.note);
  g_assert_cmpint (frame.kind, ==, LANDLINE_CLIENT_FRAME_NONE);
}

static void
test_bad_server (gconstpointer data)
{
  const Case *file = data;
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  text = read_frame (file, &length);
  g_assert_false (landline_server_frame_parse (&frame, text, length, &error));
  check_refused (file, error);
  g_assert_null (frame.event);
  g_assert_cmpint (frame.kind, ==, LANDLINE_SERVER_FRAME_NONE);
}

/* The id of a refused send is given back whenever it can be read, so that the error frame can name
 * it. */
static void
test_refused_send_names_its_id (void)
{
  static const struct
  {
    const char *message;
    const char *id;
  } cases[] = {
    { "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\"}", "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d" },
    { "{\"type\":\"poll\",\"receiver_id\":\"101\",\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\"}",
      "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d" },
    { "{\"id\":\"not an id\",\"receiver_id\":\"101\"}", "" },
    { "{\"receiver_id\":\"101\"}", "" },
    { "5", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"frame\":\"send\",\"message\":%s}",
                                               cases[i].message);
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_client_frame_parse (&frame, text, strlen (text), NULL, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (frame.id, ==, cases[i].id);
    }
}

/* Every prefix of a frame, and every frame with one byte changed, is parsed or refused, never more.
 */
static void
test_damaged (gconstpointer data)
{
  const Case *file = data;
  g_autofree char *text = NULL;
  gsize length;

  text = read_frame (file, &length);
  for (gsize i = 0; i < length; i++)
    {
      g_autofree char *changed = g_memdup2 (text, length);
      g_auto (LandlineClientFrame) client = LANDLINE_CLIENT_FRAME_INIT;
      g_auto (LandlineServerFrame) server = LANDLINE_SERVER_FRAME_INIT;
      g_auto (LandlineServerFrame) cut = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GError) error = NULL;

      changed[i] ^= 0x15;
      g_assert_cmpint (landline_client_frame_parse (&client, changed, length, NULL, NULL), ==,
                       client.kind != LANDLINE_CLIENT_FRAME_NONE);
      g_assert_cmpint (landline_server_frame_parse (&server, changed, length, NULL), ==,
                       server.kind != LANDLINE_SERVER_FRAME_NONE);
      g_assert_false (landline_server_frame_parse (&cut, text, i, &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
    }
}

static GPtrArray *
list_cases (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "model", "frames", folder, NULL);
  GPtrArray *cases = g_ptr_array_new_with_free_func (case_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      Case *file;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      file = g_new0 (Case, 1);
      file->path = g_build_filename (path, name, NULL);
      file->name = g_strndup (name, strlen (name) - strlen (".json"));
      g_ptr_array_add (cases, file);
    }

  g_assert_cmpuint (cases->len, >, 10);
  return cases;
}

static GPtrArray *
add_cases (const char *folder, GTestDataFunc test)
{
  GPtrArray *cases = list_cases (folder);

  for (guint i = 0; i < cases->len; i++)
    {
      const Case *file = cases->pdata[i];
      g_autofree char *path = g_strdup_printf ("/model/frames/%s/%s", folder, file->name);

      g_test_add_data_func (path, file, test);
    }

  return cases;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GPtrArray) good_client = NULL;
  g_autoptr (GPtrArray) good_server = NULL;
  g_autoptr (GPtrArray) bad_client = NULL;
  g_autoptr (GPtrArray) bad_server = NULL;

  g_test_init (&argc, &argv, NULL);

  good_client = add_cases ("good/client", test_good_client);
  good_server = add_cases ("good/server", test_good_server);
  bad_client = add_cases ("bad/client", test_bad_client);
  bad_server = add_cases ("bad/server", test_bad_server);
  for (guint i = 0; i < good_server->len; i++)
    {
      const Case *file = good_server->pdata[i];
      g_autofree char *path = g_strdup_printf ("/model/frames/damaged/%s", file->name);

      g_test_add_data_func (path, file, test_damaged);
    }
  g_test_add_func ("/model/frames/refused-send-names-its-id", test_refused_send_names_its_id);

  return g_test_run ();
}
