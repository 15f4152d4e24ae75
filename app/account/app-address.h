/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *app_address_normalise (const char *text, GError **error);
gboolean app_address_is_loopback (const char *address);
gboolean app_address_key_is_valid (const char *key);
char *app_address_dup_key_groups (const char *key);
char *app_address_dup_url (const char *address, const char *key);

G_END_DECLS
