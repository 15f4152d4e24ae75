/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-account.h"
#include "app-invite-link.h"
#include "app-server-process.h"

G_BEGIN_DECLS

/* Joining: each gives an account that is not saved yet. Errors are sentences for the person. */

/* With a link: tries its addresses in turn; with an invite, or none where the server's policy is
 * open. */
void app_registration_join_async (AppInviteLink *link,
                                  const char *phone,
                                  const char *name,
                                  const char *device_name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AppAccount *app_registration_join_finish (GAsyncResult *result, GError **error);

/* Start a server on this computer: starts @server if needed, makes an invite and joins with it. */
void app_registration_host_async (AppServerProcess *server,
                                  const char *phone,
                                  const char *name,
                                  const char *device_name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
AppAccount *app_registration_host_finish (GAsyncResult *result, GError **error);

/* What was typed, as the number that the server takes ("+1 555-0101" → "+15550101", "101"), or
 * NULL. */
char *app_registration_normalise_phone (const char *text);

G_END_DECLS
