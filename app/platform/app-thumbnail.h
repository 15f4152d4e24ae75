/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * APP_THUMBNAIL_SIDE:
 *
 * The longest side of a thumbnail, in pixels.
 */
#define APP_THUMBNAIL_SIDE 256

/**
 * APP_THUMBNAIL_BYTES_MAX:
 *
 * The most bytes that a thumbnail may have: 8 KiB in base64, which is how it travels.
 */
#define APP_THUMBNAIL_BYTES_MAX (8192 / 4 * 3)

GBytes *app_thumbnail_encode (GdkPixbuf *picture, GError **error);

G_END_DECLS
