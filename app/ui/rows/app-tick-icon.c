/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-tick-icon"

#include "config.h"

#include <glib/gi18n.h>

#include "app-tick-icon.h"

/**
 * AppTickIcon:
 *
 * How far a message of ours has come: a clock, a tick, two ticks, two bold coloured ticks, or a
 * warning. Each state has a shape and an accessible name of its own: the colour only adds to it.
 * Nothing is shown for %APP_TICK_NONE.
 */
struct _AppTickIcon
{
  GtkWidget parent_instance;
  GtkWidget *image;
  AppTick tick;
};

enum
{
  PROP_0,
  PROP_TICK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const struct
{
  const char *icon_name;
  const char *css_class;
  const char *name;
} states[] = {
  [APP_TICK_NONE] = { NULL, NULL, NULL },
  [APP_TICK_WAITING] = { "landline-tick-waiting-symbolic", "waiting", N_ ("Waiting to be sent") },
  [APP_TICK_SENT] = { "landline-tick-sent-symbolic", "sent", N_ ("Sent") },
  [APP_TICK_DELIVERED] = { "landline-tick-delivered-symbolic", "delivered", N_ ("Delivered") },
  [APP_TICK_READ] = { "landline-tick-read-symbolic", "read", N_ ("Read") },
  [APP_TICK_FAILED] = { "landline-tick-failed-symbolic", "failed", N_ ("Not sent") },
};

G_DEFINE_FINAL_TYPE (AppTickIcon, app_tick_icon, GTK_TYPE_WIDGET)

static void
app_tick_icon_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppTickIcon *self = APP_TICK_ICON (object);

  switch (prop_id)
    {
    case PROP_TICK:
      g_value_set_enum (value, self->tick);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_tick_icon_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppTickIcon *self = APP_TICK_ICON (object);

  switch (prop_id)
    {
    case PROP_TICK:
      app_tick_icon_set_tick (self, g_value_get_enum (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_tick_icon_dispose (GObject *object)
{
  g_clear_pointer (&APP_TICK_ICON (object)->image, gtk_widget_unparent);

  G_OBJECT_CLASS (app_tick_icon_parent_class)->dispose (object);
}

static void
app_tick_icon_class_init (AppTickIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = app_tick_icon_get_property;
  object_class->set_property = app_tick_icon_set_property;
  object_class->dispose = app_tick_icon_dispose;

  /**
   * AppTickIcon:tick: (getter get_tick) (setter set_tick)
   *
   * What is shown.
   */
  properties[PROP_TICK] = g_param_spec_enum ("tick", NULL, NULL, APP_TYPE_TICK, APP_TICK_NONE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                 G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "tick");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_tick_icon_init (AppTickIcon *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * app_tick_icon_new:
 *
 * Returns: (transfer floating): an icon that shows nothing
 */
GtkWidget *
app_tick_icon_new (void)
{
  return g_object_new (APP_TYPE_TICK_ICON, NULL);
}

/**
 * app_tick_icon_get_tick: (get-property tick)
 * @self: an icon
 *
 * Returns: what is shown
 */
AppTick
app_tick_icon_get_tick (AppTickIcon *self)
{
  g_return_val_if_fail (APP_IS_TICK_ICON (self), APP_TICK_NONE);

  return self->tick;
}

/**
 * app_tick_icon_set_tick: (set-property tick)
 * @self: an icon
 * @tick: what to show
 *
 * Shows how far a message has come.
 */
void
app_tick_icon_set_tick (AppTickIcon *self, AppTick tick)
{
  GtkWidget *widget;

  g_return_if_fail (APP_IS_TICK_ICON (self));
  g_return_if_fail (tick < G_N_ELEMENTS (states));

  if (self->tick == tick)
    return;
  widget = GTK_WIDGET (self);
  if (states[self->tick].css_class != NULL)
    gtk_widget_remove_css_class (widget, states[self->tick].css_class);
  self->tick = tick;
  gtk_widget_set_visible (widget, tick != APP_TICK_NONE);
  if (tick != APP_TICK_NONE)
    {
      const char *name = app_tick_icon_describe (tick);

      gtk_image_set_from_icon_name (GTK_IMAGE (self->image), states[tick].icon_name);
      gtk_widget_add_css_class (widget, states[tick].css_class);
      gtk_widget_set_tooltip_text (widget, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      -1);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TICK]);
}

/**
 * app_tick_icon_describe:
 * @tick: how far a message has come
 *
 * Returns: (nullable): it in words, %NULL for %APP_TICK_NONE
 */
const char *
app_tick_icon_describe (AppTick tick)
{
  g_return_val_if_fail (tick < G_N_ELEMENTS (states), NULL);

  return states[tick].name != NULL ? _ (states[tick].name) : NULL;
}
