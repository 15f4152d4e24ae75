/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-status.h"
#include "app-transfers.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_LIST (app_status_list_get_type ())
G_DECLARE_FINAL_TYPE (AppStatusList, app_status_list, APP, STATUS_LIST, GObject)

/* A GListModel of the AppStatusPerson who show something: first those of whom something was not
 * seen yet, the newest first. We are not among them. Whom we block is not either. Property:
 * "n-unseen" (uint), of how many people something was not seen. */

AppStatusList *app_status_list_new (AppTransfers *transfers);
AppTransfers *app_status_list_get_transfers (AppStatusList *self);
AppSession *app_status_list_get_session (AppStatusList *self);
/* What we show; always there. */
AppStatusPerson *app_status_list_get_own (AppStatusList *self);
guint app_status_list_get_n_unseen (AppStatusList *self);
gboolean app_status_list_get_loading (AppStatusList *self);

/**
 * AppStatusView:
 * @user_id: who
 * @name: their name, or their number
 * @avatar_id: (nullable): their picture
 * @time: when, milliseconds since the epoch
 *
 * Somebody who viewed a status of ours.
 */
typedef struct
{
  char *user_id;
  char *name;
  char *avatar_id;
  gint64 time;
} AppStatusView;

void app_status_view_free (AppStatusView *self);

/* (element-type AppStatusView), the last first. */
void app_status_list_load_views_async (AppStatusList *self,
                                       AppStatus *status,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
app_status_list_load_views_finish (AppStatusList *self, GAsyncResult *result, GError **error);

G_END_DECLS
