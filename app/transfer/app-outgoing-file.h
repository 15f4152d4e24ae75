/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define APP_TYPE_OUTGOING_FILE (app_outgoing_file_get_type ())
G_DECLARE_FINAL_TYPE (AppOutgoingFile, app_outgoing_file, APP, OUTGOING_FILE, GObject)

/* A file that is to be sent: what the attach sheet makes out of a dropped file. The name, type and
 * size are looked up by app_transfers_inspect_async (), the picture's size and thumbnail are put in
 * by whoever decodes pictures.
 *
 * Properties: "file" (GFile, construct-only), "name", "content-type", "size" (uint64),
 * "as-document" (boolean, FALSE only makes sense for pictures, videos and sound), "caption",
 * "width", "height" (uint, pixels, 0 unknown), "duration" (uint, milliseconds, 0 unknown),
 * "thumbnail" (GBytes, JPEG or PNG of at most 8 KiB before base64, or NULL). */

AppOutgoingFile *app_outgoing_file_new (GFile *file);
GFile *app_outgoing_file_get_file (AppOutgoingFile *self);
const char *app_outgoing_file_get_name (AppOutgoingFile *self);
void app_outgoing_file_set_name (AppOutgoingFile *self, const char *name);
const char *app_outgoing_file_get_content_type (AppOutgoingFile *self);
void app_outgoing_file_set_content_type (AppOutgoingFile *self, const char *content_type);
guint64 app_outgoing_file_get_size (AppOutgoingFile *self);
void app_outgoing_file_set_size (AppOutgoingFile *self, guint64 size);
gboolean app_outgoing_file_get_as_document (AppOutgoingFile *self);
void app_outgoing_file_set_as_document (AppOutgoingFile *self, gboolean as_document);
const char *app_outgoing_file_get_caption (AppOutgoingFile *self);
void app_outgoing_file_set_caption (AppOutgoingFile *self, const char *caption);
guint app_outgoing_file_get_width (AppOutgoingFile *self);
guint app_outgoing_file_get_height (AppOutgoingFile *self);
void app_outgoing_file_set_dimensions (AppOutgoingFile *self, guint width, guint height);
guint app_outgoing_file_get_duration (AppOutgoingFile *self);
void app_outgoing_file_set_duration (AppOutgoingFile *self, guint duration);
GBytes *app_outgoing_file_get_thumbnail (AppOutgoingFile *self);
void app_outgoing_file_set_thumbnail (AppOutgoingFile *self, GBytes *thumbnail);

G_END_DECLS
