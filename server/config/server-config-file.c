/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-config"

#include "config.h"

#include "server-config-file.h"

/* Reads `text` into `config`; an error's message is the end of the sentence "FILE, line N: KEY … ".
 */
typedef gboolean (*ApplyFunc) (ServerConfig *config, int detail, const char *text, GError **error);

typedef struct
{
  const char *group;
  const char *key;
  ApplyFunc apply;
  int detail;
} Key;

static gboolean
fail (GError **error, const char *sentence)
{
  g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE, sentence);
  return FALSE;
}

static gboolean
apply_name (ServerConfig *config, int detail, const char *text, GError **error)
{
  return server_config_set_name (config, text, error);
}

static gboolean
apply_data (ServerConfig *config, int detail, const char *text, GError **error)
{
  if (text[0] == '\0')
    return fail (error, "is empty");

  server_config_set_data_folder (config, text);
  return TRUE;
}

static gboolean
apply_listen (ServerConfig *config, int detail, const char *text, GError **error)
{
  g_auto (GStrv) addresses = g_strsplit_set (text, ";, ", -1);

  g_ptr_array_set_size (server_config_get_addresses (config), 0);
  for (char **address = addresses; *address != NULL; address++)
    {
      if (**address != '\0' && !server_config_add_address (config, *address, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
apply_plaintext (ServerConfig *config, int detail, const char *text, GError **error)
{
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return fail (error, "is neither “true” nor “false”");

  server_config_set_plaintext (config, g_str_equal (text, "true"));
  return TRUE;
}

static gboolean
apply_policy (ServerConfig *config, int detail, const char *text, GError **error)
{
  ServerPolicy policy;

  if (!server_policy_from_string (text, &policy))
    return fail (error, "is not “invite”, “approve” or “open”");

  server_config_set_policy (config, policy);
  return TRUE;
}

static gboolean
apply_announce (ServerConfig *config, int detail, const char *text, GError **error)
{
  if (!g_str_equal (text, "yes") && !g_str_equal (text, "no"))
    return fail (error, "is neither “yes” nor “no”");

  server_config_set_announce (config, g_str_equal (text, "yes"));
  return TRUE;
}

static gboolean
apply_limit (ServerConfig *config, int detail, const char *text, GError **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &value, NULL))
    return fail (error, "is no whole number (0 stands for no limit)");

  server_config_set_limit (config, (ServerConfigLimit) detail, value);
  return TRUE;
}

static gboolean
apply_retention (ServerConfig *config, int detail, const char *text, GError **error)
{
  guint64 days;

  if (g_str_equal (text, "delivered"))
    server_config_set_retention_days (config, SERVER_RETENTION_DELIVERED);
  else if (g_str_equal (text, "forever"))
    server_config_set_retention_days (config, SERVER_RETENTION_FOREVER);
  else if (g_ascii_string_to_unsigned (text, 10, 1, 36500, &days, NULL))
    server_config_set_retention_days (config, (int) days);
  else
    return fail (error, "is not “delivered”, “forever” or a number of days from 1 to 36500");

  return TRUE;
}

static gboolean
apply_grace (ServerConfig *config, int detail, const char *text, GError **error)
{
  guint64 hours;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 8760, &hours, NULL))
    return fail (error, "is no number of hours from 0 to 8760");

  server_config_set_grace_hours (config, (guint) hours);
  return TRUE;
}

static const Key keys[] = {
  { "server", "name", apply_name },
  { "server", "data", apply_data },
  { "server", "listen", apply_listen },
  { "server", "plaintext", apply_plaintext },
  { "server", "policy", apply_policy },
  { "server", "announce", apply_announce },
  { "limits", "connections-per-address", apply_limit, SERVER_CONFIG_CONNECTIONS_PER_ADDRESS },
  { "limits", "registrations-per-minute", apply_limit, SERVER_CONFIG_REGISTRATIONS_PER_MINUTE },
  { "limits", "messages-per-second", apply_limit, SERVER_CONFIG_MESSAGES_PER_SECOND },
  { "limits", "uploads-per-minute", apply_limit, SERVER_CONFIG_UPLOADS_PER_MINUTE },
  { "limits", "media-bytes", apply_limit, SERVER_CONFIG_MEDIA_BYTES },
  { "limits", "document-bytes", apply_limit, SERVER_CONFIG_DOCUMENT_BYTES },
  { "limits", "storage-bytes", apply_limit, SERVER_CONFIG_STORAGE_BYTES },
  { "retention", "messages", apply_retention },
  { "retention", "grace-hours", apply_grace },
};

static const Key *
find_key (const char *group, const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_str_equal (keys[i].group, group) && g_str_equal (keys[i].key, key))
        return &keys[i];
    }

  return NULL;
}

static gboolean
is_group (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (g_str_equal (keys[i].group, group))
        return TRUE;
    }

  return FALSE;
}

/* GKeyFile forgets where it found a value; this finds the line again, for people. The last one
 * counts, as in GKeyFile. */
static guint
find_line (const char *contents, const char *group, const char *key)
{
  g_auto (GStrv) lines = g_strsplit (contents, "\n", -1);
  g_autofree char *header = g_strdup_printf ("[%s]", group);
  gboolean inside = FALSE;
  guint found = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);

      if (line[0] == '[')
        {
          inside = g_str_equal (line, header);
          if (inside && key == NULL)
            found = i + 1;
        }
      else if (inside && key != NULL && g_str_has_prefix (line, key))
        {
          const char *rest = line + strlen (key);

          if (*rest == '=' || g_ascii_isspace (*rest))
            found = i + 1;
        }
    }

  return found;
}

static gboolean
apply_key (ServerConfig *config,
           GKeyFile *file,
           const char *contents,
           const char *path,
           const char *group,
           const char *name,
           GError **error)
{
  const Key *key = find_key (group, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) local_error = NULL;

  if (key == NULL)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
                   "%s, line %u: there is no option “%s” in [%s].", path,
                   find_line (contents, group, name), name, group);
      return FALSE;
    }

  text = g_key_file_get_string (file, group, name, &local_error);
  if (text != NULL && key->apply (config, key->detail, g_strstrip (text), &local_error))
    return TRUE;

  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
               "%s, line %u: [%s] %s=%s: %s", path, find_line (contents, group, name), group, name,
               text != NULL ? text : "", local_error->message);
  return FALSE;
}

static gboolean
apply_group (ServerConfig *config,
             GKeyFile *file,
             const char *contents,
             const char *path,
             const char *group,
             GError **error)
{
  g_auto (GStrv) names = NULL;

  if (!is_group (group))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_GROUP_NOT_FOUND,
                   "%s, line %u: there is no group [%s], only [server], [limits] and [retention].",
                   path, find_line (contents, group, NULL), group);
      return FALSE;
    }

  names = g_key_file_get_keys (file, group, NULL, error);
  for (char **name = names; name != NULL && *name != NULL; name++)
    {
      if (!apply_key (config, file, contents, path, group, *name, error))
        return FALSE;
    }

  return names != NULL;
}

/**
 * server_config_file_apply:
 * @config: a configuration
 * @path: (type filename): a key file
 * @error: return location for an error
 *
 * Sets in @config what the file says.
 *
 * Returns: %FALSE with one sentence that names the file and the line when something in it is wrong
 */
gboolean
server_config_file_apply (ServerConfig *config, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *contents = NULL;
  g_auto (GStrv) groups = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;

  g_return_val_if_fail (SERVER_IS_CONFIG (config), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!g_file_get_contents (path, &contents, &length, error))
    return FALSE;

  if (length > SERVER_LIMIT_CONFIG_FILE)
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE,
                   "%s is larger than %d bytes: it is no configuration.", path,
                   SERVER_LIMIT_CONFIG_FILE);
      return FALSE;
    }

  if (!g_utf8_validate (contents, (gssize) length, NULL))
    {
      g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING,
                   "%s is not written in UTF-8.", path);
      return FALSE;
    }

  if (!g_key_file_load_from_data (file, contents, length, G_KEY_FILE_NONE, &local_error))
    {
      g_set_error (error, G_KEY_FILE_ERROR, local_error->code, "%s: %s", path,
                   local_error->message);
      return FALSE;
    }

  groups = g_key_file_get_groups (file, NULL);
  for (char **group = groups; *group != NULL; group++)
    {
      if (!apply_group (config, file, contents, path, *group, error))
        return FALSE;
    }

  return TRUE;
}
