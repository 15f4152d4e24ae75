/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-groups.h"

G_BEGIN_DECLS

char *app_change_text_for (const AppCacheChange *change);

G_END_DECLS
