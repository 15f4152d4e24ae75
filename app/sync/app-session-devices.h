/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-invite-link.h"
#include "app-session.h"

G_BEGIN_DECLS

/* The devices of the person whose account it is. */

/* (element-type LandlineDevice): oldest first */
void app_session_list_devices_async (AppSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *app_session_list_devices_finish (AppSession *self, GAsyncResult *result, GError **error);

void app_session_remove_device_async (AppSession *self,
                                      const char *device_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean app_session_remove_device_finish (AppSession *self, GAsyncResult *result, GError **error);

/* A link by which another device comes in, once and for ten minutes */
void app_session_link_device_async (AppSession *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AppInviteLink *
app_session_link_device_finish (AppSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
