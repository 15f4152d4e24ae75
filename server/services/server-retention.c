/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-retention.h"

#include "landline-error.h"

/* Seconds between two rounds, and milliseconds between two steps of one: sends go first. */
#define ROUND_INTERVAL 60
#define STEP_INTERVAL  20
/* How long a file is kept that nothing refers to (it may wait in an outbox), or only forgotten
 * messages (it may not have been downloaded), in milliseconds. */
#define MEDIA_GRACE (G_GINT64_CONSTANT (30) * 24 * 60 * 60 * 1000)

/**
 * ServerRetention:
 *
 * Has the store forget what it need not keep, a step at a time, and removes the files that go with
 * it. Sweeps the files that a crash left when it starts.
 */
struct _ServerRetention
{
  GObject parent_instance;

  ServerStore *store;
  ServerBlob *blob;
  ServerConfig *config;
  guint timer;
  gboolean is_running;
  gboolean is_hurried; /* what is under way may know nothing of what is due */
};

G_DEFINE_FINAL_TYPE (ServerRetention, server_retention, G_TYPE_OBJECT)

static void
server_retention_dispose (GObject *object)
{
  ServerRetention *self = SERVER_RETENTION (object);

  server_retention_stop (self);
  g_clear_object (&self->config);
  g_clear_object (&self->blob);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_retention_parent_class)->dispose (object);
}

static void
server_retention_class_init (ServerRetentionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = server_retention_dispose;
}

static void
server_retention_init (ServerRetention *self)
{
}

/**
 * server_retention_new:
 * @store: the store
 * @blob: the files
 * @config: how long what is kept
 *
 * Returns: (transfer full): a retention that waits for server_retention_start()
 */
ServerRetention *
server_retention_new (ServerStore *store, ServerBlob *blob, ServerConfig *config)
{
  ServerRetention *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);
  g_return_val_if_fail (SERVER_IS_BLOB (blob), NULL);
  g_return_val_if_fail (SERVER_IS_CONFIG (config), NULL);

  self = g_object_new (SERVER_TYPE_RETENTION, NULL);
  self->store = g_object_ref (store);
  self->blob = g_object_ref (blob);
  self->config = g_object_ref (config);
  return self;
}

static gboolean on_timer (gpointer user_data);

static void
wait_for (ServerRetention *self, guint milliseconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (milliseconds, on_timer, self);
}

static void
remove_files (ServerRetention *self, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    server_blob_remove_async (self->blob, g_ptr_array_index (ids, i), NULL, NULL, NULL);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ServerRetention) self = user_data;
  g_autoptr (ServerCollected) collected = NULL;
  g_autoptr (GError) error = NULL;

  collected = server_store_collect_finish (SERVER_STORE (source), result, &error);
  if (!self->is_running)
    return;
  if (collected == NULL)
    {
      g_debug ("Nothing could be forgotten, which is tried again: %s", error->message);
      wait_for (self, ROUND_INTERVAL * 1000);
      return;
    }
  remove_files (self, collected->media);
  wait_for (self, collected->more || self->is_hurried ? STEP_INTERVAL : ROUND_INTERVAL * 1000);
}

static gboolean
on_timer (gpointer user_data)
{
  ServerRetention *self = user_data;
  ServerCollection collection = {
    .retention_days = server_config_get_retention_days (self->config),
    .grace = (gint64) server_config_get_grace_hours (self->config) * 60 * 60 * 1000,
    .media_grace = MEDIA_GRACE,
  };

  self->timer = 0;
  self->is_hurried = FALSE;
  server_store_collect_async (self->store, &collection, NULL, collected_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
swept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  int n = server_blob_sweep_finish (SERVER_BLOB (source), result, &error);

  if (n > 0)
    g_info ("Removed %d files that an earlier run had not finished", n);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ServerRetention) self = user_data;
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GPtrArray) media = NULL;

  media = server_store_media_list_finish (SERVER_STORE (source), result, NULL);
  if (media == NULL || !self->is_running)
    return;
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < media->len; i++)
    g_hash_table_add (known, g_strdup (landline_media_get_id (g_ptr_array_index (media, i))));
  server_blob_sweep_async (self->blob, known, NULL, swept_cb, NULL);
}

/**
 * server_retention_start:
 * @self: the retention
 *
 * Sweeps, and begins to forget, on the default main context.
 */
void
server_retention_start (ServerRetention *self)
{
  g_return_if_fail (SERVER_IS_RETENTION (self));
  g_return_if_fail (!self->is_running);

  self->is_running = TRUE;
  server_store_media_list_async (self->store, NULL, listed_cb, g_object_ref (self));
  wait_for (self, STEP_INTERVAL);
}

/**
 * server_retention_hurry:
 * @self: the retention
 *
 * Begins the next round now, or when the one that is under way is over: something was removed.
 */
void
server_retention_hurry (ServerRetention *self)
{
  g_return_if_fail (SERVER_IS_RETENTION (self));

  self->is_hurried = TRUE;
  if (self->is_running && self->timer != 0)
    wait_for (self, STEP_INTERVAL);
}

/**
 * server_retention_stop:
 * @self: the retention
 *
 * Begins nothing any more.
 */
void
server_retention_stop (ServerRetention *self)
{
  g_return_if_fail (SERVER_IS_RETENTION (self));

  g_clear_handle_id (&self->timer, g_source_remove);
  self->is_running = FALSE;
}
