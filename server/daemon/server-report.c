/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-report.h"

static void
append_number (GString *text, const char *key, guint64 number)
{
  g_string_append_printf (text, "%s %" G_GUINT64_FORMAT "\n", key, number);
}

/**
 * server_report_write:
 * @self: a report
 *
 * Returns: (transfer full): a line for each thing, a word and what it is, as `status` reads it from
 * the console, without the end of the last line. A command of another version passes over words
 * that it does not know
 */
char *
server_report_write (const ServerReport *self)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "version %s\n", self->version);
  append_number (text, "uptime", self->uptime);
  g_string_append_printf (text, "name %s\n", self->name);
  g_string_append_printf (text, "policy %s\n", self->policy);
  for (guint i = 0; self->uris[i] != NULL; i++)
    g_string_append_printf (text, "listen %s\n", self->uris[i]);
  append_number (text, "channels", self->n_channels);
  /* One that ends is no channel any more before it is no connection any more. */
  append_number (text, "connections",
                 MAX (self->n_connections, self->n_channels) - self->n_channels);
  append_number (text, "addresses", self->n_addresses);
  append_number (text, "sending", self->to_be_sent);
  append_number (text, "writing", self->to_be_written);
  append_number (text, "files", self->file_bytes);
  append_number (text, "quota", self->file_quota);
  g_string_append (text, "end");
  return g_string_free_and_steal (text);
}
