/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-route.h"

#include <string.h>

#include "server-rest-conversations.h"
#include "server-rest-download.h"
#include "server-rest-messages.h"
#include "server-rest-server.h"
#include "server-rest-upload.h"
#include "server-rest-users.h"

static const ServerRestRoute routes[] = {
  { "GET", "/v1/server", SERVER_REST_PUBLIC, server_rest_server_get },
  { "GET", "/healthz", SERVER_REST_PUBLIC, server_rest_server_health },
  { "POST", "/v1/register", SERVER_REST_PUBLIC | SERVER_REST_BODY, server_rest_users_register },
  { "POST", "/v1/messages", SERVER_REST_BODY, server_rest_messages_send },
  { "POST", "/messages", SERVER_REST_BODY, server_rest_messages_send },
  { "GET", "/v1/messages", SERVER_REST_PLAIN, server_rest_messages_inbox },
  { "GET", "/messages", SERVER_REST_PLAIN, server_rest_messages_inbox },
  { "POST", "/v1/acks", SERVER_REST_BODY, server_rest_messages_ack },
  { "POST", "/v1/media", SERVER_REST_STREAM, server_rest_upload },
  { "GET", "/v1/media", SERVER_REST_PLAIN, server_rest_download_find },
  { "GET", "/v1/media/{}", SERVER_REST_PLAIN, server_rest_download },
  { "GET", "/v1/users", SERVER_REST_PLAIN, server_rest_users_list },
  { "GET", "/v1/users/{}", SERVER_REST_PLAIN, server_rest_users_get },
  { "GET", "/v1/me", SERVER_REST_PLAIN, server_rest_users_me },
  { "PATCH", "/v1/me", SERVER_REST_BODY, server_rest_users_change },
  { "GET", "/v1/conversations", SERVER_REST_PLAIN, server_rest_conversations_list },
  { "GET", "/v1/conversations/{}", SERVER_REST_PLAIN, server_rest_conversations_get },
  { "GET", "/v1/conversations/{}/messages", SERVER_REST_PLAIN, server_rest_conversations_messages },
  { "GET", "/v1/conversations/{}/receipts", SERVER_REST_PLAIN, server_rest_conversations_receipts },
};

/* Whether @path is that of @route; the part that varies is one part, and not empty. */
static gboolean
matches (const ServerRestRoute *route, const char *path, char **parameter)
{
  const char *hole = strstr (route->path, "{}");
  gsize before, length;

  if (hole == NULL)
    return strcmp (route->path, path) == 0;

  before = (gsize) (hole - route->path);
  if (strncmp (route->path, path, before) != 0)
    return FALSE;

  length = strcspn (path + before, "/");
  if (length == 0 || strcmp (path + before + length, hole + strlen ("{}")) != 0)
    return FALSE;

  *parameter = g_strndup (path + before, length);
  return TRUE;
}

static gboolean
takes (const ServerRestRoute *route, const char *method)
{
  return strcmp (route->method, method) == 0 ||
         (strcmp (route->method, "GET") == 0 && strcmp (method, "HEAD") == 0);
}

/**
 * server_rest_route_find:
 * @method: an HTTP method
 * @path: a path, decoded
 * @parameter: (out) (transfer full) (nullable): the part that varies
 * @allowed: (out) (transfer full) (nullable): where there is such a path but not with @method, the
 * methods that it takes
 *
 * Returns: (transfer none) (nullable): the route
 */
const ServerRestRoute *
server_rest_route_find (const char *method, const char *path, char **parameter, char **allowed)
{
  g_autoptr (GString) others = g_string_new (NULL);

  *parameter = NULL;
  *allowed = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autofree char *part = NULL;

      if (!matches (&routes[i], path, &part))
        continue;

      if (takes (&routes[i], method))
        {
          *parameter = g_steal_pointer (&part);
          return &routes[i];
        }

      if (others->len > 0)
        g_string_append (others, ", ");
      g_string_append (others, routes[i].method);
      if (strcmp (routes[i].method, "GET") == 0)
        g_string_append (others, ", HEAD");
    }

  if (others->len > 0)
    *allowed = g_string_free_and_steal (g_steal_pointer (&others));
  return NULL;
}
