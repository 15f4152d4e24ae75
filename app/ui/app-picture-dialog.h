/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-picture-cropper.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_PICTURE_DIALOG (app_picture_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppPictureDialog, app_picture_dialog, APP, PICTURE_DIALOG, AdwDialog)

AppPictureDialog *app_picture_dialog_new (AppSession *session, GFile *file);
void app_picture_dialog_set_group (AppPictureDialog *self, const char *conversation);
void app_picture_dialog_set_new_group (AppPictureDialog *self);
AppPictureCropper *app_picture_dialog_get_cropper (AppPictureDialog *self);

G_END_DECLS
