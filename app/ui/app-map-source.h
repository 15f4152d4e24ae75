/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>
#include <shumate/shumate.h>

G_BEGIN_DECLS

#define APP_MAP_SOURCE_TILE      256
#define APP_MAP_SOURCE_MOST_ZOOM 19

ShumateMapSource *app_map_source_new (GSettings *settings);

G_END_DECLS
