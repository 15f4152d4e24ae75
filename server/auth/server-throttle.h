/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerThrottle:
 *
 * How often an address may do something: a bucket for each that fills again within a minute. It
 * forgets addresses whose bucket is full, so that its memory is bounded by what comes in a minute.
 */
typedef struct _ServerThrottle ServerThrottle;

ServerThrottle *server_throttle_new (guint64 per_minute);
void server_throttle_free (ServerThrottle *self);
gboolean
server_throttle_check (ServerThrottle *self, GSocketAddress *address, gint64 now, GError **error);
gboolean
server_throttle_take (ServerThrottle *self, GSocketAddress *address, gint64 now, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerThrottle, server_throttle_free)

G_END_DECLS
