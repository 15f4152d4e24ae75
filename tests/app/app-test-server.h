/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-account.h"
#include "app-invite-link.h"

G_BEGIN_DECLS

/* The real landline-server, from the environment variable LANDLINE_SERVER, as a child of the test.
 * It keeps its port over restarts. */
typedef struct _AppTestServer AppTestServer;

AppTestServer *app_test_server_new (const char *data_folder);
void app_test_server_free (AppTestServer *self);
void app_test_server_start (AppTestServer *self);
/* As others reach it: with TLS. */
void app_test_server_start_tls (AppTestServer *self);
/* `landline-server invite` */
AppInviteLink *app_test_server_invite (AppTestServer *self);
/* `landline-server users delete` */
void app_test_server_delete (AppTestServer *self, const char *number);
/* With SIGKILL: as a power cut would. */
void app_test_server_kill (AppTestServer *self);
/* With SIGTERM. */
void app_test_server_stop (AppTestServer *self);
const char *app_test_server_get_address (AppTestServer *self);
/* Registers somebody (the policy is open). */
AppAccount *app_test_server_register (AppTestServer *self, const char *phone, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppTestServer, app_test_server_free)

G_END_DECLS
