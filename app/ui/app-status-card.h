/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AppStatusColour:
 * @value: as `#rrggbb`
 * @name: what it is called, to be translated
 *
 * A colour that a text can be shown on. White is legible on each of them.
 */
typedef struct
{
  const char *value;
  const char *name;
} AppStatusColour;

extern const AppStatusColour app_status_colours[];
extern const guint app_status_n_colours;

#define APP_TYPE_STATUS_CARD (app_status_card_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusCard, app_status_card, APP, STATUS_CARD, GtkWidget)

void app_status_card_set_child (AppStatusCard *self, GtkWidget *child);
void app_status_card_set_colour (AppStatusCard *self, const char *colour);
const char *app_status_card_get_colour (AppStatusCard *self);
gboolean app_status_card_is_light (AppStatusCard *self);

G_END_DECLS
