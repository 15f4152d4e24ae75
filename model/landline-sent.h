/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-id.h"

G_BEGIN_DECLS

/**
 * LandlineSent:
 * @cursor: the number of the row in the sender's inbox, 0 where there is none (a duplicate, or the
 * answer of a REST call)
 * @id: the message
 * @conversation: where it is
 * @seq: its number there
 * @time: when the server took it, in milliseconds since the epoch
 * @duplicate: whether it had been taken before
 *
 * The server's word that a message is committed. Has nothing to free.
 */
typedef struct
{
  gint64 cursor;
  char id[LANDLINE_UUID_SIZE];
  char conversation[LANDLINE_ID_SIZE];
  gint64 seq;
  gint64 time;
  gboolean duplicate;
} LandlineSent;

void landline_sent_init (LandlineSent *self,
                         gint64 cursor,
                         const char *id,
                         const char *conversation,
                         gint64 seq,
                         gint64 time,
                         gboolean duplicate);

G_END_DECLS
