/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "app-connection.h"

G_BEGIN_DECLS

#define APP_TYPE_NOTE_OUTBOX (app_note_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AppNoteOutbox, app_note_outbox, APP, NOTE_OUTBOX, GObject)

AppNoteOutbox *app_note_outbox_new (AppCache *cache, AppConnection *connection);
/* There is a channel, or none any more. */
void app_note_outbox_start (AppNoteOutbox *self);
void app_note_outbox_stop (AppNoteOutbox *self);
/* Something was noted. */
void app_note_outbox_wake (AppNoteOutbox *self);
/* The server refuses what has this id. Returns: %FALSE when it is none of ours */
gboolean app_note_outbox_refused (AppNoteOutbox *self,
                                  const char *id,
                                  const GError *reason,
                                  gint64 retry_after);

G_END_DECLS
