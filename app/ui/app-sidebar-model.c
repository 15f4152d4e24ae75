/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-sidebar-model.h"

/**
 * AppSidebarModel:
 *
 * What the sidebar lists: the chats that are not archived, or those that are, or only those with
 * something unread; and while something is searched for, the chats whose name or
 * number has it and below them, as a section of its own, the messages that were found. Where only
 * filters were chosen there are messages alone.
 */
struct _AppSidebarModel
{
  GObject parent_instance;

  AppSearch *search;
  GtkCustomFilter *filter;
  GtkFilterListModel *chats;
  GtkFlattenListModel *rows;
  AppChatList *all;
  AppChatActions *actions;
  AppChat *open; /* stays in the list of the unread ones while it is read */
  char *query;
  gboolean archived;
  gboolean unread_only;
  gboolean filtered; /* the messages are */
  guint n_archived;
};

enum
{
  PROP_0,
  PROP_N_ARCHIVED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppSidebarModel, app_sidebar_model, G_TYPE_OBJECT)

/* For comparing as a person would: without accents of a composition and without case. */
static char *
fold (const char *text)
{
  g_autofree char *normal = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_ALL) : NULL;

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

static gboolean
is_wanted (AppSidebarModel *self, AppChat *chat)
{
  if (self->unread_only)
    return chat == self->open || app_chat_get_unread (chat) > 0 ||
           app_chat_get_marked_unread (chat);
  return app_chat_get_archived (chat) == self->archived;
}

static gboolean
app_sidebar_model_match (gpointer item, gpointer user_data)
{
  AppSidebarModel *self = APP_SIDEBAR_MODEL (user_data);
  AppChat *chat = APP_CHAT (item);
  const char *user_id = app_chat_get_user_id (chat);
  g_autofree char *title = NULL;

  if (self->actions != NULL && app_chat_actions_is_hidden (self->actions, chat))
    return FALSE;
  if (*self->query == '\0')
    return !self->filtered && is_wanted (self, chat);
  title = fold (app_chat_get_title (chat));
  return strstr (title, self->query) != NULL ||
         (user_id != NULL && strstr (user_id, self->query) != NULL);
}

static void
refilter (AppSidebarModel *self)
{
  if (self->filter != NULL)
    gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
count_archived (AppSidebarModel *self)
{
  guint n_chats = g_list_model_get_n_items (G_LIST_MODEL (self->all));
  guint n = 0;

  for (guint i = 0; i < n_chats; i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      n += app_chat_get_archived (chat) ? 1 : 0;
    }
  if (self->n_archived == n)
    return;
  self->n_archived = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ARCHIVED]);
}

static void
on_archived (AppSidebarModel *self)
{
  refilter (self);
  count_archived (self);
}

static void
on_unread (AppSidebarModel *self)
{
  if (self->unread_only)
    refilter (self);
}

/* A filter looks at a chat once: what changes in it afterwards has to be said. A chat that only
 * moved is followed already. */
static void
on_chats_changed (AppSidebarModel *self, guint position, guint removed, guint added)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      if (g_signal_handler_find (chat, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) != 0)
        continue;
      g_signal_connect_object (chat, "notify::archived", G_CALLBACK (on_archived), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (chat, "notify::unread", G_CALLBACK (on_unread), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (chat, "notify::marked-unread", G_CALLBACK (on_unread), self,
                               G_CONNECT_SWAPPED);
    }
  count_archived (self);
}

static void
app_sidebar_model_dispose (GObject *object)
{
  AppSidebarModel *self = APP_SIDEBAR_MODEL (object);

  /* The filter outlives us where a view still holds the list. */
  if (self->filter != NULL)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->rows);
  g_clear_object (&self->chats);
  g_clear_object (&self->filter);
  g_clear_object (&self->search);
  g_clear_object (&self->all);
  g_clear_object (&self->actions);
  g_clear_object (&self->open);
  G_OBJECT_CLASS (app_sidebar_model_parent_class)->dispose (object);
}

static void
app_sidebar_model_finalize (GObject *object)
{
  g_free (APP_SIDEBAR_MODEL (object)->query);
  G_OBJECT_CLASS (app_sidebar_model_parent_class)->finalize (object);
}

static void
app_sidebar_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_N_ARCHIVED:
      g_value_set_uint (value, APP_SIDEBAR_MODEL (object)->n_archived);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_sidebar_model_class_init (AppSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_sidebar_model_dispose;
  object_class->finalize = app_sidebar_model_finalize;
  object_class->get_property = app_sidebar_model_get_property;

  /**
   * AppSidebarModel:n-archived:
   *
   * How many chats are archived.
   */
  properties[PROP_N_ARCHIVED] = g_param_spec_uint ("n-archived", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_sidebar_model_init (AppSidebarModel *self)
{
  self->query = g_strdup ("");
}

/**
 * app_sidebar_model_new:
 * @chats: all chats
 * @actions: (nullable): what is done with them
 *
 * Creates a model that lists all chats.
 *
 * Returns: (transfer full): the model
 */
AppSidebarModel *
app_sidebar_model_new (AppChatList *chats, AppChatActions *actions)
{
  AppSidebarModel *self;
  g_autoptr (GListStore) sections = NULL;

  g_return_val_if_fail (APP_IS_CHAT_LIST (chats), NULL);

  self = g_object_new (APP_TYPE_SIDEBAR_MODEL, NULL);
  self->all = g_object_ref (chats);
  g_signal_connect_object (chats, "items-changed", G_CALLBACK (on_chats_changed), self,
                           G_CONNECT_SWAPPED);
  on_chats_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (chats)));
  if (g_set_object (&self->actions, actions))
    g_signal_connect_object (actions, "hidden-changed", G_CALLBACK (refilter), self,
                             G_CONNECT_SWAPPED);
  self->search = app_search_new (app_chat_list_get_session (chats));
  app_search_set_asks_server (self->search, TRUE);
  self->filter = gtk_custom_filter_new (app_sidebar_model_match, self, NULL);
  self->chats = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (chats)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  sections = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (sections, self->chats);
  g_list_store_append (sections, self->search);
  self->rows = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&sections)));
  return self;
}

/**
 * app_sidebar_model_set_query:
 * @self: the model
 * @query: what is searched for, empty for nothing
 *
 * Searches for something else.
 */
void
app_sidebar_model_set_query (AppSidebarModel *self, const char *query)
{
  g_autofree char *stripped = NULL;
  g_autofree char *folded = NULL;

  g_return_if_fail (APP_IS_SIDEBAR_MODEL (self));
  g_return_if_fail (query != NULL);

  stripped = g_strstrip (g_strdup (query));
  folded = fold (stripped);
  if (!g_set_str (&self->query, folded))
    return;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  app_search_set_query (self->search, stripped);
}

/**
 * app_sidebar_model_get_searching:
 * @self: the model
 *
 * Returns: whether something is searched for, or messages of a kind, a day or a person are listed
 */
gboolean
app_sidebar_model_get_searching (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), FALSE);

  return self->filtered || *self->query != '\0';
}

/* Returns: (transfer none): what finds the messages */
AppSearch *
app_sidebar_model_get_search (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), NULL);

  return self->search;
}

/* What the search over the messages leaves out */
void
app_sidebar_model_set_filter (AppSidebarModel *self, const AppSearchFilter *filter)
{
  g_return_if_fail (APP_IS_SIDEBAR_MODEL (self));
  g_return_if_fail (filter != NULL);

  self->filtered = filter->chat_key != 0 || filter->sender_id != NULL || filter->kind != 0 ||
                   filter->since > 0 || filter->until > 0;
  refilter (self);
  app_search_set_filter (self->search, filter);
}

/**
 * app_sidebar_model_set_archived:
 * @self: the model
 * @archived: whether the archived ones are listed, instead of the others
 *
 * Lists other chats.
 */
void
app_sidebar_model_set_archived (AppSidebarModel *self, gboolean archived)
{
  g_return_if_fail (APP_IS_SIDEBAR_MODEL (self));

  self->archived = archived;
  refilter (self);
}

/**
 * app_sidebar_model_set_unread_only:
 * @self: the model
 * @unread_only: whether only chats with something unread are listed
 *
 * Lists other chats.
 */
void
app_sidebar_model_set_unread_only (AppSidebarModel *self, gboolean unread_only)
{
  g_return_if_fail (APP_IS_SIDEBAR_MODEL (self));

  self->unread_only = unread_only;
  refilter (self);
}

/* What is open stays while it is read. */
void
app_sidebar_model_set_open (AppSidebarModel *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_SIDEBAR_MODEL (self));

  if (g_set_object (&self->open, chat) && self->unread_only)
    refilter (self);
}

guint
app_sidebar_model_get_n_archived (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), 0);

  return self->n_archived;
}

/**
 * app_sidebar_model_list_rows:
 * @self: the model
 *
 * Returns: (transfer none): a #GtkSectionModel of [class@AppChat] and then [class@AppSearchHit]
 */
GListModel *
app_sidebar_model_list_rows (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), NULL);

  return G_LIST_MODEL (self->rows);
}

/**
 * app_sidebar_model_list_chats:
 * @self: the model
 *
 * Returns: (transfer none): the [class@AppChat] that are listed
 */
GListModel *
app_sidebar_model_list_chats (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), NULL);

  return G_LIST_MODEL (self->chats);
}
