/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LANDLINE_TYPE_VIEW (landline_view_get_type ())
G_DECLARE_FINAL_TYPE (LandlineView, landline_view, LANDLINE, VIEW, GObject)

LandlineView *landline_view_new (const char *status, const char *user_id, gint64 time);
const char *landline_view_get_status (LandlineView *self);
const char *landline_view_get_user_id (LandlineView *self);
gint64 landline_view_get_time (LandlineView *self);

G_END_DECLS
