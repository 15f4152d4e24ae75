/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "landline-media.h"
#include "server-admin-commands.h"
#include "server-admin-orphans.h"
#include "server-sqlite-use.h"

#define MAX_NAME_WIDTH 48

static gboolean
print_files (ServerAdminDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) files = server_admin_list_media (desk, error);

  if (files == NULL)
    return FALSE;
  printf ("%-34s %12s %-24s %s\n", "FILE", "BYTES", "TYPE", "NAME");
  for (guint i = 0; i < files->len; i++)
    {
      LandlineMedia *media = g_ptr_array_index (files, i);

      printf ("%-34s %12" G_GUINT64_FORMAT " %-24s ", landline_media_get_id (media),
              landline_media_get_size (media), landline_media_get_content_type (media));
      server_admin_print_text (landline_media_get_name (media), MAX_NAME_WIDTH);
      printf ("\n");
    }
  return TRUE;
}

static gboolean
print_uses (ServerAdminDesk *desk, GError **error)
{
  g_autofree char *path = server_config_dup_database_path (server_admin_desk_get_config (desk));
  g_autoptr (GPtrArray) uses = server_sqlite_use_list (path, error);

  if (uses == NULL)
    return FALSE;
  printf ("%-17s %-24s %8s %12s\n", "NUMBER", "NAME", "FILES", "BYTES");
  for (guint i = 0; i < uses->len; i++)
    {
      const ServerSqliteUse *use = g_ptr_array_index (uses, i);

      printf ("%-17s ", use->user_id);
      server_admin_print_text (use->name, 24);
      printf (" %8" G_GUINT64_FORMAT " %12" G_GUINT64_FORMAT "\n", use->n_files, use->bytes);
    }
  return TRUE;
}

/**
 * server_admin_media:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Says who takes how much space with files and which nobody needs, lists all files, or says which
 * of them are without a row in the database or the other way round.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_media (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *const *words = (const char *const *) options->words;

  gboolean is_orphans = g_strcmp0 (words[0], "orphans") == 0 && words[1] == NULL;

  if (options->remove && !is_orphans)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           "--remove goes with “media orphans”.");
      return FALSE;
    }
  if (options->by_user && words[0] == NULL)
    return print_uses (desk, error);
  if (words[0] == NULL)
    return print_uses (desk, error) && server_admin_print_orphans (desk, FALSE, error);
  if (strcmp (words[0], "list") == 0 && words[1] == NULL)
    return print_files (desk, error);
  if (is_orphans)
    return server_admin_print_missing (desk, error) &&
           server_admin_print_orphans (desk, options->remove, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "Say “media”, “media --by-user”, “media list” or “media orphans”.");
  return FALSE;
}
