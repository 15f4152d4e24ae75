/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-server-program.h"

#include <gio/gio.h>

#define PROGRAM "landline-server"

static char *
find_in (const char *folder, const char *below)
{
  g_autofree char *path = g_build_filename (folder, below, PROGRAM, NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

/* Installed, both are in one folder or the server is in libexec; in a build folder they are in the
 * folders of their sources. */
static char *
find_beside_us (void)
{
  static const char *const places[] = { "", "../libexec", "../server", "../../server", NULL };
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;

  for (guint i = 0; folder != NULL && places[i] != NULL; i++)
    {
      char *path = find_in (folder, places[i]);

      if (path != NULL)
        return path;
    }
  return NULL;
}

/**
 * app_server_program_find:
 *
 * Looks where `LANDLINE_SERVER` says, beside this program, where the package put it, and in `PATH`.
 *
 * Returns: (transfer full) (nullable): the path of the server's program
 */
char *
app_server_program_find (void)
{
  const char *said = g_getenv ("LANDLINE_SERVER");
  char *path;

  if (said != NULL && *said != '\0')
    return g_strdup (said);
  path = find_beside_us ();
  if (path == NULL)
    path = find_in (BINDIR, "");
  if (path == NULL)
    path = g_find_program_in_path (PROGRAM);
  return path;
}
