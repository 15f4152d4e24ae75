/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-place.h"

G_BEGIN_DECLS

gboolean
app_place_parse_angles (const char *typed, double *latitude, double *longitude, GError **error);
gboolean app_place_check (double latitude, double longitude, GError **error);

G_END_DECLS
