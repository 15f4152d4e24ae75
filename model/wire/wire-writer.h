/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writing JSON. Stays in this folder. */

/* What is written as it stands: punctuation and the names of members. */
#define wire_append(out, literal) g_string_append_len (out, "" literal, sizeof literal - 1)

void wire_append_string (GString *out, const char *string);
void wire_append_nullable (GString *out, const char *string);
void wire_append_integer (GString *out, gint64 number);
void wire_append_double (GString *out, double number);
void wire_append_boolean (GString *out, gboolean value);
void wire_append_strings (GString *out, const char *const *strings);
void wire_append_base64 (GString *out, GBytes *bytes);

G_END_DECLS
