/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-mention-pills"

#include "config.h"

#include "app-mention-pills.h"

#include <adwaita.h>
#include <string.h>

#define ALPHA 0x3000 /* of the ground behind a name, of 0xffff: light and dark style alike */
#define OWN   0x8000 /* behind our own */

static void
add_pill (PangoAttrList *attributes, gsize start, gsize end, gboolean is_own)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  PangoAttribute *all[] = {
    pango_attr_weight_new (PANGO_WEIGHT_BOLD),
    pango_attr_background_new ((guint16) (accent->red * 0xffff), (guint16) (accent->green * 0xffff),
                               (guint16) (accent->blue * 0xffff)),
    pango_attr_background_alpha_new (is_own ? OWN : ALPHA),
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i]->start_index = (guint) start;
      all[i]->end_index = (guint) end;
      pango_attr_list_insert (attributes, all[i]);
    }
}

/**
 * app_mention_pills_add:
 * @label: a text that is shown
 * @names: (nullable) (array zero-terminated=1): who is named in it
 * @own: (nullable): the one of them that is the account's user
 *
 * Makes the names stand out, one's own most. Only looks: nothing is added to the text.
 */
void
app_mention_pills_add (GtkLabel *label, const char *const *names, const char *own)
{
  g_autoptr (PangoAttrList) attributes = NULL;
  const char *text;

  g_return_if_fail (GTK_IS_LABEL (label));

  if (names == NULL || names[0] == NULL)
    return;
  text = gtk_label_get_text (label);
  attributes = gtk_label_get_attributes (label) != NULL
                   ? pango_attr_list_copy (gtk_label_get_attributes (label))
                   : pango_attr_list_new ();
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *token = g_strconcat ("@", names[i], NULL);
      gsize length = strlen (token);

      for (const char *at = strstr (text, token); at != NULL; at = strstr (at + length, token))
        add_pill (attributes, (gsize) (at - text), (gsize) (at - text) + length,
                  g_strcmp0 (names[i], own) == 0);
    }
  gtk_label_set_attributes (label, attributes);
}
