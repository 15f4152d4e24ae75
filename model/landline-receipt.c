/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-receipt.h"

/**
 * LandlineReceipt:
 *
 * How far a member of a conversation has got: two watermarks, never a row per message. A message's
 * tick is worked out from them.
 */

struct _LandlineReceipt
{
  GObject parent_instance;

  char *conversation;
  char *user_id;
  gint64 delivered;
  gint64 read;
  gint64 delivered_time;
  gint64 read_time;
};

G_DEFINE_FINAL_TYPE (LandlineReceipt, landline_receipt, G_TYPE_OBJECT)

static void
landline_receipt_finalize (GObject *object)
{
  LandlineReceipt *self = LANDLINE_RECEIPT (object);

  g_free (self->conversation);
  g_free (self->user_id);

  G_OBJECT_CLASS (landline_receipt_parent_class)->finalize (object);
}

static void
landline_receipt_class_init (LandlineReceiptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_receipt_finalize;
}

static void
landline_receipt_init (LandlineReceipt *self)
{
}

/**
 * landline_receipt_new:
 * @conversation: the conversation
 * @user_id: the member
 * @delivered: up to which seq a device of theirs has stored the messages
 * @read: up to which seq they have seen them; never more than @delivered
 *
 * Returns: (transfer full): a new receipt
 */
LandlineReceipt *
landline_receipt_new (const char *conversation, const char *user_id, gint64 delivered, gint64 read)
{
  LandlineReceipt *self;

  g_return_val_if_fail (conversation != NULL && user_id != NULL, NULL);
  g_return_val_if_fail (read <= delivered, NULL);

  self = g_object_new (LANDLINE_TYPE_RECEIPT, NULL);
  self->conversation = g_strdup (conversation);
  self->user_id = g_strdup (user_id);
  self->delivered = delivered;
  self->read = read;

  return self;
}

/**
 * landline_receipt_new_at:
 * @self: a receipt
 * @delivered_time: when its `delivered` got there, in milliseconds since the epoch, 0 when not
 * known: what is below it had come by then
 * @read_time: when its `read` got there, 0 when not known
 *
 * Returns: (transfer full): the same receipt with times
 */
LandlineReceipt *
landline_receipt_new_at (LandlineReceipt *self, gint64 delivered_time, gint64 read_time)
{
  LandlineReceipt *timed;

  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), NULL);

  timed = landline_receipt_new (self->conversation, self->user_id, self->delivered, self->read);
  timed->delivered_time = delivered_time;
  timed->read_time = read_time;

  return timed;
}

/**
 * landline_receipt_get_conversation:
 * @self: a `LandlineReceipt`
 *
 * Returns: (transfer none): the conversation
 */
const char *
landline_receipt_get_conversation (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), NULL);

  return self->conversation;
}

/**
 * landline_receipt_get_user_id:
 * @self: a `LandlineReceipt`
 *
 * Returns: (transfer none): the member
 */
const char *
landline_receipt_get_user_id (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), NULL);

  return self->user_id;
}

/**
 * landline_receipt_get_delivered:
 * @self: a `LandlineReceipt`
 *
 * Returns: up to which seq a device of theirs has stored the messages
 */
gint64
landline_receipt_get_delivered (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), 0);

  return self->delivered;
}

/**
 * landline_receipt_get_read:
 * @self: a `LandlineReceipt`
 *
 * Returns: up to which seq they have seen them
 */
gint64
landline_receipt_get_read (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), 0);

  return self->read;
}

/**
 * landline_receipt_get_delivered_time:
 * @self: a `LandlineReceipt`
 *
 * Returns: when `delivered` got there, in milliseconds since the epoch, 0 when not known
 */
gint64
landline_receipt_get_delivered_time (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), 0);

  return self->delivered_time;
}

/**
 * landline_receipt_get_read_time:
 * @self: a `LandlineReceipt`
 *
 * Returns: when `read` got there, in milliseconds since the epoch, 0 when not known
 */
gint64
landline_receipt_get_read_time (LandlineReceipt *self)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (self), 0);

  return self->read_time;
}
