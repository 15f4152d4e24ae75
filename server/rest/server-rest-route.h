/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-rest-request.h"

G_BEGIN_DECLS

/**
 * ServerRestFlags:
 * @SERVER_REST_PUBLIC: for anyone, without a token
 * @SERVER_REST_BODY: takes a body of JSON
 * @SERVER_REST_STREAM: is called before its body comes, and takes it as it comes
 */
typedef enum
{
  SERVER_REST_PLAIN = 0,
  SERVER_REST_PUBLIC = 1 << 0,
  SERVER_REST_BODY = 1 << 1,
  SERVER_REST_STREAM = 1 << 2,
} ServerRestFlags;

/**
 * ServerRestRoute:
 * @method: the HTTP method; a `GET` answers `HEAD` as well
 * @path: with `{}` for each part that varies
 * @flags: what it needs
 * @handle: answers a request, now or later
 */
typedef struct
{
  const char *method;
  const char *path;
  ServerRestFlags flags;
  void (*handle) (ServerRestRequest *request);
} ServerRestRoute;

const ServerRestRoute *
server_rest_route_find (const char *method, const char *path, char ***parameters, char **allowed);

G_END_DECLS
