/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

#include "landline-privacy.h"

G_BEGIN_DECLS

#define LANDLINE_TYPE_USER (landline_user_get_type ())
G_DECLARE_FINAL_TYPE (LandlineUser, landline_user, LANDLINE, USER, GObject)

LandlineUser *landline_user_new (const char *id,
                                 const char *name,
                                 const char *about,
                                 const char *avatar,
                                 gint64 last_seen,
                                 gboolean is_admin);
LandlineUser *landline_user_new_own (LandlineUser *user, const LandlinePrivacy *privacy);
LandlineUser *landline_user_new_former (const char *id, const char *name, const char *was);
const char *landline_user_get_id (LandlineUser *self);
const char *landline_user_get_name (LandlineUser *self);
const char *landline_user_get_about (LandlineUser *self);
const char *landline_user_get_avatar (LandlineUser *self);
gint64 landline_user_get_last_seen (LandlineUser *self);
gboolean landline_user_is_admin (LandlineUser *self);
gboolean landline_user_is_former (LandlineUser *self);
const char *landline_user_get_was (LandlineUser *self);
const LandlinePrivacy *landline_user_get_privacy (LandlineUser *self);

G_END_DECLS
