/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-invite-link.h"
#include "fuzz-target.h"

/* Whatever is pasted or opened: a sentence, or a link that can be written and is read again as the
 * same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) address_error = NULL;
  g_autoptr (AppInviteLink) link = app_invite_link_parse (text, &error);
  g_autoptr (AppInviteLink) typed = app_invite_link_new_for_address (text, &address_error);
  g_autoptr (AppInviteLink) again = NULL;
  g_autofree char *written = NULL;

  g_assert_true ((link == NULL) == (error != NULL));
  g_assert_true ((typed == NULL) == (address_error != NULL));
  if (link == NULL)
    return 0;

  g_assert_cmpuint (g_strv_length ((char **) app_invite_link_get_addresses (link)), >, 0);
  g_assert_cmpuint (g_strv_length ((char **) app_invite_link_get_addresses (link)), <=,
                    APP_INVITE_LINK_ADDRESSES_MAX);
  written = app_invite_link_to_string (link);
  again = app_invite_link_parse (written, NULL);
  g_assert_true (again != NULL || strlen (written) > APP_INVITE_LINK_LENGTH_MAX);
  if (again == NULL)
    return 0;

  g_assert_cmpstr (app_invite_link_get_name (again), ==, app_invite_link_get_name (link));
  g_assert_cmpstr (app_invite_link_get_key (again), ==, app_invite_link_get_key (link));
  g_assert_cmpstr (app_invite_link_get_invite (again), ==, app_invite_link_get_invite (link));
  g_assert_cmpstrv (app_invite_link_get_addresses (again), app_invite_link_get_addresses (link));

  return 0;
}
