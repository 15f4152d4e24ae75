/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "bench-http.h"
#include "bench-process.h"
#include "bench-workloads.h"

/* A large document up and down again: how fast, and what it adds to the server's memory at most. */

typedef struct
{
  GString *text; /* NULL: the bytes are only counted */
  guint64 bytes;
} Answer;

static void
take (gconstpointer data, gsize length, gpointer user_data)
{
  Answer *answer = user_data;

  answer->bytes += length;
  if (answer->text != NULL)
    g_string_append_len (answer->text, data, (gssize) length);
}

static char *
read_token (const BenchOptions *options, GError **error)
{
  g_autofree char *tokens = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (options->tokens, &tokens, NULL, error))
    return NULL;
  lines = g_strsplit (tokens, "\n", -1);
  return g_strdup (lines[options->first]);
}

static char *
upload (BenchHttp *http, const char *token, guint64 size, GError **error)
{
  g_autofree char *head =
      g_strdup_printf ("POST /v1/media?type=document&name=large.bin HTTP/1.1\r\n"
                       "Authorization: Bearer %s\r\nContent-Type: application/octet-stream\r\n",
                       token);
  g_autoptr (GString) text = g_string_new (NULL);
  Answer answer = { text, 0 };
  guint status = bench_http_call (http, head, NULL, size, take, &answer, error);
  const char *id = strstr (text->str, "\"id\":\"");

  if (status == 201 && id != NULL)
    return g_strndup (id + strlen ("\"id\":\""), strcspn (id + strlen ("\"id\":\""), "\""));
  if (status != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the upload was refused: %u %s", status,
                 text->str);
  return NULL;
}

static gboolean
download (BenchHttp *http, const char *token, const char *id, guint64 size, GError **error)
{
  g_autofree char *head =
      g_strdup_printf ("GET /v1/media/%s HTTP/1.1\r\nAuthorization: Bearer %s\r\n", id, token);
  Answer answer = { NULL, 0 };
  guint status = bench_http_call (http, head, NULL, 0, take, &answer, error);

  if (status == 200 && answer.bytes == size)
    return TRUE;
  if (status != 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 "the download ended with %u after %" G_GUINT64_FORMAT " bytes", status,
                 answer.bytes);
  return FALSE;
}

static gdouble
megabytes_per_second (guint64 size, gint64 start)
{
  return (gdouble) size / (gdouble) MAX (g_get_monotonic_time () - start, 1);
}

gboolean
bench_media (const BenchOptions *options, GError **error)
{
  guint64 size = (guint64) options->size, rss, peak_up, peak_down;
  g_autofree char *token = read_token (options, error), *id = NULL, *small = NULL;
  g_autoptr (BenchHttp) http = token != NULL ? bench_http_new ((guint) options->port, error) : NULL;
  gdouble up, down;
  gint64 start;

  /* A small file first: threads and caches that the first file brings are no growth by the large
   * one. */
  if (http == NULL || (small = upload (http, token, 1000, error)) == NULL ||
      !download (http, token, small, 1000, error))
    return FALSE;
  rss = bench_process_rss (options->pid);
  bench_process_reset_peak (options->pid);
  start = g_get_monotonic_time ();
  if ((id = upload (http, token, size, error)) == NULL)
    return FALSE;
  up = megabytes_per_second (size, start);
  peak_up = bench_process_peak (options->pid);
  bench_process_reset_peak (options->pid);
  start = g_get_monotonic_time ();
  if (!download (http, token, id, size, error))
    return FALSE;
  down = megabytes_per_second (size, start);
  peak_down = bench_process_peak (options->pid);
  g_print ("{\"work\":\"media\",\"size\":%" G_GUINT64_FORMAT ",\"up_mb_s\":%.1f,\"down_mb_s\":%.1f,"
           "\"up_growth_mib\":%.2f,\"down_growth_mib\":%.2f}\n",
           size, up, down, ((gdouble) peak_up - (gdouble) rss) / (1024 * 1024),
           ((gdouble) peak_down - (gdouble) rss) / (1024 * 1024));
  return TRUE;
}
