/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-audience-dialog.h"

#include <glib/gi18n.h>

#include "app-directory.h"
#include "app-person-row.h"
#include "landline-limits.h"

#define N_MODES 3

/**
 * AppAudienceDialog:
 *
 * Who sees what is shown for a day: everybody on the server, all but some, or only some.
 */
struct _AppAudienceDialog
{
  AdwDialog parent_instance;

  GtkCheckButton *modes[N_MODES];
  GtkWidget *list;
  GtkListView *list_view;

  AppDirectory *directory;
  AppAvatars *avatars;
  LandlineAudienceMode mode;
  GHashTable *chosen; /* user ids */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppAudienceDialog, app_audience_dialog, ADW_TYPE_DIALOG)

/**
 * app_audience_describe:
 * @audience: who sees it
 *
 * Returns: (transfer full): that in a few words
 */
char *
app_audience_describe (const LandlineAudience *audience)
{
  guint n = audience->users != NULL ? g_strv_length (audience->users) : 0;

  switch (audience->mode)
    {
    case LANDLINE_AUDIENCE_EXCEPT:
      if (n > 0)
        /* translators: who sees a status */
        return g_strdup_printf (ngettext ("All but %u person", "All but %u people", n), n);
      return g_strdup (_ ("All contacts"));
    case LANDLINE_AUDIENCE_ONLY:
      if (n > 0)
        /* translators: who sees a status */
        return g_strdup_printf (ngettext ("Only %u person", "Only %u people", n), n);
      return g_strdup (_ ("Nobody chosen yet"));
    case LANDLINE_AUDIENCE_ALL:
    default:
      return g_strdup (_ ("All contacts"));
    }
}

static void
app_audience_dialog_on_mode (AppAudienceDialog *self, GtkCheckButton *button)
{
  if (!gtk_check_button_get_active (button))
    return;
  for (guint i = 0; i < N_MODES; i++)
    if (self->modes[i] == button)
      self->mode = (LandlineAudienceMode) i;
  gtk_widget_set_visible (self->list, self->mode != LANDLINE_AUDIENCE_ALL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
app_audience_dialog_on_toggled (AppAudienceDialog *self, GtkCheckButton *check)
{
  const char *user_id = g_object_get_data (G_OBJECT (check), "user-id");

  if (user_id != NULL)
    app_audience_dialog_set_chosen (self, user_id, gtk_check_button_get_active (check));
}

static void
app_audience_dialog_on_setup (AppAudienceDialog *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = app_person_row_new ();

  app_person_row_set_avatars (APP_PERSON_ROW (row), self->avatars);
  gtk_widget_set_hexpand (row, TRUE);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), check);
  gtk_widget_set_focusable (check, FALSE);
  gtk_list_item_set_child (list_item, box);
  g_object_bind_property (row, "summary", list_item, "accessible-label", G_BINDING_DEFAULT);
  g_signal_connect_object (check, "toggled", G_CALLBACK (app_audience_dialog_on_toggled), self,
                           G_CONNECT_SWAPPED);
}

static void
app_audience_dialog_on_bind (AppAudienceDialog *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);
  GtkWidget *row = gtk_widget_get_first_child (box);
  GtkWidget *check = gtk_widget_get_last_child (box);
  AppPerson *person = gtk_list_item_get_item (list_item);
  const char *user_id = app_person_get_user_id (person);

  app_person_row_set_person (APP_PERSON_ROW (row), person);
  g_object_set_data (G_OBJECT (check), "user-id", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->chosen, user_id));
  g_object_set_data_full (G_OBJECT (check), "user-id", g_strdup (user_id), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  app_person_get_name (person), -1);
}

static void
app_audience_dialog_on_unbind (AppAudienceDialog *self, GtkListItem *list_item)
{
  GtkWidget *box = gtk_list_item_get_child (list_item);

  g_object_set_data (G_OBJECT (gtk_widget_get_last_child (box)), "user-id", NULL);
  app_person_row_set_person (APP_PERSON_ROW (gtk_widget_get_first_child (box)), NULL);
}

/* A row is chosen as a whole: by click, or with Enter. */
static void
app_audience_dialog_on_activate (AppAudienceDialog *self, guint position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  g_autoptr (AppPerson) person = g_list_model_get_item (model, position);
  const char *user_id;

  if (person == NULL)
    return;
  user_id = app_person_get_user_id (person);
  app_audience_dialog_set_chosen (self, user_id, !g_hash_table_contains (self->chosen, user_id));
}

static gboolean
is_other (gpointer item, gpointer user_data)
{
  return !app_person_get_is_self (item);
}

static void
app_audience_dialog_dispose (GObject *object)
{
  AppAudienceDialog *self = APP_AUDIENCE_DIALOG (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  self->list_view = NULL;
  g_clear_object (&self->directory);
  g_clear_object (&self->avatars);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  G_OBJECT_CLASS (app_audience_dialog_parent_class)->dispose (object);
}

static void
app_audience_dialog_finalize (GObject *object)
{
  g_hash_table_unref (APP_AUDIENCE_DIALOG (object)->chosen);
  G_OBJECT_CLASS (app_audience_dialog_parent_class)->finalize (object);
}

static void
app_audience_dialog_class_init (AppAudienceDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_audience_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_audience_dialog_finalize;

  /**
   * AppAudienceDialog::changed:
   * @self: the dialog
   *
   * Somebody else is to see it.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", APP_TYPE_AUDIENCE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_modes (AppAudienceDialog *self)
{
  static const char *const titles[N_MODES] = { N_ ("_All Contacts"), N_ ("All _But …"),
                                               N_ ("_Only …") };
  GtkWidget *group = adw_preferences_group_new ();

  for (guint i = 0; i < N_MODES; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      self->modes[i] = GTK_CHECK_BUTTON (gtk_check_button_new ());
      gtk_check_button_set_group (self->modes[i], i > 0 ? self->modes[0] : NULL);
      adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (titles[i]));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (self->modes[i]));
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), GTK_WIDGET (self->modes[i]));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
      g_signal_connect_object (self->modes[i], "toggled", G_CALLBACK (app_audience_dialog_on_mode),
                               self, G_CONNECT_SWAPPED);
    }
  return group;
}

static GtkWidget *
make_list (AppAudienceDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (app_audience_dialog_on_setup), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (app_audience_dialog_on_bind), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (app_audience_dialog_on_unbind), self,
                           G_CONNECT_SWAPPED);
  self->list_view = GTK_LIST_VIEW (gtk_list_view_new (NULL, g_steal_pointer (&factory)));
  gtk_list_view_set_single_click_activate (self->list_view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("People"), -1);
  g_signal_connect_object (self->list_view, "activate",
                           G_CALLBACK (app_audience_dialog_on_activate), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list_view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_visible (scrolled, FALSE);
  return scrolled;
}

static void
app_audience_dialog_init (AppAudienceDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *modes = make_modes (self);

  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = make_list (self);
  gtk_widget_set_margin_top (modes, 6);
  gtk_widget_set_margin_start (modes, 12);
  gtk_widget_set_margin_end (modes, 12);
  gtk_widget_set_margin_bottom (modes, 12);
  gtk_box_append (GTK_BOX (box), modes);
  gtk_box_append (GTK_BOX (box), self->list);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), box);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Who Sees It"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 380);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
  adw_dialog_set_child (ADW_DIALOG (self), view);
}

/**
 * app_audience_dialog_new:
 * @session: of the account
 * @avatars: (nullable): where the pictures of people are
 * @audience: who sees it now
 *
 * Creates a dialog in which that can be changed.
 *
 * Returns: (transfer floating): the dialog
 */
AppAudienceDialog *
app_audience_dialog_new (AppSession *session, AppAvatars *avatars, const LandlineAudience *audience)
{
  AppAudienceDialog *self;
  GtkFilterListModel *others;
  g_autoptr (GtkSelectionModel) selection = NULL;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (audience != NULL, NULL);

  self = g_object_new (APP_TYPE_AUDIENCE_DIALOG, NULL);
  self->directory = app_directory_new (session);
  g_set_object (&self->avatars, avatars);
  for (guint i = 0; audience->users != NULL && audience->users[i] != NULL; i++)
    g_hash_table_add (self->chosen, g_strdup (audience->users[i]));
  others = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->directory)),
                                      GTK_FILTER (gtk_custom_filter_new (is_other, NULL, NULL)));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (others)));
  gtk_list_view_set_model (self->list_view, selection);
  app_audience_dialog_set_mode (self, audience->mode);
  return self;
}

void
app_audience_dialog_set_mode (AppAudienceDialog *self, LandlineAudienceMode mode)
{
  g_return_if_fail (APP_IS_AUDIENCE_DIALOG (self));
  g_return_if_fail ((guint) mode < N_MODES);

  gtk_check_button_set_active (self->modes[mode], TRUE);
}

static void
update_check (AppAudienceDialog *self, const char *user_id, gboolean chosen)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *box = gtk_widget_get_first_child (row);
      GtkWidget *check = box != NULL ? gtk_widget_get_last_child (box) : NULL;

      if (check != NULL &&
          g_strcmp0 (g_object_get_data (G_OBJECT (check), "user-id"), user_id) == 0)
        gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
    }
}

void
app_audience_dialog_set_chosen (AppAudienceDialog *self, const char *user_id, gboolean chosen)
{
  g_autofree char *held = g_strdup (user_id);

  g_return_if_fail (APP_IS_AUDIENCE_DIALOG (self));

  if (g_hash_table_contains (self->chosen, held) == chosen ||
      (chosen && g_hash_table_size (self->chosen) >= LANDLINE_LIMIT_AUDIENCE))
    return;
  if (chosen)
    g_hash_table_add (self->chosen, g_strdup (held));
  else
    g_hash_table_remove (self->chosen, held);
  update_check (self, held, chosen);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * app_audience_dialog_get_audience:
 * @self: the dialog
 * @audience: (out): who is to see it
 *
 * Fills in what is chosen now; whom it named before goes.
 */
void
app_audience_dialog_get_audience (AppAudienceDialog *self, LandlineAudience *audience)
{
  g_autoptr (GList) users = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (APP_IS_AUDIENCE_DIALOG (self));
  g_return_if_fail (audience != NULL);

  landline_audience_clear (audience);
  audience->mode = self->mode;
  if (self->mode == LANDLINE_AUDIENCE_ALL)
    return;
  users = g_list_sort (g_hash_table_get_keys (self->chosen), (GCompareFunc) g_strcmp0);
  for (GList *l = users; l != NULL; l = l->next)
    g_strv_builder_add (builder, l->data);
  audience->users = g_strv_builder_end (builder);
}
