/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-media.h"

/**
 * LandlineMedia:
 *
 * What is known about an uploaded file. Not its bytes: these are in a blob on the server and in a
 * file beside the cache.
 *
 * A reference is what a sender gives: the id, and what only a sender can know (size in pixels,
 * duration, thumbnail). The server completes it with what it has stored.
 */

struct _LandlineMedia
{
  GObject parent_instance;

  LandlineMediaKind kind;
  char *id;
  char *name;
  char *content_type;
  guint64 size;
  char *sha256;
  guint width;
  guint height;
  gint64 duration;
  GBytes *thumbnail;
};

G_DEFINE_FINAL_TYPE (LandlineMedia, landline_media, G_TYPE_OBJECT)

static const char *const kinds[] = { "media", "document" };

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_CONTENT_TYPE,
  PROP_SIZE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
landline_media_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LandlineMedia *self = LANDLINE_MEDIA (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_CONTENT_TYPE:
      g_value_set_string (value, self->content_type);
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, self->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
landline_media_finalize (GObject *object)
{
  LandlineMedia *self = LANDLINE_MEDIA (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->content_type);
  g_free (self->sha256);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);

  G_OBJECT_CLASS (landline_media_parent_class)->finalize (object);
}

static void
landline_media_class_init (LandlineMediaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_media_finalize;
  object_class->get_property = landline_media_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
landline_media_init (LandlineMedia *self)
{
}

/**
 * landline_media_new:
 * @kind: media or document
 * @id: the media's id
 * @name: a cleaned file name
 * @content_type: its media type
 * @size: in bytes
 * @sha256: of its bytes, 64 hexadecimal digits in lower case
 *
 * Returns: (transfer full): a new media
 */
LandlineMedia *
landline_media_new (LandlineMediaKind kind,
                    const char *id,
                    const char *name,
                    const char *content_type,
                    guint64 size,
                    const char *sha256)
{
  LandlineMedia *self;

  g_return_val_if_fail (name != NULL && content_type != NULL && sha256 != NULL, NULL);

  self = landline_media_new_reference (kind, id);
  self->name = g_strdup (name);
  self->content_type = g_strdup (content_type);
  self->size = size;
  self->sha256 = g_strdup (sha256);

  return self;
}

/**
 * landline_media_new_reference:
 * @kind: media or document
 * @id: the media's id
 *
 * Returns: (transfer full): a media of which only the id is known
 */
LandlineMedia *
landline_media_new_reference (LandlineMediaKind kind, const char *id)
{
  LandlineMedia *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_MEDIA, NULL);
  self->kind = kind;
  self->id = g_strdup (id);

  return self;
}

static LandlineMedia *
copy_stored (LandlineMedia *source)
{
  LandlineMedia *self = landline_media_new_reference (source->kind, source->id);

  self->name = g_strdup (source->name);
  self->content_type = g_strdup (source->content_type);
  self->size = source->size;
  self->sha256 = g_strdup (source->sha256);

  return self;
}

/**
 * landline_media_new_with_preview:
 * @self: a media
 * @width: in pixels, 0 when it has none
 * @height: in pixels, 0 when it has none
 * @duration: in milliseconds, 0 when it has none
 * @thumbnail: (nullable): a small JPEG or PNG, at most %LANDLINE_LIMIT_THUMBNAIL bytes
 *
 * Returns: (transfer full): the same media with what its sender says about its looks
 */
LandlineMedia *
landline_media_new_with_preview (LandlineMedia *self,
                                 guint width,
                                 guint height,
                                 gint64 duration,
                                 GBytes *thumbnail)
{
  LandlineMedia *media;

  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  media = copy_stored (self);
  media->width = width;
  media->height = height;
  media->duration = duration;
  media->thumbnail = thumbnail != NULL ? g_bytes_ref (thumbnail) : NULL;

  return media;
}

/**
 * landline_media_new_completed:
 * @sent: what a sender gave
 * @stored: what the server knows about the same file
 *
 * Returns: (transfer full): name, type, size and digest of @stored, preview of @sent
 */
LandlineMedia *
landline_media_new_completed (LandlineMedia *sent, LandlineMedia *stored)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (sent), NULL);
  g_return_val_if_fail (LANDLINE_IS_MEDIA (stored), NULL);
  g_return_val_if_fail (g_str_equal (sent->id, stored->id), NULL);

  return landline_media_new_with_preview (stored, sent->width, sent->height, sent->duration,
                                          sent->thumbnail);
}

/**
 * landline_media_is_reference:
 * @self: a `LandlineMedia`
 *
 * Returns: whether only the id and the preview are known
 */
gboolean
landline_media_is_reference (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), FALSE);

  return self->sha256 == NULL;
}

/**
 * landline_media_get_kind:
 * @self: a `LandlineMedia`
 *
 * Returns: media or document
 */
LandlineMediaKind
landline_media_get_kind (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), 0);

  return self->kind;
}

/**
 * landline_media_get_id:
 * @self: a `LandlineMedia`
 *
 * Returns: (transfer none): the media's id
 */
const char *
landline_media_get_id (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  return self->id;
}

/**
 * landline_media_get_name:
 * @self: a `LandlineMedia`
 *
 * Returns: (transfer none) (nullable): its file name, %NULL of a reference
 */
const char *
landline_media_get_name (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  return self->name;
}

/**
 * landline_media_get_content_type:
 * @self: a `LandlineMedia`
 *
 * Returns: (transfer none) (nullable): its media type, %NULL of a reference
 */
const char *
landline_media_get_content_type (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  return self->content_type;
}

/**
 * landline_media_get_size:
 * @self: a `LandlineMedia`
 *
 * Returns: in bytes, 0 of a reference
 */
guint64
landline_media_get_size (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), 0);

  return self->size;
}

/**
 * landline_media_get_sha256:
 * @self: a `LandlineMedia`
 *
 * Returns: (transfer none) (nullable): 64 hexadecimal digits, %NULL of a reference
 */
const char *
landline_media_get_sha256 (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  return self->sha256;
}

/**
 * landline_media_get_width:
 * @self: a `LandlineMedia`
 *
 * Returns: in pixels, 0 when not said
 */
guint
landline_media_get_width (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), 0);

  return self->width;
}

/**
 * landline_media_get_height:
 * @self: a `LandlineMedia`
 *
 * Returns: in pixels, 0 when not said
 */
guint
landline_media_get_height (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), 0);

  return self->height;
}

/**
 * landline_media_get_duration:
 * @self: a `LandlineMedia`
 *
 * Returns: in milliseconds, 0 when not said
 */
gint64
landline_media_get_duration (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), 0);

  return self->duration;
}

/**
 * landline_media_get_thumbnail:
 * @self: a `LandlineMedia`
 *
 * Returns: (transfer none) (nullable): a small picture
 */
GBytes *
landline_media_get_thumbnail (LandlineMedia *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA (self), NULL);

  return self->thumbnail;
}

/**
 * landline_media_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name on the wire
 */
const char *
landline_media_kind_to_string (LandlineMediaKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), kinds[0]);

  return kinds[kind];
}

/**
 * landline_media_kind_from_string:
 * @string: (nullable): a name from the wire
 * @kind: (out): the kind
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_media_kind_from_string (const char *string, LandlineMediaKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (string, kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}
