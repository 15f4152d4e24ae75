/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_PERSON_FORM (app_person_form_get_type ())

G_DECLARE_FINAL_TYPE (AppPersonForm, app_person_form, APP, PERSON_FORM, AdwPreferencesGroup)

gboolean app_person_form_read (AppPersonForm *self, char **name, char **number);
void app_person_form_set_name (AppPersonForm *self, const char *name);
void app_person_form_set_number (AppPersonForm *self, const char *number);
void app_person_form_set_number_fixed (AppPersonForm *self, gboolean fixed);
const char *app_person_form_get_problem (AppPersonForm *self);

G_END_DECLS
