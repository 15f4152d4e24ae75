/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"

G_BEGIN_DECLS

#define LANDLINE_TYPE_STATUS (landline_status_get_type ())
G_DECLARE_FINAL_TYPE (LandlineStatus, landline_status, LANDLINE, STATUS, GObject)

LandlineStatus *landline_status_new (const char *id,
                                     const char *user_id,
                                     gint64 time,
                                     gint64 expires,
                                     LandlineContent *content,
                                     const char *colour,
                                     guint n_views,
                                     gboolean is_viewed);
LandlineStatus *landline_status_new_removed (const char *id, const char *user_id);
const char *landline_status_get_id (LandlineStatus *self);
const char *landline_status_get_user_id (LandlineStatus *self);
gint64 landline_status_get_time (LandlineStatus *self);
gint64 landline_status_get_expires (LandlineStatus *self);
LandlineContent *landline_status_get_content (LandlineStatus *self);
const char *landline_status_get_colour (LandlineStatus *self);
guint landline_status_get_n_views (LandlineStatus *self);
gboolean landline_status_is_viewed (LandlineStatus *self);
gboolean landline_status_is_removed (LandlineStatus *self);

gboolean landline_status_is_colour (const char *string);

G_END_DECLS
