/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-console.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server-data-folder.h"
#include "server-limits.h"

struct _ServerConsole
{
  GSocketService *service;
  GCancellable *cancellable;
  char *path;
  ServerConsoleFunc func;
  gpointer data;
  guint n_calls;
};

struct _ServerConsoleCall
{
  ServerConsole *console; /* only until cancellable is cancelled */
  GSocketConnection *connection;
  GCancellable *cancellable;
  char word[SERVER_LIMIT_CONSOLE_WORD + 1];
  char *answer;
};

static void
call_free (ServerConsoleCall *call)
{
  if (!g_cancellable_is_cancelled (call->cancellable))
    call->console->n_calls--;
  g_clear_object (&call->connection);
  g_clear_object (&call->cancellable);
  g_clear_pointer (&call->answer, g_free);
  g_free (call);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ServerConsoleCall *call = user_data;

  /* Who has gone needs no answer. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  call_free (call);
}

/**
 * server_console_call_answer:
 * @call: (transfer full): a call
 * @line: what the caller is told
 *
 * Answers, and hangs up.
 */
void
server_console_call_answer (ServerConsoleCall *call, const char *line)
{
  GOutputStream *stream;

  g_return_if_fail (call != NULL);
  g_return_if_fail (line != NULL);

  stream = g_io_stream_get_output_stream (G_IO_STREAM (call->connection));
  call->answer = g_strconcat (line, "\n", NULL);
  g_output_stream_write_all_async (stream, call->answer, strlen (call->answer), G_PRIORITY_DEFAULT,
                                   call->cancellable, written_cb, call);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ServerConsoleCall *call = user_data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n <= 0 || g_cancellable_is_cancelled (call->cancellable))
    {
      call_free (call);
      return;
    }
  call->word[n] = '\0';
  call->word[strcspn (call->word, "\n")] = '\0';
  call->console->func (call, call->word, call->console->data);
}

static gboolean
on_incoming (GSocketService *service,
             GSocketConnection *connection,
             GObject *object,
             ServerConsole *self)
{
  ServerConsoleCall *call;
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  if (self->n_calls == SERVER_LIMIT_CONSOLE_CALLS)
    return TRUE;
  self->n_calls++;
  g_socket_set_timeout (g_socket_connection_get_socket (connection), SERVER_LIMIT_CONSOLE_TIME);
  call = g_new0 (ServerConsoleCall, 1);
  call->console = self;
  call->connection = g_object_ref (connection);
  call->cancellable = g_object_ref (self->cancellable);
  g_input_stream_read_async (stream, call->word, SERVER_LIMIT_CONSOLE_WORD, G_PRIORITY_DEFAULT,
                             call->cancellable, read_cb, call);
  return TRUE;
}

/* The name of a socket is 107 bytes at most, that of a folder may be longer: the way to it goes by
 * a descriptor. */
static gboolean
listen_in (ServerConsole *self, int folder, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d/" SERVER_CONSOLE_FILE, folder);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);

  /* That of a server that was killed. Nobody else has the folder now. */
  unlinkat (folder, SERVER_CONSOLE_FILE, 0);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL,
                                      error))
    return FALSE;
  if (fchmodat (folder, SERVER_CONSOLE_FILE, 0600, 0) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Cannot protect %s: %s.",
               self->path, g_strerror (errno));
  return FALSE;
}

/**
 * server_console_new:
 * @folder: (type filename): the folder of data, which is this process's
 * @func: called for each caller, on the default main context
 * @data: for @func
 * @error: return location for an error
 *
 * Returns: (transfer full): a console that takes calls
 */
ServerConsole *
server_console_new (const char *folder, ServerConsoleFunc func, gpointer data, GError **error)
{
  ServerConsole *self;
  int descriptor;
  gboolean listens;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (func != NULL, NULL);

  descriptor = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Cannot open %s: %s.", folder,
                   g_strerror (errno));
      return NULL;
    }
  self = g_new0 (ServerConsole, 1);
  self->path = g_build_filename (folder, SERVER_CONSOLE_FILE, NULL);
  self->func = func;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), SERVER_LIMIT_CONSOLE_WAITING);
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  listens = listen_in (self, descriptor, error);
  close (descriptor);
  if (!listens)
    g_clear_pointer (&self, server_console_free);
  return self;
}

/**
 * server_console_free:
 * @self: (transfer full): a console
 *
 * Takes no call any more. Callers who wait for an answer get none.
 */
void
server_console_free (ServerConsole *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->service);
  g_clear_object (&self->cancellable);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}
