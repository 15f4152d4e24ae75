/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-change.h"
#include "landline-conversation.h"
#include "landline-device.h"
#include "landline-done.h"
#include "landline-message.h"
#include "landline-note.h"
#include "landline-receipt.h"
#include "landline-sent.h"
#include "landline-status.h"
#include "landline-user.h"
#include "landline-view.h"

G_BEGIN_DECLS

/**
 * LandlineEventKind:
 * @LANDLINE_EVENT_MESSAGE: a message came, or another device of the user sent one
 * @LANDLINE_EVENT_SENT: a message of this device was taken
 * @LANDLINE_EVENT_RECEIPT: a member's watermarks moved
 * @LANDLINE_EVENT_CONVERSATION: a conversation was made or changed
 * @LANDLINE_EVENT_ACTION: something was done to a message
 * @LANDLINE_EVENT_NOTE: another device of the user made a note
 * @LANDLINE_EVENT_DONE: an action or a note of this device was taken
 * @LANDLINE_EVENT_STATUS: a status was posted or removed
 * @LANDLINE_EVENT_VIEW: somebody viewed a status of the user
 * @LANDLINE_EVENT_USER: somebody changed their profile
 * @LANDLINE_EVENT_DEVICE: another device of the user was linked
 * @LANDLINE_EVENT_UNSUPPORTED: something of a newer server: nothing to show, but it is acknowledged
 * like the others
 */
typedef enum
{
  LANDLINE_EVENT_MESSAGE,
  LANDLINE_EVENT_SENT,
  LANDLINE_EVENT_RECEIPT,
  LANDLINE_EVENT_CONVERSATION,
  LANDLINE_EVENT_ACTION,
  LANDLINE_EVENT_NOTE,
  LANDLINE_EVENT_DONE,
  LANDLINE_EVENT_STATUS,
  LANDLINE_EVENT_VIEW,
  LANDLINE_EVENT_USER,
  LANDLINE_EVENT_DEVICE,
  LANDLINE_EVENT_UNSUPPORTED,
} LandlineEventKind;

#define LANDLINE_TYPE_EVENT (landline_event_get_type ())
G_DECLARE_FINAL_TYPE (LandlineEvent, landline_event, LANDLINE, EVENT, GObject)

LandlineEvent *landline_event_new_message (gint64 cursor, LandlineMessage *message);
LandlineEvent *landline_event_new_sent (const LandlineSent *sent);
LandlineEvent *landline_event_new_receipt (gint64 cursor, LandlineReceipt *receipt);
LandlineEvent *landline_event_new_conversation (gint64 cursor,
                                                LandlineConversation *conversation,
                                                const char *change,
                                                const char *by);
LandlineEvent *landline_event_new_change (gint64 cursor,
                                          LandlineConversation *conversation,
                                          const LandlineChange *change);
LandlineEvent *landline_event_new_action (gint64 cursor, LandlineAction *action);
LandlineEvent *landline_event_new_note (gint64 cursor, LandlineNote *note);
LandlineEvent *landline_event_new_done (const LandlineDone *done);
LandlineEvent *landline_event_new_status (gint64 cursor, LandlineStatus *status);
LandlineEvent *landline_event_new_view (gint64 cursor, LandlineView *view);
LandlineEvent *landline_event_new_user (gint64 cursor, LandlineUser *user);
LandlineEvent *landline_event_new_device (gint64 cursor, LandlineDevice *device);
LandlineEvent *landline_event_new_unsupported (gint64 cursor);
gint64 landline_event_get_cursor (LandlineEvent *self);
LandlineEventKind landline_event_get_kind (LandlineEvent *self);
LandlineMessage *landline_event_get_message (LandlineEvent *self);
const LandlineSent *landline_event_get_sent (LandlineEvent *self);
LandlineReceipt *landline_event_get_receipt (LandlineEvent *self);
LandlineConversation *landline_event_get_conversation (LandlineEvent *self);
const char *landline_event_get_change (LandlineEvent *self);
const char *landline_event_get_by (LandlineEvent *self);
LandlineChangeKind landline_event_get_change_kind (LandlineEvent *self);
const char *const *landline_event_get_users (LandlineEvent *self);
gint64 landline_event_get_time (LandlineEvent *self);
LandlineAction *landline_event_get_action (LandlineEvent *self);
LandlineNote *landline_event_get_note (LandlineEvent *self);
const LandlineDone *landline_event_get_done (LandlineEvent *self);
LandlineStatus *landline_event_get_status (LandlineEvent *self);
LandlineView *landline_event_get_view (LandlineEvent *self);
LandlineUser *landline_event_get_user (LandlineEvent *self);
LandlineDevice *landline_event_get_device (LandlineEvent *self);

G_END_DECLS
