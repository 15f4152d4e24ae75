/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_QR_CODE (app_qr_code_get_type ())

G_DECLARE_FINAL_TYPE (AppQrCode, app_qr_code, APP, QR_CODE, GtkWidget)

GtkWidget *app_qr_code_new (void);
void app_qr_code_set_text (AppQrCode *self, const char *text);
GdkTexture *app_qr_code_draw (AppQrCode *self);

G_END_DECLS
