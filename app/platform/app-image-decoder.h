/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * APP_IMAGE_PIXELS_MAX:
 *
 * The most pixels that a picture may have, as its header says, to be decoded: 64 megapixels, more
 * than the cameras of phones make. A decoder may need four bytes for each of them for a moment.
 * JPEG, which is decoded at a smaller size, may have twice as many.
 */
#define APP_IMAGE_PIXELS_MAX (64 * 1024 * 1024)

/**
 * APP_IMAGE_DECODED_PIXELS_MAX:
 *
 * The most pixels that are kept of a picture, whatever size is asked for: 16 MiB.
 */
#define APP_IMAGE_DECODED_PIXELS_MAX (4 * 1024 * 1024)

GdkPixbuf *app_image_decode_file (GFile *file,
                                  guint width,
                                  guint height,
                                  guint *full_width,
                                  guint *full_height,
                                  GCancellable *cancellable,
                                  GError **error);
GdkPixbuf *app_image_decode_bytes (GBytes *bytes,
                                   guint width,
                                   guint height,
                                   guint *full_width,
                                   guint *full_height,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
