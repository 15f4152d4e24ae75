/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A blocking HTTP/1.1 client on one kept connection: a fat client would be what is measured. */
typedef struct _BenchHttp BenchHttp;

/* Called for each piece of a body. */
typedef void (*BenchHttpPiece) (gconstpointer data, gsize length, gpointer user_data);

BenchHttp *bench_http_new (guint port, GError **error);
void bench_http_free (BenchHttp *self);
guint bench_http_call (BenchHttp *self,
                       const char *head,
                       const char *body,
                       guint64 length,
                       BenchHttpPiece piece,
                       gpointer user_data,
                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchHttp, bench_http_free)

G_END_DECLS
