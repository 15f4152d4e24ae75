/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-reactor.h"
#include "server-stream.h"

G_BEGIN_DECLS

/**
 * ServerHandshakeFunc:
 * @stream: a stream whose handshake is done
 * @data: what was given with the function
 */
typedef void (*ServerHandshakeFunc) (ServerStream *stream, gpointer data);

/**
 * ServerHandshakeBudget:
 *
 * What all handshakes may take of a turn of the loop: each step is a public key operation, and
 * channels wait meanwhile.
 */
typedef struct
{
  guint64 turn;
  guint n_steps;
} ServerHandshakeBudget;

void server_handshake_start (ServerReactor *reactor,
                             ServerHandshakeBudget *budget,
                             ServerStream *stream,
                             ServerHandshakeFunc func,
                             gpointer data,
                             GDestroyNotify free_data);

G_END_DECLS
