/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-image-loader.h"
#include "app-message-body.h"

G_BEGIN_DECLS

#define APP_TYPE_FILE_BODY (app_file_body_get_type ())

G_DECLARE_FINAL_TYPE (AppFileBody, app_file_body, APP, FILE_BODY, GtkWidget)

GtkWidget *app_file_body_new (AppImageLoader *loader);

G_END_DECLS
