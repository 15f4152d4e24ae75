/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-notify.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct _ServerNotify
{
  GSocket *socket; /* none when there is no service manager */
  GSocketAddress *address;
  guint64 watchdog; /* microseconds within which it wants to hear of us, 0 for never */
  guint timer;
};

static GSocketAddress *
new_address (const char *path)
{
  /* An abstract one, which is written with an @ in place of the zero. */
  if (path[0] == '@')
    return g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT);
  return path[0] == '/' ? g_unix_socket_address_new (path) : NULL;
}

/* Meant for this process, or for whoever reads it. */
static guint64
get_watchdog (void)
{
  const char *pid_text = g_getenv ("WATCHDOG_PID");
  const char *text = g_getenv ("WATCHDOG_USEC");
  guint64 microseconds, pid;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &microseconds, NULL))
    return 0;
  if (pid_text != NULL && (!g_ascii_string_to_unsigned (pid_text, 10, 1, G_MAXINT, &pid, NULL) ||
                           pid != (guint64) getpid ()))
    return 0;
  return microseconds;
}

/**
 * server_notify_new:
 *
 * Reads from the environment whom to tell.
 *
 * Returns: (transfer full): what tells them
 */
ServerNotify *
server_notify_new (void)
{
  ServerNotify *self = g_new0 (ServerNotify, 1);
  const char *path = g_getenv ("NOTIFY_SOCKET");

  self->address = path != NULL ? new_address (path) : NULL;
  if (self->address == NULL)
    return self;
  self->socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM,
                               G_SOCKET_PROTOCOL_DEFAULT, NULL);
  if (self->socket != NULL)
    g_socket_set_blocking (self->socket, FALSE);
  self->watchdog = get_watchdog ();
  return self;
}

void
server_notify_free (ServerNotify *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_free (self);
}

/* A service manager that is not there or does not listen is no reason to stop serving. */
static void
tell (ServerNotify *self, const char *state)
{
  g_autoptr (GError) error = NULL;

  if (self->socket != NULL &&
      g_socket_send_to (self->socket, self->address, state, strlen (state), NULL, &error) < 0)
    g_debug ("The service manager was not told %s: %s", state, error->message);
}

static gboolean
on_timer (gpointer data)
{
  tell (data, "WATCHDOG=1");
  return G_SOURCE_CONTINUE;
}

/**
 * server_notify_ready:
 * @self: what tells
 *
 * The server can be reached, or has read its configuration again. From now on the main loop says
 * that it is alive, twice in the time that it has for it.
 */
void
server_notify_ready (ServerNotify *self)
{
  tell (self, "READY=1");
  if (self->watchdog > 0 && self->timer == 0)
    self->timer = g_timeout_add (CLAMP (self->watchdog / 2000, 1, G_MAXUINT), on_timer, self);
}

/**
 * server_notify_reloading:
 * @self: what tells
 *
 * The server reads its configuration again; server_notify_ready() follows.
 */
void
server_notify_reloading (ServerNotify *self)
{
  g_autofree char *state = NULL;
  struct timespec now;

  /* The clock that systemd goes by, which is GLib's on Linux, and is said here to be sure. */
  clock_gettime (CLOCK_MONOTONIC, &now);
  state = g_strdup_printf ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT,
                           (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000);
  tell (self, state);
}

void
server_notify_stopping (ServerNotify *self)
{
  tell (self, "STOPPING=1");
}
