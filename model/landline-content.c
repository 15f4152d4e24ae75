/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-content.h"

/**
 * LandlineContent:
 *
 * What a message says, apart from who sent it where. Immutable, so it may be shared between
 * threads; the encoded form is filled in once, atomically, by whoever needs it first.
 */

struct _LandlineContent
{
  GObject parent_instance;

  LandlineContentType type;
  char *text;
  LandlineMedia *media;
  char *name;
  char **phones;
  double latitude;
  double longitude;
  gboolean is_forwarded;
  char **mentions;
  gint64 expires;
  GBytes *encoded;
};

G_DEFINE_FINAL_TYPE (LandlineContent, landline_content, G_TYPE_OBJECT)

static const char *const types[] = { "text", "media", "document", "location", "contact" };

static void
landline_content_finalize (GObject *object)
{
  LandlineContent *self = LANDLINE_CONTENT (object);

  g_free (self->text);
  g_clear_object (&self->media);
  g_free (self->name);
  g_strfreev (self->phones);
  g_strfreev (self->mentions);
  g_clear_pointer (&self->encoded, g_bytes_unref);

  G_OBJECT_CLASS (landline_content_parent_class)->finalize (object);
}

static void
landline_content_class_init (LandlineContentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_content_finalize;
}

static void
landline_content_init (LandlineContent *self)
{
}

static LandlineContent *
content_new (LandlineContentType type)
{
  LandlineContent *self = g_object_new (LANDLINE_TYPE_CONTENT, NULL);

  self->type = type;
  return self;
}

/**
 * landline_content_new_text:
 * @text: what it says
 *
 * Returns: (transfer full): a text
 */
LandlineContent *
landline_content_new_text (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return landline_content_new_text_take (g_strdup (text));
}

/**
 * landline_content_new_text_take:
 * @text: (transfer full): what it says
 *
 * Returns: (transfer full): a text
 */
LandlineContent *
landline_content_new_text_take (char *text)
{
  LandlineContent *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = content_new (LANDLINE_CONTENT_TEXT);
  self->text = text;
  return self;
}

/**
 * landline_content_new_media:
 * @media: a media, which may be a reference only; its kind says whether this is a media or a
 * document
 * @caption: (nullable): a text to go with it
 *
 * Returns: (transfer full): a media or a document
 */
LandlineContent *
landline_content_new_media (LandlineMedia *media, const char *caption)
{
  LandlineContent *self;
  gboolean is_document;

  g_return_val_if_fail (LANDLINE_IS_MEDIA (media), NULL);

  is_document = landline_media_get_kind (media) == LANDLINE_MEDIA_KIND_DOCUMENT;
  self = content_new (is_document ? LANDLINE_CONTENT_DOCUMENT : LANDLINE_CONTENT_MEDIA);
  self->media = g_object_ref (media);
  self->text = caption != NULL && *caption != '\0' ? g_strdup (caption) : NULL;
  return self;
}

/**
 * landline_content_new_location:
 * @latitude: in degrees, -90 to 90
 * @longitude: in degrees, -180 to 180
 * @name: (nullable): what is there
 *
 * Returns: (transfer full): a place
 */
LandlineContent *
landline_content_new_location (double latitude, double longitude, const char *name)
{
  LandlineContent *self;

  g_return_val_if_fail (latitude >= -90 && latitude <= 90, NULL);
  g_return_val_if_fail (longitude >= -180 && longitude <= 180, NULL);

  self = content_new (LANDLINE_CONTENT_LOCATION);
  self->latitude = latitude;
  self->longitude = longitude;
  self->name = g_strdup (name);
  return self;
}

/**
 * landline_content_new_contact:
 * @name: the person's name
 * @phones: (array zero-terminated=1): their numbers as a person writes them
 *
 * Returns: (transfer full): a contact
 */
LandlineContent *
landline_content_new_contact (const char *name, const char *const *phones)
{
  LandlineContent *self;

  g_return_val_if_fail (name != NULL && phones != NULL, NULL);

  self = content_new (LANDLINE_CONTENT_CONTACT);
  self->name = g_strdup (name);
  self->phones = g_strdupv ((char **) phones);
  return self;
}

/**
 * landline_content_new_unsupported:
 * @encoded: its encoded form, as it came
 *
 * Returns: (transfer full): something that only a newer program can show
 */
LandlineContent *
landline_content_new_unsupported (GBytes *encoded)
{
  LandlineContent *self;

  g_return_val_if_fail (encoded != NULL, NULL);

  self = content_new (LANDLINE_CONTENT_UNSUPPORTED);
  self->encoded = g_bytes_ref (encoded);
  return self;
}

/**
 * landline_content_new_deleted:
 *
 * What is left of a message that was deleted for everyone: nothing. Of type
 * %LANDLINE_CONTENT_UNSUPPORTED, with an encoded form that is empty.
 *
 * Returns: (transfer full): a content that says nothing
 */
LandlineContent *
landline_content_new_deleted (void)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  return landline_content_new_unsupported (nothing);
}

static LandlineContent *
content_copy (LandlineContent *other)
{
  LandlineContent *self = content_new (other->type);

  self->text = g_strdup (other->text);
  self->media = other->media != NULL ? g_object_ref (other->media) : NULL;
  self->name = g_strdup (other->name);
  self->phones = g_strdupv (other->phones);
  self->latitude = other->latitude;
  self->longitude = other->longitude;
  self->is_forwarded = other->is_forwarded;
  self->mentions = g_strdupv (other->mentions);
  self->expires = other->expires;
  if (self->type == LANDLINE_CONTENT_UNSUPPORTED)
    self->encoded = g_bytes_ref (other->encoded);

  return self;
}

/**
 * landline_content_new_with_traits:
 * @self: a content
 * @is_forwarded: whether it was somebody else's message before
 * @mentions: (nullable) (array zero-terminated=1): the users whom its text names, as `@` and their
 * id
 * @expires: after how many seconds it disappears, 0 for never
 *
 * The same content with what goes with it whatever its type. Part of the encoded form, so that it
 * is stored and sent on together with the rest.
 *
 * Returns: (transfer full): a new content
 */
LandlineContent *
landline_content_new_with_traits (LandlineContent *self,
                                  gboolean is_forwarded,
                                  const char *const *mentions,
                                  gint64 expires)
{
  LandlineContent *copy;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);
  g_return_val_if_fail (expires >= 0, NULL);

  copy = content_copy (self);
  copy->is_forwarded = is_forwarded;
  copy->expires = expires;
  g_strfreev (copy->mentions);
  copy->mentions = mentions != NULL && *mentions != NULL ? g_strdupv ((char **) mentions) : NULL;

  return copy;
}

/**
 * landline_content_new_with_media:
 * @self: a media or document
 * @media: the same file, completed
 *
 * Returns: (transfer full): the same content over @media
 */
LandlineContent *
landline_content_new_with_media (LandlineContent *self, LandlineMedia *media)
{
  LandlineContent *copy;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);
  g_return_val_if_fail (self->media != NULL, NULL);
  g_return_val_if_fail (LANDLINE_IS_MEDIA (media), NULL);

  copy = content_copy (self);
  g_set_object (&copy->media, media);

  return copy;
}

/**
 * landline_content_get_content_type:
 * @self: a `LandlineContent`
 *
 * Returns: what kind of content it is
 */
LandlineContentType
landline_content_get_content_type (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), LANDLINE_CONTENT_UNSUPPORTED);

  return self->type;
}

/**
 * landline_content_get_text:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable): the text, or the caption of a media or document
 */
const char *
landline_content_get_text (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return self->text;
}

/**
 * landline_content_get_media:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable): the file of a media or document
 */
LandlineMedia *
landline_content_get_media (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return self->media;
}

/**
 * landline_content_get_location:
 * @self: a `LandlineContent`
 * @latitude: (out): in degrees
 * @longitude: (out): in degrees
 *
 * Returns: whether it is a place; the out-parameters are untouched otherwise
 */
gboolean
landline_content_get_location (LandlineContent *self, double *latitude, double *longitude)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), FALSE);
  g_return_val_if_fail (latitude != NULL && longitude != NULL, FALSE);

  if (self->type != LANDLINE_CONTENT_LOCATION)
    return FALSE;

  *latitude = self->latitude;
  *longitude = self->longitude;
  return TRUE;
}

/**
 * landline_content_get_name:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable): the name of a place or a contact
 */
const char *
landline_content_get_name (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return self->name;
}

/**
 * landline_content_get_phones:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the numbers of a contact
 */
const char *const *
landline_content_get_phones (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return (const char *const *) self->phones;
}

/**
 * landline_content_is_forwarded:
 * @self: a `LandlineContent`
 *
 * Returns: whether it was somebody else's message before
 */
gboolean
landline_content_is_forwarded (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), FALSE);

  return self->is_forwarded;
}

/**
 * landline_content_get_mentions:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the users whom its text names,
 * %NULL for nobody
 */
const char *const *
landline_content_get_mentions (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return (const char *const *) self->mentions;
}

/**
 * landline_content_get_expires:
 * @self: a `LandlineContent`
 *
 * Returns: how many seconds after the message's time it disappears, 0 for never
 */
gint64
landline_content_get_expires (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), 0);

  return self->expires;
}

/**
 * landline_content_peek_encoded:
 * @self: a `LandlineContent`
 *
 * Returns: (transfer none) (nullable): the encoded form, where someone has made it already
 */
GBytes *
landline_content_peek_encoded (LandlineContent *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);

  return g_atomic_pointer_get (&self->encoded);
}

/**
 * landline_content_take_encoded:
 * @self: a `LandlineContent`
 * @encoded: (transfer full): its encoded form
 *
 * Keeps @encoded, unless another thread was faster.
 *
 * Returns: (transfer none): what is kept
 */
GBytes *
landline_content_take_encoded (LandlineContent *self, GBytes *encoded)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (self), NULL);
  g_return_val_if_fail (encoded != NULL, NULL);

  if (!g_atomic_pointer_compare_and_exchange (&self->encoded, NULL, encoded))
    g_bytes_unref (encoded);

  return g_atomic_pointer_get (&self->encoded);
}

/**
 * landline_content_type_to_string:
 * @type: a type other than %LANDLINE_CONTENT_UNSUPPORTED
 *
 * Returns: its name on the wire
 */
const char *
landline_content_type_to_string (LandlineContentType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (types), types[0]);

  return types[type];
}

/**
 * landline_content_type_from_string:
 * @string: (nullable): a name from the wire
 * @type: (out): the type
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_content_type_from_string (const char *string, LandlineContentType *type)
{
  g_return_val_if_fail (type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (string, types[i]) == 0)
      {
        *type = i;
        return TRUE;
      }

  return FALSE;
}
