/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-sidebar-model.h"

#include "app-search.h"

/* A word of one letter is in nearly every message. */
#define MESSAGE_SEARCH_LETTERS_MIN 2

/**
 * AppSidebarModel:
 *
 * What the sidebar lists: the chats, and while something is searched for, the chats whose name or
 * number has it and below them, as a section of its own, the messages that were found.
 */
struct _AppSidebarModel
{
  GObject parent_instance;

  AppSearch *search;
  GtkCustomFilter *filter;
  GtkFilterListModel *chats;
  GtkFlattenListModel *rows;
  char *query;
};

G_DEFINE_FINAL_TYPE (AppSidebarModel, app_sidebar_model, G_TYPE_OBJECT)

/* For comparing as a person would: without accents of a composition and without case. */
static char *
fold (const char *text)
{
  g_autofree char *normal = text != NULL ? g_utf8_normalize (text, -1, G_NORMALIZE_ALL) : NULL;

  return normal != NULL ? g_utf8_casefold (normal, -1) : g_strdup ("");
}

static gboolean
app_sidebar_model_match (gpointer item, gpointer user_data)
{
  AppSidebarModel *self = APP_SIDEBAR_MODEL (user_data);
  AppChat *chat = APP_CHAT (item);
  const char *user_id = app_chat_get_user_id (chat);
  g_autofree char *title = NULL;

  if (*self->query == '\0')
    return TRUE;
  title = fold (app_chat_get_title (chat));
  return strstr (title, self->query) != NULL ||
         (user_id != NULL && strstr (user_id, self->query) != NULL);
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
  G_OBJECT_CLASS (app_sidebar_model_parent_class)->dispose (object);
}

static void
app_sidebar_model_finalize (GObject *object)
{
  g_free (APP_SIDEBAR_MODEL (object)->query);
  G_OBJECT_CLASS (app_sidebar_model_parent_class)->finalize (object);
}

static void
app_sidebar_model_class_init (AppSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_sidebar_model_dispose;
  object_class->finalize = app_sidebar_model_finalize;
}

static void
app_sidebar_model_init (AppSidebarModel *self)
{
  self->query = g_strdup ("");
}

/**
 * app_sidebar_model_new:
 * @chats: all chats
 *
 * Creates a model that lists all chats.
 *
 * Returns: (transfer full): the model
 */
AppSidebarModel *
app_sidebar_model_new (AppChatList *chats)
{
  AppSidebarModel *self;
  g_autoptr (GListStore) sections = NULL;

  g_return_val_if_fail (APP_IS_CHAT_LIST (chats), NULL);

  self = g_object_new (APP_TYPE_SIDEBAR_MODEL, NULL);
  self->search = app_search_new (app_chat_list_get_session (chats));
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
  app_search_set_query (self->search,
                        g_utf8_strlen (stripped, -1) < MESSAGE_SEARCH_LETTERS_MIN ? "" : stripped);
}

/**
 * app_sidebar_model_get_searching:
 * @self: the model
 *
 * Returns: whether something is searched for
 */
gboolean
app_sidebar_model_get_searching (AppSidebarModel *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_MODEL (self), FALSE);

  return *self->query != '\0';
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
