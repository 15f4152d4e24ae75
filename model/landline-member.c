/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-member.h"

static const char *const roles[] = { "member", "admin" };

/**
 * landline_role_to_string:
 * @role: a role
 *
 * Returns: its name on the wire
 */
const char *
landline_role_to_string (LandlineRole role)
{
  g_return_val_if_fail ((guint) role < G_N_ELEMENTS (roles), roles[0]);

  return roles[role];
}

/**
 * landline_role_from_string:
 * @string: (nullable): a name from the wire
 * @role: (out): the role
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_role_from_string (const char *string, LandlineRole *role)
{
  g_return_val_if_fail (role != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (string, roles[i]) == 0)
      {
        *role = i;
        return TRUE;
      }

  return FALSE;
}
