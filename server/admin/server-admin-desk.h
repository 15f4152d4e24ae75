/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-config.h"
#include "server-store.h"

G_BEGIN_DECLS

/**
 * ServerAdminDesk:
 *
 * What a command works with: the server's data, opened beside a server that may be running, and a
 * place to wait for answers. The database sees to it that neither harms the other.
 */
typedef struct _ServerAdminDesk ServerAdminDesk;

ServerAdminDesk *
server_admin_desk_new (const char *data_folder, const char *config_file, GError **error);
ServerAdminDesk *
server_admin_desk_open (const char *data_folder, const char *config_file, GError **error);
void server_admin_desk_close (ServerAdminDesk *self);
ServerStore *server_admin_desk_get_store (ServerAdminDesk *self);
ServerConfig *server_admin_desk_get_config (ServerAdminDesk *self);
gboolean server_admin_desk_is_running (ServerAdminDesk *self);
GStrv server_admin_desk_dup_uris (ServerAdminDesk *self);
char *server_admin_desk_ask_server (ServerAdminDesk *self, const char *word, GError **error);
void server_admin_desk_tell_server (ServerAdminDesk *self);

/* To be given to a call of the store; then wait for what it answers. */
void server_admin_desk_answered (GObject *source, GAsyncResult *result, gpointer desk);
GAsyncResult *server_admin_desk_wait (ServerAdminDesk *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerAdminDesk, server_admin_desk_close)

G_END_DECLS
