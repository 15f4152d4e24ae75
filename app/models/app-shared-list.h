/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-attachments.h"
#include "app-chat.h"
#include "app-search-hit.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_SHARED_LIST (app_shared_list_get_type ())
G_DECLARE_FINAL_TYPE (AppSharedList, app_shared_list, APP, SHARED_LIST, GObject)

/* A GListModel of AppSearchHit, newest first. Properties: "loading", "has-more" (boolean). */

#define APP_SHARED_STARRED 0

/* @kind: an AppCacheAttachment, or %APP_SHARED_STARRED */
AppSharedList *app_shared_list_new (AppSession *session, AppChat *chat, guint kind);
gboolean app_shared_list_get_loading (AppSharedList *self);
gboolean app_shared_list_get_has_more (AppSharedList *self);
void app_shared_list_load_more (AppSharedList *self);

G_END_DECLS
