/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-device-link.h"

/**
 * LandlineDeviceLink:
 *
 * The right to become another device of a user, once and for a few minutes. Its code is told to the
 * device that made it and to nobody else.
 */

struct _LandlineDeviceLink
{
  GObject parent_instance;

  char *id;
  char *code;
  gint64 created;
  gint64 expires;
};

G_DEFINE_FINAL_TYPE (LandlineDeviceLink, landline_device_link, G_TYPE_OBJECT)

static void
landline_device_link_finalize (GObject *object)
{
  LandlineDeviceLink *self = LANDLINE_DEVICE_LINK (object);

  g_free (self->id);
  g_free (self->code);

  G_OBJECT_CLASS (landline_device_link_parent_class)->finalize (object);
}

static void
landline_device_link_class_init (LandlineDeviceLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_device_link_finalize;
}

static void
landline_device_link_init (LandlineDeviceLink *self)
{
}

/**
 * landline_device_link_new:
 * @id: names the link where it is listed; the code cannot be had from it
 * @code: (nullable): the code, where it has just been made
 * @created: when it was made, in milliseconds since the epoch
 * @expires: when it ends, in milliseconds since the epoch
 *
 * Returns: (transfer full): a new link
 */
LandlineDeviceLink *
landline_device_link_new (const char *id, const char *code, gint64 created, gint64 expires)
{
  LandlineDeviceLink *self;

  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_DEVICE_LINK, NULL);
  self->id = g_strdup (id);
  self->code = g_strdup (code);
  self->created = created;
  self->expires = expires;

  return self;
}

/**
 * landline_device_link_get_id:
 * @self: a `LandlineDeviceLink`
 *
 * Returns: (transfer none): its id
 */
const char *
landline_device_link_get_id (LandlineDeviceLink *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE_LINK (self), NULL);

  return self->id;
}

/**
 * landline_device_link_get_code:
 * @self: a `LandlineDeviceLink`
 *
 * Returns: (transfer none) (nullable): its code
 */
const char *
landline_device_link_get_code (LandlineDeviceLink *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE_LINK (self), NULL);

  return self->code;
}

/**
 * landline_device_link_get_created:
 * @self: a `LandlineDeviceLink`
 *
 * Returns: when it was made, in milliseconds since the epoch
 */
gint64
landline_device_link_get_created (LandlineDeviceLink *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE_LINK (self), 0);

  return self->created;
}

/**
 * landline_device_link_get_expires:
 * @self: a `LandlineDeviceLink`
 *
 * Returns: when it ends, in milliseconds since the epoch
 */
gint64
landline_device_link_get_expires (LandlineDeviceLink *self)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE_LINK (self), 0);

  return self->expires;
}
