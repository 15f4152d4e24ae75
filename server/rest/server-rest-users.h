/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_users_register (ServerRestRequest *request);
void server_rest_users_list (ServerRestRequest *request);
void server_rest_users_get (ServerRestRequest *request);
void server_rest_users_me (ServerRestRequest *request);
void server_rest_users_change (ServerRestRequest *request);

G_END_DECLS
