/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-blocked-list.h"

#include "app-cache-notes.h"
#include "app-cache-users.h"
#include "app-cache.h"
#include "app-person-private.h"
#include "app-session-notes.h"

/**
 * AppBlockedList:
 *
 * Whom we block; follows the cache, also where it was done on another device.
 */
struct _AppBlockedList
{
  GObject parent_instance;

  AppSession *session;
  GPtrArray *people; /* AppPerson */
  GCancellable *cancellable;
  gboolean reading;
  gboolean read_again;
};

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_PERSON;
}

static guint
get_n_items (GListModel *model)
{
  return APP_BLOCKED_LIST (model)->people->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppBlockedList *self = APP_BLOCKED_LIST (model);

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

G_DEFINE_FINAL_TYPE_WITH_CODE (AppBlockedList,
                               app_blocked_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
app_blocked_list_dispose (GObject *object)
{
  AppBlockedList *self = APP_BLOCKED_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_blocked_list_parent_class)->dispose (object);
}

static void
app_blocked_list_finalize (GObject *object)
{
  g_object_unref (APP_BLOCKED_LIST (object)->cancellable);
  g_ptr_array_unref (APP_BLOCKED_LIST (object)->people);
  G_OBJECT_CLASS (app_blocked_list_parent_class)->finalize (object);
}

static void
app_blocked_list_class_init (AppBlockedListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_blocked_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_blocked_list_finalize;
}

static void
app_blocked_list_init (AppBlockedList *self)
{
  self->people = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

typedef struct
{
  GPtrArray *ids;
  GPtrArray *users;
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->ids, g_ptr_array_unref);
  g_clear_pointer (&call->users, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_blocked (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  call->ids = app_cache_notes_list_subjects (database, LANDLINE_NOTE_BLOCK, error);
  if (call->ids == NULL)
    return FALSE;
  call->users = app_cache_users_list (database, error);
  return call->users != NULL;
}

/* Somebody who is not on the server any more still can be let in again. */
static AppPerson *
make_person (const char *user_id, GPtrArray *users)
{
  g_autoptr (LandlineUser) unknown = NULL;

  for (guint i = 0; i < users->len; i++)
    if (g_str_equal (landline_user_get_id (g_ptr_array_index (users, i)), user_id))
      return app_person_new (g_ptr_array_index (users, i), FALSE);
  unknown = landline_user_new (user_id, user_id, NULL, NULL, 0, FALSE);
  return app_person_new (unknown, FALSE);
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (app_person_get_collation_key (*(AppPerson **) a),
                    app_person_get_collation_key (*(AppPerson **) b));
}

static void
show (AppBlockedList *self, ReadCall *call)
{
  guint n_before = self->people->len;

  g_ptr_array_set_size (self->people, 0);
  for (guint i = 0; i < call->ids->len; i++)
    g_ptr_array_add (self->people, make_person (g_ptr_array_index (call->ids, i), call->users));
  g_ptr_array_sort (self->people, compare_people);
  if (n_before > 0 || self->people->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->people->len);
}

static void reload (AppBlockedList *self);

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppBlockedList) self = user_data;
  g_autoptr (GError) error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  self->reading = FALSE;
  if (self->session == NULL)
    return;
  if (call != NULL)
    show (self, call);
  else
    g_debug ("Cannot read who is blocked: %s", error->message);
  if (self->read_again)
    reload (self);
}

static void
reload (AppBlockedList *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  app_cache_read_async (app_session_get_cache (self->session), read_blocked, g_new0 (ReadCall, 1),
                        (GDestroyNotify) read_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
changed_cb (AppBlockedList *self, AppCacheChanges *changes)
{
  if (self->session != NULL &&
      (app_cache_changes_get_notes (changes) || app_cache_changes_get_users (changes)))
    reload (self);
}

/**
 * app_blocked_list_new:
 * @session: of an account that is open
 *
 * Returns: (transfer full): whom it blocks, being read
 */
AppBlockedList *
app_blocked_list_new (AppSession *session)
{
  AppBlockedList *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_BLOCKED_LIST, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (app_session_get_cache (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  reload (self);
  return self;
}

void
app_blocked_list_unblock (AppBlockedList *self, const char *user_id)
{
  g_autofree char *key = NULL;

  g_return_if_fail (APP_IS_BLOCKED_LIST (self) && self->session != NULL);
  g_return_if_fail (user_id != NULL);

  key = landline_note_make_key (LANDLINE_NOTE_BLOCK, user_id);
  app_session_set_note (self->session, key, "");
}
