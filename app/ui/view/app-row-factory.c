/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-row-factory"

#include "config.h"

#include "app-row-factory.h"

G_DEFINE_INTERFACE (AppRowFactory, app_row_factory, G_TYPE_OBJECT)

static void
app_row_factory_default_init (AppRowFactoryInterface *iface)
{
}

/**
 * app_row_factory_get_row_type:
 * @self: a row factory
 * @item: (type GObject): an item of the model
 *
 * Returns: the type of the row that shows @item, below %APP_ROW_FACTORY_MAX_TYPES
 */
guint
app_row_factory_get_row_type (AppRowFactory *self, gpointer item)
{
  guint type;

  g_return_val_if_fail (APP_IS_ROW_FACTORY (self), 0);

  type = APP_ROW_FACTORY_GET_IFACE (self)->get_row_type (self, item);
  g_return_val_if_fail (type < APP_ROW_FACTORY_MAX_TYPES, 0);
  return type;
}

/**
 * app_row_factory_create:
 * @self: a row factory
 * @type: a row type
 *
 * Returns: (transfer floating): a new row of @type, without an item
 */
GtkWidget *
app_row_factory_create (AppRowFactory *self, guint type)
{
  g_return_val_if_fail (APP_IS_ROW_FACTORY (self), NULL);
  g_return_val_if_fail (type < APP_ROW_FACTORY_MAX_TYPES, NULL);

  return APP_ROW_FACTORY_GET_IFACE (self)->create (self, type);
}

/**
 * app_row_factory_bind:
 * @self: a row factory
 * @row: a row of the type of @item
 * @item: (type GObject): the item to show
 *
 * Shows @item in @row.
 */
void
app_row_factory_bind (AppRowFactory *self, GtkWidget *row, gpointer item)
{
  g_return_if_fail (APP_IS_ROW_FACTORY (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  APP_ROW_FACTORY_GET_IFACE (self)->bind (self, row, item);
}

/**
 * app_row_factory_unbind:
 * @self: a row factory
 * @row: a row that shows an item
 *
 * Takes the item out of @row, so that nothing of it is held or listened to.
 */
void
app_row_factory_unbind (AppRowFactory *self, GtkWidget *row)
{
  g_return_if_fail (APP_IS_ROW_FACTORY (self));
  g_return_if_fail (GTK_IS_WIDGET (row));

  APP_ROW_FACTORY_GET_IFACE (self)->unbind (self, row);
}

/**
 * app_row_factory_prefetch:
 * @self: a row factory
 * @model: the list that the rows are of
 * @first: the first position that is shown or near
 * @last: the last one, included
 *
 * Lets the factory have ready what rows from @first to @last will need. Does nothing for a factory
 * without it.
 */
void
app_row_factory_prefetch (AppRowFactory *self, GListModel *model, guint first, guint last)
{
  AppRowFactoryInterface *iface;

  g_return_if_fail (APP_IS_ROW_FACTORY (self));
  g_return_if_fail (G_IS_LIST_MODEL (model));
  g_return_if_fail (first <= last);

  iface = APP_ROW_FACTORY_GET_IFACE (self);
  if (iface->prefetch != NULL)
    iface->prefetch (self, model, first, last);
}
