/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlineAudienceMode:
 * @LANDLINE_AUDIENCE_ALL: all contacts
 * @LANDLINE_AUDIENCE_EXCEPT: all contacts but the users named
 * @LANDLINE_AUDIENCE_ONLY: the users named
 *
 * Who sees a status.
 */
typedef enum
{
  LANDLINE_AUDIENCE_ALL,
  LANDLINE_AUDIENCE_EXCEPT,
  LANDLINE_AUDIENCE_ONLY,
} LandlineAudienceMode;

/**
 * LandlineAudience:
 * @mode: who sees it
 * @users: (nullable) (array zero-terminated=1): whom @mode is about, at most
 * %LANDLINE_LIMIT_AUDIENCE
 *
 * Who sees a status, beside its author. The users belong to whoever holds the struct.
 */
typedef struct
{
  LandlineAudienceMode mode;
  char **users;
} LandlineAudience;

#define LANDLINE_AUDIENCE_INIT { LANDLINE_AUDIENCE_ALL }

gboolean landline_audience_admits (const LandlineAudience *self, const char *user_id);
void landline_audience_clear (LandlineAudience *self);

const char *landline_audience_mode_to_string (LandlineAudienceMode mode);
gboolean landline_audience_mode_from_string (const char *string, LandlineAudienceMode *mode);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineAudience, landline_audience_clear)

G_END_DECLS
