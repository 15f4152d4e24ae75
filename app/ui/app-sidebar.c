/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-sidebar.h"

#include <glib/gi18n.h>

#include "app-chat-row.h"
#include "app-connection-banner.h"
#include "app-search-filters.h"
#include "app-search-hit.h"
#include "app-search-note.h"
#include "app-sidebar-model.h"
#include "app-sidebar-rows.h"
#include "app-status-dialog.h"

/**
 * AppSidebar:
 *
 * The list of chats, with the search above it and what to do where there is none yet.
 */
struct _AppSidebar
{
  AdwNavigationPage parent_instance;

  GtkButton *archived_button;
  GtkLabel *archived_count;
  GtkImage *archived_icon;
  GtkLabel *archived_label;
  AppConnectionBanner *banner;
  GtkToggleButton *filter_button;
  AppSearchFilters *filters;
  GtkButton *invite_button;
  GtkListView *list_view;
  GtkMenuButton *menu_button;
  GtkSearchEntry *search_entry;
  AppSearchNote *search_note;
  GtkStack *stack;
  AppStatusBar *status_bar;
  AdwToastOverlay *toasts;
  GtkToggleButton *unread_button;

  AppChatActions *actions;
  gboolean archived; /* the archived chats are listed */
  AppChatList *chats;
  AppSidebarModel *model;
  AppSidebarRows *rows;
  GtkSingleSelection *selection;
  AppChat *selected;
};

enum
{
  SIGNAL_CHAT_ACTIVATED,
  SIGNAL_HIT_ACTIVATED,
  SIGNAL_FILES_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSidebar, app_sidebar, ADW_TYPE_NAVIGATION_PAGE)

/* Whether the server may still find what is not on this device */
static gboolean
app_sidebar_is_asking (AppSidebar *self)
{
  return app_search_get_server_state (app_sidebar_model_get_search (self->model)) ==
         APP_SEARCH_SERVER_ASKING;
}

static void
app_sidebar_update_stack (AppSidebar *self)
{
  const char *page = "list";

  if (self->model == NULL)
    page = "loading";
  else if (app_sidebar_get_n_shown (self) > 0)
    page = "list";
  else if (app_sidebar_is_asking (self))
    page = "loading";
  else if (app_sidebar_model_get_searching (self->model))
    page = "nothing-found";
  else if (gtk_toggle_button_get_active (self->unread_button))
    page = "nothing-unread";
  else if (app_chat_list_get_loading (self->chats))
    page = "loading";
  else
    page = "empty";
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* The chat that is open is the selected row, wherever it moves to and whenever the search shows it
 * again. */
static void
app_sidebar_restore_selection (AppSidebar *self)
{
  GListModel *list;
  guint n_chats;

  if (self->selection == NULL)
    return;
  list = app_sidebar_model_list_chats (self->model);
  n_chats = g_list_model_get_n_items (list);
  for (guint i = 0; self->selected != NULL && i < n_chats; i++)
    {
      g_autoptr (AppChat) chat = g_list_model_get_item (list, i);

      if (chat == self->selected)
        {
          gtk_single_selection_set_selected (self->selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/* The way to what is archived, and back. */
static void
app_sidebar_update_archived (AppSidebar *self)
{
  guint n = self->model != NULL ? app_sidebar_model_get_n_archived (self->model) : 0;
  g_autofree char *number = g_strdup_printf ("%u", n);
  gboolean searching = self->model != NULL && app_sidebar_model_get_searching (self->model);

  if (n == 0 && self->archived && self->model != NULL)
    {
      self->archived = FALSE;
      app_sidebar_model_set_archived (self->model, FALSE);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->archived_button),
                          n > 0 && !searching &&
                              !gtk_toggle_button_get_active (self->unread_button));
  gtk_image_set_from_icon_name (self->archived_icon,
                                self->archived ? "go-previous-symbolic" : "folder-symbolic");
  gtk_label_set_label (self->archived_label, self->archived ? _ ("All Chats") : _ ("Archived"));
  gtk_label_set_label (self->archived_count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->archived_count), !self->archived);
}

static void
app_sidebar_set_archived (AppSidebar *self, gboolean archived)
{
  self->archived = archived;
  if (self->model != NULL)
    app_sidebar_model_set_archived (self->model, archived);
  app_sidebar_update_archived (self);
  app_sidebar_update_stack (self);
}

static void
app_sidebar_on_archived_clicked (AppSidebar *self)
{
  app_sidebar_set_archived (self, !self->archived);
}

static void
app_sidebar_on_unread_toggled (AppSidebar *self)
{
  if (self->model != NULL)
    app_sidebar_model_set_unread_only (self->model,
                                       gtk_toggle_button_get_active (self->unread_button));
  app_sidebar_update_archived (self);
  app_sidebar_update_stack (self);
}

/* The row that has the keyboard */
static GtkWidget *
app_sidebar_get_focus_row (AppSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *child;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list_view)))
    return NULL;
  child = gtk_widget_get_first_child (focus);
  return APP_IS_CHAT_ROW (child) ? child : NULL;
}

static void
app_sidebar_menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppSidebar *self = APP_SIDEBAR (widget);
  GtkWidget *row = app_sidebar_get_focus_row (self);

  if (row != NULL)
    app_sidebar_rows_open_menu (self->rows, row, NULL);
}

static void
run (GtkWidget *row, const char *action)
{
  gtk_widget_activate_action (row, action, "x",
                              app_chat_get_key (app_chat_row_get_chat (APP_CHAT_ROW (row))));
}

/* Keys for the row that has the keyboard: each does what its menu would offer now. */
static void
app_sidebar_verb_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *row = app_sidebar_get_focus_row (APP_SIDEBAR (widget));
  AppChat *chat = row != NULL ? app_chat_row_get_chat (APP_CHAT_ROW (row)) : NULL;

  if (chat == NULL)
    return;
  if (g_str_equal (name, "sidebar.delete"))
    run (row, "chats.delete");
  else if (g_str_equal (name, "sidebar.archive"))
    run (row, app_chat_get_archived (chat) ? "chats.unarchive" : "chats.archive");
  else if (g_str_equal (name, "sidebar.pin"))
    run (row, app_chat_get_pinned (chat) != 0 ? "chats.unpin" : "chats.pin");
  else if (app_chat_get_unread (chat) > 0 || app_chat_get_marked_unread (chat))
    run (row, "chats.mark-read");
  else
    run (row, "chats.mark-unread");
}

static const struct
{
  const char *action;
  guint key;
  GdkModifierType modifiers;
} verbs[] = {
  { "sidebar.delete", GDK_KEY_Delete, 0 },
  { "sidebar.archive", GDK_KEY_e, GDK_CONTROL_MASK },
  { "sidebar.pin", GDK_KEY_p, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "sidebar.mark", GDK_KEY_u, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
};

static void
app_sidebar_class_install_verbs (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sidebar.menu", NULL, app_sidebar_menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "sidebar.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "sidebar.menu",
                                       NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      gtk_widget_class_install_action (widget_class, verbs[i].action, NULL,
                                       app_sidebar_verb_action);
      gtk_widget_class_add_binding_action (widget_class, verbs[i].key, verbs[i].modifiers,
                                           verbs[i].action, NULL);
    }
}

/* Who looks at the top goes on to look at the top, where what is new comes in: GTK would keep the
 * rows that are seen where they are. */
static void
app_sidebar_keep_top (AppSidebar *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  if (gtk_adjustment_get_value (adjustment) <= 0 &&
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/* A page before the end the next hits are read, which is done before anybody gets there. */
static void
app_sidebar_on_scrolled (AppSidebar *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->model != NULL &&
      gtk_adjustment_get_value (adjustment) + 2 * page >= gtk_adjustment_get_upper (adjustment))
    app_search_load_more (app_sidebar_model_get_search (self->model));
}

static void
app_sidebar_on_items_changed (AppSidebar *self)
{
  app_sidebar_update_stack (self);
  app_sidebar_keep_top (self);
  if (self->selected != NULL &&
      gtk_single_selection_get_selected_item (self->selection) != self->selected)
    app_sidebar_restore_selection (self);
}

static void
app_sidebar_activate (AppSidebar *self, GObject *item)
{
  if (APP_IS_CHAT (item))
    g_signal_emit (self, signals[SIGNAL_CHAT_ACTIVATED], 0, item);
  else if (APP_IS_SEARCH_HIT (item))
    {
      g_signal_emit (self, signals[SIGNAL_HIT_ACTIVATED], 0, item);
      app_sidebar_restore_selection (self);
    }
}

static void
app_sidebar_on_activate (AppSidebar *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    app_sidebar_activate (self, item);
}

/* What follows from whether something is searched for */
static void
app_sidebar_update_search (AppSidebar *self)
{
  gboolean searching = app_sidebar_model_get_searching (self->model);

  gtk_list_view_set_header_factory (self->list_view,
                                    searching ? app_sidebar_rows_get_header_factory (self->rows)
                                              : NULL);
  app_sidebar_update_archived (self);
  app_sidebar_on_items_changed (self);
}

static void
app_sidebar_on_filters_changed (AppSidebar *self)
{
  AppSearchFilter filter;

  if (self->model == NULL)
    return;
  app_search_filters_get (self->filters, &filter);
  app_sidebar_model_set_filter (self->model, &filter);
  app_sidebar_update_search (self);
}

static void
app_sidebar_on_search_changed (AppSidebar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  gboolean shown = *text != '\0' || gtk_toggle_button_get_active (self->filter_button);

  if (self->model == NULL)
    return;
  app_sidebar_model_set_query (self->model, text);
  /* What was chosen for one search is not meant for the next. */
  gtk_widget_set_visible (GTK_WIDGET (self->filters), shown);
  if (!shown)
    app_search_filters_reset (self->filters);
  app_sidebar_update_search (self);
}

/* Enter in the search opens what was found first. */
static void
app_sidebar_on_search_activate (AppSidebar *self)
{
  g_autoptr (GObject) first = NULL;

  if (self->selection == NULL)
    return;
  app_sidebar_on_search_changed (self);
  first = g_list_model_get_item (G_LIST_MODEL (self->selection), 0);
  if (first == NULL)
    return;
  app_sidebar_activate (self, first);
  app_sidebar_stop_search (self);
}

static void
app_sidebar_on_stop_search (AppSidebar *self)
{
  if (!app_sidebar_stop_search (self))
    app_sidebar_focus_list (self);
}

static void
app_sidebar_on_files_dropped (AppSidebar *self, AppChat *chat, GdkFileList *files)
{
  g_signal_emit (self, signals[SIGNAL_FILES_DROPPED], 0, chat, files);
}

static void
app_sidebar_focus_list_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_sidebar_focus_list (APP_SIDEBAR (widget));
}

static void
app_sidebar_dispose (GObject *object)
{
  AppSidebar *self = APP_SIDEBAR (object);

  app_sidebar_set_chats (self, NULL, NULL);
  g_clear_object (&self->selected);
  g_clear_object (&self->rows);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SIDEBAR);
  G_OBJECT_CLASS (app_sidebar_parent_class)->dispose (object);
}

static void
app_sidebar_class_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, archived_button);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, archived_count);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, archived_icon);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, archived_label);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, banner);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, filters);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, invite_button);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, search_note);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, stack);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, status_bar);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppSidebar, unread_button);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_archived_clicked);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_filters_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, app_sidebar_on_unread_toggled);
}

static void
app_sidebar_class_init (AppSidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_sidebar_dispose;

  /**
   * AppSidebar::chat-activated:
   * @self: the sidebar
   * @chat: a chat
   *
   * A chat shall be opened.
   */
  signals[SIGNAL_CHAT_ACTIVATED] = g_signal_new ("chat-activated", APP_TYPE_SIDEBAR,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, APP_TYPE_CHAT);
  /**
   * AppSidebar::hit-activated:
   * @self: the sidebar
   * @hit: a message that was found
   *
   * A chat shall be opened where this message is.
   */
  signals[SIGNAL_HIT_ACTIVATED] = g_signal_new ("hit-activated", APP_TYPE_SIDEBAR,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                1, APP_TYPE_SEARCH_HIT);
  /**
   * AppSidebar::files-dropped:
   * @self: the sidebar
   * @chat: the chat whose row they were dropped on
   * @files: the files
   *
   * Files shall be sent to a chat.
   */
  signals[SIGNAL_FILES_DROPPED] = g_signal_new ("files-dropped", APP_TYPE_SIDEBAR,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, APP_TYPE_CHAT, GDK_TYPE_FILE_LIST);

  g_type_ensure (APP_TYPE_CONNECTION_BANNER);
  g_type_ensure (APP_TYPE_STATUS_BAR);
  g_type_ensure (APP_TYPE_SEARCH_FILTERS);
  g_type_ensure (APP_TYPE_SEARCH_NOTE);
  app_sidebar_class_install_verbs (widget_class);
  gtk_widget_class_install_action (widget_class, "sidebar.focus-list", NULL,
                                   app_sidebar_focus_list_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-sidebar.ui");
  app_sidebar_class_bind_template (widget_class);
}

static void
app_sidebar_init (AppSidebar *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (app_sidebar_on_scrolled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (app_sidebar_on_scrolled), self,
                           G_CONNECT_SWAPPED);
  self->rows = app_sidebar_rows_new ();
  g_signal_connect_object (self->rows, "files-dropped", G_CALLBACK (app_sidebar_on_files_dropped),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, app_sidebar_rows_get_factory (self->rows));
  app_sidebar_update_stack (self);
}

/**
 * app_sidebar_set_avatars:
 * @self: the sidebar
 * @avatars: (nullable): where the pictures of people are
 *
 * Sets what the chats show their pictures with.
 */
void
app_sidebar_set_avatars (AppSidebar *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  app_sidebar_rows_set_avatars (self->rows, avatars);
}

/**
 * app_sidebar_set_statuses:
 * @self: the sidebar
 * @statuses: (nullable): what people show for a day
 *
 * Sets what the way to that counts.
 */
void
app_sidebar_set_statuses (AppSidebar *self, AppStatusList *statuses)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  if (self->status_bar != NULL)
    app_status_bar_set_list (self->status_bar, statuses);
}

/**
 * app_sidebar_set_chats:
 * @self: the sidebar
 * @chats: (nullable): the chats of an account
 * @actions: (nullable): what can be done with them
 *
 * Shows the chats of another account.
 */
void
app_sidebar_set_chats (AppSidebar *self, AppChatList *chats, AppChatActions *actions)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (chats == NULL || APP_IS_CHAT_LIST (chats));

  if (self->chats == chats)
    return;
  if (self->chats != NULL)
    g_signal_handlers_disconnect_by_data (self->chats, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  if (self->banner != NULL)
    app_connection_banner_set_session (self->banner,
                                       chats != NULL ? app_chat_list_get_session (chats) : NULL);
  g_set_object (&self->actions, actions);
  if (self->rows != NULL)
    app_sidebar_rows_set_actions (self->rows, actions);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  if (g_set_object (&self->chats, chats) && chats != NULL)
    {
      self->model = app_sidebar_model_new (chats, actions);
      g_signal_connect_object (self->model, "notify::n-archived",
                               G_CALLBACK (app_sidebar_update_archived), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (app_sidebar_model_get_search (self->model), "notify::server-state",
                               G_CALLBACK (app_sidebar_update_stack), self, G_CONNECT_SWAPPED);
      self->selection = gtk_single_selection_new (
          g_object_ref (app_sidebar_model_list_rows (self->model)));
      gtk_single_selection_set_autoselect (self->selection, FALSE);
      gtk_single_selection_set_can_unselect (self->selection, TRUE);
      gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
      gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
      g_signal_connect_object (self->selection, "items-changed",
                               G_CALLBACK (app_sidebar_on_items_changed), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (chats, "notify::loading", G_CALLBACK (app_sidebar_update_stack),
                               self, G_CONNECT_SWAPPED);
      app_sidebar_restore_selection (self);
    }
  if (self->stack != NULL)
    {
      app_search_filters_set_chats (self->filters, chats);
      app_search_note_set_search (self->search_note,
                                  self->model != NULL ? app_sidebar_model_get_search (self->model)
                                                      : NULL);
      app_sidebar_set_archived (self, FALSE);
      app_sidebar_on_unread_toggled (self);
    }
}

/**
 * app_sidebar_set_selected:
 * @self: the sidebar
 * @chat: (nullable): the chat that is open
 *
 * Marks the chat that is open beside the list.
 */
void
app_sidebar_set_selected (AppSidebar *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (chat == NULL || APP_IS_CHAT (chat));

  g_set_object (&self->selected, chat);
  if (self->model != NULL)
    app_sidebar_model_set_open (self->model, chat);
  app_sidebar_restore_selection (self);
}

/**
 * app_sidebar_set_can_invite:
 * @self: the sidebar
 * @can_invite: whether this app runs the server
 *
 * Whether an empty list offers to invite somebody.
 */
void
app_sidebar_set_can_invite (AppSidebar *self, gboolean can_invite)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->invite_button), can_invite);
}

/**
 * app_sidebar_get_neighbour:
 * @self: the sidebar
 * @chat: (nullable): a chat
 * @step: how many rows down, negative for up
 *
 * Finds the chat beside another in the list as it is shown.
 *
 * Returns: (transfer none) (nullable): the neighbour, the first chat where @chat is not in the
 * list, %NULL past the ends
 */
AppChat *
app_sidebar_get_neighbour (AppSidebar *self, AppChat *chat, int step)
{
  GListModel *list;
  gint64 n_chats;
  gint64 position = -1;
  g_autoptr (AppChat) neighbour = NULL;

  g_return_val_if_fail (APP_IS_SIDEBAR (self), NULL);

  if (self->model == NULL)
    return NULL;
  list = app_sidebar_model_list_chats (self->model);
  n_chats = g_list_model_get_n_items (list);
  for (gint64 i = 0; i < n_chats && position < 0; i++)
    {
      g_autoptr (AppChat) other = g_list_model_get_item (list, (guint) i);

      if (other == chat)
        position = i;
    }
  position = position < 0 ? 0 : position + step;
  if (position < 0 || position >= n_chats)
    return NULL;
  /* The list keeps it. */
  neighbour = g_list_model_get_item (list, (guint) position);
  return neighbour;
}

/**
 * app_sidebar_start_search:
 * @self: the sidebar
 *
 * Puts the keyboard into the search entry.
 */
void
app_sidebar_start_search (AppSidebar *self)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * app_sidebar_stop_search:
 * @self: the sidebar
 *
 * Shows all chats again.
 *
 * Returns: whether something was searched for, or only some of the chats shown
 */
gboolean
app_sidebar_stop_search (AppSidebar *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR (self), FALSE);

  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0' ||
      gtk_toggle_button_get_active (self->filter_button))
    {
      gtk_toggle_button_set_active (self->filter_button, FALSE);
      app_sidebar_set_search (self, "");
      return TRUE;
    }
  if (!self->archived && !gtk_toggle_button_get_active (self->unread_button))
    return FALSE;
  gtk_toggle_button_set_active (self->unread_button, FALSE);
  app_sidebar_set_archived (self, FALSE);
  return TRUE;
}

/**
 * app_sidebar_set_search:
 * @self: the sidebar
 * @text: what to search for
 *
 * Searches at once, without the pause that typing has.
 */
void
app_sidebar_set_search (AppSidebar *self, const char *text)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
  app_sidebar_on_search_changed (self);
}

/**
 * app_sidebar_get_n_shown:
 * @self: the sidebar
 *
 * Returns: how many chats and messages are listed
 */
guint
app_sidebar_get_n_shown (AppSidebar *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR (self), 0);

  if (self->model == NULL)
    return 0;
  return g_list_model_get_n_items (app_sidebar_model_list_rows (self->model));
}

/**
 * app_sidebar_add_toast:
 * @self: the sidebar
 * @toast: (transfer full): a message to show for a moment
 *
 * Shows a message below the list.
 */
void
app_sidebar_add_toast (AppSidebar *self, AdwToast *toast)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * app_sidebar_focus_list:
 * @self: the sidebar
 *
 * Puts the keyboard into the list.
 */
void
app_sidebar_focus_list (AppSidebar *self)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/**
 * app_sidebar_show_archived:
 * @self: the sidebar
 *
 * Shows the archived chats instead of the others.
 */
void
app_sidebar_show_archived (AppSidebar *self)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  app_sidebar_set_archived (self, TRUE);
}

/**
 * app_sidebar_set_unread_only:
 * @self: the sidebar
 * @unread_only: whether only chats with something unread are shown
 *
 * Shows less, or all again.
 */
void
app_sidebar_set_unread_only (AppSidebar *self, gboolean unread_only)
{
  g_return_if_fail (APP_IS_SIDEBAR (self));

  gtk_toggle_button_set_active (self->unread_button, unread_only);
}
