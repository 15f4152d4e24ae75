/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-cache-messages.h"
#include "app-session-private.h"

/* Removed in one step, so that nobody waits long to write */
#define BATCH_MAX 256
/* A timer that is due later is made anew: computers sleep, and clocks are set. Seconds. */
#define LOOK_AGAIN 600
/* After a step that could not be written */
#define WRITE_AGAIN 30

/* Messages that disappear: what became due while nothing ran goes when the session opens. */

typedef struct
{
  gint64 now;
  gint64 next;
} ExpireCall;

static gboolean
write_expired (AppCacheDatabase *database, gpointer data, GError **error)
{
  ExpireCall *call = data;

  return app_cache_messages_expire (database, call->now, BATCH_MAX, &call->next, error);
}

static gboolean
due_cb (gpointer user_data)
{
  AppSession *self = user_data;

  self->message_expiry_timer = 0;
  app_session_expire_messages (self);
  return G_SOURCE_REMOVE;
}

static void
set_timer (AppSession *self, gint64 next)
{
  gint64 wait = (next - app_session_get_time (self) + 999) / 1000;

  g_clear_handle_id (&self->message_expiry_timer, g_source_remove);
  self->message_expiry_next = next;
  if (next > 0)
    self->message_expiry_timer = g_timeout_add_seconds ((guint) CLAMP (wait, 0, LOOK_AGAIN), due_cb,
                                                        self);
}

static void
expired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  g_autoptr (GError) error = NULL;
  ExpireCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->messages_expiring = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (call == NULL)
    {
      g_debug ("Cannot remove what is to disappear: %s", error->message);
      set_timer (self, app_session_get_time (self) + WRITE_AGAIN * 1000);
      return;
    }
  /* One may have come meanwhile that is due before. */
  if (self->message_expiry_next == 0 || call->next == 0 || call->next < self->message_expiry_next)
    set_timer (self, call->next != 0 ? call->next : self->message_expiry_next);
  else
    set_timer (self, self->message_expiry_next);
}

void
app_session_expire_messages (AppSession *self)
{
  ExpireCall *call;

  if (self->messages_expiring)
    return;
  self->messages_expiring = TRUE;
  self->message_expiry_next = 0;
  g_clear_handle_id (&self->message_expiry_timer, g_source_remove);
  call = g_new0 (ExpireCall, 1);
  call->now = app_session_get_time (self);
  app_cache_write_async (self->cache, write_expired, call, g_free, self->cancellable, expired_cb,
                         g_object_ref (self));
}

void
app_session_expire_messages_at (AppSession *self, gint64 time)
{
  if (time > 0 && (self->message_expiry_next == 0 || time < self->message_expiry_next))
    set_timer (self, time);
}
