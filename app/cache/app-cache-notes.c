/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-notes.h"

#include "app-cache-actions.h"
#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-messages.h"
#include <string.h>

#include "landline-id.h"

void
app_cache_dirty_note_free (AppCacheDirtyNote *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->id);
  g_object_unref (self->note);
  g_free (self);
}

gboolean
app_cache_notes_get (AppCacheDatabase *database, const char *key, char **value, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            "SELECT value FROM notes WHERE key = ?",
                                                            "s", key);

  if (rows == NULL)
    return FALSE;
  *value = g_strdup (app_cache_rows_next (rows, error) ? app_cache_rows_text (rows, 0) : "");
  return *error == NULL;
}

/* A note about a conversation shows in its chat, one about a user in the chat with them. */
static gboolean
announce (AppCacheDatabase *database, const char *subject, GError **error)
{
  gint64 chat;

  if (!app_cache_database_get_int (database, &chat, 0, error,
                                   "SELECT key FROM chats WHERE conversation = ?1 OR (kind = 0 AND "
                                   "peer = (SELECT number FROM users WHERE id = ?1))",
                                   "s", subject))
    return FALSE;
  if (chat != 0)
    app_cache_changes_add_chat (app_cache_database_get_changes (database), chat);
  return TRUE;
}

static gboolean
hide (AppCacheDatabase *database, const char *message, GError **error)
{
  AppMessageKey key;
  gint64 chat;

  return app_cache_messages_find (database, message, &chat, &key, error) &&
         (key.key == 0 || app_cache_messages_drop (database, key.key, error));
}

/* What follows from a note about a message */
static gboolean
apply_to_message (AppCacheDatabase *database, LandlineNote *note, GError **error)
{
  const char *message = landline_note_get_subject (note);
  gboolean is_set = *landline_note_get_value (note) != '\0';

  if (landline_note_get_kind (note) == LANDLINE_NOTE_STAR)
    return app_cache_actions_set_starred (database, message, is_set, error);
  return !is_set || hide (database, message, error);
}

/* What follows from a note, whoever made it. */
static gboolean
apply (AppCacheDatabase *database, LandlineNote *note, GError **error)
{
  const char *subject = landline_note_get_subject (note);
  gboolean clears = landline_note_get_kind (note) == LANDLINE_NOTE_CLEAR ||
                    g_str_has_prefix (landline_note_get_key (note), APP_CACHE_NOTE_DELETE);

  app_cache_changes_add_notes (app_cache_database_get_changes (database));
  if (subject == NULL)
    return TRUE;
  if (landline_note_get_kind (note) == LANDLINE_NOTE_STAR ||
      landline_note_get_kind (note) == LANDLINE_NOTE_HIDE)
    return apply_to_message (database, note, error);
  if (clears &&
      !app_cache_clear_conversation (database, subject,
                                     g_ascii_strtoll (landline_note_get_value (note), NULL, 10),
                                     error))
    return FALSE;
  return announce (database, subject, error);
}

gboolean
app_cache_notes_set (AppCacheDatabase *database, const char *key, const char *value, GError **error)
{
  g_autoptr (LandlineNote) note = landline_note_new (key, value, 0, 0);
  g_autofree char *before = NULL;
  g_autofree char *id = landline_id_new_message ();

  if (!app_cache_notes_get (database, key, &before, error))
    return FALSE;
  if (g_str_equal (before, value))
    return TRUE;
  return app_cache_database_run (
             database, error,
             "INSERT INTO notes (key, value, dirty, id) VALUES (?1, ?2, "
             "(SELECT coalesce (max (dirty), 0) + 1 FROM notes WHERE dirty > 0), ?3) "
             "ON CONFLICT (key) DO UPDATE SET value = excluded.value, dirty = excluded.dirty, "
             "id = excluded.id",
             "ssu", key, value, id) &&
         apply (database, note, error);
}

gboolean
app_cache_notes_put (AppCacheDatabase *database, LandlineNote *note, GError **error)
{
  gint64 version;
  gint64 dirty;

  if (!app_cache_database_get_int (database, &version, -1, error,
                                   "SELECT version FROM notes WHERE key = ?", "s",
                                   landline_note_get_key (note)) ||
      !app_cache_database_get_int (database, &dirty, 0, error,
                                   "SELECT dirty FROM notes WHERE key = ?", "s",
                                   landline_note_get_key (note)))
    return FALSE;
  /* What is still to be told gets a higher version when it is. */
  if (dirty > 0 || version >= landline_note_get_version (note))
    return TRUE;
  return app_cache_database_run (
             database, error,
             "INSERT INTO notes (key, value, version) VALUES (?1, ?2, ?3) "
             "ON CONFLICT (key) DO UPDATE SET value = excluded.value, version = excluded.version",
             "ssi", landline_note_get_key (note), landline_note_get_value (note),
             landline_note_get_version (note)) &&
         apply (database, note, error);
}

/* Another value that was noted meanwhile has another id, and is still to be told. */
gboolean
app_cache_notes_settle (AppCacheDatabase *database, const LandlineDone *done, GError **error)
{
  return app_cache_database_run (database, error,
                                 "UPDATE notes SET dirty = 0, id = NULL, version = max (version, "
                                 "?2) WHERE id = ?1",
                                 "ui", done->id, done->version);
}

gboolean
app_cache_notes_refuse (AppCacheDatabase *database, const char *id, gboolean *found, GError **error)
{
  if (!app_cache_database_run (database, error,
                               "UPDATE notes SET dirty = 0, id = NULL WHERE id = ?", "u", id))
    return FALSE;
  *found = app_cache_database_get_n_changed (database) > 0;
  return TRUE;
}

GPtrArray *
app_cache_notes_list_dirty (AppCacheDatabase *database, guint limit, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (
      (GDestroyNotify) app_cache_dirty_note_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT id, key, value FROM notes WHERE dirty > 0 ORDER BY dirty LIMIT ?",
      "i", (gint64) limit);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      AppCacheDirtyNote *dirty = g_new0 (AppCacheDirtyNote, 1);

      dirty->id = app_cache_rows_dup_uuid (rows, 0);
      dirty->note = landline_note_new (app_cache_rows_text (rows, 1), app_cache_rows_text (rows, 2),
                                       0, 0);
      g_ptr_array_add (notes, dirty);
    }
  return *error == NULL ? g_steal_pointer (&notes) : NULL;
}

GPtrArray *
app_cache_notes_list_subjects (AppCacheDatabase *database, LandlineNoteKind kind, GError **error)
{
  g_autofree char *first = landline_note_make_key (kind, "");
  g_autofree char *last = g_strdup (first);
  g_autoptr (GPtrArray) subjects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AppCacheRows) rows = NULL;

  /* The keys that begin with "kind:" are those between it and "kind;". */
  last[strlen (last) - 1]++;
  rows = app_cache_database_query (
      database, error,
      "SELECT substr (key, instr (key, ':') + 1) FROM notes WHERE key > ? AND key < ? "
      "AND value <> ''",
      "ss", first, last);
  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (subjects, g_strdup (app_cache_rows_text (rows, 0)));
  return *error == NULL ? g_steal_pointer (&subjects) : NULL;
}

gboolean
app_cache_notes_forget_versions (AppCacheDatabase *database, GError **error)
{
  return app_cache_database_run (database, error, "UPDATE notes SET version = 0", "");
}
