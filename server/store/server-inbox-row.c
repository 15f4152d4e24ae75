/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-inbox-row.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "landline-wire-content.h"

/* The bytes of a frame beyond a message's content: what server_inbox_row_get_size() counts for it.
 */
#define ENVELOPE_SIZE 256

/* An action or a note. One of both, or none where something newer took its place: only the device
 * that it is of is told of that, with `done`. */
typedef struct
{
  LandlineDone done;
  LandlineAction *action;
  LandlineNote *note;
  char *own_device_id;
} Doing;

struct _ServerInboxRow
{
  gint64 cursor;
  ServerInboxKind kind;
  gboolean is_own;
  union
  {
    ServerMessage *message;
    LandlineReceipt *receipt;
    LandlineConversation *conversation;
    Doing *doing;
    LandlineStatus *status;
    LandlineView *view;
    LandlineUser *user;
    LandlineDevice *device;
  };
  char *change;
  char *by;
  char **users;
  gint64 time;
};

G_DEFINE_BOXED_TYPE (ServerInboxRow, server_inbox_row, server_inbox_row_ref, server_inbox_row_unref)

static ServerInboxRow *
server_inbox_row_new (gint64 cursor, ServerInboxKind kind)
{
  ServerInboxRow *self = g_atomic_rc_box_new0 (ServerInboxRow);

  self->cursor = cursor;
  self->kind = kind;
  return self;
}

/**
 * server_inbox_row_new_message:
 * @cursor: where it is in the inbox
 * @message: the message
 * @is_own: whether the inbox is that of the sender
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_message (gint64 cursor, ServerMessage *message, gboolean is_own)
{
  ServerInboxRow *self;

  g_return_val_if_fail (message != NULL, NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_MESSAGE);
  self->message = server_message_ref (message);
  self->is_own = !!is_own;
  return self;
}

/**
 * server_inbox_row_new_receipt:
 * @cursor: where it is in the inbox
 * @receipt: the receipt
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_receipt (gint64 cursor, LandlineReceipt *receipt)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_RECEIPT (receipt), NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_RECEIPT);
  self->receipt = g_object_ref (receipt);
  return self;
}

/**
 * server_inbox_row_new_conversation:
 * @cursor: where it is in the inbox
 * @conversation: the conversation as it was then
 * @change: what happened
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_conversation (gint64 cursor,
                                   LandlineConversation *conversation,
                                   const LandlineChange *change)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (change != NULL && change->name != NULL, NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_CONVERSATION);
  self->conversation = g_object_ref (conversation);
  self->change = g_strdup (change->name);
  self->by = g_strdup (change->by);
  self->users = g_strdupv ((char **) change->users);
  self->time = change->time;
  return self;
}

static ServerInboxRow *
new_doing (ServerInboxKind kind, const LandlineDone *done, const char *own_device_id)
{
  ServerInboxRow *self = server_inbox_row_new (done->cursor, kind);

  self->doing = g_new0 (Doing, 1);
  self->doing->done = *done;
  self->doing->own_device_id = g_strdup (own_device_id);
  self->is_own = own_device_id != NULL;
  return self;
}

/**
 * server_inbox_row_new_action:
 * @done: what the device that did it is told, with the row's cursor
 * @action: (nullable): what was done; %NULL where something newer took its place: only
 * @own_device_id may be told then
 * @own_device_id: (nullable): the device that did it, where the inbox is that of its user
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_action (const LandlineDone *done,
                             LandlineAction *action,
                             const char *own_device_id)
{
  ServerInboxRow *self;

  g_return_val_if_fail (done != NULL, NULL);
  g_return_val_if_fail (action != NULL || own_device_id != NULL, NULL);

  self = new_doing (SERVER_INBOX_ACTION, done, own_device_id);
  self->doing->action = action != NULL ? g_object_ref (action) : NULL;
  return self;
}

/**
 * server_inbox_row_new_note:
 * @done: what the device that made it is told, with the row's cursor
 * @note: (nullable): the note; %NULL where a newer one took its place: only @own_device_id may be
 * told then
 * @own_device_id: the device that made it
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_note (const LandlineDone *done, LandlineNote *note, const char *own_device_id)
{
  ServerInboxRow *self;

  g_return_val_if_fail (done != NULL, NULL);
  g_return_val_if_fail (own_device_id != NULL, NULL);

  self = new_doing (SERVER_INBOX_NOTE, done, own_device_id);
  self->doing->note = note != NULL ? g_object_ref (note) : NULL;
  return self;
}

/**
 * server_inbox_row_new_status:
 * @cursor: where it is in the inbox
 * @status: the status, as the inbox's user is shown it
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_status (gint64 cursor, LandlineStatus *status)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_STATUS (status), NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_STATUS);
  self->status = g_object_ref (status);
  return self;
}

/**
 * server_inbox_row_new_view:
 * @cursor: where it is in the inbox
 * @view: who viewed a status of the inbox's user
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_view (gint64 cursor, LandlineView *view)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_VIEW (view), NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_VIEW);
  self->view = g_object_ref (view);
  return self;
}

/**
 * server_inbox_row_new_user:
 * @cursor: where it is in the inbox
 * @user: somebody who changed their profile, as the inbox's user sees them
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_user (gint64 cursor, LandlineUser *user)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_USER (user), NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_USER);
  self->user = g_object_ref (user);
  return self;
}

/**
 * server_inbox_row_new_device:
 * @cursor: where it is in the inbox
 * @device: another device of the inbox's user that was linked
 *
 * Returns: (transfer full): a row
 */
ServerInboxRow *
server_inbox_row_new_device (gint64 cursor, LandlineDevice *device)
{
  ServerInboxRow *self;

  g_return_val_if_fail (LANDLINE_IS_DEVICE (device), NULL);

  self = server_inbox_row_new (cursor, SERVER_INBOX_DEVICE);
  self->device = g_object_ref (device);
  return self;
}

ServerInboxRow *
server_inbox_row_ref (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
doing_free (Doing *doing)
{
  g_clear_object (&doing->action);
  g_clear_object (&doing->note);
  g_free (doing->own_device_id);
  g_free (doing);
}

static void
server_inbox_row_clear (ServerInboxRow *self)
{
  switch (self->kind)
    {
    case SERVER_INBOX_MESSAGE:
      g_clear_pointer (&self->message, server_message_unref);
      break;
    case SERVER_INBOX_RECEIPT:
      g_clear_object (&self->receipt);
      break;
    case SERVER_INBOX_CONVERSATION:
      g_clear_object (&self->conversation);
      break;
    case SERVER_INBOX_ACTION:
    case SERVER_INBOX_NOTE:
      g_clear_pointer (&self->doing, doing_free);
      break;
    case SERVER_INBOX_STATUS:
      g_clear_object (&self->status);
      break;
    case SERVER_INBOX_VIEW:
      g_clear_object (&self->view);
      break;
    case SERVER_INBOX_USER:
      g_clear_object (&self->user);
      break;
    case SERVER_INBOX_DEVICE:
      g_clear_object (&self->device);
      break;
    default:
      g_assert_not_reached ();
    }
  g_clear_pointer (&self->change, g_free);
  g_clear_pointer (&self->by, g_free);
  g_clear_pointer (&self->users, g_strfreev);
}

void
server_inbox_row_unref (ServerInboxRow *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) server_inbox_row_clear);
}

gint64
server_inbox_row_get_cursor (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->cursor;
}

ServerInboxKind
server_inbox_row_get_kind (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, SERVER_INBOX_MESSAGE);

  return self->kind;
}

/**
 * server_inbox_row_is_own:
 * @self: the row
 *
 * Returns: whether it is a message that the inbox's user sent, or something that they did or noted
 */
gboolean
server_inbox_row_is_own (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_own;
}

/**
 * server_inbox_row_get_message:
 * @self: the row
 *
 * Returns: (nullable): the message, of a row that is one
 */
ServerMessage *
server_inbox_row_get_message (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_MESSAGE ? self->message : NULL;
}

/**
 * server_inbox_row_get_receipt:
 * @self: the row
 *
 * Returns: (nullable): the receipt, of a row that is one
 */
LandlineReceipt *
server_inbox_row_get_receipt (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_RECEIPT ? self->receipt : NULL;
}

/**
 * server_inbox_row_get_conversation:
 * @self: the row
 *
 * Returns: (nullable): the conversation, of a row that is about one
 */
LandlineConversation *
server_inbox_row_get_conversation (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_CONVERSATION ? self->conversation : NULL;
}

/**
 * server_inbox_row_get_action:
 * @self: the row
 *
 * Returns: (nullable): the action, of a row that is one, unless something newer took its place
 */
LandlineAction *
server_inbox_row_get_action (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_ACTION ? self->doing->action : NULL;
}

/**
 * server_inbox_row_get_note:
 * @self: the row
 *
 * Returns: (nullable): the note, of a row that is one, unless a newer one took its place
 */
LandlineNote *
server_inbox_row_get_note (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_NOTE ? self->doing->note : NULL;
}

const char *
server_inbox_row_get_change (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->change;
}

/* A byte of a description may be six of JSON. */
static gsize
get_conversation_size (LandlineConversation *conversation)
{
  const char *description = landline_conversation_get_settings (conversation)->description;

  return ENVELOPE_SIZE * (2 + landline_conversation_get_n_members (conversation)) +
         (description != NULL ? 6 * strlen (description) : 0);
}

/**
 * server_inbox_row_get_status:
 * @self: the row
 *
 * Returns: (nullable): the status, of a row that is about one
 */
LandlineStatus *
server_inbox_row_get_status (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_STATUS ? self->status : NULL;
}

/**
 * server_inbox_row_get_view:
 * @self: the row
 *
 * Returns: (nullable): the view, of a row that is one
 */
LandlineView *
server_inbox_row_get_view (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_VIEW ? self->view : NULL;
}

static gsize
get_user_size (LandlineUser *user)
{
  const char *about = landline_user_get_about (user);

  return 2 * ENVELOPE_SIZE + 6 * strlen (landline_user_get_name (user)) +
         (about != NULL ? 6 * strlen (about) : 0);
}

static gsize
get_device_size (LandlineDevice *device)
{
  const char *name = landline_device_get_name (device);

  return 2 * ENVELOPE_SIZE + (name != NULL ? 6 * strlen (name) : 0);
}

static gsize
get_status_size (LandlineStatus *status)
{
  LandlineContent *content = landline_status_get_content (status);

  return 2 * ENVELOPE_SIZE +
         (content != NULL ? g_bytes_get_size (landline_wire_content_get_encoded (content)) : 0);
}

/**
 * server_inbox_row_get_user:
 * @self: the row
 *
 * Returns: (nullable): who changed their profile, of a row that is about that
 */
LandlineUser *
server_inbox_row_get_user (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_USER ? self->user : NULL;
}

/**
 * server_inbox_row_get_device:
 * @self: the row
 *
 * Returns: (nullable): the device that was linked, of a row that is about that
 */
LandlineDevice *
server_inbox_row_get_device (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->kind == SERVER_INBOX_DEVICE ? self->device : NULL;
}

/**
 * server_inbox_row_get_size:
 * @self: the row
 *
 * Returns: about how many bytes its frame has
 */
gsize
server_inbox_row_get_size (ServerInboxRow *self)
{
  g_return_val_if_fail (self != NULL, 0);

  if (self->kind == SERVER_INBOX_MESSAGE)
    return ENVELOPE_SIZE + server_message_get_row (self->message)->content_length;
  if (self->kind == SERVER_INBOX_ACTION && self->doing->action != NULL &&
      landline_action_get_text (self->doing->action) != NULL)
    return ENVELOPE_SIZE + strlen (landline_action_get_text (self->doing->action));
  if (self->kind == SERVER_INBOX_CONVERSATION)
    return get_conversation_size (self->conversation);
  if (self->kind == SERVER_INBOX_STATUS)
    return get_status_size (self->status);
  if (self->kind == SERVER_INBOX_USER)
    return get_user_size (self->user);
  if (self->kind == SERVER_INBOX_DEVICE)
    return get_device_size (self->device);
  return ENVELOPE_SIZE;
}

static gboolean
is_sent_by (ServerInboxRow *self, const char *device_id)
{
  return self->kind == SERVER_INBOX_MESSAGE && self->is_own && device_id != NULL &&
         g_strcmp0 (server_message_get_device_id (self->message), device_id) == 0;
}

static gboolean
is_done_by (ServerInboxRow *self, const char *device_id)
{
  return (self->kind == SERVER_INBOX_ACTION || self->kind == SERVER_INBOX_NOTE) && self->is_own &&
         g_strcmp0 (self->doing->own_device_id, device_id) == 0;
}

static LandlineChange
get_change (ServerInboxRow *self)
{
  return (LandlineChange) {
    .name = self->change,
    .by = self->by,
    .users = (const char *const *) self->users,
    .time = self->time,
  };
}

static void
fill_sent (ServerInboxRow *self, LandlineSent *sent)
{
  const LandlineMessageRow *row = server_message_get_row (self->message);

  landline_sent_init (sent, self->cursor, row->id, row->conversation, row->seq, row->time, FALSE);
}

/* What is rare enough to be made into an object. */
static LandlineEvent *
to_event (ServerInboxRow *self, const char *device_id)
{
  LandlineChange change;

  if (is_done_by (self, device_id))
    return landline_event_new_done (&self->doing->done);
  if (self->kind == SERVER_INBOX_ACTION)
    return landline_event_new_action (self->cursor, self->doing->action);
  if (self->kind == SERVER_INBOX_NOTE)
    return landline_event_new_note (self->cursor, self->doing->note);
  if (self->kind == SERVER_INBOX_STATUS)
    return landline_event_new_status (self->cursor, self->status);
  if (self->kind == SERVER_INBOX_VIEW)
    return landline_event_new_view (self->cursor, self->view);
  if (self->kind == SERVER_INBOX_USER)
    return landline_event_new_user (self->cursor, self->user);
  if (self->kind == SERVER_INBOX_DEVICE)
    return landline_event_new_device (self->cursor, self->device);
  change = get_change (self);
  return landline_event_new_change (self->cursor, self->conversation, &change);
}

static void
write_rare (ServerInboxRow *self, const char *device_id, GString *out)
{
  g_autoptr (LandlineEvent) event = to_event (self, device_id);

  landline_server_frame_write_event (out, event);
}

/**
 * server_inbox_row_write_frame:
 * @self: the row
 * @device_id: the device that is told
 * @out: what to append to
 *
 * Writes the frame that tells a device of the row: `sent` for a message that it sent itself, `done`
 * for what it did itself, otherwise `event`.
 */
void
server_inbox_row_write_frame (ServerInboxRow *self, const char *device_id, GString *out)
{
  LandlineChange change;
  LandlineSent sent;

  g_return_if_fail (self != NULL);

  if (is_sent_by (self, device_id))
    {
      fill_sent (self, &sent);
      landline_server_frame_write_sent (out, &sent);
      return;
    }
  if (is_done_by (self, device_id))
    {
      landline_server_frame_write_done (out, &self->doing->done);
      return;
    }
  switch (self->kind)
    {
    case SERVER_INBOX_MESSAGE:
      landline_server_frame_write_event_message (out, self->cursor,
                                                 server_message_get_row (self->message));
      break;
    case SERVER_INBOX_RECEIPT:
      landline_server_frame_write_event_receipt (out, self->cursor,
                                                 landline_receipt_get_conversation (self->receipt),
                                                 landline_receipt_get_user_id (self->receipt),
                                                 landline_receipt_get_delivered (self->receipt),
                                                 landline_receipt_get_read (self->receipt));
      break;
    case SERVER_INBOX_CONVERSATION:
      change = get_change (self);
      landline_server_frame_write_event_change (out, self->cursor, self->conversation, &change);
      break;
    case SERVER_INBOX_ACTION:
      landline_server_frame_write_event_action (out, self->cursor, self->doing->action);
      break;
    case SERVER_INBOX_NOTE:
      landline_server_frame_write_event_note (out, self->cursor, self->doing->note);
      break;
    case SERVER_INBOX_STATUS:
    case SERVER_INBOX_VIEW:
    case SERVER_INBOX_USER:
    case SERVER_INBOX_DEVICE:
      write_rare (self, device_id, out);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * server_inbox_row_write_reply:
 * @self: the row
 * @device_id: the device that asks
 * @out: what to append to, between landline_rest_begin_events() and landline_rest_end_events()
 *
 * Writes the row as an entry of the answer to getMessage.
 */
void
server_inbox_row_write_reply (ServerInboxRow *self, const char *device_id, GString *out)
{
  LandlineSent sent;

  g_return_if_fail (self != NULL);

  if (is_sent_by (self, device_id))
    {
      fill_sent (self, &sent);
      landline_rest_add_event_sent (out, &sent);
      return;
    }
  switch (self->kind)
    {
    case SERVER_INBOX_MESSAGE:
      landline_rest_add_event_message (out, self->cursor, server_message_get_row (self->message));
      break;
    case SERVER_INBOX_RECEIPT:
      landline_rest_add_event_receipt (out, self->cursor,
                                       landline_receipt_get_conversation (self->receipt),
                                       landline_receipt_get_user_id (self->receipt),
                                       landline_receipt_get_delivered (self->receipt),
                                       landline_receipt_get_read (self->receipt));
      break;
    case SERVER_INBOX_CONVERSATION:
    case SERVER_INBOX_ACTION:
    case SERVER_INBOX_NOTE:
    case SERVER_INBOX_STATUS:
    case SERVER_INBOX_VIEW:
    case SERVER_INBOX_USER:
    case SERVER_INBOX_DEVICE:
      {
        g_autoptr (LandlineEvent) event = to_event (self, device_id);

        landline_rest_add_event (out, event);
        break;
      }
    default:
      g_assert_not_reached ();
    }
}
