/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_ROLE_MEMBER,
  LANDLINE_ROLE_ADMIN,
} LandlineRole;

/**
 * LandlineMember:
 * @user_id: the user
 * @name: (nullable): the user's name at the time, so that a client can show a conversation before
 * it knows the directory
 * @role: what they may do in the conversation
 *
 * A member of a conversation. The strings belong to whoever holds the struct.
 */
typedef struct
{
  char *user_id;
  char *name;
  LandlineRole role;
} LandlineMember;

const char *landline_role_to_string (LandlineRole role);
gboolean landline_role_from_string (const char *string, LandlineRole *role);

G_END_DECLS
