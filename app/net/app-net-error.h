/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Errors of sockets and HTTP as sentences for a person. */
void app_net_error_explain (GError **error);

G_END_DECLS
