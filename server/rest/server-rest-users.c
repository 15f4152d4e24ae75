/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-users.h"

#include "landline-rest-reply.h"

static void
on_registered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GError) error = NULL;
  GString *body;

  if (!server_auth_register_finish (SERVER_AUTH (object), result, &registration, &error))
    {
      /* There is no token yet that could be wrong: what is missing is the right to have one. */
      if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED))
        server_rest_request_refuse_as (request, SOUP_STATUS_FORBIDDEN, error);
      else
        server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_registration (body, &registration);
  server_rest_request_answer (request, SOUP_STATUS_CREATED, body);
}

/**
 * server_rest_users_register:
 * @request: a request
 *
 * `POST /v1/register`: makes a user with a first device.
 */
void
server_rest_users_register (ServerRestRequest *request)
{
  ServerRestContext *context = server_rest_request_get_context (request);
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_auto (LandlineRegisterRequest) registration = LANDLINE_REGISTER_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!server_throttle_take (context->registrations,
                             soup_server_message_get_remote_address (message),
                             g_get_monotonic_time (), &error) ||
      !landline_rest_parse_register (&registration, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_auth_register_async (context->services.auth, &registration, NULL, on_registered,
                              g_object_ref (request));
}

static void
on_users (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = NULL;
  GString *body;

  users = server_user_service_list_finish (SERVER_USER_SERVICE (object), result, &error);
  if (users == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_users (body, users);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_users_list:
 * @request: a request
 *
 * `GET /v1/users`: the directory.
 */
void
server_rest_users_list (ServerRestRequest *request)
{
  server_user_service_list_async (server_rest_request_get_context (request)->services.users,
                                  server_rest_request_get_account (request),
                                  server_rest_request_get_cancellable (request), on_users,
                                  g_object_ref (request));
}

static void
answer_with_user (ServerRestRequest *request, LandlineUser *user, const GError *error)
{
  GString *body;

  if (user == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_user (body, user);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

static void
on_user (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineUser) user = NULL;

  user = server_user_service_get_finish (SERVER_USER_SERVICE (object), result, &error);
  answer_with_user (request, user, error);
}

static void
get_user (ServerRestRequest *request, const char *user_id)
{
  server_user_service_get_async (server_rest_request_get_context (request)->services.users,
                                 server_rest_request_get_account (request), user_id,
                                 server_rest_request_get_cancellable (request), on_user,
                                 g_object_ref (request));
}

/**
 * server_rest_users_get:
 * @request: a request
 *
 * `GET /v1/users/{id}`: a profile.
 */
void
server_rest_users_get (ServerRestRequest *request)
{
  const char *user_id = server_rest_request_get_parameter (request, 0);
  g_autoptr (GError) error = NULL;

  if (landline_id_is_user (user_id))
    {
      get_user (request, user_id);
      return;
    }

  error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "There is no such user.");
  server_rest_request_refuse (request, error);
}

/**
 * server_rest_users_me:
 * @request: a request
 *
 * `GET /v1/me`: the profile of who asks.
 */
void
server_rest_users_me (ServerRestRequest *request)
{
  get_user (request, server_account_get_user_id (server_rest_request_get_account (request)));
}

static void
on_changed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineUser) user = NULL;

  user = server_user_service_change_finish (SERVER_USER_SERVICE (object), result, &error);
  answer_with_user (request, user, error);
}

/**
 * server_rest_users_change:
 * @request: a request
 *
 * `PATCH /v1/me`: changes the profile of who asks.
 */
void
server_rest_users_change (ServerRestRequest *request)
{
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!landline_rest_parse_profile_change (&change, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (!server_rest_request_spend (request))
    return;

  server_user_service_change_async (server_rest_request_get_context (request)->services.users,
                                    server_rest_request_get_account (request), &change, NULL,
                                    on_changed, g_object_ref (request));
}
