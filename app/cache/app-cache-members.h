/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-receipt.h"

G_BEGIN_DECLS

/* Who is in a chat, and how far each has got and read it: the receipts. */

/* Between begin and end each member that is there is put; the others have left. */
gboolean app_cache_members_begin (AppCacheDatabase *database, gint64 chat, GError **error);
gboolean app_cache_members_put (AppCacheDatabase *database,
                                gint64 chat,
                                gint64 user,
                                int role,
                                GError **error);
gboolean app_cache_members_end (AppCacheDatabase *database, gint64 chat, GError **error);

/* Receipts only rise, so that a repeated or late one does no harm. */
gboolean app_cache_members_put_receipt (AppCacheDatabase *database,
                                        gint64 chat,
                                        LandlineReceipt *receipt,
                                        GError **error);
/* (element-type LandlineReceipt), of the members other than the account's user */
GPtrArray *
app_cache_members_list_receipts (AppCacheDatabase *database, gint64 chat, GError **error);
/* (element-type utf8): user ids */
GPtrArray *app_cache_members_list (AppCacheDatabase *database, gint64 chat, GError **error);
/* Whether somebody is there whose name is not known: the event of a large group comes without. */
gboolean app_cache_members_find_nameless (AppCacheDatabase *database,
                                          gint64 chat,
                                          gboolean *found,
                                          GError **error);

G_END_DECLS
