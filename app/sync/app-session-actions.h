/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"
#include "landline-action.h"

G_BEGIN_DECLS

/* Who sent a message may change or delete it for so long, in milliseconds. */
#define APP_SESSION_CHANGE_TIME (24 * G_GINT64_CONSTANT (3600000))

/* What the person does to messages: it shows at once, and goes to the server in order with what is
 * written in the chat. What the server refuses is undone, and "action-refused" says so. Nothing
 * happens to a message that the server does not have, or that is gone. */
void app_session_act (AppSession *self, LandlineAction *action);

G_END_DECLS
