/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-server-frame.h"

#include "wire-event.h"
#include "wire-limits.h"
#include "wire-message.h"
#include "wire-writer.h"

/**
 * landline_server_frame_clear:
 * @self: a frame
 *
 * Frees what is in @self, but not @self.
 */
void
landline_server_frame_clear (LandlineServerFrame *self)
{
  g_clear_object (&self->event);
  g_clear_pointer (&self->reason, g_free);
  self->kind = LANDLINE_SERVER_FRAME_NONE;
}

/**
 * landline_server_frame_write_welcome:
 * @out: where to append
 * @welcome: what to say
 *
 * Writes the answer to a hello.
 */
void
landline_server_frame_write_welcome (GString *out, const LandlineWelcome *welcome)
{
  g_return_if_fail (welcome != NULL);

  wire_append (out, "{\"frame\":\"welcome\",\"version\":");
  wire_append_integer (out, welcome->version);
  wire_append (out, ",\"generation\":");
  wire_append_string (out, welcome->generation);
  wire_append (out, ",\"user_id\":");
  wire_append_string (out, welcome->user_id);
  wire_append (out, ",\"device\":");
  wire_append_string (out, welcome->device);
  wire_append (out, ",\"head\":");
  wire_append_integer (out, welcome->head);
  wire_append (out, ",\"reset\":");
  wire_append_boolean (out, welcome->reset);
  wire_append (out, ",\"time\":");
  wire_append_integer (out, welcome->time);
  wire_append (out, ",\"limits\":");
  wire_limits_write (out, &welcome->limits);
  wire_append (out, ",\"keepalive\":");
  wire_append_integer (out, welcome->keepalive);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_sent:
 * @out: where to append
 * @sent: what was taken
 *
 * Writes that a message is committed. Without a cursor (0) it is the answer to a repeated send.
 */
void
landline_server_frame_write_sent (GString *out, const LandlineSent *sent)
{
  g_return_if_fail (sent != NULL);

  wire_append (out, "{\"frame\":\"sent\",");
  if (sent->cursor > 0)
    {
      wire_append (out, "\"cursor\":");
      wire_append_integer (out, sent->cursor);
      wire_append (out, ",");
    }
  wire_sent_write_members (out, sent);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_done:
 * @out: where to append
 * @done: what was taken
 *
 * Writes that an action or a note is committed. Without a cursor (0) it is the answer to a repeated
 * one.
 */
void
landline_server_frame_write_done (GString *out, const LandlineDone *done)
{
  g_return_if_fail (done != NULL);

  wire_append (out, "{\"frame\":\"done\",");
  if (done->cursor > 0)
    {
      wire_append (out, "\"cursor\":");
      wire_append_integer (out, done->cursor);
      wire_append (out, ",");
    }
  wire_done_write_members (out, done);
  wire_append (out, "}");
}

static void
begin_event (GString *out, gint64 cursor)
{
  wire_append (out, "{\"frame\":\"event\",\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, ",");
}

/**
 * landline_server_frame_write_event:
 * @out: where to append
 * @event: an event
 *
 * Writes any event. One of kind %LANDLINE_EVENT_SENT becomes a `sent`, one of kind
 * %LANDLINE_EVENT_DONE a `done`, as its device sees it.
 */
void
landline_server_frame_write_event (GString *out, LandlineEvent *event)
{
  g_return_if_fail (LANDLINE_IS_EVENT (event));

  if (landline_event_get_kind (event) == LANDLINE_EVENT_SENT)
    {
      landline_server_frame_write_sent (out, landline_event_get_sent (event));
      return;
    }

  if (landline_event_get_kind (event) == LANDLINE_EVENT_DONE)
    {
      landline_server_frame_write_done (out, landline_event_get_done (event));
      return;
    }

  begin_event (out, landline_event_get_cursor (event));
  wire_event_write (out, event);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_event_message:
 * @out: where to append
 * @cursor: the row of the inbox
 * @row: the message, as a store holds it
 *
 * Writes the event that a message came: its content is taken as it is.
 */
void
landline_server_frame_write_event_message (GString *out,
                                           gint64 cursor,
                                           const LandlineMessageRow *row)
{
  g_return_if_fail (row != NULL);

  begin_event (out, cursor);
  wire_event_write_message (out, row);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_event_receipt:
 * @out: where to append
 * @cursor: the row of the inbox
 * @conversation: the conversation
 * @user_id: the member whose watermarks moved
 * @delivered: up to which seq a device of theirs has stored the messages
 * @read: up to which seq they have seen them
 *
 * Writes the event that a receipt moved.
 */
void
landline_server_frame_write_event_receipt (GString *out,
                                           gint64 cursor,
                                           const char *conversation,
                                           const char *user_id,
                                           gint64 delivered,
                                           gint64 read)
{
  begin_event (out, cursor);
  wire_event_write_receipt (out, conversation, user_id, delivered, read);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_event_conversation:
 * @out: where to append
 * @cursor: the row of the inbox
 * @conversation: the conversation as it is now
 * @change: (nullable): what happened to it
 * @by: (nullable): who did it
 *
 * Writes the event that a conversation was made or changed.
 */
void
landline_server_frame_write_event_conversation (GString *out,
                                                gint64 cursor,
                                                LandlineConversation *conversation,
                                                const char *change,
                                                const char *by)
{
  const LandlineChange told = { .name = change, .by = by };

  landline_server_frame_write_event_change (out, cursor, conversation, &told);
}

/**
 * landline_server_frame_write_event_change:
 * @out: where to append
 * @cursor: the row of the inbox
 * @conversation: the conversation as it is now
 * @change: what happened to it
 *
 * Writes the event that a conversation was made or changed. Where the names of its members do not
 * fit in a frame it comes without these.
 */
void
landline_server_frame_write_event_change (GString *out,
                                          gint64 cursor,
                                          LandlineConversation *conversation,
                                          const LandlineChange *change)
{
  g_return_if_fail (LANDLINE_IS_CONVERSATION (conversation));
  g_return_if_fail (change != NULL);

  begin_event (out, cursor);
  wire_event_write_conversation (out, conversation, change);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_event_action:
 * @out: where to append
 * @cursor: the row of the inbox
 * @action: what was done, as the server took it
 *
 * Writes the event that something was done to a message.
 */
void
landline_server_frame_write_event_action (GString *out, gint64 cursor, LandlineAction *action)
{
  g_return_if_fail (LANDLINE_IS_ACTION (action));
  g_return_if_fail (landline_action_get_user_id (action) != NULL);

  begin_event (out, cursor);
  wire_event_write_action (out, action);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_event_note:
 * @out: where to append
 * @cursor: the row of the inbox
 * @note: what was noted
 *
 * Writes the event that another device of the user made a note.
 */
void
landline_server_frame_write_event_note (GString *out, gint64 cursor, LandlineNote *note)
{
  g_return_if_fail (LANDLINE_IS_NOTE (note));

  begin_event (out, cursor);
  wire_event_write_note (out, note);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_synced:
 * @out: where to append
 * @cursor: the last event of the backlog
 *
 * Writes that the backlog is drained.
 */
void
landline_server_frame_write_synced (GString *out, gint64 cursor)
{
  wire_append (out, "{\"frame\":\"synced\",\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_presence:
 * @out: where to append
 * @user_id: a user
 * @online: whether a device of theirs is connected
 * @last_seen: when one was last, in milliseconds since the epoch, 0 when not known
 *
 * Writes that a user came or went.
 */
void
landline_server_frame_write_presence (GString *out,
                                      const char *user_id,
                                      gboolean online,
                                      gint64 last_seen)
{
  wire_append (out, "{\"frame\":\"presence\",\"user_id\":");
  wire_append_string (out, user_id);
  wire_append (out, ",\"online\":");
  wire_append_boolean (out, online);
  wire_append (out, ",\"last_seen\":");
  if (last_seen > 0)
    wire_append_integer (out, last_seen);
  else
    wire_append (out, "null");
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_typing:
 * @out: where to append
 * @conversation: a conversation
 * @user_id: the member who types
 *
 * Writes that a member is typing.
 */
void
landline_server_frame_write_typing (GString *out, const char *conversation, const char *user_id)
{
  wire_append (out, "{\"frame\":\"typing\",\"conversation\":");
  wire_append_string (out, conversation);
  wire_append (out, ",\"user_id\":");
  wire_append_string (out, user_id);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_error:
 * @out: where to append
 * @id: (nullable): the message that is refused; empty is like %NULL
 * @code: why
 * @message: the same as a sentence for a person
 * @retry_after: in milliseconds, -1 for not said
 *
 * Writes a refusal.
 */
void
landline_server_frame_write_error (GString *out,
                                   const char *id,
                                   LandlineError code,
                                   const char *message,
                                   gint64 retry_after)
{
  wire_append (out, "{\"frame\":\"error\",\"id\":");
  wire_append_nullable (out, id != NULL && *id != '\0' ? id : NULL);
  wire_append (out, ",");
  wire_error_write_members (out, code, message, retry_after);
  wire_append (out, "}");
}

/**
 * landline_server_frame_write_bye:
 * @out: where to append
 * @code: why: `restart`, …
 * @retry_after: in milliseconds, -1 for not said
 *
 * Writes that the server is about to close the channel.
 */
void
landline_server_frame_write_bye (GString *out, const char *code, gint64 retry_after)
{
  wire_append (out, "{\"frame\":\"bye\",\"code\":");
  wire_append_string (out, code);
  wire_append (out, ",\"retry_after\":");
  if (retry_after >= 0)
    wire_append_integer (out, retry_after);
  else
    wire_append (out, "null");
  wire_append (out, "}");
}
