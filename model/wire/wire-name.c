/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-name.h"

#include "landline-error.h"
#include "landline-id.h"
#include "landline-text.h"

gboolean
wire_check_name (const char *name, const char *field, GError **error)
{
  if (landline_text_has_controls (name))
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                 "`%s` has control characters in it.", field);
  else if (!landline_text_is_visible (name))
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`%s` is empty.", field);
  else
    return TRUE;

  return FALSE;
}

gboolean
wire_check_picture (const char *picture, const char *field, GError **error)
{
  if (picture == NULL || *picture == '\0' || landline_id_is_prefixed (picture, LANDLINE_ID_MEDIA))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "`%s` is not the identifier of a media.", field);
  return FALSE;
}
