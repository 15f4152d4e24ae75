/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-limits.h"
#include "landline-message.h"
#include "landline-send-request.h"
#include "landline-server-frame.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* A message, taken and to be sent. Stays in this folder. */

LandlineMessage *wire_message_read (const WireValue *value, const char *name, GError **error);
/* @is_history: whether all of its state is written; otherwise only what needs no action after it.
 */
void wire_message_write (GString *out, const LandlineMessageRow *row, gboolean is_history);
void wire_message_to_row (LandlineMessage *message, LandlineMessageRow *row);

/* @id_out: (nullable): is filled as soon as the id was read, so that a refusal can name it. */
LandlineSendRequest *wire_send_read (const WireValue *value,
                                     const char *name,
                                     gsize length,
                                     const LandlineLimits *limits,
                                     char *id_out,
                                     GError **error);
void wire_send_write (GString *out, LandlineSendRequest *request);

G_END_DECLS
