/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-device-link.h"
#include "landline-device.h"
#include "landline-error.h"
#include "landline-event.h"
#include "landline-media-hit.h"
#include "landline-server-frame.h"
#include "landline-server-info.h"
#include "landline-status.h"
#include "landline-user.h"

G_BEGIN_DECLS

/* The bodies that a server answers with. The server writes them, the app parses them. Lists are
 * GPtrArrays of objects. */

/**
 * LandlineRegistration:
 * @user_id: the new user
 * @device: the new device
 * @token: the device's token, told this once
 *
 * The answer of `POST /v1/register` and of `POST /v1/devices`.
 */
typedef struct
{
  char *user_id;
  char *device;
  char *token;
} LandlineRegistration;

#define LANDLINE_REGISTRATION_INIT { NULL }

void landline_registration_clear (LandlineRegistration *self);

/* `{"error":{"code","message","retry_after"}}`; @retry_after in milliseconds, -1 for none */
void landline_rest_write_error (GString *out,
                                LandlineError code,
                                const char *message,
                                gint64 retry_after);
void landline_rest_write_server_info (GString *out, LandlineServerInfo *info);
void landline_rest_write_health (GString *out);
void landline_rest_write_registration (GString *out, const LandlineRegistration *registration);
void landline_rest_write_sent (GString *out, const LandlineSent *sent);
void landline_rest_write_acked (GString *out, gint64 cursor);
void landline_rest_write_media (GString *out, LandlineMedia *media);
void landline_rest_write_media_hits (GString *out, GPtrArray *hits, gboolean more);
void landline_rest_write_user (GString *out, LandlineUser *user);
void landline_rest_write_users (GString *out, GPtrArray *users);
void landline_rest_write_conversation (GString *out, LandlineConversation *conversation);
void landline_rest_write_conversations (GString *out, GPtrArray *conversations);
void landline_rest_write_receipts (GString *out, GPtrArray *receipts);
void landline_rest_write_devices (GString *out, GPtrArray *devices);
void landline_rest_write_device_link (GString *out, LandlineDeviceLink *link);
void landline_rest_write_device_links (GString *out, GPtrArray *links);
void landline_rest_write_status (GString *out, LandlineStatus *status);
void landline_rest_write_views (GString *out, GPtrArray *views);
void landline_rest_write_statuses (GString *out, GPtrArray *statuses);

void landline_rest_write_notes (GString *out, GPtrArray *notes, gboolean more);

/* `{"messages":[…],"more":…}`, newest first: begin, a message for each row, end. */
void landline_rest_begin_messages (GString *out);
void landline_rest_add_message (GString *out, const LandlineMessageRow *row);
void landline_rest_end_messages (GString *out, gboolean more);

/* `{"events":[…],"cursor":…,"more":…}`: begin, one add for each row, end. */
void landline_rest_begin_events (GString *out);
void landline_rest_add_event (GString *out, LandlineEvent *event);
void landline_rest_add_event_message (GString *out, gint64 cursor, const LandlineMessageRow *row);
void landline_rest_add_event_sent (GString *out, const LandlineSent *sent);
void landline_rest_add_event_receipt (GString *out,
                                      gint64 cursor,
                                      const char *conversation,
                                      const char *user_id,
                                      gint64 delivered,
                                      gint64 read);
void landline_rest_end_events (GString *out, gint64 cursor, gboolean more);

/* Sets @error from the body of a failed call; where the body is none of ours, from @http_status
 * alone. */
void landline_rest_parse_error (const char *data, gsize length, guint http_status, GError **error);
LandlineServerInfo *
landline_rest_parse_server_info (const char *data, gsize length, GError **error);
gboolean landline_rest_parse_registration (LandlineRegistration *out,
                                           const char *data,
                                           gsize length,
                                           GError **error);
gboolean
landline_rest_parse_sent (LandlineSent *out, const char *data, gsize length, GError **error);
LandlineMedia *landline_rest_parse_media (const char *data, gsize length, GError **error);
GPtrArray *
landline_rest_parse_media_hits (const char *data, gsize length, gboolean *more, GError **error);
LandlineUser *landline_rest_parse_user (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_users (const char *data, gsize length, GError **error);
LandlineConversation *
landline_rest_parse_conversation (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_conversations (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_receipts (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_devices (const char *data, gsize length, GError **error);
LandlineDeviceLink *
landline_rest_parse_device_link (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_device_links (const char *data, gsize length, GError **error);
LandlineStatus *landline_rest_parse_status (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_views (const char *data, gsize length, GError **error);
GPtrArray *landline_rest_parse_statuses (const char *data, gsize length, GError **error);
GPtrArray *
landline_rest_parse_notes (const char *data, gsize length, gboolean *more, GError **error);
GPtrArray *
landline_rest_parse_messages (const char *data, gsize length, gboolean *more, GError **error);
GPtrArray *landline_rest_parse_events (const char *data,
                                       gsize length,
                                       gint64 *cursor,
                                       gboolean *more,
                                       GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineRegistration, landline_registration_clear)

G_END_DECLS
