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

/* (element-type LandlineReceipt): who has got and read what of a conversation, as the server says
 * now */
void app_session_list_receipts_async (AppSession *self,
                                      const char *conversation,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
app_session_list_receipts_finish (AppSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
