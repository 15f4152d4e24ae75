/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>

#include "app-timeline-item.h"

G_BEGIN_DECLS

/**
 * AppMediaState:
 * @APP_MEDIA_REMOTE: the file is only on the server
 * @APP_MEDIA_WAITING: its turn to move has not come, or there is no connection
 * @APP_MEDIA_MOVING: bytes are moving
 * @APP_MEDIA_STOPPED: moving it failed or was stopped
 * @APP_MEDIA_HERE: the file is on this computer, and nothing is under way
 *
 * What a bubble with a file has to say about the file.
 */
typedef enum
{
  APP_MEDIA_REMOTE,
  APP_MEDIA_WAITING,
  APP_MEDIA_MOVING,
  APP_MEDIA_STOPPED,
  APP_MEDIA_HERE,
} AppMediaState;

LandlineMedia *app_media_state_get_media (AppTimelineItem *item);
AppMediaState app_media_state_get (AppTimelineItem *item);
AppTick app_media_state_get_tick (AppTimelineItem *item);
const char *app_media_state_get_action (AppMediaState state);
const char *app_media_state_get_action_icon (AppMediaState state);
const char *app_media_state_get_action_name (AppMediaState state, gboolean is_upload);
gboolean app_media_state_is_upload (AppTimelineItem *item);
char *app_media_state_describe (AppTimelineItem *item);
GdkContentProvider *app_media_state_dup_content (AppTimelineItem *item);

G_END_DECLS
