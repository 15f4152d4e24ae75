/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-message-view.h"
#include "app-timeline.h"

G_BEGIN_DECLS

#define APP_TYPE_READ_MARKER (app_read_marker_get_type ())

G_DECLARE_FINAL_TYPE (AppReadMarker, app_read_marker, APP, READ_MARKER, GObject)

AppReadMarker *app_read_marker_new (AppMessageView *view);
void app_read_marker_set_timeline (AppReadMarker *self, AppTimeline *timeline);
void app_read_marker_update (AppReadMarker *self);
gboolean app_read_marker_get_seeing (AppReadMarker *self);

G_END_DECLS
