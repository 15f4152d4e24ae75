/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-event.h"

/**
 * LandlineEvent:
 *
 * A row of a user's inbox: its cursor and what happened.
 */

struct _LandlineEvent
{
  GObject parent_instance;

  gint64 cursor;
  LandlineEventKind kind;
  GObject *payload;
  LandlineSent sent;
  LandlineDone done;
  char *change;
  char *by;
  char **users;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (LandlineEvent, landline_event, G_TYPE_OBJECT)

static void
landline_event_finalize (GObject *object)
{
  LandlineEvent *self = LANDLINE_EVENT (object);

  g_clear_object (&self->payload);
  g_free (self->change);
  g_free (self->by);
  g_strfreev (self->users);

  G_OBJECT_CLASS (landline_event_parent_class)->finalize (object);
}

static void
landline_event_class_init (LandlineEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_event_finalize;
}

static void
landline_event_init (LandlineEvent *self)
{
}

static LandlineEvent *
event_new (gint64 cursor, LandlineEventKind kind, gpointer payload)
{
  LandlineEvent *self = g_object_new (LANDLINE_TYPE_EVENT, NULL);

  self->cursor = cursor;
  self->kind = kind;
  self->payload = payload != NULL ? g_object_ref (payload) : NULL;

  return self;
}

static gpointer
get_payload (LandlineEvent *self, LandlineEventKind kind)
{
  return self->kind == kind ? self->payload : NULL;
}

/**
 * landline_event_new_message:
 * @cursor: the row
 * @message: the message that came
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_message (gint64 cursor, LandlineMessage *message)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (message), NULL);

  return event_new (cursor, LANDLINE_EVENT_MESSAGE, message);
}

/**
 * landline_event_new_sent:
 * @sent: what was taken, with the row's cursor
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_sent (const LandlineSent *sent)
{
  LandlineEvent *self;

  g_return_val_if_fail (sent != NULL, NULL);

  self = event_new (sent->cursor, LANDLINE_EVENT_SENT, NULL);
  self->sent = *sent;

  return self;
}

/**
 * landline_event_new_receipt:
 * @cursor: the row
 * @receipt: the watermarks that moved
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_receipt (gint64 cursor, LandlineReceipt *receipt)
{
  g_return_val_if_fail (LANDLINE_IS_RECEIPT (receipt), NULL);

  return event_new (cursor, LANDLINE_EVENT_RECEIPT, receipt);
}

/**
 * landline_event_new_conversation:
 * @cursor: the row
 * @conversation: the conversation as it is now
 * @change: (nullable): what happened to it: `created`, `renamed`, `member_added`, …
 * @by: (nullable): who did it
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_conversation (gint64 cursor,
                                 LandlineConversation *conversation,
                                 const char *change,
                                 const char *by)
{
  const LandlineChange told = { .name = change, .by = by };

  return landline_event_new_change (cursor, conversation, &told);
}

/**
 * landline_event_new_change:
 * @cursor: the row
 * @conversation: the conversation as it is now
 * @change: what happened to it; copied
 *
 * Returns: (transfer full): a new event of kind %LANDLINE_EVENT_CONVERSATION
 */
LandlineEvent *
landline_event_new_change (gint64 cursor,
                           LandlineConversation *conversation,
                           const LandlineChange *change)
{
  LandlineEvent *self;

  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (change != NULL, NULL);

  self = event_new (cursor, LANDLINE_EVENT_CONVERSATION, conversation);
  self->change = g_strdup (change->name);
  self->by = g_strdup (change->by);
  if (change->users != NULL && *change->users != NULL)
    self->users = g_strdupv ((char **) change->users);
  self->time = change->time;

  return self;
}

/**
 * landline_event_new_action:
 * @cursor: the row
 * @action: what was done, as the server took it
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_action (gint64 cursor, LandlineAction *action)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (action), NULL);
  g_return_val_if_fail (landline_action_get_user_id (action) != NULL, NULL);

  return event_new (cursor, LANDLINE_EVENT_ACTION, action);
}

/**
 * landline_event_new_note:
 * @cursor: the row
 * @note: what was noted
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_note (gint64 cursor, LandlineNote *note)
{
  g_return_val_if_fail (LANDLINE_IS_NOTE (note), NULL);

  return event_new (cursor, LANDLINE_EVENT_NOTE, note);
}

/**
 * landline_event_new_done:
 * @done: what was taken, with the row's cursor
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_done (const LandlineDone *done)
{
  LandlineEvent *self;

  g_return_val_if_fail (done != NULL, NULL);

  self = event_new (done->cursor, LANDLINE_EVENT_DONE, NULL);
  self->done = *done;

  return self;
}

/**
 * landline_event_new_status:
 * @cursor: the row
 * @status: a status that was posted, or removed
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_status (gint64 cursor, LandlineStatus *status)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (status), NULL);

  return event_new (cursor, LANDLINE_EVENT_STATUS, status);
}

/**
 * landline_event_new_view:
 * @cursor: the row
 * @view: who viewed which status
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_view (gint64 cursor, LandlineView *view)
{
  g_return_val_if_fail (LANDLINE_IS_VIEW (view), NULL);

  return event_new (cursor, LANDLINE_EVENT_VIEW, view);
}

/**
 * landline_event_new_user:
 * @cursor: the row
 * @user: somebody who changed their profile, as they are now
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_user (gint64 cursor, LandlineUser *user)
{
  g_return_val_if_fail (LANDLINE_IS_USER (user), NULL);

  return event_new (cursor, LANDLINE_EVENT_USER, user);
}

/**
 * landline_event_new_device:
 * @cursor: the row
 * @device: another device of the user that was linked
 *
 * Returns: (transfer full): a new event
 */
LandlineEvent *
landline_event_new_device (gint64 cursor, LandlineDevice *device)
{
  g_return_val_if_fail (LANDLINE_IS_DEVICE (device), NULL);

  return event_new (cursor, LANDLINE_EVENT_DEVICE, device);
}

/**
 * landline_event_new_unsupported:
 * @cursor: the row
 *
 * Returns: (transfer full): a new event of a kind that only a newer program knows
 */
LandlineEvent *
landline_event_new_unsupported (gint64 cursor)
{
  return event_new (cursor, LANDLINE_EVENT_UNSUPPORTED, NULL);
}

/**
 * landline_event_get_cursor:
 * @self: a `LandlineEvent`
 *
 * Returns: the row's number in the inbox
 */
gint64
landline_event_get_cursor (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), 0);

  return self->cursor;
}

/**
 * landline_event_get_kind:
 * @self: a `LandlineEvent`
 *
 * Returns: what happened
 */
LandlineEventKind
landline_event_get_kind (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), LANDLINE_EVENT_UNSUPPORTED);

  return self->kind;
}

/**
 * landline_event_get_message:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the message that came
 */
LandlineMessage *
landline_event_get_message (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_MESSAGE);
}

/**
 * landline_event_get_sent:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): what was taken
 */
const LandlineSent *
landline_event_get_sent (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return self->kind == LANDLINE_EVENT_SENT ? &self->sent : NULL;
}

/**
 * landline_event_get_receipt:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the watermarks that moved
 */
LandlineReceipt *
landline_event_get_receipt (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_RECEIPT);
}

/**
 * landline_event_get_conversation:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the conversation as it is now
 */
LandlineConversation *
landline_event_get_conversation (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_CONVERSATION);
}

/**
 * landline_event_get_change:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): what happened to the conversation
 */
const char *
landline_event_get_change (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return self->change;
}

/**
 * landline_event_get_by:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): who changed the conversation
 */
const char *
landline_event_get_by (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return self->by;
}

/**
 * landline_event_get_action:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): what was done to a message
 */
LandlineAction *
landline_event_get_action (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_ACTION);
}

/**
 * landline_event_get_note:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): what was noted
 */
LandlineNote *
landline_event_get_note (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_NOTE);
}

/**
 * landline_event_get_done:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the action or note that was taken
 */
const LandlineDone *
landline_event_get_done (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return self->kind == LANDLINE_EVENT_DONE ? &self->done : NULL;
}

/**
 * landline_event_get_change_kind:
 * @self: a `LandlineEvent`
 *
 * Returns: what happened to the conversation
 */
LandlineChangeKind
landline_event_get_change_kind (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), LANDLINE_CHANGE_UNSUPPORTED);

  return landline_change_kind_from_string (self->change);
}

/**
 * landline_event_get_users:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): whom the change of the
 * conversation was done to
 */
const char *const *
landline_event_get_users (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return (const char *const *) self->users;
}

/**
 * landline_event_get_time:
 * @self: a `LandlineEvent`
 *
 * Returns: when the conversation was changed, in milliseconds since the epoch, 0 when not known
 */
gint64
landline_event_get_time (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), 0);

  return self->time;
}

/**
 * landline_event_get_status:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the status that was posted or removed
 */
LandlineStatus *
landline_event_get_status (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_STATUS);
}

/**
 * landline_event_get_view:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): who viewed which status
 */
LandlineView *
landline_event_get_view (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_VIEW);
}

/**
 * landline_event_get_user:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): who changed their profile
 */
LandlineUser *
landline_event_get_user (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_USER);
}

/**
 * landline_event_get_device:
 * @self: a `LandlineEvent`
 *
 * Returns: (transfer none) (nullable): the device that was linked
 */
LandlineDevice *
landline_event_get_device (LandlineEvent *self)
{
  g_return_val_if_fail (LANDLINE_IS_EVENT (self), NULL);

  return get_payload (self, LANDLINE_EVENT_DEVICE);
}
