/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <adwaita.h>

#include "landline-content.h"

G_BEGIN_DECLS

#define APP_TYPE_PLACE_DIALOG (app_place_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppPlaceDialog, app_place_dialog, APP, PLACE_DIALOG, AdwDialog)

AppPlaceDialog *app_place_dialog_new (void);

G_END_DECLS
