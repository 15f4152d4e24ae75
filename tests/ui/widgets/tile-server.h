/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _TileServer TileServer;

TileServer *tile_server_new (GSettings *settings);
void tile_server_free (TileServer *self);
guint tile_server_get_n_asked (TileServer *self);
void tile_server_set_failing (TileServer *self, gboolean failing);
gboolean tile_server_is_seen (gpointer widget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TileServer, tile_server_free)

G_END_DECLS
