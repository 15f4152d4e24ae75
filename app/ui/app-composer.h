/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_COMPOSER (app_composer_get_type ())

G_DECLARE_FINAL_TYPE (AppComposer, app_composer, APP, COMPOSER, GtkWidget)

/**
 * APP_COMPOSER_LINES:
 *
 * How many lines the composer grows to before it scrolls.
 */
#define APP_COMPOSER_LINES 6

GtkWidget *app_composer_new (void);
char *app_composer_dup_text (AppComposer *self);
void app_composer_set_text (AppComposer *self, const char *text);
void app_composer_clear (AppComposer *self);
void app_composer_set_max_bytes (AppComposer *self, guint max_bytes);
gboolean app_composer_get_can_send (AppComposer *self);
GtkTextView *app_composer_get_text_view (AppComposer *self);

G_END_DECLS
