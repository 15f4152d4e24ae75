/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-search-note.h"

#include <glib/gi18n.h>

/**
 * AppSearchNote:
 *
 * Says below a search for files that the server is asked for more of them, or that it could not be.
 * There is nothing to be seen otherwise.
 */
struct _AppSearchNote
{
  AdwBin parent_instance;

  AppSearch *search;
  GtkWidget *spinner;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (AppSearchNote, app_search_note, ADW_TYPE_BIN)

static void
app_search_note_update (AppSearchNote *self)
{
  AppSearchServerState state = self->search != NULL ? app_search_get_server_state (self->search)
                                                    : APP_SEARCH_SERVER_IDLE;
  gboolean asking = state == APP_SEARCH_SERVER_ASKING;
  gboolean shown = asking || state == APP_SEARCH_SERVER_AWAY;

  gtk_widget_set_visible (self->spinner, asking);
  if (shown)
    gtk_label_set_label (self->label, asking ? _ ("Looking for files on the server…")
                                             : _ ("Files on this device only"));
  gtk_widget_set_visible (GTK_WIDGET (self), shown);
}

static void
app_search_note_dispose (GObject *object)
{
  app_search_note_set_search (APP_SEARCH_NOTE (object), NULL);
  G_OBJECT_CLASS (app_search_note_parent_class)->dispose (object);
}

static void
app_search_note_class_init (AppSearchNoteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_search_note_dispose;
}

static void
app_search_note_init (AppSearchNote *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->spinner = adw_spinner_new ();
  /* What is read aloud when it changes */
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap",
                              TRUE, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dimmed");
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), box);
  app_search_note_update (self);
}

/**
 * app_search_note_set_search:
 * @self: the note
 * @search: (nullable): a search
 *
 * Tells of another search.
 */
void
app_search_note_set_search (AppSearchNote *self, AppSearch *search)
{
  g_return_if_fail (APP_IS_SEARCH_NOTE (self));
  g_return_if_fail (search == NULL || APP_IS_SEARCH (search));

  if (self->search == search)
    return;
  if (self->search != NULL)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_set_object (&self->search, search);
  if (search != NULL)
    g_signal_connect_object (search, "notify::server-state", G_CALLBACK (app_search_note_update),
                             self, G_CONNECT_SWAPPED);
  if (adw_bin_get_child (ADW_BIN (self)) != NULL)
    app_search_note_update (self);
}
