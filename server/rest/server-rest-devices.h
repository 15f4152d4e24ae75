/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_devices_list (ServerRestRequest *request);
void server_rest_devices_remove (ServerRestRequest *request);
void server_rest_devices_join (ServerRestRequest *request);
void server_rest_devices_offer (ServerRestRequest *request);
void server_rest_devices_offers (ServerRestRequest *request);
void server_rest_devices_cancel (ServerRestRequest *request);

G_END_DECLS
