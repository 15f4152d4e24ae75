/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-context.h"

G_BEGIN_DECLS

#define SERVER_TYPE_REST_REQUEST (server_rest_request_get_type ())

G_DECLARE_FINAL_TYPE (ServerRestRequest, server_rest_request, SERVER, REST_REQUEST, GObject)

ServerRestRequest *
server_rest_request_new (ServerRestContext *context, SoupServerMessage *message, GHashTable *query);

ServerRestContext *server_rest_request_get_context (ServerRestRequest *self);
SoupServerMessage *server_rest_request_get_message (ServerRestRequest *self);
GCancellable *server_rest_request_get_cancellable (ServerRestRequest *self);
ServerAccount *server_rest_request_get_account (ServerRestRequest *self);
void server_rest_request_take_account (ServerRestRequest *self, ServerAccount *account);
const char *server_rest_request_get_parameter (ServerRestRequest *self, guint position);
void server_rest_request_take_parameters (ServerRestRequest *self, char **parameters);
const char *server_rest_request_get_range (ServerRestRequest *self);
const char *server_rest_request_get_header (ServerRestRequest *self, const char *name);
const char *server_rest_request_get_query (ServerRestRequest *self, const char *name);
gboolean server_rest_request_get_query_integer (ServerRestRequest *self,
                                                const char *name,
                                                gint64 minimum,
                                                gint64 maximum,
                                                gint64 fallback,
                                                gint64 *out,
                                                GError **error);

gint64 server_rest_request_get_length (ServerRestRequest *self);
gboolean server_rest_request_has_transfer_encoding (ServerRestRequest *self);
gboolean server_rest_request_has_odd_length (ServerRestRequest *self);
void server_rest_request_gather_body (ServerRestRequest *self);
void server_rest_request_end_body (ServerRestRequest *self);
const char *server_rest_request_get_body (ServerRestRequest *self, gsize *length);

void server_rest_request_pause (ServerRestRequest *self);
void server_rest_request_unpause (ServerRestRequest *self);
gboolean server_rest_request_is_answered (ServerRestRequest *self);
void server_rest_request_begin_answer (ServerRestRequest *self, guint status);
void server_rest_request_answer (ServerRestRequest *self, guint status, GString *body);
void server_rest_request_refuse (ServerRestRequest *self, const GError *error);
void server_rest_request_refuse_as (ServerRestRequest *self, guint status, const GError *error);
gboolean server_rest_request_spend (ServerRestRequest *self);
void server_rest_request_cut (ServerRestRequest *self);

G_END_DECLS
