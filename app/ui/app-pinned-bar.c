/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-pinned-bar.h"

#include <glib/gi18n.h>

#include "app-quote.h"

/**
 * AppPinnedBar:
 *
 * Under the header of a chat: what is pinned in it. A click goes to the message and, where there
 * are several, shows the one before.
 */
struct _AppPinnedBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *button;
  GtkWidget *text;
  GtkWidget *count;

  AppPinned *pinned;
  guint position;
};

G_DEFINE_FINAL_TYPE (AppPinnedBar, app_pinned_bar, GTK_TYPE_WIDGET)

static void
app_pinned_bar_update (AppPinnedBar *self)
{
  guint n = self->pinned != NULL ? app_pinned_get_n (self->pinned) : 0;
  g_autofree char *line = NULL;
  g_autofree char *name = NULL;
  g_autofree char *count = NULL;
  const char *id;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  self->position %= n;
  line = app_quote_describe (app_pinned_get_message (self->pinned, self->position));
  g_strdelimit (line, "\n\r\t", ' ');
  /* translators: the accessible name of the bar of pinned messages; %s is a message */
  name = g_strdup_printf (_ ("Pinned message: %s"), line);
  count = g_strdup_printf ("%u/%u", self->position + 1, n);
  gtk_label_set_label (GTK_LABEL (self->text), line);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  gtk_widget_set_visible (self->count, n > 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  id = landline_message_get_id (app_pinned_get_message (self->pinned, self->position));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (gtk_widget_get_last_child (self->box)), "s",
                                    id);
}

static void
app_pinned_bar_on_clicked (AppPinnedBar *self)
{
  LandlineMessage *message;

  if (self->pinned == NULL || self->position >= app_pinned_get_n (self->pinned))
    return;
  message = app_pinned_get_message (self->pinned, self->position);
  gtk_widget_activate_action (GTK_WIDGET (self), "message.show", "s",
                              landline_message_get_id (message));
  self->position++;
  app_pinned_bar_update (self);
}

static void
app_pinned_bar_dispose (GObject *object)
{
  AppPinnedBar *self = APP_PINNED_BAR (object);

  app_pinned_bar_set_pinned (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (app_pinned_bar_parent_class)->dispose (object);
}

static void
app_pinned_bar_class_init (AppPinnedBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_pinned_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "pinnedbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_pinned_bar_init (AppPinnedBar *self)
{
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *unpin = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (inside), gtk_image_new_from_icon_name ("view-pin-symbolic"));
  self->text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "hexpand", TRUE, "ellipsize",
                             PANGO_ELLIPSIZE_END, "single-line-mode", TRUE, NULL);
  gtk_box_append (GTK_BOX (inside), self->text);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (inside), self->count);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), inside);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_set_hexpand (self->button, TRUE);
  gtk_widget_set_tooltip_text (self->button, _ ("Go to Pinned Message"));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (app_pinned_bar_on_clicked), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_widget_add_css_class (unpin, "flat");
  gtk_widget_add_css_class (unpin, "circular");
  gtk_widget_set_valign (unpin, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (unpin, _ ("Unpin"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (unpin), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (unpin), "message.pin");
  gtk_box_append (GTK_BOX (self->box), unpin);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * app_pinned_bar_set_pinned:
 * @self: the bar
 * @pinned: (nullable): what is pinned in the chat that is shown
 *
 * Shows what is pinned, and follows it.
 */
void
app_pinned_bar_set_pinned (AppPinnedBar *self, AppPinned *pinned)
{
  g_return_if_fail (APP_IS_PINNED_BAR (self));
  g_return_if_fail (pinned == NULL || APP_IS_PINNED (pinned));

  if (self->pinned != NULL)
    g_signal_handlers_disconnect_by_func (self->pinned, app_pinned_bar_update, self);
  g_set_object (&self->pinned, pinned);
  self->position = 0;
  if (pinned != NULL)
    g_signal_connect_object (pinned, "changed", G_CALLBACK (app_pinned_bar_update), self,
                             G_CONNECT_SWAPPED);
  if (self->box != NULL)
    app_pinned_bar_update (self);
}
