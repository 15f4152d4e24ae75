/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "bench-http.h"
#include "bench-workloads.h"

/* Registers users +15550000000 and on, and writes the tokens of their devices into a file, a line
 * each. */

#define CONNECTIONS 16

typedef struct
{
  const BenchOptions *options;
  char **tokens;
  int next; /* atomic */
  int failed;
} Registration;

static void
append (gconstpointer data, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, data, (gssize) length);
}

static char *
register_user (BenchHttp *http, int user, GError **error)
{
  g_autofree char *body = g_strdup_printf (
      "{\"phone\":\"+1555%07d\",\"name\":\"User %d\",\"device_name\":\"bench\"}", user, user);
  g_autoptr (GString) answer = g_string_new (NULL);
  const char *token;
  guint status;

  status = bench_http_call (http,
                            "POST /v1/register HTTP/1.1\r\nContent-Type: application/json\r\n",
                            body, strlen (body), append, answer, error);
  if (status == 0)
    return NULL;
  token = strstr (answer->str, "\"token\":\"");
  if (status == 201 && token != NULL)
    return g_strndup (token + strlen ("\"token\":\""),
                      strcspn (token + strlen ("\"token\":\""), "\""));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "user %d was not registered: %u %s", user,
               status, answer->str);
  return NULL;
}

static gpointer
work (gpointer data)
{
  Registration *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchHttp) http = bench_http_new ((guint) self->options->port, &error);
  int user;

  while (error == NULL && !g_atomic_int_get (&self->failed) &&
         (user = g_atomic_int_add (&self->next, 1)) < self->options->count)
    self->tokens[user] = register_user (http, user, &error);
  if (error != NULL && g_atomic_int_add (&self->failed, 1) == 0)
    g_printerr ("%s\n", error->message);
  return NULL;
}

gboolean
bench_register (const BenchOptions *options, GError **error)
{
  Registration self = { .options = options };
  GThread *threads[CONNECTIONS];
  gint64 start = g_get_monotonic_time ();
  g_autofree char *all = NULL;
  g_auto (GStrv) tokens = self.tokens = g_new0 (char *, (gsize) options->count + 1);

  for (guint i = 0; i < CONNECTIONS; i++)
    threads[i] = g_thread_new ("register", work, &self);
  for (guint i = 0; i < CONNECTIONS; i++)
    g_thread_join (threads[i]);
  if (self.failed)
    {
      for (int i = 0; i < options->count; i++)
        g_clear_pointer (&tokens[i], g_free);
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                           "not all users could be registered");
      return FALSE;
    }
  all = g_strjoinv ("\n", tokens);
  if (!g_file_set_contents_full (options->tokens, all, -1, G_FILE_SET_CONTENTS_NONE, 0600, error))
    return FALSE;
  g_print ("{\"work\":\"register\",\"count\":%d,\"per_second\":%.0f}\n", options->count,
           options->count / ((gdouble) (g_get_monotonic_time () - start) / G_USEC_PER_SEC));
  return TRUE;
}
