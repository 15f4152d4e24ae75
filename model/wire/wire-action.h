/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-limits.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* What is done to a message, to be taken and taken. Stays in this folder. */

/* @length: bytes of the JSON around it
 * @id_out: (nullable): is filled as soon as the id was read, so that a refusal can name it; for
 * %NULL there may be none, and one is made */
LandlineAction *wire_action_read (const WireValue *value,
                                  const char *name,
                                  gsize length,
                                  const LandlineLimits *limits,
                                  char *id_out,
                                  GError **error);
LandlineAction *wire_action_read_taken (const WireValue *value, const char *name, GError **error);

/* Without the braces: as a frame they stand beside others. */
void wire_action_write_members (GString *out, LandlineAction *action);

G_END_DECLS
