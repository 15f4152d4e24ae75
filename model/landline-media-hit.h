/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-media.h"

G_BEGIN_DECLS

#define LANDLINE_TYPE_MEDIA_HIT (landline_media_hit_get_type ())
G_DECLARE_FINAL_TYPE (LandlineMediaHit, landline_media_hit, LANDLINE, MEDIA_HIT, GObject)

LandlineMediaHit *landline_media_hit_new (LandlineMedia *media);
LandlineMediaHit *landline_media_hit_new_sent (LandlineMedia *media,
                                               const char *message_id,
                                               const char *conversation,
                                               gint64 seq,
                                               const char *sender_id,
                                               gint64 time);
LandlineMedia *landline_media_hit_get_media (LandlineMediaHit *self);
const char *landline_media_hit_get_message_id (LandlineMediaHit *self);
const char *landline_media_hit_get_conversation (LandlineMediaHit *self);
gint64 landline_media_hit_get_seq (LandlineMediaHit *self);
const char *landline_media_hit_get_sender_id (LandlineMediaHit *self);
gint64 landline_media_hit_get_time (LandlineMediaHit *self);

G_END_DECLS
