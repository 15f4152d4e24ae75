/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-chat.h"
#include "app-image-loader.h"
#include "app-transfers.h"

G_BEGIN_DECLS

#define APP_TYPE_SEND_SHEET (app_send_sheet_get_type ())

G_DECLARE_FINAL_TYPE (AppSendSheet, app_send_sheet, APP, SEND_SHEET, AdwDialog)

/**
 * APP_SEND_SHEET_FILES_MAX:
 *
 * How many files a sheet takes: more are a folder, and should be packed.
 */
#define APP_SEND_SHEET_FILES_MAX 100

AppSendSheet *app_send_sheet_new (AppTransfers *transfers, AppImageLoader *loader, AppChat *chat);
void app_send_sheet_add_file (AppSendSheet *self, GFile *file);
void app_send_sheet_add_files (AppSendSheet *self, GListModel *files);
void app_send_sheet_set_as_document (AppSendSheet *self, gboolean as_document);
void app_send_sheet_set_caption (AppSendSheet *self, const char *caption);
GListModel *app_send_sheet_get_items (AppSendSheet *self);
guint app_send_sheet_get_n_good (AppSendSheet *self);

G_END_DECLS
