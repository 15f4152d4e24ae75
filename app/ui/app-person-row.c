/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-person-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * AppPersonRow:
 *
 * Somebody on the server: name, number, and whether they are online.
 */
struct _AppPersonRow
{
  GtkWidget parent_instance;

  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *details;

  AppPerson *person;
  GSignalGroup *person_signals;
  AppAvatars *avatars;
  char *summary;
};

enum
{
  PROP_0,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppPersonRow, app_person_row, GTK_TYPE_WIDGET)

static void
app_person_row_update (AppPersonRow *self)
{
  const char *name;
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;

  if (self->person == NULL)
    return;
  name = app_person_get_is_self (self->person) ? _ ("Note to Self")
                                               : app_person_get_name (self->person);
  if (app_person_get_is_self (self->person))
    details = g_strdup (_ ("Only you see what you write here"));
  else if (app_person_get_online (self->person))
    /* translators: a person in the list of people; %s is the number */
    details = g_strdup_printf (_ ("%s · Online"), app_person_get_user_id (self->person));
  else
    details = g_strdup (app_person_get_user_id (self->person));
  adw_avatar_set_text (self->avatar, app_person_get_name (self->person));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_person_get_avatar_id (self->person));
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->details, details);
  summary = g_strdup_printf ("%s, %s", name, details);
  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
app_person_row_dispose (GObject *object)
{
  AppPersonRow *self = APP_PERSON_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->avatars);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PERSON_ROW);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_person_row_parent_class)->dispose (object);
}

static void
app_person_row_finalize (GObject *object)
{
  g_free (APP_PERSON_ROW (object)->summary);
  G_OBJECT_CLASS (app_person_row_parent_class)->finalize (object);
}

static void
app_person_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, APP_PERSON_ROW (object)->summary);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_person_row_class_init (AppPersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_person_row_dispose;
  object_class->finalize = app_person_row_finalize;
  object_class->get_property = app_person_row_get_property;

  /**
   * AppPersonRow:summary:
   *
   * All that the row shows, as one sentence: the accessible name of the list item that it is in.
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "personrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, details);
  gtk_widget_class_bind_template_child (widget_class, AppPersonRow, name);
}

static void
app_person_row_init (AppPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->person_signals = g_signal_group_new (APP_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify",
                                  G_CALLBACK (app_person_row_update), self);
}

/**
 * app_person_row_new:
 *
 * Creates a row that shows nobody yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
app_person_row_new (void)
{
  return g_object_new (APP_TYPE_PERSON_ROW, NULL);
}

/**
 * app_person_row_set_avatars:
 * @self: the row
 * @avatars: (nullable): where the pictures of people are
 *
 * Without them there are initials.
 */
void
app_person_row_set_avatars (AppPersonRow *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_PERSON_ROW (self));
  g_return_if_fail (avatars == NULL || APP_IS_AVATARS (avatars));

  if (g_set_object (&self->avatars, avatars))
    app_person_row_update (self);
}

/**
 * app_person_row_set_person:
 * @self: the row
 * @person: (nullable): whom to show
 *
 * Shows somebody else.
 */
void
app_person_row_set_person (AppPersonRow *self, AppPerson *person)
{
  g_return_if_fail (APP_IS_PERSON_ROW (self));
  g_return_if_fail (person == NULL || APP_IS_PERSON (person));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  app_person_row_update (self);
}
