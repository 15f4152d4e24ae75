/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LANDLINE_UUID_SIZE    37       /* a UUID as text, with its end */
#define LANDLINE_ID_SIZE      (64 + 1) /* any identifier that was validated, with its end */
#define LANDLINE_USER_ID_SIZE 17       /* `+` and 15 digits, with its end */

#define LANDLINE_ID_CONVERSATION 'c'
#define LANDLINE_ID_MEDIA        'm'
#define LANDLINE_ID_DEVICE       'd'
#define LANDLINE_ID_GENERATION   'g'
#define LANDLINE_ID_STATUS       's'

char *landline_id_new (char prefix);
void landline_id_write_uuid (char out[LANDLINE_UUID_SIZE]);
char *landline_id_new_message (void);
gboolean landline_id_is_message (const char *id);
gboolean landline_id_is_user (const char *id);
char *landline_id_new_former (void);
gboolean landline_id_is_former (const char *id);
gboolean landline_id_is_prefixed (const char *id, char prefix);
gboolean landline_id_is_receiver (const char *id);

G_END_DECLS
