/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-status.h"
#include "landline-view.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A status, and who viewed it. Stays in this folder. */

LandlineStatus *wire_status_read (const WireValue *value, const char *name, GError **error);
void wire_status_write (GString *out, LandlineStatus *status);

LandlineView *wire_view_read (const WireValue *value, const char *name, GError **error);
void wire_view_write (GString *out, LandlineView *view);

G_END_DECLS
