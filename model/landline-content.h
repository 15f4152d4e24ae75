/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-media.h"

G_BEGIN_DECLS

/**
 * LandlineContentType:
 * @LANDLINE_CONTENT_TEXT: a text
 * @LANDLINE_CONTENT_MEDIA: a picture, video or sound, with a caption
 * @LANDLINE_CONTENT_DOCUMENT: any other file, with a caption
 * @LANDLINE_CONTENT_LOCATION: a place
 * @LANDLINE_CONTENT_CONTACT: a name with phone numbers
 * @LANDLINE_CONTENT_UNSUPPORTED: something that a newer peer sent; it is kept as it came and shown
 * as such
 */
typedef enum
{
  LANDLINE_CONTENT_TEXT,
  LANDLINE_CONTENT_MEDIA,
  LANDLINE_CONTENT_DOCUMENT,
  LANDLINE_CONTENT_LOCATION,
  LANDLINE_CONTENT_CONTACT,
  LANDLINE_CONTENT_UNSUPPORTED,
} LandlineContentType;

#define LANDLINE_TYPE_CONTENT (landline_content_get_type ())
G_DECLARE_FINAL_TYPE (LandlineContent, landline_content, LANDLINE, CONTENT, GObject)

LandlineContent *landline_content_new_text (const char *text);
LandlineContent *landline_content_new_text_take (char *text);
LandlineContent *landline_content_new_media (LandlineMedia *media, const char *caption);
LandlineContent *
landline_content_new_location (double latitude, double longitude, const char *name);
LandlineContent *landline_content_new_contact (const char *name, const char *const *phones);
LandlineContent *landline_content_new_unsupported (GBytes *encoded);
LandlineContent *landline_content_new_deleted (void);
LandlineContent *landline_content_new_with_traits (LandlineContent *self,
                                                   gboolean is_forwarded,
                                                   const char *const *mentions,
                                                   gint64 expires);
LandlineContent *landline_content_new_with_media (LandlineContent *self, LandlineMedia *media);
LandlineContentType landline_content_get_content_type (LandlineContent *self);
const char *landline_content_get_text (LandlineContent *self);
LandlineMedia *landline_content_get_media (LandlineContent *self);
gboolean landline_content_get_location (LandlineContent *self, double *latitude, double *longitude);
const char *landline_content_get_name (LandlineContent *self);
const char *const *landline_content_get_phones (LandlineContent *self);
gboolean landline_content_is_forwarded (LandlineContent *self);
const char *const *landline_content_get_mentions (LandlineContent *self);
gint64 landline_content_get_expires (LandlineContent *self);

/* The slot where model/wire/ keeps the encoded form: see landline_wire_content_get_encoded (). */
GBytes *landline_content_peek_encoded (LandlineContent *self);
GBytes *landline_content_take_encoded (LandlineContent *self, GBytes *encoded);

const char *landline_content_type_to_string (LandlineContentType type);
gboolean landline_content_type_from_string (const char *string, LandlineContentType *type);

G_END_DECLS
