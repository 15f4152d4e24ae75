/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-nearby-list.h"

#include <glib/gi18n.h>

#include "app-address.h"

/**
 * AppNearbyList:
 *
 * The servers found on this network, to choose one of: each with its address and its key in groups
 * to compare. It looks for them while it is on screen. There are %APP_DISCOVERY_SERVERS_MAX of them
 * at most.
 */
struct _AppNearbyList
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  AppDiscovery *discovery;
  GSignalGroup *signals;
  GPtrArray *rows; /* not referenced */
  AppNearbyServer *chosen;
  gboolean held;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppNearbyList, app_nearby_list, ADW_TYPE_BIN)

static void
app_nearby_list_take (AppNearbyList *self, AppNearbyServer *server)
{
  if (g_set_object (&self->chosen, server))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
app_nearby_list_on_toggled (AppNearbyList *self, GtkCheckButton *button)
{
  AppNearbyServer *server = g_object_get_data (G_OBJECT (button), "server");

  if (gtk_check_button_get_active (button))
    app_nearby_list_take (self, server);
  /* One alone is no radio button: it can be unchecked. */
  else if (self->chosen == server)
    app_nearby_list_take (self, NULL);
}

static const char *
describe_policy (AppNearbyServer *server)
{
  switch (app_nearby_server_get_policy (server))
    {
    case LANDLINE_POLICY_OPEN:
      return _ ("Open to everybody");
    case LANDLINE_POLICY_APPROVE:
      return _ ("An administrator lets people in");
    case LANDLINE_POLICY_INVITE:
    default:
      return _ ("Wants an invitation");
    }
}

static void
app_nearby_list_add_row (AppNearbyList *self, GtkWidget *row)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static GtkCheckButton *
app_nearby_list_add_server (AppNearbyList *self, AppNearbyServer *server, GtkCheckButton *first)
{
  g_autofree char *groups = app_address_dup_key_groups (app_nearby_server_get_key (server));
  g_autofree char *addresses = g_strjoinv (", ",
                                           (char **) app_nearby_server_get_addresses (server));
  g_autofree char *key = NULL;
  g_autofree char *subtitle = NULL;
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *row = adw_action_row_new ();

  /* translators: %s is the fingerprint of a server's key, in groups of digits to compare */
  key = g_strdup_printf (_ ("Key %s"), groups);
  subtitle = g_strdup_printf ("%s\n%s\n%s", addresses, describe_policy (server), key);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "server", g_object_ref (server), g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  app_nearby_server_get_name (server), -1);
  app_nearby_list_add_row (self, row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), app_nearby_server_get_name (server));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  if (self->chosen != NULL &&
      g_str_equal (app_nearby_server_get_key (self->chosen), app_nearby_server_get_key (server)))
    {
      gtk_check_button_set_active (GTK_CHECK_BUTTON (button), TRUE);
      app_nearby_list_take (self, server);
    }
  g_signal_connect_object (button, "toggled", G_CALLBACK (app_nearby_list_on_toggled), self,
                           G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (button);
}

static void
app_nearby_list_add_empty (AppNearbyList *self)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean absent = self->discovery == NULL || app_discovery_get_absent (self->discovery);

  app_nearby_list_add_row (self, row);
  if (!absent)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), adw_spinner_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 absent ? _ ("Servers nearby cannot be looked for")
                                        : _ ("Looking for servers on this network…"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      absent
          ? _ ("That needs Avahi, which does not run on this computer. A link works all the same.")
          : _ ("A server on another network does not show here. A link works all the same."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
}

static void
app_nearby_list_update (AppNearbyList *self)
{
  GListModel *model = G_LIST_MODEL (self->discovery);
  guint n_servers = model != NULL ? g_list_model_get_n_items (model) : 0;
  GtkCheckButton *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n_servers; i++)
    {
      g_autoptr (AppNearbyServer) server = g_list_model_get_item (model, i);

      first = app_nearby_list_add_server (self, server, first);
    }
  if (n_servers == 0)
    app_nearby_list_add_empty (self);
  if (self->chosen != NULL &&
      (self->discovery == NULL ||
       app_discovery_lookup (self->discovery, app_nearby_server_get_key (self->chosen)) == NULL))
    app_nearby_list_take (self, NULL);
}

static void
app_nearby_list_hold (AppNearbyList *self, gboolean hold)
{
  hold = hold && self->discovery != NULL;
  if (self->held == hold)
    return;
  self->held = hold;
  if (hold)
    app_discovery_hold (self->discovery);
  else
    app_discovery_release (self->discovery);
}

static void
app_nearby_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (app_nearby_list_parent_class)->map (widget);
  app_nearby_list_hold (APP_NEARBY_LIST (widget), TRUE);
}

static void
app_nearby_list_unmap (GtkWidget *widget)
{
  app_nearby_list_hold (APP_NEARBY_LIST (widget), FALSE);
  GTK_WIDGET_CLASS (app_nearby_list_parent_class)->unmap (widget);
}

static void
app_nearby_list_dispose (GObject *object)
{
  AppNearbyList *self = APP_NEARBY_LIST (object);

  app_nearby_list_hold (self, FALSE);
  g_clear_object (&self->signals);
  g_clear_object (&self->discovery);
  g_clear_object (&self->chosen);
  G_OBJECT_CLASS (app_nearby_list_parent_class)->dispose (object);
}

static void
app_nearby_list_finalize (GObject *object)
{
  g_ptr_array_unref (APP_NEARBY_LIST (object)->rows);
  G_OBJECT_CLASS (app_nearby_list_parent_class)->finalize (object);
}

static void
app_nearby_list_class_init (AppNearbyListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_nearby_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_nearby_list_finalize;
  GTK_WIDGET_CLASS (klass)->map = app_nearby_list_map;
  GTK_WIDGET_CLASS (klass)->unmap = app_nearby_list_unmap;

  /**
   * AppNearbyList::chosen:
   * @self: the list
   *
   * Another server is chosen, or says something else of itself, or none is any more.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", APP_TYPE_NEARBY_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_nearby_list_init (AppNearbyList *self)
{
  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Found Nearby"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  self->signals = g_signal_group_new (APP_TYPE_DISCOVERY);
  g_signal_group_connect_swapped (self->signals, "items-changed",
                                  G_CALLBACK (app_nearby_list_update), self);
  g_signal_group_connect_swapped (self->signals, "notify::absent",
                                  G_CALLBACK (app_nearby_list_update), self);
  app_nearby_list_add_empty (self);
}

/**
 * app_nearby_list_set_discovery:
 * @self: the list
 * @discovery: (nullable): what finds servers
 *
 * Sets what it shows.
 */
void
app_nearby_list_set_discovery (AppNearbyList *self, AppDiscovery *discovery)
{
  g_return_if_fail (APP_IS_NEARBY_LIST (self));

  app_nearby_list_hold (self, FALSE);
  g_set_object (&self->discovery, discovery);
  g_signal_group_set_target (self->signals, discovery);
  app_nearby_list_update (self);
  app_nearby_list_hold (self, gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/**
 * app_nearby_list_get_chosen:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the server that was chosen
 */
AppNearbyServer *
app_nearby_list_get_chosen (AppNearbyList *self)
{
  g_return_val_if_fail (APP_IS_NEARBY_LIST (self), NULL);

  return self->chosen;
}

/**
 * app_nearby_list_choose_none:
 * @self: the list
 *
 * Takes the choice back.
 */
void
app_nearby_list_choose_none (AppNearbyList *self)
{
  g_return_if_fail (APP_IS_NEARBY_LIST (self));

  app_nearby_list_take (self, NULL);
  app_nearby_list_update (self);
}
