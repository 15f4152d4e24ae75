/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-status-list.h"

#include "app-cache.h"
#include "app-cache-notes.h"
#include "app-cache-users.h"
#include "app-session-statuses.h"
#include "app-status-private.h"

/**
 * AppStatusList:
 *
 * What people show, and what we do, by person; follows the cache. What is shown is read as a whole:
 * it is what a handful of people posted within a day.
 */
struct _AppStatusList
{
  GObject parent_instance;

  AppTransfers *transfers;
  AppSession *session;
  GPtrArray *people; /* AppStatusPerson */
  AppStatusPerson *own;
  guint n_unseen;
  gboolean loading; /* nothing was read yet */
  gboolean reading;
  gboolean read_again;
  GCancellable *cancellable;
};

enum
{
  PROP_0,
  PROP_N_UNSEEN,
  PROP_LOADING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_STATUS_PERSON;
}

static guint
get_n_items (GListModel *model)
{
  return APP_STATUS_LIST (model)->people->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppStatusList *self = APP_STATUS_LIST (model);

  return position < self->people->len ? g_object_ref (g_ptr_array_index (self->people, position))
                                      : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AppStatusList,
                               app_status_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
app_status_list_dispose (GObject *object)
{
  AppStatusList *self = APP_STATUS_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->transfers);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_status_list_parent_class)->dispose (object);
}

static void
app_status_list_finalize (GObject *object)
{
  AppStatusList *self = APP_STATUS_LIST (object);

  g_object_unref (self->cancellable);
  g_clear_object (&self->own);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (app_status_list_parent_class)->finalize (object);
}

static void
app_status_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppStatusList *self = APP_STATUS_LIST (object);

  switch (prop_id)
    {
    case PROP_N_UNSEEN:
      g_value_set_uint (value, self->n_unseen);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_status_list_class_init (AppStatusListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_status_list_dispose;
  object_class->finalize = app_status_list_finalize;
  object_class->get_property = app_status_list_get_property;
  properties[PROP_N_UNSEEN] = g_param_spec_uint ("n-unseen", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_status_list_init (AppStatusList *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->loading = TRUE;
}

typedef struct
{
  gint64 now;
  GPtrArray *statuses;
  GPtrArray *blocked;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->statuses, g_ptr_array_unref);
  g_clear_pointer (&call->blocked, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_statuses (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->statuses = app_cache_statuses_list (database, call->now, error);
  if (call->statuses == NULL)
    return FALSE;
  call->blocked = app_cache_notes_list_subjects (database, LANDLINE_NOTE_BLOCK, error);
  return call->blocked != NULL;
}

static AppStatusPerson *
find_person (AppStatusList *self, const char *user_id)
{
  if (g_str_equal (user_id, app_status_person_get_user_id (self->own)))
    return g_object_ref (self->own);
  for (guint i = 0; i < self->people->len; i++)
    {
      AppStatusPerson *person = g_ptr_array_index (self->people, i);

      if (g_str_equal (app_status_person_get_user_id (person), user_id))
        return g_object_ref (person);
    }
  return app_status_person_new (user_id, FALSE);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  AppStatusPerson *one = *(AppStatusPerson **) a;
  AppStatusPerson *other = *(AppStatusPerson **) b;
  gboolean one_unseen = app_status_person_get_n_unseen (one) > 0;
  gboolean other_unseen = app_status_person_get_n_unseen (other) > 0;
  gint64 one_time = app_status_person_get_time (one);
  gint64 other_time = app_status_person_get_time (other);

  if (one_unseen != other_unseen)
    return one_unseen ? -1 : 1;
  if (one_time != other_time)
    return one_time > other_time ? -1 : 1;
  return g_strcmp0 (app_status_person_get_user_id (one), app_status_person_get_user_id (other));
}

static gboolean
is_same_order (GPtrArray *one, GPtrArray *other)
{
  for (guint i = 0; i < one->len && i < other->len; i++)
    if (g_ptr_array_index (one, i) != g_ptr_array_index (other, i))
      return FALSE;
  return one->len == other->len;
}

static void
set_people (AppStatusList *self, GPtrArray *people)
{
  guint n_before = self->people->len;
  gboolean same;

  g_ptr_array_sort (people, compare_people);
  same = is_same_order (self->people, people);
  g_ptr_array_unref (self->people);
  self->people = g_ptr_array_ref (people);
  if (!same)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, people->len);
}

static void
set_n_unseen (AppStatusList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->people->len; i++)
    n += app_status_person_get_n_unseen (g_ptr_array_index (self->people, i)) > 0;
  if (n == self->n_unseen)
    return;
  self->n_unseen = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNSEEN]);
}

/* The statuses come by person: takes those of one, from @position on.
 *
 * Returns: where the next person's begin */
static guint
take_person (AppStatusList *self, GPtrArray *rows, guint position, GPtrArray *people)
{
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AppStatusPerson) person = NULL;
  AppCacheStatus *first = g_ptr_array_index (rows, position);
  g_autofree char *user_id = g_strdup (first->user_id);
  g_autofree char *name = g_strdup (first->user_name);
  g_autofree char *avatar = g_strdup (first->avatar);

  for (; position < rows->len; position++)
    {
      AppCacheStatus *row = g_ptr_array_index (rows, position);

      if (!g_str_equal (row->user_id, user_id))
        break;
      g_ptr_array_add (statuses, app_status_new_take (row));
      rows->pdata[position] = NULL;
    }
  person = find_person (self, user_id);
  app_status_person_set (person, name, avatar, statuses);
  if (person != self->own)
    g_ptr_array_add (people, g_steal_pointer (&person));
  return position;
}

static void
show (AppStatusList *self, ReadCall *call)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean has_own = FALSE;
  guint i = 0;

  g_ptr_array_set_free_func (call->statuses, NULL);
  while (i < call->statuses->len)
    {
      AppCacheStatus *row = g_ptr_array_index (call->statuses, i);

      if (g_ptr_array_find_with_equal_func (call->blocked, row->user_id, g_str_equal, NULL))
        {
          app_cache_status_free (row);
          i++;
          continue;
        }
      has_own |= g_str_equal (row->user_id, app_status_person_get_user_id (self->own));
      i = take_person (self, call->statuses, i, people);
    }
  if (!has_own && app_status_person_get_n_statuses (self->own) > 0)
    app_status_person_set (self->own, app_status_person_get_name (self->own),
                           app_status_person_get_avatar_id (self->own), none);
  set_people (self, people);
  set_n_unseen (self);
  if (self->loading)
    {
      self->loading = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

static void reload (AppStatusList *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusList) self = user_data;
  g_autoptr (GError) error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->reading = FALSE;
  if (self->session == NULL)
    return;
  if (call != NULL)
    show (self, call);
  else
    g_debug ("Cannot read what people show: %s", error->message);
  if (self->read_again)
    reload (self);
}

static void
reload (AppStatusList *self)
{
  ReadCall *call;

  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  call = g_new0 (ReadCall, 1);
  call->now = app_session_get_time (self->session);
  app_cache_read_async (app_session_get_cache (self->session), read_statuses, call,
                        (GDestroyNotify) read_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
changed_cb (AppStatusList *self, AppCacheChanges *changes)
{
  if (self->session != NULL &&
      (app_cache_changes_get_statuses (changes) || app_cache_changes_get_users (changes) ||
       app_cache_changes_get_notes (changes)))
    reload (self);
}

/**
 * app_status_list_new:
 * @transfers: of an account that is open
 *
 * Returns: (transfer full): what people show, being read
 */
AppStatusList *
app_status_list_new (AppTransfers *transfers)
{
  AppStatusList *self;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  g_return_val_if_fail (APP_IS_TRANSFERS (transfers), NULL);

  self = g_object_new (APP_TYPE_STATUS_LIST, NULL);
  self->transfers = g_object_ref (transfers);
  self->session = g_object_ref (app_transfers_get_session (transfers));
  self->own = app_status_person_new (app_session_get_user_id (self->session), TRUE);
  app_status_person_set (self->own, app_account_get_name (app_session_get_account (self->session)),
                         NULL, none);
  g_signal_connect_object (app_session_get_cache (self->session), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}

AppTransfers *
app_status_list_get_transfers (AppStatusList *self)
{
  g_return_val_if_fail (APP_IS_STATUS_LIST (self), NULL);

  return self->transfers;
}

AppSession *
app_status_list_get_session (AppStatusList *self)
{
  g_return_val_if_fail (APP_IS_STATUS_LIST (self), NULL);

  return self->session;
}

AppStatusPerson *
app_status_list_get_own (AppStatusList *self)
{
  g_return_val_if_fail (APP_IS_STATUS_LIST (self), NULL);

  return self->own;
}

guint
app_status_list_get_n_unseen (AppStatusList *self)
{
  g_return_val_if_fail (APP_IS_STATUS_LIST (self), 0);

  return self->n_unseen;
}

gboolean
app_status_list_get_loading (AppStatusList *self)
{
  g_return_val_if_fail (APP_IS_STATUS_LIST (self), FALSE);

  return self->loading;
}

void
app_status_view_free (AppStatusView *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->user_id);
  g_free (self->name);
  g_free (self->avatar_id);
  g_free (self);
}

typedef struct
{
  gint64 key;
  GPtrArray *views; /* AppStatusView */
} ViewsCall;

static void
views_call_free (ViewsCall *call)
{
  g_clear_pointer (&call->views, g_ptr_array_unref);
  g_free (call);
}

static AppStatusView *
make_view (LandlineView *view, GPtrArray *users)
{
  AppStatusView *made = g_new0 (AppStatusView, 1);

  made->user_id = g_strdup (landline_view_get_user_id (view));
  made->time = landline_view_get_time (view);
  for (guint i = 0; i < users->len; i++)
    {
      LandlineUser *user = g_ptr_array_index (users, i);

      if (!g_str_equal (landline_user_get_id (user), made->user_id))
        continue;
      made->name = g_strdup (landline_user_get_name (user));
      made->avatar_id = g_strdup (landline_user_get_avatar (user));
    }
  if (made->name == NULL)
    made->name = g_strdup (made->user_id);
  return made;
}

static gboolean
read_views (AppCacheDatabase *database, gpointer data, GError **error)
{
  ViewsCall *call = data;
  g_autoptr (GPtrArray) views = app_cache_statuses_list_views (database, call->key, error);
  g_autoptr (GPtrArray) users = NULL;

  if (views == NULL)
    return FALSE;
  users = app_cache_users_list (database, error);
  if (users == NULL)
    return FALSE;
  call->views = g_ptr_array_new_with_free_func ((GDestroyNotify) app_status_view_free);
  for (guint i = 0; i < views->len; i++)
    g_ptr_array_add (call->views, make_view (g_ptr_array_index (views, i), users));
  return TRUE;
}

static void
views_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ViewsCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_steal_pointer (&call->views),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
app_status_list_load_views_async (AppStatusList *self,
                                  AppStatus *status,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;
  ViewsCall *call;

  g_return_if_fail (APP_IS_STATUS_LIST (self) && self->session != NULL);
  g_return_if_fail (APP_IS_STATUS (status));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_status_list_load_views_async);
  call = g_new0 (ViewsCall, 1);
  call->key = app_status_get_key (status);
  app_cache_read_async (app_session_get_cache (self->session), read_views, call,
                        (GDestroyNotify) views_call_free, cancellable, views_read_cb, task);
}

GPtrArray *
app_status_list_load_views_finish (AppStatusList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
