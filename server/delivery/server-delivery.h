/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-bus.h"
#include "server-marks.h"
#include "server-pump.h"

G_BEGIN_DECLS

/* Close codes that a delivery gives a sink. */
#define SERVER_CLOSE_PROTOCOL 4400
#define SERVER_CLOSE_REVOKED  4401
#define SERVER_CLOSE_REPLACED 4409

#define SERVER_TYPE_DELIVERY (server_delivery_get_type ())
G_DECLARE_FINAL_TYPE (ServerDelivery, server_delivery, SERVER, DELIVERY, GObject)

ServerDelivery *server_delivery_new (ServerStore *store, ServerBus *bus);
void server_delivery_attach_async (ServerDelivery *self,
                                   ServerAccount *account,
                                   ServerSink *sink,
                                   const char *generation,
                                   gint64 cursor,
                                   guint window,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
ServerPump *server_delivery_attach_finish (ServerDelivery *self,
                                           GAsyncResult *result,
                                           ServerPosition *position,
                                           GError **error);
void server_delivery_detach (ServerDelivery *self, ServerPump *pump);
void
server_delivery_look_async (ServerDelivery *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean server_delivery_look_finish (ServerDelivery *self, GAsyncResult *result, GError **error);
void server_delivery_close_device (ServerDelivery *self,
                                   const char *user_id,
                                   const char *device_id,
                                   guint code);
void server_delivery_typing (ServerDelivery *self, ServerPump *pump, const char *conversation);
void server_delivery_reconcile (ServerDelivery *self, const char *user_id, const char *other);
void server_delivery_part (ServerDelivery *self, const char *user_id, const char *other);
ServerMarks *server_delivery_get_marks (ServerDelivery *self);
gboolean server_delivery_is_online (ServerDelivery *self, const char *user_id);
guint server_delivery_get_n_pumps (ServerDelivery *self);
void server_delivery_set_look_interval (ServerDelivery *self, guint milliseconds);

void server_delivery_settle (ServerDelivery *self, const char *user_id, GPtrArray *peers);

G_END_DECLS
