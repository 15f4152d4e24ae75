/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-attachments.h"

#include <string.h>

#include "app-cache-messages.h"
#include "app-cache-notes.h"

static gboolean
put (AppCacheDatabase *database,
     gint64 chat,
     gint64 message,
     AppCacheAttachment kind,
     LandlineMedia *media,
     GError **error)
{
  return app_cache_database_run (
      database, error,
      "INSERT OR REPLACE INTO attachments (chat, kind, message, media, sender) "
      "SELECT ?1, ?2, key, ?4, sender FROM messages WHERE key = ?3",
      "inis", chat, (int) kind, message, media != NULL ? landline_media_get_id (media) : NULL);
}

static gboolean
has_link (const char *text)
{
  return text != NULL && (strstr (text, "http://") != NULL || strstr (text, "https://") != NULL);
}

AppCacheAttachment
app_cache_attachments_get_kind (LandlineMedia *media)
{
  const char *type = landline_media_get_content_type (media);

  if (landline_media_get_kind (media) == LANDLINE_MEDIA_KIND_DOCUMENT)
    return APP_CACHE_ATTACHMENT_FILE;
  return type != NULL && g_str_has_prefix (type, "audio/") ? APP_CACHE_ATTACHMENT_FILE
                                                           : APP_CACHE_ATTACHMENT_MEDIA;
}

gboolean
app_cache_attachments_put (AppCacheDatabase *database,
                           gint64 chat,
                           gint64 message,
                           LandlineContent *content,
                           GError **error)
{
  LandlineMedia *media = landline_content_get_media (content);

  if (has_link (landline_content_get_text (content)) &&
      !put (database, chat, message, APP_CACHE_ATTACHMENT_LINK, NULL, error))
    return FALSE;
  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
      return put (database, chat, message, app_cache_attachments_get_kind (media), media, error);
    case LANDLINE_CONTENT_LOCATION:
      return put (database, chat, message, APP_CACHE_ATTACHMENT_PLACE, NULL, error);
    case LANDLINE_CONTENT_CONTACT:
      return put (database, chat, message, APP_CACHE_ATTACHMENT_PERSON, NULL, error);
    case LANDLINE_CONTENT_TEXT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return TRUE;
    }
}

gboolean
app_cache_attachments_remove (AppCacheDatabase *database, gint64 message, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM attachments WHERE message = ?", "i",
                                 message);
}

gboolean
app_cache_attachments_move (AppCacheDatabase *database, gint64 from, gint64 into, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE attachments SET chat = ?2 WHERE chat = ?1", "ii", from,
                                 into);
}

GArray *
app_cache_attachments_list (AppCacheDatabase *database,
                            gint64 chat,
                            AppCacheAttachment kind,
                            gint64 before,
                            guint limit,
                            GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT message FROM attachments WHERE chat = ? AND kind = ? AND message < ? "
      "ORDER BY message DESC LIMIT ?",
      "inii", chat, (int) kind, before, (gint64) limit);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      gint64 key = app_cache_rows_int (rows, 0);

      g_array_append_val (keys, key);
    }
  return *error == NULL ? g_steal_pointer (&keys) : NULL;
}

gboolean
app_cache_attachments_have_media (AppCacheDatabase *database,
                                  gint64 chat,
                                  const char *media,
                                  gboolean *have,
                                  GError **error)
{
  gint64 found;

  if (!app_cache_database_get_int (database, &found, 0, error,
                                   "SELECT 1 FROM attachments WHERE media = ? AND chat = ? LIMIT 1",
                                   "si", media, chat))
    return FALSE;
  *have = found != 0;
  return TRUE;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 key_a = *(const gint64 *) a;
  gint64 key_b = *(const gint64 *) b;

  return key_a > key_b ? -1 : key_a < key_b;
}

GArray *
app_cache_attachments_list_starred (AppCacheDatabase *database, gint64 chat, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) ids = app_cache_notes_list_subjects (database, LANDLINE_NOTE_STAR, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      AppMessageKey key;
      gint64 found;

      if (!app_cache_messages_find (database, g_ptr_array_index (ids, i), &found, &key, error))
        return NULL;
      if (key.key != 0 && (chat == 0 || found == chat))
        g_array_append_val (keys, key.key);
    }
  if (ids == NULL)
    return NULL;
  g_array_sort (keys, compare_newest_first);
  return g_steal_pointer (&keys);
}
