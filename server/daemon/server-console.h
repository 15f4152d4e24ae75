/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerConsole:
 *
 * Where the commands of the administrator speak to the server that runs on the same data: a socket
 * in the folder of data, for whom the folder belongs to. A caller says one word and gets an answer.
 * What the words do is not decided here.
 */
typedef struct _ServerConsole ServerConsole;
typedef struct _ServerConsoleCall ServerConsoleCall;

/**
 * ServerConsoleFunc:
 * @call: (transfer full): to be given to server_console_call_answer()
 * @word: what the caller said
 * @data: what was given with the function
 */
typedef void (*ServerConsoleFunc) (ServerConsoleCall *call, const char *word, gpointer data);

ServerConsole *
server_console_new (const char *folder, ServerConsoleFunc func, gpointer data, GError **error);
void server_console_free (ServerConsole *self);
void server_console_call_answer (ServerConsoleCall *call, const char *line);

G_END_DECLS
