/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-statuses.h"

#include "landline-rest-reply.h"

static void
answer (ServerRestRequest *request, guint status, LandlineStatus *value, const GError *error)
{
  GString *body;

  if (value == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_status (body, value);
  server_rest_request_answer (request, status, body);
}

static void
answer_list (ServerRestRequest *request,
             GPtrArray *list,
             void (*write) (GString *out, GPtrArray *list),
             const GError *error)
{
  GString *body;

  if (list == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  write (body, list);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

static ServerStatusService *
get_service (ServerRestRequest *request)
{
  return server_rest_request_get_context (request)->services.statuses;
}

static void
on_posted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineStatus) status = NULL;

  status = server_status_service_post_finish (SERVER_STATUS_SERVICE (object), result, &error);
  answer (request, SOUP_STATUS_CREATED, status, error);
}

/**
 * server_rest_statuses_post:
 * @request: a request
 *
 * `POST /v1/statuses`: shows something for a day, or finds what was posted under this id.
 */
void
server_rest_statuses_post (ServerRestRequest *request)
{
  g_auto (LandlineStatusRequest) status = LANDLINE_STATUS_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!landline_rest_parse_status_request (&status, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (!server_rest_request_spend (request))
    return;

  server_status_service_post_async (get_service (request),
                                    server_rest_request_get_account (request), &status, NULL,
                                    on_posted, g_object_ref (request));
}

static void
on_list (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) statuses = NULL;

  statuses = server_status_service_list_finish (SERVER_STATUS_SERVICE (object), result, &error);
  answer_list (request, statuses, landline_rest_write_statuses, error);
}

/**
 * server_rest_statuses_list:
 * @request: a request
 *
 * `GET /v1/statuses`: those that who asks may see, their own included.
 */
void
server_rest_statuses_list (ServerRestRequest *request)
{
  server_status_service_list_async (get_service (request),
                                    server_rest_request_get_account (request),
                                    server_rest_request_get_cancellable (request), on_list,
                                    g_object_ref (request));
}

static void
on_viewed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineStatus) status = NULL;

  status = server_status_service_view_finish (SERVER_STATUS_SERVICE (object), result, &error);
  answer (request, SOUP_STATUS_OK, status, error);
}

/**
 * server_rest_statuses_view:
 * @request: a request
 *
 * `POST /v1/statuses/{id}/views`: who asks has viewed it.
 */
void
server_rest_statuses_view (ServerRestRequest *request)
{
  if (!server_rest_request_spend (request))
    return;

  server_status_service_view_async (get_service (request),
                                    server_rest_request_get_account (request),
                                    server_rest_request_get_parameter (request, 0), NULL, on_viewed,
                                    g_object_ref (request));
}

static void
on_views (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) views = NULL;

  views = server_status_service_views_finish (SERVER_STATUS_SERVICE (object), result, &error);
  answer_list (request, views, landline_rest_write_views, error);
}

/**
 * server_rest_statuses_views:
 * @request: a request
 *
 * `GET /v1/statuses/{id}/views`: who viewed a status of who asks.
 */
void
server_rest_statuses_views (ServerRestRequest *request)
{
  server_status_service_views_async (get_service (request),
                                     server_rest_request_get_account (request),
                                     server_rest_request_get_parameter (request, 0),
                                     server_rest_request_get_cancellable (request), on_views,
                                     g_object_ref (request));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineStatus) status = NULL;

  status = server_status_service_remove_finish (SERVER_STATUS_SERVICE (object), result, &error);
  answer (request, SOUP_STATUS_OK, status, error);
}

/**
 * server_rest_statuses_remove:
 * @request: a request
 *
 * `DELETE /v1/statuses/{id}`: removes a status of who asks.
 */
void
server_rest_statuses_remove (ServerRestRequest *request)
{
  if (!server_rest_request_spend (request))
    return;

  server_status_service_remove_async (get_service (request),
                                      server_rest_request_get_account (request),
                                      server_rest_request_get_parameter (request, 0), NULL,
                                      on_removed, g_object_ref (request));
}
