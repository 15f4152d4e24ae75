/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-search.h"

#include <string.h>

#include "app-cache-messages.h"
#include "app-cache-words.h"

#define QUERY_WORDS_MAX 16

/* Among so few messages a word is looked for in each: it takes some 20 µs to ask the index about
 * one message, while it may have hundreds of thousands with the word that are not meant. */
#define NARROW 200
/* The longest beginning of a word that has an index of its own: see schema/1.sql */
#define PREFIX_LETTERS 5

static void
append (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, part);
}

/* All that is found of a message */
static char *
dup_text (LandlineContent *content)
{
  GString *text = g_string_new (NULL);
  LandlineMedia *media = landline_content_get_media (content);

  append (text, landline_content_get_text (content));
  append (text, landline_content_get_name (content));
  if (media != NULL)
    append (text, landline_media_get_name (media));
  return g_string_free (text, FALSE);
}

gboolean
app_cache_search_add (AppCacheDatabase *database,
                      gint64 key,
                      LandlineContent *content,
                      GError **error)
{
  g_autofree char *text = dup_text (content);

  if (*text == '\0')
    return TRUE;
  return app_cache_database_run (database, error, "INSERT INTO texts (rowid, text) VALUES (?, ?)",
                                 "is", key, text);
}

gboolean
app_cache_search_remove (AppCacheDatabase *database, gint64 key, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM texts WHERE rowid = ?", "i", key);
}

/* Quoted, a word has no meaning to FTS5 but itself. Quotes are no letters, so none is left in it.
 */
char *
app_cache_search_make_query (const char *text)
{
  g_autoptr (GString) query = g_string_new (NULL);
  guint n_words = 0;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);

  while (n_words < QUERY_WORDS_MAX)
    {
      const char *word;

      while (*text != '\0' && !g_unichar_isalnum (g_utf8_get_char (text)))
        text = g_utf8_next_char (text);
      word = text;
      while (*text != '\0' && (g_unichar_isalnum (g_utf8_get_char (text)) ||
                               g_unichar_ismark (g_utf8_get_char (text))))
        text = g_utf8_next_char (text);
      if (text == word)
        break;
      g_string_append_printf (query, "%s\"%.*s\"", n_words > 0 ? " " : "", (int) (text - word),
                              word);
      n_words++;
    }
  if (n_words == 0)
    return NULL;
  g_string_append_c (query, '*');
  return g_string_free (g_steal_pointer (&query), FALSE);
}

static GArray *
take_keys (AppCacheRows *rows, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  while (app_cache_rows_next (rows, error))
    {
      gint64 key = app_cache_rows_int (rows, 0);

      g_array_append_val (keys, key);
    }
  return *error == NULL ? g_steal_pointer (&keys) : NULL;
}

GArray *
app_cache_search_list (AppCacheDatabase *database,
                       const char *query,
                       gint64 before,
                       guint limit,
                       GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT rowid FROM texts WHERE texts MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
      "sii", query, before, (gint64) limit);

  return rows != NULL ? take_keys (rows, error) : NULL;
}

/* What is asked for, as the statements below number it. The key of a message begins with its time,
 * so that dates are a range of rows. */
#define BETWEEN(key) key " < ?1 AND " key " >= ?2"
#define SAID         "state <> 3 AND traits & 8 = 0"

/* Of each way to ask, the statement that reads no more rows than it must. */
static const char *
choose_statement (const AppCacheSearchFilter *filter)
{
  gboolean other = filter->sender > APP_CACHE_SELF;

  if (filter->kind != 0 && filter->chat != 0)
    return "SELECT message FROM attachments WHERE " BETWEEN (
        "message") " AND chat = ?3 AND kind = ?5 AND (?4 = 0 OR sender = ?4) ORDER BY message DESC "
                   "LIMIT ?6";
  if (filter->kind != 0 && filter->sender != 0)
    return "SELECT message FROM attachments WHERE " BETWEEN (
        "message") " AND sender = ?4 AND kind = ?5 ORDER BY message DESC LIMIT ?6";
  if (filter->kind != 0)
    return "SELECT message FROM attachments WHERE " BETWEEN (
        "message") " AND kind = ?5 ORDER BY message DESC LIMIT ?6";
  if (filter->chat != 0)
    return "SELECT key FROM messages WHERE " BETWEEN (
        "key") " AND chat = ?3 AND (?4 = 0 OR sender = ?4) AND " SAID
               " ORDER BY place DESC LIMIT ?6";
  if (other)
    return "SELECT key FROM messages WHERE " BETWEEN (
        "key") " AND sender = ?4 AND sender > 1 AND " SAID " ORDER BY key DESC LIMIT ?6";
  return "SELECT key FROM messages WHERE " BETWEEN ("key") " AND (?4 = 0 OR sender = ?4) AND " SAID
                                                           " ORDER BY key DESC LIMIT ?6";
}

static GArray *
list_without_words (AppCacheDatabase *database,
                    const AppCacheSearchFilter *filter,
                    gint64 first,
                    gint64 before,
                    guint limit,
                    GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            choose_statement (filter), "iiiini",
                                                            before, first, filter->chat,
                                                            filter->sender, (int) filter->kind,
                                                            (gint64) limit);

  return rows != NULL ? take_keys (rows, error) : NULL;
}

static GArray *
list_with_words (AppCacheDatabase *database,
                 const char *query,
                 const AppCacheSearchFilter *filter,
                 gint64 first,
                 gint64 before,
                 guint limit,
                 GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT t.rowid FROM texts t CROSS JOIN messages m ON m.key = t.rowid WHERE t.texts MATCH ?1 "
      "AND t.rowid < ?2 AND t.rowid >= ?3 AND (?4 = 0 OR m.chat = ?4) "
      "AND (?5 = 0 OR m.sender = ?5) AND (?6 = 0 OR EXISTS (SELECT 1 FROM attachments "
      "WHERE message = t.rowid AND kind = ?6)) ORDER BY t.rowid DESC LIMIT ?7",
      "siiiini", query, before, first, filter->chat, filter->sender, (int) filter->kind,
      (gint64) limit);

  return rows != NULL ? take_keys (rows, error) : NULL;
}

/* The query with the beginning of its last word only, where that has no index: it finds more.
 * @beginning is what the word has to begin with. */
static char *
shorten (const char *query, char **beginning)
{
  const char *end = strrchr (query, '"');
  const char *word = end != NULL ? g_strrstr_len (query, end - query, "\"") : NULL;

  if (word == NULL || g_utf8_strlen (word + 1, end - word - 1) <= PREFIX_LETTERS)
    return NULL;
  *beginning = app_cache_words_fold (word + 1, (gsize) (end - word - 1));
  return g_strdup_printf ("%.*s\"*",
                          (int) (g_utf8_offset_to_pointer (word + 1, PREFIX_LETTERS) - query),
                          query);
}

static GArray *
keep_matching (AppCacheDatabase *database, const char *query, GArray *candidates, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < candidates->len; i++)
    {
      gint64 key = g_array_index (candidates, gint64, i);
      gint64 found;

      if (!app_cache_database_get_int (database, &found, 0, error,
                                       "SELECT 1 FROM texts WHERE texts MATCH ? AND rowid = ?",
                                       "si", query, key))
        return NULL;
      if (found != 0)
        g_array_append_val (keys, key);
    }
  return g_steal_pointer (&keys);
}

static gboolean
has_beginning (AppCacheDatabase *database,
               gint64 key,
               const char *beginning,
               gboolean *has,
               GError **error)
{
  g_autoptr (AppCacheMessage) row = app_cache_messages_get (database, key, error);
  g_autofree char *text = row != NULL ? dup_text (row->content) : NULL;

  *has = text != NULL && app_cache_words_have_beginning (text, beginning);
  return *error == NULL;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 key_a = *(const gint64 *) a;
  gint64 key_b = *(const gint64 *) b;

  return key_a > key_b ? -1 : key_a < key_b;
}

/* For a long beginning of a word the index would be put together from all words that begin so: the
 * few texts that have the beginning of the beginning are looked at instead. */
static GArray *
list_narrow (AppCacheDatabase *database,
             const char *query,
             GArray *candidates,
             guint limit,
             GError **error)
{
  g_autofree char *beginning = NULL;
  g_autofree char *shorter = shorten (query, &beginning);
  g_autoptr (GArray) keys = keep_matching (database, shorter != NULL ? shorter : query, candidates,
                                           error);

  if (keys == NULL)
    return NULL;
  for (guint i = keys->len; beginning != NULL && i > 0; i--)
    {
      gboolean has;

      if (!has_beginning (database, g_array_index (keys, gint64, i - 1), beginning, &has, error))
        return NULL;
      if (!has)
        g_array_remove_index (keys, i - 1);
    }
  g_array_sort (keys, compare_newest_first);
  g_array_set_size (keys, MIN (keys->len, limit));
  return g_steal_pointer (&keys);
}

GArray *
app_cache_search_list_filtered (AppCacheDatabase *database,
                                const char *query,
                                const AppCacheSearchFilter *filter,
                                gint64 before,
                                guint limit,
                                GError **error)
{
  gint64 first = MAX (filter->since, 0) << APP_MESSAGE_KEY_SHIFT;
  gint64 end = filter->until > 0 ? filter->until << APP_MESSAGE_KEY_SHIFT : G_MAXINT64;

  g_autoptr (GArray) candidates = NULL;

  before = MIN (before, end);
  if (filter->sender < 0)
    return g_array_new (FALSE, FALSE, sizeof (gint64));
  if (query == NULL)
    return list_without_words (database, filter, first, before, limit, error);
  candidates = list_without_words (database, filter, first, before, NARROW + 1, error);
  if (candidates == NULL)
    return NULL;
  return candidates->len <= NARROW
             ? list_narrow (database, query, candidates, limit, error)
             : list_with_words (database, query, filter, first, before, limit, error);
}
