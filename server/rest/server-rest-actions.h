/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

void server_rest_actions_act (ServerRestRequest *request);
void server_rest_actions_note (ServerRestRequest *request);
void server_rest_actions_notes (ServerRestRequest *request);

G_END_DECLS
