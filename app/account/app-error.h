/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AppError:
 * @APP_ERROR_LINK: what was pasted or typed is no link or address of a server
 * @APP_ERROR_ACCOUNT: the account's file cannot be read
 * @APP_ERROR_CACHE: the cache cannot be opened, read or written
 * @APP_ERROR_CACHE_NEWER: a newer version of the program wrote the cache
 * @APP_ERROR_UNREACHABLE: no server answers
 * @APP_ERROR_WRONG_KEY: a server answers, but it is not the one that the key names
 * @APP_ERROR_PROTOCOL: what answers is no Landline server, or speaks another version
 * @APP_ERROR_SERVER_PROCESS: the bundled server does not start
 * @APP_ERROR_FILE: a file cannot be read or written
 * @APP_ERROR_TOO_LARGE: a file or text is past a limit
 * @APP_ERROR_DAMAGED: a file arrived with another content than was sent
 * @APP_ERROR_CACHE_FULL: there is no space left for the cache
 *
 * What goes wrong in the app itself. What the server refuses comes as #LandlineError. The messages
 * are sentences for the person in front of the screen. Codes are only appended.
 */
typedef enum
{
  APP_ERROR_LINK,
  APP_ERROR_ACCOUNT,
  APP_ERROR_CACHE,
  APP_ERROR_CACHE_NEWER,
  APP_ERROR_UNREACHABLE,
  APP_ERROR_WRONG_KEY,
  APP_ERROR_PROTOCOL,
  APP_ERROR_SERVER_PROCESS,
  APP_ERROR_FILE,
  APP_ERROR_TOO_LARGE,
  APP_ERROR_DAMAGED,
  APP_ERROR_CACHE_FULL,
} AppError;

#define APP_ERROR (app_error_quark ())

GQuark app_error_quark (void);

G_END_DECLS
