/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlinePermit:
 * @LANDLINE_PERMIT_ALL: all members
 * @LANDLINE_PERMIT_ADMINS: its admins
 *
 * Who may do something in a group.
 */
typedef enum
{
  LANDLINE_PERMIT_ALL,
  LANDLINE_PERMIT_ADMINS,
} LandlinePermit;

/**
 * LandlineHistory:
 * @LANDLINE_HISTORY_NONE: what comes from then on
 * @LANDLINE_HISTORY_ALL: also what the server still has from before
 *
 * What a new member of a group gets to see.
 */
typedef enum
{
  LANDLINE_HISTORY_NONE,
  LANDLINE_HISTORY_ALL,
} LandlineHistory;

/**
 * LandlineSettings:
 * @description: (nullable): what the group is about
 * @picture: (nullable): the id of a media
 * @who_may_send: who may send messages
 * @who_may_edit: who may change name, description, picture and @disappear, and add members
 * @history: what a new member gets to see
 * @disappear: after how many seconds its messages are to disappear, 0 for never; their senders say
 * so in each of them
 *
 * What members agreed on for a conversation. In a direct one only @disappear says something. The
 * strings belong to whoever holds the struct.
 */
typedef struct
{
  char *description;
  char *picture;
  LandlinePermit who_may_send;
  LandlinePermit who_may_edit;
  LandlineHistory history;
  gint64 disappear;
} LandlineSettings;

/* What holds where nothing was said. */
#define LANDLINE_SETTINGS_INIT { .who_may_edit = LANDLINE_PERMIT_ADMINS }

void landline_settings_copy (LandlineSettings *self, const LandlineSettings *other);
void landline_settings_clear (LandlineSettings *self);

const char *landline_permit_to_string (LandlinePermit permit);
gboolean landline_permit_from_string (const char *string, LandlinePermit *permit);
const char *landline_history_to_string (LandlineHistory history);
gboolean landline_history_from_string (const char *string, LandlineHistory *history);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineSettings, landline_settings_clear)

G_END_DECLS
