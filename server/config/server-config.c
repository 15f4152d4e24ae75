/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-config"

#include "config.h"

#include "server-config.h"

#include "server-address.h"
#include "server-config-file.h"

/**
 * ServerConfig:
 *
 * What the operator decided: defaults, overridden by a key file, overridden by the command line.
 * Every value that is in it is valid by itself; [method@ServerConfig.validate] looks at how they go
 * together. It reads nothing but the file that it is told to and has no say in what is done with
 * the values.
 */
struct _ServerConfig
{
  GObject parent_instance;

  char *file;
  GStrv arguments; /* what was parsed, to be parsed again */
  char *name;
  char *data_folder;
  GPtrArray *addresses;
  gboolean plaintext;
  gboolean announce;
  ServerPolicy policy;
  guint64 limits[SERVER_CONFIG_N_LIMITS];
  int retention_days;
  guint grace_hours;
};

G_DEFINE_FINAL_TYPE (ServerConfig, server_config, G_TYPE_OBJECT)

static const char *const policies[] = {
  [SERVER_POLICY_INVITE] = "invite",
  [SERVER_POLICY_APPROVE] = "approve",
  [SERVER_POLICY_OPEN] = "open",
};

static const guint64 default_limits[SERVER_CONFIG_N_LIMITS] = {
  [SERVER_CONFIG_CONNECTIONS_PER_ADDRESS] = SERVER_DEFAULT_CONNECTIONS,
  [SERVER_CONFIG_REGISTRATIONS_PER_MINUTE] = SERVER_DEFAULT_REGISTRATIONS,
  [SERVER_CONFIG_MESSAGES_PER_SECOND] = SERVER_DEFAULT_MESSAGES,
  [SERVER_CONFIG_UPLOADS_PER_MINUTE] = SERVER_DEFAULT_UPLOADS,
  [SERVER_CONFIG_MEDIA_BYTES] = SERVER_DEFAULT_MEDIA,
  [SERVER_CONFIG_DOCUMENT_BYTES] = SERVER_DEFAULT_DOCUMENT,
  [SERVER_CONFIG_STORAGE_BYTES] = SERVER_DEFAULT_STORAGE,
};

/**
 * server_policy_to_string:
 * @policy: a policy
 *
 * Returns: the word for it on the command line, in the key file and on the wire
 */
const char *
server_policy_to_string (ServerPolicy policy)
{
  g_return_val_if_fail ((guint) policy < G_N_ELEMENTS (policies), NULL);

  return policies[policy];
}

/**
 * server_policy_from_string:
 * @text: a word
 * @policy: (out): the policy it names
 *
 * Returns: %FALSE, leaving @policy untouched, when @text is no policy
 */
gboolean
server_policy_from_string (const char *text, ServerPolicy *policy)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (policy != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    {
      if (g_strcmp0 (text, policies[i]) == 0)
        {
          *policy = (ServerPolicy) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * server_config_get_default_folder:
 *
 * Returns: where the data is when nobody says: the service manager's state folder, or the user's
 * data folder
 */
const char *
server_config_get_default_folder (void)
{
  static char *folder;

  if (g_once_init_enter_pointer (&folder))
    {
      const char *state = g_getenv ("STATE_DIRECTORY");
      char *chosen;

      if (state != NULL && state[0] == '/' && strchr (state, ':') == NULL)
        chosen = g_strdup (state);
      else
        chosen = g_build_filename (g_get_user_data_dir (), "landline-server", NULL);

      g_once_init_leave_pointer (&folder, chosen);
    }

  return folder;
}

static void
server_config_finalize (GObject *object)
{
  ServerConfig *self = SERVER_CONFIG (object);

  g_clear_pointer (&self->file, g_free);
  g_clear_pointer (&self->arguments, g_strfreev);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->data_folder, g_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);

  G_OBJECT_CLASS (server_config_parent_class)->finalize (object);
}

static void
server_config_class_init (ServerConfigClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_config_finalize;
}

static void
server_config_init (ServerConfig *self)
{
  self->name = g_strdup ("Landline");
  self->data_folder = g_strdup (server_config_get_default_folder ());
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
  self->announce = TRUE;
  self->policy = SERVER_POLICY_INVITE;
  self->retention_days = SERVER_RETENTION_DELIVERED;
  self->grace_hours = SERVER_DEFAULT_GRACE_HOURS;
  memcpy (self->limits, default_limits, sizeof self->limits);
}

/**
 * server_config_new:
 *
 * Returns: (transfer full): the defaults
 */
ServerConfig *
server_config_new (void)
{
  return g_object_new (SERVER_TYPE_CONFIG, NULL);
}

/**
 * server_config_load:
 * @self: a configuration
 * @path: a key file
 * @error: return location for an error
 *
 * Overrides the values that the file names. An unknown group or key is an error too: it is a
 * misspelt one.
 *
 * Returns: %FALSE when the file cannot be read or a value in it is wrong (values before it are
 * set); the message says which, with the line
 */
gboolean
server_config_load (ServerConfig *self, const char *path, GError **error)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return server_config_file_apply (self, path, error);
}

typedef struct
{
  char *data;
  char **listen;
  char *policy;
  char *name;
  char *config;
  gboolean plaintext;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data);
  g_strfreev (options->listen);
  g_free (options->policy);
  g_free (options->name);
  g_free (options->config);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
options_parse (Options *options, const char *const *arguments, GError **error)
{
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, "Folder of the server's data", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->listen,
      "Address to listen on, may be repeated; port 0 picks a free one", "ADDRESS:PORT" },
    { "plaintext", 0, 0, G_OPTION_ARG_NONE, &options->plaintext,
      "No TLS (only on a loopback address)", NULL },
    { "policy", 0, 0, G_OPTION_ARG_STRING, &options->policy, "Who may register",
      "invite|approve|open" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, "The server's name, as people see it",
      "NAME" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config,
      "Key file with these options and the limits", "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) vector = NULL;

  g_strv_builder_add (builder, "landline-server serve");
  g_strv_builder_addv (builder, (const char **) arguments);
  vector = g_strv_builder_end (builder);

  g_option_context_set_summary (context, "Runs the server until it gets SIGTERM or SIGINT. With "
                                         "--config, SIGHUP has it read the file again.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse_strv (context, &vector, error))
    return FALSE;

  if (vector[0] != NULL && vector[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is no option of “serve”.",
                   vector[1]);
      return FALSE;
    }

  return TRUE;
}

/**
 * server_config_parse:
 * @self: a configuration
 * @arguments: (array zero-terminated=1): what follows `serve` on the command line
 * @error: return location for an error
 *
 * Overrides values from the key file that `--config` names, if any, then from the other options,
 * and validates the whole.
 *
 * Returns: %FALSE when an option is unknown or wrong, or the whole does not go together
 */
gboolean
server_config_parse (ServerConfig *self, const char *const *arguments, GError **error)
{
  g_auto (Options) options = { 0 };

  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (arguments != NULL, FALSE);

  if (!options_parse (&options, arguments, error))
    return FALSE;

  g_strfreev (self->arguments);
  self->arguments = g_strdupv ((GStrv) arguments);
  g_set_str (&self->file, options.config);

  if (options.config != NULL && !server_config_load (self, options.config, error))
    return FALSE;

  if (options.policy != NULL && !server_policy_from_string (options.policy, &self->policy))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--policy is “invite”, “approve” or “open”, not “%s”.", options.policy);
      return FALSE;
    }

  if (options.name != NULL && !server_config_set_name (self, options.name, error))
    return FALSE;

  if (options.data != NULL)
    server_config_set_data_folder (self, options.data);

  /* The command line's addresses take the place of the file's, they are not more of them. */
  if (options.listen != NULL)
    g_ptr_array_set_size (self->addresses, 0);
  for (char **address = options.listen; address != NULL && *address != NULL; address++)
    {
      if (!server_config_add_address (self, *address, error))
        return FALSE;
    }

  self->plaintext |= options.plaintext;

  return server_config_validate (self, error);
}

static gboolean
has_same_addresses (ServerConfig *a, ServerConfig *b)
{
  if (a->addresses->len != b->addresses->len)
    return FALSE;

  for (guint i = 0; i < a->addresses->len; i++)
    {
      g_autofree char *first = server_address_to_string (g_ptr_array_index (a->addresses, i));
      g_autofree char *second = server_address_to_string (g_ptr_array_index (b->addresses, i));

      if (!g_str_equal (first, second))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_config_reload:
 * @self: a configuration that was parsed
 * @later: (out): whether something changed that a server cannot change while it runs: the folder of
 * data, the addresses, `plaintext`; that stays as it was
 * @error: return location for an error
 *
 * Reads the key file and the command line again: the name, the policy, the limits and the retention
 * are those of now, and what the file does not say any more is the default again.
 *
 * Returns: %FALSE, leaving everything as it was, when something in the file is wrong
 */
gboolean
server_config_reload (ServerConfig *self, gboolean *later, GError **error)
{
  g_autoptr (ServerConfig) now = server_config_new ();

  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (self->arguments != NULL, FALSE);
  g_return_val_if_fail (later != NULL, FALSE);

  if (!server_config_parse (now, (const char *const *) self->arguments, error))
    return FALSE;

  *later = self->plaintext != now->plaintext ||
           !g_str_equal (self->data_folder, now->data_folder) || !has_same_addresses (self, now);
  g_set_str (&self->name, now->name);
  self->announce = now->announce;
  self->policy = now->policy;
  self->retention_days = now->retention_days;
  self->grace_hours = now->grace_hours;
  memcpy (self->limits, now->limits, sizeof self->limits);
  return TRUE;
}

/* The whole network, with TLS, or this machine alone, without. */
static gboolean
add_default_addresses (ServerConfig *self, GError **error)
{
  static const char *const everywhere[] = { "0.0.0.0", "::", NULL };
  static const char *const here[] = { "127.0.0.1", NULL };

  for (const char *const *host = self->plaintext ? here : everywhere; *host != NULL; host++)
    {
      if (!server_config_add_address (self, *host, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * server_config_validate:
 * @self: a configuration
 * @error: return location for an error
 *
 * Checks how the values go together, and completes them: without an address the default is listened
 * on.
 *
 * Returns: %FALSE when the server cannot be run like this
 */
gboolean
server_config_validate (ServerConfig *self, GError **error)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);

  if (self->addresses->len == 0 && !add_default_addresses (self, error))
    return FALSE;

  for (guint i = 0; i < self->addresses->len && self->plaintext; i++)
    {
      GSocketAddress *address = g_ptr_array_index (self->addresses, i);
      g_autofree char *text = NULL;

      if (server_address_is_loopback (address))
        continue;

      text = server_address_to_string (address);
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--plaintext is for loopback addresses only (127.0.0.1 or [::1]), not for %s.",
                   text);
      return FALSE;
    }

  return TRUE;
}

/**
 * server_config_get_file:
 * @self: a configuration
 *
 * Returns: (nullable) (type filename): the key file that the command line named
 */
const char *
server_config_get_file (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return self->file;
}

/**
 * server_config_get_name:
 * @self: a configuration
 *
 * Returns: the server's name, as people see it
 */
const char *
server_config_get_name (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return self->name;
}

/**
 * server_config_set_name:
 * @self: a configuration
 * @name: 1 to %SERVER_LIMIT_SERVER_NAME bytes of UTF-8 without control characters
 * @error: return location for an error
 *
 * Returns: %FALSE when the name is none
 */
gboolean
server_config_set_name (ServerConfig *self, const char *name, GError **error)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (name[0] == '\0' || strlen (name) > SERVER_LIMIT_SERVER_NAME ||
      !g_utf8_validate (name, -1, NULL))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "The server's name is 1 to %d bytes of UTF-8.", SERVER_LIMIT_SERVER_NAME);
      return FALSE;
    }

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               "The server's name has a control character in it.");
          return FALSE;
        }
    }

  g_set_str (&self->name, name);
  return TRUE;
}

/**
 * server_config_get_data_folder:
 * @self: a configuration
 *
 * Returns: (type filename): the folder of the server's data
 */
const char *
server_config_get_data_folder (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return self->data_folder;
}

/**
 * server_config_set_data_folder:
 * @self: a configuration
 * @folder: (type filename): a folder, made when the server starts if it is not there
 */
void
server_config_set_data_folder (ServerConfig *self, const char *folder)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));
  g_return_if_fail (folder != NULL);

  g_set_str (&self->data_folder, folder);
}

/**
 * server_config_dup_database_path:
 * @self: a configuration
 *
 * Returns: (transfer full) (type filename): where the database is
 */
char *
server_config_dup_database_path (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return g_build_filename (self->data_folder, "landline.db", NULL);
}

/**
 * server_config_dup_media_folder:
 * @self: a configuration
 *
 * Returns: (transfer full) (type filename): where the files are that people send
 */
char *
server_config_dup_media_folder (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return g_build_filename (self->data_folder, "media", NULL);
}

/**
 * server_config_dup_addresses_path:
 * @self: a configuration
 *
 * Returns: (transfer full) (type filename): where a running server writes down on what it listens
 */
char *
server_config_dup_addresses_path (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return g_build_filename (self->data_folder, "addresses", NULL);
}

/**
 * server_config_get_addresses:
 * @self: a configuration
 *
 * Returns: (transfer none) (element-type GInetSocketAddress): what to listen on
 */
GPtrArray *
server_config_get_addresses (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), NULL);

  return self->addresses;
}

/**
 * server_config_add_address:
 * @self: a configuration
 * @text: `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT`
 * @error: return location for an error
 *
 * Returns: %FALSE when @text is no numeric address, or there are too many
 */
gboolean
server_config_add_address (ServerConfig *self, const char *text, GError **error)
{
  GSocketAddress *address;

  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (self->addresses->len == SERVER_LIMIT_LISTENERS)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "At most %d addresses can be listened on.", SERVER_LIMIT_LISTENERS);
      return FALSE;
    }

  address = server_address_from_string (text, SERVER_DEFAULT_PORT, error);
  if (address == NULL)
    return FALSE;

  g_ptr_array_add (self->addresses, address);
  return TRUE;
}

/**
 * server_config_needs_tls:
 * @self: a configuration
 * @address: one of the addresses that are listened on
 *
 * Returns: whether connections to it carry TLS: all but those that do not leave this machine
 */
gboolean
server_config_needs_tls (ServerConfig *self, GSocketAddress *address)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), TRUE);

  return !self->plaintext && !server_address_is_loopback (address);
}

/**
 * server_config_get_plaintext:
 * @self: a configuration
 *
 * Returns: whether TLS is off
 */
gboolean
server_config_get_plaintext (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);

  return self->plaintext;
}

/**
 * server_config_set_plaintext:
 * @self: a configuration
 * @plaintext: whether TLS is off; [method@ServerConfig.validate] refuses that on anything but
 * loopback
 */
void
server_config_set_plaintext (ServerConfig *self, gboolean plaintext)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));

  self->plaintext = plaintext;
}

/**
 * server_config_get_announce:
 * @self: a configuration
 *
 * Returns: whether the network is told of the server, where others reach it
 */
gboolean
server_config_get_announce (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), FALSE);

  return self->announce;
}

/**
 * server_config_set_announce:
 * @self: a configuration
 * @announce: whether the network is told of the server
 *
 * Sets whether the server can be found without its address.
 */
void
server_config_set_announce (ServerConfig *self, gboolean announce)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));

  self->announce = announce;
}

/**
 * server_config_get_policy:
 * @self: a configuration
 *
 * Returns: who may register
 */
ServerPolicy
server_config_get_policy (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), SERVER_POLICY_INVITE);

  return self->policy;
}

/**
 * server_config_set_policy:
 * @self: a configuration
 * @policy: who may register
 */
void
server_config_set_policy (ServerConfig *self, ServerPolicy policy)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));

  self->policy = policy;
}

/**
 * server_config_get_limit:
 * @self: a configuration
 * @limit: which
 *
 * Returns: its value, 0 for none
 */
guint64
server_config_get_limit (ServerConfig *self, ServerConfigLimit limit)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), 0);
  g_return_val_if_fail (limit < SERVER_CONFIG_N_LIMITS, 0);

  return self->limits[limit];
}

/**
 * server_config_set_limit:
 * @self: a configuration
 * @limit: which
 * @value: its value, 0 for none
 */
void
server_config_set_limit (ServerConfig *self, ServerConfigLimit limit, guint64 value)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));
  g_return_if_fail (limit < SERVER_CONFIG_N_LIMITS);

  self->limits[limit] = value;
}

/**
 * server_config_get_retention_days:
 * @self: a configuration
 *
 * Returns: days that messages are kept, %SERVER_RETENTION_DELIVERED or %SERVER_RETENTION_FOREVER
 */
int
server_config_get_retention_days (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), SERVER_RETENTION_DELIVERED);

  return self->retention_days;
}

/**
 * server_config_set_retention_days:
 * @self: a configuration
 * @days: days that messages are kept, %SERVER_RETENTION_DELIVERED or %SERVER_RETENTION_FOREVER
 */
void
server_config_set_retention_days (ServerConfig *self, int days)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));
  g_return_if_fail (days >= SERVER_RETENTION_FOREVER);

  self->retention_days = days;
}

/**
 * server_config_get_grace_hours:
 * @self: a configuration
 *
 * Returns: hours that a delivered message's content is kept nevertheless
 */
guint
server_config_get_grace_hours (ServerConfig *self)
{
  g_return_val_if_fail (SERVER_IS_CONFIG (self), 0);

  return self->grace_hours;
}

/**
 * server_config_set_grace_hours:
 * @self: a configuration
 * @hours: hours that a delivered message's content is kept nevertheless
 */
void
server_config_set_grace_hours (ServerConfig *self, guint hours)
{
  g_return_if_fail (SERVER_IS_CONFIG (self));

  self->grace_hours = hours;
}
