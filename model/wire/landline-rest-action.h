/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-done.h"
#include "landline-limits.h"
#include "landline-note.h"

G_BEGIN_DECLS

/* The bodies of `POST /v1/actions` and `POST /v1/notes`, and of their answers. */

LandlineAction *landline_rest_parse_act (const char *data,
                                         gsize length,
                                         const LandlineLimits *limits,
                                         GError **error);
LandlineNote *landline_rest_parse_note (const char *data, gsize length, char **id, GError **error);
gboolean
landline_rest_parse_done (LandlineDone *out, const char *data, gsize length, GError **error);

void landline_rest_write_act (GString *out, LandlineAction *action);
void landline_rest_write_note (GString *out, const char *id, LandlineNote *note);
void landline_rest_write_done (GString *out, const LandlineDone *done);

G_END_DECLS
