/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerNotify:
 *
 * Tells a service manager how the server is, as sd_notify(3) describes, and that it is alive as
 * often as it wants to hear it. Where there is no service manager nothing is told to nobody.
 */
typedef struct _ServerNotify ServerNotify;

ServerNotify *server_notify_new (void);
void server_notify_free (ServerNotify *self);
void server_notify_ready (ServerNotify *self);
void server_notify_reloading (ServerNotify *self);
void server_notify_stopping (ServerNotify *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerNotify, server_notify_free)

G_END_DECLS
