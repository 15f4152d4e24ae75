/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-changes.h"

/**
 * AppCacheChanges:
 *
 * What a transaction did, told to the models once it is committed. It names chats and messages; who
 * wants their content reads it from the cache.
 */
struct _AppCacheChanges
{
  gatomicrefcount ref_count;
  GHashTable *messages; /* gint64 chat → GArray of AppCacheMessageChange */
  GArray *chats;        /* gint64 */
  GArray *groups;       /* gint64 */
  GArray *moved_chats;  /* AppCacheMove */
  GArray *cleared;      /* AppCacheClear */
  GPtrArray *removed;   /* paths */
  GArray *transfers;    /* gint64 */
  gboolean notes;
  gboolean statuses;
  gboolean users;
  gboolean outbox;
  gboolean released;
  gboolean read;
  gboolean wiped;
  gint64 expiring;
};

G_DEFINE_BOXED_TYPE (AppCacheChanges,
                     app_cache_changes,
                     app_cache_changes_ref,
                     app_cache_changes_unref)

AppCacheChanges *
app_cache_changes_new (void)
{
  AppCacheChanges *self = g_new0 (AppCacheChanges, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->messages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          (GDestroyNotify) g_array_unref);
  self->chats = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->groups = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->moved_chats = g_array_new (FALSE, FALSE, sizeof (AppCacheMove));
  self->cleared = g_array_new (FALSE, FALSE, sizeof (AppCacheClear));
  self->transfers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->removed = g_ptr_array_new_with_free_func (g_free);
  return self;
}

AppCacheChanges *
app_cache_changes_ref (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
app_cache_changes_unref (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->messages);
  g_array_unref (self->chats);
  g_array_unref (self->groups);
  g_array_unref (self->moved_chats);
  g_array_unref (self->cleared);
  g_array_unref (self->transfers);
  g_ptr_array_unref (self->removed);
  g_free (self);
}

void
app_cache_changes_add_message (AppCacheChanges *self,
                               gint64 chat,
                               AppCacheMessageChangeKind kind,
                               gint64 old_place,
                               const AppMessageKey *key)
{
  AppCacheMessageChange change = { kind, old_place, *key };
  GArray *array;

  g_return_if_fail (self != NULL);

  array = g_hash_table_lookup (self->messages, &chat);
  if (array == NULL)
    {
      array = g_array_new (FALSE, FALSE, sizeof (AppCacheMessageChange));
      g_hash_table_insert (self->messages, g_memdup2 (&chat, sizeof chat), array);
    }
  g_array_append_val (array, change);
}

static gboolean
contains (GArray *array, gint64 key)
{
  for (guint i = array->len; i > 0; i--)
    if (g_array_index (array, gint64, i - 1) == key)
      return TRUE;
  return FALSE;
}

void
app_cache_changes_add_chat (AppCacheChanges *self, gint64 chat)
{
  g_return_if_fail (self != NULL);

  if (!contains (self->chats, chat))
    g_array_append_val (self->chats, chat);
}

void
app_cache_changes_add_group (AppCacheChanges *self, gint64 chat)
{
  g_return_if_fail (self != NULL);

  if (!contains (self->groups, chat))
    g_array_append_val (self->groups, chat);
  app_cache_changes_add_chat (self, chat);
}

void
app_cache_changes_add_moved_chat (AppCacheChanges *self, gint64 chat, gint64 into)
{
  AppCacheMove move = { chat, into };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->moved_chats, move);
}

void
app_cache_changes_add_cleared_chat (AppCacheChanges *self, gint64 chat, gint64 end)
{
  AppCacheClear clear = { chat, end };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->cleared, clear);
  app_cache_changes_add_chat (self, chat);
}

void
app_cache_changes_add_removed_file (AppCacheChanges *self, const char *path)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (path != NULL);

  g_ptr_array_add (self->removed, g_strdup (path));
}

void
app_cache_changes_add_removed_transfer (AppCacheChanges *self, gint64 message)
{
  g_return_if_fail (self != NULL);

  g_array_append_val (self->transfers, message);
}

void
app_cache_changes_add_notes (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->notes = TRUE;
}

void
app_cache_changes_add_statuses (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->statuses = TRUE;
}

void
app_cache_changes_add_expiring (AppCacheChanges *self, gint64 time)
{
  g_return_if_fail (self != NULL);

  if (time > 0 && (self->expiring == 0 || time < self->expiring))
    self->expiring = time;
}

void
app_cache_changes_add_wiped (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->wiped = TRUE;
}

void
app_cache_changes_add_users (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->users = TRUE;
}

void
app_cache_changes_add_outbox (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->outbox = TRUE;
}

void
app_cache_changes_add_released (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->outbox = TRUE;
  self->released = TRUE;
}

/* Own reading moved: the server may have to be told. */
void
app_cache_changes_add_read (AppCacheChanges *self)
{
  g_return_if_fail (self != NULL);

  self->read = TRUE;
}

gboolean
app_cache_changes_is_empty (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return g_hash_table_size (self->messages) == 0 && self->chats->len == 0 &&
         self->moved_chats->len == 0 && !self->users && !self->outbox && !self->read &&
         !self->notes && !self->statuses;
}

const AppCacheMessageChange *
app_cache_changes_get_messages (AppCacheChanges *self, gint64 chat, guint *n_messages)
{
  GArray *array;

  g_return_val_if_fail (self != NULL && n_messages != NULL, NULL);

  array = g_hash_table_lookup (self->messages, &chat);
  *n_messages = array != NULL ? array->len : 0;
  return array != NULL ? (const AppCacheMessageChange *) (gpointer) array->data : NULL;
}

const gint64 *
app_cache_changes_get_chats (AppCacheChanges *self, guint *n_chats)
{
  g_return_val_if_fail (self != NULL && n_chats != NULL, NULL);

  *n_chats = self->chats->len;
  return (const gint64 *) (gpointer) self->chats->data;
}

const AppCacheMove *
app_cache_changes_get_moved_chats (AppCacheChanges *self, guint *n_chats)
{
  g_return_val_if_fail (self != NULL && n_chats != NULL, NULL);

  *n_chats = self->moved_chats->len;
  return (const AppCacheMove *) (gpointer) self->moved_chats->data;
}

const AppCacheClear *
app_cache_changes_get_cleared_chats (AppCacheChanges *self, guint *n_chats)
{
  g_return_val_if_fail (self != NULL && n_chats != NULL, NULL);

  *n_chats = self->cleared->len;
  return (const AppCacheClear *) (gpointer) self->cleared->data;
}

GPtrArray *
app_cache_changes_get_removed_files (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->removed;
}

const gint64 *
app_cache_changes_get_removed_transfers (AppCacheChanges *self, guint *n_messages)
{
  g_return_val_if_fail (self != NULL && n_messages != NULL, NULL);

  *n_messages = self->transfers->len;
  return (const gint64 *) (gpointer) self->transfers->data;
}

gboolean
app_cache_changes_get_notes (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->notes;
}

gint64
app_cache_changes_get_expiring (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->expiring;
}

gboolean
app_cache_changes_get_wiped (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->wiped;
}

gboolean
app_cache_changes_get_statuses (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->statuses;
}

gboolean
app_cache_changes_has_chat (AppCacheChanges *self, gint64 chat)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return contains (self->chats, chat);
}

gboolean
app_cache_changes_has_group (AppCacheChanges *self, gint64 chat)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return contains (self->groups, chat);
}

gboolean
app_cache_changes_get_users (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->users;
}

gboolean
app_cache_changes_get_outbox (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->outbox;
}

gboolean
app_cache_changes_get_released (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->released;
}

gboolean
app_cache_changes_get_read (AppCacheChanges *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->read;
}
