/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_messages_send (ServerRestRequest *request);
void server_rest_messages_inbox (ServerRestRequest *request);
void server_rest_messages_ack (ServerRestRequest *request);

G_END_DECLS
