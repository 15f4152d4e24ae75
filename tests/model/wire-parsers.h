/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every parser of the wire behind one face: whether @data is taken. Each holds what comes out of
 * its parser against the limits, and what does not come out against the promise that a failure
 * leaves no trace. */
typedef gboolean (*WireParser) (const char *data, gsize length, GError **error);

gboolean parse_client_frame (const char *data, gsize length, GError **error);
gboolean parse_server_frame (const char *data, gsize length, GError **error);
gboolean parse_register (const char *data, gsize length, GError **error);
gboolean parse_send (const char *data, gsize length, GError **error);
gboolean parse_ack (const char *data, gsize length, GError **error);
gboolean parse_profile_change (const char *data, gsize length, GError **error);
gboolean parse_server_info (const char *data, gsize length, GError **error);
gboolean parse_registration (const char *data, gsize length, GError **error);
gboolean parse_sent (const char *data, gsize length, GError **error);
gboolean parse_media (const char *data, gsize length, GError **error);
gboolean parse_media_list (const char *data, gsize length, GError **error);
gboolean parse_user (const char *data, gsize length, GError **error);
gboolean parse_users (const char *data, gsize length, GError **error);
gboolean parse_conversation (const char *data, gsize length, GError **error);
gboolean parse_conversations (const char *data, gsize length, GError **error);
gboolean parse_receipts (const char *data, gsize length, GError **error);
gboolean parse_devices (const char *data, gsize length, GError **error);
gboolean parse_statuses (const char *data, gsize length, GError **error);
gboolean parse_views (const char *data, gsize length, GError **error);
gboolean parse_group (const char *data, gsize length, GError **error);
gboolean parse_group_change (const char *data, gsize length, GError **error);
gboolean parse_membership (const char *data, gsize length, GError **error);
gboolean parse_status_request (const char *data, gsize length, GError **error);
gboolean parse_notes (const char *data, gsize length, GError **error);
gboolean parse_action (const char *data, gsize length, GError **error);
gboolean parse_messages (const char *data, gsize length, GError **error);
gboolean parse_events (const char *data, gsize length, GError **error);
gboolean parse_content (const char *data, gsize length, GError **error);

G_END_DECLS
