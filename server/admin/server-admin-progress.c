/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin-progress.h"

#include <gio/gio.h>
#include <stdio.h>

#include "landline-error.h"

#define STEP 10

/**
 * server_admin_check_space:
 * @folder: (type filename): a folder that is there
 * @bytes: what is to be written into it
 * @error: return location for an error; %LANDLINE_ERROR_STORAGE_FULL when it would not fit
 *
 * Where nobody can say how much is free, it is tried.
 *
 * Returns: whether there is space for it
 */
gboolean
server_admin_check_space (const char *folder, guint64 bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *needed = g_format_size (bytes);
  g_autofree char *available = NULL;
  guint64 n_free;

  info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return TRUE;
  n_free = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  if (n_free >= bytes)
    return TRUE;
  available = g_format_size (n_free);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL,
               "There is not enough space in %s: %s are needed, %s are free.", folder, needed,
               available);
  return FALSE;
}

static void
tell (ServerAdminProgress *self, guint64 percent)
{
  g_autofree char *total = g_format_size (self->total);

  self->told = percent;
  fprintf (stderr, "%s: %" G_GUINT64_FORMAT " %% of %s\n", self->what, percent, total);
}

/**
 * server_admin_progress_begin:
 * @self: (out caller-allocates): a progress
 * @what: (transfer none): what is being done, lent for as long as it takes
 * @total: bytes that there are
 */
void
server_admin_progress_begin (ServerAdminProgress *self, const char *what, guint64 total)
{
  *self = (ServerAdminProgress) { .what = what, .total = MAX (total, 1) };
  tell (self, 0);
}

/**
 * server_admin_progress_pass:
 * @n_bytes: bytes that were done
 * @progress: a #ServerAdminProgress
 *
 * Tells of it if it is worth it. A running server may have less or more by now than was counted.
 */
void
server_admin_progress_pass (guint64 n_bytes, gpointer progress)
{
  ServerAdminProgress *self = progress;
  guint64 percent;

  self->passed += n_bytes;
  percent = MIN (self->passed, self->total) * 100.0 / self->total;
  if (percent / STEP > self->told / STEP)
    tell (self, percent / STEP * STEP);
}
