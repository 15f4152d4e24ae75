/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-image-loader.h"
#include "app-row-factory.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_ROW_FACTORY (app_message_row_factory_get_type ())

G_DECLARE_FINAL_TYPE (AppMessageRowFactory,
                      app_message_row_factory,
                      APP,
                      MESSAGE_ROW_FACTORY,
                      GObject)

AppMessageRowFactory *app_message_row_factory_new (AppImageLoader *loader, gboolean shows_senders);

G_END_DECLS
