/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <adwaita.h>

#include "app-place.h"

G_BEGIN_DECLS

#define APP_TYPE_MAP_DIALOG (app_map_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppMapDialog, app_map_dialog, APP, MAP_DIALOG, AdwDialog)

AppMapDialog *app_map_dialog_new (GSettings *settings, const AppPlace *place);

G_END_DECLS
