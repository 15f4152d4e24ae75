/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-people-chooser.h"

#include <glib/gi18n.h>

#include "app-person-row.h"

/**
 * AppPeopleChooser:
 *
 * The people on the server, to choose some from: a list to search in, and above it those who were
 * chosen, each of whom a click takes back.
 */
struct _AppPeopleChooser
{
  GtkWidget parent_instance;

  GtkSearchEntry *search_entry;
  GtkWidget *chips_scroller;
  AdwWrapBox *chips;
  GtkStack *stack;
  GtkListView *list_view;

  AppDirectory *directory; /* its own, for the filter */
  AppAvatars *avatars;
  GListModel *people; /* of the directory, without those who are left out */
  GListStore *chosen; /* AppPerson */
  GHashTable *left_out;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AppPeopleChooser, app_people_chooser, GTK_TYPE_WIDGET)

static gboolean
find_chosen (AppPeopleChooser *self, AppPerson *person, guint *position)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->chosen));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppPerson) other = g_list_model_get_item (G_LIST_MODEL (self->chosen), i);

      if (g_str_equal (app_person_get_user_id (other), app_person_get_user_id (person)))
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

static void
app_people_chooser_toggle_person (AppPeopleChooser *self, AppPerson *person)
{
  guint position;

  if (find_chosen (self, person, &position))
    g_list_store_remove (self->chosen, position);
  else
    g_list_store_append (self->chosen, person);
}

static void
on_chip_clicked (GtkButton *chip, AppPeopleChooser *self)
{
  app_people_chooser_toggle_person (self, g_object_get_data (G_OBJECT (chip), "person"));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static GtkWidget *
make_chip (AppPeopleChooser *self, AppPerson *person)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  /* translators: the accessible name of a button that takes somebody back who was chosen */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), app_person_get_name (person));

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), app_person_get_name (person));
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "window-close-symbolic");
  adw_button_content_set_can_shrink (ADW_BUTTON_CONTENT (content), TRUE);
  gtk_button_set_child (GTK_BUTTON (chip), content);
  gtk_widget_add_css_class (chip, "person-chip");
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (chip), "person", g_object_ref (person), g_object_unref);
  g_signal_connect_object (chip, "clicked", G_CALLBACK (on_chip_clicked), self, 0);
  return chip;
}

static void
app_people_chooser_on_chosen (AppPeopleChooser *self, guint position, guint removed, guint added)
{
  GtkWidget *before = gtk_widget_get_first_child (GTK_WIDGET (self->chips));

  for (guint i = 0; i < position; i++)
    before = gtk_widget_get_next_sibling (before);
  for (guint i = 0; i < removed; i++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (before);

      adw_wrap_box_remove (self->chips, before);
      before = next;
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->chosen),
                                                            position + i);

      adw_wrap_box_append (self->chips, make_chip (self, person));
    }
  gtk_widget_set_visible (self->chips_scroller,
                          g_list_model_get_n_items (G_LIST_MODEL (self->chosen)) > 0);
}

static void
app_people_chooser_update (AppPeopleChooser *self)
{
  gboolean nobody = g_list_model_get_n_items (self->people) == 0 &&
                    !app_directory_get_loading (self->directory);

  gtk_stack_set_visible_child_name (self->stack, nobody ? "nobody" : "list");
}

static void
app_people_chooser_on_activate (AppPeopleChooser *self, guint position)
{
  g_autoptr (AppPerson) person = g_list_model_get_item (self->people, position);

  if (person != NULL)
    app_people_chooser_toggle_person (self, person);
}

static void
app_people_chooser_on_search_changed (AppPeopleChooser *self)
{
  app_directory_set_filter (self->directory,
                            gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  app_people_chooser_update (self);
}

/* Enter takes the first, and makes room for the next name. */
static void
app_people_chooser_on_search_activate (AppPeopleChooser *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    return;
  app_people_chooser_on_search_changed (self);
  app_people_chooser_on_activate (self, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

static void
update_row (AppPeopleChooser *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  AppPerson *person = gtk_list_item_get_item (list_item);
  gboolean is_chosen;
  g_autofree char *label = NULL;
  guint position;

  if (box == NULL || person == NULL)
    return;
  is_chosen = find_chosen (self, person, &position);
  gtk_widget_set_opacity (gtk_widget_get_last_child (box), is_chosen ? 1 : 0);
  label = g_strdup_printf ("%s, %s", app_person_get_name (person), app_person_get_user_id (person));
  gtk_list_item_set_accessible_label (list_item, label);
  gtk_list_item_set_accessible_description (list_item, is_chosen ? _ ("Chosen") : "");
}

static void
on_chosen_of_row (GtkListItem *list_item)
{
  AppPeopleChooser *self = g_object_get_data (G_OBJECT (list_item), "chooser");

  update_row (self, list_item);
}

static void
app_people_chooser_on_setup (AppPeopleChooser *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *row = app_person_row_new ();
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  app_person_row_set_avatars (APP_PERSON_ROW (row), self->avatars);
  gtk_widget_set_hexpand (row, TRUE);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (list_item, box);
  g_object_set_data (G_OBJECT (list_item), "chooser", self);
  g_signal_connect_object (self->chosen, "items-changed", G_CALLBACK (on_chosen_of_row), list_item,
                           G_CONNECT_SWAPPED);
}

static void
app_people_chooser_on_bind (AppPeopleChooser *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  app_person_row_set_person (APP_PERSON_ROW (row), gtk_list_item_get_item (list_item));
  update_row (self, list_item);
}

static void
app_people_chooser_on_unbind (AppPeopleChooser *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));

  app_person_row_set_person (APP_PERSON_ROW (row), NULL);
}

static void
app_people_chooser_dispose (GObject *object)
{
  AppPeopleChooser *self = APP_PEOPLE_CHOOSER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_cancellable_cancel (self->cancellable);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->people);
  g_clear_object (&self->directory);
  g_clear_object (&self->avatars);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PEOPLE_CHOOSER);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_people_chooser_parent_class)->dispose (object);
}

static void
app_people_chooser_finalize (GObject *object)
{
  AppPeopleChooser *self = APP_PEOPLE_CHOOSER (object);

  g_object_unref (self->cancellable);
  g_object_unref (self->chosen);
  g_hash_table_unref (self->left_out);
  G_OBJECT_CLASS (app_people_chooser_parent_class)->finalize (object);
}

static gboolean
app_people_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (APP_PEOPLE_CHOOSER (widget)->search_entry));
}

static void
app_people_chooser_class_init (AppPeopleChooserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_people_chooser_dispose;
  object_class->finalize = app_people_chooser_finalize;
  widget_class->grab_focus = app_people_chooser_grab_focus;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-people-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPeopleChooser, chips);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleChooser, chips_scroller);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleChooser, list_view);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleChooser, stack);
  gtk_widget_class_bind_template_callback (widget_class, app_people_chooser_on_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_people_chooser_on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, app_people_chooser_on_search_changed);
}

static void
app_people_chooser_init (AppPeopleChooser *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->cancellable = g_cancellable_new ();
  self->chosen = g_list_store_new (APP_TYPE_PERSON);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->chosen, "items-changed", G_CALLBACK (app_people_chooser_on_chosen),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (app_people_chooser_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_people_chooser_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_people_chooser_on_unbind), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list_view, factory);
}

static gboolean
is_offered (gpointer item, gpointer user_data)
{
  GHashTable *left_out = user_data;

  return !app_person_get_is_self (item) &&
         !g_hash_table_contains (left_out, app_person_get_user_id (item));
}

/**
 * app_people_chooser_new:
 * @session: the session of the account
 * @avatars: (nullable): the pictures of people
 * @left_out: (nullable) (array zero-terminated=1): user ids that are not offered; the account's own
 * user never is
 *
 * Returns: (transfer floating): a chooser; nobody is chosen yet
 */
GtkWidget *
app_people_chooser_new (AppSession *session, AppAvatars *avatars, const char *const *left_out)
{
  AppPeopleChooser *self;
  GtkFilter *filter;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_PEOPLE_CHOOSER, NULL);
  g_set_object (&self->avatars, avatars);
  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    g_hash_table_add (self->left_out, g_strdup (left_out[i]));
  self->directory = app_directory_new (session);
  filter = GTK_FILTER (gtk_custom_filter_new (is_offered, g_hash_table_ref (self->left_out),
                                              (GDestroyNotify) g_hash_table_unref));
  self->people = G_LIST_MODEL (
      gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->directory)), filter));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (self->people)));
  gtk_list_view_set_model (self->list_view, selection);
  g_signal_connect_object (self->people, "items-changed", G_CALLBACK (app_people_chooser_update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->directory, "notify::loading",
                           G_CALLBACK (app_people_chooser_update), self, G_CONNECT_SWAPPED);
  app_directory_refresh_async (self->directory, self->cancellable, NULL, NULL);
  app_people_chooser_update (self);
  return GTK_WIDGET (self);
}

/* Returns: (transfer none): a list of #AppPerson, in the order in which they were chosen */
GListModel *
app_people_chooser_list_chosen (AppPeopleChooser *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_CHOOSER (self), NULL);

  return G_LIST_MODEL (self->chosen);
}

/* Returns: (transfer full) (array zero-terminated=1): user ids */
char **
app_people_chooser_dup_chosen_ids (AppPeopleChooser *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (APP_IS_PEOPLE_CHOOSER (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->chosen)); i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->chosen), i);

      g_strv_builder_add (ids, app_person_get_user_id (person));
    }
  return g_strv_builder_end (ids);
}

/**
 * app_people_chooser_toggle:
 * @self: the chooser
 * @user_id: somebody in the list
 *
 * Chooses somebody, or takes them back.
 */
void
app_people_chooser_toggle (AppPeopleChooser *self, const char *user_id)
{
  g_return_if_fail (APP_IS_PEOPLE_CHOOSER (self));

  for (guint i = 0; i < g_list_model_get_n_items (self->people); i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (self->people, i);

      if (g_strcmp0 (app_person_get_user_id (person), user_id) == 0)
        {
          app_people_chooser_toggle_person (self, person);
          return;
        }
    }
}
