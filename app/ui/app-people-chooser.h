/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-directory.h"

G_BEGIN_DECLS

#define APP_TYPE_PEOPLE_CHOOSER (app_people_chooser_get_type ())

G_DECLARE_FINAL_TYPE (AppPeopleChooser, app_people_chooser, APP, PEOPLE_CHOOSER, GtkWidget)

GtkWidget *
app_people_chooser_new (AppSession *session, AppAvatars *avatars, const char *const *left_out);
GListModel *app_people_chooser_list_chosen (AppPeopleChooser *self);
char **app_people_chooser_dup_chosen_ids (AppPeopleChooser *self);
void app_people_chooser_toggle (AppPeopleChooser *self, const char *user_id);

G_END_DECLS
