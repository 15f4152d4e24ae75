/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-private.h"

#include <glib/gi18n.h>

#include "app-address.h"
#include "app-cache-outbox.h"
#include "app-cache-state.h"
#include "app-error.h"

/**
 * AppSession:
 *
 * An account online: owns the cache, the connection and what goes between them. The user interface
 * talks to it, and shows what is in the cache. It has no lists: see the models.
 */

enum
{
  PROP_0,
  PROP_STATE,
  PROP_REASON,
  PROP_TROUBLE,
  PROP_RETRY_TIME,
  PROP_WAITING_COUNT,
  PROP_SEND_READ_RECEIPTS,
  N_PROPS
};

enum
{
  INCOMING,
  TYPING,
  PRESENCE,
  ACTION_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSession, app_session, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AppSessionState,
                    app_session_state,
                    G_DEFINE_ENUM_VALUE (APP_SESSION_OFFLINE, "offline"),
                    G_DEFINE_ENUM_VALUE (APP_SESSION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (APP_SESSION_SYNCING, "syncing"),
                    G_DEFINE_ENUM_VALUE (APP_SESSION_ONLINE, "online"),
                    G_DEFINE_ENUM_VALUE (APP_SESSION_SIGNED_OUT, "signed-out"))

/* @sentence: (nullable): why the session is offline although something answers */
void
app_session_set_trouble (AppSession *self, const char *sentence)
{
  if (g_set_str (&self->trouble, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLE]);
}

void
app_session_set_state (AppSession *self,
                       AppSessionState state,
                       const char *reason,
                       gint64 retry_time)
{
  gboolean changed = self->state != state;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  if (state == APP_SESSION_ONLINE)
    app_session_set_trouble (self, NULL);
  if (g_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
  if (self->retry_time != retry_time)
    {
      self->retry_time = retry_time;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RETRY_TIME]);
    }
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  g_object_thaw_notify (G_OBJECT (self));
}

typedef struct
{
  gint64 n_waiting;
} CountCall;

static gboolean
read_count (AppCacheDatabase *database, gpointer data, GError **error)
{
  CountCall *call = data;

  return app_cache_outbox_count (database, &call->n_waiting, error);
}

static void count_waiting (AppSession *self);

static void
set_waiting_count (AppSession *self, guint waiting_count)
{
  if (self->waiting_count == waiting_count)
    return;
  self->waiting_count = waiting_count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_COUNT]);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  CountCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  self->counting = FALSE;
  if (call != NULL)
    set_waiting_count (self, (guint) call->n_waiting);
  if (self->count_again)
    count_waiting (self);
}

static void
count_waiting (AppSession *self)
{
  self->count_again = self->counting;
  if (self->counting)
    return;
  self->counting = TRUE;
  app_cache_read_async (self->cache, read_count, g_new0 (CountCall, 1), g_free, self->cancellable,
                        counted_cb, g_object_ref (self));
}

static void
changed_cb (AppSession *self, AppCacheChanges *changes)
{
  guint n_moves;
  const AppCacheMove *moves = app_cache_changes_get_moved_chats (changes, &n_moves);

  for (guint i = 0; i < n_moves; i++)
    app_outbox_move (self->outbox, moves[i].from, moves[i].into);
  if (app_cache_changes_get_outbox (changes))
    {
      if (app_cache_changes_get_released (changes))
        app_outbox_rewind (self->outbox);
      else
        app_outbox_wake (self->outbox);
      count_waiting (self);
    }
  if (app_cache_changes_get_read (changes))
    app_session_flush_reads (self);
  if (app_cache_changes_get_notes (changes))
    app_note_outbox_wake (self->note_outbox);
  if (app_cache_changes_get_statuses (changes))
    {
      app_status_outbox_wake (self->status_outbox);
      app_session_expire_statuses (self);
    }
  app_cache_changes_get_cleared_chats (changes, &n_moves);
  if (n_moves > 0)
    app_session_scrub (self);
  if (app_cache_changes_get_wiped (changes))
    app_session_scrub_soon (self);
  app_session_expire_messages_at (self, app_cache_changes_get_expiring (changes));
}

static void
app_session_dispose (GObject *object)
{
  AppSession *self = APP_SESSION (object);

  g_cancellable_cancel (self->cancellable);
  app_session_clear_reads (self);
  g_clear_handle_id (&self->back_fill_timer, g_source_remove);
  g_clear_handle_id (&self->scrub_timer, g_source_remove);
  g_clear_handle_id (&self->message_expiry_timer, g_source_remove);
  g_clear_handle_id (&self->expiry_timer, g_source_remove);
  if (self->connection != NULL)
    app_connection_close (self->connection);
  app_session_stop_finding (self);
  g_clear_object (&self->discovery);
  g_clear_object (&self->outbox);
  g_clear_object (&self->note_outbox);
  if (self->status_outbox != NULL)
    app_status_outbox_stop (self->status_outbox);
  g_clear_object (&self->status_outbox);
  g_clear_object (&self->incoming);
  g_clear_object (&self->back_fill);
  g_clear_object (&self->connection);
  g_clear_object (&self->rest);
  g_clear_object (&self->cache);
  g_clear_object (&self->server);
  G_OBJECT_CLASS (app_session_parent_class)->dispose (object);
}

static void
app_session_finalize (GObject *object)
{
  AppSession *self = APP_SESSION (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->account);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->presence, g_hash_table_unref);
  g_clear_pointer (&self->read_told, g_hash_table_unref);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->trouble, g_free);
  G_OBJECT_CLASS (app_session_parent_class)->finalize (object);
}

static void
app_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSession *self = APP_SESSION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_RETRY_TIME:
      g_value_set_int64 (value, self->retry_time);
      break;
    case PROP_WAITING_COUNT:
      g_value_set_uint (value, self->waiting_count);
      break;
    case PROP_SEND_READ_RECEIPTS:
      g_value_set_boolean (value, self->send_read_receipts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_session_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SEND_READ_RECEIPTS:
      app_session_set_send_read_receipts (APP_SESSION (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, APP_TYPE_SESSION_STATE,
                                              APP_SESSION_OFFLINE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, NULL, flags);
  properties[PROP_RETRY_TIME] = g_param_spec_int64 ("retry-time", NULL, NULL, 0, G_MAXINT64, 0,
                                                    flags);
  properties[PROP_WAITING_COUNT] = g_param_spec_uint ("waiting-count", NULL, NULL, 0, G_MAXUINT, 0,
                                                      flags);
  properties[PROP_SEND_READ_RECEIPTS] = g_param_spec_boolean ("send-read-receipts", NULL, NULL,
                                                              TRUE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_session_class_init (AppSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_session_dispose;
  object_class->finalize = app_session_finalize;
  object_class->get_property = app_session_get_property;
  object_class->set_property = app_session_set_property;
  install_properties (object_class);

  /**
   * AppSession::incoming:
   * @self: the session
   * @chat_key: the chat, as a key of the cache
   * @message: the #LandlineMessage
   *
   * Somebody else's message came while we are up to date. It is in the cache by now.
   */
  signals[INCOMING] = g_signal_new ("incoming", APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, G_TYPE_INT64, LANDLINE_TYPE_MESSAGE);
  /**
   * AppSession::typing:
   * @self: the session
   * @conversation_id: where
   * @user_id: who
   */
  signals[TYPING] = g_signal_new ("typing", APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /**
   * AppSession::action-refused:
   * @self: the session
   * @sentence: what was undone and why
   *
   * The server did not take what the person did to a message. It looks as before.
   */
  signals[ACTION_REFUSED] = g_signal_new ("action-refused", APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * AppSession::device-linked:
   * @self: the session
   * @device: the #LandlineDevice
   *
   * Another device of the same person came in: it reads all that we do.
   */
  g_signal_new ("device-linked", APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, LANDLINE_TYPE_DEVICE);
  /**
   * AppSession::presence:
   * @self: the session
   * @user_id: whose app_session_get_user_online() is another now
   */
  signals[PRESENCE] = g_signal_new ("presence", APP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_session_init (AppSession *self)
{
  self->cancellable = g_cancellable_new ();
  self->send_read_receipts = TRUE;
  self->limits = landline_limits_default;
  self->presence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->read_told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * app_session_new:
 * @profile: whose
 * @account: who we are, and where the server is
 * @server: (nullable): the bundled server, when the account is hosted; it is followed to whatever
 *   address it has, but neither started nor stopped
 *
 * Returns: (transfer full): a session that is not open
 */
AppSession *
app_session_new (AppProfile *profile, AppAccount *account, AppServerProcess *server)
{
  AppSession *self;

  g_return_val_if_fail (APP_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (APP_IS_ACCOUNT (account), NULL);

  self = g_object_new (APP_TYPE_SESSION, NULL);
  self->profile = g_object_ref (profile);
  self->account = g_object_ref (account);
  g_set_object (&self->server, server);
  self->connection = app_connection_new (app_account_get_key (account),
                                         app_account_get_token (account));
  self->rest = app_rest_new (NULL, app_account_get_key (account), app_account_get_token (account));
  app_session_watch_connection (self);
  return self;
}

typedef struct
{
  char *generation;
  gint64 cursor;
  gint64 send_read_receipts;
  gint64 back_fill;
  gint64 n_waiting;
} OpenCall;

static void
open_call_free (OpenCall *call)
{
  g_free (call->generation);
  g_free (call);
}

static gboolean
read_state (AppCacheDatabase *database, gpointer data, GError **error)
{
  OpenCall *call = data;

  return app_cache_state_get_text (database, APP_CACHE_STATE_GENERATION, &call->generation,
                                   error) &&
         app_cache_state_get_int (database, APP_CACHE_STATE_CURSOR, &call->cursor, 0, error) &&
         app_cache_state_get_int (database, APP_CACHE_STATE_READ_RECEIPTS,
                                  &call->send_read_receipts, 1, error) &&
         app_cache_state_get_int (database, APP_CACHE_STATE_BACK_FILL, &call->back_fill, 0,
                                  error) &&
         app_cache_outbox_count (database, &call->n_waiting, error);
}

static void
make_parts (AppSession *self, OpenCall *call)
{
  self->back_fill = app_back_fill_new (self->cache, self->rest);
  self->outbox = app_outbox_new (self->cache, self->connection);
  self->note_outbox = app_note_outbox_new (self->cache, self->connection);
  self->status_outbox = app_status_outbox_new (self->cache, self->rest);
  self->incoming = app_incoming_new (self->cache, self->connection, self->back_fill);
  app_incoming_set_position (self->incoming, call->generation, call->cursor);
  app_session_watch_incoming (self);
  app_session_watch_actions (self);
  g_signal_connect_object (self->cache, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
state_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  OpenCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  make_parts (self, call);
  app_session_scrub (self);
  app_session_expire_statuses (self);
  app_session_expire_messages (self);
  self->back_fill_due = call->back_fill != 0;
  if (self->send_read_receipts != (call->send_read_receipts != 0))
    {
      self->send_read_receipts = call->send_read_receipts != 0;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEND_READ_RECEIPTS]);
    }
  set_waiting_count (self, (guint) call->n_waiting);
  app_session_set_base_urls (self);
  app_connection_open (self->connection);
  g_task_return_boolean (task, TRUE);
}

static void
cache_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->cache = app_cache_open_finish (result, &error);
  if (self->cache == NULL)
    g_task_return_error (task, error);
  else
    app_cache_read_async (self->cache, read_state, g_new0 (OpenCall, 1),
                          (GDestroyNotify) open_call_free, g_task_get_cancellable (task),
                          state_read_cb, g_object_ref (task));
}

void
app_session_open_async (AppSession *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (self->cache == NULL);

  path = app_profile_dup_cache_path (self->profile);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_open_async);
  app_cache_open_async (path, app_session_get_user_id (self), cancellable, cache_opened_cb, task);
}

gboolean
app_session_open_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cache_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  app_cache_close_finish (APP_CACHE (object), result, NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * app_session_close_async:
 * @self: a session
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Ends the connection, writes what is still to be written, and closes the cache. Nothing may be
 * asked of the session any more.
 */
void
app_session_close_async (AppSession *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_close_async);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->back_fill_timer, g_source_remove);
  g_clear_handle_id (&self->expiry_timer, g_source_remove);
  app_connection_close (self->connection);
  if (self->cache != NULL)
    app_cache_close_async (self->cache, cache_closed_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

gboolean
app_session_close_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

AppProfile *
app_session_get_profile (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->profile;
}

AppAccount *
app_session_get_account (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->account;
}

const char *
app_session_get_user_id (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return app_account_get_user_id (self->account);
}

AppCache *
app_session_get_cache (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->cache;
}

AppRest *
app_session_get_rest (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->rest;
}

AppConnection *
app_session_get_connection (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->connection;
}

AppSessionState
app_session_get_state (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), APP_SESSION_OFFLINE);

  return self->state;
}

const char *
app_session_get_reason (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->reason;
}

/**
 * app_session_get_trouble:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): a sentence that says why the session is offline although
 *   something answers: what comes cannot be kept on this computer, or it is another server
 */
const char *
app_session_get_trouble (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), NULL);

  return self->trouble;
}

gint64
app_session_get_retry_time (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return self->retry_time;
}

guint
app_session_get_waiting_count (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return self->waiting_count;
}

gboolean
app_session_get_send_read_receipts (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), FALSE);

  return self->send_read_receipts;
}

static gboolean
write_send_read_receipts (AppCacheDatabase *database, gpointer data, GError **error)
{
  gboolean *value = data;

  return app_cache_state_set_int (database, APP_CACHE_STATE_READ_RECEIPTS, *value, error);
}

void
app_session_set_send_read_receipts (AppSession *self, gboolean send_read_receipts)
{
  g_return_if_fail (APP_IS_SESSION (self));

  send_read_receipts = !!send_read_receipts;
  if (self->send_read_receipts == send_read_receipts)
    return;
  self->send_read_receipts = send_read_receipts;
  if (self->cache != NULL)
    app_cache_write_async (self->cache, write_send_read_receipts,
                           g_memdup2 (&send_read_receipts, sizeof send_read_receipts), g_free, NULL,
                           NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEND_READ_RECEIPTS]);
}

guint64
app_session_get_media_size_max (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return self->limits.media;
}

guint64
app_session_get_document_size_max (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return self->limits.document;
}

guint
app_session_get_text_length_max (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return self->limits.text;
}

gint64
app_session_get_time (AppSession *self)
{
  g_return_val_if_fail (APP_IS_SESSION (self), 0);

  return g_get_real_time () / 1000 + self->clock_offset;
}

void
app_session_retry_now (AppSession *self)
{
  g_return_if_fail (APP_IS_SESSION (self));

  app_connection_retry_now (self->connection);
}
