/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "app-test-server.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "app-registration.h"
#include "app-server-program.h"
#include "app-test.h"

#define LISTENING_PREFIX "Listening on http://"
#define TLS_PREFIX       "Listening on https://"

struct _AppTestServer
{
  char *data_folder;
  char *address;
  GSubprocess *process;
};

AppTestServer *
app_test_server_new (const char *data_folder)
{
  AppTestServer *self = g_new0 (AppTestServer, 1);

  self->data_folder = g_strdup (data_folder);
  self->address = g_strdup ("127.0.0.1:0");
  return self;
}

static void
end (AppTestServer *self, int signal)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, signal);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
app_test_server_free (AppTestServer *self)
{
  end (self, SIGTERM);
  g_free (self->data_folder);
  g_free (self->address);
  g_free (self);
}

static void
die_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
launch (AppTestServer *self, const char *listen, const char *plaintext)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *program = app_server_program_find ();
  char *line;

  g_assert_nonnull (program);
  g_assert_null (self->process);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "--policy",
                                               "open", "--listen", listen, "--data",
                                               self->data_folder, plaintext, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

void
app_test_server_start (AppTestServer *self)
{
  g_autofree char *line = launch (self, self->address, "--plaintext");

  g_assert_true (g_str_has_prefix (line, LISTENING_PREFIX));
  g_set_str (&self->address, line + strlen (LISTENING_PREFIX));
}

void
app_test_server_start_tls (AppTestServer *self)
{
  g_autofree char *line = launch (self, "0.0.0.0:0", NULL);

  g_assert_true (g_str_has_prefix (line, TLS_PREFIX));
  g_free (self->address);
  self->address = g_strconcat ("127.0.0.1", strrchr (line, ':'), NULL);
}

AppInviteLink *
app_test_server_invite (AppTestServer *self)
{
  g_autofree char *program = app_server_program_find ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                      program, "invite", "--data",
                                                      self->data_folder, NULL);
  g_autofree char *said = NULL;
  g_autofree char *text = NULL;
  const char *start;
  AppInviteLink *link;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, &error));
  start = strstr (said, "landline://join?");
  g_assert_nonnull (start);
  text = g_strndup (start, strcspn (start, " \n"));
  link = app_invite_link_parse (text, &error);
  g_assert_no_error (error);
  return link;
}

void
app_test_server_delete (AppTestServer *self, const char *number)
{
  g_autofree char *program = app_server_program_find ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program,
                                                      "users", "delete", number, "--yes", "--data",
                                                      self->data_folder, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

void
app_test_server_kill (AppTestServer *self)
{
  end (self, SIGKILL);
}

void
app_test_server_stop (AppTestServer *self)
{
  end (self, SIGTERM);
}

const char *
app_test_server_get_address (AppTestServer *self)
{
  return self->address;
}

AppAccount *
app_test_server_register (AppTestServer *self, const char *phone, const char *name)
{
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppAccount *account;

  link = app_invite_link_new_for_address (self->address, &error);
  g_assert_no_error (error);
  app_registration_join_async (link, phone, name, "Test", NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  account = app_registration_join_finish (result, &error);
  g_assert_no_error (error);
  return account;
}
