/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-search-provider.h"

#include <stdlib.h>

#include "app-cache-attachments.h"
#include "app-directory.h"
#include "app-search.h"

#define N_OF_A_KIND 5                         /* GNOME Shell shows this many of an application */
#define FRESH       (60 * G_TIME_SPAN_SECOND) /* for so long the people are not asked for again */

/**
 * AppSearchProvider:
 *
 * What GNOME Shell shows of ours when somebody types in its overview: chats by their title, people
 * by their name, files by theirs (org.gnome.Shell.SearchProvider2). Nothing is found before an
 * account is open. It opens nothing itself: the app does, on its signals.
 *
 * A result is "chat:KEY", "person:ID" or "file:CHAT:MESSAGE".
 */
struct _AppSearchProvider
{
  GObject parent_instance;

  AppChatList *chats;
  AppDirectory *people;
  gint64 refreshed; /* when the server was asked who is there, monotonic, 0 for never */
  AppSearch *search;
  GDBusMethodInvocation *asked; /* that waits for the search */
  char **terms;                 /* what it asked for */
  GHashTable *files;            /* result → AppSearchHit, of the last search */
  GDBusConnection *connection;
  guint registration;
};

enum
{
  FOUND,
  SEARCH,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSearchProvider, app_search_provider, G_TYPE_OBJECT)

static const char xml[] =
    "<node><interface name='org.gnome.Shell.SearchProvider2'>"
    "<method name='GetInitialResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'><arg type='as' direction='in'/>"
    "<arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/>"
    "</method></interface></node>";

static gboolean
has_all (const char *text, char **terms)
{
  g_autofree char *folded = g_utf8_casefold (text != NULL ? text : "", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = g_utf8_casefold (terms[i], -1);

      if (strstr (folded, term) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
add_chats (AppSearchProvider *self, char **terms, GVariantBuilder *results)
{
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->chats)); i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (G_LIST_MODEL (self->chats), i);

      if (!has_all (app_chat_get_title (chat), terms))
        continue;
      g_variant_builder_add_value (results, g_variant_new_take_string (
                                                g_strdup_printf ("chat:%" G_GINT64_FORMAT,
                                                                 app_chat_get_key (chat))));
      if (++n_found == N_OF_A_KIND)
        return;
    }
}

/* Those without a chat; the others are there as that. */
static void
add_people (AppSearchProvider *self, char **terms, GVariantBuilder *results)
{
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->people)); i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);
      const char *id = app_person_get_user_id (person);

      if (!has_all (app_person_get_name (person), terms) ||
          app_chat_list_lookup_user (self->chats, id) != NULL)
        continue;
      g_variant_builder_add_value (results,
                                   g_variant_new_take_string (g_strconcat ("person:", id, NULL)));
      if (++n_found == N_OF_A_KIND)
        return;
    }
}

static void
add_files (AppSearchProvider *self, GVariantBuilder *results)
{
  guint n_hits = MIN (g_list_model_get_n_items (G_LIST_MODEL (self->search)), N_OF_A_KIND);

  g_hash_table_remove_all (self->files);
  for (guint i = 0; i < n_hits; i++)
    {
      AppSearchHit *hit = g_list_model_get_item (G_LIST_MODEL (self->search), i);
      char *id = g_strdup_printf ("file:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                                  app_search_hit_get_chat_key (hit),
                                  app_search_hit_get_message_key (hit));

      g_variant_builder_add (results, "s", id);
      g_hash_table_replace (self->files, id, hit);
    }
}

/* What was asked last is answered; with nothing where there is no account any more. */
static void
app_search_provider_answer (AppSearchProvider *self)
{
  GVariantBuilder results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);
  GDBusMethodInvocation *asked = g_steal_pointer (&self->asked);

  if (asked == NULL)
    return;
  if (self->chats != NULL)
    {
      add_chats (self, self->terms, &results);
      add_people (self, self->terms, &results);
      add_files (self, &results);
    }
  g_clear_pointer (&self->terms, g_strfreev);
  g_dbus_method_invocation_return_value (asked, g_variant_new ("(as)", &results));
}

static void
app_search_provider_on_searching (AppSearchProvider *self)
{
  if (!app_search_get_searching (self->search))
    app_search_provider_answer (self);
}

/* Who came since is found by the next letter. */
static void
app_search_provider_refresh (AppSearchProvider *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->refreshed != 0 && now - self->refreshed < FRESH)
    return;
  self->refreshed = now;
  app_directory_refresh_async (self->people, NULL, NULL, NULL);
}

static void
app_search_provider_ask (AppSearchProvider *self, GDBusMethodInvocation *asked, GVariant *terms)
{
  g_autofree char *query = NULL;

  app_search_provider_answer (self); /* who asked before has typed on */
  self->asked = asked;
  self->terms = g_variant_dup_strv (terms, NULL);
  if (self->chats == NULL)
    {
      app_search_provider_answer (self);
      return;
    }
  app_search_provider_refresh (self);
  query = g_strjoinv (" ", self->terms);
  app_search_set_query (self->search, query);
  if (!app_search_get_searching (self->search))
    app_search_provider_answer (self);
}

static void
add_meta (GVariantBuilder *metas,
          const char *id,
          const char *name,
          const char *note,
          const char *icon)
{
  g_autoptr (GIcon) themed = g_themed_icon_new (icon);
  g_autoptr (GVariant) serialized = g_icon_serialize (themed);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (name != NULL ? name : ""));
  if (note != NULL)
    g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (note));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  g_variant_builder_close (metas);
}

static AppPerson *
find_person (AppSearchProvider *self, const char *user_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->people)); i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->people), i);

      if (g_str_equal (app_person_get_user_id (person), user_id))
        return g_steal_pointer (&person);
    }
  return NULL;
}

static GVariant *
app_search_provider_describe (AppSearchProvider *self, const char **ids)
{
  GVariantBuilder metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; self->chats != NULL && ids[i] != NULL; i++)
    {
      AppSearchHit *hit = g_hash_table_lookup (self->files, ids[i]);

      if (hit != NULL)
        add_meta (&metas, ids[i], app_search_hit_get_text (hit),
                  app_search_hit_get_chat_title (hit), "text-x-generic");
      else if (g_str_has_prefix (ids[i], "chat:"))
        {
          AppChat *chat = app_chat_list_lookup (self->chats,
                                                g_ascii_strtoll (ids[i] + 5, NULL, 10));

          if (chat != NULL)
            add_meta (&metas, ids[i], app_chat_get_title (chat), app_chat_get_preview (chat),
                      app_chat_get_is_group (chat) ? "system-users" : "avatar-default");
        }
      else if (g_str_has_prefix (ids[i], "person:"))
        {
          g_autoptr (AppPerson) person = find_person (self, ids[i] + 7);

          if (person != NULL)
            add_meta (&metas, ids[i], app_person_get_name (person), app_person_get_user_id (person),
                      "avatar-default");
        }
    }
  return g_variant_new ("(aa{sv})", &metas);
}

static void
app_search_provider_person_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSearchProvider) self = APP_SEARCH_PROVIDER (user_data);
  g_autoptr (GError) error = NULL;
  AppChat *chat = app_chat_list_ensure_user_finish (APP_CHAT_LIST (source), result, &error);

  if (chat == NULL)
    g_debug ("The chat with somebody who was found cannot be opened: %s", error->message);
  else if (self->chats == APP_CHAT_LIST (source))
    g_signal_emit (self, signals[FOUND], 0, chat, (gint64) 0);
}

static void
app_search_provider_choose (AppSearchProvider *self, const char *id)
{
  gint64 chat_key, message_key = 0;
  char *end = NULL;
  AppChat *chat;

  if (self->chats == NULL)
    return;
  if (g_str_has_prefix (id, "person:"))
    {
      app_chat_list_ensure_user_async (self->chats, id + 7, NULL, app_search_provider_person_ready,
                                       g_object_ref (self));
      return;
    }
  if (!g_str_has_prefix (id, "chat:") && !g_str_has_prefix (id, "file:"))
    return;
  chat_key = g_ascii_strtoll (id + 5, &end, 10);
  if (*end == ':')
    message_key = g_ascii_strtoll (end + 1, NULL, 10);
  chat = app_chat_list_lookup (self->chats, chat_key);
  if (chat != NULL)
    g_signal_emit (self, signals[FOUND], 0, chat, message_key);
}

static void
app_search_provider_on_call (GDBusConnection *connection,
                             const char *sender,
                             const char *path,
                             const char *interface,
                             const char *method,
                             GVariant *arguments,
                             GDBusMethodInvocation *invocation,
                             gpointer user_data)
{
  AppSearchProvider *self = APP_SEARCH_PROVIDER (user_data);
  g_autoptr (GVariant) first = g_variant_get_child_value (arguments, 0);

  if (g_str_equal (method, "GetInitialResultSet"))
    app_search_provider_ask (self, invocation, first);
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_autoptr (GVariant) terms = g_variant_get_child_value (arguments, 1);

      app_search_provider_ask (self, invocation, terms);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      g_autofree const char **ids = g_variant_get_strv (first, NULL);

      g_dbus_method_invocation_return_value (invocation, app_search_provider_describe (self, ids));
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      app_search_provider_choose (self, g_variant_get_string (first, NULL));
    }
  else
    {
      g_autofree const char **terms = g_variant_get_strv (first, NULL);
      g_autofree char *text = g_strjoinv (" ", (char **) terms);

      g_dbus_method_invocation_return_value (invocation, NULL);
      g_signal_emit (self, signals[SEARCH], 0, text);
    }
}

static void
app_search_provider_dispose (GObject *object)
{
  AppSearchProvider *self = APP_SEARCH_PROVIDER (object);

  app_search_provider_unexport (self);
  app_search_provider_set_chats (self, NULL);
  g_clear_pointer (&self->files, g_hash_table_unref);
  G_OBJECT_CLASS (app_search_provider_parent_class)->dispose (object);
}

static void
app_search_provider_class_init (AppSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_search_provider_dispose;
  signals[FOUND] = g_signal_new ("found", APP_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, APP_TYPE_CHAT, G_TYPE_INT64);
  signals[SEARCH] = g_signal_new ("search", APP_TYPE_SEARCH_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
app_search_provider_init (AppSearchProvider *self)
{
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * app_search_provider_new:
 *
 * Creates a search provider that finds nothing yet.
 *
 * Returns: (transfer full): the search provider
 */
AppSearchProvider *
app_search_provider_new (void)
{
  return g_object_new (APP_TYPE_SEARCH_PROVIDER, NULL);
}

/**
 * app_search_provider_set_chats:
 * @self: the search provider
 * @chats: (nullable): the chats of the account that is open
 *
 * Says where to look.
 */
void
app_search_provider_set_chats (AppSearchProvider *self, AppChatList *chats)
{
  const AppSearchFilter filter = { .kind = APP_CACHE_ATTACHMENT_FILE };

  g_return_if_fail (APP_IS_SEARCH_PROVIDER (self));

  if (!g_set_object (&self->chats, chats))
    return;
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_object (&self->people);
  g_hash_table_remove_all (self->files);
  self->refreshed = 0;
  if (chats == NULL)
    {
      app_search_provider_answer (self);
      return;
    }
  self->people = app_directory_new (app_chat_list_get_session (chats));
  self->search = app_search_new (app_chat_list_get_session (chats));
  app_search_set_filter (self->search, &filter);
  g_signal_connect_object (self->search, "notify::searching",
                           G_CALLBACK (app_search_provider_on_searching), self, G_CONNECT_SWAPPED);
}

/**
 * app_search_provider_export:
 * @self: the search provider
 * @connection: a bus
 * @path: where on it
 * @error: why not
 *
 * Has it answer on a bus.
 *
 * Returns: TRUE if it does
 */
gboolean
app_search_provider_export (AppSearchProvider *self,
                            GDBusConnection *connection,
                            const char *path,
                            GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = app_search_provider_on_call };
  g_autoptr (GDBusNodeInfo) info = NULL;

  g_return_val_if_fail (APP_IS_SEARCH_PROVIDER (self), FALSE);

  info = g_dbus_node_info_new_for_xml (xml, error);
  if (info == NULL)
    return FALSE;
  self->registration = g_dbus_connection_register_object (connection, path, info->interfaces[0],
                                                          &vtable, self, NULL, error);
  g_set_object (&self->connection, connection);
  return self->registration != 0;
}

/**
 * app_search_provider_unexport:
 * @self: the search provider
 *
 * Takes it off the bus.
 */
void
app_search_provider_unexport (AppSearchProvider *self)
{
  g_return_if_fail (APP_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
