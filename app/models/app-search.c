/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-search.h"

#include <string.h>

#include <glib/gi18n.h>

#include "app-cache-attachments.h"
#include "app-cache-chats.h"
#include "app-cache-search.h"
#include "app-cache-users.h"
#include "app-cache.h"
#include "app-search-hit-private.h"

#define PAGE 50
/* A word of one letter is in nearly every message. */
#define LETTERS_MIN 2
/* Of a file's name, behind the dot */
#define ENDING_MAX 8

/**
 * AppSearch:
 *
 * The messages whose text has every word of a query, newest first, a page at a time; without a
 * word all that the filter lets through, if there is one. A new query replaces the hits once its
 * own are there, so that the list does not flicker.
 *
 * Where it may ask the server, files of the name that was typed are among them whose messages are
 * not on this device; those older than the last page only after the next one, so that what is
 * listed grows at its end.
 */
struct _AppSearch
{
  GObject parent_instance;

  AppSession *session;
  char *query;
  AppCacheSearchFilter filter;
  char *sender_id;
  GPtrArray *hits;         /* all of them, newest first */
  GPtrArray *local;        /* those on this device */
  GPtrArray *found;        /* those that the server found for the query */
  AppSearchServer *server; /* (nullable): where it may be asked */
  gint64 before;           /* key of the last hit on this device */
  gboolean searching;
  gboolean has_more;
  GCancellable *cancellable; /* of the query that is under way */
};

enum
{
  PROP_0,
  PROP_QUERY,
  PROP_SEARCHING,
  PROP_HAS_MORE,
  PROP_SERVER_STATE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppSearch,
                               app_search,
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
  return APP_SEARCH (model)->hits->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppSearch *self = APP_SEARCH (model);

  if (position >= self->hits->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->hits, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
app_search_dispose (GObject *object)
{
  AppSearch *self = APP_SEARCH (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  app_search_set_asks_server (self, FALSE);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_search_parent_class)->dispose (object);
}

static void
app_search_finalize (GObject *object)
{
  AppSearch *self = APP_SEARCH (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->sender_id, g_free);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->local, g_ptr_array_unref);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  G_OBJECT_CLASS (app_search_parent_class)->finalize (object);
}

static void
app_search_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppSearch *self = APP_SEARCH (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_SEARCHING:
      g_value_set_boolean (value, self->searching);
      break;
    case PROP_HAS_MORE:
      g_value_set_boolean (value, self->has_more);
      break;
    case PROP_SERVER_STATE:
      g_value_set_enum (value, app_search_get_server_state (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_search_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_QUERY:
      app_search_set_query (APP_SEARCH (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_search_class_init (AppSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_search_dispose;
  object_class->finalize = app_search_finalize;
  object_class->get_property = app_search_get_property;
  object_class->set_property = app_search_set_property;

  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, NULL,
                                                flags | G_PARAM_WRITABLE);
  properties[PROP_SEARCHING] = g_param_spec_boolean ("searching", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_MORE] = g_param_spec_boolean ("has-more", NULL, NULL, FALSE, flags);
  properties[PROP_SERVER_STATE] = g_param_spec_enum ("server-state", NULL, NULL,
                                                     APP_TYPE_SEARCH_SERVER_STATE,
                                                     APP_SEARCH_SERVER_IDLE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_search_init (AppSearch *self)
{
  self->hits = g_ptr_array_new_with_free_func (g_object_unref);
  self->local = g_ptr_array_new_with_free_func (g_object_unref);
  self->found = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * app_search_new:
 * @session: a session that is open
 *
 * Returns: (transfer full): a search without a query
 */
AppSearch *
app_search_new (AppSession *session)
{
  AppSearch *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_SEARCH, NULL);
  self->session = g_object_ref (session);
  return self;
}

static void
set_boolean (AppSearch *self, gboolean *field, gboolean value, int property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

typedef struct
{
  char *query; /* of FTS5, NULL without a word */
  char *words; /* as they were typed */
  char *sender_id;
  AppCacheSearchFilter filter;
  gint64 before;
  gboolean more; /* of the same query */
  GPtrArray *hits;
  gint64 last;
  guint n_found;
} SearchCall;

static void
search_call_free (SearchCall *call)
{
  g_free (call->query);
  g_free (call->words);
  g_free (call->sender_id);
  g_ptr_array_unref (call->hits);
  g_free (call);
}

static const char *
find_title (AppCacheDatabase *database, GHashTable *titles, gint64 chat, GError **error)
{
  const char *title = g_hash_table_lookup (titles, &chat);
  g_autoptr (AppCacheChat) row = NULL;
  char *copy;

  if (title != NULL)
    return title;
  row = app_cache_chats_get (database, chat, error);
  copy = g_strdup (row != NULL && row->title != NULL ? row->title : "");
  g_hash_table_insert (titles, g_memdup2 (&chat, sizeof chat), copy);
  return copy;
}

static gboolean
read_hits (AppCacheDatabase *database, gpointer data, GError **error)
{
  SearchCall *call = data;
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                         g_free);
  g_autoptr (GArray) keys = NULL;

  if (call->sender_id != NULL &&
      !app_cache_users_find (database, call->sender_id, &call->filter.sender, error))
    return FALSE;
  keys = app_cache_search_list_filtered (database, call->query, &call->filter, call->before, PAGE,
                                         error);
  if (keys == NULL)
    return FALSE;
  call->n_found = keys->len;
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr (AppCacheMessage) row = NULL;

      call->last = g_array_index (keys, gint64, i);
      row = app_cache_messages_get (database, call->last, error);
      if (row != NULL)
        g_ptr_array_add (call->hits,
                         app_search_hit_new (row, find_title (database, titles, row->chat, error),
                                             call->words));
    }
  return *error == NULL;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 first = app_search_hit_get_time ((AppSearchHit *) a);
  gint64 second = app_search_hit_get_time ((AppSearchHit *) b);

  return first > second ? -1 : first < second;
}

/* Replaces what is listed, as little of it as possible: what stays keeps its row. */
static void
list_hits (AppSearch *self, GPtrArray *hits)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->hits);
  guint n_least = MIN (before->len, hits->len);
  guint n_first = 0;
  guint n_last = 0;

  self->hits = g_ptr_array_ref (hits);
  while (n_first < n_least && before->pdata[n_first] == hits->pdata[n_first])
    n_first++;
  while (n_last < n_least - n_first &&
         before->pdata[before->len - 1 - n_last] == hits->pdata[hits->len - 1 - n_last])
    n_last++;
  if (n_first < before->len || n_first < hits->len)
    g_list_model_items_changed (G_LIST_MODEL (self), n_first, before->len - n_first - n_last,
                                hits->len - n_first - n_last);
}

/* What the server found that is older than the last page comes after the pages between. */
static gboolean
is_due (AppSearch *self, AppSearchHit *found)
{
  return !self->has_more || self->local->len == 0 ||
         app_search_hit_get_time (found) >=
             app_search_hit_get_time (self->local->pdata[self->local->len - 1]);
}

/* What the server found may have come to this device meanwhile. */
static void
merge (AppSearch *self)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) here = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->local->len; i++)
    {
      g_hash_table_add (here, (char *) app_search_hit_get_message_id (self->local->pdata[i]));
      g_ptr_array_add (hits, g_object_ref (self->local->pdata[i]));
    }
  for (guint i = 0; i < self->found->len; i++)
    if (is_due (self, self->found->pdata[i]) &&
        !g_hash_table_contains (here, app_search_hit_get_message_id (self->found->pdata[i])))
      g_ptr_array_add (hits, g_object_ref (self->found->pdata[i]));
  g_ptr_array_sort_values (hits, compare_newest_first);
  list_hits (self, hits);
}

static void
take_hits (AppSearch *self, SearchCall *call)
{
  if (!call->more)
    g_ptr_array_set_size (self->local, 0);
  self->before = call->last;
  g_ptr_array_extend (self->local, call->hits, (GCopyFunc) (void *) g_object_ref, NULL);
  set_boolean (self, &self->has_more, call->n_found == PAGE, PROP_HAS_MORE);
  merge (self);
  set_boolean (self, &self->searching, FALSE, PROP_SEARCHING);
}

/* While this device is searched, what is listed is still of the query before. */
static void
on_found (AppSearch *self, GPtrArray *hits)
{
  g_ptr_array_set_size (self->found, 0);
  g_ptr_array_extend (self->found, hits, (GCopyFunc) (void *) g_object_ref, NULL);
  if (!self->searching)
    merge (self);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSearch) self = user_data;
  g_autoptr (GError) error = NULL;
  SearchCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (call != NULL)
    take_hits (self, call);
  else
    set_boolean (self, &self->searching, FALSE, PROP_SEARCHING);
}

static void
search (AppSearch *self, char *query, gboolean more)
{
  SearchCall *call = g_new0 (SearchCall, 1);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  call->query = query;
  call->words = g_strdup (self->query != NULL ? self->query : "");
  call->sender_id = g_strdup (self->sender_id);
  call->filter = self->filter;
  call->before = more ? self->before : G_MAXINT64;
  call->more = more;
  call->hits = g_ptr_array_new_with_free_func (g_object_unref);
  set_boolean (self, &self->searching, TRUE, PROP_SEARCHING);
  app_cache_read_async (app_session_get_cache (self->session), read_hits, call,
                        (GDestroyNotify) search_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
clear (AppSearch *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->local, 0);
  set_boolean (self, &self->has_more, FALSE, PROP_HAS_MORE);
  merge (self);
  set_boolean (self, &self->searching, FALSE, PROP_SEARCHING);
}

static gboolean
is_filtered (AppSearch *self)
{
  const AppCacheSearchFilter *filter = &self->filter;

  return self->sender_id != NULL || filter->chat != 0 || filter->kind != 0 || filter->since > 0 ||
         filter->until > 0;
}

/* Whether it ends like one: with a dot and a few letters */
static gboolean
is_like_file_name (const char *typed)
{
  const char *dot = strrchr (typed, '.');
  gsize length = 0;

  if (dot == NULL || dot == typed)
    return FALSE;
  while (g_ascii_isalnum (dot[length + 1]))
    length++;
  return length >= 1 && length <= ENDING_MAX && dot[length + 1] == '\0';
}

/* Only for files, and what is typed without a choice is most often none. */
static void
ask_server (AppSearch *self, const char *typed)
{
  guint kind = self->filter.kind;

  g_ptr_array_set_size (self->found, 0);
  if (self->server == NULL)
    return;
  if (g_utf8_strlen (typed, -1) >= LETTERS_MIN &&
      (kind == APP_CACHE_ATTACHMENT_FILE || kind == APP_CACHE_ATTACHMENT_MEDIA ||
       (kind == 0 && is_like_file_name (typed))))
    app_search_server_ask (self->server, typed, &self->filter, self->sender_id);
  else
    app_search_server_stop (self->server);
}

/* What was typed may be no word, or none yet. */
static void
search_anew (AppSearch *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (self->query != NULL ? self->query : ""));
  g_autofree char *words = NULL;

  ask_server (self, typed);
  if (g_utf8_strlen (typed, -1) >= LETTERS_MIN)
    words = app_cache_search_make_query (typed);
  if (words != NULL || (*typed == '\0' && is_filtered (self)))
    search (self, g_steal_pointer (&words), FALSE);
  else
    clear (self);
}

const char *
app_search_get_query (AppSearch *self)
{
  g_return_val_if_fail (APP_IS_SEARCH (self), NULL);

  return self->query;
}

/**
 * app_search_set_query:
 * @self: a search
 * @query: (nullable): words, as they were typed
 *
 * Looks for messages that have all of the words, the last one as the beginning of a word.
 */
void
app_search_set_query (AppSearch *self, const char *query)
{
  g_return_if_fail (APP_IS_SEARCH (self));

  if (!g_set_str (&self->query, query))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  search_anew (self);
}

/**
 * app_search_set_filter:
 * @self: a search
 * @filter: what to leave out
 *
 * Searches for the same among other messages; without a word, lists those.
 */
void
app_search_set_filter (AppSearch *self, const AppSearchFilter *filter)
{
  g_return_if_fail (APP_IS_SEARCH (self));
  g_return_if_fail (filter != NULL);

  self->filter = (AppCacheSearchFilter) { filter->chat_key, 0, filter->kind, filter->since,
                                          filter->until };
  g_set_str (&self->sender_id, filter->sender_id);
  search_anew (self);
}

gboolean
app_search_get_searching (AppSearch *self)
{
  g_return_val_if_fail (APP_IS_SEARCH (self), FALSE);

  return self->searching;
}

gboolean
app_search_get_has_more (AppSearch *self)
{
  g_return_val_if_fail (APP_IS_SEARCH (self), FALSE);

  return self->has_more;
}

/* The next page, behind those that are there. */
void
app_search_load_more (AppSearch *self)
{
  g_return_if_fail (APP_IS_SEARCH (self));

  if (self->has_more && !self->searching)
    search (self, self->query != NULL ? app_cache_search_make_query (self->query) : NULL, TRUE);
}

static void
on_server_state (AppSearch *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER_STATE]);
}

/**
 * app_search_set_asks_server:
 * @self: a search
 * @asks_server: whether it asks the server for files too; not at first
 *
 * Asks from the next query on.
 */
void
app_search_set_asks_server (AppSearch *self, gboolean asks_server)
{
  g_return_if_fail (APP_IS_SEARCH (self));

  if (asks_server == (self->server != NULL))
    return;
  if (!asks_server)
    {
      g_signal_handlers_disconnect_by_data (self->server, self);
      app_search_server_stop (self->server);
      g_clear_object (&self->server);
      return;
    }
  self->server = app_search_server_new (self->session);
  g_signal_connect_object (self->server, "found", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "notify::state", G_CALLBACK (on_server_state), self,
                           G_CONNECT_SWAPPED);
}

AppSearchServerState
app_search_get_server_state (AppSearch *self)
{
  g_return_val_if_fail (APP_IS_SEARCH (self), APP_SEARCH_SERVER_IDLE);

  return self->server != NULL ? app_search_server_get_state (self->server) : APP_SEARCH_SERVER_IDLE;
}
