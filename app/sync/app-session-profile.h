/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"

G_BEGIN_DECLS

/* Sets our own picture, or removes it where @file is NULL. It takes a connection. */
void app_session_set_picture_async (AppSession *self,
                                    GFile *file,
                                    const char *content_type,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_session_set_picture_finish (AppSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
