/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "landline-file-name.h"
#include "landline-limits.h"
#include "server-upload-head.h"

/* What an upload says of itself, a line each: its type, its length, its name. What is kept of them
 * can go into the head of an answer as it is. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 3);
  guint n = g_strv_length (lines);
  g_autofree char *type = server_upload_head_dup_content_type (n > 0 ? lines[0] : NULL);
  g_autofree char *again = server_upload_head_dup_content_type (type);
  g_autofree char *name = landline_file_name_clean (n > 2 ? lines[2] : "");

  g_assert_cmpstr (again, ==, type);
  g_assert_cmpuint (strlen (type), <=, LANDLINE_LIMIT_CONTENT_TYPE);
  g_assert_nonnull (strchr (type, '/'));
  for (const char *c = type; *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c) && strchr ("\"();,\\", *c) == NULL);

  if (n > 1 && server_upload_head_is_length (lines[1]))
    {
      guint64 length;

      g_assert_true (g_ascii_string_to_unsigned (lines[1], 10, 0, G_MAXINT64, &length, NULL));
    }

  g_assert_true (*name != '\0' && strlen (name) <= LANDLINE_LIMIT_FILE_NAME);
  g_assert_null (strpbrk (name, "/\\\r\n"));

  return 0;
}
