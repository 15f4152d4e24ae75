/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-place.h"

G_BEGIN_DECLS

void app_own_place_find_async (GtkWindow *parent,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
AppPlace *app_own_place_find_finish (GAsyncResult *result, GError **error);

const AppPlace *app_own_place_recall (GdkDisplay *display);
void app_own_place_remember (GdkDisplay *display, const AppPlace *place);

G_END_DECLS
