/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat.h"
#include "app-group-member.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_GROUP (app_group_get_type ())
G_DECLARE_FINAL_TYPE (AppGroup, app_group, APP, GROUP, GObject)

/* Signal "changed": anything of it is different, also that it is read for the first time. Until
 * then nothing is known, and nothing is forbidden. */

AppGroup *app_group_new (AppSession *session, AppChat *chat);
AppChat *app_group_get_chat (AppGroup *self);
AppSession *app_group_get_session (AppGroup *self);
gboolean app_group_get_ready (AppGroup *self);
const char *app_group_get_name (AppGroup *self);
const LandlineSettings *app_group_get_settings (AppGroup *self);
gboolean app_group_get_is_member (AppGroup *self);
gboolean app_group_get_is_admin (AppGroup *self);
gboolean app_group_get_can_send (AppGroup *self);
gboolean app_group_get_can_edit (AppGroup *self);
GListModel *app_group_list_members (AppGroup *self);
char *app_group_dup_names (AppGroup *self);

G_END_DECLS
