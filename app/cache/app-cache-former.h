/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-user.h"

G_BEGIN_DECLS

/* People who were deleted: what they sent stays, under the id that they have now. */

/* What they are called, in the person's language */
const char *app_cache_former_get_name (void);
/* Of all who are known, since the person may speak another language than when they were deleted */
gboolean app_cache_former_name_all (AppCacheDatabase *database, GError **error);
gboolean app_cache_former_infer (AppCacheDatabase *database,
                                 const char *conversation,
                                 const char *user_id,
                                 GError **error);
gboolean app_cache_former_put (AppCacheDatabase *database, LandlineUser *user, GError **error);

G_END_DECLS
