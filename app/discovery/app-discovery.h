/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-nearby-server.h"

G_BEGIN_DECLS

/* What a network can announce at most before it is passed over: servers, and places where one is.
 */
#define APP_DISCOVERY_SERVERS_MAX   32
#define APP_DISCOVERY_INSTANCES_MAX 128

#define APP_TYPE_DISCOVERY (app_discovery_get_type ())
G_DECLARE_FINAL_TYPE (AppDiscovery, app_discovery, APP, DISCOVERY, GObject)

/* A GListModel of AppNearbyServer. Property, read-only with notify: "absent" (there is nothing to
 * look with). */

AppDiscovery *app_discovery_new (void);
/* It looks while it is held. */
void app_discovery_hold (AppDiscovery *self);
void app_discovery_release (AppDiscovery *self);
gboolean app_discovery_get_absent (AppDiscovery *self);
AppNearbyServer *app_discovery_lookup (AppDiscovery *self, const char *key);

G_END_DECLS
