/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AppTransferState:
 * @APP_TRANSFER_WAITING: its turn has not come, or there is no connection
 * @APP_TRANSFER_RUNNING: bytes are moving
 * @APP_TRANSFER_DONE: the file is complete and its hash was checked
 * @APP_TRANSFER_FAILED: it ended with an error; app_transfer_retry () starts it again
 * @APP_TRANSFER_CANCELLED: the user stopped it; app_transfer_retry () starts it again
 */
typedef enum
{
  APP_TRANSFER_WAITING,
  APP_TRANSFER_RUNNING,
  APP_TRANSFER_DONE,
  APP_TRANSFER_FAILED,
  APP_TRANSFER_CANCELLED,
} AppTransferState;

#define APP_TYPE_TRANSFER_STATE (app_transfer_state_get_type ())
GType app_transfer_state_get_type (void) G_GNUC_CONST;

#define APP_TYPE_TRANSFER (app_transfer_get_type ())
G_DECLARE_FINAL_TYPE (AppTransfer, app_transfer, APP, TRANSFER, GObject)

/* One file on its way up or down. Properties, read-only with notify: "name", "content-type", "size"
 * (uint64, bytes), "done" (uint64, bytes), "speed" (double, bytes a second, 0 while unknown),
 * "state" (AppTransferState), "error" (string or NULL, a sentence), "is-upload" (boolean), "file"
 * (GFile: the local copy, NULL before a download is done). */

const char *app_transfer_get_name (AppTransfer *self);
const char *app_transfer_get_content_type (AppTransfer *self);
guint64 app_transfer_get_size (AppTransfer *self);
guint64 app_transfer_get_done (AppTransfer *self);
double app_transfer_get_fraction (AppTransfer *self);
double app_transfer_get_speed (AppTransfer *self);
AppTransferState app_transfer_get_state (AppTransfer *self);
const char *app_transfer_get_error (AppTransfer *self);
gboolean app_transfer_get_is_upload (AppTransfer *self);
GFile *app_transfer_get_file (AppTransfer *self);
gint64 app_transfer_get_message_key (AppTransfer *self);

void app_transfer_cancel (AppTransfer *self);
void app_transfer_retry (AppTransfer *self);

G_END_DECLS
