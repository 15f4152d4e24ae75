/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-person.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_BLOCKED_LIST (app_blocked_list_get_type ())
G_DECLARE_FINAL_TYPE (AppBlockedList, app_blocked_list, APP, BLOCKED_LIST, GObject)

/* A GListModel of the AppPerson whom we block, by name. */

AppBlockedList *app_blocked_list_new (AppSession *session);
void app_blocked_list_unblock (AppBlockedList *self, const char *user_id);

G_END_DECLS
