/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * APP_ROW_FACTORY_MAX_TYPES:
 *
 * The most row types that a factory may have. Types are few: a row is recycled only within its
 * type.
 */
#define APP_ROW_FACTORY_MAX_TYPES 16

#define APP_TYPE_ROW_FACTORY (app_row_factory_get_type ())

G_DECLARE_INTERFACE (AppRowFactory, app_row_factory, APP, ROW_FACTORY, GObject)

/**
 * AppRowFactoryInterface:
 * @get_row_type: the type of the row for @item, below %APP_ROW_FACTORY_MAX_TYPES. As long as the
 * view shows an item its type stays the same: a type that changes is told by `items-changed
 * (position, 1, 1)`.
 * @create: a new row of a type, floating. It should be focusable and have the role of a list item.
 * @bind: shows @item in @row. Returns at once, and never takes a row of another type.
 * @unbind: takes everything of the item out of @row: handlers, pictures, what is under way.
 * @prefetch: optional; the rows from @first to @last (both included) are shown or near: have what
 * they need at hand.
 *
 * What a message view needs to know about rows. All of it is called on the main thread.
 */
struct _AppRowFactoryInterface
{
  GTypeInterface parent_iface;

  guint (*get_row_type) (AppRowFactory *self, gpointer item);
  GtkWidget *(*create) (AppRowFactory *self, guint type);
  void (*bind) (AppRowFactory *self, GtkWidget *row, gpointer item);
  void (*unbind) (AppRowFactory *self, GtkWidget *row);
  void (*prefetch) (AppRowFactory *self, GListModel *model, guint first, guint last);
};

guint app_row_factory_get_row_type (AppRowFactory *self, gpointer item);
GtkWidget *app_row_factory_create (AppRowFactory *self, guint type);
void app_row_factory_bind (AppRowFactory *self, GtkWidget *row, gpointer item);
void app_row_factory_unbind (AppRowFactory *self, GtkWidget *row);
void app_row_factory_prefetch (AppRowFactory *self, GListModel *model, guint first, guint last);

G_END_DECLS
