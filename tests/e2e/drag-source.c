/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gtk/gtk.h>

/* drag-source FILE…: a small window that hands the files over when it is dragged, as a file manager
 * does, and ends with the drag. drag-source --copy PICTURE puts the picture on the clipboard
 * instead, and ends with the window. */

typedef struct
{
  GSList *files;
  gboolean copy;
  int status;
} Desk;

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, Desk *desk)
{
  GdkFileList *list = gdk_file_list_new_from_list (desk->files);
  GdkContentProvider *provider = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, list);

  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  return provider;
}

static gboolean
on_cancel (GtkDragSource *source, GdkDrag *drag, GdkDragCancelReason reason, Desk *desk)
{
  desk->status = 1;
  return FALSE;
}

static void
on_end (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, Desk *desk)
{
  g_application_quit (g_application_get_default ());
}

static GtkEventController *
make_source (Desk *desk)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), desk);
  g_signal_connect (source, "drag-cancel", G_CALLBACK (on_cancel), desk);
  g_signal_connect (source, "drag-end", G_CALLBACK (on_end), desk);
  return GTK_EVENT_CONTROLLER (source);
}

static void
copy_picture (GtkWidget *window, Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (desk->files->data, &error);

  if (texture == NULL)
    g_error ("%s", error->message);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (window), texture);
}

static void
on_activate (GtkApplication *application, Desk *desk)
{
  GtkWidget *window = gtk_application_window_new (application);
  GtkWidget *label = gtk_label_new (desk->copy ? "Copied" : "Drag me");

  gtk_window_set_title (GTK_WINDOW (window), "drag-source");
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), 140, 70);
  gtk_window_set_child (GTK_WINDOW (window), label);
  if (!desk->copy)
    gtk_widget_add_controller (window, make_source (desk));
  gtk_window_present (GTK_WINDOW (window));
  if (desk->copy)
    copy_picture (window, desk);
}

int
main (int argc, char **argv)
{
  Desk desk = { 0 };
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  for (int i = 1; i < argc; i++)
    if (g_str_equal (argv[i], "--copy"))
      desk.copy = TRUE;
    else
      desk.files = g_slist_append (desk.files, g_file_new_for_commandline_arg (argv[i]));
  if (desk.files == NULL)
    g_error ("drag-source [--copy] FILE…");
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), &desk);
  g_application_run (G_APPLICATION (application), 1, argv);
  g_slist_free_full (desk.files, g_object_unref);
  return desk.status;
}
