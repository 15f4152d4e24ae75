/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-config.h"

G_BEGIN_DECLS

gboolean server_config_file_apply (ServerConfig *config, const char *path, GError **error);

G_END_DECLS
