/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

void server_farewell (SoupServerMessage *message, GString *body);

G_END_DECLS
