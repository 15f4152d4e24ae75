/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LANDLINE_TYPE_RECEIPT (landline_receipt_get_type ())
G_DECLARE_FINAL_TYPE (LandlineReceipt, landline_receipt, LANDLINE, RECEIPT, GObject)

LandlineReceipt *
landline_receipt_new (const char *conversation, const char *user_id, gint64 delivered, gint64 read);
LandlineReceipt *
landline_receipt_new_at (LandlineReceipt *self, gint64 delivered_time, gint64 read_time);
const char *landline_receipt_get_conversation (LandlineReceipt *self);
const char *landline_receipt_get_user_id (LandlineReceipt *self);
gint64 landline_receipt_get_delivered (LandlineReceipt *self);
gint64 landline_receipt_get_read (LandlineReceipt *self);
gint64 landline_receipt_get_delivered_time (LandlineReceipt *self);
gint64 landline_receipt_get_read_time (LandlineReceipt *self);

G_END_DECLS
