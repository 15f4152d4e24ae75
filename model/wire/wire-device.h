/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-device-link.h"
#include "landline-device.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A device and a link to become one. Stays in this folder. */

LandlineDevice *wire_device_read (const WireValue *value, const char *name, GError **error);
void wire_device_write (GString *out, LandlineDevice *device);
LandlineDeviceLink *
wire_device_link_read (const WireValue *value, const char *name, GError **error);
void wire_device_link_write (GString *out, LandlineDeviceLink *link);

G_END_DECLS
