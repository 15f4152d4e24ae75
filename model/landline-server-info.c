/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-server-info.h"

/**
 * LandlineServerInfo:
 *
 * What a server says about itself to anyone who asks.
 */

struct _LandlineServerInfo
{
  GObject parent_instance;

  char *name;
  char *version;
  LandlinePolicy policy;
  LandlineLimits limits;
  char *key;
};

G_DEFINE_FINAL_TYPE (LandlineServerInfo, landline_server_info, G_TYPE_OBJECT)

static const char *const policies[] = { "invite", "approve", "open" };

static void
landline_server_info_finalize (GObject *object)
{
  LandlineServerInfo *self = LANDLINE_SERVER_INFO (object);

  g_free (self->name);
  g_free (self->version);
  g_free (self->key);

  G_OBJECT_CLASS (landline_server_info_parent_class)->finalize (object);
}

static void
landline_server_info_class_init (LandlineServerInfoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_server_info_finalize;
}

static void
landline_server_info_init (LandlineServerInfo *self)
{
}

/**
 * landline_server_info_new:
 * @name: what its owner calls it
 * @version: of the program
 * @policy: who may register
 * @limits: what it takes
 * @key: (nullable): the fingerprint of its public key, `sha256-` and base64url, %NULL without TLS
 *
 * Returns: (transfer full): a new server information
 */
LandlineServerInfo *
landline_server_info_new (const char *name,
                          const char *version,
                          LandlinePolicy policy,
                          const LandlineLimits *limits,
                          const char *key)
{
  LandlineServerInfo *self;

  g_return_val_if_fail (name != NULL && version != NULL && limits != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_SERVER_INFO, NULL);
  self->name = g_strdup (name);
  self->version = g_strdup (version);
  self->policy = policy;
  self->limits = *limits;
  self->key = g_strdup (key);

  return self;
}

/**
 * landline_server_info_get_limits:
 * @self: a `LandlineServerInfo`
 *
 * Returns: (transfer none): what it takes
 */
const LandlineLimits *
landline_server_info_get_limits (LandlineServerInfo *self)
{
  g_return_val_if_fail (LANDLINE_IS_SERVER_INFO (self), NULL);

  return &self->limits;
}

/**
 * landline_server_info_get_name:
 * @self: a `LandlineServerInfo`
 *
 * Returns: (transfer none): what its owner calls it
 */
const char *
landline_server_info_get_name (LandlineServerInfo *self)
{
  g_return_val_if_fail (LANDLINE_IS_SERVER_INFO (self), NULL);

  return self->name;
}

/**
 * landline_server_info_get_version:
 * @self: a `LandlineServerInfo`
 *
 * Returns: (transfer none): of the program
 */
const char *
landline_server_info_get_version (LandlineServerInfo *self)
{
  g_return_val_if_fail (LANDLINE_IS_SERVER_INFO (self), NULL);

  return self->version;
}

/**
 * landline_server_info_get_policy:
 * @self: a `LandlineServerInfo`
 *
 * Returns: who may register
 */
LandlinePolicy
landline_server_info_get_policy (LandlineServerInfo *self)
{
  g_return_val_if_fail (LANDLINE_IS_SERVER_INFO (self), 0);

  return self->policy;
}

/**
 * landline_server_info_get_key:
 * @self: a `LandlineServerInfo`
 *
 * Returns: (transfer none) (nullable): the fingerprint of its public key
 */
const char *
landline_server_info_get_key (LandlineServerInfo *self)
{
  g_return_val_if_fail (LANDLINE_IS_SERVER_INFO (self), NULL);

  return self->key;
}

/**
 * landline_policy_to_string:
 * @policy: a policy
 *
 * Returns: its name on the wire
 */
const char *
landline_policy_to_string (LandlinePolicy policy)
{
  g_return_val_if_fail ((guint) policy < G_N_ELEMENTS (policies), policies[0]);

  return policies[policy];
}

/**
 * landline_policy_from_string:
 * @string: (nullable): a name from the wire
 * @policy: (out): the policy
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_policy_from_string (const char *string, LandlinePolicy *policy)
{
  g_return_val_if_fail (policy != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_strcmp0 (string, policies[i]) == 0)
      {
        *policy = i;
        return TRUE;
      }

  return FALSE;
}
