/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>
#include <nettle/sha2.h>

G_BEGIN_DECLS

/**
 * ServerSha256:
 *
 * The SHA-256 of what passes (FIPS 180-4). Holds no memory. All members are its own.
 */
typedef struct
{
  struct sha256_ctx context;
} ServerSha256;

void server_sha256_init (ServerSha256 *self);
void server_sha256_update (ServerSha256 *self, gconstpointer bytes, gsize length);
char *server_sha256_finish (ServerSha256 *self);

G_END_DECLS
