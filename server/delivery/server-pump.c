/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-pump-private.h"

#include <string.h>

#include "landline-error.h"
#include "landline-server-frame.h"
#include "server-delivery.h"
#include "server-limits.h"

/* What one read brings: enough to fill a connection's queue a few times a round trip, little enough
 * that many may read at once. */
#define READ_ROWS  256
#define READ_BYTES (96 * 1024)

/**
 * ServerPump:
 *
 * Tells one connected device of its user's inbox, by cursor: reads rows and pushes them as frames
 * while fewer than `window` of them wait for their acknowledgement and the sink's queue is short.
 * One that has caught up is handed what was just committed, without another read; it is the same
 * rows in the same order.
 *
 * It is not responsible for the connection: the channel that holds it is. It has no source and no
 * timer of its own.
 */
struct _ServerPump
{
  GObject parent_instance;

  ServerPumpLink link;
  ServerPumpShared *shared; /* %NULL when detached */
  ServerAccount *account;
  ServerSink *sink;                      /* unowned: it owns us */
  const ServerSinkInterface *sink_iface; /* looked up once: each event asks the sink twice */
  gint64 position;                       /* the last cursor that was pushed */
  gint64 known;                          /* the newest cursor that was heard of */
  gint64 read_from; /* of a read that is under way, the cursor before its first row */
  gint64 acked;
  gint64 awaited;  /* the newest cursor that somebody waits to see acknowledged */
  gint64 *waiting; /* a ring: the cursors that wait to be acknowledged; %NULL when there is none */
  guint16 window;
  guint16 first_waiting;
  guint16 n_waiting;
  guint16 room; /* of the ring, a power of two */
  guint is_started : 1;
  guint is_reading : 1;
  guint has_caught_up : 1;
  guint has_said_synced : 1;
};

G_DEFINE_FINAL_TYPE (ServerPump, server_pump, G_TYPE_OBJECT)

/* Of the ring: it grows to twice the window at most. */
G_STATIC_ASSERT (2 * SERVER_LIMIT_WINDOW <= G_MAXUINT16);

static void
server_pump_finalize (GObject *object)
{
  ServerPump *self = SERVER_PUMP (object);

  g_clear_pointer (&self->account, server_account_unref);
  g_clear_pointer (&self->waiting, g_free);

  G_OBJECT_CLASS (server_pump_parent_class)->finalize (object);
}

static void
server_pump_class_init (ServerPumpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_pump_finalize;
}

static void
server_pump_init (ServerPump *self)
{
}

/**
 * server_pump_new:
 * @shared: what pumps share
 * @account: the device
 * @sink: where to push; unowned, until server_pump_detach()
 * @position: where the device stands
 * @window: how many events may wait for their acknowledgement
 *
 * Returns: (transfer full): a pump that waits for server_pump_start()
 */
ServerPump *
server_pump_new (ServerPumpShared *shared,
                 ServerAccount *account,
                 ServerSink *sink,
                 const ServerPosition *position,
                 guint window)
{
  ServerPump *self = g_object_new (SERVER_TYPE_PUMP, NULL);

  self->shared = shared;
  self->account = server_account_ref (account);
  self->sink = sink;
  self->sink_iface = SERVER_SINK_GET_IFACE (sink);
  self->position = self->acked = self->awaited = position->start;
  self->known = position->head;
  self->window = CLAMP (window, 1, SERVER_LIMIT_WINDOW);
  return self;
}

ServerPumpLink *
server_pump_get_link (ServerPump *self)
{
  return &self->link;
}

gboolean
server_pump_is_attached (ServerPump *self)
{
  return self->shared != NULL;
}

/**
 * server_pump_detach:
 * @self: the pump
 *
 * Ends it. What it is reading comes to nothing.
 */
void
server_pump_detach (ServerPump *self)
{
  self->shared = NULL;
  self->sink = NULL;
}

/**
 * server_pump_close:
 * @self: the pump
 * @code: a WebSocket close code
 * @reason: why, in a word
 *
 * Has the channel end.
 */
void
server_pump_close (ServerPump *self, guint code, const char *reason)
{
  if (self->sink != NULL)
    server_sink_close (self->sink, code, reason);
}

/* The acknowledgements that are waited for. */

static void
grow_waiting (ServerPump *self)
{
  guint16 room = MAX (8, self->room * 2);
  gint64 *waiting = g_new (gint64, room);

  for (guint i = 0; i < self->n_waiting; i++)
    waiting[i] = self->waiting[(self->first_waiting + i) & (self->room - 1)];
  g_free (self->waiting);
  self->waiting = waiting;
  self->room = room;
  self->first_waiting = 0;
}

static void
add_waiting (ServerPump *self, gint64 cursor)
{
  if (self->n_waiting == self->room)
    grow_waiting (self);
  self->waiting[(self->first_waiting + self->n_waiting) & (self->room - 1)] = cursor;
  self->n_waiting++;
}

static void
drop_waiting (ServerPump *self, gint64 cursor)
{
  while (self->n_waiting > 0 && self->waiting[self->first_waiting] <= cursor)
    {
      self->first_waiting = (self->first_waiting + 1) & (self->room - 1);
      self->n_waiting--;
    }
  /* Nearly all connections are idle: they hold nothing. */
  if (self->n_waiting == 0)
    {
      g_clear_pointer (&self->waiting, g_free);
      self->room = 0;
      self->first_waiting = 0;
    }
}

/* Pushing. */

static void
push (ServerPump *self, const char *text, gsize length)
{
  self->sink_iface->push (self->sink, text, length);
}

static gsize
get_queued (ServerPump *self)
{
  return self->sink_iface->get_queued (self->sink);
}

static gboolean
can_push (ServerPump *self)
{
  return self->n_waiting < self->window && get_queued (self) < SERVER_LIMIT_QUEUE;
}

static void
push_row (ServerPump *self, ServerInboxRow *row)
{
  GString *frame = g_string_truncate (self->shared->scratch, 0);
  gint64 cursor = server_inbox_row_get_cursor (row);

  server_inbox_row_write_frame (row, server_account_get_device_id (self->account), frame);
  self->position = cursor;
  self->known = MAX (self->known, cursor);
  if (server_inbox_row_get_kind (row) == SERVER_INBOX_MESSAGE && !server_inbox_row_is_own (row))
    self->awaited = cursor;
  add_waiting (self, cursor);
  push (self, frame->str, frame->len);
}

static void
push_synced (ServerPump *self)
{
  GString *frame = g_string_truncate (self->shared->scratch, 0);

  self->has_said_synced = TRUE;
  landline_server_frame_write_synced (frame, self->position);
  push (self, frame->str, frame->len);
}

static void page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_from (ServerPump *self, gint64 after, guint room)
{
  self->is_reading = TRUE;
  self->read_from = after;
  server_store_inbox_read_async (self->shared->store, self->account, after, MIN (READ_ROWS, room),
                                 READ_BYTES, NULL, page_read_cb, g_object_ref (self));
}

static void
read_more (ServerPump *self)
{
  if (self->is_started && !self->is_reading && !self->has_caught_up && can_push (self))
    read_from (self, self->position, self->window - self->n_waiting);
}

/* Has the store read what comes next while this page is pushed, where there will be room for it. */
static void
read_ahead (ServerPump *self, ServerPage *page)
{
  guint n_waiting = self->n_waiting + page->rows->len;

  if (page->more && n_waiting < self->window && get_queued (self) < SERVER_LIMIT_QUEUE / 2)
    read_from (self, page->cursor, self->window - n_waiting);
}

static void
take_page (ServerPump *self, ServerPage *page)
{
  read_ahead (self, page);
  for (guint i = 0; i < page->rows->len; i++)
    {
      if (!server_pump_is_attached (self) || !can_push (self))
        return;
      push_row (self, g_ptr_array_index (page->rows, i));
    }
  self->position = MAX (self->position, page->cursor);
  if (self->is_reading || !server_pump_is_attached (self))
    return;
  if (page->more || self->known > self->position)
    {
      read_more (self);
      return;
    }
  self->has_caught_up = TRUE;
  if (!self->has_said_synced)
    push_synced (self);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (ServerPump) self = user_data;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  page = server_store_inbox_read_finish (SERVER_STORE (source), result, &error);
  self->is_reading = FALSE;
  if (!server_pump_is_attached (self))
    return;
  if (page != NULL && self->read_from == self->position)
    take_page (self, page);
  else if (page != NULL)
    read_more (self); /* it was read ahead, and the page before it found no room */
  else if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED))
    server_pump_close (self, SERVER_CLOSE_REVOKED, "revoked");
  else
    g_debug ("An inbox could not be read, which is tried again: %s", error->message);
}

/**
 * server_pump_start:
 * @self: the pump
 *
 * Begins to push: the client has been welcomed.
 */
void
server_pump_start (ServerPump *self)
{
  g_return_if_fail (SERVER_IS_PUMP (self));

  if (self->is_started || !server_pump_is_attached (self))
    return;
  self->is_started = TRUE;
  read_more (self);
}

/**
 * server_pump_offer:
 * @self: the pump
 * @row: a row of the inbox that was just committed
 *
 * Pushes the row when everything before it has been pushed, otherwise only takes note that there is
 * something.
 */
void
server_pump_offer (ServerPump *self, ServerInboxRow *row)
{
  gint64 cursor = server_inbox_row_get_cursor (row);

  if (cursor <= self->position)
    return;
  self->known = MAX (self->known, cursor);
  if (!self->has_caught_up)
    return;
  if (can_push (self))
    push_row (self, row);
  else
    self->has_caught_up = FALSE;
}

/**
 * server_pump_hear:
 * @self: the pump
 * @cursor: how far the inbox goes
 *
 * Looks there if it is news.
 */
void
server_pump_hear (ServerPump *self, gint64 cursor)
{
  self->known = MAX (self->known, cursor);
  if (self->known > self->position)
    self->has_caught_up = FALSE;
  read_more (self);
}

/**
 * server_pump_push_aside:
 * @self: the pump
 * @text: a frame
 * @length: its bytes
 *
 * Pushes what is no event and may be left out: presence, typing.
 */
void
server_pump_push_aside (ServerPump *self, const char *text, gsize length)
{
  if (self->is_started && self->sink != NULL && get_queued (self) < SERVER_LIMIT_QUEUE)
    push (self, text, length);
}

/**
 * server_pump_ack:
 * @self: the pump
 * @cursor: what the client says that it has
 *
 * Takes an acknowledgement, cumulative. What was not pushed cannot be acknowledged.
 */
void
server_pump_ack (ServerPump *self, gint64 cursor)
{
  g_return_if_fail (SERVER_IS_PUMP (self));

  cursor = MIN (cursor, self->position);
  if (!server_pump_is_attached (self) || cursor <= self->acked)
    return;
  drop_waiting (self, cursor);
  server_marks_ack (self->shared->marks, self->account, cursor, self->awaited > self->acked);
  self->acked = cursor;
  read_more (self);
}

/**
 * server_pump_drained:
 * @self: the pump
 *
 * Goes on: the sink's queue has become short.
 */
void
server_pump_drained (ServerPump *self)
{
  g_return_if_fail (SERVER_IS_PUMP (self));

  if (server_pump_is_attached (self))
    read_more (self);
}

/**
 * server_pump_get_account:
 * @self: the pump
 *
 * Returns: (transfer none): the device
 */
ServerAccount *
server_pump_get_account (ServerPump *self)
{
  g_return_val_if_fail (SERVER_IS_PUMP (self), NULL);

  return self->account;
}

/**
 * server_pump_get_position:
 * @self: the pump
 *
 * Returns: the cursor of the last event that was pushed
 */
gint64
server_pump_get_position (ServerPump *self)
{
  g_return_val_if_fail (SERVER_IS_PUMP (self), 0);

  return self->position;
}

/**
 * server_pump_get_n_unacknowledged:
 * @self: the pump
 *
 * Returns: how many events wait for their acknowledgement
 */
guint
server_pump_get_n_unacknowledged (ServerPump *self)
{
  g_return_val_if_fail (SERVER_IS_PUMP (self), 0);

  return self->n_waiting;
}
