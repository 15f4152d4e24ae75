/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"

G_BEGIN_DECLS

typedef enum
{
  APP_CACHE_TRANSFER_OPEN,
  APP_CACHE_TRANSFER_FAILED,
  APP_CACHE_TRANSFER_CANCELLED,
} AppCacheTransferState;

/**
 * AppCacheTransfer:
 * @message: the key of the message whose file it is
 * @upload: up, or down
 * @state: whether it is still to be done
 * @error: (nullable): why it failed
 *
 * A file that is to be moved, so that it is known after a restart.
 */
typedef struct
{
  gint64 message;
  gboolean upload;
  AppCacheTransferState state;
  char *error;
} AppCacheTransfer;

void app_cache_transfer_free (AppCacheTransfer *self);

gboolean app_cache_transfers_put (AppCacheDatabase *database,
                                  gint64 message,
                                  gboolean upload,
                                  AppCacheTransferState state,
                                  const char *sentence,
                                  GError **error);
gboolean app_cache_transfers_remove (AppCacheDatabase *database, gint64 message, GError **error);
/* (element-type AppCacheTransfer), oldest first */
GPtrArray *app_cache_transfers_list (AppCacheDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheTransfer, app_cache_transfer_free)

G_END_DECLS
