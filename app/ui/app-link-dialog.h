/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-invite-link.h"

G_BEGIN_DECLS

#define APP_TYPE_LINK_DIALOG (app_link_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppLinkDialog, app_link_dialog, APP, LINK_DIALOG, AdwDialog)

AppLinkDialog *app_link_dialog_new (AppInviteLink *link);
void app_link_dialog_set_link (AppLinkDialog *self, AppInviteLink *link);
void app_link_dialog_offer_network (AppLinkDialog *self, GSettings *settings);
gboolean app_link_dialog_is_invitation (AppLinkDialog *self);
const char *app_link_dialog_get_text (AppLinkDialog *self);

G_END_DECLS
