/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-rest.h"
#include "landline-rest-group.h"

G_BEGIN_DECLS

/* The calls about groups. Each is answered with the group as it is then, and is idempotent: one
 * whose answer was lost may be made again. */

void app_rest_create_group_async (AppRest *self,
                                  const LandlineGroupRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void app_rest_change_group_async (AppRest *self,
                                  const char *conversation,
                                  const LandlineGroupChange *change,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Who is no member yet becomes one. */
void app_rest_put_member_async (AppRest *self,
                                const char *conversation,
                                const char *user_id,
                                LandlineRole role,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Of oneself: to leave */
void app_rest_remove_member_async (AppRest *self,
                                   const char *conversation,
                                   const char *user_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* `PATCH /v1/conversations/{id}`: of one with somebody, too. */
void app_rest_settle_async (AppRest *self,
                            const char *conversation,
                            gint64 disappear,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* Of any of these */
LandlineConversation *app_rest_group_finish (AppRest *self, GAsyncResult *result, GError **error);

G_END_DECLS
