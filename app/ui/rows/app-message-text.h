/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * APP_MESSAGE_TEXT_WIDTH_CHARS:
 *
 * How long a line of text becomes at most, in characters: longer ones are hard to read.
 */
#define APP_MESSAGE_TEXT_WIDTH_CHARS 60

char *app_message_text_to_markup (const char *text);
GtkWidget *app_message_text_new (void);
gboolean app_message_text_set (GtkLabel *label, const char *text, int reserve, gboolean is_folded);
void app_message_text_select (GtkLabel *label);

G_END_DECLS
