/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AppFileLaunch:
 * @APP_FILE_LAUNCH_OPEN: with the application for its type
 * @APP_FILE_LAUNCH_FOLDER: its folder, in the file manager
 *
 * What to do with a file that came in.
 */
typedef enum
{
  APP_FILE_LAUNCH_OPEN,
  APP_FILE_LAUNCH_FOLDER,
} AppFileLaunch;

gboolean app_file_launch_needs_asking (const char *content_type);
void app_file_launch_examine_async (GFile *file,
                                    const char *content_type,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_file_launch_examine_finish (GAsyncResult *result, GError **error);
void app_file_launch_async (GFile *file,
                            const char *content_type,
                            AppFileLaunch what,
                            GtkWindow *parent,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean app_file_launch_finish (GAsyncResult *result, GError **error);

G_END_DECLS
