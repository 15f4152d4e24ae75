/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-device.h"

/**
 * LandlineDevice:
 *
 * One installation of a user. Its token is no part of it: only `auth` and the account know tokens.
 */

struct _LandlineDevice
{
  GObject parent_instance;

  char *id;
  char *user_id;
  char *name;
  gint64 created;
  gint64 last_seen;
};

G_DEFINE_FINAL_TYPE (LandlineDevice, landline_device, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_LAST_SEEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
landline_device_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LandlineDevice *self = LANDLINE_DEVICE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
landline_device_finalize (GObject *object)
{
  LandlineDevice *self = LANDLINE_DEVICE (object);

  g_free (self->id);
  g_free (self->user_id);
  g_free (self->name);

  G_OBJECT_CLASS (landline_device_parent_class)->finalize (object);
}

static void
landline_device_class_init (LandlineDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_device_finalize;
  object_class->get_property = landline_device_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
landline_device_init (LandlineDevice *self)
{
}

/**
 * landline_device_new:
 * @id: the device's id
 * @user_id: whose it is
 * @name: (nullable): what the user calls it
 * @created: when it joined, in milliseconds since the epoch
 * @last_seen: when it was last connected, in milliseconds since the epoch, 0 for never
 *
 * Returns: (transfer full): a new device
 */
LandlineDevice *
landline_device_new (const char *id,
                     const char *user_id,
                     const char *name,
                     gint64 created,
                     gint64 last_seen)
{
  LandlineDevice *self;

  g_return_val_if_fail (id != NULL && user_id != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_DEVICE, NULL);
  self->id = g_strdup (id);
  self->user_id = g_strdup (user_id);
  self->name = g_strdup (name);
  self->created = created;
  self->last_seen = last_seen;

  return self;
}

/**
 * landline_device_get_id:
 * @self: a `LandlineDevice`
 *
 * Returns: (transfer none): the device's id
 */
const char *
landline_device_get_id (LandlineDevice *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (self), NULL);

  return self->id;
}

/**
 * landline_device_get_user_id:
 * @self: a `LandlineDevice`
 *
 * Returns: (transfer none): whose it is
 */
const char *
landline_device_get_user_id (LandlineDevice *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (self), NULL);

  return self->user_id;
}

/**
 * landline_device_get_name:
 * @self: a `LandlineDevice`
 *
 * Returns: (transfer none) (nullable): what the user calls it
 */
const char *
landline_device_get_name (LandlineDevice *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (self), NULL);

  return self->name;
}

/**
 * landline_device_get_created:
 * @self: a `LandlineDevice`
 *
 * Returns: when it joined, in milliseconds since the epoch
 */
gint64
landline_device_get_created (LandlineDevice *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (self), 0);

  return self->created;
}

/**
 * landline_device_get_last_seen:
 * @self: a `LandlineDevice`
 *
 * Returns: when it was last connected, in milliseconds since the epoch, 0 for never
 */
gint64
landline_device_get_last_seen (LandlineDevice *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (self), 0);

  return self->last_seen;
}
