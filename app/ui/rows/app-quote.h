/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "landline-message.h"

G_BEGIN_DECLS

#define APP_TYPE_QUOTE (app_quote_get_type ())

G_DECLARE_FINAL_TYPE (AppQuote, app_quote, APP, QUOTE, GtkWidget)

GtkWidget *app_quote_new (void);
void app_quote_set (AppQuote *self, const char *name, LandlineMessage *message);

char *app_quote_describe (LandlineMessage *message);

G_END_DECLS
