/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-route.h"

#include <string.h>

#include "server-rest-actions.h"
#include "server-rest-conversations.h"
#include "server-rest-devices.h"
#include "server-rest-download.h"
#include "server-rest-groups.h"
#include "server-rest-messages.h"
#include "server-rest-server.h"
#include "server-rest-statuses.h"
#include "server-rest-upload.h"
#include "server-rest-users.h"

static const ServerRestRoute routes[] = {
  { "GET", "/v1/server", SERVER_REST_PUBLIC, server_rest_server_get },
  { "GET", "/healthz", SERVER_REST_PUBLIC, server_rest_server_health },
  { "GET", "/metrics", SERVER_REST_PUBLIC, server_rest_server_metrics },
  { "POST", "/v1/register", SERVER_REST_PUBLIC | SERVER_REST_BODY, server_rest_users_register },
  { "POST", "/v1/messages", SERVER_REST_BODY, server_rest_messages_send },
  { "POST", "/messages", SERVER_REST_BODY, server_rest_messages_send },
  { "GET", "/v1/messages", SERVER_REST_PLAIN, server_rest_messages_inbox },
  { "GET", "/messages", SERVER_REST_PLAIN, server_rest_messages_inbox },
  { "POST", "/v1/acks", SERVER_REST_BODY, server_rest_messages_ack },
  { "POST", "/v1/actions", SERVER_REST_BODY, server_rest_actions_act },
  { "POST", "/v1/notes", SERVER_REST_BODY, server_rest_actions_note },
  { "GET", "/v1/notes", SERVER_REST_PLAIN, server_rest_actions_notes },
  { "POST", "/v1/media", SERVER_REST_STREAM, server_rest_upload },
  { "GET", "/v1/media", SERVER_REST_PLAIN, server_rest_download_find },
  { "GET", "/v1/media/{}", SERVER_REST_PLAIN, server_rest_download },
  { "GET", "/v1/users", SERVER_REST_PLAIN, server_rest_users_list },
  { "GET", "/v1/users/{}", SERVER_REST_PLAIN, server_rest_users_get },
  { "GET", "/v1/me", SERVER_REST_PLAIN, server_rest_users_me },
  { "PATCH", "/v1/me", SERVER_REST_BODY, server_rest_users_change },
  { "GET", "/v1/devices", SERVER_REST_PLAIN, server_rest_devices_list },
  { "POST", "/v1/devices", SERVER_REST_PUBLIC | SERVER_REST_BODY, server_rest_devices_join },
  { "POST", "/v1/devices/link", SERVER_REST_BODY, server_rest_devices_offer },
  { "GET", "/v1/devices/link", SERVER_REST_PLAIN, server_rest_devices_offers },
  { "DELETE", "/v1/devices/link/{}", SERVER_REST_PLAIN, server_rest_devices_cancel },
  { "DELETE", "/v1/devices/{}", SERVER_REST_PLAIN, server_rest_devices_remove },
  { "GET", "/v1/conversations", SERVER_REST_PLAIN, server_rest_conversations_list },
  { "GET", "/v1/conversations/{}", SERVER_REST_PLAIN, server_rest_conversations_get },
  { "PATCH", "/v1/conversations/{}", SERVER_REST_BODY, server_rest_groups_settle },
  { "GET", "/v1/conversations/{}/messages", SERVER_REST_PLAIN, server_rest_conversations_messages },
  { "GET", "/v1/conversations/{}/receipts", SERVER_REST_PLAIN, server_rest_conversations_receipts },
  { "POST", "/v1/groups", SERVER_REST_BODY, server_rest_groups_create },
  { "PATCH", "/v1/groups/{}", SERVER_REST_BODY, server_rest_groups_edit },
  { "PUT", "/v1/groups/{}/members/{}", SERVER_REST_BODY, server_rest_groups_put_member },
  { "DELETE", "/v1/groups/{}/members/{}", SERVER_REST_PLAIN, server_rest_groups_remove_member },
  { "POST", "/v1/statuses", SERVER_REST_BODY, server_rest_statuses_post },
  { "GET", "/v1/statuses", SERVER_REST_PLAIN, server_rest_statuses_list },
  { "DELETE", "/v1/statuses/{}", SERVER_REST_PLAIN, server_rest_statuses_remove },
  { "POST", "/v1/statuses/{}/views", SERVER_REST_BODY, server_rest_statuses_view },
  { "GET", "/v1/statuses/{}/views", SERVER_REST_PLAIN, server_rest_statuses_views },
};

/* Whether @path is that of @route; each part that varies is one part, and not empty. */
static gboolean
matches (const ServerRestRoute *route, const char *path, char ***parameters)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *pattern = route->path;

  for (;;)
    {
      const char *hole = strstr (pattern, "{}");
      gsize before, length;

      if (hole == NULL)
        break;
      before = (gsize) (hole - pattern);
      if (strncmp (pattern, path, before) != 0)
        return FALSE;
      path += before;
      length = strcspn (path, "/");
      if (length == 0)
        return FALSE;
      g_strv_builder_take (parts, g_strndup (path, length));
      path += length;
      pattern = hole + strlen ("{}");
    }
  if (strcmp (pattern, path) != 0)
    return FALSE;

  *parameters = g_strv_builder_end (parts);
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
 * @parameters: (out) (transfer full) (nullable): the parts that vary
 * @allowed: (out) (transfer full) (nullable): where there is such a path but not with @method, the
 * methods that it takes
 *
 * Returns: (transfer none) (nullable): the route
 */
const ServerRestRoute *
server_rest_route_find (const char *method, const char *path, char ***parameters, char **allowed)
{
  g_autoptr (GString) others = g_string_new (NULL);

  *parameters = NULL;
  *allowed = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_auto (GStrv) parts = NULL;

      if (!matches (&routes[i], path, &parts))
        continue;

      if (takes (&routes[i], method))
        {
          *parameters = g_steal_pointer (&parts);
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
