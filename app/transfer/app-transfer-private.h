/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-transfer.h"
#include "landline-content.h"

G_BEGIN_DECLS

/* What AppTransfers does with its transfers. */

AppTransfer *app_transfer_new (gint64 message_key, gboolean is_upload, LandlineContent *content);
LandlineContent *app_transfer_get_content (AppTransfer *self);
void app_transfer_set_content (AppTransfer *self, LandlineContent *content);
void app_transfer_set_file (AppTransfer *self, GFile *file);
void app_transfer_set_state (AppTransfer *self, AppTransferState state, const char *error);
void app_transfer_set_done (AppTransfer *self, guint64 done);
/* Its file is still being copied: it can wait and be cancelled, but not run. */
gboolean app_transfer_get_preparing (AppTransfer *self);
void app_transfer_set_preparing (AppTransfer *self, gboolean preparing);
guint app_transfer_count_attempt (AppTransfer *self);

/* Signals of AppTransfer: "cancel" () and "retry" (): the person asks for it. */

G_END_DECLS
