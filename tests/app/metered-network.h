/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A network that is paid for by the byte. */
GNetworkMonitor *metered_network_new (void);

G_END_DECLS
