/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-mentions.h"

#include <string.h>

#include "landline-limits.h"

/* A name that somebody is about to write is no longer than this, characters. */
#define QUERY_MAX 40

static gboolean
is_name_char (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character);
}

/* The longest name that stands behind the `@` at @at, so that “@Ann Lee” is not “@Ann”. */
static AppGroupMember *
find_named (const char *at, GListModel *members, gsize *length)
{
  g_autoptr (AppGroupMember) best = NULL;
  guint n = g_list_model_get_n_items (members);

  *length = 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppGroupMember) member = g_list_model_get_item (members, i);
      const char *words[] = { app_group_member_get_name (member),
                              app_group_member_get_user_id (member) };

      for (guint j = 0; j < G_N_ELEMENTS (words); j++)
        {
          gsize size = strlen (words[j]);

          if (size > *length && g_str_has_prefix (at + 1, words[j]) &&
              !is_name_char (g_utf8_get_char (at + 1 + size)))
            {
              *length = size;
              g_set_object (&best, member);
            }
        }
    }
  return g_steal_pointer (&best);
}

/**
 * app_mentions_encode:
 * @text: what somebody wrote
 * @members: (element-type AppGroupMember): whom it may name
 * @mentions: (out) (array zero-terminated=1): the ids of those whom it names, each once, at most
 * %LANDLINE_LIMIT_MENTIONS
 *
 * Returns: (transfer full): the text with ids in place of names
 */
char *
app_mentions_encode (const char *text, GListModel *members, char ***mentions)
{
  g_autoptr (GString) encoded = g_string_new (NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  gunichar before = ' ';

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (members), NULL);

  for (const char *p = text; *p != '\0';)
    {
      g_autoptr (AppGroupMember) member = NULL;
      gsize length = 0;

      if (*p == '@' && !is_name_char (before))
        member = find_named (p, members, &length);
      if (member != NULL)
        {
          const char *id = app_group_member_get_user_id (member);
          gboolean is_known = g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);

          if (is_known || ids->len < LANDLINE_LIMIT_MENTIONS)
            {
              if (!is_known)
                g_ptr_array_add (ids, g_strdup (id));
              g_string_append_printf (encoded, "@%s", id);
              p += 1 + length;
              before = 'x';
              continue;
            }
        }
      before = g_utf8_get_char (p);
      g_string_append_unichar (encoded, before);
      p = g_utf8_next_char (p);
    }
  g_ptr_array_add (ids, NULL);
  *mentions = (char **) g_ptr_array_steal (ids, NULL);
  return g_string_free_and_steal (g_steal_pointer (&encoded));
}

/**
 * app_mentions_new_text:
 * @text: what somebody wrote
 * @members: (nullable) (element-type AppGroupMember): whom it may name
 *
 * Returns: (transfer full): what is sent
 */
LandlineContent *
app_mentions_new_text (const char *text, GListModel *members)
{
  g_auto (GStrv) mentions = NULL;
  g_autofree char *encoded = NULL;
  g_autoptr (LandlineContent) plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (members == NULL)
    return landline_content_new_text (text);
  encoded = app_mentions_encode (text, members, &mentions);
  plain = landline_content_new_text (encoded);
  if (mentions[0] == NULL)
    return g_steal_pointer (&plain);
  return landline_content_new_with_traits (plain, FALSE, (const char *const *) mentions, 0);
}

/**
 * app_mentions_get_query:
 * @text: what is being written
 * @cursor: where, in bytes
 * @start: (out): where the `@` is
 *
 * Returns: (transfer full) (nullable): what was written of a name behind an `@`, possibly nothing;
 * %NULL where no name is being written
 */
char *
app_mentions_get_query (const char *text, gsize cursor, gsize *start)
{
  const char *end = text + cursor;
  const char *p = end;

  g_return_val_if_fail (text != NULL && start != NULL, NULL);

  for (guint n = 0; p > text && n <= QUERY_MAX; n++)
    {
      p = g_utf8_prev_char (p);
      if (*p == '\n')
        return NULL;
      if (*p != '@')
        continue;
      if (p > text && is_name_char (g_utf8_get_char (g_utf8_prev_char (p))))
        return NULL;
      *start = (gsize) (p - text);
      return g_strndup (p + 1, (gsize) (end - p - 1));
    }
  return NULL;
}

/* Whether a name, one of its words, or a number begins with what was written. */
gboolean
app_mentions_match (AppGroupMember *member, const char *query)
{
  g_autofree char *name = g_utf8_casefold (app_group_member_get_name (member), -1);
  g_autofree char *wanted = g_utf8_casefold (query, -1);

  if (app_group_member_get_is_self (member))
    return FALSE;
  if (g_str_has_prefix (app_group_member_get_user_id (member), query))
    return TRUE;
  for (const char *p = name; p != NULL; p = strchr (p, ' '))
    {
      p += *p == ' ';
      if (g_str_has_prefix (p, wanted))
        return TRUE;
    }
  return FALSE;
}
