/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-audience.h"

static const char *const modes[] = { "all", "except", "only" };

/**
 * landline_audience_admits:
 * @self: an audience
 * @user_id: a contact of the author
 *
 * Returns: whether they see what it is for
 */
gboolean
landline_audience_admits (const LandlineAudience *self, const char *user_id)
{
  gboolean is_named;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (user_id != NULL, FALSE);

  is_named = self->users != NULL && g_strv_contains ((const char *const *) self->users, user_id);
  switch (self->mode)
    {
    case LANDLINE_AUDIENCE_ALL:
      return TRUE;
    case LANDLINE_AUDIENCE_EXCEPT:
      return !is_named;
    case LANDLINE_AUDIENCE_ONLY:
    default:
      return is_named;
    }
}

/**
 * landline_audience_clear:
 * @self: an audience
 *
 * Frees what is in @self, but not @self.
 */
void
landline_audience_clear (LandlineAudience *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->users, g_strfreev);
}

/**
 * landline_audience_mode_to_string:
 * @mode: who sees it
 *
 * Returns: its name on the wire
 */
const char *
landline_audience_mode_to_string (LandlineAudienceMode mode)
{
  g_return_val_if_fail ((guint) mode < G_N_ELEMENTS (modes), modes[LANDLINE_AUDIENCE_ONLY]);

  return modes[mode];
}

/**
 * landline_audience_mode_from_string:
 * @string: (nullable): a name from the wire
 * @mode: (out): who sees it
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_audience_mode_from_string (const char *string, LandlineAudienceMode *mode)
{
  g_return_val_if_fail (mode != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_strcmp0 (string, modes[i]) == 0)
      {
        *mode = i;
        return TRUE;
      }

  return FALSE;
}
