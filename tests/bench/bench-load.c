/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "bench-workloads.h"

/* bench-load WORK OPTIONS: puts load on a landline-server on the loopback address and prints what
 * it measured as a line of JSON. tests/bench/run starts the servers and calls it. */

static const struct
{
  const char *name;
  gboolean (*run) (const BenchOptions *options, GError **error);
} works[] = {
  { "register", bench_register }, { "pairs", bench_pairs }, { "store", bench_store },
  { "drain", bench_drain },       { "group", bench_group }, { "idle", bench_idle },
  { "media", bench_media },
};

/* As many connections as the machine lets a program have. */
static void
raise_descriptors (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

int
main (int argc, char **argv)
{
  BenchOptions options = { .pairs = 1,
                           .window = 1,
                           .count = 1000,
                           .size = 200,
                           .seconds = 2,
                           .warm_up = 0.5 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, "The server's port", "PORT" },
    { "pid", 0, 0, G_OPTION_ARG_INT, &options.pid, "The server's process", "PID" },
    { "tokens", 0, 0, G_OPTION_ARG_FILENAME, &options.tokens, "File of tokens", "FILE" },
    { "first", 0, 0, G_OPTION_ARG_INT, &options.first, "The first user", "N" },
    { "pairs", 0, 0, G_OPTION_ARG_INT, &options.pairs, "Pairs of users", "N" },
    { "window", 0, 0, G_OPTION_ARG_INT, &options.window, "Messages outstanding per sender", "N" },
    { "rate", 0, 0, G_OPTION_ARG_DOUBLE, &options.rate,
      "Messages a second in all, instead of a window", "N" },
    { "idle", 0, 0, G_OPTION_ARG_INT, &options.idle, "Connections that do nothing meanwhile", "N" },
    { "count", 0, 0, G_OPTION_ARG_INT, &options.count, "Users, messages or connections", "N" },
    { "size", 0, 0, G_OPTION_ARG_INT, &options.size, "Bytes of a text or a file", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &options.seconds, "How long to measure", "S" },
    { "warm-up", 0, 0, G_OPTION_ARG_DOUBLE, &options.warm_up, "How long to run before that", "S" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new (
      "register|pairs|store|drain|group|idle|media");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2 ||
      options.tokens == NULL || options.pairs < 1 || options.count < 1 || options.size < 1 ||
      options.size > 256 * 1024 * 1024)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "bench-load: see --help");
      return EXIT_FAILURE;
    }
  raise_descriptors ();
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    if (strcmp (argv[1], works[i].name) == 0)
      {
        gboolean ok = works[i].run (&options, &error);

        if (error != NULL)
          g_printerr ("bench-load %s: %s\n", argv[1], error->message);
        g_free (options.tokens);
        return ok ? EXIT_SUCCESS : EXIT_FAILURE;
      }
  g_printerr ("bench-load: no work is called '%s'\n", argv[1]);
  return EXIT_FAILURE;
}
