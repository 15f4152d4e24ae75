/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many messages a device may still send at once, kept while nobody sends for it: whoever sends
 * by REST, or connects anew for each message, has no more of them than others. Devices that may
 * send all of a burst again are forgotten; past SERVER_LIMIT_ALLOWANCES devices, those as well that
 * are the nearest to it. */
typedef struct _ServerAllowances ServerAllowances;

ServerAllowances *server_allowances_new (void);
ServerAllowances *server_allowances_ref (ServerAllowances *self);
void server_allowances_unref (ServerAllowances *self);
void server_allowances_keep (ServerAllowances *self,
                             const char *device_id,
                             double tokens,
                             gint64 time,
                             gint64 full_time);
gboolean server_allowances_take (ServerAllowances *self,
                                 const char *device_id,
                                 double *tokens,
                                 gint64 *time);
guint server_allowances_get_n (ServerAllowances *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerAllowances, server_allowances_unref)

G_END_DECLS
