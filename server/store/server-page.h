/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerPage:
 * @rows: (element-type gpointer): what was read: #ServerInboxRow of an inbox, #ServerMessage of a
 * conversation
 * @cursor: of an inbox the last row's cursor, or where the reading began when there was none
 * @more: whether there is more behind it
 *
 * A part of something long.
 */
typedef struct
{
  GPtrArray *rows;
  gint64 cursor;
  gboolean more;
} ServerPage;

ServerPage *server_page_new (GDestroyNotify row_free);
void server_page_free (ServerPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerPage, server_page_free)

G_END_DECLS
