/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-stream.h"

G_BEGIN_DECLS

#define SERVER_TYPE_STREAM_OUTPUT (server_stream_output_get_type ())

G_DECLARE_FINAL_TYPE (ServerStreamOutput,
                      server_stream_output,
                      SERVER,
                      STREAM_OUTPUT,
                      GOutputStream)

GOutputStream *server_stream_output_new (ServerStream *stream);
void server_stream_output_detach (ServerStreamOutput *self);

G_END_DECLS
