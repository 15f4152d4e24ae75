/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_groups_create (ServerRestRequest *request);
void server_rest_groups_edit (ServerRestRequest *request);
void server_rest_groups_settle (ServerRestRequest *request);
void server_rest_groups_put_member (ServerRestRequest *request);
void server_rest_groups_remove_member (ServerRestRequest *request);

G_END_DECLS
