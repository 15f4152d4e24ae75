/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-statuses.h"
#include "app-status.h"

G_BEGIN_DECLS

AppStatus *app_status_new_take (AppCacheStatus *row);
AppStatusPerson *app_status_person_new (const char *user_id, gboolean is_self);
/* @statuses: (element-type AppStatus), the oldest first */
void app_status_person_set (AppStatusPerson *self,
                            const char *name,
                            const char *avatar_id,
                            GPtrArray *statuses);

G_END_DECLS
