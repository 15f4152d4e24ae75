/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-done.h"
#include "landline-note.h"

G_BEGIN_DECLS

/* `delete:<conversation>`: like `clear`, and the chat is not listed until something newer comes */
#define APP_CACHE_NOTE_DELETE "delete:"

/* What the person notes for themself: key → value. The last writer wins; what was noted here and is
 * not told to the server yet is the last. */

/**
 * AppCacheDirtyNote:
 * @id: of the telling, the same at every try
 * @note: what to tell
 */
typedef struct
{
  char *id;
  LandlineNote *note;
} AppCacheDirtyNote;

void app_cache_dirty_note_free (AppCacheDirtyNote *self);

/* @value is "" where there is none */
gboolean
app_cache_notes_get (AppCacheDatabase *database, const char *key, char **value, GError **error);
/* Of this device: the server is still to be told. An empty value takes it back. */
gboolean app_cache_notes_set (AppCacheDatabase *database,
                              const char *key,
                              const char *value,
                              GError **error);
/* Of the server: of another device, or all of them for a new one */
gboolean app_cache_notes_put (AppCacheDatabase *database, LandlineNote *note, GError **error);
/* The server has the note that was told with this id. */
gboolean
app_cache_notes_settle (AppCacheDatabase *database, const LandlineDone *done, GError **error);
/* The server refuses the note for good: it stays here alone. @found is FALSE when the id is none of
 * a note. */
gboolean app_cache_notes_refuse (AppCacheDatabase *database,
                                 const char *id,
                                 gboolean *found,
                                 GError **error);
/* The server counts anew: what it says next holds, but for what it is still to be told. */
gboolean app_cache_notes_forget_versions (AppCacheDatabase *database, GError **error);
/* (element-type AppCacheDirtyNote): at most @limit of what the server is to be told, in order */
GPtrArray *app_cache_notes_list_dirty (AppCacheDatabase *database, guint limit, GError **error);
/* (element-type utf8): what the keys of a kind that have a value are about */
GPtrArray *
app_cache_notes_list_subjects (AppCacheDatabase *database, LandlineNoteKind kind, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheDirtyNote, app_cache_dirty_note_free)

G_END_DECLS
