/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "server-admin-commands.h"

#define MAX_WIDTH 72

static void
print_size (const char *label, const char *path)
{
  GStatBuf file;
  g_autofree char *size = NULL;

  if (g_stat (path, &file) != 0)
    return;
  size = g_format_size (file.st_size);
  printf ("%-15s %s\n", label, size);
}

/* How long, in the two largest units. */
static char *
format_time (guint64 seconds)
{
  guint64 minutes = seconds / 60, hours = minutes / 60, days = hours / 24;

  if (days > 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " d %" G_GUINT64_FORMAT " h", days, hours % 24);
  if (hours > 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT " h %" G_GUINT64_FORMAT " min", hours,
                            minutes % 60);
  return g_strdup_printf ("%" G_GUINT64_FORMAT " min %" G_GUINT64_FORMAT " s", minutes,
                          seconds % 60);
}

static guint64
get_number (const char *text)
{
  return g_ascii_strtoull (text, NULL, 10);
}

static char *
format_duration (const char *text)
{
  return format_time (get_number (text));
}

static char *
format_bytes (const char *text)
{
  return g_format_size (get_number (text));
}

static char *
format_quota (const char *text)
{
  return get_number (text) > 0 ? format_bytes (text) : g_strdup ("no limit");
}

static const struct
{
  const char *word;
  const char *label;
  char *(*format) (const char *text); /* NULL for what is printed as it is */
} parts[] = {
  { "version", "Version", NULL },
  { "uptime", "Running for", format_duration },
  { "name", "Name", NULL },
  { "policy", "Policy", NULL },
  { "listen", "Listening on", NULL },
  { "channels", "Channels", NULL },
  { "connections", "Connections", NULL },
  { "addresses", "Addresses", NULL },
  { "sending", "To be sent", format_bytes },
  { "writing", "To be written", NULL },
  { "files", "File space", format_bytes },
  { "quota", "Of at most", format_quota },
};

static void
print_part (const char *line)
{
  gsize length = strcspn (line, " ");
  const char *text = line[length] != '\0' ? line + length + 1 : "";

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *formatted = NULL;

      if (strlen (parts[i].word) != length || strncmp (parts[i].word, line, length) != 0)
        continue;
      formatted = parts[i].format != NULL ? parts[i].format (text) : g_strdup (text);
      printf ("%-15s ", parts[i].label);
      server_admin_print_text (formatted, MAX_WIDTH);
      printf ("\n");
    }
}

/* What it has written down where it listens. */
static void
print_addresses (ServerAdminDesk *desk)
{
  g_auto (GStrv) uris = server_admin_desk_dup_uris (desk);

  for (char **uri = uris; *uri != NULL; uri++)
    printf ("%-15s %s\n", "Listening on", *uri);
}

static void
print_server (ServerAdminDesk *desk)
{
  g_autofree char *report = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;

  if (!server_admin_desk_is_running (desk))
    {
      printf ("%-15s %s\n", "Server", "not running; what follows is read from the disk");
      return;
    }
  report = server_admin_desk_ask_server (desk, "status\n", &error);
  if (report == NULL || !g_str_has_suffix (report, "\nend\n"))
    {
      printf ("%-15s running, and does not answer: %s\n", "Server",
              error != NULL ? error->message : "It may be of another version");
      print_addresses (desk);
      return;
    }
  printf ("%-15s %s\n", "Server", "running");
  lines = g_strsplit (report, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    print_part (*line);
}

static gboolean
check (ServerAdminDesk *desk, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_check_async (store, NULL, server_admin_desk_answered, desk);
  return server_store_check_finish (store, server_admin_desk_wait (desk), error);
}

/**
 * server_admin_status:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Returns: whether the data could be read and is sound
 */
gboolean
server_admin_status (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  ServerConfig *config = server_admin_desk_get_config (desk);
  g_autofree char *database = server_config_dup_database_path (config);
  g_autofree char *media = NULL;
  ServerStats stats;

  server_store_stats_async (store, NULL, server_admin_desk_answered, desk);
  if (!server_store_stats_finish (store, server_admin_desk_wait (desk), &stats, error))
    return FALSE;
  media = g_format_size (stats.media_bytes);
  print_server (desk);
  printf ("%-15s %s\n", "Data", server_config_get_data_folder (config));
  print_size ("Database", database);
  printf ("%-15s %" G_GUINT64_FORMAT "\n", "People", stats.users);
  printf ("%-15s %" G_GUINT64_FORMAT "\n", "Devices", stats.devices);
  printf ("%-15s %" G_GUINT64_FORMAT "\n", "Conversations", stats.conversations);
  printf ("%-15s %" G_GUINT64_FORMAT "\n", "Messages", stats.messages);
  printf ("%-15s %" G_GUINT64_FORMAT "\n", "Inbox rows", stats.inbox_rows);
  printf ("%-15s %" G_GUINT64_FORMAT " (%s)\n", "Files", stats.media, media);
  if (!check (desk, error))
    return FALSE;
  printf ("%-15s %s\n", "Integrity", "ok");
  return TRUE;
}
