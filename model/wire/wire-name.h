/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What users, devices and groups call themselves and look like. Stays in this folder. */

/* A name is shown in one line beside others: it has something to show, and nothing that breaks the
 * line. */
gboolean wire_check_name (const char *name, const char *field, GError **error);

/* @picture: (nullable): the id of a media, or empty to remove the picture */
gboolean wire_check_picture (const char *picture, const char *field, GError **error);

G_END_DECLS
