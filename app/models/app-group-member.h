/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-groups.h"

G_BEGIN_DECLS

#define APP_TYPE_GROUP_MEMBER (app_group_member_get_type ())
G_DECLARE_FINAL_TYPE (AppGroupMember, app_group_member, APP, GROUP_MEMBER, GObject)

/* Somebody in a group, as they were when the group was read: it does not change. */

AppGroupMember *app_group_member_new (const AppCacheMember *row, gboolean is_self);
gboolean app_group_member_equal (AppGroupMember *self, AppGroupMember *other);
const char *app_group_member_get_user_id (AppGroupMember *self);
const char *app_group_member_get_name (AppGroupMember *self);
const char *app_group_member_get_avatar_id (AppGroupMember *self);
gboolean app_group_member_get_is_admin (AppGroupMember *self);
gboolean app_group_member_get_is_self (AppGroupMember *self);

G_END_DECLS
