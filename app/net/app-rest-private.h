/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "app-rest.h"

G_BEGIN_DECLS

/* What the files of AppRest share. */

void app_rest_soup_send_async (AppRest *self,
                               SoupMessage *message,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SoupMessage *app_rest_make_message (AppRest *self, const char *method, const char *path);

/* Sends @message and reads its body, to at most %LANDLINE_LIMIT_REST_REPLY bytes. */
void app_rest_send_async (AppRest *self,
                          SoupMessage *message,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/* NULL with @error also for an HTTP status that says so */
GBytes *app_rest_send_finish (AppRest *self, GAsyncResult *result, GError **error);
/* Reads the body of an answer; an HTTP status that says so is an error. */
void app_rest_read_reply (GTask *task, SoupMessage *message, GInputStream *stream);

G_END_DECLS
