/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-incoming.h"

#include <glib/gi18n.h>

#include "app-incoming-batch.h"

/* The server's window bounds what is queued: it sends no more without an acknowledgement. */
#define BATCH_MAX 256

/**
 * AppIncoming:
 *
 * Takes the server's events, commits them to the cache in order and in batches, and acknowledges
 * what is committed. Where messages are missing in front of one it waits until they were fetched,
 * so that nothing is shown with a hole before it.
 */
struct _AppIncoming
{
  GObject parent_instance;

  AppCache *cache;
  AppConnection *connection;
  AppBackFill *back_fill;

  GQueue events; /* LandlineEvent, NULL for "synced" */
  char *generation;
  char *new_generation; /* to be written with the next batch */
  gint64 cursor;        /* committed */
  gboolean writing;
  guint epoch;  /* of the channel */
  guint resets; /* how often the server's numbering began anew */
  guint accept; /* so many at the head of the queue have no hole before them that could be filled */

  guint n_unacked;
  guint ack_timer;
};

enum
{
  MESSAGE,
  SETTLED,
  SYNCED,
  FAILED,
  UNKNOWN,
  DEVICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppIncoming, app_incoming, G_TYPE_OBJECT)

static void pump (AppIncoming *self);

static void
clear_event (gpointer event)
{
  if (event != NULL)
    g_object_unref (event);
}

static void
app_incoming_dispose (GObject *object)
{
  AppIncoming *self = APP_INCOMING (object);

  g_clear_handle_id (&self->ack_timer, g_source_remove);
  g_queue_clear_full (&self->events, clear_event);
  g_clear_object (&self->cache);
  g_clear_object (&self->connection);
  g_clear_object (&self->back_fill);
  G_OBJECT_CLASS (app_incoming_parent_class)->dispose (object);
}

static void
app_incoming_finalize (GObject *object)
{
  AppIncoming *self = APP_INCOMING (object);

  g_clear_pointer (&self->generation, g_free);
  g_clear_pointer (&self->new_generation, g_free);
  G_OBJECT_CLASS (app_incoming_parent_class)->finalize (object);
}

static void
app_incoming_class_init (AppIncomingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_incoming_dispose;
  object_class->finalize = app_incoming_finalize;

  signals[MESSAGE] = g_signal_new ("message", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_INT64, LANDLINE_TYPE_MESSAGE);
  signals[SETTLED] = g_signal_new ("settled", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SYNCED] = g_signal_new ("synced", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[UNKNOWN] = g_signal_new ("unknown", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[DEVICE] = g_signal_new ("device", APP_TYPE_INCOMING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, LANDLINE_TYPE_DEVICE);
}

static void
app_incoming_init (AppIncoming *self)
{
  g_queue_init (&self->events);
}

AppIncoming *
app_incoming_new (AppCache *cache, AppConnection *connection, AppBackFill *back_fill)
{
  AppIncoming *self = g_object_new (APP_TYPE_INCOMING, NULL);

  self->cache = g_object_ref (cache);
  self->connection = g_object_ref (connection);
  self->back_fill = g_object_ref (back_fill);
  return self;
}

void
app_incoming_set_position (AppIncoming *self, const char *generation, gint64 cursor)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  g_set_str (&self->generation, generation);
  self->cursor = cursor;
}

const char *
app_incoming_get_generation (AppIncoming *self)
{
  g_return_val_if_fail (APP_IS_INCOMING (self), NULL);

  return self->generation;
}

gint64
app_incoming_get_cursor (AppIncoming *self)
{
  g_return_val_if_fail (APP_IS_INCOMING (self), 0);

  return self->cursor;
}

static void
send_ack (AppIncoming *self)
{
  g_clear_handle_id (&self->ack_timer, g_source_remove);
  if (self->n_unacked == 0)
    return;
  self->n_unacked = 0;
  app_connection_send_ack (self->connection, self->cursor);
}

static gboolean
ack_cb (gpointer user_data)
{
  AppIncoming *self = user_data;

  self->ack_timer = 0;
  send_ack (self);
  return G_SOURCE_REMOVE;
}

static void
acknowledge (AppIncoming *self, guint n_events)
{
  self->n_unacked += n_events;
  if (self->n_unacked >= APP_INCOMING_ACK_EVENTS)
    send_ack (self);
  else if (self->ack_timer == 0 && self->n_unacked > 0)
    self->ack_timer = g_timeout_add (APP_INCOMING_ACK_MILLISECONDS, ack_cb, self);
}

static void
announce (AppIncoming *self, AppIncomingBatch *batch)
{
  for (guint i = 0; i < batch->settled->len; i++)
    g_signal_emit (self, signals[SETTLED], 0, g_ptr_array_index (batch->settled, i));
  for (guint i = 0; i < batch->messages->len; i++)
    g_signal_emit (self, signals[MESSAGE], 0, g_array_index (batch->chats, gint64, i),
                   g_ptr_array_index (batch->messages, i));
  if (batch->unknown)
    g_signal_emit (self, signals[UNKNOWN], 0);
  for (guint i = 0; i < batch->n_done; i++)
    {
      LandlineDevice *device = landline_event_get_device (g_ptr_array_index (batch->events, i));

      if (device != NULL)
        g_signal_emit (self, signals[DEVICE], 0, device);
    }
}

/* Back to the head of the queue, in their order. */
static void
put_back (AppIncoming *self, AppIncomingBatch *batch)
{
  for (guint i = batch->events->len; i > batch->n_done; i--)
    g_queue_push_head (&self->events, g_object_ref (g_ptr_array_index (batch->events, i - 1)));
}

typedef struct
{
  AppIncoming *incoming;
  guint epoch;
} HoleCall;

static void
hole_filled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree HoleCall *call = user_data;
  g_autoptr (AppIncoming) self = call->incoming;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (call->epoch != self->epoch)
    {
      pump (self);
      return;
    }
  if (!app_back_fill_range_finish (APP_BACK_FILL (object), result, &error))
    {
      g_debug ("Cannot fetch what is missing: %s", error->message);
      app_connection_restart (self->connection, error->message);
      return;
    }
  /* What the server does not have any more cannot be waited for. */
  self->accept = 1;
  pump (self);
}

static void
fill_hole (AppIncoming *self, AppIncomingBatch *batch)
{
  HoleCall *call = g_new0 (HoleCall, 1);

  call->incoming = g_object_ref (self);
  call->epoch = self->epoch;
  self->writing = TRUE;
  app_back_fill_range_async (self->back_fill, batch->hole_conversation, batch->hole_first,
                             batch->hole_last, NULL, hole_filled_cb, call);
}

static void
batch_written (AppIncoming *self,
               AppIncomingBatch *batch,
               gboolean same_channel,
               gboolean same_numbering)
{
  /* It is on the disk whatever became of the channel meanwhile: the next one goes on from there. */
  if (same_numbering)
    self->cursor = MAX (self->cursor, batch->cursor);
  if (same_channel)
    {
      self->accept = 0;
      put_back (self, batch);
      acknowledge (self, batch->n_done);
    }
  announce (self, batch);
  if (same_channel && batch->hole_conversation != NULL)
    fill_hole (self, batch);
  else
    pump (self);
}

typedef struct
{
  AppIncoming *incoming;
  guint epoch;
  guint resets;
} WriteCall;

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree WriteCall *call = user_data;
  g_autoptr (AppIncoming) self = call->incoming;
  g_autoptr (GError) error = NULL;
  AppIncomingBatch *batch = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->writing = FALSE;
  if (self->connection == NULL)
    return;
  if (batch != NULL)
    {
      batch_written (self, batch, call->epoch == self->epoch, call->resets == self->resets);
      return;
    }
  /* Not acknowledged, so that it comes again. */
  g_debug ("Cannot write what came: %s", error->message);
  g_signal_emit (self, signals[FAILED], 0, error);
  app_connection_restart (self->connection, error->message);
}

static void
write_events (AppIncoming *self)
{
  AppIncomingBatch *batch = app_incoming_batch_new (self->cursor);
  WriteCall *call = g_new0 (WriteCall, 1);

  while (batch->events->len < BATCH_MAX && g_queue_peek_head (&self->events) != NULL)
    g_ptr_array_add (batch->events, g_queue_pop_head (&self->events));
  batch->generation = g_steal_pointer (&self->new_generation);
  batch->accept = self->accept;
  call->incoming = g_object_ref (self);
  call->epoch = self->epoch;
  call->resets = self->resets;
  self->writing = TRUE;
  app_cache_write_async (self->cache, app_incoming_batch_write, batch,
                         (GDestroyNotify) app_incoming_batch_free, NULL, written_cb, call);
}

static void
pump (AppIncoming *self)
{
  while (!self->writing && !g_queue_is_empty (&self->events))
    {
      if (g_queue_peek_head (&self->events) != NULL)
        {
          write_events (self);
          return;
        }
      g_queue_pop_head (&self->events);
      send_ack (self);
      g_signal_emit (self, signals[SYNCED], 0);
    }
}

/**
 * app_incoming_begin:
 * @self: what takes the events
 * @generation: of the server
 * @reset: whether the server says that our cursor means nothing to it
 *
 * Gets ready for the events of a new channel.
 *
 * Returns: whether the server's numbering is another than we knew, so that the conversations have
 * to be fetched
 */
gboolean
app_incoming_begin (AppIncoming *self, const char *generation, gboolean reset)
{
  g_return_val_if_fail (APP_IS_INCOMING (self), FALSE);

  app_incoming_stop (self);
  reset |= g_strcmp0 (generation, self->generation) != 0;
  if (reset)
    {
      self->cursor = 0;
      self->resets++;
      g_set_str (&self->generation, generation);
      g_set_str (&self->new_generation, generation);
    }
  return reset;
}

void
app_incoming_push_event (AppIncoming *self, LandlineEvent *event)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  app_back_fill_note_event (self->back_fill, event);
  g_queue_push_tail (&self->events, g_object_ref (event));
  pump (self);
}

void
app_incoming_push_sent (AppIncoming *self, const LandlineSent *sent)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  g_queue_push_tail (&self->events, landline_event_new_sent (sent));
  pump (self);
}

void
app_incoming_push_done (AppIncoming *self, const LandlineDone *done)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  g_queue_push_tail (&self->events, landline_event_new_done (done));
  pump (self);
}

void
app_incoming_push_synced (AppIncoming *self)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  g_queue_push_tail (&self->events, NULL);
  pump (self);
}

void
app_incoming_stop (AppIncoming *self)
{
  g_return_if_fail (APP_IS_INCOMING (self));

  self->epoch++;
  self->accept = 0;
  self->n_unacked = 0;
  g_clear_handle_id (&self->ack_timer, g_source_remove);
  g_queue_clear_full (&self->events, clear_event);
}
