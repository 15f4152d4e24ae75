/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *server_upload_head_dup_content_type (const char *value);
gboolean server_upload_head_is_length (const char *value);

G_END_DECLS
