/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-id.h"

G_BEGIN_DECLS

/**
 * LandlineDone:
 * @cursor: the number of the row in the user's inbox, 0 where there is none (a duplicate)
 * @id: the action or note
 * @conversation: where an action was done; empty for a note
 * @version: its place among those of the conversation, or among the user's notes
 * @time: when the server took it, in milliseconds since the epoch
 * @duplicate: whether it had been taken before
 *
 * The server's word that an action or a note is committed. Has nothing to free.
 */
typedef struct
{
  gint64 cursor;
  char id[LANDLINE_UUID_SIZE];
  char conversation[LANDLINE_ID_SIZE];
  gint64 version;
  gint64 time;
  gboolean duplicate;
} LandlineDone;

void landline_done_init (LandlineDone *self,
                         gint64 cursor,
                         const char *id,
                         const char *conversation,
                         gint64 version,
                         gint64 time,
                         gboolean duplicate);

G_END_DECLS
