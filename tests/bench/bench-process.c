/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-process.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A file of /proc/PID, or NULL. */
static char *
read_file (GPid pid, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/%s", (int) pid, name);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  return text;
}

static guint64
status_field (GPid pid, const char *field)
{
  g_autofree char *status = read_file (pid, "status");
  const char *line = status != NULL ? strstr (status, field) : NULL;

  return line != NULL ? g_ascii_strtoull (line + strlen (field), NULL, 10) * 1024 : 0;
}

/**
 * bench_process_cpu:
 * @pid: a process
 *
 * Counts the processor time of all threads, those that have ended included.
 *
 * Returns: seconds of user and system time
 */
gdouble
bench_process_cpu (GPid pid)
{
  g_autofree char *stat = read_file (pid, "stat");
  const char *after_name = stat != NULL ? strrchr (stat, ')') : NULL;
  unsigned long user = 0, kernel = 0;

  if (after_name == NULL)
    return 0;
  sscanf (after_name + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &kernel);
  return (gdouble) (user + kernel) / (gdouble) sysconf (_SC_CLK_TCK);
}

/**
 * bench_process_rss:
 * @pid: a process
 *
 * Returns: its resident memory in bytes
 */
guint64
bench_process_rss (GPid pid)
{
  return status_field (pid, "\nVmRSS:");
}

/**
 * bench_process_anonymous:
 * @pid: a process
 *
 * Returns: its resident memory without what is mapped from files, in bytes: pages of the database
 * that the server reads are the system's own cache, and are counted for each reader
 */
guint64
bench_process_anonymous (GPid pid)
{
  return status_field (pid, "\nRssAnon:");
}

/**
 * bench_process_peak:
 * @pid: a process
 *
 * Returns: the most resident memory since bench_process_reset_peak(), in bytes
 */
guint64
bench_process_peak (GPid pid)
{
  return status_field (pid, "\nVmHWM:");
}

/**
 * bench_process_reset_peak:
 * @pid: a process
 *
 * Starts the count of bench_process_peak() anew, see proc_pid_clear_refs(5).
 */
void
bench_process_reset_peak (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/clear_refs", (int) pid);
  FILE *file = fopen (path, "w");

  if (file == NULL)
    return;
  fputs ("5", file);
  fclose (file);
}
