/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <time.h>

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-search.h"
#include "app-cache-users.h"
#include "app-filler.h"
#include "app-test.h"
#include "landline-id.h"

/* The cache with one million messages, 100,000 of them in one chat: filling it, opening the chat,
 * searching, clearing it. Prints a table and, as the last line, the same as JSON. The processor
 * time of the median is what to compare on a machine that does other things, too. */

#define N_CHATS    91
#define N_MESSAGES 100000
#define N_OTHERS   10000
#define N_ROUNDS   41
#define RARE       "c_000000000000000000000000000fffff"
#define N_RARE     20

typedef struct
{
  gint64 time;
  gint64 cpu;
} Clock;

typedef struct
{
  gint64 chat;
  const char *query;
  guint n_keys;
  guint n_rows;
  AppCacheSearchFilter filter;
  const char *sender_id;
  gint64 micros; /* of the work alone */
  gint64 cpu;    /* microseconds of its thread */
} Call;

static Clock
read_clock (void)
{
  struct timespec cpu;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &cpu);
  return (Clock) { g_get_monotonic_time (), cpu.tv_sec * G_USEC_PER_SEC + cpu.tv_nsec / 1000 };
}

static void
take_time (Call *call, Clock start)
{
  Clock end = read_clock ();

  call->micros = end.time - start.time;
  call->cpu = end.cpu - start.cpu;
}

static gboolean
open_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  Clock start = read_clock ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) keys = app_cache_messages_list_keys (database, call->chat, G_MAXINT64, 300,
                                                          error);
  const AppMessageKey *last;

  if (keys == NULL)
    return FALSE;
  last = &g_array_index (keys, AppMessageKey, keys->len - 1);
  rows = app_cache_messages_list (database, call->chat, last[-29].place, last->place, error);
  call->n_keys = keys->len;
  call->n_rows = rows != NULL ? rows->len : 0;
  take_time (call, start);
  return rows != NULL;
}

static gboolean
keys_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  Clock start = read_clock ();
  g_autoptr (GArray) keys = app_cache_messages_list_keys (database, call->chat, G_MAXINT64,
                                                          G_MAXUINT, error);

  call->n_keys = keys != NULL ? keys->len : 0;
  take_time (call, start);
  return keys != NULL;
}

static gboolean
chats_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  Clock start = read_clock ();
  g_autoptr (GPtrArray) chats = app_cache_chats_list (database, error);

  call->n_rows = chats != NULL ? chats->len : 0;
  take_time (call, start);
  return chats != NULL;
}

static gboolean
search_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  Clock start = read_clock ();
  g_autoptr (GArray) keys = app_cache_search_list (database, call->query, G_MAXINT64, 50, error);

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      g_autoptr (AppCacheMessage) row = app_cache_messages_get (database,
                                                                g_array_index (keys, gint64, i),
                                                                error);

      if (row == NULL)
        return FALSE;
    }
  call->n_rows = keys != NULL ? keys->len : 0;
  take_time (call, start);
  return keys != NULL;
}

static gboolean
filter_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  AppCacheSearchFilter filter = call->filter;
  g_autoptr (GArray) keys = NULL;
  Clock start = read_clock ();

  if (call->sender_id != NULL &&
      !app_cache_users_find (database, call->sender_id, &filter.sender, error))
    return FALSE;
  keys = app_cache_search_list_filtered (database, call->query, &filter, G_MAXINT64, 50, error);
  call->n_keys = keys != NULL ? keys->len : 0;
  take_time (call, start);
  return keys != NULL;
}

/* A chat with a few messages in a cache with many */
static gboolean
put_rare_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 now = g_get_real_time () / 1000;

  for (guint i = 0; i < N_RARE; i++)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autoptr (LandlineContent) content = landline_content_new_text (
          "the harbour, https://example.org");
      g_autoptr (LandlineMessage) message =
          landline_message_new (id, "999", RARE, i + 1,
                                now - (N_RARE - i) * G_GINT64_CONSTANT (100000000), content, NULL);
      gint64 chat;
      gboolean added;

      if (!app_cache_messages_put (database, message, &chat, &added, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
clear_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  Clock start = read_clock ();

  if (!app_cache_clear_conversation (database, call->query, N_MESSAGES, error))
    return FALSE;
  take_time (call, start);
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *x = a;
  const gint64 *y = b;

  return *x < *y ? -1 : *x > *y;
}

static void
measure (AppCache *cache, const char *name, AppCacheFunc func, Call *call, GString *json)
{
  gint64 micros[N_ROUNDS];
  gint64 cpu[N_ROUNDS];
  gint64 first;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      app_test_read (cache, func, call);
      micros[i] = call->micros;
      cpu[i] = call->cpu;
    }
  first = micros[0];
  qsort (micros, N_ROUNDS, sizeof (gint64), compare);
  qsort (cpu, N_ROUNDS, sizeof (gint64), compare);
  g_print (
      "%-28s first %8.3f ms   median %8.3f ms   worst %8.3f ms   processor %8.3f ms   (%u keys, "
      "%u rows)\n",
      name, first / 1000.0, micros[N_ROUNDS / 2] / 1000.0, micros[N_ROUNDS - 1] / 1000.0,
      cpu[N_ROUNDS / 2] / 1000.0, call->n_keys, call->n_rows);
  g_string_append_printf (json,
                          "%s\"%s\":{\"first_ms\":%.3f,\"median_ms\":%.3f,\"worst_ms\":%.3f,"
                          "\"cpu_ms\":%.3f}",
                          json->len > 1 ? "," : "", name, first / 1000.0,
                          micros[N_ROUNDS / 2] / 1000.0, micros[N_ROUNDS - 1] / 1000.0,
                          cpu[N_ROUNDS / 2] / 1000.0);
}

static void
measure_all (AppCache *cache, GString *json)
{
  static const char *const queries[] = { "\"number42000\"*", "\"harbour\" \"morn\"*",
                                         "\"h\"*",           "\"ha\"*",
                                         "\"harb\"*",        "\"nowhere\"*" };
  g_autofree char *conversation = app_filler_dup_conversation (0);
  Call call = { .chat = app_test_find_chat (cache, conversation) };

  measure (cache, "open", open_work, &call, json);
  measure (cache, "all-keys", keys_work, &call, json);
  measure (cache, "chats", chats_work, &call, json);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *name = g_strdup_printf ("search-%u", i + 1);
      Call search = { .query = queries[i] };

      measure (cache, name, search_work, &search, json);
    }
}

static void
measure_filters (AppCache *cache, GString *json)
{
  gint64 rare = app_test_find_chat (cache, RARE);
  gint64 week = g_get_real_time () / 1000 - G_GINT64_CONSTANT (7 * 86400000);
  g_autofree char *user_id = app_filler_dup_user (40);
  Call calls[] = {
    { .query = "\"harbour\"*", .filter = { .chat = rare } },
    { .query = "\"h\"*", .filter = { .chat = rare } },
    { .query = "\"elsewhere\"*", .filter = { .chat = rare } },
    { .query = "\"harbour\"*", .sender_id = "999" },
    { .query = "\"harbour\"*", .sender_id = user_id },
    { .query = "\"harbour\"*", .filter = { .kind = APP_CACHE_ATTACHMENT_LINK } },
    { .filter = { .kind = APP_CACHE_ATTACHMENT_LINK } },
    { .sender_id = user_id },
    { .sender_id = "999" },
    { .sender_id = "999", .filter = { .kind = APP_CACHE_ATTACHMENT_LINK } },
    { .filter = { .chat = rare } },
    { .filter = { .since = week } },
  };
  static const char *const names[] = {
    "word-in-rare-chat",
    "letter-in-rare-chat",
    "no-word-in-rare-chat",
    "word-of-rare-person",
    "word-of-person",
    "word-with-link",
    "links",
    "of-person",
    "of-rare-person",
    "links-of-person",
    "of-rare-chat",
    "of-a-week",
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    measure (cache, names[i], filter_work, &calls[i], json);
}

static void
measure_clear (AppCache *cache, GString *json)
{
  g_autofree char *conversation = app_filler_dup_conversation (0);
  Call call = { .query = conversation };

  app_test_write (cache, clear_work, &call);
  g_print ("%-28s %8.3f ms, processor %8.3f ms\n", "clear", call.micros / 1000.0,
           call.cpu / 1000.0);
  g_string_append_printf (json, ",\"clear\":{\"ms\":%.3f,\"cpu_ms\":%.3f}", call.micros / 1000.0,
                          call.cpu / 1000.0);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
  g_autoptr (GString) json = g_string_new ("{");
  guint divisor = argc > 1 ? (guint) atoi (argv[1]) : 1;
  AppFiller filler = { N_CHATS, N_MESSAGES / divisor, N_OTHERS / divisor, g_get_real_time () / 1000,
                       0 };
  AppCache *cache = app_test_open_cache (path);
  gint64 start = g_get_monotonic_time ();
  double seconds;
  GStatBuf status;

  app_filler_run (&filler, cache);
  app_test_write (cache, put_rare_work, &filler);
  seconds = (g_get_monotonic_time () - start) / 1e6;
  app_test_close_cache (cache);
  g_stat (path, &status);
  g_print ("%u messages in %.1f s, %.0f MB\n",
           filler.n_messages + (N_CHATS - 1) * filler.n_other_messages, seconds,
           status.st_size / 1e6);
  cache = app_test_open_cache (path);
  measure_all (cache, json);
  measure_filters (cache, json);
  measure_clear (cache, json);
  app_test_close_cache (cache);
  g_string_append (json, "}");
  g_print ("%s\n", json->str);
  app_test_remove_folder (folder);
  return EXIT_SUCCESS;
}
