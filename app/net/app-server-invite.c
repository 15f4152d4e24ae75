/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-server-process.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app-error.h"
#include "app-server-program.h"

/* `landline-server invite`, beside the running server. */

#define LINK_PREFIX "landline://join?"

static char *
find_link (const char *output)
{
  const char *start = output != NULL ? strstr (output, LINK_PREFIX) : NULL;

  return start != NULL ? g_strndup (start, strcspn (start, " \t\r\n")) : NULL;
}

/* Where the network reaches it the server knows; of one that is for this computer alone the invite
 * is what counts, and where it is we know better. */
static AppInviteLink *
make_link (AppServerProcess *self, const char *text)
{
  const char *addresses[] = { app_server_process_get_address (self), NULL };
  const char *query = strchr (text, '?') + 1;
  g_autoptr (GHashTable) parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);

  if (app_server_process_get_on_network (self))
    return app_invite_link_parse (text, NULL);
  if (parameters == NULL || addresses[0] == NULL)
    return NULL;
  return app_invite_link_new (g_hash_table_lookup (parameters, "name"), addresses, NULL,
                              g_hash_table_lookup (parameters, "invite"));
}

static void
communicated_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autofree char *text = NULL;
  AppInviteLink *link = NULL;
  GError *error = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (object), result, &output, &complaint,
                                             &error))
    {
      g_task_return_error (task, error);
      return;
    }
  text = find_link (output);
  if (text != NULL)
    link = make_link (g_task_get_source_object (task), text);
  if (link != NULL)
    g_task_return_pointer (task, link, g_object_unref);
  else
    g_task_return_new_error (task, APP_ERROR, APP_ERROR_SERVER_PROCESS,
                             /* translators: %s is what the server said */
                             _ ("The server makes no invitation: %s"),
                             complaint != NULL ? g_strstrip (complaint) : "");
}

static void
ask (AppServerProcess *self, const char *const *words, GTask *task)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_autofree char *program = app_server_program_find ();
  g_auto (GStrv) argv = NULL;
  GError *error = NULL;

  if (program == NULL || app_server_process_get_address (self) == NULL)
    {
      g_task_return_new_error_literal (task, APP_ERROR, APP_ERROR_SERVER_PROCESS,
                                       _ ("The server on this computer does not run."));
      return;
    }
  g_strv_builder_add_many (arguments, program, "invite", "--no-qr", "--data",
                           app_server_process_get_data_folder (self), NULL);
  g_strv_builder_addv (arguments, (const char **) words);
  argv = g_strv_builder_end (arguments);
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  if (process == NULL)
    g_task_return_error (task, error);
  else
    g_subprocess_communicate_utf8_async (process, NULL, g_task_get_cancellable (task),
                                         communicated_cb, g_object_ref (task));
}

/**
 * app_server_process_invite_async:
 * @self: a server that runs
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the link
 * @user_data: for @callback
 *
 * Makes an invitation for one person.
 */
void
app_server_process_invite_async (AppServerProcess *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const char *const words[] = { "--uses", "1", NULL };
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SERVER_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_server_process_invite_async);
  ask (self, words, task);
}

AppInviteLink *
app_server_process_invite_finish (AppServerProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * app_server_process_locate_async:
 * @self: a server that runs
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the link
 * @user_data: for @callback
 *
 * Finds out where others reach the server, and its key: a link that invites nobody.
 */
void
app_server_process_locate_async (AppServerProcess *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  static const char *const words[] = { "address", NULL };
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SERVER_PROCESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_server_process_locate_async);
  ask (self, words, task);
}

AppInviteLink *
app_server_process_locate_finish (AppServerProcess *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
