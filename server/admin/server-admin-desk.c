/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin-desk.h"

#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "landline-error.h"
#include "server-data-folder.h"
#include "server-sqlite-store.h"

struct _ServerAdminDesk
{
  ServerConfig *config;
  ServerStore *store;
  GMainLoop *loop;
  GAsyncResult *result;
};

/**
 * server_admin_desk_new:
 * @data_folder: (nullable): the server's data, %NULL for the usual place
 * @config_file: (nullable): the server's configuration
 * @error: return location for an error
 *
 * Returns: (transfer full): a desk that knows where the data is and has not opened it
 */
ServerAdminDesk *
server_admin_desk_new (const char *data_folder, const char *config_file, GError **error)
{
  g_autoptr (ServerAdminDesk) self = g_new0 (ServerAdminDesk, 1);

  self->config = server_config_new ();
  if (config_file != NULL && !server_config_load (self->config, config_file, error))
    return NULL;
  if (data_folder != NULL)
    server_config_set_data_folder (self->config, data_folder);
  return g_steal_pointer (&self);
}

/**
 * server_admin_desk_open:
 * @data_folder: (nullable): the server's data, %NULL for the usual place
 * @config_file: (nullable): the server's configuration
 * @error: return location for an error
 *
 * Opens what is there. Unlike the server it makes no data where there is none: a mistyped folder is
 * told.
 *
 * Returns: (transfer full): the desk, or %NULL
 */
ServerAdminDesk *
server_admin_desk_open (const char *data_folder, const char *config_file, GError **error)
{
  g_autoptr (ServerAdminDesk) self = server_admin_desk_new (data_folder, config_file, error);
  g_autofree char *path = NULL;

  if (self == NULL)
    return NULL;
  path = server_config_dup_database_path (self->config);
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                   "There is no server's data in %s. Say where it is with --data.",
                   server_config_get_data_folder (self->config));
      return NULL;
    }
  self->store = server_sqlite_store_open (path, error);
  if (self->store == NULL)
    return NULL;
  self->loop = g_main_loop_new (NULL, FALSE);
  return g_steal_pointer (&self);
}

void
server_admin_desk_close (ServerAdminDesk *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->result);
  if (self->store != NULL)
    server_sqlite_store_close (SERVER_SQLITE_STORE (self->store));
  g_clear_object (&self->store);
  g_clear_object (&self->config);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_free (self);
}

ServerStore *
server_admin_desk_get_store (ServerAdminDesk *self)
{
  return self->store;
}

ServerConfig *
server_admin_desk_get_config (ServerAdminDesk *self)
{
  return self->config;
}

/**
 * server_admin_desk_is_running:
 * @self: the desk
 *
 * Returns: whether a server has the folder: it holds a lock as long as it lives
 */
gboolean
server_admin_desk_is_running (ServerAdminDesk *self)
{
  g_autofree char *path = g_build_filename (server_config_get_data_folder (self->config), "lock",
                                            NULL);
  int lock = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean runs;

  if (lock < 0)
    return FALSE;
  runs = flock (lock, LOCK_SH | LOCK_NB) != 0;
  close (lock);
  return runs;
}

/**
 * server_admin_desk_dup_uris:
 * @self: the desk
 *
 * Returns: (transfer full): where the running server listens, as it has written it down; empty when
 * it does not run
 */
GStrv
server_admin_desk_dup_uris (ServerAdminDesk *self)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  g_autofree char *path = server_config_dup_addresses_path (self->config);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strv_builder_end (uris);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      g_strv_builder_add (uris, *line);
  return g_strv_builder_end (uris);
}

/* By a descriptor of the folder: its own name may be too long for a socket's. */
static GSocketConnection *
call_server (ServerAdminDesk *self, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = NULL;
  g_autofree char *path = NULL;
  GSocketConnection *connection;
  int folder;

  folder = g_open (server_config_get_data_folder (self->config), O_RDONLY | O_DIRECTORY | O_CLOEXEC,
                   0);
  path = g_strdup_printf ("/proc/self/fd/%d/" SERVER_CONSOLE_FILE, folder);
  address = g_unix_socket_address_new (path);
  g_socket_client_set_timeout (client, SERVER_LIMIT_CONSOLE_TIME);
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, error);
  if (folder >= 0)
    close (folder);
  return connection;
}

/**
 * server_admin_desk_ask_server:
 * @self: the desk
 * @word: what the server is asked, with the end of the line
 * @error: return location for an error
 *
 * Returns: (transfer full): what the server says that runs, or %NULL when it cannot be asked
 */
char *
server_admin_desk_ask_server (ServerAdminDesk *self, const char *word, GError **error)
{
  g_autoptr (GSocketConnection) connection = call_server (self, error);
  g_autofree char *answer = g_malloc0 (SERVER_LIMIT_CONSOLE_ANSWER + 1);
  GIOStream *stream = G_IO_STREAM (connection);
  gsize n;

  if (connection == NULL ||
      !g_output_stream_write_all (g_io_stream_get_output_stream (stream), word, strlen (word), NULL,
                                  NULL, error) ||
      !g_input_stream_read_all (g_io_stream_get_input_stream (stream), answer,
                                SERVER_LIMIT_CONSOLE_ANSWER, &n, NULL, error))
    return NULL;
  return g_steal_pointer (&answer);
}

static gboolean
say (ServerAdminDesk *self, const char *word, GError **error)
{
  g_autofree char *answer = server_admin_desk_ask_server (self, word, error);

  if (answer == NULL)
    return FALSE;
  if (strcmp (answer, "done\n") == 0)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "It did not say that it did");
  return FALSE;
}

/**
 * server_admin_desk_tell_server:
 * @self: the desk
 *
 * Has the server that runs, if one does, look at what was changed now, and returns when it has: who
 * may not come in any more is out. Without that it would notice within half a minute, so that it is
 * no failure of the command when the server cannot be told.
 */
void
server_admin_desk_tell_server (ServerAdminDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (server_admin_desk_is_running (self) && !say (self, "look\n", &error))
    g_printerr ("The server could not be told, and notices within half a minute: %s.\n",
                error->message);
}

void
server_admin_desk_answered (GObject *source, GAsyncResult *result, gpointer desk)
{
  ServerAdminDesk *self = desk;

  g_set_object (&self->result, result);
  g_main_loop_quit (self->loop);
}

/**
 * server_admin_desk_wait:
 * @self: the desk
 *
 * Returns: (transfer none): the answer, good until the next
 */
GAsyncResult *
server_admin_desk_wait (ServerAdminDesk *self)
{
  g_main_loop_run (self->loop);
  return self->result;
}
