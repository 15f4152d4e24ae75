/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"

G_BEGIN_DECLS

/* What an edit changes in a message: its text or caption, and whom it names. */
GBytes *app_cache_text_patch_new (const char *text, const char *const *mentions);
GBytes *app_cache_text_patch_of (LandlineContent *content);
/* Returns: (transfer full) (nullable): %NULL where the content has no text that could be another */
LandlineContent *app_cache_text_patch_apply (GBytes *patch, LandlineContent *content);

G_END_DECLS
