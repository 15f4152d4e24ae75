/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "landline-error.h"
#include "server-admin-commands.h"

static void
print_groups (GPtrArray *groups)
{
  printf ("%-34s %-24s %7s %8s %s\n", "GROUP", "NAME", "MEMBERS", "MESSAGES", "CREATED");
  for (guint i = 0; i < groups->len; i++)
    {
      LandlineConversation *group = g_ptr_array_index (groups, i);
      const char *name = landline_conversation_get_name (group);
      g_autofree char *created = server_admin_format_time (
          landline_conversation_get_created (group));

      printf ("%-34s ", landline_conversation_get_id (group));
      server_admin_print_text (name != NULL ? name : "", 24);
      printf (" %7u %8" G_GINT64_FORMAT " %s\n", landline_conversation_get_n_members (group),
              landline_conversation_get_last_seq (group), created);
    }
}

static gboolean
print_members (GPtrArray *groups, const char *id, GError **error)
{
  LandlineConversation *group = NULL;

  for (guint i = 0; i < groups->len && group == NULL; i++)
    if (strcmp (landline_conversation_get_id (g_ptr_array_index (groups, i)), id) == 0)
      group = g_ptr_array_index (groups, i);
  if (group == NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No group %s on this server.",
                   id);
      return FALSE;
    }
  printf ("%-17s %-24s %s\n", "NUMBER", "NAME", "ADMIN");
  for (guint i = 0; i < landline_conversation_get_n_members (group); i++)
    {
      const LandlineMember *member = landline_conversation_get_member (group, i);

      printf ("%-17s ", member->user_id);
      server_admin_print_text (member->name != NULL ? member->name : "", 24);
      printf (" %s\n", member->role == LANDLINE_ROLE_ADMIN ? "yes" : "");
    }
  return TRUE;
}

/**
 * server_admin_groups:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Lists the groups, or the members of one. What is written in them is not shown.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_groups (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  const char *const *words = (const char *const *) options->words;
  g_autoptr (GPtrArray) groups = NULL;

  if (g_strv_length (options->words) > 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           "Say “groups”, “groups list” or “groups GROUP”.");
      return FALSE;
    }
  server_store_group_list_async (store, NULL, server_admin_desk_answered, desk);
  groups = server_store_group_list_finish (store, server_admin_desk_wait (desk), error);
  if (groups == NULL)
    return FALSE;
  if (words[0] != NULL && strcmp (words[0], "list") != 0)
    return print_members (groups, words[0], error);
  print_groups (groups);
  return TRUE;
}
