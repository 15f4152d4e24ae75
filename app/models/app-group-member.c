/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-group-member.h"

/**
 * AppGroupMember:
 *
 * Somebody in a group, with what they may do in it.
 */
struct _AppGroupMember
{
  GObject parent_instance;

  char *user_id;
  char *name;
  char *avatar_id;
  gboolean is_admin;
  gboolean is_self;
};

G_DEFINE_FINAL_TYPE (AppGroupMember, app_group_member, G_TYPE_OBJECT)

static void
app_group_member_finalize (GObject *object)
{
  AppGroupMember *self = APP_GROUP_MEMBER (object);

  g_free (self->user_id);
  g_free (self->name);
  g_free (self->avatar_id);
  G_OBJECT_CLASS (app_group_member_parent_class)->finalize (object);
}

static void
app_group_member_class_init (AppGroupMemberClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_group_member_finalize;
}

static void
app_group_member_init (AppGroupMember *self)
{
}

AppGroupMember *
app_group_member_new (const AppCacheMember *row, gboolean is_self)
{
  AppGroupMember *self = g_object_new (APP_TYPE_GROUP_MEMBER, NULL);

  self->user_id = g_strdup (row->user_id);
  self->name = g_strdup (row->name);
  self->avatar_id = g_strdup (row->avatar);
  self->is_admin = row->is_admin;
  self->is_self = is_self;
  return self;
}

gboolean
app_group_member_equal (AppGroupMember *self, AppGroupMember *other)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), FALSE);
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (other), FALSE);

  return g_str_equal (self->user_id, other->user_id) && g_str_equal (self->name, other->name) &&
         g_strcmp0 (self->avatar_id, other->avatar_id) == 0 && self->is_admin == other->is_admin;
}

const char *
app_group_member_get_user_id (AppGroupMember *self)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), NULL);

  return self->user_id;
}

const char *
app_group_member_get_name (AppGroupMember *self)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), NULL);

  return self->name;
}

const char *
app_group_member_get_avatar_id (AppGroupMember *self)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), NULL);

  return self->avatar_id;
}

gboolean
app_group_member_get_is_admin (AppGroupMember *self)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), FALSE);

  return self->is_admin;
}

gboolean
app_group_member_get_is_self (AppGroupMember *self)
{
  g_return_val_if_fail (APP_IS_GROUP_MEMBER (self), FALSE);

  return self->is_self;
}
