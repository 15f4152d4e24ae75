/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-discovery.h"

G_BEGIN_DECLS

#define APP_TYPE_NEARBY_LIST (app_nearby_list_get_type ())

G_DECLARE_FINAL_TYPE (AppNearbyList, app_nearby_list, APP, NEARBY_LIST, AdwBin)

void app_nearby_list_set_discovery (AppNearbyList *self, AppDiscovery *discovery);
AppNearbyServer *app_nearby_list_get_chosen (AppNearbyList *self);
void app_nearby_list_choose_none (AppNearbyList *self);

G_END_DECLS
