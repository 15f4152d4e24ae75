/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-media-find.h"

#include "landline-error.h"
#include "landline-media-hit.h"
#include "server-sqlite-media.h"
#include "server-sqlite-users.h"

/* A file that was found, and the newest message with it so far */
typedef struct
{
  char *media_id;
  gint64 number;
  gint64 cid; /* 0 without a message */
  gint64 seq;
  gint64 time;
  gint64 sender;
  char *message_id;
} Candidate;

typedef struct
{
  const ServerSqliteMediaQuery *query;
  gint64 uid;
  gint64 before;     /* only files with a lower number */
  gint64 first;      /* and with none below this: the page has newer ones already */
  GPtrArray *sorted; /* Candidate, newest first once they were trimmed */
  GHashTable *by_id; /* the same */
} Search;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_free (self->media_id);
  g_free (self->message_id);
  g_free (self);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  return first->number > second->number ? -1 : first->number < second->number;
}

/* Keeps what fits on the page. What is older need not be read any more. */
static void
trim (Search *search)
{
  if (search->sorted->len < search->query->limit)
    return;
  g_ptr_array_sort_values (search->sorted, compare_newest_first);
  while (search->sorted->len > search->query->limit)
    {
      const Candidate *last = g_ptr_array_index (search->sorted, search->sorted->len - 1);

      g_hash_table_remove (search->by_id, last->media_id);
      g_ptr_array_remove_index (search->sorted, search->sorted->len - 1);
    }
  search->first =
      ((Candidate *) g_ptr_array_index (search->sorted, search->sorted->len - 1))->number;
}

static Candidate *
ensure_candidate (Search *search, const char *media_id, gint64 number)
{
  Candidate *candidate = g_hash_table_lookup (search->by_id, media_id);

  if (candidate != NULL)
    return candidate;
  candidate = g_new0 (Candidate, 1);
  candidate->media_id = g_strdup (media_id);
  candidate->number = number;
  g_ptr_array_add (search->sorted, candidate);
  g_hash_table_insert (search->by_id, candidate->media_id, candidate);
  return candidate;
}

static ServerSqliteStatement *
prepare (ServerSqliteDatabase *database,
         const char *sql,
         Search *search,
         gint64 number,
         GError **error)
{
  ServerSqliteStatement *statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, number);
  server_sqlite_statement_bind_text (statement, 2, search->query->name);
  server_sqlite_statement_bind_int (statement, 3, search->before);
  server_sqlite_statement_bind_int (statement, 4, search->first);
  server_sqlite_statement_bind_int (statement, 5, search->query->limit);
  return statement;
}

static gboolean
add_uploaded (ServerSqliteDatabase *database, Search *search, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = prepare (database, SERVER_SQLITE_MEDIA_FIND_UPLOADED, search, search->uid, error);
  if (statement == NULL)
    return FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    ensure_candidate (search, server_sqlite_statement_get_text (statement, 0),
                      server_sqlite_statement_get_int (statement, 1));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static void
take_message (Search *search, ServerSqliteStatement *statement, gint64 cid)
{
  Candidate *candidate = ensure_candidate (search, server_sqlite_statement_get_text (statement, 0),
                                           server_sqlite_statement_get_int (statement, 1));
  gint64 time = server_sqlite_statement_get_int (statement, 3);

  if (candidate->cid != 0 && candidate->time >= time)
    return;
  candidate->cid = cid;
  candidate->seq = server_sqlite_statement_get_int (statement, 2);
  candidate->time = time;
  candidate->sender = server_sqlite_statement_get_int (statement, 4);
  g_set_str (&candidate->message_id, server_sqlite_statement_get_text (statement, 5));
}

static gboolean
add_sent (ServerSqliteDatabase *database, Search *search, gint64 cid, gint64 since, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = prepare (database, SERVER_SQLITE_MEDIA_FIND_SENT, search, cid, error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 6, since);
  server_sqlite_statement_bind_int (statement, 7, search->query->now);
  while (server_sqlite_statement_row (statement, &failure))
    take_message (search, statement, cid);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Returns: (nullable) (element-type gint64): the conversations, each with what is before it was
 * theirs to see */
static GArray *
list_conversations (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (GArray) conversations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database, "SELECT cid, since FROM members WHERE uid = ?1",
                                          error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, uid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 pair[] = { server_sqlite_statement_get_int (statement, 0),
                        server_sqlite_statement_get_int (statement, 1) };

      g_array_append_vals (conversations, pair, G_N_ELEMENTS (pair));
    }
  if (failure == NULL)
    return g_steal_pointer (&conversations);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
collect (ServerSqliteDatabase *database, Search *search, GError **error)
{
  g_autoptr (GArray) conversations = list_conversations (database, search->uid, error);

  if (conversations == NULL || !add_uploaded (database, search, error))
    return FALSE;
  for (guint i = 0; i < conversations->len; i += 2)
    {
      trim (search);
      if (!add_sent (database, search, g_array_index (conversations, gint64, i),
                     g_array_index (conversations, gint64, i + 1), error))
        return FALSE;
    }
  trim (search);
  g_ptr_array_sort_values (search->sorted, compare_newest_first);
  return TRUE;
}

static LandlineMediaHit *
make_hit (LandlineMedia *media,
          const Candidate *candidate,
          ServerSqliteNames *names,
          GError **error)
{
  g_autofree char *conversation = NULL;
  const char *sender;

  if (candidate->cid == 0)
    return landline_media_hit_new (media);
  conversation = g_strdup (server_sqlite_names_get_conversation (names, candidate->cid, error));
  sender = conversation != NULL ? server_sqlite_names_get_user (names, candidate->sender, error)
                                : NULL;
  if (sender == NULL)
    return NULL;
  return landline_media_hit_new_sent (media, candidate->message_id, conversation, candidate->seq,
                                      sender, candidate->time);
}

static GPtrArray *
make_hits (ServerSqliteDatabase *database, ServerSqliteNames *names, Search *search, GError **error)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < search->sorted->len; i++)
    {
      const Candidate *candidate = g_ptr_array_index (search->sorted, i);
      g_autoptr (LandlineMedia) media = NULL;
      LandlineMediaHit *hit;

      if (!server_sqlite_media_lookup (database, candidate->media_id, &media, NULL, error))
        return NULL;
      if (media == NULL)
        continue;
      hit = make_hit (media, candidate, names, error);
      if (hit == NULL)
        return NULL;
      g_ptr_array_add (hits, hit);
    }
  return g_steal_pointer (&hits);
}

/* Where the page begins. A file that is not theirs to see is none that was found. */
static gboolean
find_before (ServerSqliteDatabase *database, Search *search, GError **error)
{
  const ServerSqliteMediaQuery *query = search->query;
  g_autoptr (LandlineMedia) seen = NULL;
  g_autoptr (LandlineMedia) media = NULL;

  search->before = G_MAXINT64;
  if (query->before == NULL)
    return TRUE;
  if (!server_sqlite_media_find (database, search->uid, query->before, query->now, &seen, error) ||
      !server_sqlite_media_lookup (database, query->before, &media, &search->before, error))
    return FALSE;
  if (seen != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No file %s here.", query->before);
  return FALSE;
}

/**
 * server_sqlite_media_find_by_name:
 * @database: a connection
 * @names: of the same connection
 * @query: what is looked for
 * @error: return location for an error; %LANDLINE_ERROR_NOT_FOUND when `before` is none that they
 * may see
 *
 * Finds the files of a name that somebody uploaded, or that a message refers to which they may see.
 *
 * Returns: (transfer full) (nullable) (element-type LandlineMediaHit): the files, the last uploaded
 * one first
 */
GPtrArray *
server_sqlite_media_find_by_name (ServerSqliteDatabase *database,
                                  ServerSqliteNames *names,
                                  const ServerSqliteMediaQuery *query,
                                  GError **error)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  ServerSqliteUserRecord user;
  Search search = { .query = query, .sorted = sorted, .by_id = by_id };

  if (!server_sqlite_users_find (database, query->user_id, &user, error))
    return NULL;
  search.uid = user.uid;
  if (!find_before (database, &search, error) || !collect (database, &search, error))
    return NULL;
  return make_hits (database, names, &search, error);
}
