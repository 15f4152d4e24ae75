/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"

G_BEGIN_DECLS

void landline_wire_action_write (GString *out, LandlineAction *action);
LandlineAction *landline_wire_action_parse (const char *data, gsize length, GError **error);

G_END_DECLS
