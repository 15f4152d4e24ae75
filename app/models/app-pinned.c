/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-pinned.h"

#include "app-cache-messages.h"
#include "app-cache.h"

/* More are not listed. */
#define PINNED_MAX 100

/**
 * AppPinned:
 *
 * What is pinned in a chat. It follows the cache.
 */
struct _AppPinned
{
  GObject parent_instance;

  AppSession *session;
  AppChat *chat;
  GCancellable *cancellable;
  GPtrArray *rows; /* AppCacheMessage */
  gboolean reading;
  gboolean read_again;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPinned, app_pinned, G_TYPE_OBJECT)

static void
app_pinned_dispose (GObject *object)
{
  AppPinned *self = APP_PINNED (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->chat);
  G_OBJECT_CLASS (app_pinned_parent_class)->dispose (object);
}

static void
app_pinned_finalize (GObject *object)
{
  AppPinned *self = APP_PINNED (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (app_pinned_parent_class)->finalize (object);
}

static void
app_pinned_class_init (AppPinnedClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_pinned_dispose;
  object_class->finalize = app_pinned_finalize;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_PINNED, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
app_pinned_init (AppPinned *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_message_free);
}

typedef struct
{
  gint64 chat;
  GPtrArray *rows;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_pinned (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;
  g_autoptr (GArray) keys = app_cache_actions_list_pinned (database, call->chat, error);

  if (keys == NULL)
    return FALSE;
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_message_free);
  for (guint i = 0; i < MIN (keys->len, PINNED_MAX); i++)
    {
      AppCacheMessage *row = app_cache_messages_get (database, g_array_index (keys, gint64, i),
                                                     error);

      if (row != NULL)
        g_ptr_array_add (call->rows, row);
      else if (*error != NULL)
        return FALSE;
    }
  return TRUE;
}

static void app_pinned_read (AppPinned *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPinned) self = user_data;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  self->reading = FALSE;
  if (self->session == NULL)
    return;
  if (call != NULL && (call->rows->len > 0 || self->rows->len > 0))
    {
      g_ptr_array_unref (self->rows);
      self->rows = g_steal_pointer (&call->rows);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->read_again)
    app_pinned_read (self);
}

static void
app_pinned_read (AppPinned *self)
{
  ReadCall *call;

  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  call = g_new0 (ReadCall, 1);
  call->chat = app_chat_get_key (self->chat);
  app_cache_read_async (app_session_get_cache (self->session), read_pinned, call,
                        (GDestroyNotify) read_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

/* Only a message that is another may be pinned now, or no longer. */
static void
changed_cb (AppPinned *self, AppCacheChanges *changes)
{
  guint n;
  const AppCacheMessageChange *messages =
      app_cache_changes_get_messages (changes, app_chat_get_key (self->chat), &n);
  guint n_cleared;

  app_cache_changes_get_cleared_chats (changes, &n_cleared);
  for (guint i = 0; i < n; i++)
    if (messages[i].kind != APP_CACHE_MESSAGE_ADDED)
      {
        app_pinned_read (self);
        return;
      }
  if (n_cleared > 0)
    app_pinned_read (self);
}

AppPinned *
app_pinned_new (AppSession *session, AppChat *chat)
{
  AppPinned *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_PINNED, NULL);
  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  g_signal_connect_object (app_session_get_cache (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  app_pinned_read (self);
  return self;
}

guint
app_pinned_get_n (AppPinned *self)
{
  g_return_val_if_fail (APP_IS_PINNED (self), 0);

  return self->rows->len;
}

gint64
app_pinned_get_key (AppPinned *self, guint position)
{
  g_return_val_if_fail (APP_IS_PINNED (self) && position < self->rows->len, 0);

  return ((AppCacheMessage *) g_ptr_array_index (self->rows, position))->key.key;
}

/* Returns: (transfer none) */
LandlineMessage *
app_pinned_get_message (AppPinned *self, guint position)
{
  g_return_val_if_fail (APP_IS_PINNED (self) && position < self->rows->len, NULL);

  return ((AppCacheMessage *) g_ptr_array_index (self->rows, position))->message;
}
