/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *app_sentence_toast_new (const char *sentence);

G_END_DECLS
