/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gdk/gdk.h>

#include "app-image-loader.h"
#include "app-transfers.h"

G_BEGIN_DECLS

/**
 * AppSendItemState:
 * @APP_SEND_ITEM_INSPECTING: its name, type and size are being looked up
 * @APP_SEND_ITEM_GOOD: it can be sent
 * @APP_SEND_ITEM_REFUSED: it cannot, and "problem" says why
 */
typedef enum
{
  APP_SEND_ITEM_INSPECTING,
  APP_SEND_ITEM_GOOD,
  APP_SEND_ITEM_REFUSED,
} AppSendItemState;

#define APP_TYPE_SEND_ITEM (app_send_item_get_type ())

G_DECLARE_FINAL_TYPE (AppSendItem, app_send_item, APP, SEND_ITEM, GObject)

AppSendItem *app_send_item_new (AppTransfers *transfers, AppImageLoader *loader, GFile *file);
void app_send_item_inspect (AppSendItem *self, gboolean as_document);
AppOutgoingFile *app_send_item_get_file (AppSendItem *self);
AppSendItemState app_send_item_get_state (AppSendItem *self);
gboolean app_send_item_get_is_media (AppSendItem *self);
gboolean app_send_item_get_is_picture (AppSendItem *self);
GdkTexture *app_send_item_get_preview (AppSendItem *self);
const char *app_send_item_get_problem (AppSendItem *self);
char *app_send_item_dup_name (AppSendItem *self);

G_END_DECLS
