/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_conversations_list (ServerRestRequest *request);
void server_rest_conversations_get (ServerRestRequest *request);
void server_rest_conversations_messages (ServerRestRequest *request);
void server_rest_conversations_receipts (ServerRestRequest *request);

G_END_DECLS
