/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>

#include "fuzz-target.h"

/* Runs a fuzz target once over each file below the folders that are named, as a test. */

static guint
replay (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *text = NULL;
  const char *name;
  gsize length;
  guint n = 0;

  if (dir == NULL)
    {
      g_autoptr (GError) error = NULL;

      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      LLVMFuzzerTestOneInput ((const uint8_t *) text, length);
      return 1;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += replay (child);
    }

  return n;
}

int
main (int argc, char *argv[])
{
  guint n = 0;

  for (int i = 1; i < argc; i++)
    n += replay (argv[i]);

  g_print ("%u inputs\n", n);
  return n > 0 ? 0 : 1;
}
