/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-content.h"

G_BEGIN_DECLS

#define APP_VCARD_LIMIT_FILE  (4 * 1024 * 1024) /* bytes: a card may have a picture in it */
#define APP_VCARD_LIMIT_CARDS 1000
#define APP_VCARD_LINE        75 /* octets of a line that is written: RFC 6350, 3.2 */

#define APP_VCARD_MIME_TYPE "text/vcard"

GPtrArray *app_vcard_parse (const char *data, gsize length, GError **error);
char *app_vcard_write (LandlineContent *contact);
LandlineContent *
app_vcard_make_contact (const char *name, const char *const *phones, GError **error);

G_END_DECLS
