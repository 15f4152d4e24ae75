/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server-admin-commands.h"

static const struct
{
  const char *name;
  const char *words;
  const char *summary;
  ServerAdminCommand run;
  gboolean opens_data; /* as the server does; the others see to it themselves */
} commands[] = {
  { "invite", "[list | revoke ID | address]",
    "Makes an invitation and prints its link, on a terminal with its QR code. `list` shows those "
    "that are still good, `revoke` ends one. `address` prints the link alone, which says where the "
    "server is and what key it has, and lets nobody in by itself.",
    server_admin_invite, TRUE },
  { "users", "[list | rename NUMBER NAME | disable NUMBER | enable NUMBER | delete NUMBER]",
    "Lists the people on the server, or changes one. `rename` gives another name, `disable` keeps "
    "somebody out with all devices, `enable` lets them in again with the same ones and with what "
    "has waited for them. `delete` removes somebody for good with all that is theirs; what they "
    "sent stays with the others as that of a former user, and the number is free.",
    server_admin_users, TRUE },
  { "devices", "[NUMBER [revoke DEVICE]]",
    "Lists the devices of everybody or of one person. `revoke` ends one: it is signed out at "
    "once.",
    server_admin_devices, TRUE },
  { "groups", "[list | GROUP]", "Lists the groups on the server, or the members of one.",
    server_admin_groups, TRUE },
  { "media", "[list | orphans]",
    "Says how much space the files of each person take, and which files nobody needs. `list` lists "
    "all of them. `orphans` says which are missing, and which nobody needs.",
    server_admin_media, TRUE },
  { "key", NULL,
    "Prints the fingerprint of the server's key, as it stands in invitations and in groups of "
    "digits as the app shows it, for people to compare.",
    server_admin_key, TRUE },
  { "status", NULL,
    "Says how a server that runs is and what it holds: version, policy, where it listens, who is "
    "connected, what waits. Where none runs, what can be read from the disk.",
    server_admin_status, TRUE },
  { "check", NULL,
    "Reads the database and every file to see that they are undamaged. Says as well which files "
    "nobody needs; the server removes those when it starts.",
    server_admin_check, TRUE },
  { "backup", "FILE",
    "Writes all that the server has to one file, while it runs. The server's key is in it: whoever "
    "has the file can pass for the server and read what it keeps.",
    server_admin_backup, FALSE },
  { "restore", "FILE",
    "Puts a backup in the place of what the server has. The server must not run; devices of its "
    "people find back by themselves. What was said since the backup is gone from the server.",
    server_admin_restore, FALSE },
};

static int
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return i;
  return -1;
}

/**
 * server_admin_has_command:
 * @command: a word
 *
 * Returns: whether server_admin_run() knows it
 */
gboolean
server_admin_has_command (const char *command)
{
  g_return_val_if_fail (command != NULL, FALSE);

  return find_command (command) >= 0;
}

/**
 * server_admin_dup_usage:
 *
 * Returns: (transfer full): a line for each command
 */
char *
server_admin_dup_usage (void)
{
  GString *usage = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *end = strchr (commands[i].summary, '.');

      g_string_append_printf (usage, "  %-9s %.*s\n", commands[i].name,
                              (int) (end - commands[i].summary), commands[i].summary);
    }
  return g_string_free_and_steal (usage);
}

static void
options_clear (ServerAdminOptions *options)
{
  g_clear_pointer (&options->data, g_free);
  g_clear_pointer (&options->config, g_free);
  g_clear_pointer (&options->number, g_free);
  g_clear_pointer (&options->expires, g_free);
  g_clear_pointer (&options->words, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerAdminOptions, options_clear)

static gboolean
parse_options (int command,
               const char *const *arguments,
               ServerAdminOptions *options,
               GError **error)
{
  const GOptionEntry common[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options->data, "Folder of the server's data", "DIR" },
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &options->config, "The server's configuration",
      "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry of_invite[] = {
    { "uses", 0, 0, G_OPTION_ARG_INT, &options->uses, "How often it may be used (1)", "N" },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &options->expires,
      "How long it is good, such as 30m, 72h, 7d or never (72h)", "TIME" },
    { "number", 0, 0, G_OPTION_ARG_STRING, &options->number,
      "The only number that may use it; if it is taken, its owner comes in again", "NUMBER" },
    { "admin", 0, 0, G_OPTION_ARG_NONE, &options->admin, "Whoever uses it administers the server",
      NULL },
    { "qr", 0, 0, G_OPTION_ARG_NONE, &options->qr,
      "Draw its link as a QR code also where it is not printed on a terminal", NULL },
    { "no-qr", 0, 0, G_OPTION_ARG_NONE, &options->no_qr, "Do not draw it", NULL },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry of_users[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options->yes, "Delete without asking", NULL },
    G_OPTION_ENTRY_NULL,
  };
  const GOptionEntry of_media[] = {
    { "by-user", 0, 0, G_OPTION_ARG_NONE, &options->by_user, "Say only who takes how much space",
      NULL },
    { "remove", 0, 0, G_OPTION_ARG_NONE, &options->remove, "Of orphans: remove what nobody needs",
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (commands[command].words);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *program = g_strconcat ("landline-server ", commands[command].name, NULL);
  g_auto (GStrv) vector = NULL;

  options->uses = 1;
  g_strv_builder_add (builder, program);
  g_strv_builder_addv (builder, (const char **) arguments);
  vector = g_strv_builder_end (builder);
  g_option_context_set_summary (context, commands[command].summary);
  g_option_context_add_main_entries (context, common, NULL);
  if (commands[command].run == server_admin_invite)
    g_option_context_add_main_entries (context, of_invite, NULL);
  if (commands[command].run == server_admin_media)
    g_option_context_add_main_entries (context, of_media, NULL);
  if (commands[command].run == server_admin_users)
    g_option_context_add_main_entries (context, of_users, NULL);
  if (!g_option_context_parse_strv (context, &vector, error))
    return FALSE;
  options->words = g_strdupv (vector[0] != NULL ? vector + 1 : vector);
  if (options->words[0] == NULL || commands[command].words != NULL)
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "“%s” is no option of “%s”.",
               options->words[0], commands[command].name);
  return FALSE;
}

/**
 * server_admin_run:
 * @command: a command, see server_admin_has_command()
 * @arguments: (array zero-terminated=1): what follows it on the command line
 *
 * Runs a command, with one sentence on standard error when it fails.
 *
 * Returns: the exit status
 */
int
server_admin_run (const char *command, const char *const *arguments)
{
  g_auto (ServerAdminOptions) options = { NULL };
  g_autoptr (ServerAdminDesk) desk = NULL;
  g_autoptr (GError) error = NULL;
  int which;

  g_return_val_if_fail (command != NULL, EXIT_FAILURE);
  g_return_val_if_fail (arguments != NULL, EXIT_FAILURE);

  which = find_command (command);
  g_return_val_if_fail (which >= 0, EXIT_FAILURE);

  if (parse_options (which, arguments, &options, &error))
    desk = commands[which].opens_data
               ? server_admin_desk_open (options.data, options.config, &error)
               : server_admin_desk_new (options.data, options.config, &error);
  if (desk != NULL && commands[which].run (desk, &options, &error))
    return fflush (stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  fprintf (stderr, "landline-server: %s\n", error->message);
  return EXIT_FAILURE;
}
