/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-changes.h"
#include "app-tick.h"

G_BEGIN_DECLS

AppTick app_tick_for (const AppMessageKey *key, gint64 delivered, gint64 read);

G_END_DECLS
