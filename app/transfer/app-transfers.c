/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-private.h"

#include <glib/gi18n.h>

#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-cache-outbox.h"
#include "app-cache-transfers.h"
#include "app-error.h"
#include "landline-error.h"
#include "landline-file-name.h"

/* After so many broken connections in a row it is left to the person. */
#define ATTEMPTS_MAX 4
#define PAUSE        1000 /* milliseconds, before the second attempt; doubles */

/**
 * AppTransfers:
 *
 * The uploads and downloads of an account: what is to be moved is in the cache, so that it is begun
 * again after a restart, and a few move at a time. A message with a file waits in the outbox until
 * its file is up.
 */

enum
{
  PROP_0,
  PROP_DOWNLOADS_PICTURES,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTransfers,
                               app_transfers,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_TRANSFER;
}

static guint
get_n_items (GListModel *model)
{
  return APP_TRANSFERS (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppTransfers *self = APP_TRANSFERS (model);

  if (position >= self->items->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
remove_pause (gpointer id)
{
  g_source_remove (GPOINTER_TO_UINT (id));
}

static void
app_transfers_dispose (GObject *object)
{
  AppTransfers *self = APP_TRANSFERS (object);
  GHashTableIter iter;
  gpointer running;

  g_hash_table_iter_init (&iter, self->running);
  while (g_hash_table_iter_next (&iter, NULL, &running))
    g_cancellable_cancel (running);
  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->pauses);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_transfers_parent_class)->dispose (object);
}

static void
app_transfers_finalize (GObject *object)
{
  AppTransfers *self = APP_TRANSFERS (object);

  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_clear_pointer (&self->pauses, g_hash_table_unref);
  g_clear_pointer (&self->sending, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (app_transfers_parent_class)->finalize (object);
}

static void
app_transfers_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DOWNLOADS_PICTURES:
      g_value_set_boolean (value, app_transfers_get_downloads_pictures (APP_TRANSFERS (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_transfers_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DOWNLOADS_PICTURES:
      app_transfers_set_downloads_pictures (APP_TRANSFERS (object), g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_transfers_class_init (AppTransfersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_transfers_dispose;
  object_class->finalize = app_transfers_finalize;
  object_class->get_property = app_transfers_get_property;
  object_class->set_property = app_transfers_set_property;

  /**
   * AppTransfers:downloads-pictures:
   *
   * Whether small pictures are fetched without being asked for.
   */
  properties[PROP_DOWNLOADS_PICTURES] =
      g_param_spec_boolean ("downloads-pictures", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AppTransfers::added:
   * @self: the transfers
   * @message_key: whose app_transfers_lookup() is another now
   */
  signals[ADDED] = g_signal_new ("added", APP_TYPE_TRANSFERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
app_transfers_init (AppTransfers *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->running = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->pauses = g_hash_table_new_full (NULL, NULL, NULL, remove_pause);
  self->sending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->downloads_pictures = TRUE;
  self->monitor = g_object_ref (g_network_monitor_get_default ());
}

static void
stop_running (AppTransfers *self, AppTransfer *transfer)
{
  GCancellable *cancellable = g_hash_table_lookup (self->running, transfer);

  g_hash_table_remove (self->pauses, transfer);
  if (cancellable == NULL)
    return;
  g_cancellable_cancel (cancellable);
  g_hash_table_remove (self->running, transfer);
}

typedef struct
{
  gint64 message;
  gboolean upload;
  AppCacheTransferState state;
  char *sentence;
  gint64 time;
} StateCall;

static void
state_call_free (StateCall *call)
{
  g_free (call->sentence);
  g_free (call);
}

/* A message whose file is not on its way up is shown as refused, so that it can be tried again or
 * deleted like one. */
static gboolean
write_state (AppCacheDatabase *database, gpointer data, GError **error)
{
  StateCall *call = data;

  if (!app_cache_transfers_put (database, call->message, call->upload, call->state, call->sentence,
                                error))
    return FALSE;
  if (!call->upload)
    return TRUE;
  if (call->state == APP_CACHE_TRANSFER_OPEN)
    return app_cache_messages_retry (database, call->message, call->time, TRUE, error);
  return app_cache_messages_fail (database, call->message, call->sentence, error);
}

void
app_transfers_write_state (AppTransfers *self, AppTransfer *transfer)
{
  StateCall *call = g_new0 (StateCall, 1);

  call->message = app_transfer_get_message_key (transfer);
  call->upload = app_transfer_get_is_upload (transfer);
  call->time = app_session_get_time (self->session);
  if (app_transfer_get_state (transfer) == APP_TRANSFER_FAILED)
    {
      call->state = APP_CACHE_TRANSFER_FAILED;
      call->sentence = g_strdup (app_transfer_get_error (transfer));
    }
  else if (app_transfer_get_state (transfer) == APP_TRANSFER_CANCELLED)
    {
      call->state = APP_CACHE_TRANSFER_CANCELLED;
      call->sentence = g_strdup (_ ("Sending was stopped."));
    }
  app_cache_write_async (app_session_get_cache (self->session), write_state, call,
                         (GDestroyNotify) state_call_free, NULL, NULL, NULL);
}

static void
cancel_cb (AppTransfers *self, AppTransfer *transfer)
{
  stop_running (self, transfer);
  app_transfer_set_state (transfer, APP_TRANSFER_CANCELLED, NULL);
  app_transfers_write_state (self, transfer);
  app_transfers_pump (self);
}

static void
retry_cb (AppTransfers *self, AppTransfer *transfer)
{
  app_transfer_set_state (transfer, APP_TRANSFER_WAITING, NULL);
  app_transfers_write_state (self, transfer);
  app_transfers_pump (self);
}

AppTransfer *
app_transfers_add (AppTransfers *self,
                   gint64 message_key,
                   gboolean is_upload,
                   LandlineContent *content)
{
  AppTransfer *transfer = app_transfer_new (message_key, is_upload, content);

  g_signal_connect_object (transfer, "cancel", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (transfer, "retry", G_CALLBACK (retry_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->items, transfer);
  g_hash_table_insert (self->by_key, g_memdup2 (&message_key, sizeof message_key), transfer);
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
  g_signal_emit (self, signals[ADDED], 0, message_key);
  return transfer;
}

void
app_transfers_drop (AppTransfers *self, AppTransfer *transfer)
{
  gint64 key = app_transfer_get_message_key (transfer);
  guint position;

  if (!g_ptr_array_find (self->items, transfer, &position))
    return;
  stop_running (self, transfer);
  g_hash_table_remove (self->by_key, &key);
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[ADDED], 0, key);
}

static gboolean
is_connected (AppTransfers *self)
{
  AppSessionState state = app_session_get_state (self->session);

  return state == APP_SESSION_SYNCING || state == APP_SESSION_ONLINE;
}

void
app_transfers_pump (AppTransfers *self)
{
  if (self->session == NULL || !is_connected (self))
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      AppTransfer *transfer = g_ptr_array_index (self->items, i);

      if (g_hash_table_size (self->running) >= APP_TRANSFERS_RUNNING_MAX)
        return;
      if (app_transfer_get_state (transfer) != APP_TRANSFER_WAITING ||
          app_transfer_get_preparing (transfer) || g_hash_table_contains (self->pauses, transfer))
        continue;
      g_hash_table_insert (self->running, transfer, g_cancellable_new ());
      app_transfer_set_state (transfer, APP_TRANSFER_RUNNING, NULL);
      app_transfers_run (self, transfer);
    }
}

typedef struct
{
  AppTransfers *transfers;
  AppTransfer *transfer;
} Pause;

static gboolean
pause_over_cb (gpointer user_data)
{
  Pause *pause = user_data;

  g_hash_table_steal (pause->transfers->pauses, pause->transfer);
  app_transfers_pump (pause->transfers);
  return G_SOURCE_REMOVE;
}

static void
try_later (AppTransfers *self, AppTransfer *transfer, guint milliseconds)
{
  Pause *pause = g_new0 (Pause, 1);
  guint id;

  pause->transfers = self;
  pause->transfer = transfer;
  id = g_timeout_add_full (G_PRIORITY_DEFAULT, milliseconds, pause_over_cb, pause, g_free);
  g_hash_table_insert (self->pauses, transfer, GUINT_TO_POINTER (id));
  app_transfer_set_state (transfer, APP_TRANSFER_WAITING, NULL);
}

/* Whether waiting helps: a broken connection, or a server that has too much to do. */
static gboolean
is_passing (AppTransfers *self, AppTransfer *transfer, const GError *error, guint *milliseconds)
{
  guint n_attempts = app_transfer_count_attempt (transfer);

  *milliseconds = PAUSE << MIN (n_attempts, ATTEMPTS_MAX);
  if (g_error_matches (error, APP_ERROR, APP_ERROR_UNREACHABLE))
    return n_attempts + 1 < ATTEMPTS_MAX || !is_connected (self);
  if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE) ||
      g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY))
    {
      *milliseconds = MAX (*milliseconds,
                           (guint) CLAMP (landline_error_get_retry_after (error), 0, 60000));
      return TRUE;
    }
  return FALSE;
}

void
app_transfers_ended (AppTransfers *self, AppTransfer *transfer, GError *error)
{
  guint milliseconds;

  g_hash_table_remove (self->running, transfer);
  if (error == NULL)
    {
      app_transfer_set_state (transfer, APP_TRANSFER_DONE, NULL);
      app_transfers_drop (self, transfer);
    }
  else if (is_passing (self, transfer, error, &milliseconds))
    try_later (self, transfer, milliseconds);
  else
    {
      app_transfer_set_state (transfer, APP_TRANSFER_FAILED, error->message);
      app_transfers_write_state (self, transfer);
    }
  app_transfers_pump (self);
}

typedef struct
{
  GPtrArray *transfers; /* AppCacheTransfer */
  GPtrArray *messages;  /* AppCacheMessage, or NULL */
} ListCall;

static void
message_free (gpointer message)
{
  if (message != NULL)
    app_cache_message_free (message);
}

static void
list_call_free (ListCall *call)
{
  g_clear_pointer (&call->transfers, g_ptr_array_unref);
  g_clear_pointer (&call->messages, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_transfers (AppCacheDatabase *database, gpointer data, GError **error)
{
  ListCall *call = data;

  call->transfers = app_cache_transfers_list (database, error);
  call->messages = g_ptr_array_new_with_free_func (message_free);
  for (guint i = 0; call->transfers != NULL && i < call->transfers->len; i++)
    {
      AppCacheTransfer *row = g_ptr_array_index (call->transfers, i);

      g_ptr_array_add (call->messages, app_cache_messages_get (database, row->message, error));
      if (*error != NULL)
        return FALSE;
    }
  return call->transfers != NULL;
}

static void
add_row (AppTransfers *self, AppCacheTransfer *row, AppCacheMessage *message)
{
  static const AppTransferState states[] = { APP_TRANSFER_WAITING, APP_TRANSFER_FAILED,
                                             APP_TRANSFER_CANCELLED };
  LandlineContent *content;
  AppTransfer *transfer;

  if (message == NULL || g_hash_table_contains (self->by_key, &row->message) ||
      g_hash_table_contains (self->sending, landline_message_get_id (message->message)))
    return;
  content = landline_message_get_content (message->message);
  if (landline_content_get_media (content) == NULL)
    return;
  transfer = app_transfers_add (self, row->message, row->upload, content);
  if (row->upload && message->path != NULL)
    {
      g_autoptr (GFile) file = g_file_new_for_path (message->path);

      app_transfer_set_file (transfer, file);
    }
  app_transfer_set_state (transfer, states[MIN (row->state, G_N_ELEMENTS (states) - 1)],
                          row->error);
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTransfers) self = user_data;
  ListCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call == NULL || self->session == NULL)
    return;
  for (guint i = 0; i < call->transfers->len; i++)
    add_row (self, g_ptr_array_index (call->transfers, i), g_ptr_array_index (call->messages, i));
  app_transfers_pump (self);
}

static void
incoming_cb (AppTransfers *self, gint64 chat_key, LandlineMessage *message)
{
  app_transfers_download_automatically (self, message);
}

/**
 * app_transfers_new:
 * @session: a session that is open
 *
 * Returns: (transfer full): its transfers; what was not done when the app ended is begun again
 */
AppTransfers *
app_transfers_new (AppSession *session)
{
  AppTransfers *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (app_session_get_cache (session) != NULL, NULL);

  self = g_object_new (APP_TYPE_TRANSFERS, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (app_transfers_pump), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (app_session_get_cache (session), "changed",
                           G_CALLBACK (app_transfers_follow), self, G_CONNECT_SWAPPED);
  app_transfers_sweep (self);
  app_cache_read_async (app_session_get_cache (session), read_transfers, g_new0 (ListCall, 1),
                        (GDestroyNotify) list_call_free, self->cancellable, listed_cb,
                        g_object_ref (self));
  return self;
}

AppSession *
app_transfers_get_session (AppTransfers *self)
{
  g_return_val_if_fail (APP_IS_TRANSFERS (self), NULL);

  return self->session;
}

/**
 * app_transfers_lookup:
 * @self: the transfers
 * @message_key: a message
 *
 * Returns: (transfer none) (nullable): the transfer of its file, unless there is none or it is done
 */
AppTransfer *
app_transfers_lookup (AppTransfers *self, gint64 message_key)
{
  g_return_val_if_fail (APP_IS_TRANSFERS (self), NULL);

  return g_hash_table_lookup (self->by_key, &message_key);
}

/**
 * app_transfers_download:
 * @self: the transfers
 * @message_key: a message with a file
 * @message: the message itself
 *
 * Begins to fetch the file of a message, unless that is under way.
 *
 * Returns: (transfer none): the transfer
 */
AppTransfer *
app_transfers_download (AppTransfers *self, gint64 message_key, LandlineMessage *message)
{
  AppTransfer *transfer;

  g_return_val_if_fail (APP_IS_TRANSFERS (self), NULL);
  g_return_val_if_fail (landline_content_get_media (landline_message_get_content (message)) != NULL,
                        NULL);

  transfer = g_hash_table_lookup (self->by_key, &message_key);
  if (transfer != NULL)
    {
      app_transfer_retry (transfer);
      return transfer;
    }
  transfer = app_transfers_add (self, message_key, FALSE, landline_message_get_content (message));
  app_transfers_write_state (self, transfer);
  app_transfers_pump (self);
  return transfer;
}

GFile *
app_transfers_make_file (AppTransfers *self, const char *media_id, const char *name)
{
  g_autofree char *folder = app_profile_dup_media_folder (app_session_get_profile (self->session));
  g_autofree char *clean = landline_file_name_clean (name);

  return g_file_new_build_filename (folder, media_id, clean, NULL);
}

GFile *
app_transfers_dup_media_file (AppTransfers *self, LandlineMessage *message)
{
  LandlineMedia *media;

  g_return_val_if_fail (APP_IS_TRANSFERS (self), NULL);

  media = landline_content_get_media (landline_message_get_content (message));
  g_return_val_if_fail (media != NULL, NULL);
  return app_transfers_make_file (self, landline_media_get_id (media),
                                  landline_media_get_name (media));
}

/**
 * app_transfers_get_downloads_pictures:
 * @self: the transfers
 *
 * Returns: whether small pictures are fetched without being asked for
 */
gboolean
app_transfers_get_downloads_pictures (AppTransfers *self)
{
  g_return_val_if_fail (APP_IS_TRANSFERS (self), FALSE);

  return self->downloads_pictures;
}

/**
 * app_transfers_set_downloads_pictures:
 * @self: the transfers
 * @downloads_pictures: whether small pictures are fetched without being asked for
 *
 * Sets it for the messages that come or are shown from now on.
 */
void
app_transfers_set_downloads_pictures (AppTransfers *self, gboolean downloads_pictures)
{
  g_return_if_fail (APP_IS_TRANSFERS (self));

  downloads_pictures = !!downloads_pictures;
  if (self->downloads_pictures == downloads_pictures)
    return;
  self->downloads_pictures = downloads_pictures;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOWNLOADS_PICTURES]);
}

/**
 * app_transfers_set_network_monitor:
 * @self: the transfers
 * @monitor: what knows whether the network is metered; that of the system, if not set
 *
 * On a network that is paid for by the byte nothing is fetched without being asked for.
 */
void
app_transfers_set_network_monitor (AppTransfers *self, GNetworkMonitor *monitor)
{
  g_return_if_fail (APP_IS_TRANSFERS (self));
  g_return_if_fail (G_IS_NETWORK_MONITOR (monitor));

  g_set_object (&self->monitor, monitor);
}
