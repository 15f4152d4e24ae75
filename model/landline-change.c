/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-change.h"

static const char *const kinds[] = {
  "created",        "renamed",     "described", "pictured", "member_added",
  "member_removed", "member_left", "promoted",  "demoted",  "settings",
};

/**
 * landline_change_kind_to_string:
 * @kind: what happened, something that is known here
 *
 * Returns: its name on the wire
 */
const char *
landline_change_kind_to_string (LandlineChangeKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), kinds[LANDLINE_CHANGE_SETTINGS]);

  return kinds[kind];
}

/**
 * landline_change_kind_from_string:
 * @string: (nullable): a name from the wire
 *
 * Returns: what happened
 */
LandlineChangeKind
landline_change_kind_from_string (const char *string)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (string, kinds[i]) == 0)
      return i;

  return LANDLINE_CHANGE_UNSUPPORTED;
}
