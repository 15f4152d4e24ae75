/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-admin-commands.h"

/* Longer than anything is kept: a collection with this removes what is to go at once, and nothing
 * else. */
#define AGES (G_GINT64_CONSTANT (10) * 365 * 24 * 60 * 60 * 1000)

#define NAME_WIDTH 48

static LandlineUser *
get_user (ServerAdminDesk *desk, const char *user_id, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autoptr (LandlineUser) user = NULL;

  server_store_user_get_async (store, NULL, user_id, NULL, server_admin_desk_answered, desk);
  user = server_store_user_get_finish (store, server_admin_desk_wait (desk), error);
  if (user == NULL || !landline_user_is_former (user))
    return g_steal_pointer (&user);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               user_id);
  return NULL;
}

static gboolean
ask (LandlineUser *user, GError **error)
{
  const char *user_id = landline_user_get_id (user);
  char line[LANDLINE_LIMIT_ID + 2] = { 0 };

  if (!isatty (STDIN_FILENO))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   "Say “users delete %s --yes”: there is no terminal to ask on.", user_id);
      return FALSE;
    }
  server_admin_print_text (landline_user_get_name (user), NAME_WIDTH);
  printf (
      "\nEverything of %s goes for good: profile, devices, groups, statuses, notes, and the files "
      "that nobody else needs. What they sent stays with the others, as that of a former user. "
      "Type the number to go on: ",
      user_id);
  fflush (stdout);
  if (fgets (line, sizeof line, stdin) != NULL && strcmp (g_strchomp (line), user_id) == 0)
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Nobody was deleted.");
  return FALSE;
}

/* What a server does that runs. */
static gboolean
collect (ServerAdminDesk *desk, GError **error)
{
  const ServerCollection collection = {
    .retention_days = SERVER_RETENTION_FOREVER,
    .grace = AGES,
    .media_grace = AGES,
  };
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autofree char *folder = server_config_dup_media_folder (server_admin_desk_get_config (desk));
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (ServerCollected) collected = NULL;

      server_store_collect_async (store, &collection, NULL, server_admin_desk_answered, desk);
      collected = server_store_collect_finish (store, server_admin_desk_wait (desk), error);
      if (collected == NULL)
        return FALSE;
      for (guint i = 0; i < collected->media->len; i++)
        {
          g_autofree char *path = g_build_filename (folder, g_ptr_array_index (collected->media, i),
                                                    NULL);

          g_unlink (path);
        }
      more = collected->more;
    }
  return TRUE;
}

/**
 * server_admin_delete_user:
 * @desk: what to work with
 * @user_id: a number
 * @yes: whether nobody is asked
 * @error: return location for an error
 *
 * Deletes somebody, see server_store_user_delete_async().
 *
 * Returns: whether it was done
 */
gboolean
server_admin_delete_user (ServerAdminDesk *desk, const char *user_id, gboolean yes, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autoptr (LandlineUser) user = get_user (desk, user_id, error);

  if (user == NULL || (!yes && !ask (user, error)))
    return FALSE;
  server_store_user_delete_async (store, user_id, NULL, server_admin_desk_answered, desk);
  if (!server_store_user_delete_finish (store, server_admin_desk_wait (desk), error))
    return FALSE;
  return server_admin_desk_is_running (desk) || collect (desk, error);
}
