/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-settings.h"

static const char *const permits[] = { "all", "admins" };
static const char *const histories[] = { "none", "all" };

/**
 * landline_settings_copy:
 * @self: (out caller-allocates): where to put the copy
 * @other: settings
 *
 * Fills all of @self; what was in it is not freed.
 */
void
landline_settings_copy (LandlineSettings *self, const LandlineSettings *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  *self = *other;
  self->description = g_strdup (other->description);
  self->picture = g_strdup (other->picture);
}

/**
 * landline_settings_clear:
 * @self: settings
 *
 * Frees what is in @self, but not @self.
 */
void
landline_settings_clear (LandlineSettings *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->picture, g_free);
}

/**
 * landline_permit_to_string:
 * @permit: who may
 *
 * Returns: its name on the wire
 */
const char *
landline_permit_to_string (LandlinePermit permit)
{
  g_return_val_if_fail ((guint) permit < G_N_ELEMENTS (permits), permits[0]);

  return permits[permit];
}

/**
 * landline_permit_from_string:
 * @string: (nullable): a name from the wire
 * @permit: (out): who may
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_permit_from_string (const char *string, LandlinePermit *permit)
{
  g_return_val_if_fail (permit != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (permits); i++)
    if (g_strcmp0 (string, permits[i]) == 0)
      {
        *permit = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * landline_history_to_string:
 * @history: what a new member gets
 *
 * Returns: its name on the wire
 */
const char *
landline_history_to_string (LandlineHistory history)
{
  g_return_val_if_fail ((guint) history < G_N_ELEMENTS (histories), histories[0]);

  return histories[history];
}

/**
 * landline_history_from_string:
 * @string: (nullable): a name from the wire
 * @history: (out): what a new member gets
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_history_from_string (const char *string, LandlineHistory *history)
{
  g_return_val_if_fail (history != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (histories); i++)
    if (g_strcmp0 (string, histories[i]) == 0)
      {
        *history = i;
        return TRUE;
      }

  return FALSE;
}
