/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-message.h"

#include <string.h>

#include "landline-wire-content.h"

struct _ServerMessage
{
  LandlineMessageRow row;
  const char *device_id;
  char text[];
};

G_DEFINE_BOXED_TYPE (ServerMessage, server_message, server_message_ref, server_message_unref)

static const char *
pack (char **at, const char *text, gsize size)
{
  char *here = *at;

  memcpy (here, text, size);
  *at += size;
  return here;
}

static LandlineMessageState *
state_dup (const LandlineMessageState *state)
{
  LandlineMessageState *copy = g_new (LandlineMessageState, 1);

  landline_message_state_copy (copy, state);
  return copy;
}

/**
 * server_message_new:
 * @row: the message; a content of %NULL is one that was forgotten
 * @device_id: (nullable): the device that sent it
 *
 * Returns: (transfer full): a copy of it all
 */
ServerMessage *
server_message_new (const LandlineMessageRow *row, const char *device_id)
{
  ServerMessage *self;
  gsize id_size, sender_size, conversation_size, reply_size, device_size, content_size;
  char *at;

  g_return_val_if_fail (row != NULL, NULL);

  id_size = strlen (row->id) + 1;
  sender_size = strlen (row->sender_id) + 1;
  conversation_size = strlen (row->conversation) + 1;
  reply_size = row->reply_to != NULL ? strlen (row->reply_to) + 1 : 0;
  device_size = device_id != NULL ? strlen (device_id) + 1 : 0;
  content_size = row->content != NULL ? row->content_length : 0;

  self = g_atomic_rc_box_alloc (sizeof *self + id_size + sender_size + conversation_size +
                                reply_size + device_size + content_size + 1);
  at = self->text;
  self->row = *row;
  self->row.id = pack (&at, row->id, id_size);
  self->row.sender_id = pack (&at, row->sender_id, sender_size);
  self->row.conversation = pack (&at, row->conversation, conversation_size);
  self->row.reply_to = reply_size > 0 ? pack (&at, row->reply_to, reply_size) : NULL;
  self->device_id = device_size > 0 ? pack (&at, device_id, device_size) : NULL;
  self->row.content = row->content != NULL ? pack (&at, row->content, content_size) : NULL;
  self->row.content_length = content_size;
  self->row.state = row->state != NULL ? state_dup (row->state) : NULL;
  *at = '\0';
  return self;
}

ServerMessage *
server_message_ref (ServerMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
server_message_clear (ServerMessage *self)
{
  LandlineMessageState *state = (LandlineMessageState *) self->row.state;

  /* Nearly all are as they were sent. */
  if (state == NULL)
    return;
  landline_message_state_clear (state);
  g_free (state);
}

void
server_message_unref (ServerMessage *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, (GDestroyNotify) server_message_clear);
}

/**
 * server_message_get_row:
 * @self: the message
 *
 * Returns: (transfer none): the message as model/wire/ writes it
 */
const LandlineMessageRow *
server_message_get_row (ServerMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->row;
}

/**
 * server_message_get_device_id:
 * @self: the message
 *
 * Returns: (nullable): the device that sent it: it is told `sent`, the sender's others are told the
 * message
 */
const char *
server_message_get_device_id (ServerMessage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->device_id;
}

/**
 * server_message_is_forgotten:
 * @self: the message
 *
 * Returns: whether the content is not kept any more, and not because the message was deleted: that
 * it was has to be told
 */
gboolean
server_message_is_forgotten (ServerMessage *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->row.content == NULL && (self->row.state == NULL || !self->row.state->is_deleted);
}

/**
 * server_message_dup_message:
 * @self: a message whose content is kept
 * @error: return location for an error
 *
 * Takes the content apart. The server's own way of a message does without.
 *
 * Returns: (transfer full): the message as a noun
 */
LandlineMessage *
server_message_dup_message (ServerMessage *self, GError **error)
{
  g_autoptr (LandlineContent) content = NULL;
  g_autoptr (LandlineMessage) message = NULL;
  const LandlineMessageRow *row;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (!server_message_is_forgotten (self), NULL);

  row = &self->row;
  content = row->content == NULL
                ? landline_content_new_deleted ()
                : landline_wire_content_new_from_data (row->content, row->content_length, error);
  if (content == NULL)
    return NULL;
  message = landline_message_new (row->id, row->sender_id, row->conversation, row->seq, row->time,
                                  content, row->reply_to);
  return row->state == NULL ? g_steal_pointer (&message)
                            : landline_message_new_with_state (message, row->state);
}
