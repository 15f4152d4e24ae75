/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-user.h"

G_BEGIN_DECLS

/* People, as far as the server told of them. */

gboolean app_cache_users_ensure (AppCacheDatabase *database,
                                 const char *user_id,
                                 const char *name,
                                 gint64 *number,
                                 GError **error);
gboolean
app_cache_users_announce_messages (AppCacheDatabase *database, gint64 number, GError **error);
gboolean app_cache_users_put (AppCacheDatabase *database, LandlineUser *user, GError **error);
/* Everyone who is not in @users is no longer on the server, and is not listed. */
gboolean app_cache_users_put_all (AppCacheDatabase *database, GPtrArray *users, GError **error);
gboolean app_cache_users_set_last_seen (AppCacheDatabase *database,
                                        const char *user_id,
                                        gint64 last_seen,
                                        GError **error);
/* Returns: (transfer full) (element-type LandlineUser): those listed by the server */
GPtrArray *app_cache_users_list (AppCacheDatabase *database, GError **error);

gboolean app_cache_users_find (AppCacheDatabase *database,
                               const char *user_id,
                               gint64 *number,
                               GError **error);

/* (transfer full) (nullable): what they are called; their id where that is not known */
char *app_cache_users_dup_name (AppCacheDatabase *database, const char *user_id, GError **error);

G_END_DECLS
