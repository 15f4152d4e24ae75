/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* The side of the square within which a code is looked for: a larger picture is made smaller. */
#define APP_QR_PICTURE_SIDE 1600
/* Bytes of a text that is taken from a code. */
#define APP_QR_READ_MAX 4096

/* What the QR code in a picture says, with G_IO_ERROR_NOT_FOUND where there is none. */
void app_qr_read_file_async (GFile *file,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
void app_qr_read_texture_async (GdkTexture *texture,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
char *app_qr_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
