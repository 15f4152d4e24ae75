/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <adwaita.h>

#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_CONTACT_DIALOG (app_contact_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppContactDialog, app_contact_dialog, APP, CONTACT_DIALOG, AdwDialog)

AppContactDialog *app_contact_dialog_new (AppSession *session);
void app_contact_dialog_load_file (AppContactDialog *self, GFile *file);
void app_contact_dialog_set_contact (AppContactDialog *self, LandlineContent *contact);

G_END_DECLS
