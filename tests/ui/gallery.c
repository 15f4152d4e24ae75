/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

/* Shows every kind of row in every state, for people to look at: gallery [--group] [--rtl] [--width
 * N] [PICTURE.png]. With the name of a picture it takes one of all rows and ends. */
#include "config.h"

#include <adwaita.h>

#include "app-message-row.h"
#include "app-row-style.h"
#include "test-messages.h"
#include "ui-frames.h"

static gboolean is_group;
static gboolean is_rtl;
static int width = 720;

static const GOptionEntry options[] = {
  { "group", 0, 0, G_OPTION_ARG_NONE, &is_group, "Name the senders", NULL },
  { "rtl", 0, 0, G_OPTION_ARG_NONE, &is_rtl, "From right to left", NULL },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, "How wide", "PIXELS" },
  { NULL },
};

static GtkWidget *
make_rows (GPtrArray *samples, AppImageLoader *loader)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "css-name",
                                 "messageview", NULL);

  for (guint i = 0; i < samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (samples, i);
      GtkWidget *row = app_message_row_new (loader);

      gtk_box_append (GTK_BOX (box), row);
      app_message_row_bind (APP_MESSAGE_ROW (row), sample->item, is_group);
    }
  return box;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("[PICTURE.png]");
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("landline-gallery-XXXXXX", NULL);
  g_autoptr (GPtrArray) samples = NULL;
  g_autoptr (AppImageLoader) loader = NULL;
  g_autoptr (UiFrames) frames = NULL;
  GtkWidget *window, *box, *scrolled;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  adw_init ();
  if (is_rtl)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  app_row_style_install (gdk_display_get_default ());
  samples = test_messages_list_samples (folder);
  loader = app_image_loader_new ();
  window = adw_window_new ();
  scrolled = gtk_scrolled_window_new ();
  box = make_rows (samples, loader);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_window_set_content (ADW_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), width, argc > 1 ? 4800 : 900);
  frames = ui_frames_new (GTK_WINDOW (window));
  if (argc > 1)
    {
      ui_frames_wait (frames, 60); /* until the pictures are there */
      ui_write_png (window, argv[1]);
      return 0;
    }
  while (gtk_window_list_toplevels () != NULL)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
