/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-invite-link.h"
#include "landline-server-info.h"

G_BEGIN_DECLS

#define APP_TYPE_NEARBY_SERVER (app_nearby_server_get_type ())
G_DECLARE_FINAL_TYPE (AppNearbyServer, app_nearby_server, APP, NEARBY_SERVER, GObject)

AppNearbyServer *app_nearby_server_new (const char *name,
                                        const char *key,
                                        LandlinePolicy policy,
                                        const char *const *addresses);
const char *app_nearby_server_get_name (AppNearbyServer *self);
const char *app_nearby_server_get_key (AppNearbyServer *self);
LandlinePolicy app_nearby_server_get_policy (AppNearbyServer *self);
const char *const *app_nearby_server_get_addresses (AppNearbyServer *self);
gboolean app_nearby_server_equal (AppNearbyServer *self, AppNearbyServer *other);

/* To join it with what was typed: nothing, the code of an invitation, or a whole link. */
AppInviteLink *
app_nearby_server_make_link (AppNearbyServer *self, const char *typed, GError **error);

G_END_DECLS
