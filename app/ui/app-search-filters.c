/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-search-filters.h"

#include <glib/gi18n.h>

#include "app-cache-attachments.h"
#include "app-directory.h"
#include "app-person.h"

/**
 * AppSearchFilters:
 *
 * What a search over all chats leaves out: other kinds of messages, other days, other chats, other
 * people. The first choice of each leaves out nothing.
 */
struct _AppSearchFilters
{
  AdwBin parent_instance;

  GtkDropDown *kind;
  GtkDropDown *date;
  GtkDropDown *chat;
  GtkDropDown *person;
  gboolean quiet;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (AppSearchFilters, app_search_filters, ADW_TYPE_BIN)

/* In the order of AppCacheAttachment */
static const char *const kinds[] = {
  N_ ("Anything"),  N_ ("Photos and Videos"), N_ ("Files"), N_ ("Links"),
  N_ ("Locations"), N_ ("Contacts"),          NULL,
};

static const char *const dates[] = {
  N_ ("Any Time"),     N_ ("Today"),          N_ ("Last 7 Days"),
  N_ ("Last 30 Days"), N_ ("Last 12 Months"), NULL,
};

static const guint days[] = { 0, 1, 7, 30, 365 };

static void
on_selected (AppSearchFilters *self)
{
  if (!self->quiet)
    g_signal_emit (self, changed_signal, 0);
}

static GtkStringList *
translate (const char *const *strings)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; strings[i] != NULL; i++)
    gtk_string_list_append (list, _ (strings[i]));
  return list;
}

static char *
get_title (GObject *item)
{
  if (APP_IS_CHAT (item))
    return g_strdup (app_chat_get_is_self (APP_CHAT (item)) ? _ ("Note to Self")
                                                            : app_chat_get_title (APP_CHAT (item)));
  if (APP_IS_PERSON (item))
    return g_strdup (app_person_get_name (APP_PERSON (item)));
  return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
}

/* What is typed into the list that opens is looked for in the titles. */
static GtkDropDown *
add (AppSearchFilters *self, AdwWrapBox *box, GListModel *model, const char *label)
{
  GtkExpression *title = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                      G_CALLBACK (get_title), NULL, NULL);
  GtkDropDown *drop_down = GTK_DROP_DOWN (gtk_drop_down_new (model, title));

  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (drop_down), label);
  gtk_widget_add_css_class (GTK_WIDGET (drop_down), "search-filter");
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  adw_wrap_box_append (box, GTK_WIDGET (drop_down));
  return drop_down;
}

static void
app_search_filters_class_init (AppSearchFiltersClass *klass)
{
  /**
   * AppSearchFilters::changed:
   * @self: the filters
   *
   * Something else is to be left out.
   */
  changed_signal = g_signal_new ("changed", APP_TYPE_SEARCH_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_search_filters_init (AppSearchFilters *self)
{
  AdwWrapBox *box = ADW_WRAP_BOX (adw_wrap_box_new ());

  adw_wrap_box_set_child_spacing (box, 6);
  adw_wrap_box_set_line_spacing (box, 6);
  self->kind = add (self, box, G_LIST_MODEL (translate (kinds)), _ ("Kind of Message"));
  self->date = add (self, box, G_LIST_MODEL (translate (dates)), _ ("Date"));
  self->chat = add (self, box, NULL, _ ("Chat"));
  self->person = add (self, box, NULL, _ ("Person"));
  gtk_drop_down_set_enable_search (self->chat, TRUE);
  gtk_drop_down_set_enable_search (self->person, TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (box));
}

static void
set_model (GtkDropDown *drop_down, const char *none, GListModel *model)
{
  const char *const first[] = { none, NULL };
  g_autoptr (GListStore) parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkStringList) head = gtk_string_list_new (first);
  g_autoptr (GtkFlattenListModel) all = NULL;

  g_list_store_append (parts, head);
  if (model != NULL)
    g_list_store_append (parts, model);
  all = gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&parts)));
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (all));
}

/**
 * app_search_filters_set_chats:
 * @self: the filters
 * @chats: (nullable): the chats of an account
 *
 * Offers other chats and people.
 */
void
app_search_filters_set_chats (AppSearchFilters *self, AppChatList *chats)
{
  g_autoptr (AppDirectory) people = NULL;

  g_return_if_fail (APP_IS_SEARCH_FILTERS (self));
  g_return_if_fail (chats == NULL || APP_IS_CHAT_LIST (chats));

  if (chats != NULL)
    people = app_directory_new (app_chat_list_get_session (chats));
  self->quiet = TRUE;
  set_model (self->chat, _ ("Any Chat"), G_LIST_MODEL (chats));
  set_model (self->person, _ ("Anyone"), G_LIST_MODEL (people));
  self->quiet = FALSE;
  app_search_filters_reset (self);
}

/**
 * app_search_filters_reset:
 * @self: the filters
 *
 * Leaves out nothing any more.
 */
void
app_search_filters_reset (AppSearchFilters *self)
{
  GtkDropDown *all[] = { self->kind, self->date, self->chat, self->person };
  gboolean changes = FALSE;

  g_return_if_fail (APP_IS_SEARCH_FILTERS (self));

  self->quiet = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      changes |= gtk_drop_down_get_selected (all[i]) != 0;
      gtk_drop_down_set_selected (all[i], 0);
    }
  self->quiet = FALSE;
  if (changes)
    g_signal_emit (self, changed_signal, 0);
}

/* From the beginning of a day on, here */
static gint64
get_since (guint n_days)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) today = g_date_time_new_local (g_date_time_get_year (now),
                                                       g_date_time_get_month (now),
                                                       g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) since = g_date_time_add_days (today, 1 - (int) n_days);

  return n_days > 0 ? g_date_time_to_unix (since) * 1000 : 0;
}

/**
 * app_search_filters_get:
 * @self: the filters
 * @filter: (out): what to leave out; valid until something else is chosen
 *
 * Says what was chosen.
 */
void
app_search_filters_get (AppSearchFilters *self, AppSearchFilter *filter)
{
  gpointer chat, person;
  guint date;

  g_return_if_fail (APP_IS_SEARCH_FILTERS (self));
  g_return_if_fail (filter != NULL);

  chat = gtk_drop_down_get_selected_item (self->chat);
  person = gtk_drop_down_get_selected_item (self->person);
  date = gtk_drop_down_get_selected (self->date);
  *filter = (AppSearchFilter) { 0 };
  filter->kind = gtk_drop_down_get_selected (self->kind);
  filter->since = get_since (days[MIN (date, G_N_ELEMENTS (days) - 1)]);
  if (APP_IS_CHAT (chat))
    filter->chat_key = app_chat_get_key (chat);
  if (APP_IS_PERSON (person))
    filter->sender_id = app_person_get_user_id (person);
}
