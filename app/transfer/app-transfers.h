/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-outgoing-file.h"
#include "app-session.h"
#include "app-transfer.h"
#include "landline-message.h"

G_BEGIN_DECLS

#define APP_TYPE_TRANSFERS (app_transfers_get_type ())
G_DECLARE_FINAL_TYPE (AppTransfers, app_transfers, APP, TRANSFERS, GObject)

/* The uploads and downloads of an account: at most three beside each other, the rest waits. A
 * GListModel of the AppTransfer objects that are not done. */

#define APP_TRANSFERS_RUNNING_MAX        3
#define APP_TRANSFERS_AUTOMATIC_SIZE_MAX (2 * 1024 * 1024)

AppTransfers *app_transfers_new (AppSession *session);
AppSession *app_transfers_get_session (AppTransfers *self);
gboolean app_transfers_get_downloads_pictures (AppTransfers *self);
void app_transfers_set_downloads_pictures (AppTransfers *self, gboolean downloads_pictures);
void app_transfers_set_network_monitor (AppTransfers *self, GNetworkMonitor *monitor);

/* Fills in name, content type and size; an over-limit, unreadable or empty file and a folder is
 * refused with a sentence that has the size and the limit. Call it again after "as-document"
 * changed. */
void app_transfers_inspect_async (AppTransfers *self,
                                  AppOutgoingFile *file,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_transfers_inspect_finish (AppTransfers *self, GAsyncResult *result, GError **error);
gboolean app_transfers_check (AppTransfers *self, AppOutgoingFile *file, GError **error);

/* The message is in the timeline with its progress from the first moment. The result is the
 * message's key. */
void app_transfers_send_async (AppTransfers *self,
                               gint64 chat_key,
                               AppOutgoingFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint64 app_transfers_send_finish (AppTransfers *self, GAsyncResult *result, GError **error);

AppTransfer *
app_transfers_download (AppTransfers *self, gint64 message_key, LandlineMessage *message);
AppTransfer *app_transfers_lookup (AppTransfers *self, gint64 message_key);
void app_transfers_forget (AppTransfers *self, gint64 message_key);
void
app_transfers_download_small (AppTransfers *self, gint64 message_key, LandlineMessage *message);
void app_transfers_download_automatically (AppTransfers *self, LandlineMessage *message);

/* Where a message's file is kept once it is here; the file may not exist. */
GFile *app_transfers_dup_media_file (AppTransfers *self, LandlineMessage *message);

/* Avatars: the file of a media id, from disk or from the server. */
void app_transfers_fetch_media_async (AppTransfers *self,
                                      const char *media_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GFile *app_transfers_fetch_media_finish (AppTransfers *self, GAsyncResult *result, GError **error);

/* A copy for the user ("Save as"), off the main thread. */
void app_transfers_save_async (AppTransfers *self,
                               LandlineMessage *message,
                               GFile *destination,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean app_transfers_save_finish (AppTransfers *self, GAsyncResult *result, GError **error);

G_END_DECLS
