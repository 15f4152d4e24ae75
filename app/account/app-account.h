/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-profile.h"

G_BEGIN_DECLS

#define APP_TYPE_ACCOUNT (app_account_get_type ())
G_DECLARE_FINAL_TYPE (AppAccount, app_account, APP, ACCOUNT, GObject)

/* An account of a server: where it is, which key it has, and who we are on it. Properties:
 * "server-name", "addresses" (strv of "host:port", best first), "key" ("sha256-…" or NULL on
 * loopback), "hosted" (the bundled server of this profile), "user-id", "name", "device", "token".
 * Files hold the token, so they are written atomically with mode 0600. */

AppAccount *app_account_new (void);

/* NULL without an error when the profile has no account yet. */
void app_account_load_async (AppProfile *profile,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
AppAccount *app_account_load_finish (GAsyncResult *result, GError **error);
void app_account_save_async (AppAccount *self,
                             AppProfile *profile,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean app_account_save_finish (AppAccount *self, GAsyncResult *result, GError **error);

const char *app_account_get_server_name (AppAccount *self);
void app_account_set_server_name (AppAccount *self, const char *server_name);
const char *const *app_account_get_addresses (AppAccount *self);
void app_account_set_addresses (AppAccount *self, const char *const *addresses);
const char *app_account_get_key (AppAccount *self);
void app_account_set_key (AppAccount *self, const char *key);
gboolean app_account_get_hosted (AppAccount *self);
void app_account_set_hosted (AppAccount *self, gboolean hosted);
const char *app_account_get_user_id (AppAccount *self);
void app_account_set_user_id (AppAccount *self, const char *user_id);
const char *app_account_get_name (AppAccount *self);
void app_account_set_name (AppAccount *self, const char *name);
const char *app_account_get_device (AppAccount *self);
void app_account_set_device (AppAccount *self, const char *device);
const char *app_account_get_token (AppAccount *self);
void app_account_set_token (AppAccount *self, const char *token);

/* "http://host:port" or "https://host:port" of the n-th address, NULL past the last one. */
char *app_account_dup_base_url (AppAccount *self, guint index);

G_END_DECLS
