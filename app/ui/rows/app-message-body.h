/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-timeline-item.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_BODY (app_message_body_get_type ())

G_DECLARE_INTERFACE (AppMessageBody, app_message_body, APP, MESSAGE_BODY, GtkWidget)

/**
 * AppMessageBodyInterface:
 * @bind: shows @item; called again when the item changed
 * @unbind: takes the item out: handlers, pictures, what is under way
 * @activate: does what a click on it does; returns whether there was anything to do
 *
 * What is in a bubble besides text: a picture, a file, a line for what cannot be shown.
 */
struct _AppMessageBodyInterface
{
  GTypeInterface parent_iface;

  void (*bind) (AppMessageBody *self, AppTimelineItem *item);
  void (*unbind) (AppMessageBody *self);
  gboolean (*activate) (AppMessageBody *self);
};

void app_message_body_bind (AppMessageBody *self, AppTimelineItem *item);
void app_message_body_unbind (AppMessageBody *self);
gboolean app_message_body_activate (AppMessageBody *self);

G_END_DECLS
