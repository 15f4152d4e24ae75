/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-changes.h"
#include "app-timeline-item-private.h"

G_BEGIN_DECLS

/* The keys of a chat in order, and what follows from their neighbourhood. Pure: no objects, no
 * cache. An array of AppMessageKey. */

/* Whether @place is there; @position is where it is or belongs. */
gboolean app_timeline_keys_find (GArray *keys, gint64 place, guint *position);
/* @unread_place: of the message that the unread line is above, 0 for none */
AppTimelineFlags app_timeline_keys_get_flags (GArray *keys, guint position, gint64 unread_place);
/* The first message of somebody else behind @own_read: 0 where there is none */
gint64 app_timeline_keys_find_unread (GArray *keys, gint64 own_read);
/* The newest seq at or before @position, 0 where there is none */
gint64 app_timeline_keys_get_seq_before (GArray *keys, guint position);

G_END_DECLS
