/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-group.h"

#include <glib/gi18n.h>

#include "app-cache.h"

/* More names than this are never seen under the name of a group. */
#define NAMES_MAX 30

/**
 * AppGroup:
 *
 * The members and the settings of a group, and what the account's user may do in it. It is read
 * again when these change, not with each message.
 *
 * It changes nothing itself: see app-session-groups.h.
 */
struct _AppGroup
{
  GObject parent_instance;

  AppSession *session;
  AppChat *chat;
  GCancellable *cancellable;
  AppCacheGroup *row; /* NULL until it is read */
  GListStore *members;
  gboolean loading;
  gboolean load_again;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppGroup, app_group, G_TYPE_OBJECT)

static void
app_group_dispose (GObject *object)
{
  AppGroup *self = APP_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_group_parent_class)->dispose (object);
}

static void
app_group_finalize (GObject *object)
{
  AppGroup *self = APP_GROUP (object);

  g_clear_object (&self->chat);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->members);
  g_clear_pointer (&self->row, app_cache_group_free);
  G_OBJECT_CLASS (app_group_parent_class)->finalize (object);
}

static void
app_group_class_init (AppGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_group_dispose;
  object_class->finalize = app_group_finalize;

  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
app_group_init (AppGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->members = g_list_store_new (APP_TYPE_GROUP_MEMBER);
}

static GPtrArray *
make_members (AppGroup *self)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (g_object_unref);
  const char *own = app_session_get_user_id (self->session);

  for (guint i = 0; i < self->row->members->len; i++)
    {
      const AppCacheMember *row = g_ptr_array_index (self->row->members, i);

      g_ptr_array_add (members, app_group_member_new (row, g_strcmp0 (row->user_id, own) == 0));
    }
  return members;
}

static gboolean
is_same (AppGroup *self, guint position, AppGroupMember *member)
{
  g_autoptr (AppGroupMember) old = g_list_model_get_item (G_LIST_MODEL (self->members), position);

  return app_group_member_equal (old, member);
}

/* What is the same at both ends stays, so that a list keeps its place. */
static void
update_members (AppGroup *self)
{
  g_autoptr (GPtrArray) members = make_members (self);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->members));
  guint n_most = MIN (n_old, members->len);
  guint first = 0;
  guint last = 0;

  while (first < n_most && is_same (self, first, g_ptr_array_index (members, first)))
    first++;
  while (last < n_most - first &&
         is_same (self, n_old - 1 - last, g_ptr_array_index (members, members->len - 1 - last)))
    last++;
  if (n_old != first + last || members->len != first + last)
    g_list_store_splice (self->members, first, n_old - first - last, members->pdata + first,
                         members->len - first - last);
}

typedef struct
{
  gint64 chat;
  AppCacheGroup *row;
} LoadCall;

static void
load_call_free (LoadCall *call)
{
  g_clear_pointer (&call->row, app_cache_group_free);
  g_free (call);
}

static gboolean
read_group (AppCacheDatabase *database, gpointer data, GError **error)
{
  LoadCall *call = data;

  call->row = app_cache_groups_get (database, call->chat, error);
  return *error == NULL;
}

static void load (AppGroup *self);

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppGroup) self = user_data;
  LoadCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  self->loading = FALSE;
  if (self->session == NULL)
    return;
  if (call != NULL && call->row != NULL)
    {
      g_clear_pointer (&self->row, app_cache_group_free);
      self->row = g_steal_pointer (&call->row);
      update_members (self);
      g_signal_emit (self, signals[CHANGED], 0);
    }
  if (self->load_again)
    load (self);
}

/* However often it changes, one reading is under way. */
static void
load (AppGroup *self)
{
  LoadCall *call;

  self->load_again = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  call = g_new0 (LoadCall, 1);
  call->chat = app_chat_get_key (self->chat);
  app_cache_read_async (app_session_get_cache (self->session), read_group, call,
                        (GDestroyNotify) load_call_free, self->cancellable, loaded_cb,
                        g_object_ref (self));
}

static void
cache_changed_cb (AppGroup *self, AppCacheChanges *changes)
{
  if (app_cache_changes_has_group (changes, app_chat_get_key (self->chat)) ||
      app_cache_changes_get_users (changes))
    load (self);
}

/**
 * app_group_new:
 * @session: a session that is open
 * @chat: a group of it
 *
 * Returns: (transfer full): the group, which is about to be read
 */
AppGroup *
app_group_new (AppSession *session, AppChat *chat)
{
  AppGroup *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_GROUP, NULL);
  self->session = g_object_ref (session);
  self->chat = g_object_ref (chat);
  g_signal_connect_object (app_session_get_cache (session), "changed",
                           G_CALLBACK (cache_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}

AppChat *
app_group_get_chat (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  return self->chat;
}

AppSession *
app_group_get_session (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  return self->session;
}

gboolean
app_group_get_ready (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), FALSE);

  return self->row != NULL;
}

const char *
app_group_get_name (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  return self->row != NULL && self->row->name != NULL ? self->row->name : "";
}

const LandlineSettings *
app_group_get_settings (AppGroup *self)
{
  static const LandlineSettings usual = LANDLINE_SETTINGS_INIT;

  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  return self->row != NULL ? &self->row->settings : &usual;
}

gboolean
app_group_get_is_member (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), FALSE);

  return self->row == NULL || self->row->is_member;
}

gboolean
app_group_get_is_admin (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), FALSE);

  return self->row != NULL && self->row->is_admin;
}

static gboolean
is_permitted (AppGroup *self, LandlinePermit permit)
{
  return self->row->is_member && (permit == LANDLINE_PERMIT_ALL || self->row->is_admin);
}

gboolean
app_group_get_can_send (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), FALSE);

  return self->row == NULL || is_permitted (self, self->row->settings.who_may_send);
}

/* Its name, description, picture, when messages disappear, and who is added; the rest is for
 * admins. */
gboolean
app_group_get_can_edit (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), FALSE);

  return self->row != NULL && is_permitted (self, self->row->settings.who_may_edit);
}

/* Returns: (transfer none): a list of #AppGroupMember, admins first, then by name */
GListModel *
app_group_list_members (AppGroup *self)
{
  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  return G_LIST_MODEL (self->members);
}

/* Returns: (transfer full): who is in it, in one line */
char *
app_group_dup_names (AppGroup *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  gboolean has_self = FALSE;

  g_return_val_if_fail (APP_IS_GROUP (self), NULL);

  for (guint i = 0; self->row != NULL && i < MIN (self->row->members->len, NAMES_MAX); i++)
    {
      const AppCacheMember *member = g_ptr_array_index (self->row->members, i);

      if (g_strcmp0 (member->user_id, app_session_get_user_id (self->session)) == 0)
        has_self = TRUE;
      else
        g_ptr_array_add (names, member->name);
    }
  if (has_self)
    /* translators: at the end of the names of a group's members */
    g_ptr_array_add (names, _ ("You"));
  g_ptr_array_add (names, NULL);
  return g_strjoinv (_ (", "), (char **) names->pdata);
}
