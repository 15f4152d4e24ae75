/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-message-body.h"
#include "app-place-picture.h"

G_BEGIN_DECLS

#define APP_TYPE_CARD_BODY (app_card_body_get_type ())

G_DECLARE_FINAL_TYPE (AppCardBody, app_card_body, APP, CARD_BODY, GtkWidget)

GtkWidget *app_card_body_new (void);
AppPlacePicture *app_card_body_get_picture (AppCardBody *self);
void app_card_body_append_menu (GMenu *menu, LandlineMessage *message);

G_END_DECLS
