/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LANDLINE_TYPE_DEVICE_LINK (landline_device_link_get_type ())
G_DECLARE_FINAL_TYPE (LandlineDeviceLink, landline_device_link, LANDLINE, DEVICE_LINK, GObject)

LandlineDeviceLink *
landline_device_link_new (const char *id, const char *code, gint64 created, gint64 expires);
const char *landline_device_link_get_id (LandlineDeviceLink *self);
const char *landline_device_link_get_code (LandlineDeviceLink *self);
gint64 landline_device_link_get_created (LandlineDeviceLink *self);
gint64 landline_device_link_get_expires (LandlineDeviceLink *self);

G_END_DECLS
