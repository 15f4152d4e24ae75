/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-error.h"

G_DEFINE_QUARK (app - error - quark, app_error)
