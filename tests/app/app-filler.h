/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"

G_BEGIN_DECLS

/* Fills a cache with a plausible past: for benchmarks and for pictures of the user interface. */

/**
 * AppFiller:
 * @n_chats: direct chats with other users, numbers 1000 and up
 * @n_messages: in the first chat
 * @n_other_messages: in each other chat
 * @end: when the last message was sent, milliseconds since the epoch
 * @n_unread: of the last messages of the first chat
 * @lively: one in eight messages quotes another, one in five has reactions, one in twenty was
 *   edited
 */
typedef struct
{
  guint n_chats;
  guint n_messages;
  guint n_other_messages;
  gint64 end;
  guint n_unread;
  gboolean lively;
} AppFiller;

/* Blocks, turning the main loop; fails the program when it does not work. */
void app_filler_run (const AppFiller *self, AppCache *cache);

char *app_filler_dup_conversation (guint chat);
char *app_filler_dup_user (guint chat);
char *app_filler_dup_name (guint chat);

G_END_DECLS
