/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-transfers.h"
#include "landline-audience.h"

G_BEGIN_DECLS

/* Shows a picture or a video for a day: a copy of it is made first. The result is the key of the
 * status, 0 on failure. */
void app_transfers_post_status_async (AppTransfers *self,
                                      AppOutgoingFile *file,
                                      const LandlineAudience *audience,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gint64 app_transfers_post_status_finish (AppTransfers *self, GAsyncResult *result, GError **error);

G_END_DECLS
