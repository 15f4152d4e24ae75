/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-note-outbox.h"

#include "app-cache-notes.h"
#include "landline-error.h"

/* Notes that are told and not answered yet */
#define IN_FLIGHT_MAX 32
#define RETRY_MIN     500   /* milliseconds */
#define RETRY_MAX     60000 /* milliseconds */

/**
 * AppNoteOutbox:
 *
 * Tells the server what was noted here, in order, on each channel anew until it has answered. Which
 * notes those are is the cache's: the answer, an event like others, settles them there.
 */
struct _AppNoteOutbox
{
  GObject parent_instance;

  AppCache *cache;
  AppConnection *connection;
  GHashTable *told; /* ids that were told on this channel */
  gboolean running;
  gboolean reading;
  gboolean read_again;
  guint epoch; /* of the channel */
  guint timer;
};

G_DEFINE_FINAL_TYPE (AppNoteOutbox, app_note_outbox, G_TYPE_OBJECT)

static void
app_note_outbox_finalize (GObject *object)
{
  AppNoteOutbox *self = APP_NOTE_OUTBOX (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (app_note_outbox_parent_class)->finalize (object);
}

static void
app_note_outbox_class_init (AppNoteOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_note_outbox_finalize;
}

static void
app_note_outbox_init (AppNoteOutbox *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AppNoteOutbox *
app_note_outbox_new (AppCache *cache, AppConnection *connection)
{
  AppNoteOutbox *self = g_object_new (APP_TYPE_NOTE_OUTBOX, NULL);

  self->cache = g_object_ref (cache);
  self->connection = g_object_ref (connection);
  return self;
}

typedef struct
{
  guint epoch;
  GPtrArray *notes;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->notes, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_dirty (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->notes = app_cache_notes_list_dirty (database, IN_FLIGHT_MAX, error);
  return call->notes != NULL;
}

static void
tell (AppNoteOutbox *self, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    {
      AppCacheDirtyNote *dirty = g_ptr_array_index (notes, i);

      if (dirty->id != NULL && g_hash_table_add (self->told, g_strdup (dirty->id)))
        app_connection_send_note (self->connection, dirty->id, dirty->note);
    }
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNoteOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->reading = FALSE;
  if (call == NULL)
    {
      g_debug ("Cannot read what was noted: %s", error->message);
      return;
    }
  if (call->epoch == self->epoch && self->timer == 0)
    tell (self, call->notes);
  if (self->read_again || call->epoch != self->epoch)
    app_note_outbox_wake (self);
}

void
app_note_outbox_wake (AppNoteOutbox *self)
{
  ReadCall *call;

  g_return_if_fail (APP_IS_NOTE_OUTBOX (self));

  self->read_again = self->reading;
  if (!self->running || self->reading || self->timer != 0)
    return;
  self->reading = TRUE;
  call = g_new0 (ReadCall, 1);
  call->epoch = self->epoch;
  app_cache_read_async (self->cache, read_dirty, call, (GDestroyNotify) read_call_free, NULL,
                        read_cb, g_object_ref (self));
}

void
app_note_outbox_start (AppNoteOutbox *self)
{
  g_return_if_fail (APP_IS_NOTE_OUTBOX (self));

  app_note_outbox_stop (self);
  self->running = TRUE;
  app_note_outbox_wake (self);
}

void
app_note_outbox_stop (AppNoteOutbox *self)
{
  g_return_if_fail (APP_IS_NOTE_OUTBOX (self));

  self->running = FALSE;
  self->epoch++;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_remove_all (self->told);
}

static gboolean
retry_cb (gpointer user_data)
{
  AppNoteOutbox *self = user_data;

  self->timer = 0;
  app_note_outbox_wake (self);
  return G_SOURCE_REMOVE;
}

static gboolean
write_refused (AppCacheDatabase *database, gpointer data, GError **error)
{
  gboolean found;

  return app_cache_notes_refuse (database, data, &found, error);
}

gboolean
app_note_outbox_refused (AppNoteOutbox *self,
                         const char *id,
                         const GError *reason,
                         gint64 retry_after)
{
  g_return_val_if_fail (APP_IS_NOTE_OUTBOX (self), FALSE);

  if (!g_hash_table_contains (self->told, id))
    return FALSE;
  if (!landline_error_is_momentary (reason))
    {
      app_cache_write_async (self->cache, write_refused, g_strdup (id), g_free, NULL, NULL, NULL);
      return TRUE;
    }
  g_hash_table_remove (self->told, id);
  if (self->timer == 0)
    self->timer = g_timeout_add ((guint) CLAMP (retry_after, RETRY_MIN, RETRY_MAX), retry_cb, self);
  return TRUE;
}
