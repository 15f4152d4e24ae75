/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <adwaita.h>

#include "app-chat.h"
#include "app-session.h"
#include "app-timeline-item.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_INFO (app_message_info_get_type ())

G_DECLARE_FINAL_TYPE (AppMessageInfo, app_message_info, APP, MESSAGE_INFO, AdwDialog)

AppMessageInfo *app_message_info_new (AppSession *session,
                                      AppChat *chat,
                                      AppTimelineItem *item,
                                      GListModel *members);
void app_message_info_set_receipts (AppMessageInfo *self, GPtrArray *receipts);

G_END_DECLS
