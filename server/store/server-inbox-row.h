/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-change.h"
#include "landline-conversation.h"
#include "landline-device.h"
#include "landline-done.h"
#include "landline-note.h"
#include "landline-receipt.h"
#include "landline-status.h"
#include "landline-user.h"
#include "landline-view.h"
#include "server-message.h"

G_BEGIN_DECLS

/**
 * ServerInboxKind:
 * @SERVER_INBOX_MESSAGE: a message, of somebody else or of the user
 * @SERVER_INBOX_RECEIPT: a member's watermarks moved
 * @SERVER_INBOX_CONVERSATION: a conversation was made or changed
 * @SERVER_INBOX_ACTION: something was done to a message
 * @SERVER_INBOX_NOTE: the user noted something
 * @SERVER_INBOX_STATUS: a status was posted, or removed
 * @SERVER_INBOX_VIEW: somebody viewed a status of the user
 * @SERVER_INBOX_USER: somebody changed their profile
 * @SERVER_INBOX_DEVICE: another device of the user was linked
 *
 * What a row of an inbox tells. The values are those in the database.
 */
typedef enum
{
  SERVER_INBOX_MESSAGE = 1,
  SERVER_INBOX_RECEIPT = 2,
  SERVER_INBOX_CONVERSATION = 3,
  SERVER_INBOX_ACTION = 4,
  SERVER_INBOX_NOTE = 5,
  SERVER_INBOX_STATUS = 6,
  SERVER_INBOX_VIEW = 7,
  SERVER_INBOX_USER = 8,
  SERVER_INBOX_DEVICE = 9,
} ServerInboxKind;

/**
 * ServerInboxRow:
 *
 * A committed row of a user's inbox: immutable, reference counted, safe to share between threads.
 */
typedef struct _ServerInboxRow ServerInboxRow;

#define SERVER_TYPE_INBOX_ROW (server_inbox_row_get_type ())

GType server_inbox_row_get_type (void);
ServerInboxRow *
server_inbox_row_new_message (gint64 cursor, ServerMessage *message, gboolean is_own);
ServerInboxRow *server_inbox_row_new_receipt (gint64 cursor, LandlineReceipt *receipt);
ServerInboxRow *server_inbox_row_new_conversation (gint64 cursor,
                                                   LandlineConversation *conversation,
                                                   const LandlineChange *change);
ServerInboxRow *server_inbox_row_new_action (const LandlineDone *done,
                                             LandlineAction *action,
                                             const char *own_device_id);
ServerInboxRow *
server_inbox_row_new_note (const LandlineDone *done, LandlineNote *note, const char *own_device_id);
ServerInboxRow *server_inbox_row_new_status (gint64 cursor, LandlineStatus *status);
ServerInboxRow *server_inbox_row_new_view (gint64 cursor, LandlineView *view);
ServerInboxRow *server_inbox_row_new_user (gint64 cursor, LandlineUser *user);
ServerInboxRow *server_inbox_row_new_device (gint64 cursor, LandlineDevice *device);
ServerInboxRow *server_inbox_row_ref (ServerInboxRow *self);
void server_inbox_row_unref (ServerInboxRow *self);
gint64 server_inbox_row_get_cursor (ServerInboxRow *self);
ServerInboxKind server_inbox_row_get_kind (ServerInboxRow *self);
gboolean server_inbox_row_is_own (ServerInboxRow *self);
ServerMessage *server_inbox_row_get_message (ServerInboxRow *self);
LandlineReceipt *server_inbox_row_get_receipt (ServerInboxRow *self);
LandlineConversation *server_inbox_row_get_conversation (ServerInboxRow *self);
LandlineAction *server_inbox_row_get_action (ServerInboxRow *self);
LandlineNote *server_inbox_row_get_note (ServerInboxRow *self);
LandlineStatus *server_inbox_row_get_status (ServerInboxRow *self);
LandlineView *server_inbox_row_get_view (ServerInboxRow *self);
LandlineUser *server_inbox_row_get_user (ServerInboxRow *self);
LandlineDevice *server_inbox_row_get_device (ServerInboxRow *self);
const char *server_inbox_row_get_change (ServerInboxRow *self);
gsize server_inbox_row_get_size (ServerInboxRow *self);
void server_inbox_row_write_frame (ServerInboxRow *self, const char *device_id, GString *out);
void server_inbox_row_write_reply (ServerInboxRow *self, const char *device_id, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerInboxRow, server_inbox_row_unref)

/**
 * ServerCommittedRow:
 * @user_id: whose inbox, a reference counted string
 * @row: the row
 *
 * An entry of the "committed" signal of #ServerStore.
 */
typedef struct
{
  char *user_id;
  ServerInboxRow *row;
} ServerCommittedRow;

G_END_DECLS
