/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LANDLINE_TYPE_DEVICE (landline_device_get_type ())
G_DECLARE_FINAL_TYPE (LandlineDevice, landline_device, LANDLINE, DEVICE, GObject)

LandlineDevice *landline_device_new (const char *id,
                                     const char *user_id,
                                     const char *name,
                                     gint64 created,
                                     gint64 last_seen);
const char *landline_device_get_id (LandlineDevice *self);
const char *landline_device_get_user_id (LandlineDevice *self);
const char *landline_device_get_name (LandlineDevice *self);
gint64 landline_device_get_created (LandlineDevice *self);
gint64 landline_device_get_last_seen (LandlineDevice *self);

G_END_DECLS
