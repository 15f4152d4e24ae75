/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-admin-desk.h"

G_BEGIN_DECLS

/**
 * ServerAdminOptions:
 * @data: (nullable): the folder of the server's data
 * @config: (nullable): the server's configuration
 * @number: (nullable): of an invite: the only number that may use it
 * @expires: (nullable): of an invite: how long it is good
 * @uses: of an invite: how often it may be used
 * @admin: of an invite: whether who uses it administers the server
 * @qr: of an invite: whether its link is drawn as a QR code wherever it is printed
 * @no_qr: of an invite: whether it is never drawn
 * @yes: of a deletion: whether nobody is asked
 * @by_user: of media: whether only who takes how much space is wanted
 * @remove: of media: whether files that nobody needs are to go
 * @words: (array zero-terminated=1): what else was said
 *
 * What the command line says.
 */
typedef struct
{
  char *data;
  char *config;
  char *number;
  char *expires;
  int uses;
  gboolean admin;
  gboolean qr;
  gboolean no_qr;
  gboolean yes;
  gboolean by_user;
  gboolean remove;
  GStrv words;
} ServerAdminOptions;

/**
 * ServerAdminCommand:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Does what a command is there for, and prints it on standard output.
 */
typedef gboolean (*ServerAdminCommand) (ServerAdminDesk *desk,
                                        const ServerAdminOptions *options,
                                        GError **error);

gboolean server_admin_parse_duration (const char *text, gint64 *milliseconds, GError **error);
gboolean
server_admin_delete_user (ServerAdminDesk *desk, const char *user_id, gboolean yes, GError **error);
char *server_admin_format_link (ServerAdminDesk *desk, const char *code, GError **error);
void server_admin_print_text (const char *text, int width);
char *server_admin_format_time (gint64 milliseconds);

gboolean
server_admin_invite (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_users (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_devices (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_groups (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_media (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_key (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_status (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_check (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_backup (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);
gboolean
server_admin_restore (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error);

G_END_DECLS
