/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-reply.h"

#include "landline-wire-conversation.h"
#include "wire-device.h"
#include "wire-event.h"
#include "wire-limits.h"
#include "wire-media.h"
#include "wire-message.h"
#include "wire-note.h"
#include "wire-status.h"
#include "wire-user.h"
#include "wire-writer.h"

/* Writes one element of a list. */
typedef void (*WriteElement) (GString *out, gpointer element);

static void
write_list (GString *out, const char *name, GPtrArray *elements, WriteElement write)
{
  wire_append (out, "{");
  wire_append_string (out, name);
  wire_append (out, ":[");
  for (guint i = 0; i < elements->len; i++)
    {
      if (i > 0)
        wire_append (out, ",");
      write (out, elements->pdata[i]);
    }
  wire_append (out, "]}");
}

/* Between the elements of a page that is written row by row. */
static void
append_comma (GString *out)
{
  if (out->str[out->len - 1] != '[')
    wire_append (out, ",");
}

/**
 * landline_registration_clear:
 * @self: a registration
 *
 * Frees what is in @self, but not @self.
 */
void
landline_registration_clear (LandlineRegistration *self)
{
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->token, g_free);
}

/**
 * landline_rest_write_error:
 * @out: where to append
 * @code: what went wrong
 * @message: the same as a sentence for a person
 * @retry_after: in milliseconds, -1 for not said
 *
 * Writes the body of a refusal.
 */
void
landline_rest_write_error (GString *out,
                           LandlineError code,
                           const char *message,
                           gint64 retry_after)
{
  wire_append (out, "{\"error\":{");
  wire_error_write_members (out, code, message, retry_after);
  wire_append (out, "}}");
}

/**
 * landline_rest_write_server_info:
 * @out: where to append
 * @info: what a server says about itself
 *
 * Writes the answer of `GET /v1/server`.
 */
void
landline_rest_write_server_info (GString *out, LandlineServerInfo *info)
{
  wire_append (out, "{\"name\":");
  wire_append_string (out, landline_server_info_get_name (info));
  wire_append (out, ",\"version\":");
  wire_append_string (out, landline_server_info_get_version (info));
  wire_append (out, ",\"policy\":\"");
  g_string_append (out, landline_policy_to_string (landline_server_info_get_policy (info)));
  wire_append (out, "\",\"limits\":");
  wire_limits_write (out, landline_server_info_get_limits (info));
  wire_append (out, ",\"key\":");
  wire_append_nullable (out, landline_server_info_get_key (info));
  wire_append (out, "}");
}

/**
 * landline_rest_write_health:
 * @out: where to append
 *
 * Writes the answer of `GET /healthz` of a server that works.
 */
void
landline_rest_write_health (GString *out)
{
  wire_append (out, "{\"status\":\"ok\"}");
}

/**
 * landline_rest_write_registration:
 * @out: where to append
 * @registration: the new user, device and token
 *
 * Writes the answer of `POST /v1/register`.
 */
void
landline_rest_write_registration (GString *out, const LandlineRegistration *registration)
{
  wire_append (out, "{\"user_id\":");
  wire_append_string (out, registration->user_id);
  wire_append (out, ",\"device\":");
  wire_append_string (out, registration->device);
  wire_append (out, ",\"token\":");
  wire_append_string (out, registration->token);
  wire_append (out, "}");
}

/**
 * landline_rest_write_sent:
 * @out: where to append
 * @sent: what was taken
 *
 * Writes the answer of `POST /v1/messages`.
 */
void
landline_rest_write_sent (GString *out, const LandlineSent *sent)
{
  wire_append (out, "{");
  wire_sent_write_members (out, sent);
  wire_append (out, "}");
}

/**
 * landline_rest_write_acked:
 * @out: where to append
 * @cursor: up to where the device has acknowledged
 *
 * Writes the answer of `POST /v1/acks`.
 */
void
landline_rest_write_acked (GString *out, gint64 cursor)
{
  wire_append (out, "{\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, "}");
}

/**
 * landline_rest_write_media:
 * @out: where to append
 * @media: a file
 *
 * Writes the answer of `POST /v1/media`.
 */
void
landline_rest_write_media (GString *out, LandlineMedia *media)
{
  wire_append (out, "{");
  wire_media_write_members (out, media);
  wire_append (out, ",\"type\":\"");
  g_string_append (out, landline_media_kind_to_string (landline_media_get_kind (media)));
  wire_append (out, "\"}");
}

static void
write_media_hit (GString *out, LandlineMediaHit *hit)
{
  landline_rest_write_media (out, landline_media_hit_get_media (hit));
  if (landline_media_hit_get_message_id (hit) == NULL)
    return;

  g_string_truncate (out, out->len - 1);
  wire_append (out, ",\"message\":{\"id\":");
  wire_append_string (out, landline_media_hit_get_message_id (hit));
  wire_append (out, ",\"conversation\":");
  wire_append_string (out, landline_media_hit_get_conversation (hit));
  wire_append (out, ",\"seq\":");
  wire_append_integer (out, landline_media_hit_get_seq (hit));
  wire_append (out, ",\"sender_id\":");
  wire_append_string (out, landline_media_hit_get_sender_id (hit));
  wire_append (out, ",\"time\":");
  wire_append_integer (out, landline_media_hit_get_time (hit));
  wire_append (out, "}}");
}

/**
 * landline_rest_write_media_hits:
 * @out: where to append
 * @hits: (element-type LandlineMediaHit): files, newest first
 * @more: whether there are older ones
 *
 * Writes the answer of `GET /v1/media?name=`.
 */
void
landline_rest_write_media_hits (GString *out, GPtrArray *hits, gboolean more)
{
  wire_append (out, "{\"media\":[");
  for (guint i = 0; i < hits->len; i++)
    {
      append_comma (out);
      write_media_hit (out, hits->pdata[i]);
    }
  wire_append (out, "],\"more\":");
  wire_append_boolean (out, more);
  wire_append (out, "}");
}

static void
write_user (GString *out, gpointer user)
{
  landline_rest_write_user (out, user);
}

/**
 * landline_rest_write_user:
 * @out: where to append
 * @user: a user
 *
 * Writes the answer of `GET /v1/users/{id}` and of `/v1/me`.
 */
void
landline_rest_write_user (GString *out, LandlineUser *user)
{
  wire_user_write (out, user);
}

/**
 * landline_rest_write_users:
 * @out: where to append
 * @users: (element-type LandlineUser): users
 *
 * Writes the answer of `GET /v1/users`.
 */
void
landline_rest_write_users (GString *out, GPtrArray *users)
{
  write_list (out, "users", users, write_user);
}

static void
write_conversation (GString *out, gpointer conversation)
{
  landline_wire_conversation_write (out, conversation);
}

/**
 * landline_rest_write_conversation:
 * @out: where to append
 * @conversation: a conversation
 *
 * Writes the answer of `GET /v1/conversations/{id}`.
 */
void
landline_rest_write_conversation (GString *out, LandlineConversation *conversation)
{
  landline_wire_conversation_write (out, conversation);
}

/**
 * landline_rest_write_conversations:
 * @out: where to append
 * @conversations: (element-type LandlineConversation): conversations
 *
 * Writes the answer of `GET /v1/conversations`.
 */
void
landline_rest_write_conversations (GString *out, GPtrArray *conversations)
{
  write_list (out, "conversations", conversations, write_conversation);
}

static void
write_receipt (GString *out, gpointer receipt)
{
  wire_receipt_write (out, landline_receipt_get_conversation (receipt),
                      landline_receipt_get_user_id (receipt),
                      landline_receipt_get_delivered (receipt), landline_receipt_get_read (receipt),
                      landline_receipt_get_delivered_time (receipt),
                      landline_receipt_get_read_time (receipt));
}

/**
 * landline_rest_write_receipts:
 * @out: where to append
 * @receipts: (element-type LandlineReceipt): receipts
 *
 * Writes the answer of `GET /v1/conversations/{id}/receipts`.
 */
void
landline_rest_write_receipts (GString *out, GPtrArray *receipts)
{
  write_list (out, "receipts", receipts, write_receipt);
}

static void
write_device (GString *out, gpointer device)
{
  wire_device_write (out, device);
}

static void
write_device_link (GString *out, gpointer link)
{
  wire_device_link_write (out, link);
}

/**
 * landline_rest_write_devices:
 * @out: where to append
 * @devices: (element-type LandlineDevice): devices
 *
 * Writes the answer of `GET /v1/devices`.
 */
void
landline_rest_write_devices (GString *out, GPtrArray *devices)
{
  write_list (out, "devices", devices, write_device);
}

/**
 * landline_rest_write_device_link:
 * @out: where to append
 * @link: a link
 *
 * Writes the answer of `POST /v1/devices/link`.
 */
void
landline_rest_write_device_link (GString *out, LandlineDeviceLink *link)
{
  wire_device_link_write (out, link);
}

/**
 * landline_rest_write_device_links:
 * @out: where to append
 * @links: (element-type LandlineDeviceLink): links
 *
 * Writes the answer of `GET /v1/devices/link`.
 */
void
landline_rest_write_device_links (GString *out, GPtrArray *links)
{
  write_list (out, "links", links, write_device_link);
}

static void
write_status (GString *out, gpointer status)
{
  wire_status_write (out, status);
}

/**
 * landline_rest_write_status:
 * @out: where to append
 * @status: a status
 *
 * Writes the answer of `POST /v1/statuses`.
 */
void
landline_rest_write_status (GString *out, LandlineStatus *status)
{
  wire_status_write (out, status);
}

static void
write_view (GString *out, gpointer view)
{
  wire_view_write (out, view);
}

/**
 * landline_rest_write_views:
 * @out: where to append
 * @views: (element-type LandlineView): who viewed a status
 *
 * Writes the answer of `GET /v1/statuses/{id}/views`.
 */
void
landline_rest_write_views (GString *out, GPtrArray *views)
{
  write_list (out, "views", views, write_view);
}

/**
 * landline_rest_write_statuses:
 * @out: where to append
 * @statuses: (element-type LandlineStatus): statuses
 *
 * Writes the answer of `GET /v1/statuses`.
 */
void
landline_rest_write_statuses (GString *out, GPtrArray *statuses)
{
  write_list (out, "statuses", statuses, write_status);
}

/**
 * landline_rest_write_notes:
 * @out: where to append
 * @notes: (element-type LandlineNote): notes, in the order of their versions
 * @more: whether there are newer ones
 *
 * Writes the answer of `GET /v1/notes`.
 */
void
landline_rest_write_notes (GString *out, GPtrArray *notes, gboolean more)
{
  wire_append (out, "{\"notes\":[");
  for (guint i = 0; i < notes->len; i++)
    {
      append_comma (out);
      wire_note_write (out, notes->pdata[i]);
    }
  wire_append (out, "],\"more\":");
  wire_append_boolean (out, more);
  wire_append (out, "}");
}

/**
 * landline_rest_begin_messages:
 * @out: where to append
 *
 * Begins the answer of `GET /v1/conversations/{id}/messages`.
 */
void
landline_rest_begin_messages (GString *out)
{
  wire_append (out, "{\"messages\":[");
}

/**
 * landline_rest_add_message:
 * @out: where to append
 * @row: a message
 *
 * Adds a message to a page of messages.
 */
void
landline_rest_add_message (GString *out, const LandlineMessageRow *row)
{
  append_comma (out);
  wire_message_write (out, row, TRUE);
}

/**
 * landline_rest_end_messages:
 * @out: where to append
 * @more: whether there are older ones
 *
 * Ends a page of messages.
 */
void
landline_rest_end_messages (GString *out, gboolean more)
{
  wire_append (out, "],\"more\":");
  wire_append_boolean (out, more);
  wire_append (out, "}");
}

/**
 * landline_rest_begin_events:
 * @out: where to append
 *
 * Begins the answer of `GET /v1/messages`.
 */
void
landline_rest_begin_events (GString *out)
{
  wire_append (out, "{\"events\":[");
}

static void
begin_event (GString *out, gint64 cursor)
{
  append_comma (out);
  wire_append (out, "{\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, ",");
}

/**
 * landline_rest_add_event:
 * @out: where to append
 * @event: an event
 *
 * Adds any event to a page of events.
 */
void
landline_rest_add_event (GString *out, LandlineEvent *event)
{
  begin_event (out, landline_event_get_cursor (event));
  wire_event_write (out, event);
  wire_append (out, "}");
}

/**
 * landline_rest_add_event_message:
 * @out: where to append
 * @cursor: the row of the inbox
 * @row: the message
 *
 * Adds to a page of events that a message came.
 */
void
landline_rest_add_event_message (GString *out, gint64 cursor, const LandlineMessageRow *row)
{
  begin_event (out, cursor);
  wire_event_write_message (out, row);
  wire_append (out, "}");
}

/**
 * landline_rest_add_event_sent:
 * @out: where to append
 * @sent: what was taken, with its cursor
 *
 * Adds to a page of events that a message of this device was taken.
 */
void
landline_rest_add_event_sent (GString *out, const LandlineSent *sent)
{
  begin_event (out, sent->cursor);
  wire_append (out, "\"event\":\"sent\",\"sent\":{");
  wire_sent_write_members (out, sent);
  wire_append (out, "}}");
}

/**
 * landline_rest_add_event_receipt:
 * @out: where to append
 * @cursor: the row of the inbox
 * @conversation: the conversation
 * @user_id: the member whose watermarks moved
 * @delivered: up to which seq a device of theirs has stored the messages
 * @read: up to which seq they have seen them
 *
 * Adds to a page of events that a receipt moved.
 */
void
landline_rest_add_event_receipt (GString *out,
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
 * landline_rest_end_events:
 * @out: where to append
 * @cursor: of the last event, or where the caller was when there is none
 * @more: whether there are newer ones
 *
 * Ends a page of events.
 */
void
landline_rest_end_events (GString *out, gint64 cursor, gboolean more)
{
  wire_append (out, "],\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, ",\"more\":");
  wire_append_boolean (out, more);
  wire_append (out, "}");
}
