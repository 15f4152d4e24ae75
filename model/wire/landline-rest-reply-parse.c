/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-reply.h"

#include <string.h>

#include "landline-limits.h"
#include "wire-conversation.h"
#include "wire-event.h"
#include "wire-limits.h"
#include "wire-device.h"
#include "wire-media.h"
#include "wire-message.h"
#include "wire-note.h"
#include "wire-reader.h"
#include "wire-status.h"
#include "wire-user.h"

/* No list of a reply is longer: what is may not fit in LANDLINE_LIMIT_REST_REPLY anyway. */
#define LIST_LIMIT 100000

/* Reads one element of a list into an object. */
typedef gpointer (*ReadElement) (const WireValue *value, GError **error);

static GPtrArray *
read_list (const WireValue *list, const char *name, ReadElement read, GError **error)
{
  g_autoptr (GPtrArray) elements = NULL;
  const WireValue *element;
  guint n;

  if (!wire_read_array (list, name, LIST_LIMIT, &n, error))
    return NULL;

  elements = g_ptr_array_new_full (n, g_object_unref);
  element = wire_array_first (list);
  for (guint i = 0; i < n; i++, element = wire_array_next (element))
    {
      gpointer object = read (element, error);

      if (object == NULL)
        return NULL;
      g_ptr_array_add (elements, object);
    }

  return g_steal_pointer (&elements);
}

/* An object whose one member is a list. */
static GPtrArray *
parse_list (const char *data, gsize length, const char *name, ReadElement read, GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *list;
  const WireField fields[] = { { name, strlen (name), &list } };

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error))
    return NULL;

  return read_list (list, name, read, error);
}

/* A reply that is one object. */
static gpointer
parse_object (const char *data, gsize length, ReadElement read, GError **error)
{
  g_auto (WireDocument) document;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error))
    return NULL;

  return read (wire_document_get_root (&document), error);
}

static LandlineError
code_from_http_status (guint status)
{
  if (status == 403)
    return LANDLINE_ERROR_UNAUTHORIZED;

  for (guint i = 0; i < LANDLINE_N_ERRORS; i++)
    if (landline_error_to_http_status (i) == status)
      return i;

  return status >= 500 ? LANDLINE_ERROR_BUSY : LANDLINE_ERROR_BAD_FRAME;
}

/**
 * landline_rest_parse_error:
 * @data: (array length=length) (nullable): the body of a call that failed
 * @length: bytes of @data
 * @http_status: the status that came with it
 * @error: return location for the error
 *
 * Sets @error to what the server says in the body; where the body is none of ours, to what
 * @http_status says.
 */
void
landline_rest_parse_error (const char *data, gsize length, guint http_status, GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *error_value;
  const WireField fields[] = { WIRE_FIELD ("error", &error_value) };
  g_autofree char *message = NULL;
  gint64 retry_after = -1;
  LandlineError code;

  if (wire_document_parse (&document, data != NULL ? data : "", data != NULL ? length : 0,
                           LANDLINE_LIMIT_REST_REPLY, NULL) &&
      wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                        NULL) &&
      wire_error_read (error_value, &code, &message, &retry_after, NULL))
    {
      g_set_error_literal (error, LANDLINE_ERROR, code, message);
      if (error != NULL)
        landline_error_set_retry_after (*error, retry_after);
      return;
    }

  g_set_error (error, LANDLINE_ERROR, code_from_http_status (http_status),
               "The server answered with HTTP status %u.", http_status);
}

static gpointer
read_server_info (const WireValue *value, GError **error)
{
  const WireValue *name_value, *version_value, *policy_value, *limits_value, *key_value;
  const WireField fields[] = {
    WIRE_FIELD ("name", &name_value),     WIRE_FIELD ("version", &version_value),
    WIRE_FIELD ("policy", &policy_value), WIRE_FIELD ("limits", &limits_value),
    WIRE_FIELD ("key", &key_value),
  };
  const char *name, *version, *policy_name, *key;
  LandlinePolicy policy = LANDLINE_POLICY_INVITE;
  LandlineLimits limits;

  if (!wire_read_object (value, "body", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_read_string (version_value, "version", LANDLINE_LIMIT_ID, &version, error) ||
      !wire_read_string (policy_value, "policy", LANDLINE_LIMIT_ID, &policy_name, error) ||
      !wire_limits_read (limits_value, &limits, error) ||
      !wire_read_optional_string (key_value, "key", LANDLINE_LIMIT_TOKEN, &key, error))
    return NULL;

  landline_policy_from_string (policy_name, &policy);
  return landline_server_info_new (name, version, policy, &limits, key);
}

/**
 * landline_rest_parse_server_info:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/server`.
 *
 * Returns: (transfer full) (nullable): what the server says about itself
 */
LandlineServerInfo *
landline_rest_parse_server_info (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_server_info, error);
}

/**
 * landline_rest_parse_registration:
 * @out: (out): the new user, device and token
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `POST /v1/register`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_registration (LandlineRegistration *out,
                                  const char *data,
                                  gsize length,
                                  GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *user_id_value, *device_value, *token_value;
  const WireField fields[] = {
    WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("device", &device_value),
    WIRE_FIELD ("token", &token_value),
  };
  const char *user_id, *device, *token;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_prefixed_id (device_value, "device", LANDLINE_ID_DEVICE, &device, error) ||
      !wire_read_string (token_value, "token", LANDLINE_LIMIT_TOKEN, &token, error))
    return FALSE;

  out->user_id = g_strdup (user_id);
  out->device = g_strdup (device);
  out->token = g_strdup (token);
  return TRUE;
}

/**
 * landline_rest_parse_sent:
 * @out: (out): what was taken
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `POST /v1/messages`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_sent (LandlineSent *out, const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;

  return wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) &&
         wire_sent_read (wire_document_get_root (&document), "body", out, error);
}

static gpointer
read_media (const WireValue *value, GError **error)
{
  return wire_media_read (value, "media", LANDLINE_MEDIA_KIND_DOCUMENT, error);
}

/**
 * landline_rest_parse_media:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `POST /v1/media`.
 *
 * Returns: (transfer full) (nullable): the file
 */
LandlineMedia *
landline_rest_parse_media (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_media, error);
}

static gpointer
read_user (const WireValue *value, GError **error)
{
  return wire_user_read (value, "user", error);
}

/**
 * landline_rest_parse_user:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/users/{id}` and of `/v1/me`.
 *
 * Returns: (transfer full) (nullable): the user
 */
LandlineUser *
landline_rest_parse_user (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_user, error);
}

/**
 * landline_rest_parse_users:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/users`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineUser): the users
 */
GPtrArray *
landline_rest_parse_users (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "users", read_user, error);
}

static gpointer
read_conversation (const WireValue *value, GError **error)
{
  return wire_conversation_read (value, "conversation", error);
}

/**
 * landline_rest_parse_conversation:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/conversations/{id}`.
 *
 * Returns: (transfer full) (nullable): the conversation
 */
LandlineConversation *
landline_rest_parse_conversation (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_conversation, error);
}

/**
 * landline_rest_parse_conversations:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/conversations`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineConversation): the conversations
 */
GPtrArray *
landline_rest_parse_conversations (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "conversations", read_conversation, error);
}

static gpointer
read_receipt (const WireValue *value, GError **error)
{
  return wire_receipt_read (value, "receipt", error);
}

/**
 * landline_rest_parse_receipts:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/conversations/{id}/receipts`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineReceipt): the receipts
 */
GPtrArray *
landline_rest_parse_receipts (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "receipts", read_receipt, error);
}

static gpointer
read_device (const WireValue *value, GError **error)
{
  return wire_device_read (value, "device", error);
}

static gpointer
read_device_link (const WireValue *value, GError **error)
{
  return wire_device_link_read (value, "link", error);
}

/**
 * landline_rest_parse_devices:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/devices`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineDevice): the devices
 */
GPtrArray *
landline_rest_parse_devices (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "devices", read_device, error);
}

/**
 * landline_rest_parse_device_link:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `POST /v1/devices/link`.
 *
 * Returns: (transfer full) (nullable): the link
 */
LandlineDeviceLink *
landline_rest_parse_device_link (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_device_link, error);
}

/**
 * landline_rest_parse_device_links:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/devices/link`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineDeviceLink): the links
 */
GPtrArray *
landline_rest_parse_device_links (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "links", read_device_link, error);
}

static gpointer
read_status (const WireValue *value, GError **error)
{
  return wire_status_read (value, "status", error);
}

/**
 * landline_rest_parse_status:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `POST /v1/statuses`.
 *
 * Returns: (transfer full) (nullable): the status
 */
LandlineStatus *
landline_rest_parse_status (const char *data, gsize length, GError **error)
{
  return parse_object (data, length, read_status, error);
}

static gpointer
read_view (const WireValue *value, GError **error)
{
  return wire_view_read (value, "view", error);
}

/**
 * landline_rest_parse_views:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/statuses/{id}/views`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineView): the views
 */
GPtrArray *
landline_rest_parse_views (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "views", read_view, error);
}

/**
 * landline_rest_parse_statuses:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/statuses`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineStatus): the statuses
 */
GPtrArray *
landline_rest_parse_statuses (const char *data, gsize length, GError **error)
{
  return parse_list (data, length, "statuses", read_status, error);
}

/* A page: a list and whether there is more of it. */
static GPtrArray *
parse_page (const char *data,
            gsize length,
            const char *name,
            ReadElement read,
            gboolean *more,
            GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *list, *more_value;
  const WireField fields[] = {
    { name, strlen (name), &list },
    WIRE_FIELD ("more", &more_value),
  };
  GPtrArray *elements;
  gboolean has_more;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_optional_boolean (more_value, "more", &has_more, error))
    return NULL;

  elements = read_list (list, name, read, error);
  if (elements != NULL)
    *more = has_more;

  return elements;
}

/* What is said of the newest message with a file, where there is one */
static LandlineMediaHit *
read_media_hit_message (const WireValue *value, LandlineMedia *media, GError **error)
{
  const WireValue *id_value, *conversation_value, *seq_value, *sender_value, *time_value;
  const WireField fields[] = {
    WIRE_FIELD ("id", &id_value),     WIRE_FIELD ("conversation", &conversation_value),
    WIRE_FIELD ("seq", &seq_value),   WIRE_FIELD ("sender_id", &sender_value),
    WIRE_FIELD ("time", &time_value),
  };
  const char *id, *conversation, *sender_id;
  gint64 seq, time;

  if (!wire_read_object (value, "message", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_message_id (id_value, "id", &id, error) ||
      !wire_read_prefixed_id (conversation_value, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_integer (seq_value, "seq", 1, LANDLINE_LIMIT_INTEGER, &seq, error) ||
      !wire_read_user_id (sender_value, "sender_id", &sender_id, error) ||
      !wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error))
    return NULL;

  return landline_media_hit_new_sent (media, id, conversation, seq, sender_id, time);
}

static gpointer
read_media_hit (const WireValue *value, GError **error)
{
  g_autoptr (LandlineMedia) media = read_media (value, error);
  const WireValue *message_value;
  const WireField fields[] = { WIRE_FIELD ("message", &message_value) };

  if (media == NULL || !wire_read_object (value, "media", fields, G_N_ELEMENTS (fields), error))
    return NULL;

  return message_value != NULL ? read_media_hit_message (message_value, media, error)
                               : landline_media_hit_new (media);
}

/**
 * landline_rest_parse_media_hits:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @more: (out): whether there are older ones
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/media?name=`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineMediaHit): the files, newest first
 */
GPtrArray *
landline_rest_parse_media_hits (const char *data, gsize length, gboolean *more, GError **error)
{
  return parse_page (data, length, "media", read_media_hit, more, error);
}

static gpointer
read_note (const WireValue *value, GError **error)
{
  return wire_note_read (value, "note", TRUE, error);
}

/**
 * landline_rest_parse_notes:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @more: (out): whether there are newer ones
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/notes`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineNote): the notes, in the order of their
 * versions
 */
GPtrArray *
landline_rest_parse_notes (const char *data, gsize length, gboolean *more, GError **error)
{
  return parse_page (data, length, "notes", read_note, more, error);
}

static gpointer
read_message (const WireValue *value, GError **error)
{
  return wire_message_read (value, "message", error);
}

/**
 * landline_rest_parse_messages:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @more: (out): whether there are older ones
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/conversations/{id}/messages`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineMessage): the messages, newest first
 */
GPtrArray *
landline_rest_parse_messages (const char *data, gsize length, gboolean *more, GError **error)
{
  return parse_page (data, length, "messages", read_message, more, error);
}

static gpointer
read_event (const WireValue *value, GError **error)
{
  return wire_event_read (value, "event", error);
}

/**
 * landline_rest_parse_events:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @cursor: (out): of the last event
 * @more: (out): whether there are newer ones
 * @error: return location for an error
 *
 * Parses the answer of `GET /v1/messages`.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineEvent): the events in order
 */
GPtrArray *
landline_rest_parse_events (const char *data,
                            gsize length,
                            gint64 *cursor,
                            gboolean *more,
                            GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *events_value, *cursor_value, *more_value;
  const WireField fields[] = {
    WIRE_FIELD ("events", &events_value),
    WIRE_FIELD ("cursor", &cursor_value),
    WIRE_FIELD ("more", &more_value),
  };
  GPtrArray *events;
  gboolean has_more;
  gint64 last;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_integer (cursor_value, "cursor", 0, LANDLINE_LIMIT_INTEGER, &last, error) ||
      !wire_read_optional_boolean (more_value, "more", &has_more, error))
    return NULL;

  events = read_list (events_value, "events", read_event, error);
  if (events != NULL)
    {
      *cursor = last;
      *more = has_more;
    }

  return events;
}
