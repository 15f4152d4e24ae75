/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-body"

#include "config.h"

#include "app-message-body.h"

G_DEFINE_INTERFACE (AppMessageBody, app_message_body, GTK_TYPE_WIDGET)

static void
app_message_body_default_init (AppMessageBodyInterface *iface)
{
}

/**
 * app_message_body_bind:
 * @self: a body
 * @item: a loaded item of the body's kind
 *
 * Shows @item. Called again when it changed.
 */
void
app_message_body_bind (AppMessageBody *self, AppTimelineItem *item)
{
  g_return_if_fail (APP_IS_MESSAGE_BODY (self));
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  APP_MESSAGE_BODY_GET_IFACE (self)->bind (self, item);
}

/**
 * app_message_body_unbind:
 * @self: a body
 *
 * Takes the item out, so that nothing of it is held or listened to.
 */
void
app_message_body_unbind (AppMessageBody *self)
{
  g_return_if_fail (APP_IS_MESSAGE_BODY (self));

  APP_MESSAGE_BODY_GET_IFACE (self)->unbind (self);
}

/**
 * app_message_body_activate:
 * @self: a body
 *
 * Does what a click on it does.
 *
 * Returns: whether there was anything to do
 */
gboolean
app_message_body_activate (AppMessageBody *self)
{
  AppMessageBodyInterface *iface;

  g_return_val_if_fail (APP_IS_MESSAGE_BODY (self), FALSE);

  iface = APP_MESSAGE_BODY_GET_IFACE (self);
  return iface->activate != NULL && iface->activate (self);
}
