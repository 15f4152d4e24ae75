/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-row-warm-up"

#include "config.h"

#include "app-bubble.h"
#include "app-message-row.h"
#include "app-message-text.h"
#include "app-row-warm-up.h"
#include "app-tick-icon.h"

/* What most messages are written with, and a picture letter, whose font is the largest. */
#define SAMPLE                                                                                     \
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789 .,:;!?'\"()-/ "                \
  "\xf0\x9f\x99\x82"
#define SAMPLE_WIDTH 400
#define ROOM         50 /* for the time */
#define DIGITS       "01:23 45:67 89"

/* Between two places of a letter, in pixels: each painting has another. */
#define PLACE 0.25f

#define WARM_UP "app-row-warm-up"
#define DONE    "app-row-warm-up-done"

/* The first frame of the window comes before, however long it takes. */
#define FRAMES_BEFORE 2

/*
 * WarmUp: what the first row pays for all that follow, paid before there is one: types, style,
 * fonts, icons and the letters' pictures. A row that nobody sees is made in the window, painted
 * once beside it, and dropped: step by step, whenever there is nothing else to do.
 */
typedef struct
{
  GtkWidget *window; /* owns this */
  GtkWidget *row;
  GtkWidget *tick_icon;
  guint n_frames;
  guint tick_id;
  guint idle_id;
  AppTick tick;
} WarmUp;

static void
warm_up_free (WarmUp *self)
{
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (self->window, self->tick_id);
  g_clear_pointer (&self->row, gtk_widget_unparent);
  g_free (self);
}

static GtkWidget *
find_tick (GtkWidget *widget)
{
  GtkWidget *found = APP_IS_TICK_ICON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); found == NULL && child != NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_tick (child);
  return found;
}

static void
make_row (WarmUp *self)
{
  g_autoptr (AppImageLoader) loader = app_image_loader_new ();

  self->row = app_message_row_new (loader);
  gtk_widget_set_can_focus (self->row, FALSE);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_widget_set_child_visible (self->row, FALSE);
  gtk_widget_set_parent (self->row, self->window);
  self->tick_icon = find_tick (self->row);
  app_message_text_set (app_bubble_get_text (APP_BUBBLE (gtk_widget_get_first_child (self->row))),
                        SAMPLE, ROOM, TRUE);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_prev_sibling (self->tick_icon)), DIGITS);
}

static void
end (GtkWidget *window)
{
  g_object_set_data (G_OBJECT (window), WARM_UP, NULL);
}

/* A letter has a picture of its own for each place that it may have between two pixels. */
static void
paint (WarmUp *self, float shift)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (self->window));
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  int height;

  gtk_widget_set_child_visible (self->row, TRUE);
  gtk_widget_measure (self->row, GTK_ORIENTATION_VERTICAL, SAMPLE_WIDTH, NULL, &height, NULL, NULL);
  gtk_widget_size_allocate (self->row, &(GtkAllocation) { 0, 0, SAMPLE_WIDTH, height }, -1);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (shift, 0));
  gtk_widget_snapshot_child (self->window, self->row, snapshot);
  gtk_widget_set_child_visible (self->row, FALSE);
  node = gtk_snapshot_to_node (snapshot);
  if (node != NULL && renderer != NULL)
    texture = gsk_renderer_render_texture (renderer, node, NULL);
}

/* A step is a matter of some milliseconds at most. */
static gboolean
take_step (gpointer user_data)
{
  WarmUp *self = user_data;
  int width;

  if (self->row == NULL)
    make_row (self);
  else if (self->tick == APP_TICK_NONE)
    {
      gtk_widget_measure (self->row, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      self->tick = APP_TICK_WAITING;
    }
  else if (self->tick <= APP_TICK_FAILED)
    {
      app_tick_icon_set_tick (APP_TICK_ICON (self->tick_icon), self->tick);
      paint (self, (self->tick++ - APP_TICK_WAITING) * PLACE);
    }
  else
    {
      self->idle_id = 0;
      end (self->window);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
on_frame (GtkWidget *window, GdkFrameClock *clock, gpointer user_data)
{
  WarmUp *self = user_data;

  if (++self->n_frames < FRAMES_BEFORE)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  self->idle_id = g_idle_add_full (G_PRIORITY_LOW, take_step, self, NULL);
  return G_SOURCE_REMOVE;
}

/**
 * app_row_warm_up:
 * @window: a window in which chats will be opened
 *
 * Makes the first chat open as fast as the others. Takes effect once @window has been painted, in
 * small steps, when there is nothing else to do. A second call changes nothing.
 */
void
app_row_warm_up (GtkWidget *window)
{
  WarmUp *self;

  g_return_if_fail (GTK_IS_WINDOW (window));

  if (g_object_get_data (G_OBJECT (window), DONE) != NULL)
    return;
  g_object_set_data (G_OBJECT (window), DONE, GINT_TO_POINTER (TRUE));
  self = g_new0 (WarmUp, 1);
  self->window = window;
  g_object_set_data_full (G_OBJECT (window), WARM_UP, self, (GDestroyNotify) warm_up_free);
  g_signal_connect (window, "destroy", G_CALLBACK (end), NULL);
  self->tick_id = gtk_widget_add_tick_callback (window, on_frame, self, NULL);
}
