/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"

G_BEGIN_DECLS

/* One line that stands for a message, in a list or a notification. */
gboolean app_preview_is_deleted (LandlineContent *content);
char *app_preview_for (LandlineContent *content);

G_END_DECLS
