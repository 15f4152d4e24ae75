/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_MEDIA_KIND_MEDIA,
  LANDLINE_MEDIA_KIND_DOCUMENT,
} LandlineMediaKind;

#define LANDLINE_TYPE_MEDIA (landline_media_get_type ())
G_DECLARE_FINAL_TYPE (LandlineMedia, landline_media, LANDLINE, MEDIA, GObject)

LandlineMedia *landline_media_new (LandlineMediaKind kind,
                                   const char *id,
                                   const char *name,
                                   const char *content_type,
                                   guint64 size,
                                   const char *sha256);
LandlineMedia *landline_media_new_reference (LandlineMediaKind kind, const char *id);
LandlineMedia *landline_media_new_with_preview (LandlineMedia *self,
                                                guint width,
                                                guint height,
                                                gint64 duration,
                                                GBytes *thumbnail);
LandlineMedia *landline_media_new_completed (LandlineMedia *sent, LandlineMedia *stored);
LandlineMediaKind landline_media_get_kind (LandlineMedia *self);
const char *landline_media_get_id (LandlineMedia *self);
const char *landline_media_get_name (LandlineMedia *self);
const char *landline_media_get_content_type (LandlineMedia *self);
guint64 landline_media_get_size (LandlineMedia *self);
const char *landline_media_get_sha256 (LandlineMedia *self);
guint landline_media_get_width (LandlineMedia *self);
guint landline_media_get_height (LandlineMedia *self);
gint64 landline_media_get_duration (LandlineMedia *self);
GBytes *landline_media_get_thumbnail (LandlineMedia *self);
gboolean landline_media_is_reference (LandlineMedia *self);

const char *landline_media_kind_to_string (LandlineMediaKind kind);
gboolean landline_media_kind_from_string (const char *string, LandlineMediaKind *kind);

G_END_DECLS
