/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-context.h"

static LandlinePolicy
get_policy (ServerConfig *config)
{
  switch (server_config_get_policy (config))
    {
    case SERVER_POLICY_OPEN:
      return LANDLINE_POLICY_OPEN;
    case SERVER_POLICY_APPROVE:
      return LANDLINE_POLICY_APPROVE;
    case SERVER_POLICY_INVITE:
    default:
      return LANDLINE_POLICY_INVITE;
    }
}

/**
 * server_rest_context_new:
 * @services: what the routes stand on
 *
 * Returns: (transfer full): a new context
 */
ServerRestContext *
server_rest_context_new (const ServerRestServices *services)
{
  ServerRestContext *self = g_rc_box_new0 (ServerRestContext);
  ServerConfig *config = services->config;

  self->services = *services;
  g_object_ref (services->store);
  g_object_ref (services->auth);
  g_object_ref (services->messages);
  g_object_ref (services->actions);
  g_object_ref (services->media);
  g_object_ref (services->users);
  g_object_ref (services->conversations);
  g_object_ref (services->statuses);
  g_object_ref (services->config);
  if (services->delivery != NULL)
    g_object_ref (services->delivery);

  self->limits = landline_limits_default;
  self->limits.media = server_config_get_limit (config, SERVER_CONFIG_MEDIA_BYTES);
  self->limits.document = server_config_get_limit (config, SERVER_CONFIG_DOCUMENT_BYTES);
  self->info = landline_server_info_new (server_config_get_name (config), PACKAGE_VERSION,
                                         get_policy (config), &self->limits, services->key);
  self->services.key = landline_server_info_get_key (self->info);
  self->registrations = server_throttle_new (
      server_config_get_limit (config, SERVER_CONFIG_REGISTRATIONS_PER_MINUTE));

  return self;
}

ServerRestContext *
server_rest_context_ref (ServerRestContext *self)
{
  return g_rc_box_acquire (self);
}

static void
context_clear (gpointer data)
{
  ServerRestContext *self = data;

  g_clear_object (&self->services.store);
  g_clear_object (&self->services.auth);
  g_clear_object (&self->services.messages);
  g_clear_object (&self->services.actions);
  g_clear_object (&self->services.media);
  g_clear_object (&self->services.users);
  g_clear_object (&self->services.conversations);
  g_clear_object (&self->services.statuses);
  g_clear_object (&self->services.config);
  g_clear_object (&self->services.delivery);
  g_clear_object (&self->info);
  g_clear_pointer (&self->registrations, server_throttle_free);
}

void
server_rest_context_unref (ServerRestContext *self)
{
  g_rc_box_release_full (self, context_clear);
}

/**
 * server_rest_context_get_part:
 * @self: a context
 *
 * Returns: how many bytes of a file are taken at a time now: the fewer the more files are on their
 * way, so that peers who do not go on hold little, however many they are
 */
gsize
server_rest_context_get_part (ServerRestContext *self)
{
  /* Of each, one part that moves, and the next one. */
  gsize share = SERVER_LIMIT_TRANSFERS / 2 / MAX (self->n_transfers, 1);

  return CLAMP (share, SERVER_LIMIT_PART_MIN, SERVER_BLOB_CHUNK);
}
