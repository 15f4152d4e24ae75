/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-admin-commands.h"
#include "server-sqlite-use.h"

/**
 * server_admin_format_time:
 * @milliseconds: since the epoch
 *
 * Returns: (transfer full): the time as people here read it
 */
char *
server_admin_format_time (gint64 milliseconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (milliseconds / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");
}

/**
 * server_admin_print_text:
 * @text: something that a person wrote
 * @width: columns to fill
 *
 * Prints it without what would move the terminal's cursor.
 */
void
server_admin_print_text (const char *text, int width)
{
  int column = 0;

  for (const char *c = text; *c != '\0' && column < width; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);
      char bytes[8] = { 0 };

      if (!g_unichar_isprint (letter))
        letter = '?';
      g_unichar_to_utf8 (letter, bytes);
      fputs (bytes, stdout);
      column += g_unichar_iswide (letter) ? 2 : g_unichar_iszerowidth (letter) ? 0 : 1;
    }
  printf ("%*s", MAX (0, width - column), "");
}

static GPtrArray *
get_users (ServerAdminDesk *desk, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_user_list_async (store, NULL, NULL, server_admin_desk_answered, desk);
  return server_store_user_list_finish (store, server_admin_desk_wait (desk), error);
}

static gboolean
list_users (ServerAdminDesk *desk, GError **error)
{
  g_autofree char *path = server_config_dup_database_path (server_admin_desk_get_config (desk));
  g_autoptr (GPtrArray) users = get_users (desk, error);
  g_autoptr (GHashTable) disabled = NULL;

  if (users == NULL)
    return FALSE;
  disabled = server_sqlite_use_list_disabled (path, error);
  if (disabled == NULL)
    return FALSE;
  printf ("%-17s %-24s %-8s %s\n", "NUMBER", "NAME", "IS", "LAST SEEN");
  for (guint i = 0; i < users->len; i++)
    {
      LandlineUser *user = g_ptr_array_index (users, i);
      g_autofree char *seen = server_admin_format_time (landline_user_get_last_seen (user));

      printf ("%-17s ", landline_user_get_id (user));
      server_admin_print_text (landline_user_get_name (user), 24);
      printf (" %-8s %s\n",
              g_hash_table_contains (disabled, landline_user_get_id (user)) ? "disabled"
              : landline_user_is_admin (user)                               ? "admin"
                                                                            : "",
              seen);
    }
  return TRUE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (*name != '\0' && strlen (name) <= LANDLINE_LIMIT_NAME && g_utf8_validate (name, -1, NULL))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "A name is 1 to %d bytes of UTF-8.",
               LANDLINE_LIMIT_NAME);
  return FALSE;
}

static gboolean
rename_user (ServerAdminDesk *desk, const char *user_id, const char *name, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  const LandlineProfileChange change = { .name = (char *) name };
  g_autoptr (ServerChangedUser) user = NULL;

  if (!check_name (name, error))
    return FALSE;
  server_store_user_change_async (store, user_id, &change, NULL, server_admin_desk_answered, desk);
  user = server_store_user_change_finish (store, server_admin_desk_wait (desk), error);
  return user != NULL;
}

static gboolean
disable_user (ServerAdminDesk *desk, const char *user_id, gboolean disabled, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_user_disable_async (store, user_id, disabled, NULL, server_admin_desk_answered,
                                   desk);
  return server_store_user_disable_finish (store, server_admin_desk_wait (desk), error);
}

static gboolean
change_user (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *const *words = (const char *const *) options->words;
  guint n = g_strv_length (options->words);

  if (n == 3 && strcmp (words[0], "rename") == 0)
    return rename_user (desk, words[1], words[2], error);
  if (n == 2 && strcmp (words[0], "disable") == 0)
    return disable_user (desk, words[1], TRUE, error);
  if (n == 2 && strcmp (words[0], "enable") == 0)
    return disable_user (desk, words[1], FALSE, error);
  if (n == 2 && strcmp (words[0], "delete") == 0)
    return server_admin_delete_user (desk, words[1], options->yes, error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "Say “users”, “users rename NUMBER NAME”, “users disable NUMBER”, “users "
                       "enable NUMBER” or “users delete NUMBER”.");
  return FALSE;
}

/**
 * server_admin_users:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Lists the people, gives one another name, keeps one out, lets them in again, or deletes one. When
 * it returns, a server that runs goes by it.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_users (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *const *words = (const char *const *) options->words;
  guint n = g_strv_length (options->words);

  if (n == 0 || (n == 1 && strcmp (words[0], "list") == 0))
    return list_users (desk, error);
  if (!change_user (desk, options, error))
    return FALSE;
  server_admin_desk_tell_server (desk);
  return TRUE;
}

static gboolean
print_devices (ServerAdminDesk *desk, const char *user_id, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autoptr (GPtrArray) devices = NULL;

  server_store_device_list_async (store, user_id, NULL, server_admin_desk_answered, desk);
  devices = server_store_device_list_finish (store, server_admin_desk_wait (desk), error);
  if (devices == NULL)
    return FALSE;
  for (guint i = 0; i < devices->len; i++)
    {
      LandlineDevice *device = g_ptr_array_index (devices, i);
      const char *name = landline_device_get_name (device);
      g_autofree char *seen = server_admin_format_time (landline_device_get_last_seen (device));

      printf ("%-17s %-34s ", user_id, landline_device_get_id (device));
      server_admin_print_text (name != NULL ? name : "", 20);
      printf (" %s\n", seen);
    }
  return TRUE;
}

static gboolean
revoke_device (ServerAdminDesk *desk, const char *user_id, const char *device, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_device_revoke_async (store, user_id, device, NULL, server_admin_desk_answered, desk);
  if (!server_store_device_revoke_finish (store, server_admin_desk_wait (desk), error))
    return FALSE;
  server_admin_desk_tell_server (desk);
  return TRUE;
}

static void
print_heading (void)
{
  printf ("%-17s %-34s %-20s %s\n", "NUMBER", "DEVICE", "NAME", "LAST SEEN");
}

static gboolean
list_devices (ServerAdminDesk *desk, const char *of_user, GError **error)
{
  g_autoptr (GPtrArray) users = get_users (desk, error);
  guint n = 0;

  if (users == NULL)
    return FALSE;
  if (of_user == NULL)
    print_heading ();
  for (guint i = 0; i < users->len; i++)
    {
      const char *user_id = landline_user_get_id (g_ptr_array_index (users, i));

      if (of_user != NULL && strcmp (of_user, user_id) != 0)
        continue;
      if (of_user != NULL)
        print_heading ();
      n++;
      if (!print_devices (desk, user_id, error))
        return FALSE;
    }
  if (of_user == NULL || n > 0)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               of_user);
  return FALSE;
}

/**
 * server_admin_devices:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Lists and revokes devices.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_devices (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *const *words = (const char *const *) options->words;
  guint n = g_strv_length (options->words);

  if (n < 2)
    return list_devices (desk, words[0], error);
  if (n == 3 && strcmp (words[1], "revoke") == 0)
    return revoke_device (desk, words[0], words[2], error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "Say “devices”, “devices NUMBER” or “devices NUMBER revoke DEVICE”.");
  return FALSE;
}
