/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ServerAccount:
 *
 * Who is speaking: a device of a user whose token was found good. Immutable, reference counted,
 * safe to share between threads. It says nothing about whether the device has been revoked since:
 * see #ServerAuth.
 */
typedef struct _ServerAccount ServerAccount;

#define SERVER_TYPE_ACCOUNT (server_account_get_type ())

GType server_account_get_type (void);
ServerAccount *server_account_new (const char *user_id, const char *device_id, gboolean is_admin);
ServerAccount *server_account_ref (ServerAccount *self);
void server_account_unref (ServerAccount *self);
const char *server_account_get_user_id (ServerAccount *self);
const char *server_account_get_device_id (ServerAccount *self);
gboolean server_account_is_admin (ServerAccount *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerAccount, server_account_unref)

G_END_DECLS
