/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The client trusts the key of the invite and nothing else: no name, no authority, no date. */

gboolean app_pin_matches (const char *key, GTlsCertificate *certificate);
void app_pin_attach (SoupMessage *message, const char *key);

G_END_DECLS
