/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The socket there by which commands speak to the server that runs. */
#define SERVER_CONSOLE_FILE "console"

/**
 * ServerDataFolder:
 *
 * The right to use a folder of data: one server at a time has it. The kernel takes it back when the
 * process ends, however that happens.
 */
typedef struct _ServerDataFolder ServerDataFolder;

ServerDataFolder *server_data_folder_open (const char *path, GError **error);
char *server_data_folder_begin_replacement (ServerDataFolder *self, GError **error);
void server_data_folder_abandon_replacement (ServerDataFolder *self);
gboolean server_data_folder_replace (ServerDataFolder *self, GError **error);
void server_data_folder_close (ServerDataFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerDataFolder, server_data_folder_close)

G_END_DECLS
