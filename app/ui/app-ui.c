/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-ui.h"

#include <gtk/gtk.h>

#include "app-row-style.h"
#include "app-ui-resources.h"

/**
 * app_ui_register:
 *
 * Makes the templates, the style sheet and the icons of the user interface known. A resource inside
 * a static library is not found by itself: the linker drops what nobody refers to. Called once,
 * before the first widget is made and after GTK was initialised.
 */
void
app_ui_register (void)
{
  g_autoptr (GtkCssProvider) provider = NULL;
  GdkDisplay *display = gdk_display_get_default ();

  g_resources_register (app_ui_get_resource ());
  if (display == NULL)
    return;
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    APP_RESOURCE_PATH "/icons");
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, APP_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  app_row_style_install (display);
}
