/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-compose-bar.h"

#include <glib/gi18n.h>

/**
 * AppComposeBar:
 *
 * Above the composer: which message is answered or changed, and a button that leaves it.
 */
struct _AppComposeBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *text;
};

G_DEFINE_FINAL_TYPE (AppComposeBar, app_compose_bar, GTK_TYPE_WIDGET)

static void
app_compose_bar_dispose (GObject *object)
{
  g_clear_pointer (&APP_COMPOSE_BAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (app_compose_bar_parent_class)->dispose (object);
}

static void
app_compose_bar_class_init (AppComposeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_compose_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "composebar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
make_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "single-line-mode", TRUE, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
app_compose_bar_init (AppComposeBar *self)
{
  GtkWidget *labels = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_box_append (GTK_BOX (self->box), self->icon);
  gtk_widget_set_hexpand (labels, TRUE);
  gtk_box_append (GTK_BOX (self->box), labels);
  self->title = make_label (labels, "heading");
  self->text = make_label (labels, "dim-label");
  gtk_widget_set_valign (close, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_tooltip_text (close, _ ("Cancel"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "chat.leave-message");
  gtk_box_append (GTK_BOX (self->box), close);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * app_compose_bar_show:
 * @self: the bar
 * @icon_name: what is done
 * @title: the same in words
 * @text: a line of the message that it is about
 *
 * Shows the bar.
 */
void
app_compose_bar_show (AppComposeBar *self,
                      const char *icon_name,
                      const char *title,
                      const char *text)
{
  g_autofree char *line = NULL;

  g_return_if_fail (APP_IS_COMPOSE_BAR (self));
  g_return_if_fail (icon_name != NULL && title != NULL && text != NULL);

  line = g_strdup (text);
  g_strdelimit (line, "\n\r\t", ' ');
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->text), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, line, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
app_compose_bar_hide (AppComposeBar *self)
{
  g_return_if_fail (APP_IS_COMPOSE_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
