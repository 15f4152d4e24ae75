/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define APP_TYPE_FILE_WRITER (app_file_writer_get_type ())
G_DECLARE_FINAL_TYPE (AppFileWriter, app_file_writer, APP, FILE_WRITER, GObject)

/* Writes a file that is whole or not there: beside its destination first, hashed on the way, then
 * checked, flushed to the disk and renamed. */

AppFileWriter *app_file_writer_new (GFile *destination);
void app_file_writer_write_async (AppFileWriter *self,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_file_writer_write_finish (AppFileWriter *self, GAsyncResult *result, GError **error);
guint64 app_file_writer_get_size (AppFileWriter *self);

/* @sha256 in hexadecimal, NULL to take what came */
void app_file_writer_close_async (AppFileWriter *self,
                                  const char *sha256,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_file_writer_close_finish (AppFileWriter *self, GAsyncResult *result, GError **error);

G_END_DECLS
