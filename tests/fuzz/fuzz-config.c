/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz-target.h"
#include "server-config.h"

/* Whatever a file of the configuration holds: it is taken, or refused with one sentence that names
 * the file. The file is one in memory. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  int file = memfd_create ("landline-server.conf", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", file);

  g_assert_cmpint (file, >=, 0);
  g_assert_cmpint (write (file, data, size), ==, (gssize) size);
  if (server_config_load (config, path, &error))
    {
      g_assert_no_error (error);
      server_config_validate (config, &error);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_nonnull (strstr (error->message, path));
    }
  close (file);

  return 0;
}
