/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-mentions.h"

#include "landline-wire-content.h"

/* Reading messages; writing them is in app-cache-messages.c. */

void
app_cache_message_free (AppCacheMessage *self)
{
  g_return_if_fail (self != NULL);

  g_clear_object (&self->message);
  g_clear_object (&self->content);
  g_strfreev (self->reactors);
  g_free (self->sender_name);
  g_free (self->sender_avatar);
  g_free (self->error);
  g_free (self->path);
  g_clear_object (&self->reply);
  g_free (self->reply_name);
  g_clear_pointer (&self->change, app_cache_change_free);
  g_strfreev (self->mentions);
  g_free (self->own_mention);
  g_free (self);
}

static void
reverse (GArray *keys)
{
  for (guint i = 0, j = keys->len; i + 1 < j; i++)
    {
      AppMessageKey key = g_array_index (keys, AppMessageKey, i);

      j--;
      g_array_index (keys, AppMessageKey, i) = g_array_index (keys, AppMessageKey, j);
      g_array_index (keys, AppMessageKey, j) = key;
    }
}

GArray *
app_cache_messages_list_keys (AppCacheDatabase *database,
                              gint64 chat,
                              gint64 place,
                              guint limit,
                              GError **error)
{
  g_autoptr (GArray) keys = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT key, place, time, sender, state FROM messages WHERE chat = ? AND place < ? "
      "ORDER BY place DESC LIMIT ?",
      "iii", chat, place, (gint64) limit);

  if (rows == NULL)
    return NULL;
  keys = g_array_new (FALSE, FALSE, sizeof (AppMessageKey));
  while (app_cache_rows_next (rows, error))
    {
      AppMessageKey key = { app_cache_rows_int (rows, 0), app_cache_rows_int (rows, 1),
                            app_cache_rows_int (rows, 2), app_cache_rows_int (rows, 3),
                            app_cache_rows_int (rows, 4) };

      g_array_append_val (keys, key);
    }
  if (*error != NULL)
    return NULL;
  reverse (keys);
  return g_steal_pointer (&keys);
}

#define MESSAGE_SELECT                                                                             \
  "SELECT m.key, m.place, m.time, m.sender, m.state, m.chat, m.id, u.id, c.conversation, "         \
  "m.content, m.reply_to, coalesce (u.name, u.id), m.error, m.traits, m.expires, u.avatar FROM "   \
  "messages m "                                                                                    \
  "JOIN users u ON u.number = m.sender JOIN chats c ON c.key = m.chat "

static LandlineContent *
content_from_row (AppCacheRows *rows)
{
  g_autoptr (GBytes) encoded = app_cache_rows_dup_bytes (rows, 9);
  LandlineContent *content = landline_wire_content_new_from_encoded (encoded, NULL);

  /* What this version cannot read is shown as something of a newer one, not left out. */
  return content != NULL ? content : landline_content_new_unsupported (encoded);
}

static AppCacheMessage *
message_from_row (AppCacheRows *rows)
{
  AppCacheMessage *row = g_new0 (AppCacheMessage, 1);
  g_autoptr (LandlineContent) content = NULL;
  g_autofree char *id = app_cache_rows_dup_uuid (rows, 6);
  g_autofree char *reply_to = app_cache_rows_dup_uuid (rows, 10);
  const char *conversation = app_cache_rows_text (rows, 8);

  row->key.key = app_cache_rows_int (rows, 0);
  row->key.place = app_cache_rows_int (rows, 1);
  row->key.time = app_cache_rows_int (rows, 2);
  row->key.sender = app_cache_rows_int (rows, 3);
  row->key.state = app_cache_rows_int (rows, 4);
  row->chat = app_cache_rows_int (rows, 5);
  row->traits = app_cache_rows_int (rows, 13);
  row->expires = app_cache_rows_int (rows, 14);
  row->content = content_from_row (rows);
  content = (row->traits & APP_CACHE_DELETED) != 0 ? landline_content_new_deleted ()
                                                   : g_object_ref (row->content);
  row->message = landline_message_new (id, app_cache_rows_text (rows, 7),
                                       conversation != NULL ? conversation : "",
                                       app_message_place_to_seq (row->key.place), row->key.time,
                                       content, reply_to);
  row->sender_name = g_strdup (app_cache_rows_text (rows, 11));
  row->error = g_strdup (app_cache_rows_text (rows, 12));
  row->sender_avatar = g_strdup (app_cache_rows_text (rows, 15));
  return row;
}

static gboolean
add_path (AppCacheDatabase *database, AppCacheMessage *row, GError **error)
{
  LandlineMedia *media = landline_content_get_media (landline_message_get_content (row->message));
  g_autoptr (AppCacheRows) rows = NULL;

  if (media == NULL || landline_media_get_id (media) == NULL)
    return TRUE;
  rows = app_cache_database_query (database, error, "SELECT path FROM files WHERE media = ?", "s",
                                   landline_media_get_id (media));
  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    row->path = g_strdup (app_cache_rows_text (rows, 0));
  return *error == NULL;
}

static gboolean
add_state (AppCacheDatabase *database, AppCacheMessage *row, GError **error)
{
  g_auto (LandlineMessageState) state = LANDLINE_MESSAGE_STATE_INIT;
  g_autoptr (LandlineMessage) plain = NULL;

  if ((row->traits & ~APP_CACHE_STARRED) == 0)
    return TRUE;
  if (!app_cache_actions_get_state (database, landline_message_get_id (row->message), row->traits,
                                    &state, &row->reactors, error))
    return FALSE;
  plain = g_steal_pointer (&row->message);
  row->message = landline_message_new_with_state (plain, &state);
  return TRUE;
}

static gboolean
add_reply (AppCacheDatabase *database, AppCacheMessage *row, GError **error)
{
  const char *reply_to = landline_message_get_reply_to (row->message);
  g_autoptr (AppCacheRows) rows = NULL;
  g_autoptr (AppCacheMessage) reply = NULL;

  if (reply_to == NULL)
    return TRUE;
  rows = app_cache_database_query (database, error, MESSAGE_SELECT "WHERE m.id = ?", "u", reply_to);
  if (rows == NULL)
    return FALSE;
  if (app_cache_rows_next (rows, error))
    {
      reply = message_from_row (rows);
      g_clear_pointer (&rows, app_cache_rows_end);
      if (!app_cache_mentions_show (database, reply, error) || !add_state (database, reply, error))
        return FALSE;
      /* Nothing of another chat is shown here, whatever the sender wrote. */
      if (reply->chat == row->chat)
        {
          row->reply = g_steal_pointer (&reply->message);
          row->reply_name = g_steal_pointer (&reply->sender_name);
        }
    }
  return *error == NULL;
}

static gboolean
add_change (AppCacheDatabase *database, AppCacheMessage *row, GError **error)
{
  if (row->key.state == APP_MESSAGE_LINE)
    row->change = app_cache_groups_get_change (database, row->key.key, error);
  return *error == NULL;
}

static gboolean
complete (AppCacheDatabase *database, GPtrArray *messages, GError **error)
{
  for (guint i = 0; i < messages->len; i++)
    if (!app_cache_mentions_show (database, g_ptr_array_index (messages, i), error) ||
        !add_state (database, g_ptr_array_index (messages, i), error) ||
        !add_path (database, g_ptr_array_index (messages, i), error) ||
        !add_reply (database, g_ptr_array_index (messages, i), error) ||
        !add_change (database, g_ptr_array_index (messages, i), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
app_cache_messages_list (AppCacheDatabase *database,
                         gint64 chat,
                         gint64 first_place,
                         gint64 last_place,
                         GError **error)
{
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      MESSAGE_SELECT "WHERE m.chat = ? AND m.place BETWEEN ? AND ? ORDER BY m.place", "iii", chat,
      first_place, last_place);

  if (rows == NULL)
    return NULL;
  messages = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_message_free);
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (messages, message_from_row (rows));
  if (*error != NULL || !complete (database, messages, error))
    return NULL;
  return g_steal_pointer (&messages);
}

AppCacheMessage *
app_cache_messages_get (AppCacheDatabase *database, gint64 key, GError **error)
{
  g_autoptr (AppCacheMessage) row = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            MESSAGE_SELECT "WHERE m.key = ?", "i",
                                                            key);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return NULL;
  row = message_from_row (rows);
  if (!app_cache_mentions_show (database, row, error) || !add_state (database, row, error) ||
      !add_path (database, row, error) || !add_reply (database, row, error) ||
      !add_change (database, row, error))
    return NULL;
  return g_steal_pointer (&row);
}

gboolean
app_cache_messages_get_first_seq (AppCacheDatabase *database,
                                  gint64 chat,
                                  gint64 *seq,
                                  GError **error)
{
  gint64 place;

  /* A message that the server lost may stand before the first; its place shows the seq it had. */
  if (!app_cache_database_get_int (database, &place, 0, error,
                                   "SELECT place FROM messages WHERE chat = ? AND place < ? AND "
                                   "state <> ? ORDER BY place LIMIT 1",
                                   "iin", chat, APP_MESSAGE_PLACE_WAITING, (int) APP_MESSAGE_LINE))
    return FALSE;
  *seq = place >> APP_MESSAGE_PLACE_SHIFT;
  return TRUE;
}
