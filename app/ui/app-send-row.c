/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-send-row.h"

#include <glib/gi18n.h>

/**
 * AppSendRow:
 *
 * A file on the send sheet: a preview, its name, its size, or why it cannot be sent.
 */
struct _AppSendRow
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkPicture *preview;
  GtkLabel *name;
  GtkLabel *details;
  GtkButton *remove_button;

  AppSendItem *item;
  GSignalGroup *item_signals;
};

enum
{
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSendRow, app_send_row, GTK_TYPE_WIDGET)

/* The symbolic icon of a type, or of what it is a kind of; never one in colours, which may vanish
 * on its background. */
static GIcon *
find_icon (const char *content_type)
{
  g_autoptr (GIcon) icon = content_type != NULL ? g_content_type_get_symbolic_icon (content_type)
                                                : NULL;
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  const char *const *names = G_IS_THEMED_ICON (icon)
                                 ? g_themed_icon_get_names (G_THEMED_ICON (icon))
                                 : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], "-symbolic") && gtk_icon_theme_has_icon (theme, names[i]))
      return g_themed_icon_new (names[i]);
  return g_themed_icon_new ("x-office-document-symbolic");
}

static void
app_send_row_update_preview (AppSendRow *self)
{
  AppOutgoingFile *file = app_send_item_get_file (self->item);
  GdkTexture *preview = app_send_item_get_preview (self->item);
  g_autoptr (GIcon) icon = find_icon (app_outgoing_file_get_content_type (file));

  gtk_widget_set_visible (GTK_WIDGET (self->icon), preview == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), preview != NULL);
  gtk_picture_set_paintable (self->preview, GDK_PAINTABLE (preview));
  gtk_image_set_from_gicon (self->icon, icon);
}

static void
app_send_row_update (AppSendRow *self)
{
  AppOutgoingFile *file;
  gboolean refused;
  g_autofree char *name = NULL;
  g_autofree char *details = NULL;
  g_autofree char *remove = NULL;

  if (self->item == NULL)
    return;
  file = app_send_item_get_file (self->item);
  refused = app_send_item_get_state (self->item) == APP_SEND_ITEM_REFUSED;
  name = app_send_item_dup_name (self->item);
  if (refused)
    details = g_strdup (app_send_item_get_problem (self->item));
  else if (app_send_item_get_state (self->item) == APP_SEND_ITEM_GOOD)
    details = g_format_size (app_outgoing_file_get_size (file));
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->details, details != NULL ? details : "");
  if (refused)
    gtk_widget_add_css_class (GTK_WIDGET (self->details), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->details), "problem");
  /* translators: the accessible name of a button; %s is the name of a file */
  remove = g_strdup_printf (_ ("Remove “%s”"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, remove, -1);
  app_send_row_update_preview (self);
}

static void
app_send_row_on_remove (AppSendRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
app_send_row_dispose (GObject *object)
{
  AppSendRow *self = APP_SEND_ROW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->item_signals);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SEND_ROW);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_send_row_parent_class)->dispose (object);
}

static void
app_send_row_class_init (AppSendRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_send_row_dispose;

  /**
   * AppSendRow::remove:
   * @self: the row
   *
   * The file shall not be sent.
   */
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", APP_TYPE_SEND_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "sendrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-send-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSendRow, details);
  gtk_widget_class_bind_template_child (widget_class, AppSendRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AppSendRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppSendRow, preview);
  gtk_widget_class_bind_template_child (widget_class, AppSendRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, app_send_row_on_remove);
}

static void
app_send_row_init (AppSendRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->item_signals = g_signal_group_new (APP_TYPE_SEND_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "changed", G_CALLBACK (app_send_row_update),
                                  self);
}

/**
 * app_send_row_new:
 *
 * Creates a row that shows no file yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
app_send_row_new (void)
{
  return g_object_new (APP_TYPE_SEND_ROW, NULL);
}

/**
 * app_send_row_get_item:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): the file that is shown
 */
AppSendItem *
app_send_row_get_item (AppSendRow *self)
{
  g_return_val_if_fail (APP_IS_SEND_ROW (self), NULL);

  return self->item;
}

/**
 * app_send_row_set_item:
 * @self: the row
 * @item: (nullable): the file to show
 *
 * Shows another file.
 */
void
app_send_row_set_item (AppSendRow *self, AppSendItem *item)
{
  g_return_if_fail (APP_IS_SEND_ROW (self));
  g_return_if_fail (item == NULL || APP_IS_SEND_ITEM (item));

  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->item_signals, item);
  app_send_row_update (self);
}
