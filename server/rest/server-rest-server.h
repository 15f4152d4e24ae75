/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_server_get (ServerRestRequest *request);
void server_rest_server_health (ServerRestRequest *request);
void server_rest_server_metrics (ServerRestRequest *request);

G_END_DECLS
