/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <pango/pango.h>

#include "app-rich-text.h"

G_BEGIN_DECLS

/**
 * APP_RICH_MARKUP_MORE:
 *
 * Where the link leads that shows the rest of a folded text: nowhere outside of its bubble.
 */
#define APP_RICH_MARKUP_MORE "landline-row:more"

char *app_rich_markup_new (const AppRichText *rich, gsize length);
gsize app_rich_markup_append_more (GString *markup);
void app_rich_markup_add_scale (PangoAttrList *attributes, const AppRichText *rich);

G_END_DECLS
