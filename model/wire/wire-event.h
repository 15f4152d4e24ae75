/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-event.h"
#include "landline-server-frame.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* The rows of an inbox, as in the frames of the channel and in the pages of REST. Stays in this
 * folder. */

gboolean
wire_sent_read (const WireValue *value, const char *name, LandlineSent *out, GError **error);
void wire_sent_write_members (GString *out, const LandlineSent *sent);

gboolean
wire_done_read (const WireValue *value, const char *name, LandlineDone *out, GError **error);
void wire_done_write_members (GString *out, const LandlineDone *done);

LandlineReceipt *wire_receipt_read (const WireValue *value, const char *name, GError **error);
void wire_receipt_write (GString *out,
                         const char *conversation,
                         const char *user_id,
                         gint64 delivered,
                         gint64 read,
                         gint64 delivered_time,
                         gint64 read_time);

LandlineEvent *wire_event_read (const WireValue *value, const char *name, GError **error);

/* The members that follow `"cursor":…,`, without the brace at the end. */
void wire_event_write_message (GString *out, const LandlineMessageRow *row);
void wire_event_write_receipt (GString *out,
                               const char *conversation,
                               const char *user_id,
                               gint64 delivered,
                               gint64 read);
void wire_event_write_conversation (GString *out,
                                    LandlineConversation *conversation,
                                    const LandlineChange *change);
void wire_event_write_action (GString *out, LandlineAction *action);
void wire_event_write_note (GString *out, LandlineNote *note);
void wire_event_write (GString *out, LandlineEvent *event);

G_END_DECLS
