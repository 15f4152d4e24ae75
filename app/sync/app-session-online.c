/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-private.h"

#include <glib/gi18n.h>

#include "app-address.h"
#include "app-cache-state.h"
#include "app-cache-users.h"

/* Events that the server may send before it wants an acknowledgement */
#define WINDOW 256
/* Before what could not be fetched is tried again, milliseconds */
#define BACK_FILL_PAUSE 2000

/* The session's side of the channel: what each frame leads to, and the state that follows from it.
 */

typedef struct
{
  gboolean online;
  gint64 last_seen;
} Presence;

/* When somebody was there last, to be kept. */
typedef struct
{
  char *user_id;
  gint64 last_seen;
} SeenCall;

static void
seen_call_free (SeenCall *call)
{
  g_free (call->user_id);
  g_free (call);
}

static gboolean
write_seen (AppCacheDatabase *database, gpointer data, GError **error)
{
  SeenCall *call = data;

  return app_cache_users_set_last_seen (database, call->user_id, call->last_seen, error);
}

/* On a computer that runs its own server what is wrong with that says more than a refused
 * connection. */
static const char *
get_offline_reason (AppSession *self)
{
  const char *error = NULL;

  if (self->server != NULL)
    error = app_server_process_get_error (self->server);
  return error != NULL ? error : app_connection_get_reason (self->connection);
}

static void
update_state (AppSession *self)
{
  switch (app_connection_get_state (self->connection))
    {
    case APP_CONNECTION_OPEN:
      app_session_set_state (self,
                             self->synced     ? APP_SESSION_ONLINE
                             : self->welcomed ? APP_SESSION_SYNCING
                                              : APP_SESSION_CONNECTING,
                             NULL, 0);
      break;
    case APP_CONNECTION_CONNECTING:
      /* While it fails again and again the reason stays in sight. */
      app_session_set_state (self, APP_SESSION_CONNECTING, self->reason, 0);
      break;
    case APP_CONNECTION_SIGNED_OUT:
      app_session_set_state (self, APP_SESSION_SIGNED_OUT,
                             app_connection_get_reason (self->connection), 0);
      break;
    case APP_CONNECTION_WAITING:
    case APP_CONNECTION_REPLACED:
    case APP_CONNECTION_CLOSED:
    default:
      if (app_connection_get_wrong_key (self->connection))
        app_session_set_trouble (self, app_connection_get_reason (self->connection));
      app_session_set_state (self, APP_SESSION_OFFLINE, get_offline_reason (self),
                             app_connection_get_retry_time (self->connection));
    }
}

static void
forget_presence (AppSession *self)
{
  GHashTableIter iter;
  g_autoptr (GHashTable) presence = g_steal_pointer (&self->presence);
  gpointer user_id;

  self->presence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, presence);
  while (g_hash_table_iter_next (&iter, &user_id, NULL))
    g_signal_emit_by_name (self, "presence", user_id);
}

static void
connection_notify_cb (AppSession *self)
{
  if (app_connection_get_state (self->connection) != APP_CONNECTION_OPEN && self->welcomed)
    {
      self->welcomed = FALSE;
      self->synced = FALSE;
      app_outbox_stop (self->outbox);
      app_note_outbox_stop (self->note_outbox);
      app_status_outbox_stop (self->status_outbox);
      app_incoming_stop (self->incoming);
      app_session_clear_reads (self);
      forget_presence (self);
    }
  app_session_find_server (self);
  update_state (self);
}

static void
opened_cb (AppSession *self)
{
  app_connection_send_hello (self->connection, app_incoming_get_generation (self->incoming),
                             app_incoming_get_cursor (self->incoming), WINDOW);
}

static void back_fill (AppSession *self);

static gboolean
back_fill_again_cb (gpointer user_data)
{
  AppSession *self = user_data;

  self->back_fill_timer = 0;
  back_fill (self);
  return G_SOURCE_REMOVE;
}

static gboolean
write_back_filled (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_state_set_int (database, APP_CACHE_STATE_BACK_FILL, 0, error);
}

/* It stays to be done until it is: after a broken connection, and after a restart. */
static void
back_filled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  g_autoptr (GError) error = NULL;

  self->back_filling = FALSE;
  if (app_back_fill_all_finish (APP_BACK_FILL (object), result, &error))
    {
      self->back_fill_due = FALSE;
      app_cache_write_async (self->cache, write_back_filled, g_new0 (gboolean, 1), g_free, NULL,
                             NULL, NULL);
      return;
    }
  g_debug ("Cannot fetch the conversations: %s", error->message);
  if (!g_cancellable_is_cancelled (self->cancellable) && self->back_fill_timer == 0)
    self->back_fill_timer = g_timeout_add (BACK_FILL_PAUSE, back_fill_again_cb, self);
}

static void
back_fill (AppSession *self)
{
  if (!self->welcomed || !self->back_fill_due || self->back_filling)
    return;
  self->back_filling = TRUE;
  app_back_fill_all_async (self->back_fill, self->cancellable, back_filled_cb, g_object_ref (self));
}

static void
users_fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!app_back_fill_users_finish (APP_BACK_FILL (object), result, &error))
    g_debug ("Cannot fetch the people: %s", error->message);
}

static void
unknown_fetched_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!app_back_fill_unknown_finish (APP_BACK_FILL (object), result, &error))
    g_debug ("Cannot fetch a conversation: %s", error->message);
}

static void
welcome (AppSession *self, const LandlineWelcome *frame)
{
  if (g_strcmp0 (frame->user_id, app_account_get_user_id (self->account)) != 0)
    {
      app_connection_restart (self->connection, _ ("The server takes us for somebody else."));
      return;
    }
  self->welcomed = TRUE;
  self->limits = frame->limits;
  self->clock_offset = frame->time - g_get_real_time () / 1000;
  app_rest_set_base_url (self->rest, app_connection_get_base_url (self->connection));
  app_session_keep_address (self);
  if (app_incoming_begin (self->incoming, frame->generation, frame->reset))
    self->back_fill_due = TRUE;
  back_fill (self);
  app_back_fill_unknown_async (self->back_fill, self->cancellable, unknown_fetched_cb, NULL);
  app_back_fill_users_async (self->back_fill, self->cancellable, users_fetched_cb, NULL);
  app_outbox_start (self->outbox, &frame->limits);
  app_note_outbox_start (self->note_outbox);
  app_status_outbox_start (self->status_outbox);
  app_session_flush_reads (self);
  update_state (self);
}

static void
set_presence (AppSession *self, const LandlineServerFrame *frame)
{
  Presence *presence = g_hash_table_lookup (self->presence, frame->user_id);

  if (presence == NULL)
    {
      presence = g_new0 (Presence, 1);
      g_hash_table_insert (self->presence, g_strdup (frame->user_id), presence);
    }
  presence->online = frame->online;
  presence->last_seen = frame->last_seen;
  /* Of who is there it is known by heart; what is taken back goes from the cache at once. */
  if (!frame->online || frame->last_seen == 0)
    {
      SeenCall *call = g_new (SeenCall, 1);

      call->user_id = g_strdup (frame->user_id);
      call->last_seen = frame->last_seen;
      app_cache_write_async (self->cache, write_seen, call, (GDestroyNotify) seen_call_free, NULL,
                             NULL, NULL);
    }
  g_signal_emit_by_name (self, "presence", frame->user_id);
}

static void
refused (AppSession *self, const LandlineServerFrame *frame)
{
  g_autoptr (GError) error = NULL;

  if (*frame->id == '\0')
    {
      g_debug ("The server complains: %s", frame->reason);
      return;
    }
  g_set_error_literal (&error, LANDLINE_ERROR, (int) frame->code,
                       frame->reason != NULL ? frame->reason : _ ("The server refused it."));
  if (!app_note_outbox_refused (self->note_outbox, frame->id, error, frame->retry_after))
    app_outbox_refused (self->outbox, frame->id, error, frame->retry_after);
}

static void
frame_cb (AppSession *self, LandlineServerFrame *frame)
{
  if (frame->kind == LANDLINE_SERVER_FRAME_WELCOME)
    welcome (self, &frame->welcome);
  if (!self->welcomed)
    return;
  switch (frame->kind)
    {
    case LANDLINE_SERVER_FRAME_SENT:
      app_incoming_push_sent (self->incoming, &frame->sent);
      break;
    case LANDLINE_SERVER_FRAME_DONE:
      app_incoming_push_done (self->incoming, &frame->done);
      break;
    case LANDLINE_SERVER_FRAME_EVENT:
      app_incoming_push_event (self->incoming, frame->event);
      break;
    case LANDLINE_SERVER_FRAME_SYNCED:
      app_incoming_push_synced (self->incoming);
      break;
    case LANDLINE_SERVER_FRAME_PRESENCE:
      set_presence (self, frame);
      break;
    case LANDLINE_SERVER_FRAME_TYPING:
      g_signal_emit_by_name (self, "typing", frame->conversation, frame->user_id);
      break;
    case LANDLINE_SERVER_FRAME_ERROR:
      refused (self, frame);
      break;
    case LANDLINE_SERVER_FRAME_WELCOME:
    case LANDLINE_SERVER_FRAME_BYE:
    case LANDLINE_SERVER_FRAME_NONE:
    default:
      break;
    }
}

static void
message_cb (AppSession *self, gint64 chat, LandlineMessage *message)
{
  if (self->synced &&
      g_strcmp0 (landline_message_get_sender_id (message), app_session_get_user_id (self)) != 0)
    g_signal_emit_by_name (self, "incoming", chat, message);
}

static void
settled_cb (AppSession *self, const char *id)
{
  app_outbox_settled (self->outbox, id);
}

static void
synced_cb (AppSession *self)
{
  self->synced = TRUE;
  update_state (self);
}

static void
failed_cb (AppSession *self, const GError *error)
{
  app_session_set_trouble (self, error->message);
}

static void
device_cb (AppSession *self, LandlineDevice *device)
{
  g_signal_emit_by_name (self, "device-linked", device);
}

static void
unknown_cb (AppSession *self)
{
  app_back_fill_unknown_async (self->back_fill, self->cancellable, unknown_fetched_cb, NULL);
}

void
app_session_set_base_urls (AppSession *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) urls = NULL;
  const char *address = self->server != NULL ? app_server_process_get_address (self->server) : NULL;
  char *url;

  if (self->server == NULL)
    for (guint i = 0; (url = app_account_dup_base_url (self->account, i)) != NULL; i++)
      g_strv_builder_take (builder, url);
  else if (address != NULL)
    g_strv_builder_take (builder, app_address_dup_url (address, NULL));
  urls = g_strv_builder_end (builder);
  app_rest_set_base_url (self->rest, urls[0]);
  app_connection_set_base_urls (self->connection, (const char *const *) urls);
}

static void
watch_server (AppSession *self)
{
  g_signal_connect_object (self->server, "notify::address", G_CALLBACK (app_session_set_base_urls),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "notify::error", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
}

/**
 * app_session_get_user_online:
 * @self: a session
 * @user_id: who
 * @last_seen: (out) (optional): when they were last connected, 0 when they show it to us no more,
 * -1 when nothing was told since we are connected
 *
 * Returns: whether a device of the user is connected, as far as the server told
 */
gboolean
app_session_get_user_online (AppSession *self, const char *user_id, gint64 *last_seen)
{
  Presence *presence;

  g_return_val_if_fail (APP_IS_SESSION (self), FALSE);
  g_return_val_if_fail (user_id != NULL, FALSE);

  presence = g_hash_table_lookup (self->presence, user_id);
  if (last_seen != NULL)
    *last_seen = presence != NULL ? presence->last_seen : -1;
  return presence != NULL && presence->online;
}

void
app_session_watch_connection (AppSession *self)
{
  g_signal_connect_object (self->connection, "notify", G_CALLBACK (connection_notify_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "opened", G_CALLBACK (opened_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "frame", G_CALLBACK (frame_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connection, "answered", G_CALLBACK (app_session_confirm_reads),
                           self, G_CONNECT_SWAPPED);
  if (self->server != NULL)
    watch_server (self);
}

void
app_session_watch_incoming (AppSession *self)
{
  g_signal_connect_object (self->incoming, "message", G_CALLBACK (message_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "settled", G_CALLBACK (settled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "synced", G_CALLBACK (synced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "device", G_CALLBACK (device_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->incoming, "unknown", G_CALLBACK (unknown_cb), self,
                           G_CONNECT_SWAPPED);
}
