/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-privacy.h"

static const char *const visibilities[] = { NULL, "everyone", "contacts", "nobody" };

/**
 * landline_visibility_to_string:
 * @visibility: who is told
 *
 * Returns: (nullable): its name on the wire, %NULL for %LANDLINE_VISIBILITY_UNSET
 */
const char *
landline_visibility_to_string (LandlineVisibility visibility)
{
  g_return_val_if_fail ((guint) visibility < G_N_ELEMENTS (visibilities), NULL);

  return visibilities[visibility];
}

/**
 * landline_visibility_from_string:
 * @string: a name on the wire
 * @visibility: (out): who is told
 *
 * Returns: whether there is such a name
 */
gboolean
landline_visibility_from_string (const char *string, LandlineVisibility *visibility)
{
  g_return_val_if_fail (string != NULL && visibility != NULL, FALSE);

  for (guint i = LANDLINE_VISIBILITY_EVERYONE; i < G_N_ELEMENTS (visibilities); i++)
    if (g_strcmp0 (string, visibilities[i]) == 0)
      {
        *visibility = i;
        return TRUE;
      }

  return FALSE;
}
