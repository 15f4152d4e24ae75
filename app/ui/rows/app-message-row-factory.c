/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-row-factory"

#include "config.h"

#include <adwaita.h>

#include "app-line-row.h"
#include "app-message-kind.h"
#include "app-message-row-factory.h"
#include "app-message-row.h"
#include "app-place-picture.h"
#include "app-timeline.h"

/**
 * AppMessageRowFactory:
 *
 * The rows of a chat for an [class@AppMessageView]. Rows are recycled within a kind of message, so
 * that the parts of a row that a text does not have need not be hidden and shown.
 */
struct _AppMessageRowFactory
{
  GObject parent_instance;
  AppImageLoader *loader;
  gboolean shows_senders;
};

static void app_message_row_factory_init_factory (AppRowFactoryInterface *iface);

enum
{
  SIGNAL_AVATAR,
  SIGNAL_PLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (AppMessageRowFactory,
                               app_message_row_factory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_ROW_FACTORY,
                                                      app_message_row_factory_init_factory))

static guint
app_message_row_factory_get_row_type (AppRowFactory *factory, gpointer item)
{
  return app_message_kind_of_item (item);
}

static void
app_message_row_factory_on_avatar (AppMessageRowFactory *self,
                                   GtkWidget *avatar,
                                   const char *media_id)
{
  g_signal_emit (self, signals[SIGNAL_AVATAR], 0, avatar, media_id);
}

static void
app_message_row_factory_on_place (AppMessageRowFactory *self, GtkWidget *picture)
{
  g_signal_emit (self, signals[SIGNAL_PLACE], 0, picture);
}

static GtkWidget *
app_message_row_factory_create (AppRowFactory *factory, guint type)
{
  GtkWidget *row;

  if (type == APP_MESSAGE_CHANGE)
    return app_line_row_new ();
  row = app_message_row_new (APP_MESSAGE_ROW_FACTORY (factory)->loader);
  g_signal_connect_object (row, "avatar", G_CALLBACK (app_message_row_factory_on_avatar), factory,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "place", G_CALLBACK (app_message_row_factory_on_place), factory,
                           G_CONNECT_SWAPPED);
  return row;
}

static void
app_message_row_factory_bind (AppRowFactory *factory, GtkWidget *row, gpointer item)
{
  if (APP_IS_LINE_ROW (row))
    {
      app_line_row_bind (APP_LINE_ROW (row), item);
      return;
    }
  app_message_row_bind (APP_MESSAGE_ROW (row), item,
                        APP_MESSAGE_ROW_FACTORY (factory)->shows_senders);
}

static void
app_message_row_factory_unbind (AppRowFactory *factory, GtkWidget *row)
{
  if (APP_IS_LINE_ROW (row))
    app_line_row_unbind (APP_LINE_ROW (row));
  else
    app_message_row_unbind (APP_MESSAGE_ROW (row));
}

static void
app_message_row_factory_prefetch (AppRowFactory *factory,
                                  GListModel *model,
                                  guint first,
                                  guint last)
{
  if (APP_IS_TIMELINE (model))
    app_timeline_prefetch (APP_TIMELINE (model), first, last);
}

static void
app_message_row_factory_init_factory (AppRowFactoryInterface *iface)
{
  iface->get_row_type = app_message_row_factory_get_row_type;
  iface->create = app_message_row_factory_create;
  iface->bind = app_message_row_factory_bind;
  iface->unbind = app_message_row_factory_unbind;
  iface->prefetch = app_message_row_factory_prefetch;
}

static void
app_message_row_factory_finalize (GObject *object)
{
  g_clear_object (&APP_MESSAGE_ROW_FACTORY (object)->loader);

  G_OBJECT_CLASS (app_message_row_factory_parent_class)->finalize (object);
}

static void
app_message_row_factory_class_init (AppMessageRowFactoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_message_row_factory_finalize;

  /**
   * AppMessageRowFactory::avatar:
   * @self: the factory
   * @avatar: where the picture of a sender is to be shown
   * @media_id: (nullable): the picture, %NULL for the initials
   *
   * See [signal@AppMessageRow::avatar].
   */
  signals[SIGNAL_AVATAR] = g_signal_new ("avatar", APP_TYPE_MESSAGE_ROW_FACTORY, G_SIGNAL_RUN_LAST,
                                         0, NULL, NULL, NULL, G_TYPE_NONE, 2, ADW_TYPE_AVATAR,
                                         G_TYPE_STRING);
  /**
   * AppMessageRowFactory::place:
   * @self: the factory
   * @picture: where a map of a place can be shown
   *
   * See [signal@AppMessageRow::place].
   */
  signals[SIGNAL_PLACE] = g_signal_new ("place", APP_TYPE_MESSAGE_ROW_FACTORY, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, APP_TYPE_PLACE_PICTURE);
}

static void
app_message_row_factory_init (AppMessageRowFactory *self)
{
}

/**
 * app_message_row_factory_new:
 * @loader: what decodes pictures, one for all chats
 * @shows_senders: whether the chat has more than one person besides us, so that rows name them
 *
 * Returns: (transfer full): a factory
 */
AppMessageRowFactory *
app_message_row_factory_new (AppImageLoader *loader, gboolean shows_senders)
{
  AppMessageRowFactory *self;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (APP_TYPE_MESSAGE_ROW_FACTORY, NULL);
  self->loader = g_object_ref (loader);
  self->shows_senders = shows_senders;
  return self;
}
