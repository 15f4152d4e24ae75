/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-profile.h"

G_BEGIN_DECLS

void app_account_removal_async (AppProfile *profile,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean app_account_removal_finish (GAsyncResult *result, GError **error);

G_END_DECLS
