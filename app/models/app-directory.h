/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-person.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_DIRECTORY (app_directory_get_type ())
G_DECLARE_FINAL_TYPE (AppDirectory, app_directory, APP, DIRECTORY, GObject)

/* A GListModel of AppPerson, by name: those whose name or number contains the filter. What the
 * cache knows is there at once; refresh () asks the server. Properties: "filter" (string),
 * "loading" (boolean). */

AppDirectory *app_directory_new (AppSession *session);
const char *app_directory_get_filter (AppDirectory *self);
void app_directory_set_filter (AppDirectory *self, const char *filter);
gboolean app_directory_get_loading (AppDirectory *self);

void app_directory_refresh_async (AppDirectory *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_directory_refresh_finish (AppDirectory *self, GAsyncResult *result, GError **error);

G_END_DECLS
