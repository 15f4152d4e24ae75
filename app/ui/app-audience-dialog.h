/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "landline-audience.h"

G_BEGIN_DECLS

#define APP_TYPE_AUDIENCE_DIALOG (app_audience_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppAudienceDialog, app_audience_dialog, APP, AUDIENCE_DIALOG, AdwDialog)

AppAudienceDialog *app_audience_dialog_new (AppSession *session,
                                            AppAvatars *avatars,
                                            const LandlineAudience *audience);
void app_audience_dialog_set_mode (AppAudienceDialog *self, LandlineAudienceMode mode);
void app_audience_dialog_set_chosen (AppAudienceDialog *self, const char *user_id, gboolean chosen);
void app_audience_dialog_get_audience (AppAudienceDialog *self, LandlineAudience *audience);

char *app_audience_describe (const LandlineAudience *audience);

G_END_DECLS
