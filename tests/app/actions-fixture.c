/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "actions-fixture.h"

#include "app-cache-messages.h"
#include "app-cache-search.h"
#include "app-test.h"

typedef struct
{
  const char *id;
  const char *word;
  gint64 number;
  GString *text;
} Call;

LandlineMessage *
actions_make_message (const char *id, gint64 seq, const char *sender, LandlineContent *content)
{
  return landline_message_new (id, sender, ACTIONS_CONVERSATION, seq, ACTIONS_TIME + seq, content,
                               NULL);
}

static gboolean
describe_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (AppCacheMessage) row = NULL;
  const LandlineMessageState *state;
  const char *text;
  AppMessageKey key;
  gint64 chat;

  if (!app_cache_messages_find (database, call->id, &chat, &key, error))
    return FALSE;
  if (key.key == 0)
    {
      g_string_append (call->text, "none");
      return TRUE;
    }
  row = app_cache_messages_get (database, key.key, error);
  g_assert_nonnull (row);
  state = landline_message_get_state (row->message);
  text = landline_content_get_text (landline_message_get_content (row->message));
  g_string_append (call->text, text != NULL ? text : "-");
  if (state->is_deleted)
    g_string_append (call->text, state->is_deleted_by_admin ? " deleted by admin" : " deleted");
  if (state->edited > 0)
    g_string_append (call->text, " edited");
  if (state->is_pinned)
    g_string_append (call->text, " pinned");
  if ((row->traits & APP_CACHE_STARRED) != 0)
    g_string_append (call->text, " starred");
  for (guint i = 0; i < state->n_reactions; i++)
    g_string_append_printf (call->text, " %s=%s", state->reactions[i].user_id,
                            state->reactions[i].emoji);
  return TRUE;
}

char *
actions_describe (AppCache *cache, const char *id)
{
  Call call = { .id = id, .text = g_string_new (NULL) };

  app_test_read (cache, describe_work, &call);
  return g_string_free (call.text, FALSE);
}

static gboolean
search_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autofree char *query = app_cache_search_make_query (call->word);
  g_autoptr (GArray) keys = app_cache_search_list (database, query, G_MAXINT64, 10, error);

  call->number = keys != NULL ? keys->len : 0;
  return keys != NULL;
}

gint64
actions_count_found (AppCache *cache, const char *word)
{
  Call call = { .word = word };

  app_test_read (cache, search_work, &call);
  return call.number;
}
