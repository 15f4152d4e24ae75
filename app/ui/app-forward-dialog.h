/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_FORWARD_DIALOG (app_forward_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppForwardDialog, app_forward_dialog, APP, FORWARD_DIALOG, AdwDialog)

AppForwardDialog *app_forward_dialog_new (AppSession *session, GPtrArray *contents);

G_END_DECLS
