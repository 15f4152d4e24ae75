/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_statuses_post (ServerRestRequest *request);
void server_rest_statuses_list (ServerRestRequest *request);
void server_rest_statuses_view (ServerRestRequest *request);
void server_rest_statuses_views (ServerRestRequest *request);
void server_rest_statuses_remove (ServerRestRequest *request);

G_END_DECLS
