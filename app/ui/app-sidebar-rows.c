/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-sidebar-rows.h"

#include <glib/gi18n.h>

#include "app-chat-row.h"
#include "app-search-hit-row.h"

/**
 * AppSidebarRows:
 *
 * Makes the rows of the sidebar, and has them say the day anew when it changes. Files that are
 * dropped on the row of a chat come out as [signal@AppSidebarRows::files-dropped].
 */
struct _AppSidebarRows
{
  GObject parent_instance;

  GtkListItemFactory *factory;
  GtkListItemFactory *header_factory;
  GPtrArray *shown; /* (element-type AppChatRow): those that are bound, not owned */
  guint midnight_id;
  AppAvatars *avatars;
  AppChatActions *actions;
};

enum
{
  SIGNAL_FILES_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSidebarRows, app_sidebar_rows, G_TYPE_OBJECT)

static void app_sidebar_rows_wait_for_midnight (AppSidebarRows *self);

static void
app_sidebar_rows_on_midnight (gpointer user_data)
{
  AppSidebarRows *self = APP_SIDEBAR_ROWS (user_data);

  self->midnight_id = 0;
  for (guint i = 0; i < self->shown->len; i++)
    app_chat_row_update (g_ptr_array_index (self->shown, i));
  app_sidebar_rows_wait_for_midnight (self);
}

/* At most an hour at a time: a timeout does not run while the computer sleeps, and the clock may be
 * set. */
static void
app_sidebar_rows_wait_for_midnight (AppSidebarRows *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int seconds = 24 * 3600 - (g_date_time_get_hour (now) * 3600 + g_date_time_get_minute (now) * 60 +
                             g_date_time_get_second (now));

  self->midnight_id = g_timeout_add_seconds_once (CLAMP (seconds + 1, 1, 3600),
                                                  app_sidebar_rows_on_midnight, self);
}

static gboolean
app_sidebar_rows_on_drop (GtkDropTarget *target,
                          const GValue *value,
                          double x,
                          double y,
                          AppSidebarRows *self)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  AppChat *chat = app_chat_row_get_chat (APP_CHAT_ROW (row));

  if (chat == NULL || g_value_get_boxed (value) == NULL)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_FILES_DROPPED], 0, chat, g_value_get_boxed (value));
  return TRUE;
}

static void
app_sidebar_rows_open_menu_at (AppSidebarRows *self, double x, double y, GtkGesture *gesture)
{
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  app_sidebar_rows_open_menu (self, row, &at);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
app_sidebar_rows_on_click (AppSidebarRows *self,
                           int n_press,
                           double x,
                           double y,
                           GtkGesture *gesture)
{
  app_sidebar_rows_open_menu_at (self, x, y, gesture);
}

static void
app_sidebar_rows_add_menu (AppSidebarRows *self, GtkWidget *row)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (app_sidebar_rows_on_click), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (app_sidebar_rows_open_menu_at), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (press));
}

static GtkWidget *
app_sidebar_rows_make_chat_row (AppSidebarRows *self)
{
  GtkWidget *row = app_chat_row_new ();
  /* Only lists of files: that is what works across the border of a sandbox. */
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (app_sidebar_rows_on_drop), self, 0);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
  app_sidebar_rows_add_menu (self, row);
  return row;
}

static void
app_sidebar_rows_on_bind (AppSidebarRows *self, GtkListItem *list_item)
{
  GObject *item = gtk_list_item_get_item (list_item);
  GtkWidget *child = gtk_list_item_get_child (list_item);
  g_autofree char *summary = NULL;

  if (APP_IS_CHAT (item))
    {
      if (!APP_IS_CHAT_ROW (child))
        {
          child = app_sidebar_rows_make_chat_row (self);
          gtk_list_item_set_child (list_item, child);
          g_object_bind_property (child, "summary", list_item, "accessible-label",
                                  G_BINDING_DEFAULT);
        }
      app_chat_row_set_avatars (APP_CHAT_ROW (child), self->avatars);
      app_chat_row_set_chat (APP_CHAT_ROW (child), APP_CHAT (item));
      g_ptr_array_add (self->shown, child);
      return;
    }
  if (!APP_IS_SEARCH_HIT_ROW (child))
    {
      child = app_search_hit_row_new ();
      gtk_list_item_set_child (list_item, child);
    }
  summary = app_search_hit_row_set_hit (APP_SEARCH_HIT_ROW (child), APP_SEARCH_HIT (item),
                                        self->avatars != NULL
                                            ? app_avatars_get_loader (self->avatars)
                                            : NULL);
  gtk_list_item_set_accessible_label (list_item, summary);
}

static void
app_sidebar_rows_on_unbind (AppSidebarRows *self, GtkListItem *list_item)
{
  GtkWidget *child = gtk_list_item_get_child (list_item);

  if (!APP_IS_CHAT_ROW (child))
    return;
  g_ptr_array_remove_fast (self->shown, child);
  app_chat_row_set_chat (APP_CHAT_ROW (child), NULL);
}

static void
app_sidebar_rows_on_teardown (AppSidebarRows *self, GtkListItem *list_item)
{
  g_ptr_array_remove_fast (self->shown, gtk_list_item_get_child (list_item));
  gtk_list_item_set_child (list_item, NULL);
}

static void
app_sidebar_rows_on_bind_header (AppSidebarRows *self, GtkListHeader *header)
{
  gboolean chats = APP_IS_CHAT (gtk_list_header_get_item (header));
  GtkWidget *label = gtk_label_new (chats ? _ ("Chats") : _ ("Messages"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_header_set_child (header, label);
}

static void
app_sidebar_rows_dispose (GObject *object)
{
  AppSidebarRows *self = APP_SIDEBAR_ROWS (object);

  g_clear_handle_id (&self->midnight_id, g_source_remove);
  g_clear_object (&self->avatars);
  g_clear_object (&self->actions);
  g_clear_object (&self->factory);
  g_clear_object (&self->header_factory);
  G_OBJECT_CLASS (app_sidebar_rows_parent_class)->dispose (object);
}

static void
app_sidebar_rows_finalize (GObject *object)
{
  g_ptr_array_unref (APP_SIDEBAR_ROWS (object)->shown);
  G_OBJECT_CLASS (app_sidebar_rows_parent_class)->finalize (object);
}

static void
app_sidebar_rows_class_init (AppSidebarRowsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_sidebar_rows_dispose;
  object_class->finalize = app_sidebar_rows_finalize;

  /**
   * AppSidebarRows::files-dropped:
   * @self: the rows
   * @chat: the chat whose row they were dropped on
   * @files: the files
   *
   * Files shall be sent to a chat.
   */
  signals[SIGNAL_FILES_DROPPED] = g_signal_new ("files-dropped", APP_TYPE_SIDEBAR_ROWS,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, APP_TYPE_CHAT, GDK_TYPE_FILE_LIST);
}

static void
app_sidebar_rows_init (AppSidebarRows *self)
{
  self->shown = g_ptr_array_new ();
  self->factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (self->factory, "bind", G_CALLBACK (app_sidebar_rows_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->factory, "unbind", G_CALLBACK (app_sidebar_rows_on_unbind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->factory, "teardown", G_CALLBACK (app_sidebar_rows_on_teardown),
                           self, G_CONNECT_SWAPPED);
  self->header_factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (self->header_factory, "bind",
                           G_CALLBACK (app_sidebar_rows_on_bind_header), self, G_CONNECT_SWAPPED);
  app_sidebar_rows_wait_for_midnight (self);
}

/**
 * app_sidebar_rows_new:
 *
 * Creates what makes the rows of a sidebar.
 *
 * Returns: (transfer full): it
 */
AppSidebarRows *
app_sidebar_rows_new (void)
{
  return g_object_new (APP_TYPE_SIDEBAR_ROWS, NULL);
}

/**
 * app_sidebar_rows_set_avatars:
 * @self: the maker of rows
 * @avatars: (nullable): where the pictures of people are
 *
 * Sets what the rows show the pictures with, those that are there as well.
 */
void
app_sidebar_rows_set_avatars (AppSidebarRows *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROWS (self));
  g_return_if_fail (avatars == NULL || APP_IS_AVATARS (avatars));

  g_set_object (&self->avatars, avatars);
  for (guint i = 0; i < self->shown->len; i++)
    app_chat_row_set_avatars (g_ptr_array_index (self->shown, i), avatars);
}

/**
 * app_sidebar_rows_get_factory:
 * @self: the maker of rows
 *
 * Returns: (transfer none): the factory of rows for [class@AppChat] and [class@AppSearchHit]
 */
GtkListItemFactory *
app_sidebar_rows_get_factory (AppSidebarRows *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROWS (self), NULL);

  return self->factory;
}

/**
 * app_sidebar_rows_get_header_factory:
 * @self: the maker of rows
 *
 * Returns: (transfer none): the factory of the headings above chats and messages
 */
GtkListItemFactory *
app_sidebar_rows_get_header_factory (AppSidebarRows *self)
{
  g_return_val_if_fail (APP_IS_SIDEBAR_ROWS (self), NULL);

  return self->header_factory;
}

/**
 * app_sidebar_rows_set_actions:
 * @self: the maker of rows
 * @actions: (nullable): what can be done with chats
 *
 * Sets what the menus of rows offer.
 */
void
app_sidebar_rows_set_actions (AppSidebarRows *self, AppChatActions *actions)
{
  g_return_if_fail (APP_IS_SIDEBAR_ROWS (self));

  g_set_object (&self->actions, actions);
}

/**
 * app_sidebar_rows_open_menu:
 * @self: the maker of rows
 * @row: a row of a chat
 * @at: (nullable): where in it
 *
 * Opens the menu of a row.
 */
void
app_sidebar_rows_open_menu (AppSidebarRows *self, GtkWidget *row, const GdkRectangle *at)
{
  AppChat *chat = app_chat_row_get_chat (APP_CHAT_ROW (row));
  g_autoptr (GMenuModel) menu = NULL;

  if (self->actions == NULL || chat == NULL)
    return;
  menu = app_chat_actions_build_menu (self->actions, chat);
  app_chat_row_open_menu (APP_CHAT_ROW (row), menu, at);
}
