/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest.h"

#include <string.h>

#include "landline-limits.h"
#include "server-rest-request.h"
#include "server-rest-route.h"

/**
 * ServerRest:
 *
 * The REST calls: finds the route of a request, refuses what cannot be served before its body
 * comes, finds out who asks, and hands over to the route. It knows nothing of what the calls do.
 */
struct _ServerRest
{
  GObject parent_instance;

  SoupServer *soup;
  ServerRestContext *context;
};

G_DEFINE_FINAL_TYPE (ServerRest, server_rest, G_TYPE_OBJECT)

/* A request with its route, kept with libsoup's message from its headers to its body. */
typedef struct
{
  ServerRestRequest *request;
  const ServerRestRoute *route;
} Visit;

#define VISIT "server-rest-visit"

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_object_unref (visit->request);
  g_free (visit);
}

static void
server_rest_dispose (GObject *object)
{
  ServerRest *self = SERVER_REST (object);

  if (self->soup != NULL)
    soup_server_remove_handler (self->soup, NULL);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->context, server_rest_context_unref);

  G_OBJECT_CLASS (server_rest_parent_class)->dispose (object);
}

static void
server_rest_class_init (ServerRestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = server_rest_dispose;
}

static void
server_rest_init (ServerRest *self)
{
}

static void
refuse (ServerRestRequest *request, guint status, LandlineError code, const char *sentence)
{
  g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, code, sentence);

  server_rest_request_refuse_as (request, status, error);
}

/* Who asks is known, or need not be: a route that streams begins now, others when their body is
 * here. */
static void
admit (Visit *visit)
{
  if (visit->route->flags & SERVER_REST_STREAM)
    visit->route->handle (visit->request);
  else if (visit->route->flags & SERVER_REST_BODY)
    server_rest_request_gather_body (visit->request);
}

static void
on_authenticated (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  ServerAccount *account;
  SoupServerMessage *message = server_rest_request_get_message (request);

  account = server_auth_authenticate_finish (SERVER_AUTH (object), result, &error);
  if (message == NULL)
    {
      g_clear_pointer (&account, server_account_unref);
      return;
    }

  if (account == NULL)
    {
      if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED))
        server_auth_note_guess (SERVER_AUTH (object),
                                soup_server_message_get_remote_address (message));
      server_rest_request_refuse (request, error);
      return;
    }

  server_rest_request_take_account (request, account);
  server_rest_request_unpause (request);
  admit (g_object_get_data (G_OBJECT (message), VISIT));
}

static const char *
get_token (ServerRestRequest *request)
{
  const char *value = server_rest_request_get_header (request, "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", strlen ("Bearer ")) != 0)
    return NULL;

  for (value += strlen ("Bearer "); *value == ' '; value++)
    continue;

  return *value != '\0' && strlen (value) <= LANDLINE_LIMIT_TOKEN ? value : NULL;
}

static void
authenticate (Visit *visit)
{
  ServerRestRequest *request = visit->request;
  ServerAuth *auth = server_rest_request_get_context (request)->services.auth;
  const char *token = get_token (request);
  g_autoptr (GError) error = NULL;
  ServerAccount *account;

  if (token == NULL)
    {
      refuse (request, SOUP_STATUS_UNAUTHORIZED, LANDLINE_ERROR_UNAUTHORIZED,
              "A device's token is needed.");
      return;
    }

  account = server_auth_lookup (auth, token);
  if (account != NULL)
    {
      server_rest_request_take_account (request, server_account_ref (account));
      admit (visit);
      return;
    }

  if (!server_auth_admit (
          auth, soup_server_message_get_remote_address (server_rest_request_get_message (request)),
          &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_rest_request_pause (request);
  server_auth_authenticate_async (auth, token, server_rest_request_get_cancellable (request),
                                  on_authenticated, g_object_ref (request));
}

/* What is wrong before anything of the body has been read. */
static gboolean
check_body (Visit *visit)
{
  ServerRestRequest *request = visit->request;
  gboolean is_stream = (visit->route->flags & SERVER_REST_STREAM) != 0;

  if (server_rest_request_has_transfer_encoding (request))
    refuse (request, is_stream ? SOUP_STATUS_LENGTH_REQUIRED : SOUP_STATUS_BAD_REQUEST,
            LANDLINE_ERROR_BAD_FRAME, "Bodies are taken with a Content-Length only.");
  else if (server_rest_request_has_odd_length (request))
    refuse (request, SOUP_STATUS_BAD_REQUEST, LANDLINE_ERROR_BAD_FRAME,
            "The Content-Length is no number.");
  else if (!is_stream && server_rest_request_get_length (request) > LANDLINE_LIMIT_REST_BODY)
    refuse (request, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, LANDLINE_ERROR_TOO_LARGE,
            "The body is longer than is taken here.");
  else
    return TRUE;

  return FALSE;
}

static void
refuse_unknown (ServerRestRequest *request, const char *allowed)
{
  SoupServerMessage *message = server_rest_request_get_message (request);

  if (allowed == NULL)
    {
      refuse (request, SOUP_STATUS_NOT_FOUND, LANDLINE_ERROR_NOT_FOUND, "There is nothing here.");
      return;
    }

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                allowed);
  refuse (request, SOUP_STATUS_METHOD_NOT_ALLOWED, LANDLINE_ERROR_UNSUPPORTED,
          "This is not done here in this way.");
}

static void
on_headers (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  ServerRest *self = SERVER_REST (data);
  g_autoptr (ServerRestRequest) request = server_rest_request_new (self->context, message, query);
  g_autofree char *allowed = NULL;
  char **parameters;
  Visit *visit = g_new0 (Visit, 1);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  visit->request = g_object_ref (request);
  visit->route = server_rest_route_find (soup_server_message_get_method (message), path,
                                         &parameters, &allowed);
  server_rest_request_take_parameters (request, parameters);
  g_object_set_data_full (G_OBJECT (message), VISIT, visit, visit_free);

  if (visit->route == NULL)
    refuse_unknown (request, allowed);
  else if (!check_body (visit))
    return;
  else if (visit->route->flags & SERVER_REST_PUBLIC)
    admit (visit);
  else
    authenticate (visit);
}

static void
on_body (SoupServer *soup,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer data)
{
  Visit *visit = g_object_get_data (G_OBJECT (message), VISIT);

  if (visit == NULL)
    return;

  server_rest_request_end_body (visit->request);
  if (visit->route == NULL || visit->route->flags & SERVER_REST_STREAM)
    return;

  visit->route->handle (visit->request);
  if (!server_rest_request_is_answered (visit->request))
    server_rest_request_pause (visit->request);
}

/**
 * server_rest_new:
 * @soup: gets the routes: all paths that nobody else has taken
 * @services: what the routes stand on
 *
 * Serves the REST calls as long as the returned object lives.
 *
 * Returns: (transfer full): the routes
 */
ServerRest *
server_rest_new (SoupServer *soup, const ServerRestServices *services)
{
  ServerRest *self;

  g_return_val_if_fail (SOUP_IS_SERVER (soup), NULL);
  g_return_val_if_fail (services != NULL, NULL);

  self = g_object_new (SERVER_TYPE_REST, NULL);
  self->soup = g_object_ref (soup);
  self->context = server_rest_context_new (services);
  soup_server_add_early_handler (soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (soup, NULL, on_body, self, NULL);

  return self;
}

/**
 * server_rest_reload:
 * @self: the routes
 *
 * Goes by what the configuration says now. Requests that are under way end by what it said when
 * they began.
 */
void
server_rest_reload (ServerRest *self)
{
  ServerRestContext *context;

  g_return_if_fail (SERVER_IS_REST (self));

  context = server_rest_context_new (&self->context->services);
  server_rest_context_unref (self->context);
  self->context = context;
}
