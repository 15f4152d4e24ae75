/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-rest.h"

G_BEGIN_DECLS

/* Devices of the same person. */

/* (element-type LandlineDevice) */
void app_rest_list_devices_async (AppRest *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *app_rest_list_devices_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_remove_device_async (AppRest *self,
                                   const char *device_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean app_rest_remove_device_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_make_link_async (AppRest *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
LandlineDeviceLink *app_rest_make_link_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_join_by_link_async (AppRest *self,
                                  const LandlineLinkRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_rest_join_by_link_finish (AppRest *self,
                                       GAsyncResult *result,
                                       LandlineRegistration *registration,
                                       GError **error);

G_END_DECLS
