/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "landline-error.h"
#include "server-rest-services.h"
#include "server-throttle.h"

G_BEGIN_DECLS

/**
 * ServerRestContext:
 * @services: what the routes stand on
 * @info: what the server says about itself
 * @limits: what it takes
 * @registrations: how often an address may register
 * @n_transfers: files that are on their way, up or down
 *
 * What all requests share. Reference counted.
 */
typedef struct
{
  ServerRestServices services;
  LandlineServerInfo *info;
  LandlineLimits limits;
  ServerThrottle *registrations;
  guint n_transfers;
} ServerRestContext;

ServerRestContext *server_rest_context_new (const ServerRestServices *services);
ServerRestContext *server_rest_context_ref (ServerRestContext *self);
void server_rest_context_unref (ServerRestContext *self);
gsize server_rest_context_get_part (ServerRestContext *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerRestContext, server_rest_context_unref)

G_END_DECLS
