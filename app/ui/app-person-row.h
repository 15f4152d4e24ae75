/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-avatars.h"
#include "app-person.h"

G_BEGIN_DECLS

#define APP_TYPE_PERSON_ROW (app_person_row_get_type ())

G_DECLARE_FINAL_TYPE (AppPersonRow, app_person_row, APP, PERSON_ROW, GtkWidget)

GtkWidget *app_person_row_new (void);
void app_person_row_set_avatars (AppPersonRow *self, AppAvatars *avatars);
void app_person_row_set_person (AppPersonRow *self, AppPerson *person);

G_END_DECLS
