/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-admin-commands.h"
#include "server-admin-qr.h"
#include "server-token.h"

#define DEFAULT_EXPIRY "72h"
#define MAX_USES       10000
#define ID_BYTES       4

#define MINUTE (G_GINT64_CONSTANT (60) * 1000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/**
 * server_admin_parse_duration:
 * @text: a number and `m`, `h` or `d`, or `never`
 * @milliseconds: (out): how long that is, 0 for never
 * @error: return location for an error
 *
 * Returns: whether it is one, of a year at most
 */
gboolean
server_admin_parse_duration (const char *text, gint64 *milliseconds, GError **error)
{
  const struct
  {
    char letter;
    gint64 length;
  } units[] = { { 'm', MINUTE }, { 'h', HOUR }, { 'd', DAY } };
  char *end;
  gint64 number;

  if (strcmp (text, "never") == 0)
    {
      *milliseconds = 0;
      return TRUE;
    }
  number = g_ascii_strtoll (text, &end, 10);
  for (gsize i = 0; i < G_N_ELEMENTS (units) && end != text; i++)
    if (end[0] == units[i].letter && end[1] == '\0' && number > 0 &&
        number <= 365 * DAY / units[i].length)
      {
        *milliseconds = number * units[i].length;
        return TRUE;
      }
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--expires is a time such as 30m, 72h or 7d, a year at most, or “never”, not “%s”.",
               text);
  return FALSE;
}

static char *
format_id (const guint8 *hash)
{
  GString *id = g_string_new ("i_");

  for (gsize i = 0; i < ID_BYTES; i++)
    g_string_append_printf (id, "%02x", hash[i]);
  return g_string_free_and_steal (id);
}

static gboolean
fill_invite (ServerInvite *invite,
             const ServerAdminOptions *options,
             const char *code,
             GError **error)
{
  gint64 expires;

  if (options->uses < 1 || options->uses > MAX_USES)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--uses is 1 to %d, not %d.",
                   MAX_USES, options->uses);
      return FALSE;
    }
  if (options->qr && options->no_qr)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "Say --qr or --no-qr, not both.");
      return FALSE;
    }
  if (options->number != NULL &&
      (!landline_id_is_user (options->number) || landline_id_is_former (options->number)))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--number is a number such as +15550101 or an extension such as 101, not “%s”.",
                   options->number);
      return FALSE;
    }
  if (!server_admin_parse_duration (options->expires != NULL ? options->expires : DEFAULT_EXPIRY,
                                    &expires, error))
    return FALSE;
  server_token_hash (code, invite->hash);
  invite->id = format_id (invite->hash);
  invite->number = g_strdup (options->number);
  invite->uses = options->uses;
  invite->is_admin = options->admin;
  invite->created = g_get_real_time () / 1000;
  invite->expires = expires > 0 ? invite->created + expires : 0;
  return TRUE;
}

/* A code whose lines wrap is none, so that it stays away from a terminal that is too narrow; one
 * that does not say how wide it is has no columns. */
static gboolean
has_columns (guint columns)
{
  struct winsize size;

  return isatty (STDOUT_FILENO) && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
         (size.ws_col == 0 || size.ws_col >= columns);
}

static void
print_link (const char *link, const ServerAdminOptions *options)
{
  g_autofree char *drawing = NULL;
  guint columns = 0;

  printf ("%s\n", link);
  if (options->no_qr)
    return;
  drawing = server_admin_draw_qr (link, &columns);
  if (drawing != NULL && (options->qr || has_columns (columns)))
    fputs (drawing, stdout);
}

static gboolean
make (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  g_autoptr (ServerInvite) invite = g_new0 (ServerInvite, 1);
  g_autofree char *code = server_token_new_invite ();
  g_autofree char *link = NULL;
  ServerStore *store = server_admin_desk_get_store (desk);

  if (!fill_invite (invite, options, code, error))
    return FALSE;
  link = server_admin_format_link (desk, code, error);
  if (link == NULL)
    return FALSE;
  server_store_invite_create_async (store, invite, NULL, server_admin_desk_answered, desk);
  if (!server_store_invite_create_finish (store, server_admin_desk_wait (desk), error))
    return FALSE;
  print_link (link, options);
  return TRUE;
}

static gboolean
print_address (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  g_autofree char *link = server_admin_format_link (desk, NULL, error);

  if (link == NULL)
    return FALSE;
  print_link (link, options);
  return TRUE;
}

static gboolean
list (ServerAdminDesk *desk, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autoptr (GPtrArray) invites = NULL;

  server_store_invite_list_async (store, NULL, server_admin_desk_answered, desk);
  invites = server_store_invite_list_finish (store, server_admin_desk_wait (desk), error);
  if (invites == NULL)
    return FALSE;
  printf ("%-12s %-17s %9s  %s\n", "INVITATION", "NUMBER", "USED", "EXPIRES");
  for (guint i = 0; i < invites->len; i++)
    {
      ServerInvite *invite = g_ptr_array_index (invites, i);
      g_autofree char *expires = server_admin_format_time (invite->expires);

      printf ("%-12s %-17s %4u of %u  %s%s\n", invite->id,
              invite->number != NULL ? invite->number : "any", invite->used, invite->uses,
              invite->expires > 0 ? expires : "never", invite->is_admin ? "  admin" : "");
    }
  return TRUE;
}

static gboolean
revoke_invite (ServerAdminDesk *desk, const char *id, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_invite_revoke_async (store, id, NULL, server_admin_desk_answered, desk);
  return server_store_invite_revoke_finish (store, server_admin_desk_wait (desk), error);
}

/**
 * server_admin_invite:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Makes, lists and revokes invitations. The code is printed once and kept nowhere: the store has
 * its hash.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_invite (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *const *words = (const char *const *) options->words;

  if (words[0] == NULL)
    return make (desk, options, error);
  if (strcmp (words[0], "list") == 0 && words[1] == NULL)
    return list (desk, error);
  if (strcmp (words[0], "address") == 0 && words[1] == NULL)
    return print_address (desk, options, error);
  if (strcmp (words[0], "revoke") == 0 && words[1] != NULL && words[2] == NULL)
    return revoke_invite (desk, words[1], error);
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       "Say “invite”, “invite list”, “invite revoke ID” or “invite address”.");
  return FALSE;
}
