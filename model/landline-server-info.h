/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

#include "landline-limits.h"

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_POLICY_INVITE,
  LANDLINE_POLICY_APPROVE,
  LANDLINE_POLICY_OPEN,
} LandlinePolicy;

#define LANDLINE_TYPE_SERVER_INFO (landline_server_info_get_type ())
G_DECLARE_FINAL_TYPE (LandlineServerInfo, landline_server_info, LANDLINE, SERVER_INFO, GObject)

LandlineServerInfo *landline_server_info_new (const char *name,
                                              const char *version,
                                              LandlinePolicy policy,
                                              const LandlineLimits *limits,
                                              const char *key);
const char *landline_server_info_get_name (LandlineServerInfo *self);
const char *landline_server_info_get_version (LandlineServerInfo *self);
LandlinePolicy landline_server_info_get_policy (LandlineServerInfo *self);
const LandlineLimits *landline_server_info_get_limits (LandlineServerInfo *self);
const char *landline_server_info_get_key (LandlineServerInfo *self);

const char *landline_policy_to_string (LandlinePolicy policy);
gboolean landline_policy_from_string (const char *string, LandlinePolicy *policy);

G_END_DECLS
