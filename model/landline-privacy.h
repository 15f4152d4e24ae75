/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlineVisibility:
 * @LANDLINE_VISIBILITY_UNSET: nothing was said
 * @LANDLINE_VISIBILITY_EVERYONE: on this server
 * @LANDLINE_VISIBILITY_CONTACTS: with whom one has a conversation of two
 * @LANDLINE_VISIBILITY_NOBODY: and nobody's is shown to oneself
 *
 * Who is told something of somebody. The numbers are kept in databases.
 */
typedef enum
{
  LANDLINE_VISIBILITY_UNSET,
  LANDLINE_VISIBILITY_EVERYONE,
  LANDLINE_VISIBILITY_CONTACTS,
  LANDLINE_VISIBILITY_NOBODY,
} LandlineVisibility;

/**
 * LandlinePrivacy:
 * @online: who is told that they are there, and that they type
 * @last_seen: who is told when they were there last
 *
 * What somebody chose. Each goes both ways: two are told it of each other, or neither is.
 */
typedef struct
{
  LandlineVisibility online;
  LandlineVisibility last_seen;
} LandlinePrivacy;

const char *landline_visibility_to_string (LandlineVisibility visibility);
gboolean landline_visibility_from_string (const char *string, LandlineVisibility *visibility);

G_END_DECLS
