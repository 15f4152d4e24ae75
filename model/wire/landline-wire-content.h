/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"

G_BEGIN_DECLS

GBytes *landline_wire_content_get_encoded (LandlineContent *content);
LandlineContent *landline_wire_content_new_from_encoded (GBytes *encoded, GError **error);
LandlineContent *
landline_wire_content_new_from_data (const char *encoded, gsize length, GError **error);

G_END_DECLS
