/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-audience.h"
#include "landline-status.h"
#include "landline-view.h"

G_BEGIN_DECLS

/* What people show for a day, and what we do. Nothing that expired is ever listed. */

/* How long a status is shown, milliseconds; the server has the last word. */
#define APP_CACHE_STATUS_SPAN (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* The numbers are in the database. */
typedef enum
{
  APP_CACHE_STATUS_SHOWN,
  APP_CACHE_STATUS_WAITING, /* to be posted */
  APP_CACHE_STATUS_REFUSED,
  APP_CACHE_STATUS_LEAVING, /* to be removed from the server */
  APP_CACHE_STATUS_GONE,
} AppCacheStatusState;

/**
 * AppCacheStatus:
 * @key: its key here
 * @id: (nullable): the server's
 * @user_id: whose
 * @user_name: (nullable): their name
 * @avatar: (nullable): the media id of their picture
 * @time: when it was posted, milliseconds since the epoch
 * @expires: when it is no longer shown
 * @content: a text, or a media with its caption
 * @colour: (nullable): behind a text
 * @n_views: how many viewed an own one
 * @is_viewed: whether it was seen here, or on another device of ours
 * @state: where it is
 * @path: (nullable): its file, where it is here
 * @error: (nullable): why it was refused
 */
typedef struct
{
  gint64 key;
  char *id;
  char *user_id;
  char *user_name;
  char *avatar;
  gint64 time;
  gint64 expires;
  LandlineContent *content;
  char *colour;
  guint n_views;
  gboolean is_viewed;
  AppCacheStatusState state;
  char *path;
  char *error;
} AppCacheStatus;

void app_cache_status_free (AppCacheStatus *self);

/**
 * AppCacheStatusJob:
 * @key: of the status
 * @id: (nullable): the server's
 * @post: the UUIDv7 of a post
 * @state: what is to be done: %APP_CACHE_STATUS_WAITING or %APP_CACHE_STATUS_LEAVING, and
 *   %APP_CACHE_STATUS_SHOWN where the server is to be told that it was viewed
 * @content: of a post
 * @colour: (nullable): of a post
 * @audience: of a post
 * @path: (nullable): the file that is to be uploaded before
 * @is_uploaded: whether the server has the file
 *
 * What the server has still to be told, the oldest first.
 */
typedef struct
{
  gint64 key;
  char *id;
  char *post;
  AppCacheStatusState state;
  LandlineContent *content;
  char *colour;
  LandlineAudience audience;
  char *path;
  gboolean is_uploaded;
} AppCacheStatusJob;

void app_cache_status_job_free (AppCacheStatusJob *self);

gboolean
app_cache_statuses_put (AppCacheDatabase *database, LandlineStatus *status, GError **error);
gboolean
app_cache_statuses_put_view (AppCacheDatabase *database, LandlineView *view, GError **error);
gboolean app_cache_statuses_add_own (AppCacheDatabase *database,
                                     const char *post,
                                     gint64 time,
                                     LandlineContent *content,
                                     const char *colour,
                                     const LandlineAudience *audience,
                                     gint64 *key,
                                     GError **error);
/* (nullable): no more to be told, or @error */
AppCacheStatusJob *app_cache_statuses_get_job (AppCacheDatabase *database, GError **error);
/* The server may have it from here on, whatever becomes of the answer. */
gboolean app_cache_statuses_set_tried (AppCacheDatabase *database, gint64 key, GError **error);
gboolean app_cache_statuses_set_content (AppCacheDatabase *database,
                                         gint64 key,
                                         LandlineContent *content,
                                         GError **error);
/* The server has it, as @status. */
gboolean app_cache_statuses_settle (AppCacheDatabase *database,
                                    gint64 key,
                                    LandlineStatus *status,
                                    GError **error);
gboolean app_cache_statuses_refuse (AppCacheDatabase *database,
                                    gint64 key,
                                    const char *reason,
                                    GError **error);
gboolean app_cache_statuses_retry (AppCacheDatabase *database, gint64 key, GError **error);
/* Removes an own one: at once where the server never got it. */
gboolean app_cache_statuses_remove (AppCacheDatabase *database, gint64 key, GError **error);
gboolean app_cache_statuses_set_removed (AppCacheDatabase *database, gint64 key, GError **error);
gboolean app_cache_statuses_set_viewed (AppCacheDatabase *database, gint64 key, GError **error);
gboolean app_cache_statuses_set_view_told (AppCacheDatabase *database, gint64 key, GError **error);
/* Removes what expired by @now, with its files. @next: when the next one does, 0 for never */
gboolean
app_cache_statuses_expire (AppCacheDatabase *database, gint64 now, gint64 *next, GError **error);
/* (element-type AppCacheStatus): what is shown at @now, by person and the oldest first */
GPtrArray *app_cache_statuses_list (AppCacheDatabase *database, gint64 now, GError **error);
/* (element-type LandlineView): who viewed an own one, the last first; of theirs the status is its
 * id, or the empty string */
GPtrArray *app_cache_statuses_list_views (AppCacheDatabase *database, gint64 key, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheStatus, app_cache_status_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheStatusJob, app_cache_status_job_free)

G_END_DECLS
