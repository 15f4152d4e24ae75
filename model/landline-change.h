/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlineChangeKind:
 * @LANDLINE_CHANGE_CREATED: the conversation was made
 * @LANDLINE_CHANGE_RENAMED: it has another name
 * @LANDLINE_CHANGE_DESCRIBED: another description, or none
 * @LANDLINE_CHANGE_PICTURED: another picture, or none
 * @LANDLINE_CHANGE_MEMBER_ADDED: users joined
 * @LANDLINE_CHANGE_MEMBER_REMOVED: users were removed
 * @LANDLINE_CHANGE_MEMBER_LEFT: a user left
 * @LANDLINE_CHANGE_PROMOTED: users are admins now
 * @LANDLINE_CHANGE_DEMOTED: users are no admins any more
 * @LANDLINE_CHANGE_SETTINGS: something else holds for it
 * @LANDLINE_CHANGE_UNSUPPORTED: something that only a newer program knows
 *
 * What happened to a conversation.
 */
typedef enum
{
  LANDLINE_CHANGE_CREATED,
  LANDLINE_CHANGE_RENAMED,
  LANDLINE_CHANGE_DESCRIBED,
  LANDLINE_CHANGE_PICTURED,
  LANDLINE_CHANGE_MEMBER_ADDED,
  LANDLINE_CHANGE_MEMBER_REMOVED,
  LANDLINE_CHANGE_MEMBER_LEFT,
  LANDLINE_CHANGE_PROMOTED,
  LANDLINE_CHANGE_DEMOTED,
  LANDLINE_CHANGE_SETTINGS,
  LANDLINE_CHANGE_UNSUPPORTED,
} LandlineChangeKind;

/**
 * LandlineChange:
 * @name: (nullable): what happened, as on the wire, see landline_change_kind_to_string()
 * @by: (nullable): who did it
 * @users: (nullable) (array zero-terminated=1): whom it was done to; at most
 * %LANDLINE_LIMIT_CHANGE_USERS are told
 * @time: when, in milliseconds since the epoch, 0 when not known
 *
 * What happened to a conversation, borrowed for a call: the line that a timeline shows of it.
 */
typedef struct
{
  const char *name;
  const char *by;
  const char *const *users;
  gint64 time;
} LandlineChange;

const char *landline_change_kind_to_string (LandlineChangeKind kind);
LandlineChangeKind landline_change_kind_from_string (const char *string);

G_END_DECLS
