/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerReport:
 * @version: of the program
 * @name: how people see the server
 * @policy: who may register
 * @uris: (array zero-terminated=1): where it listens
 * @uptime: seconds since it began to serve
 * @n_channels: devices that are connected
 * @n_connections: connections that are open, those of the channels included
 * @n_addresses: how many addresses they are from
 * @to_be_sent: bytes that wait in the channels
 * @to_be_written: operations that wait for the database
 * @file_bytes: of all files
 * @file_quota: bytes that they may have, 0 for no limit
 *
 * How a server that runs is, for whoever runs it. Nothing in it is about one person.
 */
typedef struct
{
  const char *version;
  const char *name;
  const char *policy;
  const char *const *uris;
  gint64 uptime;
  guint n_channels;
  guint n_connections;
  guint n_addresses;
  guint64 to_be_sent;
  guint64 to_be_written;
  guint64 file_bytes;
  guint64 file_quota;
} ServerReport;

char *server_report_write (const ServerReport *self);

G_END_DECLS
