/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-image-loader.h"
#include "landline-media.h"

G_BEGIN_DECLS

void app_media_icon_show (GtkImage *image, LandlineMedia *media, AppImageLoader *loader);

G_END_DECLS
