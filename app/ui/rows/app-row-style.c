/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-row-style"

#include "config.h"

#include <adwaita.h>

#include "app-row-style.h"
#include "rows-resources.h"

#define PREFIX  "/im/landline/Landline/rows"
#define DISPLAY "app-row-style-display"

static void
on_high_contrast (AdwStyleManager *manager, GParamSpec *pspec, GtkCssProvider *provider)
{
  if (adw_style_manager_get_high_contrast (manager))
    gtk_css_provider_load_from_resource (provider, PREFIX "/rows-high-contrast.css");
  else
    gtk_css_provider_load_from_string (provider, "");
}

static void
add (GdkDisplay *display, GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/**
 * app_row_style_install:
 * @display: where rows are to be shown
 *
 * Makes the style and the icons of the rows known, once for a display. To be called before the
 * first row is made.
 */
void
app_row_style_install (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) style = NULL;
  g_autoptr (GtkCssProvider) contrast = NULL;
  AdwStyleManager *manager;

  g_return_if_fail (GDK_IS_DISPLAY (display));

  if (g_object_get_data (G_OBJECT (display), DISPLAY) != NULL)
    return;
  g_object_set_data (G_OBJECT (display), DISPLAY, GINT_TO_POINTER (TRUE));

  /* Asked for by name: the linker drops a resource of a static library that nothing refers to. */
  g_resources_register (app_rows_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), PREFIX "/icons");

  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, PREFIX "/rows.css");
  add (display, style);
  contrast = gtk_css_provider_new ();
  manager = adw_style_manager_get_for_display (display);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (on_high_contrast),
                           contrast, G_CONNECT_DEFAULT);
  on_high_contrast (manager, NULL, contrast);
  add (display, contrast);
}
