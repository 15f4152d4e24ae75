/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-page.h"

/**
 * server_page_new:
 * @row_free: what gives a row free
 *
 * Returns: (transfer full): an empty page
 */
ServerPage *
server_page_new (GDestroyNotify row_free)
{
  ServerPage *self = g_new0 (ServerPage, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  return self;
}

void
server_page_free (ServerPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}
