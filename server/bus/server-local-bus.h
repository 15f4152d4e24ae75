/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-bus.h"

G_BEGIN_DECLS

#define SERVER_TYPE_LOCAL_BUS (server_local_bus_get_type ())
G_DECLARE_FINAL_TYPE (ServerLocalBus, server_local_bus, SERVER, LOCAL_BUS, GObject)

ServerBus *server_local_bus_new (void);

G_END_DECLS
