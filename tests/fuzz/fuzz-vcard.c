/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-vcard.h"
#include "fuzz-target.h"

/* Whatever a file holds: a sentence, or people whose cards can be written and are read again as the
 * same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) contacts = app_vcard_parse ((const char *) data, size, &error);

  g_assert_true ((contacts == NULL) == (error != NULL));
  for (guint i = 0; contacts != NULL && i < contacts->len; i++)
    {
      LandlineContent *contact = contacts->pdata[i];
      g_autofree char *card = app_vcard_write (contact);
      g_autoptr (GPtrArray) again = app_vcard_parse (card, strlen (card), NULL);

      g_assert_true (again != NULL && again->len == 1);
      g_assert_cmpstr (landline_content_get_name (again->pdata[0]), ==,
                       landline_content_get_name (contact));
      g_assert_cmpstrv (landline_content_get_phones (again->pdata[0]),
                        landline_content_get_phones (contact));
    }
  return 0;
}
