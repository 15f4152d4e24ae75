/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-person-form.h"

#include <glib/gi18n.h>

#include "app-phone-number.h"
#include "landline-limits.h"

/**
 * AppPersonForm:
 *
 * Asks for a name and an extension or phone number, and says what is wrong with them, under them.
 *
 * What is wrong is shown only once somebody asked to go on ([method@AppPersonForm.read]): nobody is
 * scolded while typing.
 */
struct _AppPersonForm
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *number_row;

  char *problem;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPersonForm, app_person_form, ADW_TYPE_PREFERENCES_GROUP)

static void
mark_row (AdwEntryRow *row, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
app_person_form_set_problem (AppPersonForm *self, const char *problem, AdwEntryRow *row)
{
  mark_row (self->name_row, row == self->name_row);
  mark_row (self->number_row, row == self->number_row);
  g_set_str (&self->problem, problem);
  /* The description is always there, so that the entries stay where they are. */
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self),
      problem != NULL ? problem : _ ("This is how others on the server will see you."));
  if (problem == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_accessible_announce (GTK_ACCESSIBLE (self), problem,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
app_person_form_on_changed (AppPersonForm *self)
{
  if (self->problem != NULL)
    app_person_form_set_problem (self, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
app_person_form_on_activated (AppPersonForm *self, AdwEntryRow *row)
{
  if (row == self->name_row && gtk_widget_is_sensitive (GTK_WIDGET (self->number_row)) &&
      *gtk_editable_get_text (GTK_EDITABLE (self->number_row)) == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->number_row));
  else
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
app_person_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PERSON_FORM);
  G_OBJECT_CLASS (app_person_form_parent_class)->dispose (object);
}

static void
app_person_form_finalize (GObject *object)
{
  g_free (APP_PERSON_FORM (object)->problem);
  G_OBJECT_CLASS (app_person_form_parent_class)->finalize (object);
}

static void
app_person_form_class_init (AppPersonFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_person_form_dispose;
  object_class->finalize = app_person_form_finalize;

  /**
   * AppPersonForm::changed:
   * @self: the form
   *
   * Something else stands in one of the entries.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", APP_TYPE_PERSON_FORM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * AppPersonForm::activated:
   * @self: the form
   *
   * Enter was pressed in the last entry.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", APP_TYPE_PERSON_FORM, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-person-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPersonForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppPersonForm, number_row);
  gtk_widget_class_bind_template_callback (widget_class, app_person_form_on_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_person_form_on_changed);
}

static void
app_person_form_init (AppPersonForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  app_person_form_set_problem (self, NULL, NULL);
}

/**
 * app_person_form_read:
 * @self: the form
 * @name: (out) (transfer full): the name, without white space around it
 * @number: (out) (transfer full): the user id
 *
 * Reads both entries, or says under them what is wrong with the first that is.
 *
 * Returns: whether both are good
 */
gboolean
app_person_form_read (AppPersonForm *self, char **name, char **number)
{
  g_autofree char *typed_name = NULL;
  g_autofree char *user_id = NULL;
  g_autofree char *problem = NULL;

  g_return_val_if_fail (APP_IS_PERSON_FORM (self), FALSE);
  g_return_val_if_fail (name != NULL && number != NULL, FALSE);

  typed_name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  if (*typed_name == '\0')
    {
      app_person_form_set_problem (self, _ ("Enter your name, so that others know who you are."),
                                   self->name_row);
      return FALSE;
    }
  if (strlen (typed_name) > LANDLINE_LIMIT_NAME)
    {
      app_person_form_set_problem (self, _ ("This name is too long. Enter a shorter one."),
                                   self->name_row);
      return FALSE;
    }
  user_id = app_phone_number_normalize (gtk_editable_get_text (GTK_EDITABLE (self->number_row)),
                                        &problem);
  if (user_id == NULL)
    {
      app_person_form_set_problem (self, problem, self->number_row);
      return FALSE;
    }
  app_person_form_set_problem (self, NULL, NULL);
  *name = g_steal_pointer (&typed_name);
  *number = g_steal_pointer (&user_id);
  return TRUE;
}

/**
 * app_person_form_set_name:
 * @self: the form
 * @name: (nullable): a name to begin with
 *
 * Fills in the name, for example that of the account on this computer.
 */
void
app_person_form_set_name (AppPersonForm *self, const char *name)
{
  g_return_if_fail (APP_IS_PERSON_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name != NULL ? name : "");
}

/**
 * app_person_form_set_number:
 * @self: the form
 * @number: (nullable): a number to begin with
 *
 * Fills in the number.
 */
void
app_person_form_set_number (AppPersonForm *self, const char *number)
{
  g_return_if_fail (APP_IS_PERSON_FORM (self));

  gtk_editable_set_text (GTK_EDITABLE (self->number_row), number != NULL ? number : "");
}

/**
 * app_person_form_set_number_fixed:
 * @self: the form
 * @fixed: whether the number is given, by an invitation for one
 *
 * Says whether the number may be changed.
 */
void
app_person_form_set_number_fixed (AppPersonForm *self, gboolean fixed)
{
  g_return_if_fail (APP_IS_PERSON_FORM (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->number_row), !fixed);
}

/**
 * app_person_form_get_problem:
 * @self: the form
 *
 * Returns: (nullable): the sentence that is shown about what is wrong
 */
const char *
app_person_form_get_problem (AppPersonForm *self)
{
  g_return_val_if_fail (APP_IS_PERSON_FORM (self), NULL);

  return self->problem;
}
