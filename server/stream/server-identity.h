/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

G_BEGIN_DECLS

/* What the file of the identity is called in the data folder. */
#define SERVER_IDENTITY_FILE "identity.pem"

/**
 * ServerIdentity:
 *
 * Who the server is: a P-256 key and a certificate that it signed itself. Clients know the key from
 * their invitation and look at nothing else of the certificate. Immutable, reference counted.
 */
typedef struct _ServerIdentity ServerIdentity;

ServerIdentity *server_identity_open (const char *folder, GError **error);
ServerIdentity *server_identity_ref (ServerIdentity *self);
void server_identity_unref (ServerIdentity *self);
const char *server_identity_get_key (ServerIdentity *self);
char *server_identity_dup_key_groups (ServerIdentity *self);
gnutls_session_t server_identity_new_session (ServerIdentity *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerIdentity, server_identity_unref)

G_END_DECLS
