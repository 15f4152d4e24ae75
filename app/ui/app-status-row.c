/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-row.h"

#include <glib/gi18n.h>

#include "app-chat-time.h"

/**
 * AppStatusRow:
 *
 * Somebody who shows something: their picture with a ring, their name, and when the newest was
 * posted. For ourselves also that there is nothing yet, or why something did not go out.
 */
struct _AppStatusRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AppStatusRing *ring;
  GtkLabel *name;
  GtkLabel *details;

  AppStatusPerson *person;
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

G_DEFINE_FINAL_TYPE (AppStatusRow, app_status_row, GTK_TYPE_WIDGET)

/**
 * app_status_dup_summary:
 * @status: what somebody shows
 *
 * Returns: (transfer full): its text or caption, or what else it is
 */
char *
app_status_dup_summary (AppStatus *status)
{
  LandlineContent *content = app_status_get_content (status);
  const char *text = landline_content_get_text (content);
  LandlineMedia *media = landline_content_get_media (content);
  const char *type = media != NULL ? landline_media_get_content_type (media) : NULL;

  if (text != NULL && *text != '\0')
    return g_strdup (text);
  return g_strdup (type != NULL && g_str_has_prefix (type, "video/") ? _ ("Video") : _ ("Picture"));
}

static guint
count_state (AppStatusPerson *person, AppStatusState state)
{
  guint n = 0;

  for (guint i = 0; i < app_status_person_get_n_statuses (person); i++)
    n += app_status_get_state (app_status_person_get_status (person, i)) == state;
  return n;
}

static char *
dup_details (AppStatusPerson *person)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  guint n_unseen = app_status_person_get_n_unseen (person);
  g_autofree char *time = NULL;

  if (app_status_person_get_n_statuses (person) == 0)
    return g_strdup (_ ("Nothing shown now"));
  if (count_state (person, APP_STATUS_REFUSED) > 0)
    return g_strdup (_ ("Not posted: open it to see why"));
  if (count_state (person, APP_STATUS_WAITING) > 0)
    return g_strdup (_ ("Waiting to be posted"));
  time = app_chat_time_format (app_status_person_get_time (person), now);
  if (n_unseen == 0)
    return g_steal_pointer (&time);
  /* translators: how many statuses were not seen yet, and when the newest was posted */
  return g_strdup_printf (ngettext ("%u new · %s", "%u new · %s", n_unseen), n_unseen, time);
}

static void
app_status_row_update (AppStatusRow *self)
{
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;
  const char *name;

  app_status_ring_set_person (self->ring, self->person, self->avatars);
  if (self->person == NULL)
    return;
  name = app_status_person_is_self (self->person) ? _ ("My Status")
                                                  : app_status_person_get_name (self->person);
  details = dup_details (self->person);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->details, details);
  /* translators: a person and what is known of their status, read aloud */
  summary = g_strdup_printf (_ ("%s, %s"), name, details);
  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
app_status_row_dispose (GObject *object)
{
  AppStatusRow *self = APP_STATUS_ROW (object);

  if (self->box != NULL)
    app_status_row_set_person (self, NULL);
  g_clear_object (&self->avatars);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (app_status_row_parent_class)->dispose (object);
}

static void
app_status_row_finalize (GObject *object)
{
  g_free (APP_STATUS_ROW (object)->summary);
  G_OBJECT_CLASS (app_status_row_parent_class)->finalize (object);
}

static void
app_status_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SUMMARY:
      g_value_set_string (value, APP_STATUS_ROW (object)->summary);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_status_row_class_init (AppStatusRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_status_row_dispose;
  object_class->finalize = app_status_row_finalize;
  object_class->get_property = app_status_row_get_property;

  /**
   * AppStatusRow:summary:
   *
   * All that the row shows, as one sentence: the accessible name of what it is in.
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "personrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
app_status_row_init (AppStatusRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->ring = APP_STATUS_RING (app_status_ring_new (48));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->ring));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (self->box), texts);
  self->name = add_label (texts, NULL);
  self->details = add_label (texts, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->details), "dimmed");
}

GtkWidget *
app_status_row_new (void)
{
  return g_object_new (APP_TYPE_STATUS_ROW, NULL);
}

void
app_status_row_set_avatars (AppStatusRow *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_STATUS_ROW (self));

  g_set_object (&self->avatars, avatars);
}

void
app_status_row_set_person (AppStatusRow *self, AppStatusPerson *person)
{
  g_return_if_fail (APP_IS_STATUS_ROW (self));

  if (self->person != NULL)
    g_signal_handlers_disconnect_by_data (self->person, self);
  g_set_object (&self->person, person);
  if (person != NULL)
    g_signal_connect_object (person, "changed", G_CALLBACK (app_status_row_update), self,
                             G_CONNECT_SWAPPED);
  app_status_row_update (self);
}

AppStatusRing *
app_status_row_get_ring (AppStatusRow *self)
{
  g_return_val_if_fail (APP_IS_STATUS_ROW (self), NULL);

  return self->ring;
}
