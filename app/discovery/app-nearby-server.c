/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-discovery"

#include "config.h"

#include "app-nearby-server.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app-error.h"
#include "landline-limits.h"

/**
 * AppNearbyServer:
 *
 * A server as it is announced on this network. Immutable. Nothing of it is proven before the server
 * has shown its key.
 */
struct _AppNearbyServer
{
  GObject parent_instance;

  char *name;
  char *key;
  LandlinePolicy policy;
  GStrv addresses;
};

G_DEFINE_FINAL_TYPE (AppNearbyServer, app_nearby_server, G_TYPE_OBJECT)

static void
app_nearby_server_finalize (GObject *object)
{
  AppNearbyServer *self = APP_NEARBY_SERVER (object);

  g_free (self->name);
  g_free (self->key);
  g_strfreev (self->addresses);
  G_OBJECT_CLASS (app_nearby_server_parent_class)->finalize (object);
}

static void
app_nearby_server_class_init (AppNearbyServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_nearby_server_finalize;
}

static void
app_nearby_server_init (AppNearbyServer *self)
{
}

/**
 * app_nearby_server_new:
 * @name: what it is called
 * @key: `sha256-…`
 * @policy: who may join
 * @addresses: `host:port`
 *
 * Returns: (transfer full): a server; the parts are taken to be valid
 */
AppNearbyServer *
app_nearby_server_new (const char *name,
                       const char *key,
                       LandlinePolicy policy,
                       const char *const *addresses)
{
  AppNearbyServer *self;

  g_return_val_if_fail (name != NULL && key != NULL && addresses != NULL, NULL);

  self = g_object_new (APP_TYPE_NEARBY_SERVER, NULL);
  self->name = g_strdup (name);
  self->key = g_strdup (key);
  self->policy = policy;
  self->addresses = g_strdupv ((char **) addresses);
  return self;
}

const char *
app_nearby_server_get_name (AppNearbyServer *self)
{
  g_return_val_if_fail (APP_IS_NEARBY_SERVER (self), NULL);

  return self->name;
}

const char *
app_nearby_server_get_key (AppNearbyServer *self)
{
  g_return_val_if_fail (APP_IS_NEARBY_SERVER (self), NULL);

  return self->key;
}

LandlinePolicy
app_nearby_server_get_policy (AppNearbyServer *self)
{
  g_return_val_if_fail (APP_IS_NEARBY_SERVER (self), LANDLINE_POLICY_INVITE);

  return self->policy;
}

const char *const *
app_nearby_server_get_addresses (AppNearbyServer *self)
{
  g_return_val_if_fail (APP_IS_NEARBY_SERVER (self), NULL);

  return (const char *const *) self->addresses;
}

gboolean
app_nearby_server_equal (AppNearbyServer *self, AppNearbyServer *other)
{
  return g_str_equal (self->name, other->name) && g_str_equal (self->key, other->key) &&
         self->policy == other->policy &&
         g_strv_equal ((const char *const *) self->addresses,
                       (const char *const *) other->addresses);
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, APP_ERROR, APP_ERROR_LINK, sentence);
  return FALSE;
}

/* The invitation may be for another server than the one that was chosen. */
static gboolean
read_invite (AppNearbyServer *self, const char *typed, char **invite, GError **error)
{
  g_autoptr (AppInviteLink) link = NULL;

  if (g_str_has_prefix (typed, "landline:"))
    {
      link = app_invite_link_parse (typed, error);
      if (link == NULL)
        return FALSE;
      if (g_strcmp0 (app_invite_link_get_key (link), self->key) != 0)
        return refuse (error, _ ("This invitation is for another server than the one that you "
                                 "chose."));
      *invite = g_strdup (app_invite_link_get_invite (link));
      return TRUE;
    }
  if (strlen (typed) > LANDLINE_LIMIT_INVITE || strpbrk (typed, " \t\r\n/:@") != NULL)
    return refuse (error, _ ("This is not an invitation."));
  *invite = *typed != '\0' ? g_strdup (typed) : NULL;
  return TRUE;
}

/**
 * app_nearby_server_make_link:
 * @self: a server
 * @typed: an invitation, as a link or its code alone; empty for none
 * @error: return location
 *
 * Returns: (transfer full): what to join it with, or %NULL with a sentence, as where an invitation
 *   is needed and there is none
 */
AppInviteLink *
app_nearby_server_make_link (AppNearbyServer *self, const char *typed, GError **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *invite = NULL;

  g_return_val_if_fail (APP_IS_NEARBY_SERVER (self), NULL);
  g_return_val_if_fail (typed != NULL, NULL);

  stripped = g_strstrip (g_strdup (typed));
  if (!read_invite (self, stripped, &invite, error))
    return NULL;
  if (invite == NULL && self->policy == LANDLINE_POLICY_INVITE)
    {
      refuse (error,
              _ ("This server wants an invitation: ask whoever runs it, and paste it here."));
      return NULL;
    }
  return app_invite_link_new (self->name, (const char *const *) self->addresses, self->key, invite);
}
