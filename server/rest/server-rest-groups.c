/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-groups.h"

#include "landline-rest-reply.h"

static void
answer (ServerRestRequest *request, guint status, LandlineConversation *group, const GError *error)
{
  GString *body;

  if (group == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_conversation (body, group);
  server_rest_request_answer (request, status, body);
}

static void
on_created (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  group = server_conversation_service_create_group_finish (SERVER_CONVERSATION_SERVICE (object),
                                                           result, &error);
  answer (request, SOUP_STATUS_CREATED, group, error);
}

/**
 * server_rest_groups_create:
 * @request: a request
 *
 * `POST /v1/groups`: makes a group, or finds the one that was made under this id.
 */
void
server_rest_groups_create (ServerRestRequest *request)
{
  g_auto (LandlineGroupRequest) group = LANDLINE_GROUP_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!landline_rest_parse_group (&group, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (!server_rest_request_spend (request))
    return;

  server_conversation_service_create_group_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), &group, NULL, on_created, g_object_ref (request));
}

static void
on_changed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  group = server_conversation_service_change_group_finish (SERVER_CONVERSATION_SERVICE (object),
                                                           result, &error);
  answer (request, SOUP_STATUS_OK, group, error);
}

/* What has not the shape of an identifier is not asked for. */
static gboolean
check_id (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (landline_id_is_prefixed (server_rest_request_get_parameter (request, 0),
                               LANDLINE_ID_CONVERSATION))
    return TRUE;

  error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "There is no such group.");
  server_rest_request_refuse (request, error);
  return FALSE;
}

static void
change (ServerRestRequest *request, const ServerGroupChange *what)
{
  if (!server_rest_request_spend (request))
    return;

  server_conversation_service_change_group_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), server_rest_request_get_parameter (request, 0),
      what, NULL, on_changed, g_object_ref (request));
}

/**
 * server_rest_groups_edit:
 * @request: a request
 *
 * `PATCH /v1/groups/{id}`: its name, and what its members agreed on.
 */
void
server_rest_groups_edit (ServerRestRequest *request)
{
  ServerGroupChange edit = { .kind = SERVER_GROUP_EDIT };
  g_auto (LandlineGroupChange) parsed = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!check_id (request))
    return;

  if (!landline_rest_parse_group_change (&parsed, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  edit.edit = parsed;
  change (request, &edit);
}

/**
 * server_rest_groups_settle:
 * @request: a request
 *
 * `PATCH /v1/conversations/{id}`: when messages disappear, of conversations of two as well.
 */
void
server_rest_groups_settle (ServerRestRequest *request)
{
  ServerGroupChange settle = { .kind = SERVER_GROUP_SETTLE, .edit = LANDLINE_GROUP_CHANGE_INIT };
  g_auto (LandlineGroupChange) parsed = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!check_id (request))
    return;

  if (!landline_rest_parse_group_change (&parsed, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  settle.edit.disappear = parsed.disappear;
  change (request, &settle);
}

/**
 * server_rest_groups_put_member:
 * @request: a request
 *
 * `PUT /v1/groups/{id}/members/{user}`: somebody is to be a member, with a body in this role;
 * without one a member stays what they are.
 */
void
server_rest_groups_put_member (ServerRestRequest *request)
{
  ServerGroupChange put = {
    .kind = SERVER_GROUP_PUT,
    .user_id = server_rest_request_get_parameter (request, 1),
  };
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!check_id (request))
    return;

  if (!landline_rest_parse_membership (&put.role, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (length == 0)
    put.kind = SERVER_GROUP_ADD;
  change (request, &put);
}

/**
 * server_rest_groups_remove_member:
 * @request: a request
 *
 * `DELETE /v1/groups/{id}/members/{user}`: somebody is a member no more; of oneself, to leave.
 */
void
server_rest_groups_remove_member (ServerRestRequest *request)
{
  const ServerGroupChange remove = {
    .kind = SERVER_GROUP_REMOVE,
    .user_id = server_rest_request_get_parameter (request, 1),
  };

  if (check_id (request))
    change (request, &remove);
}
