/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-stream.h"

G_BEGIN_DECLS

#define SERVER_TYPE_STREAM_INPUT (server_stream_input_get_type ())

G_DECLARE_FINAL_TYPE (ServerStreamInput, server_stream_input, SERVER, STREAM_INPUT, GInputStream)

GInputStream *server_stream_input_new (ServerStream *stream);
void server_stream_input_detach (ServerStreamInput *self);

G_END_DECLS
