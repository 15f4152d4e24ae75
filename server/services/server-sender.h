/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-account.h"

G_BEGIN_DECLS

/**
 * ServerSender:
 *
 * What the message service remembers of a device that sends: its rate, how many sends wait for
 * their answer, and what was refused for the moment. Opaque; a channel holds one as long as it
 * lives, see server_message_service_dup_sender().
 */
typedef struct _ServerSender ServerSender;

#define SERVER_TYPE_SENDER (server_sender_get_type ())

GType server_sender_get_type (void);
ServerSender *server_sender_ref (ServerSender *self);
void server_sender_unref (ServerSender *self);
ServerAccount *server_sender_get_account (ServerSender *self);
guint server_sender_get_n_in_flight (ServerSender *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerSender, server_sender_unref)

G_END_DECLS
