/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define APP_TYPE_PERSON (app_person_get_type ())
G_DECLARE_FINAL_TYPE (AppPerson, app_person, APP, PERSON, GObject)

/* Someone on the server. Properties, read-only with notify: "user-id", "name", "about",
 * "avatar-id", "is-self", "online", "last-seen" (int64). */

const char *app_person_get_user_id (AppPerson *self);
const char *app_person_get_name (AppPerson *self);
const char *app_person_get_about (AppPerson *self);
const char *app_person_get_avatar_id (AppPerson *self);
gboolean app_person_get_is_self (AppPerson *self);
gboolean app_person_get_online (AppPerson *self);
gint64 app_person_get_last_seen (AppPerson *self);

G_END_DECLS
