/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-audience.h"
#include "landline-content.h"
#include "landline-id.h"

G_BEGIN_DECLS

/* The body that clients post to show a status. The server parses it, the app writes it. */

/**
 * LandlineStatusRequest:
 * @id: a UUIDv7 that the client made before the first try: the idempotency key
 * @content: a text, or a media that may be a reference only, with its caption
 * @colour: (nullable): behind a text, as `#rrggbb`
 * @audience: who sees it
 *
 * The body of `POST /v1/statuses`.
 */
typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  LandlineContent *content;
  char *colour;
  LandlineAudience audience;
} LandlineStatusRequest;

#define LANDLINE_STATUS_REQUEST_INIT { "" }

gboolean landline_rest_parse_status_request (LandlineStatusRequest *out,
                                             const char *data,
                                             gsize length,
                                             GError **error);
void landline_status_request_clear (LandlineStatusRequest *self);
void landline_rest_write_status_request (GString *out, const LandlineStatusRequest *request);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineStatusRequest, landline_status_request_clear)

G_END_DECLS
