/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-directory.h"

#include <string.h>

#include "app-cache-users.h"
#include "app-cache.h"
#include "app-person-private.h"

/**
 * AppDirectory:
 *
 * The people on the server, by name: those that match the filter. Follows the cache, so that it is
 * there without a connection.
 */
struct _AppDirectory
{
  GObject parent_instance;

  AppSession *session;
  GHashTable *people; /* user id → AppPerson: everyone */
  GPtrArray *shown;   /* AppPerson, in order */
  char *filter;
  char *folded_filter;
  gboolean loading;
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_FILTER,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppDirectory,
                               app_directory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_PERSON;
}

static guint
get_n_items (GListModel *model)
{
  return APP_DIRECTORY (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppDirectory *self = APP_DIRECTORY (model);

  if (position >= self->shown->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->shown, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
app_directory_dispose (GObject *object)
{
  AppDirectory *self = APP_DIRECTORY (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_directory_parent_class)->dispose (object);
}

static void
app_directory_finalize (GObject *object)
{
  AppDirectory *self = APP_DIRECTORY (object);

  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->people, g_hash_table_unref);
  g_clear_pointer (&self->filter, g_free);
  g_clear_pointer (&self->folded_filter, g_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (app_directory_parent_class)->finalize (object);
}

static void
app_directory_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppDirectory *self = APP_DIRECTORY (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_directory_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_FILTER:
      app_directory_set_filter (APP_DIRECTORY (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_directory_class_init (AppDirectoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_directory_dispose;
  object_class->finalize = app_directory_finalize;
  object_class->get_property = app_directory_get_property;
  object_class->set_property = app_directory_set_property;

  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL,
                                                 flags | G_PARAM_WRITABLE);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_directory_init (AppDirectory *self)
{
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  AppPerson *person_a = *(AppPerson *const *) a;
  AppPerson *person_b = *(AppPerson *const *) b;
  int result;

  /* The note to self is easy to find at the top. */
  if (app_person_get_is_self (person_a) != app_person_get_is_self (person_b))
    return app_person_get_is_self (person_a) ? -1 : 1;
  result = strcmp (app_person_get_collation_key (person_a),
                   app_person_get_collation_key (person_b));
  return result != 0
             ? result
             : strcmp (app_person_get_user_id (person_a), app_person_get_user_id (person_b));
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return TRUE;
}

static void
show (AppDirectory *self)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->shown->len;
  GHashTableIter iter;
  gpointer person;

  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    if (app_person_matches (person, self->folded_filter))
      g_ptr_array_add (shown, g_object_ref (person));
  g_ptr_array_sort (shown, compare);
  if (is_same (shown, self->shown))
    return;
  g_ptr_array_unref (self->shown);
  self->shown = g_steal_pointer (&shown);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->shown->len);
}

static void
update_presence (AppDirectory *self, AppPerson *person)
{
  gint64 last_seen;
  gboolean online = app_session_get_user_online (self->session, app_person_get_user_id (person),
                                                 &last_seen);

  app_person_set_presence (person, online, last_seen);
}

static AppPerson *
make_person (AppDirectory *self, LandlineUser *user)
{
  const char *user_id = landline_user_get_id (user);
  AppPerson *person = g_hash_table_lookup (self->people, user_id);

  if (person != NULL)
    {
      app_person_update (person, user);
      update_presence (self, person);
      return g_object_ref (person);
    }
  person = app_person_new (user, g_strcmp0 (user_id, app_session_get_user_id (self->session)) == 0);
  update_presence (self, person);
  return person;
}

static void
take_users (AppDirectory *self, GPtrArray *users)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                         g_object_unref);

  for (guint i = 0; i < users->len; i++)
    {
      AppPerson *person = make_person (self, g_ptr_array_index (users, i));

      g_hash_table_replace (people, (gpointer) app_person_get_user_id (person), person);
    }
  g_hash_table_unref (self->people);
  self->people = g_steal_pointer (&people);
  show (self);
}

typedef struct
{
  GPtrArray *users;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->users, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_users (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->users = app_cache_users_list (database, error);
  return call->users != NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppDirectory) self = user_data;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && self->session != NULL)
    take_users (self, call->users);
}

static void
refresh (AppDirectory *self)
{
  app_cache_read_async (app_session_get_cache (self->session), read_users, g_new0 (ReadCall, 1),
                        (GDestroyNotify) read_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
changed_cb (AppDirectory *self, AppCacheChanges *changes)
{
  if (app_cache_changes_get_users (changes))
    refresh (self);
}

static void
presence_cb (AppDirectory *self, const char *user_id)
{
  AppPerson *person = g_hash_table_lookup (self->people, user_id);

  if (person != NULL)
    update_presence (self, person);
}

/**
 * app_directory_new:
 * @session: a session that is open
 *
 * Returns: (transfer full): the people on its server
 */
AppDirectory *
app_directory_new (AppSession *session)
{
  AppDirectory *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (app_session_get_cache (session) != NULL, NULL);

  self = g_object_new (APP_TYPE_DIRECTORY, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (app_session_get_cache (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "presence", G_CALLBACK (presence_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return self;
}

const char *
app_directory_get_filter (AppDirectory *self)
{
  g_return_val_if_fail (APP_IS_DIRECTORY (self), NULL);

  return self->filter;
}

/* @filter: part of a name or a number, in any case; NULL or empty shows everyone */
void
app_directory_set_filter (AppDirectory *self, const char *filter)
{
  g_return_if_fail (APP_IS_DIRECTORY (self));

  if (filter != NULL && *filter == '\0')
    filter = NULL;
  if (!g_set_str (&self->filter, filter))
    return;
  g_free (self->folded_filter);
  self->folded_filter = filter != NULL ? g_utf8_casefold (filter, -1) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  show (self);
}

gboolean
app_directory_get_loading (AppDirectory *self)
{
  g_return_val_if_fail (APP_IS_DIRECTORY (self), FALSE);

  return self->loading;
}

static void
set_loading (AppDirectory *self, gboolean loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean good = app_session_refresh_users_finish (APP_SESSION (object), result, &error);

  set_loading (g_task_get_source_object (task), FALSE);
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
app_directory_refresh_async (AppDirectory *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_DIRECTORY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_directory_refresh_async);
  set_loading (self, TRUE);
  app_session_refresh_users_async (self->session, cancellable, refreshed_cb, task);
}

gboolean
app_directory_refresh_finish (AppDirectory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
