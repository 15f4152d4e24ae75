/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-reactor.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <unistd.h>

/* Events that one turn takes from the kernel; the rest is there in the next. */
#define BATCH 512

typedef struct
{
  GSource parent;
  ServerReactor *reactor;
  gpointer tag;
} ReactorSource;

/**
 * ServerReactor:
 *
 * Waits for any number of connections with one epoll descriptor in one #GSource: GLib walks over
 * all its sources in every iteration (0.6 µs each), so that a source or a timer for every
 * connection would make each message dearer with every idle connection. It keeps no connection
 * alive and knows nothing of what they carry.
 *
 * A turn: what is ready is told, then the deadlines that have passed, then the ends of those that
 * were marked. All on the thread of its context.
 */
struct _ServerReactor
{
  GObject parent_instance;

  ReactorSource *source;
  int epoll;
  struct epoll_event batch[BATCH];
  guint n_batch;

  /* Watches to be told again in the next turn, and those whose turn has an end to be told. Entries
   * may be NULL. */
  GPtrArray *again;
  GPtrArray *marked;

  ServerDeadlines deadlines;
  gint64 armed_ms;
  guint64 turn;
};

G_DEFINE_FINAL_TYPE (ServerReactor, server_reactor, G_TYPE_OBJECT)

static gboolean
reactor_source_prepare (GSource *source, int *timeout)
{
  ServerReactor *self = ((ReactorSource *) source)->reactor;

  *timeout = -1;
  return self->again->len > 0 || self->marked->len > 0;
}

static gboolean
reactor_source_check (GSource *source)
{
  ReactorSource *reactor_source = (ReactorSource *) source;

  return g_source_query_unix_fd (source, reactor_source->tag) != 0 ||
         reactor_source->reactor->again->len > 0 || reactor_source->reactor->marked->len > 0;
}

/* Only what was in the list when the turn began: who asks again waits for the next one. */
static void
tell_again (ServerReactor *self)
{
  guint n = self->again->len;

  if (n == 0)
    return;

  for (guint i = 0; i < n; i++)
    {
      ServerWatch *watch = g_ptr_array_index (self->again, i);

      if (watch == NULL)
        continue;

      g_ptr_array_index (self->again, i) = NULL;
      watch->in_again = 0;
      watch->funcs->ready (watch, EPOLLIN);
    }

  g_ptr_array_remove_range (self->again, 0, n);
  for (guint i = 0; i < self->again->len; i++)
    {
      ServerWatch *watch = g_ptr_array_index (self->again, i);

      if (watch != NULL)
        watch->in_again = i + 1;
    }
}

static void
tell_ready (ServerReactor *self)
{
  int n;

  do
    n = epoll_wait (self->epoll, self->batch, BATCH, 0);
  while (n < 0 && errno == EINTR);

  self->n_batch = (guint) MAX (n, 0);
  for (guint i = 0; i < self->n_batch; i++)
    ((ServerWatch *) self->batch[i].data.ptr)->in_batch = i + 1;

  for (guint i = 0; i < self->n_batch; i++)
    {
      ServerWatch *watch = self->batch[i].data.ptr;

      if (watch == NULL)
        continue;

      self->batch[i].data.ptr = NULL;
      watch->in_batch = 0;
      watch->funcs->ready (watch, self->batch[i].events);
    }

  self->n_batch = 0;
}

static void
tell_marked (ServerReactor *self)
{
  for (guint i = 0; i < self->marked->len; i++)
    {
      ServerWatch *watch = g_ptr_array_index (self->marked, i);

      if (watch == NULL)
        continue;

      g_ptr_array_index (self->marked, i) = NULL;
      watch->in_marked = 0;
      watch->funcs->turn_ended (watch);
    }

  g_ptr_array_set_size (self->marked, 0);
}

static void
arm (ServerReactor *self)
{
  gint64 next = server_deadlines_get_next (&self->deadlines);

  if (next == self->armed_ms)
    return;

  self->armed_ms = next;
  g_source_set_ready_time ((GSource *) self->source, next < 0 ? -1 : next * 1000);
}

static gboolean
reactor_source_dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  ReactorSource *reactor_source = (ReactorSource *) source;
  g_autoptr (ServerReactor) self = g_object_ref (reactor_source->reactor);
  gint64 now = g_source_get_time (source) / 1000;

  self->turn++;
  tell_again (self);

  if (g_source_query_unix_fd (source, reactor_source->tag) != 0)
    tell_ready (self);

  if (self->armed_ms >= 0 && now >= self->armed_ms)
    server_deadlines_run (&self->deadlines, now);

  tell_marked (self);

  if (self->armed_ms >= 0 && now >= self->armed_ms)
    arm (self);

  return G_SOURCE_CONTINUE;
}

static GSourceFuncs reactor_source_funcs = {
  .prepare = reactor_source_prepare,
  .check = reactor_source_check,
  .dispatch = reactor_source_dispatch,
};

static void
server_reactor_finalize (GObject *object)
{
  ServerReactor *self = SERVER_REACTOR (object);

  if (self->source != NULL)
    {
      g_source_destroy ((GSource *) self->source);
      g_source_unref ((GSource *) self->source);
    }
  if (self->epoll >= 0)
    close (self->epoll);
  g_clear_pointer (&self->again, g_ptr_array_unref);
  g_clear_pointer (&self->marked, g_ptr_array_unref);

  G_OBJECT_CLASS (server_reactor_parent_class)->finalize (object);
}

static void
server_reactor_class_init (ServerReactorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_reactor_finalize;
}

static void
server_reactor_init (ServerReactor *self)
{
  self->epoll = -1;
  self->armed_ms = -1;
  self->again = g_ptr_array_new ();
  self->marked = g_ptr_array_new ();
  server_deadlines_init (&self->deadlines, g_get_monotonic_time () / 1000);
}

/**
 * server_reactor_new:
 * @context: (nullable): where it waits and calls
 * @error: return location for an error
 *
 * Returns: (transfer full): a reactor, or %NULL when the kernel gives no descriptor
 */
ServerReactor *
server_reactor_new (GMainContext *context, GError **error)
{
  g_autoptr (ServerReactor) self = g_object_new (SERVER_TYPE_REACTOR, NULL);

  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "Cannot make an epoll descriptor: %s", g_strerror (saved_errno));
      return NULL;
    }

  self->source = (ReactorSource *) g_source_new (&reactor_source_funcs, sizeof (ReactorSource));
  self->source->reactor = self;
  self->source->tag = g_source_add_unix_fd ((GSource *) self->source, self->epoll, G_IO_IN);
  g_source_set_static_name ((GSource *) self->source, "server-reactor");
  g_source_attach ((GSource *) self->source, context);

  return g_steal_pointer (&self);
}

/**
 * server_watch_init:
 * @watch: (out caller-allocates): a watch
 * @funcs: (transfer none): what is called
 *
 * Makes @watch one that watches nothing.
 */
void
server_watch_init (ServerWatch *watch, const ServerWatchFuncs *funcs)
{
  *watch = (ServerWatch) { .funcs = funcs, .descriptor = -1 };
}

/**
 * server_reactor_watch:
 * @self: a reactor
 * @watch: a watch that watches nothing
 * @descriptor: the descriptor; unwatch before it is closed
 * @events: the `EPOLL…` events to be told
 * @error: return location for an error
 *
 * Returns: %FALSE when the kernel refuses
 */
gboolean
server_reactor_watch (ServerReactor *self,
                      ServerWatch *watch,
                      int descriptor,
                      guint32 events,
                      GError **error)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  g_return_val_if_fail (SERVER_IS_REACTOR (self), FALSE);
  g_return_val_if_fail (watch->descriptor < 0, FALSE);

  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, descriptor, &event) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "Cannot wait for a connection: %s", g_strerror (saved_errno));
      return FALSE;
    }

  watch->descriptor = descriptor;
  watch->events = events;
  return TRUE;
}

/**
 * server_reactor_change:
 * @self: a reactor
 * @watch: a watch
 * @events: the `EPOLL…` events to be told from now on
 */
void
server_reactor_change (ServerReactor *self, ServerWatch *watch, guint32 events)
{
  struct epoll_event event = { .events = events, .data.ptr = watch };

  g_return_if_fail (SERVER_IS_REACTOR (self));

  if (watch->descriptor < 0 || watch->events == events)
    return;

  if (epoll_ctl (self->epoll, EPOLL_CTL_MOD, watch->descriptor, &event) != 0)
    g_debug ("epoll_ctl: %s", g_strerror (errno));
  watch->events = events;
}

/**
 * server_reactor_unwatch:
 * @self: a reactor
 * @watch: a watch, watching or not
 *
 * After this neither function of @watch is called any more, also not for what the turn has already
 * found.
 */
void
server_reactor_unwatch (ServerReactor *self, ServerWatch *watch)
{
  g_return_if_fail (SERVER_IS_REACTOR (self));

  if (watch->descriptor >= 0)
    epoll_ctl (self->epoll, EPOLL_CTL_DEL, watch->descriptor, NULL);
  watch->descriptor = -1;

  if (watch->in_batch > 0)
    self->batch[watch->in_batch - 1].data.ptr = NULL;
  if (watch->in_again > 0)
    g_ptr_array_index (self->again, watch->in_again - 1) = NULL;
  if (watch->in_marked > 0)
    g_ptr_array_index (self->marked, watch->in_marked - 1) = NULL;
  watch->in_batch = watch->in_again = watch->in_marked = 0;
}

/**
 * server_reactor_read_again:
 * @self: a reactor
 * @watch: a watch
 *
 * Has @watch told in the next turn, whatever its descriptor says: it has had its share of this
 * turn, or holds bytes that the descriptor does not show.
 */
void
server_reactor_read_again (ServerReactor *self, ServerWatch *watch)
{
  g_return_if_fail (SERVER_IS_REACTOR (self));

  if (watch->in_again > 0)
    return;

  g_ptr_array_add (self->again, watch);
  watch->in_again = self->again->len;
}

/**
 * server_reactor_mark:
 * @self: a reactor
 * @watch: a watch
 *
 * Has the end of this turn told to @watch, or of the next one when none is running: whatever is
 * written to a connection in one turn goes out in one piece.
 */
void
server_reactor_mark (ServerReactor *self, ServerWatch *watch)
{
  g_return_if_fail (SERVER_IS_REACTOR (self));

  if (watch->in_marked > 0)
    return;

  g_ptr_array_add (self->marked, watch);
  watch->in_marked = self->marked->len;
}

/**
 * server_reactor_set_deadline:
 * @self: a reactor
 * @deadline: a deadline, set or not
 * @milliseconds: in how many milliseconds it passes; it may be up to two ticks of the wheel late,
 *   and is never early
 */
void
server_reactor_set_deadline (ServerReactor *self, ServerDeadline *deadline, guint milliseconds)
{
  /* The millisecond that has begun does not count. */
  gint64 due = server_reactor_get_time (self) + 1 + milliseconds;

  server_deadlines_set (&self->deadlines, deadline, due);

  /* Rather wake up once for nothing than look through the wheel with every deadline. */
  due = (gint64) deadline->tick * SERVER_DEADLINE_TICK_MS;
  if (self->armed_ms < 0 || due < self->armed_ms)
    {
      self->armed_ms = due;
      g_source_set_ready_time ((GSource *) self->source, due * 1000);
    }
}

/**
 * server_reactor_clear_deadline:
 * @self: a reactor
 * @deadline: a deadline, set or not
 */
void
server_reactor_clear_deadline (ServerReactor *self, ServerDeadline *deadline)
{
  g_return_if_fail (SERVER_IS_REACTOR (self));

  server_deadlines_clear (&self->deadlines, deadline);
}

/**
 * server_reactor_get_turn:
 * @self: a reactor
 *
 * Returns: a number that changes with every turn
 */
guint64
server_reactor_get_turn (ServerReactor *self)
{
  g_return_val_if_fail (SERVER_IS_REACTOR (self), 0);

  return self->turn;
}

/**
 * server_reactor_get_time:
 * @self: a reactor
 *
 * Returns: the time of this turn, in milliseconds of the monotonic clock
 */
gint64
server_reactor_get_time (ServerReactor *self)
{
  g_return_val_if_fail (SERVER_IS_REACTOR (self), 0);

  return g_get_monotonic_time () / 1000;
}
