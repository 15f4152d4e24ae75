/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-status-card.h"
#include "app-status-viewer.h"

G_BEGIN_DECLS

/* Shared by app-status-viewer.c and app-status-viewer-actions.c. */
struct _AppStatusViewer
{
  GtkWidget parent_instance;

  AdwAvatar *avatar;
  GtkLabel *caption;
  AppStatusCard *card;
  GtkButton *delete_button;
  AdwStatusPage *failed_page;
  GtkLabel *name;
  GtkBox *own_box;
  GtkButton *pause_button;
  GtkPicture *picture;
  GtkEntry *reply;
  GtkBox *reply_box;
  GtkButton *retry_button;
  GtkBox *segments;
  GtkStack *stack;
  GtkOverlay *stage;
  GtkLabel *state;
  GtkLabel *text;
  GtkLabel *time;
  AdwToastOverlay *toasts;
  GtkButton *views_button;
  AdwButtonContent *views_content;

  AppStatusList *list;
  AppAvatars *avatars;
  AppImageLoader *loader;
  GPtrArray *people; /* AppStatusPerson, in the order that they had at the beginning */
  guint person_position;
  AppStatusPerson *person; /* whose "changed" is followed */
  AppStatus *status;
  guint position;
  GtkMediaStream *video;
  GCancellable *cancellable; /* of what is loaded for this one */
  gint64 span;               /* microseconds; 0 while there is nothing to look at */
  gint64 elapsed;
  gint64 last_frame;
  gboolean paused;
  gboolean held;
  gint64 pressed; /* monotonic time */
  guint tick;
};

void app_status_viewer_class_install_actions (GtkWidgetClass *widget_class);
void app_status_viewer_update_actions (AppStatusViewer *self);
void app_status_viewer_update_pause (AppStatusViewer *self);
void app_status_viewer_close (AppStatusViewer *self);
/* Shows the present one anew. */
void app_status_viewer_load (AppStatusViewer *self);
/* To the next or the one before, also of the next person; past the last it is over. */
void app_status_viewer_step (AppStatusViewer *self, int step);

G_END_DECLS
