/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-outgoing-file.h"

/**
 * AppOutgoingFile:
 *
 * A file that is to be sent, as the person wants it sent. Reads nothing itself.
 */
struct _AppOutgoingFile
{
  GObject parent_instance;

  GFile *file;
  char *name;
  char *content_type;
  guint64 size;
  gboolean as_document;
  char *caption;
  guint width;
  guint height;
  guint duration;
  GBytes *thumbnail;
};

enum
{
  PROP_0,
  PROP_FILE,
  PROP_NAME,
  PROP_CONTENT_TYPE,
  PROP_SIZE,
  PROP_AS_DOCUMENT,
  PROP_CAPTION,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_DURATION,
  PROP_THUMBNAIL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppOutgoingFile, app_outgoing_file, G_TYPE_OBJECT)

static void
app_outgoing_file_finalize (GObject *object)
{
  AppOutgoingFile *self = APP_OUTGOING_FILE (object);

  g_clear_object (&self->file);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  G_OBJECT_CLASS (app_outgoing_file_parent_class)->finalize (object);
}

static void
app_outgoing_file_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppOutgoingFile *self = APP_OUTGOING_FILE (object);

  switch (prop_id)
    {
    case PROP_FILE:
      g_value_set_object (value, self->file);
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
    case PROP_AS_DOCUMENT:
      g_value_set_boolean (value, self->as_document);
      break;
    case PROP_CAPTION:
      g_value_set_string (value, self->caption);
      break;
    case PROP_WIDTH:
      g_value_set_uint (value, self->width);
      break;
    case PROP_HEIGHT:
      g_value_set_uint (value, self->height);
      break;
    case PROP_DURATION:
      g_value_set_uint (value, self->duration);
      break;
    case PROP_THUMBNAIL:
      g_value_set_boxed (value, self->thumbnail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_outgoing_file_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AppOutgoingFile *self = APP_OUTGOING_FILE (object);

  switch (prop_id)
    {
    case PROP_FILE:
      self->file = g_value_dup_object (value);
      break;
    case PROP_NAME:
      app_outgoing_file_set_name (self, g_value_get_string (value));
      break;
    case PROP_CONTENT_TYPE:
      app_outgoing_file_set_content_type (self, g_value_get_string (value));
      break;
    case PROP_SIZE:
      app_outgoing_file_set_size (self, g_value_get_uint64 (value));
      break;
    case PROP_AS_DOCUMENT:
      app_outgoing_file_set_as_document (self, g_value_get_boolean (value));
      break;
    case PROP_CAPTION:
      app_outgoing_file_set_caption (self, g_value_get_string (value));
      break;
    case PROP_WIDTH:
      app_outgoing_file_set_dimensions (self, g_value_get_uint (value), self->height);
      break;
    case PROP_HEIGHT:
      app_outgoing_file_set_dimensions (self, self->width, g_value_get_uint (value));
      break;
    case PROP_DURATION:
      app_outgoing_file_set_duration (self, g_value_get_uint (value));
      break;
    case PROP_THUMBNAIL:
      app_outgoing_file_set_thumbnail (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_outgoing_file_class_init (AppOutgoingFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = app_outgoing_file_finalize;
  object_class->get_property = app_outgoing_file_get_property;
  object_class->set_property = app_outgoing_file_set_property;

  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                   G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_AS_DOCUMENT] = g_param_spec_boolean ("as-document", NULL, NULL, FALSE, flags);
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  properties[PROP_WIDTH] = g_param_spec_uint ("width", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HEIGHT] = g_param_spec_uint ("height", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_DURATION] = g_param_spec_uint ("duration", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_THUMBNAIL] = g_param_spec_boxed ("thumbnail", NULL, NULL, G_TYPE_BYTES, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_outgoing_file_init (AppOutgoingFile *self)
{
}

/**
 * app_outgoing_file_new:
 * @file: a file that the person chose, dropped or pasted
 *
 * Returns: (transfer full): of which nothing else is known yet
 */
AppOutgoingFile *
app_outgoing_file_new (GFile *file)
{
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  return g_object_new (APP_TYPE_OUTGOING_FILE, "file", file, NULL);
}

GFile *
app_outgoing_file_get_file (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), NULL);

  return self->file;
}

const char *
app_outgoing_file_get_name (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), NULL);

  return self->name;
}

void
app_outgoing_file_set_name (AppOutgoingFile *self, const char *name)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
app_outgoing_file_get_content_type (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), NULL);

  return self->content_type;
}

void
app_outgoing_file_set_content_type (AppOutgoingFile *self, const char *content_type)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (g_set_str (&self->content_type, content_type))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT_TYPE]);
}

const char *
app_outgoing_file_get_caption (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), NULL);

  return self->caption;
}

void
app_outgoing_file_set_caption (AppOutgoingFile *self, const char *caption)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (g_set_str (&self->caption, caption))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTION]);
}

guint64
app_outgoing_file_get_size (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), 0);

  return self->size;
}

void
app_outgoing_file_set_size (AppOutgoingFile *self, guint64 size)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (self->size == size)
    return;
  self->size = size;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

gboolean
app_outgoing_file_get_as_document (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), 0);

  return self->as_document;
}

void
app_outgoing_file_set_as_document (AppOutgoingFile *self, gboolean as_document)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (self->as_document == as_document)
    return;
  self->as_document = as_document;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AS_DOCUMENT]);
}

guint
app_outgoing_file_get_duration (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), 0);

  return self->duration;
}

void
app_outgoing_file_set_duration (AppOutgoingFile *self, guint duration)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (self->duration == duration)
    return;
  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
}

guint
app_outgoing_file_get_width (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), 0);

  return self->width;
}

guint
app_outgoing_file_get_height (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), 0);

  return self->height;
}

void
app_outgoing_file_set_dimensions (AppOutgoingFile *self, guint width, guint height)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (self->width != width)
    {
      self->width = width;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH]);
    }
  if (self->height != height)
    {
      self->height = height;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEIGHT]);
    }
}

GBytes *
app_outgoing_file_get_thumbnail (AppOutgoingFile *self)
{
  g_return_val_if_fail (APP_IS_OUTGOING_FILE (self), NULL);

  return self->thumbnail;
}

void
app_outgoing_file_set_thumbnail (AppOutgoingFile *self, GBytes *thumbnail)
{
  g_return_if_fail (APP_IS_OUTGOING_FILE (self));

  if (self->thumbnail == thumbnail)
    return;
  g_clear_pointer (&self->thumbnail, g_bytes_unref);
  self->thumbnail = thumbnail != NULL ? g_bytes_ref (thumbnail) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
}
