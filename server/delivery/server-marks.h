/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_MARKS (server_marks_get_type ())
G_DECLARE_FINAL_TYPE (ServerMarks, server_marks, SERVER, MARKS, GObject)

ServerMarks *server_marks_new (ServerStore *store);
void server_marks_ack (ServerMarks *self, ServerAccount *account, gint64 cursor, gboolean urgent);
void server_marks_read_async (ServerMarks *self,
                              ServerAccount *account,
                              const char *conversation,
                              gint64 seq,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean server_marks_read_finish (ServerMarks *self, GAsyncResult *result, GError **error);
void server_marks_flush_async (ServerMarks *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean server_marks_flush_finish (ServerMarks *self, GAsyncResult *result, GError **error);
guint server_marks_get_n_kept (ServerMarks *self);

G_END_DECLS
