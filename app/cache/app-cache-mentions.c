/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-mentions.h"

#include <string.h>

/* @name: (out) (transfer full): what to call them, their id where that is not known */
static gboolean
find_name (AppCacheDatabase *database,
           const char *user_id,
           char **name,
           gboolean *is_self,
           GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT coalesce (name, id), number FROM users WHERE id = ?", "s", user_id);

  *name = NULL;
  *is_self = FALSE;
  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    {
      *name = g_strdup (app_cache_rows_text (rows, 0));
      *is_self = app_cache_rows_int (rows, 1) == APP_CACHE_SELF;
    }
  return *error == NULL;
}

/* `@101` is not in `@1012`, nor in `a@101`. */
static gboolean
stands_alone (const char *text, const char *at, gsize length)
{
  gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';

  return !g_unichar_isalnum (before) && !g_ascii_isalnum (at[length]);
}

static char *
replace (const char *text, const char *user_id, const char *name)
{
  g_autofree char *token = g_strconcat ("@", user_id, NULL);
  gsize length = strlen (token);
  GString *shown = g_string_new (NULL);
  const char *rest = text;
  const char *at;

  while ((at = strstr (rest, token)) != NULL)
    {
      g_string_append_len (shown, rest, at - rest);
      if (stands_alone (text, at, length))
        g_string_append_printf (shown, "@%s", name);
      else
        g_string_append_len (shown, at, (gssize) length);
      rest = at + length;
    }
  g_string_append (shown, rest);
  return g_string_free_and_steal (shown);
}

static LandlineContent *
make_content (LandlineContent *content, const char *text)
{
  LandlineMedia *media = landline_content_get_media (content);
  g_autoptr (LandlineContent) plain = media != NULL ? landline_content_new_media (media, text)
                                                    : landline_content_new_text (text);

  return landline_content_new_with_traits (plain, landline_content_is_forwarded (content),
                                           landline_content_get_mentions (content),
                                           landline_content_get_expires (content));
}

LandlineContent *
app_cache_mentions_show_content (AppCacheDatabase *database,
                                 LandlineContent *content,
                                 char ***names,
                                 char **own,
                                 GError **error)
{
  const char *const *mentions = landline_content_get_mentions (content);
  g_autoptr (GStrvBuilder) found = g_strv_builder_new ();
  g_autofree char *text = g_strdup (landline_content_get_text (content));

  *names = NULL;
  *own = NULL;
  if (mentions == NULL || mentions[0] == NULL || text == NULL)
    return NULL;
  for (guint i = 0; mentions[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *shown = NULL;
      gboolean is_self;

      if (!find_name (database, mentions[i], &name, &is_self, error))
        return NULL;
      if (name == NULL)
        continue;
      shown = replace (text, mentions[i], name);
      g_set_str (&text, shown);
      g_strv_builder_add (found, name);
      if (is_self)
        g_set_str (own, name);
    }
  *names = g_strv_builder_end (found);
  return make_content (content, text);
}

static LandlineMessage *
make_message (LandlineMessage *plain, LandlineContent *content)
{
  return landline_message_new (landline_message_get_id (plain),
                               landline_message_get_sender_id (plain),
                               landline_message_get_conversation (plain),
                               landline_message_get_seq (plain), landline_message_get_time (plain),
                               content, landline_message_get_reply_to (plain));
}

LandlineMessage *
app_cache_mentions_show_message (AppCacheDatabase *database,
                                 LandlineMessage *message,
                                 GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autofree char *own = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (LandlineContent) content = app_cache_mentions_show_content (
      database, landline_message_get_content (message), &names, &own, &failure);

  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return content != NULL ? make_message (message, content) : g_object_ref (message);
}

gboolean
app_cache_mentions_show (AppCacheDatabase *database, AppCacheMessage *row, GError **error)
{
  LandlineMessage *plain = row->message;
  g_autoptr (LandlineContent) content = NULL;

  content = app_cache_mentions_show_content (database, landline_message_get_content (plain),
                                             &row->mentions, &row->own_mention, error);
  if (content == NULL)
    return *error == NULL;
  row->message = make_message (plain, content);
  g_object_unref (plain);
  return TRUE;
}
