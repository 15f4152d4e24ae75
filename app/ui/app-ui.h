/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * APP_RESOURCE_PATH:
 *
 * Where the templates, the style sheet and the icons are, whatever profile the app runs with.
 */
#define APP_RESOURCE_PATH "/im/landline/Landline"

void app_ui_register (void);

G_END_DECLS
