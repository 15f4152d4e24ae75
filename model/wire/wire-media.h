/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-media.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A file as a server spells it out, and as a sender refers to it: `"m_…"`, or
 * `{"id":"m_…","width":…,"height":…,"duration":…,"thumbnail":"…"}`. Stays in this folder. */

LandlineMedia *
wire_media_read (const WireValue *value, const char *name, LandlineMediaKind kind, GError **error);
LandlineMedia *wire_media_reference_read (const WireValue *value,
                                          const char *name,
                                          LandlineMediaKind kind,
                                          GError **error);
void wire_media_write_members (GString *out, LandlineMedia *media);
void wire_media_reference_write (GString *out, LandlineMedia *media);

G_END_DECLS
