/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "server-limits.h"

G_BEGIN_DECLS

/**
 * ServerPolicy:
 * @SERVER_POLICY_INVITE: an invite is needed to register
 * @SERVER_POLICY_APPROVE: anyone may ask, an administrator approves
 * @SERVER_POLICY_OPEN: anyone who reaches the server may register
 *
 * Who may register.
 */
typedef enum
{
  SERVER_POLICY_INVITE,
  SERVER_POLICY_APPROVE,
  SERVER_POLICY_OPEN,
} ServerPolicy;

/**
 * ServerConfigLimit:
 *
 * The limits that an operator may set, 0 for none. Each is a key of the group `[limits]`.
 */
typedef enum
{
  SERVER_CONFIG_CONNECTIONS_PER_ADDRESS,
  SERVER_CONFIG_REGISTRATIONS_PER_MINUTE,
  SERVER_CONFIG_MESSAGES_PER_SECOND,
  SERVER_CONFIG_UPLOADS_PER_MINUTE,
  SERVER_CONFIG_MEDIA_BYTES,
  SERVER_CONFIG_DOCUMENT_BYTES,
  SERVER_CONFIG_STORAGE_BYTES,
  SERVER_CONFIG_N_LIMITS,
} ServerConfigLimit;

/* Values of server_config_get_retention_days () that are no number of days. */
#define SERVER_RETENTION_DELIVERED 0
#define SERVER_RETENTION_FOREVER   -1

#define SERVER_TYPE_CONFIG (server_config_get_type ())

G_DECLARE_FINAL_TYPE (ServerConfig, server_config, SERVER, CONFIG, GObject)

ServerConfig *server_config_new (void);

gboolean server_config_parse (ServerConfig *self, const char *const *arguments, GError **error);
gboolean server_config_reload (ServerConfig *self, gboolean *later, GError **error);
gboolean server_config_load (ServerConfig *self, const char *path, GError **error);
gboolean server_config_validate (ServerConfig *self, GError **error);

const char *server_config_get_default_folder (void);

const char *server_config_get_file (ServerConfig *self);
const char *server_config_get_name (ServerConfig *self);
gboolean server_config_set_name (ServerConfig *self, const char *name, GError **error);
const char *server_config_get_data_folder (ServerConfig *self);
void server_config_set_data_folder (ServerConfig *self, const char *folder);
char *server_config_dup_database_path (ServerConfig *self);
char *server_config_dup_media_folder (ServerConfig *self);
char *server_config_dup_addresses_path (ServerConfig *self);
GPtrArray *server_config_get_addresses (ServerConfig *self);
gboolean server_config_add_address (ServerConfig *self, const char *text, GError **error);
gboolean server_config_needs_tls (ServerConfig *self, GSocketAddress *address);
gboolean server_config_get_plaintext (ServerConfig *self);
void server_config_set_plaintext (ServerConfig *self, gboolean plaintext);
gboolean server_config_get_announce (ServerConfig *self);
void server_config_set_announce (ServerConfig *self, gboolean announce);
ServerPolicy server_config_get_policy (ServerConfig *self);
void server_config_set_policy (ServerConfig *self, ServerPolicy policy);
guint64 server_config_get_limit (ServerConfig *self, ServerConfigLimit limit);
void server_config_set_limit (ServerConfig *self, ServerConfigLimit limit, guint64 value);
int server_config_get_retention_days (ServerConfig *self);
void server_config_set_retention_days (ServerConfig *self, int days);
guint server_config_get_grace_hours (ServerConfig *self);
void server_config_set_grace_hours (ServerConfig *self, guint hours);

const char *server_policy_to_string (ServerPolicy policy);
gboolean server_policy_from_string (const char *text, ServerPolicy *policy);

G_END_DECLS
