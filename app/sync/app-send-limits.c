/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-send-limits.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app-error.h"
#include "landline-client-frame.h"

/**
 * app_send_limits_check:
 * @limits: what the server takes
 * @request: what is to be sent
 * @error: return location
 *
 * A text within the server's limit may still be too large for a frame: a control character takes
 * six bytes of it. The server would close the channel on it, each time it is sent.
 *
 * Returns: whether the server takes it
 */
gboolean
app_send_limits_check (const LandlineLimits *limits, LandlineSendRequest *request, GError **error)
{
  const char *text = landline_content_get_text (landline_send_request_get_content (request));
  g_autoptr (GString) frame = NULL;

  if (text != NULL && strlen (text) > limits->text)
    {
      g_set_error (error, APP_ERROR, APP_ERROR_TOO_LARGE,
                   /* translators: %u is a number of bytes */
                   _ ("The text is too long: the server takes %u bytes. Send it in parts or as a "
                      "file."),
                   limits->text);
      return FALSE;
    }
  frame = g_string_new (NULL);
  landline_client_frame_write_send (frame, request);
  if (frame->len <= limits->frame)
    return TRUE;
  g_set_error_literal (error, APP_ERROR, APP_ERROR_TOO_LARGE,
                       _ ("The message is too large for the server. Send it in parts or as a "
                          "file."));
  return FALSE;
}

/**
 * app_send_limits_check_action:
 * @limits: what the server takes
 * @action: what is to be done to a message
 * @error: return location
 *
 * Returns: whether the server takes it: see app_send_limits_check()
 */
gboolean
app_send_limits_check_action (const LandlineLimits *limits, LandlineAction *action, GError **error)
{
  const char *text = landline_action_get_text (action);
  g_autoptr (GString) frame = g_string_new (NULL);

  landline_client_frame_write_act (frame, action);
  if (frame->len <= limits->frame && (text == NULL || strlen (text) <= limits->text))
    return TRUE;
  g_set_error_literal (error, APP_ERROR, APP_ERROR_TOO_LARGE,
                       _ ("The text is too long for the server."));
  return FALSE;
}
