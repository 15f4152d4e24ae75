/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-note.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* What a user keeps for themself. Stays in this folder. */

/* @is_taken: whether it has a time and a version. */
LandlineNote *
wire_note_read (const WireValue *value, const char *name, gboolean is_taken, GError **error);
void wire_note_write (GString *out, LandlineNote *note);

G_END_DECLS
