/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-shared-list.h"

#include "app-cache-messages.h"
#include "app-cache.h"
#include "app-search-hit-private.h"

#define PAGE 50

/**
 * AppSharedList:
 *
 * The messages of a chat that have a kind of attachment, or that are starred, as they were when it
 * was made, a page at a time.
 */
struct _AppSharedList
{
  GObject parent_instance;

  AppSession *session;
  AppChat *chat;
  guint kind;
  GPtrArray *hits;
  gint64 before; /* key of the last one */
  gboolean loading;
  gboolean has_more;
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_HAS_MORE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppSharedList,
                               app_shared_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_SEARCH_HIT;
}

static guint
get_n_items (GListModel *model)
{
  return APP_SHARED_LIST (model)->hits->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppSharedList *self = APP_SHARED_LIST (model);

  return position < self->hits->len ? g_object_ref (g_ptr_array_index (self->hits, position))
                                    : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
app_shared_list_dispose (GObject *object)
{
  AppSharedList *self = APP_SHARED_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_shared_list_parent_class)->dispose (object);
}

static void
app_shared_list_finalize (GObject *object)
{
  AppSharedList *self = APP_SHARED_LIST (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->chat);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  G_OBJECT_CLASS (app_shared_list_parent_class)->finalize (object);
}

static void
app_shared_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSharedList *self = APP_SHARED_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_shared_list_class_init (AppSharedListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_shared_list_dispose;
  object_class->finalize = app_shared_list_finalize;
  object_class->get_property = app_shared_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_shared_list_init (AppSharedList *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
  self->before = G_MAXINT64;
  self->cancellable = g_cancellable_new ();
}

static void
set_boolean (AppSharedList *self, gboolean *field, gboolean value, int property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

typedef struct
{
  gint64 chat;
  char *title;
  guint kind;
  gint64 before;
  guint n_found;
  GPtrArray *hits;
} LoadCall;

static void
load_call_free (LoadCall *call)
{
  g_free (call->title);
  g_ptr_array_unref (call->hits);
  g_free (call);
}

static gboolean
read_page (AppCacheDatabase *database, gpointer data, GError **error)
{
  LoadCall *call = data;
  g_autoptr (GArray) keys = NULL;

  if (call->kind == APP_SHARED_STARRED)
    keys = app_cache_attachments_list_starred (database, call->chat, error);
  else
    keys = app_cache_attachments_list (database, call->chat, (AppCacheAttachment) call->kind,
                                       call->before, PAGE, error);
  if (keys == NULL)
    return FALSE;
  call->n_found = keys->len;
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (AppCacheMessage) row = NULL;

      call->before = g_array_index (keys, gint64, i);
      row = app_cache_messages_get (database, call->before, error);
      if (row != NULL)
        g_ptr_array_add (call->hits, app_search_hit_new (row, call->title, ""));
    }
  return *error == NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSharedList) self = user_data;
  LoadCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);
  guint n_before = self->hits->len;

  if (self->session == NULL)
    return;
  if (call != NULL)
    {
      self->before = call->before;
      for (guint i = 0; i < call->hits->len; i++)
        g_ptr_array_add (self->hits, g_object_ref (g_ptr_array_index (call->hits, i)));
      g_list_model_items_changed (G_LIST_MODEL (self), n_before, 0, call->hits->len);
      set_boolean (self, &self->has_more, call->kind != APP_SHARED_STARRED && call->n_found == PAGE,
                   PROP_HAS_MORE);
    }
  set_boolean (self, &self->loading, FALSE, PROP_LOADING);
}

static void
load (AppSharedList *self)
{
  LoadCall *call = g_new0 (LoadCall, 1);

  call->chat = app_chat_get_key (self->chat);
  call->title = g_strdup (app_chat_get_title (self->chat));
  call->kind = self->kind;
  call->before = self->before;
  call->hits = g_ptr_array_new_with_free_func (g_object_unref);
  set_boolean (self, &self->loading, TRUE, PROP_LOADING);
  app_cache_read_async (app_session_get_cache (self->session), read_page, call,
                        (GDestroyNotify) load_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

/**
 * app_shared_list_new:
 * @session: a session that is open
 * @chat: a chat
 * @kind: what to list
 *
 * Returns: (transfer full): the list, which is filled afterwards
 */
AppSharedList *
app_shared_list_new (AppSession *session, AppChat *chat, guint kind)
{
  AppSharedList *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_SHARED_LIST, NULL);
  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  self->kind = kind;
  load (self);
  return self;
}

gboolean
app_shared_list_get_loading (AppSharedList *self)
{
  g_return_val_if_fail (APP_IS_SHARED_LIST (self), FALSE);

  return self->loading;
}

gboolean
app_shared_list_get_has_more (AppSharedList *self)
{
  g_return_val_if_fail (APP_IS_SHARED_LIST (self), FALSE);

  return self->has_more;
}

/* The next page, behind those that are there. */
void
app_shared_list_load_more (AppSharedList *self)
{
  g_return_if_fail (APP_IS_SHARED_LIST (self));

  if (self->has_more && !self->loading)
    load (self);
}
