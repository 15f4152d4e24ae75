/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-message.h"
#include "landline-server-frame.h"

G_BEGIN_DECLS

/**
 * ServerMessage:
 *
 * A message as the store holds it: immutable, reference counted, one block of memory, safe to share
 * between threads. Its content stays as it is encoded, so that a message passes through the server
 * without being taken apart.
 */
typedef struct _ServerMessage ServerMessage;

#define SERVER_TYPE_MESSAGE (server_message_get_type ())

GType server_message_get_type (void);
ServerMessage *server_message_new (const LandlineMessageRow *row, const char *device_id);
ServerMessage *server_message_ref (ServerMessage *self);
void server_message_unref (ServerMessage *self);
const LandlineMessageRow *server_message_get_row (ServerMessage *self);
const char *server_message_get_device_id (ServerMessage *self);
gboolean server_message_is_forgotten (ServerMessage *self);
LandlineMessage *server_message_dup_message (ServerMessage *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerMessage, server_message_unref)

G_END_DECLS
