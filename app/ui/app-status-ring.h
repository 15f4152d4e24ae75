/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "app-status.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_RING (app_status_ring_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusRing, app_status_ring, APP, STATUS_RING, GtkWidget)

GtkWidget *app_status_ring_new (int size);
void app_status_ring_set_size (AppStatusRing *self, int size);
void app_status_ring_set_person (AppStatusRing *self, AppStatusPerson *person, AppAvatars *avatars);
guint app_status_ring_get_n_segments (AppStatusRing *self);
guint app_status_ring_get_n_unseen (AppStatusRing *self);

G_END_DECLS
