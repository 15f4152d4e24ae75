/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-user.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A profile. Stays in this folder. */

gboolean wire_read_visibility (const WireValue *value,
                               const char *name,
                               LandlineVisibility *visibility,
                               GError **error);
LandlineUser *wire_user_read (const WireValue *value, const char *name, GError **error);
void wire_user_write (GString *out, LandlineUser *user);

G_END_DECLS
