/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-person.h"
#include "landline-user.h"

G_BEGIN_DECLS

AppPerson *app_person_new (LandlineUser *user, gboolean is_self);
void app_person_update (AppPerson *self, LandlineUser *user);
void app_person_set_presence (AppPerson *self, gboolean online, gint64 last_seen);
/* @filter: case-folded */
gboolean app_person_matches (AppPerson *self, const char *filter);
const char *app_person_get_collation_key (AppPerson *self);

G_END_DECLS
