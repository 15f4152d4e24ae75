/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *app_phone_number_normalize (const char *typed, char **problem);

G_END_DECLS
