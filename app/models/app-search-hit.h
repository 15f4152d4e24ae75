/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-media.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH_HIT (app_search_hit_get_type ())
G_DECLARE_FINAL_TYPE (AppSearchHit, app_search_hit, APP, SEARCH_HIT, GObject)

/* One message that was found. Properties, read-only: "chat-key" (int64), "message-key" (int64, for
 * app_timeline_find_key ()), "chat-title", "sender-name", "text", "time" (int64), "outgoing". */

/* 0 of a message that is not on this device: its seq says where it is. */
gint64 app_search_hit_get_message_key (AppSearchHit *self);
const char *app_search_hit_get_message_id (AppSearchHit *self);
gint64 app_search_hit_get_seq (AppSearchHit *self);
gint64 app_search_hit_get_chat_key (AppSearchHit *self);
const char *app_search_hit_get_chat_title (AppSearchHit *self);
const char *app_search_hit_get_sender_name (AppSearchHit *self);
/* Pango markup: where the words are, emphasised */
const char *app_search_hit_get_snippet (AppSearchHit *self);
const char *app_search_hit_get_text (AppSearchHit *self);
LandlineMedia *app_search_hit_get_media (AppSearchHit *self);
gint64 app_search_hit_get_time (AppSearchHit *self);
gboolean app_search_hit_get_outgoing (AppSearchHit *self);

G_END_DECLS
