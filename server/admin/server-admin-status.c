/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "server-admin-commands.h"

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
  g_auto (GStrv) uris = NULL;
  gboolean runs = server_admin_desk_is_running (desk);
  ServerStats stats;

  server_store_stats_async (store, NULL, server_admin_desk_answered, desk);
  if (!server_store_stats_finish (store, server_admin_desk_wait (desk), &stats, error))
    return FALSE;
  media = g_format_size (stats.media_bytes);
  printf ("%-15s %s\n", "Server", runs ? "running" : "not running");
  uris = server_admin_desk_dup_uris (desk);
  for (char **uri = uris; runs && *uri != NULL; uri++)
    printf ("%-15s %s\n", "Listening on", *uri);
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
