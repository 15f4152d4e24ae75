/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-texture-cache"

#include "config.h"

#include "app-texture-cache.h"

typedef struct
{
  char *key;
  GdkTexture *texture;
  gsize n_bytes;
  GList link; /* in recent */
} Entry;

/**
 * AppTextureCache: (skip)
 *
 * Textures by name, up to a number of bytes: those that were asked for longest ago go first. One
 * that somebody still shows lives on there, uncounted. For one thread.
 */
struct _AppTextureCache
{
  GHashTable *entries; /* key -> Entry */
  GQueue recent;       /* Entry, the most recently used first */
  gsize n_bytes;
  gsize most_bytes;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->texture);
  g_free (entry->key);
  g_free (entry);
}

/**
 * app_texture_cache_new:
 * @most_bytes: how much may be kept
 *
 * Returns: (transfer full): an empty cache
 */
AppTextureCache *
app_texture_cache_new (gsize most_bytes)
{
  AppTextureCache *self = g_new0 (AppTextureCache, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_entry);
  g_queue_init (&self->recent);
  self->most_bytes = most_bytes;
  return self;
}

/**
 * app_texture_cache_free:
 * @self: (transfer full): a cache
 *
 * Frees @self.
 */
void
app_texture_cache_free (AppTextureCache *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
remove_entry (AppTextureCache *self, Entry *entry)
{
  self->n_bytes -= entry->n_bytes;
  g_queue_unlink (&self->recent, &entry->link);
  g_hash_table_remove (self->entries, entry->key);
}

/**
 * app_texture_cache_lookup:
 * @self: a cache
 * @key: a name
 *
 * Returns: (transfer none) (nullable): the texture of that name
 */
GdkTexture *
app_texture_cache_lookup (AppTextureCache *self, const char *key)
{
  Entry *entry;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  entry = g_hash_table_lookup (self->entries, key);
  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return entry->texture;
}

/**
 * app_texture_cache_insert:
 * @self: a cache
 * @key: a name
 * @texture: its texture
 *
 * Keeps @texture, and lets go what is too much. One that is larger than the whole cache is not
 * kept.
 */
void
app_texture_cache_insert (AppTextureCache *self, const char *key, GdkTexture *texture)
{
  Entry *entry;

  g_return_if_fail (self != NULL && key != NULL);
  g_return_if_fail (GDK_IS_TEXTURE (texture));

  entry = g_hash_table_lookup (self->entries, key);
  if (entry != NULL)
    remove_entry (self, entry);
  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->texture = g_object_ref (texture);
  entry->n_bytes = (gsize) gdk_texture_get_width (texture) * gdk_texture_get_height (texture) * 4;
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->n_bytes += entry->n_bytes;
  while (self->n_bytes > self->most_bytes)
    remove_entry (self, g_queue_peek_tail (&self->recent));
}

/**
 * app_texture_cache_get_n_bytes:
 * @self: a cache
 *
 * Returns: how much is kept
 */
gsize
app_texture_cache_get_n_bytes (AppTextureCache *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}
