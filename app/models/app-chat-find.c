/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-chat-find.h"

#include "app-cache-search.h"
#include "app-cache.h"

/**
 * AppChatFind:
 *
 * The messages of one chat that have every word of a query, and one of them that is shown: the
 * newest at first.
 */
struct _AppChatFind
{
  GObject parent_instance;

  AppSession *session;
  AppChat *chat;
  char *query;
  GArray *keys; /* gint64, newest first */
  guint position;
  gboolean searching;
  GCancellable *cancellable; /* of the query that is under way */
};

enum
{
  PROP_0,
  PROP_COUNT,
  PROP_POSITION,
  PROP_SEARCHING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];
static guint found_signal;

G_DEFINE_FINAL_TYPE (AppChatFind, app_chat_find, G_TYPE_OBJECT)

static void
app_chat_find_dispose (GObject *object)
{
  AppChatFind *self = APP_CHAT_FIND (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_chat_find_parent_class)->dispose (object);
}

static void
app_chat_find_finalize (GObject *object)
{
  AppChatFind *self = APP_CHAT_FIND (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->chat);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->keys, g_array_unref);
  G_OBJECT_CLASS (app_chat_find_parent_class)->finalize (object);
}

static void
app_chat_find_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppChatFind *self = APP_CHAT_FIND (object);

  switch (prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, self->keys->len);
      break;
    case PROP_POSITION:
      g_value_set_uint (value, self->position);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_find_class_init (AppChatFindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_chat_find_dispose;
  object_class->finalize = app_chat_find_finalize;
  object_class->get_property = app_chat_find_get_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, APP_CHAT_FIND_MAX, 0, flags);
  properties[PROP_POSITION] = g_param_spec_uint ("position", NULL, NULL, 0, APP_CHAT_FIND_MAX, 0,
                                                 flags);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  found_signal = g_signal_new ("found", APP_TYPE_CHAT_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
app_chat_find_init (AppChatFind *self)
{
  self->query = g_strdup ("");
  self->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * app_chat_find_new:
 * @session: a session that is open
 * @chat: where to search
 *
 * Returns: (transfer full): a search without a query
 */
AppChatFind *
app_chat_find_new (AppSession *session, AppChat *chat)
{
  AppChatFind *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_CHAT_FIND, NULL);
  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  return self;
}

static void
set_searching (AppChatFind *self, gboolean searching)
{
  if (self->searching == searching)
    return;
  self->searching = searching;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCHING]);
}

static void
set_position (AppChatFind *self, guint position)
{
  if (self->position != position)
    {
      self->position = position;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
    }
  if (position > 0)
    g_signal_emit (self, found_signal, 0, g_array_index (self->keys, gint64, position - 1));
}

static void
take_keys (AppChatFind *self, GArray *keys)
{
  g_array_unref (self->keys);
  self->keys = keys;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
  set_searching (self, FALSE);
  set_position (self, keys->len > 0 ? 1 : 0);
}

typedef struct
{
  char *query; /* of FTS5 */
  AppCacheSearchFilter filter;
  GArray *keys;
} FindCall;

static void
find_call_free (FindCall *call)
{
  g_free (call->query);
  g_clear_pointer (&call->keys, g_array_unref);
  g_free (call);
}

static gboolean
read_keys (AppCacheDatabase *database, gpointer data, GError **error)
{
  FindCall *call = data;

  call->keys = app_cache_search_list_filtered (database, call->query, &call->filter, G_MAXINT64,
                                               APP_CHAT_FIND_MAX, error);
  return call->keys != NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatFind) self = user_data;
  g_autoptr (GError) error = NULL;
  FindCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (call != NULL)
    take_keys (self, g_steal_pointer (&call->keys));
  else
    set_searching (self, FALSE);
}

/**
 * app_chat_find_set_query:
 * @self: a search
 * @query: words, as they were typed, empty for none
 *
 * Searches for something else.
 */
void
app_chat_find_set_query (AppChatFind *self, const char *query)
{
  char *words;
  FindCall *call;

  g_return_if_fail (APP_IS_CHAT_FIND (self));
  g_return_if_fail (query != NULL);

  if (!g_set_str (&self->query, query))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  words = app_cache_search_make_query (query);
  if (words == NULL)
    {
      take_keys (self, g_array_new (FALSE, FALSE, sizeof (gint64)));
      return;
    }
  self->cancellable = g_cancellable_new ();
  call = g_new0 (FindCall, 1);
  call->query = words;
  call->filter.chat = app_chat_get_key (self->chat);
  set_searching (self, TRUE);
  app_cache_read_async (app_session_get_cache (self->session), read_keys, call,
                        (GDestroyNotify) find_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

guint
app_chat_find_get_count (AppChatFind *self)
{
  g_return_val_if_fail (APP_IS_CHAT_FIND (self), 0);

  return self->keys->len;
}

guint
app_chat_find_get_position (AppChatFind *self)
{
  g_return_val_if_fail (APP_IS_CHAT_FIND (self), 0);

  return self->position;
}

gboolean
app_chat_find_get_searching (AppChatFind *self)
{
  g_return_val_if_fail (APP_IS_CHAT_FIND (self), FALSE);

  return self->searching;
}

gboolean
app_chat_find_step (AppChatFind *self, int step)
{
  gint64 position;

  g_return_val_if_fail (APP_IS_CHAT_FIND (self), FALSE);

  position = (gint64) self->position + step;
  if (self->position == 0 || position < 1 || position > self->keys->len)
    return FALSE;
  set_position (self, (guint) position);
  return TRUE;
}
