/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Light modules around a code, without which readers do not find it (ISO/IEC 18004, 6.3.8). */
#define APP_QR_QUIET_ZONE 4
/* Bytes of a text that fit into the largest code with the lowest correction. */
#define APP_QR_TEXT_MAX 2953

typedef struct _AppQrMatrix AppQrMatrix;

AppQrMatrix *app_qr_matrix_new (const char *text);
void app_qr_matrix_free (AppQrMatrix *self);
guint app_qr_matrix_get_width (AppQrMatrix *self);
gboolean app_qr_matrix_is_dark (AppQrMatrix *self, guint x, guint y);
GdkTexture *app_qr_matrix_draw (AppQrMatrix *self, guint scale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppQrMatrix, app_qr_matrix_free)

G_END_DECLS
