/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _UiFrames UiFrames;

typedef void (*UiFrameFunc) (gpointer user_data);

UiFrames *ui_frames_new (GtkWindow *window);
void ui_frames_free (UiFrames *self);
void ui_frames_wait (UiFrames *self, guint n_frames);
void ui_frames_wait_until (UiFrames *self, gboolean (*condition) (gpointer), gpointer user_data);
void ui_frames_set_painted_func (UiFrames *self, UiFrameFunc func, gpointer user_data);
void ui_frames_set_tick_func (UiFrames *self, UiFrameFunc func, gpointer user_data);
guint ui_frames_get_n_frames (UiFrames *self);
void ui_frames_start_timing (UiFrames *self);
double ui_frames_get_percentile (UiFrames *self, double percentile);
double ui_frames_get_cpu_percentile (UiFrames *self, double percentile);
double ui_frames_get_cpu_ms (UiFrames *self);

void ui_spin_until (gboolean (*condition) (gpointer), gpointer user_data);
GdkTexture *ui_render (GtkWidget *widget);
void ui_write_png (GtkWidget *widget, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiFrames, ui_frames_free)

G_END_DECLS
