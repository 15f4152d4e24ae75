/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-search.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH_NOTE (app_search_note_get_type ())
G_DECLARE_FINAL_TYPE (AppSearchNote, app_search_note, APP, SEARCH_NOTE, AdwBin)

void app_search_note_set_search (AppSearchNote *self, AppSearch *search);

G_END_DECLS
