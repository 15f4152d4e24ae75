/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-outbox.h"

#include "app-cache-acts.h"
#include "app-cache-messages.h"
#include "app-cache-outbox.h"
#include "app-send-limits.h"
#include "landline-error.h"

/* A server that refuses for the moment and does not say for how long is asked again after this. */
#define RETRY_MIN 500   /* milliseconds */
#define RETRY_MAX 60000 /* milliseconds */
/* A refusal that cannot be written, because the disk is full, is written again after this. */
#define WRITE_AGAIN 2000 /* milliseconds */

/**
 * AppOutbox:
 *
 * Sends what the cache's outbox holds, in order, each message and each action on one until the
 * server has answered about it. The rows are the cache's: here is only what is known of this
 * channel, and that is forgotten with it.
 */
struct _AppOutbox
{
  GObject parent_instance;

  AppCache *cache;
  AppConnection *connection;
  gboolean running;
  LandlineLimits limits;
  guint epoch; /* of the channel: answers to the reads of an earlier one are thrown away */

  gint64 position;       /* every row up to here was sent, or its chat is held up */
  GHashTable *in_flight; /* id → Flight */
  GHashTable *landed;    /* ids that landed during a read, which may still have their rows */
  GHashTable *held_up;   /* gint64 chat → HeldUp */
  gboolean reading;
  gboolean read_again;
};

typedef struct
{
  AppOutbox *outbox;
  char *id;
  gint64 message;
  LandlineAction *action; /* NULL for a message */
  gint64 chat;
  char *sentence;    /* why it was refused, NULL while it is not */
  guint write_again; /* source id */
} Flight;

/* A chat of which the server took none for the moment. What is behind the refused one in it is
 * refused alike, so that the order is kept; only after the last refusal it is begun again. */
typedef struct
{
  AppOutbox *outbox;
  gint64 chat;
  guint n_in_flight;
  guint timer;
} HeldUp;

enum
{
  ACTION_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppOutbox, app_outbox, G_TYPE_OBJECT)

static void
held_up_free (HeldUp *held_up)
{
  g_clear_handle_id (&held_up->timer, g_source_remove);
  g_free (held_up);
}

static void
flight_free (Flight *flight)
{
  g_clear_handle_id (&flight->write_again, g_source_remove);
  g_clear_object (&flight->action);
  g_free (flight->id);
  g_free (flight->sentence);
  g_free (flight);
}

static void
app_outbox_finalize (GObject *object)
{
  AppOutbox *self = APP_OUTBOX (object);

  g_clear_pointer (&self->in_flight, g_hash_table_unref);
  g_clear_pointer (&self->landed, g_hash_table_unref);
  g_clear_pointer (&self->held_up, g_hash_table_unref);
  g_clear_object (&self->cache);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (app_outbox_parent_class)->finalize (object);
}

static void
app_outbox_class_init (AppOutboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_outbox_finalize;

  /**
   * AppOutbox::action-refused:
   * @self: the outbox
   * @action: what the person did
   * @reason: why the server did not take it, a sentence
   *
   * An action was undone.
   */
  signals[ACTION_REFUSED] = g_signal_new ("action-refused", APP_TYPE_OUTBOX, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 2, LANDLINE_TYPE_ACTION,
                                          G_TYPE_STRING);
}

static void
app_outbox_init (AppOutbox *self)
{
  self->in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) flight_free);
  self->landed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->held_up = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                         (GDestroyNotify) held_up_free);
}

AppOutbox *
app_outbox_new (AppCache *cache, AppConnection *connection)
{
  AppOutbox *self = g_object_new (APP_TYPE_OUTBOX, NULL);

  self->cache = g_object_ref (cache);
  self->connection = g_object_ref (connection);
  return self;
}

typedef struct
{
  gint64 after;
  guint limit;
  guint epoch;
  GPtrArray *rows;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_rows (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->rows = app_cache_outbox_list (database, call->after, call->limit, error);
  return call->rows != NULL;
}

typedef struct
{
  gint64 message;
  char *action; /* the id, NULL for a message */
  char *sentence;
} FailCall;

static void
fail_call_free (FailCall *call)
{
  g_free (call->action);
  g_free (call->sentence);
  g_free (call);
}

static gboolean
write_failure (AppCacheDatabase *database, gpointer data, GError **error)
{
  FailCall *call = data;

  if (call->action != NULL)
    return app_cache_acts_refuse (database, call->action, error);
  return app_cache_messages_fail (database, call->message, call->sentence, error);
}

static void write_refusal (Flight *flight);

static gboolean
write_again_cb (gpointer user_data)
{
  Flight *flight = user_data;

  flight->write_again = 0;
  write_refusal (flight);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  AppOutbox *outbox;
  char *id;
} Refusal;

static void
announce_refusal (AppOutbox *self, const char *id)
{
  Flight *flight = g_hash_table_lookup (self->in_flight, id);
  g_autoptr (LandlineAction) action = NULL;
  g_autofree char *sentence = NULL;

  if (flight == NULL || flight->action == NULL || flight->sentence == NULL)
    return;
  action = g_object_ref (flight->action);
  sentence = g_strdup (flight->sentence);
  g_signal_emit (self, signals[ACTION_REFUSED], 0, action, sentence);
}

/* Until its row was taken out it stays in flight, so that nothing sends it once more. */
static void
failure_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Refusal *refusal = user_data;
  g_autoptr (AppOutbox) self = refusal->outbox;
  g_autofree char *id = refusal->id;
  g_autoptr (GError) error = NULL;
  Flight *flight;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    {
      announce_refusal (self, id);
      app_outbox_settled (self, id);
      return;
    }
  g_debug ("Cannot write that a message was refused: %s", error->message);
  flight = g_hash_table_lookup (self->in_flight, id);
  /* On another channel it may have been sent anew. */
  if (flight != NULL && flight->sentence != NULL && flight->write_again == 0)
    flight->write_again = g_timeout_add (WRITE_AGAIN, write_again_cb, flight);
}

static void
write_refusal (Flight *flight)
{
  Refusal *refusal = g_new0 (Refusal, 1);
  FailCall *call = g_new0 (FailCall, 1);

  refusal->outbox = g_object_ref (flight->outbox);
  refusal->id = g_strdup (flight->id);
  call->message = flight->message;
  if (flight->action != NULL)
    call->action = g_strdup (flight->id);
  call->sentence = g_strdup (flight->sentence);
  app_cache_write_async (flight->outbox->cache, write_failure, call,
                         (GDestroyNotify) fail_call_free, NULL, failure_written_cb, refusal);
}

static void
fail (AppOutbox *self, const char *id, const char *sentence)
{
  Flight *flight = g_hash_table_lookup (self->in_flight, id);

  /* A server may say it twice. */
  if (g_set_str (&flight->sentence, sentence))
    write_refusal (flight);
}

static void
send_row (AppOutbox *self, AppCacheOutboxRow *row)
{
  const char *id = row->action != NULL ? landline_action_get_id (row->action)
                                       : landline_send_request_get_id (row->request);
  g_autoptr (GError) error = NULL;
  Flight *flight;

  if (g_hash_table_contains (self->held_up, &row->chat) ||
      g_hash_table_contains (self->in_flight, id) || g_hash_table_contains (self->landed, id))
    return;
  flight = g_new0 (Flight, 1);
  flight->outbox = self;
  flight->id = g_strdup (id);
  flight->message = row->message;
  g_set_object (&flight->action, row->action);
  flight->chat = row->chat;
  g_hash_table_insert (self->in_flight, g_strdup (id), flight);
  /* Written when more was allowed. The server would end the channel over it, again and again. */
  if (row->action != NULL && app_send_limits_check_action (&self->limits, row->action, &error))
    app_connection_send_action (self->connection, row->action);
  else if (row->request != NULL && app_send_limits_check (&self->limits, row->request, &error))
    app_connection_send_message (self->connection, row->request);
  else
    fail (self, id, error->message);
}

static void
take_rows (AppOutbox *self, ReadCall *call)
{
  guint i;

  for (i = 0; i < call->rows->len && g_hash_table_size (self->in_flight) < self->limits.in_flight;
       i++)
    {
      AppCacheOutboxRow *row = g_ptr_array_index (call->rows, i);

      send_row (self, row);
      self->position = row->position;
    }
  if (i > 0 && i == call->limit)
    self->read_again = TRUE;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->reading = FALSE;
  if (call == NULL)
    g_debug ("Cannot read the outbox: %s", error->message);
  else if (call->epoch != self->epoch)
    self->read_again = TRUE;
  else
    take_rows (self, call);
  /* The next read begins behind the commits that these landed with. */
  g_hash_table_remove_all (self->landed);
  if (call != NULL && self->read_again)
    app_outbox_wake (self);
}

void
app_outbox_wake (AppOutbox *self)
{
  ReadCall *call;

  g_return_if_fail (APP_IS_OUTBOX (self));

  self->read_again = self->reading;
  if (!self->running || self->reading ||
      g_hash_table_size (self->in_flight) >= self->limits.in_flight)
    return;
  self->reading = TRUE;
  call = g_new0 (ReadCall, 1);
  call->after = self->position;
  call->limit = self->limits.in_flight;
  call->epoch = self->epoch;
  app_cache_read_async (self->cache, read_rows, call, (GDestroyNotify) read_call_free, NULL,
                        read_cb, g_object_ref (self));
}

void
app_outbox_rewind (AppOutbox *self)
{
  g_return_if_fail (APP_IS_OUTBOX (self));

  self->position = 0;
  self->epoch++;
  app_outbox_wake (self);
}

void
app_outbox_start (AppOutbox *self, const LandlineLimits *limits)
{
  g_return_if_fail (APP_IS_OUTBOX (self));
  g_return_if_fail (limits != NULL);

  app_outbox_stop (self);
  self->running = TRUE;
  self->limits = *limits;
  self->limits.in_flight = MAX (limits->in_flight, 1);
  app_outbox_wake (self);
}

void
app_outbox_stop (AppOutbox *self)
{
  g_return_if_fail (APP_IS_OUTBOX (self));

  self->running = FALSE;
  self->epoch++;
  self->position = 0;
  g_hash_table_remove_all (self->in_flight);
  g_hash_table_remove_all (self->held_up);
}

static void
begin_again (AppOutbox *self, HeldUp *held_up)
{
  if (held_up->timer != 0 || held_up->n_in_flight > 0)
    return;
  g_hash_table_remove (self->held_up, &held_up->chat);
  app_outbox_rewind (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  HeldUp *held_up = user_data;

  held_up->timer = 0;
  begin_again (held_up->outbox, held_up);
  return G_SOURCE_REMOVE;
}

static guint
count_in_flight (AppOutbox *self, gint64 chat)
{
  GHashTableIter iter;
  Flight *flight;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->in_flight);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &flight))
    if (flight->chat == chat)
      n++;
  return n;
}

static void
hold_up (AppOutbox *self, gint64 chat, gint64 retry_after)
{
  HeldUp *held_up;

  if (g_hash_table_contains (self->held_up, &chat))
    return;
  held_up = g_new0 (HeldUp, 1);
  held_up->outbox = self;
  held_up->chat = chat;
  held_up->n_in_flight = count_in_flight (self, chat);
  held_up->timer = g_timeout_add ((guint) CLAMP (retry_after, RETRY_MIN, RETRY_MAX), retry_cb,
                                  held_up);
  g_hash_table_insert (self->held_up, &held_up->chat, held_up);
}

/* Returns: (nullable): what was held up under the key of a chat that is gone */
static HeldUp *
steal_held_up (AppOutbox *self, gint64 chat)
{
  gpointer held_up = NULL;

  g_hash_table_steal_extended (self->held_up, &chat, NULL, &held_up);
  return held_up;
}

/**
 * app_outbox_move:
 * @self: the outbox
 * @from: the key that a chat had
 * @into: the chat that has its messages now
 *
 * What was held up in the chat stays so, that nothing written later overtakes it.
 */
void
app_outbox_move (AppOutbox *self, gint64 from, gint64 into)
{
  GHashTableIter iter;
  Flight *flight;
  HeldUp *held_up;

  g_return_if_fail (APP_IS_OUTBOX (self));

  g_hash_table_iter_init (&iter, self->in_flight);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &flight))
    if (flight->chat == from)
      flight->chat = into;
  held_up = steal_held_up (self, from);
  if (held_up != NULL && g_hash_table_contains (self->held_up, &into))
    g_clear_pointer (&held_up, held_up_free);
  if (held_up != NULL)
    {
      held_up->chat = into;
      g_hash_table_insert (self->held_up, &held_up->chat, held_up);
    }
  held_up = g_hash_table_lookup (self->held_up, &into);
  if (held_up != NULL)
    held_up->n_in_flight = count_in_flight (self, into);
}

/* Forgets a message that is in flight. Returns: %FALSE if it was not */
static gboolean
land (AppOutbox *self, const char *id, gint64 *chat)
{
  Flight *flight = g_hash_table_lookup (self->in_flight, id);
  HeldUp *held_up;

  if (flight == NULL)
    return FALSE;
  *chat = flight->chat;
  g_hash_table_remove (self->in_flight, id);
  if (self->reading)
    g_hash_table_add (self->landed, g_strdup (id));
  held_up = g_hash_table_lookup (self->held_up, chat);
  if (held_up != NULL && held_up->n_in_flight > 0)
    held_up->n_in_flight--;
  return TRUE;
}

static void
after_landing (AppOutbox *self, gint64 chat)
{
  HeldUp *held_up = g_hash_table_lookup (self->held_up, &chat);

  if (held_up != NULL)
    begin_again (self, held_up);
  /* Read in larger pieces than one row an answer. */
  if (g_hash_table_size (self->in_flight) <= self->limits.in_flight / 2)
    app_outbox_wake (self);
}

void
app_outbox_settled (AppOutbox *self, const char *id)
{
  gint64 chat;

  g_return_if_fail (APP_IS_OUTBOX (self));

  if (land (self, id, &chat))
    after_landing (self, chat);
}

void
app_outbox_refused (AppOutbox *self, const char *id, const GError *reason, gint64 retry_after)
{
  gint64 chat;

  g_return_if_fail (APP_IS_OUTBOX (self));

  if (!g_hash_table_contains (self->in_flight, id))
    return;
  if (landline_error_is_momentary (reason))
    {
      land (self, id, &chat);
      hold_up (self, chat, retry_after);
      after_landing (self, chat);
      return;
    }
  fail (self, id, reason->message);
}
