/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-event.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-action.h"
#include "wire-conversation.h"
#include "wire-device.h"
#include "wire-message.h"
#include "wire-note.h"
#include "wire-status.h"
#include "wire-user.h"
#include "wire-writer.h"

gboolean
wire_sent_read (const WireValue *value, const char *name, LandlineSent *out, GError **error)
{
  const WireValue *cursor_value, *id_value, *conversation_value, *seq_value, *time_value,
      *again_value;
  const WireField fields[] = {
    WIRE_FIELD ("cursor", &cursor_value),   WIRE_FIELD ("id", &id_value),
    WIRE_FIELD ("seq", &seq_value),         WIRE_FIELD ("conversation", &conversation_value),
    WIRE_FIELD ("duplicate", &again_value), WIRE_FIELD ("time", &time_value),
  };
  const char *id, *conversation;
  gint64 cursor, seq, time;
  gboolean duplicate;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_optional_integer (cursor_value, "cursor", 0, LANDLINE_LIMIT_INTEGER, 0, &cursor,
                                   error) ||
      !wire_read_message_id (id_value, "id", &id, error) ||
      !wire_read_prefixed_id (conversation_value, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_integer (seq_value, "seq", 1, LANDLINE_LIMIT_INTEGER, &seq, error) ||
      !wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
      !wire_read_optional_boolean (again_value, "duplicate", &duplicate, error))
    return FALSE;

  landline_sent_init (out, cursor, id, conversation, seq, time, duplicate);
  return TRUE;
}

void
wire_sent_write_members (GString *out, const LandlineSent *sent)
{
  wire_append (out, "\"id\":\"");
  g_string_append (out, sent->id);
  wire_append (out, "\",\"conversation\":\"");
  g_string_append (out, sent->conversation);
  wire_append (out, "\",\"seq\":");
  wire_append_integer (out, sent->seq);
  wire_append (out, ",\"time\":");
  wire_append_integer (out, sent->time);
  wire_append (out, ",\"duplicate\":");
  wire_append_boolean (out, sent->duplicate);
}

gboolean
wire_done_read (const WireValue *value, const char *name, LandlineDone *out, GError **error)
{
  const WireValue *cursor_value, *id_value, *conversation_value, *version_value, *time_value,
      *again_value;
  const WireField fields[] = {
    WIRE_FIELD ("cursor", &cursor_value),   WIRE_FIELD ("id", &id_value),
    WIRE_FIELD ("version", &version_value), WIRE_FIELD ("conversation", &conversation_value),
    WIRE_FIELD ("duplicate", &again_value), WIRE_FIELD ("time", &time_value),
  };
  const char *id, *conversation = NULL;
  gint64 cursor, version, time;
  gboolean duplicate;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_optional_integer (cursor_value, "cursor", 0, LANDLINE_LIMIT_INTEGER, 0, &cursor,
                                   error) ||
      !wire_read_message_id (id_value, "id", &id, error) ||
      (conversation_value != NULL &&
       !wire_read_prefixed_id (conversation_value, "conversation", LANDLINE_ID_CONVERSATION,
                               &conversation, error)) ||
      !wire_read_integer (version_value, "version", 1, LANDLINE_LIMIT_INTEGER, &version, error) ||
      !wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
      !wire_read_optional_boolean (again_value, "duplicate", &duplicate, error))
    return FALSE;

  landline_done_init (out, cursor, id, conversation, version, time, duplicate);
  return TRUE;
}

void
wire_done_write_members (GString *out, const LandlineDone *done)
{
  wire_append (out, "\"id\":\"");
  g_string_append (out, done->id);
  if (*done->conversation != '\0')
    {
      wire_append (out, "\",\"conversation\":\"");
      g_string_append (out, done->conversation);
    }
  wire_append (out, "\",\"version\":");
  wire_append_integer (out, done->version);
  wire_append (out, ",\"time\":");
  wire_append_integer (out, done->time);
  wire_append (out, ",\"duplicate\":");
  wire_append_boolean (out, done->duplicate);
}

LandlineReceipt *
wire_receipt_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *conversation_value, *user_id_value, *delivered_value, *read_value,
      *delivered_time_value, *read_time_value;
  const WireField fields[] = {
    WIRE_FIELD ("conversation", &conversation_value),
    WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("delivered", &delivered_value),
    WIRE_FIELD ("read", &read_value),
    WIRE_FIELD ("delivered_time", &delivered_time_value),
    WIRE_FIELD ("read_time", &read_time_value),
  };
  g_autoptr (LandlineReceipt) receipt = NULL;
  const char *conversation, *user_id;
  gint64 delivered, read, delivered_time, read_time;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (conversation_value, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_integer (delivered_value, "delivered", 0, LANDLINE_LIMIT_INTEGER, &delivered,
                          error) ||
      !wire_read_integer (read_value, "read", 0, delivered, &read, error) ||
      !wire_read_optional_integer (delivered_time_value, "delivered_time", 0,
                                   LANDLINE_LIMIT_INTEGER, 0, &delivered_time, error) ||
      !wire_read_optional_integer (read_time_value, "read_time", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &read_time, error))
    return NULL;

  receipt = landline_receipt_new (conversation, user_id, delivered, read);
  return landline_receipt_new_at (receipt, delivered_time, read_time);
}

void
wire_receipt_write (GString *out,
                    const char *conversation,
                    const char *user_id,
                    gint64 delivered,
                    gint64 read,
                    gint64 delivered_time,
                    gint64 read_time)
{
  wire_append (out, "{\"conversation\":\"");
  g_string_append (out, conversation);
  wire_append (out, "\",\"user_id\":\"");
  g_string_append (out, user_id);
  wire_append (out, "\",\"delivered\":");
  wire_append_integer (out, delivered);
  wire_append (out, ",\"read\":");
  wire_append_integer (out, read);
  if (delivered_time > 0)
    {
      wire_append (out, ",\"delivered_time\":");
      wire_append_integer (out, delivered_time);
    }
  if (read_time > 0)
    {
      wire_append (out, ",\"read_time\":");
      wire_append_integer (out, read_time);
    }
  wire_append (out, "}");
}

/* The members of an event. */
typedef struct
{
  const WireValue *cursor;
  const WireValue *event;
  const WireValue *message;
  const WireValue *sent;
  const WireValue *receipt;
  const WireValue *conversation;
  const WireValue *change;
  const WireValue *by;
  const WireValue *users;
  const WireValue *time;
  const WireValue *action;
  const WireValue *note;
  const WireValue *done;
  const WireValue *status;
  const WireValue *view;
  const WireValue *user;
  const WireValue *device;
} EventValues;

static LandlineEvent *
read_message_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineMessage) message = wire_message_read (values->message, "message", error);

  return message != NULL ? landline_event_new_message (cursor, message) : NULL;
}

static LandlineEvent *
read_sent_event (const EventValues *values, gint64 cursor, GError **error)
{
  LandlineSent sent;

  if (!wire_sent_read (values->sent, "sent", &sent, error))
    return NULL;

  sent.cursor = cursor;
  return landline_event_new_sent (&sent);
}

static LandlineEvent *
read_receipt_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineReceipt) receipt = wire_receipt_read (values->receipt, "receipt", error);

  return receipt != NULL ? landline_event_new_receipt (cursor, receipt) : NULL;
}

static LandlineEvent *
read_conversation_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineConversation) conversation = NULL;
  g_autofree const char **users = NULL;
  LandlineChange change = { NULL };

  if (!wire_read_optional_string (values->change, "change", LANDLINE_LIMIT_ID, &change.name,
                                  error) ||
      (values->by != NULL && !wire_read_user_id (values->by, "by", &change.by, error)) ||
      !wire_read_optional_users (values->users, "users", LANDLINE_LIMIT_CHANGE_USERS, &users,
                                 error) ||
      !wire_read_optional_integer (values->time, "time", 0, LANDLINE_LIMIT_INTEGER, 0, &change.time,
                                   error))
    return NULL;

  conversation = wire_conversation_read (values->conversation, "conversation", error);
  if (conversation == NULL)
    return NULL;

  change.users = users;
  return landline_event_new_change (cursor, conversation, &change);
}

static LandlineEvent *
read_action_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineAction) action = wire_action_read_taken (values->action, "action", error);

  return action != NULL ? landline_event_new_action (cursor, action) : NULL;
}

static LandlineEvent *
read_note_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineNote) note = wire_note_read (values->note, "note", TRUE, error);

  return note != NULL ? landline_event_new_note (cursor, note) : NULL;
}

static LandlineEvent *
read_done_event (const EventValues *values, gint64 cursor, GError **error)
{
  LandlineDone done;

  if (!wire_done_read (values->done, "done", &done, error))
    return NULL;

  done.cursor = cursor;
  return landline_event_new_done (&done);
}

static LandlineEvent *
read_status_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineStatus) status = wire_status_read (values->status, "status", error);

  return status != NULL ? landline_event_new_status (cursor, status) : NULL;
}

static LandlineEvent *
read_view_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineView) view = wire_view_read (values->view, "view", error);

  return view != NULL ? landline_event_new_view (cursor, view) : NULL;
}

static LandlineEvent *
read_user_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineUser) user = wire_user_read (values->user, "user", error);

  return user != NULL ? landline_event_new_user (cursor, user) : NULL;
}

static LandlineEvent *
read_device_event (const EventValues *values, gint64 cursor, GError **error)
{
  g_autoptr (LandlineDevice) device = wire_device_read (values->device, "device", error);

  return device != NULL ? landline_event_new_device (cursor, device) : NULL;
}

static LandlineEvent *
read_payload (const char *event, const EventValues *values, gint64 cursor, GError **error)
{
  if (strcmp (event, "message") == 0)
    return read_message_event (values, cursor, error);
  if (strcmp (event, "receipt") == 0)
    return read_receipt_event (values, cursor, error);
  if (strcmp (event, "conversation") == 0)
    return read_conversation_event (values, cursor, error);
  if (strcmp (event, "sent") == 0)
    return read_sent_event (values, cursor, error);
  if (strcmp (event, "action") == 0)
    return read_action_event (values, cursor, error);
  if (strcmp (event, "note") == 0)
    return read_note_event (values, cursor, error);
  if (strcmp (event, "done") == 0)
    return read_done_event (values, cursor, error);
  if (strcmp (event, "status") == 0)
    return read_status_event (values, cursor, error);
  if (strcmp (event, "view") == 0)
    return read_view_event (values, cursor, error);
  if (strcmp (event, "user") == 0)
    return read_user_event (values, cursor, error);
  if (strcmp (event, "device") == 0)
    return read_device_event (values, cursor, error);

  return landline_event_new_unsupported (cursor);
}

/* What only a newer program can read is an event all the same: were it an error, the inbox would be
 * stuck there. */
LandlineEvent *
wire_event_read (const WireValue *value, const char *name, GError **error)
{
  EventValues values;
  const WireField fields[] = {
    WIRE_FIELD ("cursor", &values.cursor),   WIRE_FIELD ("event", &values.event),
    WIRE_FIELD ("message", &values.message), WIRE_FIELD ("sent", &values.sent),
    WIRE_FIELD ("receipt", &values.receipt), WIRE_FIELD ("conversation", &values.conversation),
    WIRE_FIELD ("change", &values.change),   WIRE_FIELD ("by", &values.by),
    WIRE_FIELD ("users", &values.users),     WIRE_FIELD ("time", &values.time),
    WIRE_FIELD ("action", &values.action),   WIRE_FIELD ("note", &values.note),
    WIRE_FIELD ("done", &values.done),       WIRE_FIELD ("status", &values.status),
    WIRE_FIELD ("view", &values.view),       WIRE_FIELD ("user", &values.user),
    WIRE_FIELD ("device", &values.device),
  };
  g_autoptr (GError) problem = NULL;
  LandlineEvent *result;
  const char *event;
  gint64 cursor;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_integer (values.cursor, "cursor", 1, LANDLINE_LIMIT_INTEGER, &cursor, error) ||
      !wire_read_string (values.event, "event", LANDLINE_LIMIT_ID, &event, error))
    return NULL;

  result = read_payload (event, &values, cursor, &problem);
  if (result == NULL && g_error_matches (problem, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED))
    return landline_event_new_unsupported (cursor);

  if (result == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  return result;
}

void
wire_event_write_message (GString *out, const LandlineMessageRow *row)
{
  wire_append (out, "\"event\":\"message\",\"message\":");
  wire_message_write (out, row, FALSE);
}

void
wire_event_write_receipt (GString *out,
                          const char *conversation,
                          const char *user_id,
                          gint64 delivered,
                          gint64 read)
{
  wire_append (out, "\"event\":\"receipt\",\"receipt\":");
  wire_receipt_write (out, conversation, user_id, delivered, read, 0, 0);
}

/* What is left of a frame for an event, beside its cursor. */
#define EVENT_LIMIT (LANDLINE_LIMIT_FRAME - 128)

static void
write_conversation_event (GString *out,
                          LandlineConversation *conversation,
                          const LandlineChange *change,
                          gboolean with_names)
{
  wire_append (out, "\"event\":\"conversation\",\"conversation\":");
  wire_conversation_write (out, conversation, with_names);
  wire_append (out, ",\"change\":");
  wire_append_nullable (out, change->name);
  wire_append (out, ",\"by\":");
  wire_append_nullable (out, change->by);
  if (change->users != NULL && *change->users != NULL &&
      g_strv_length ((char **) change->users) <= LANDLINE_LIMIT_CHANGE_USERS)
    {
      wire_append (out, ",\"users\":");
      wire_append_strings (out, change->users);
    }
  if (change->time > 0)
    {
      wire_append (out, ",\"time\":");
      wire_append_integer (out, change->time);
    }
}

/* The names of 1,024 members may not fit in a frame; their ids always do. A client has the names
 * from the directory. */
void
wire_event_write_conversation (GString *out,
                               LandlineConversation *conversation,
                               const LandlineChange *change)
{
  gsize start = out->len;

  write_conversation_event (out, conversation, change, TRUE);
  if (out->len - start <= EVENT_LIMIT)
    return;

  g_string_truncate (out, start);
  write_conversation_event (out, conversation, change, FALSE);
}

void
wire_event_write_action (GString *out, LandlineAction *action)
{
  wire_append (out, "\"event\":\"action\",\"action\":{");
  wire_action_write_members (out, action);
  wire_append (out, "}");
}

void
wire_event_write_note (GString *out, LandlineNote *note)
{
  wire_append (out, "\"event\":\"note\",\"note\":");
  wire_note_write (out, note);
}

void
wire_event_write (GString *out, LandlineEvent *event)
{
  LandlineReceipt *receipt = landline_event_get_receipt (event);
  LandlineMessageRow row;
  LandlineChange change;

  switch (landline_event_get_kind (event))
    {
    case LANDLINE_EVENT_MESSAGE:
      wire_message_to_row (landline_event_get_message (event), &row);
      wire_event_write_message (out, &row);
      break;
    case LANDLINE_EVENT_SENT:
      wire_append (out, "\"event\":\"sent\",\"sent\":{");
      wire_sent_write_members (out, landline_event_get_sent (event));
      wire_append (out, "}");
      break;
    case LANDLINE_EVENT_RECEIPT:
      wire_event_write_receipt (out, landline_receipt_get_conversation (receipt),
                                landline_receipt_get_user_id (receipt),
                                landline_receipt_get_delivered (receipt),
                                landline_receipt_get_read (receipt));
      break;
    case LANDLINE_EVENT_CONVERSATION:
      change.name = landline_event_get_change (event);
      change.by = landline_event_get_by (event);
      change.users = landline_event_get_users (event);
      change.time = landline_event_get_time (event);
      wire_event_write_conversation (out, landline_event_get_conversation (event), &change);
      break;
    case LANDLINE_EVENT_ACTION:
      wire_event_write_action (out, landline_event_get_action (event));
      break;
    case LANDLINE_EVENT_NOTE:
      wire_event_write_note (out, landline_event_get_note (event));
      break;
    case LANDLINE_EVENT_DONE:
      wire_append (out, "\"event\":\"done\",\"done\":{");
      wire_done_write_members (out, landline_event_get_done (event));
      wire_append (out, "}");
      break;
    case LANDLINE_EVENT_STATUS:
      wire_append (out, "\"event\":\"status\",\"status\":");
      wire_status_write (out, landline_event_get_status (event));
      break;
    case LANDLINE_EVENT_VIEW:
      wire_append (out, "\"event\":\"view\",\"view\":");
      wire_view_write (out, landline_event_get_view (event));
      break;
    case LANDLINE_EVENT_USER:
      wire_append (out, "\"event\":\"user\",\"user\":");
      wire_user_write (out, landline_event_get_user (event));
      break;
    case LANDLINE_EVENT_DEVICE:
      wire_append (out, "\"event\":\"device\",\"device\":");
      wire_device_write (out, landline_event_get_device (event));
      break;
    case LANDLINE_EVENT_UNSUPPORTED:
    default:
      wire_append (out, "\"event\":\"unsupported\"");
    }
}
