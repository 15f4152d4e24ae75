/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-change.h"
#include "landline-content.h"
#include "landline-conversation.h"

G_BEGIN_DECLS

/* What members agreed on for a chat, who they are, and the lines about what happened to it. */

#define APP_CACHE_CHANGE_NAMES 3 /* users whom a line names; the others it counts */

/**
 * AppCacheChange:
 * @kind: what happened
 * @by: (nullable): the name of who did it, %NULL where it is not known
 * @by_self: the account's user did it
 * @detail: (nullable): of a group that was made or renamed its name; of a setting `name=value`
 * @names: (array zero-terminated=1): the first of those to whom it was done, the account's user is
 * not among them
 * @n_users: to how many it was done
 * @to_self: the account's user is one of them
 *
 * What happened to a chat: a line of its timeline.
 */
typedef struct
{
  LandlineChangeKind kind;
  char *by;
  gboolean by_self;
  char *detail;
  char **names;
  guint n_users;
  gboolean to_self;
} AppCacheChange;

void app_cache_change_free (AppCacheChange *self);

/**
 * AppCacheMember:
 * @user_id: who
 * @name: what to call them
 * @avatar: (nullable): a media id
 * @is_admin: they are an admin of the group
 *
 * A member of a group.
 */
typedef struct
{
  char *user_id;
  char *name;
  char *avatar;
  gboolean is_admin;
} AppCacheMember;

void app_cache_member_free (AppCacheMember *self);

/**
 * AppCacheGroup:
 * @name: (nullable): its name
 * @settings: what members agreed on
 * @is_member: the account's user is in it
 * @is_admin: and is one of its admins
 * @members: (element-type AppCacheMember): who is in it, admins first, then by name
 *
 * A group as its page shows it.
 */
typedef struct
{
  char *name;
  LandlineSettings settings;
  gboolean is_member;
  gboolean is_admin;
  GPtrArray *members;
} AppCacheGroup;

void app_cache_group_free (AppCacheGroup *self);

/* NULL without an error where the chat is none */
AppCacheGroup *app_cache_groups_get (AppCacheDatabase *database, gint64 chat, GError **error);
/* @detail: (out): of a setting that is about to be changed, `name=value`; NULL where it is none or
 * more than one */
gboolean app_cache_groups_compare (AppCacheDatabase *database,
                                   LandlineConversation *conversation,
                                   char **detail,
                                   GError **error);
gboolean app_cache_groups_put_settings (AppCacheDatabase *database,
                                        gint64 chat,
                                        LandlineConversation *conversation,
                                        GError **error);
/* After the conversation itself was put. The same change twice is one line. */
gboolean app_cache_groups_put_change (AppCacheDatabase *database,
                                      gint64 chat,
                                      LandlineConversation *conversation,
                                      const LandlineChange *change,
                                      const char *detail,
                                      GError **error);
/* NULL without an error where the message is no such line */
AppCacheChange *
app_cache_groups_get_change (AppCacheDatabase *database, gint64 message, GError **error);
/* A message of somebody else that may name the account's user */
gboolean app_cache_groups_put_mention (AppCacheDatabase *database,
                                       gint64 chat,
                                       gint64 seq,
                                       LandlineContent *content,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheChange, app_cache_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheMember, app_cache_member_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheGroup, app_cache_group_free)

G_END_DECLS
