/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "test-list"

#include "config.h"

#include "test-list.h"

struct _TestItem
{
  GObject parent_instance;
  TestList *list;
  guint id;
  char *text;
};

struct _TestList
{
  GObject parent_instance;
  GArray *ids;       /* guint */
  GHashTable *words; /* id -> number of words, where it is not the usual one */
  GHashTable *items; /* id -> TestItem, not owned: those that somebody holds */
  guint next_id;
};

struct _TestRows
{
  GObject parent_instance;
  GHashTable *bound; /* id -> row */
  guint n_created;
  guint n_alive;
  guint n_binds;
  guint prefetched_first;
  guint prefetched_last;
};

G_DEFINE_FINAL_TYPE (TestItem, test_item, G_TYPE_OBJECT)

static void test_list_init_model (GListModelInterface *iface);
static void test_rows_init_factory (AppRowFactoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestList,
                               test_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, test_list_init_model))
G_DEFINE_FINAL_TYPE_WITH_CODE (TestRows,
                               test_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_ROW_FACTORY, test_rows_init_factory))

/* items */

static void
test_item_finalize (GObject *object)
{
  TestItem *self = TEST_ITEM (object);

  g_hash_table_remove (self->list->items, GUINT_TO_POINTER (self->id));
  g_object_unref (self->list);
  g_free (self->text);
  G_OBJECT_CLASS (test_item_parent_class)->finalize (object);
}

static void
test_item_class_init (TestItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_item_finalize;
  g_signal_new ("changed", TEST_TYPE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
test_item_init (TestItem *self)
{
}

guint
test_item_get_id (TestItem *self)
{
  return self->id;
}

const char *
test_item_get_text (TestItem *self)
{
  return self->text;
}

/* Most texts are short, some are long: the squares of 0 to 12. */
static guint
get_n_words (TestList *self, guint id)
{
  gpointer n_words;
  guint root = id * 7919 % 13;

  if (g_hash_table_lookup_extended (self->words, GUINT_TO_POINTER (id), NULL, &n_words))
    return GPOINTER_TO_UINT (n_words);
  return root * root;
}

static void
fill_item (TestItem *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%u", self->id);
  for (guint i = get_n_words (self->list, self->id); i > 0; i--)
    g_string_append (text, i % 5 == 0 ? " wonderful" : " word");
  g_set_str (&self->text, text->str);
}

/* the list */

static GType
test_list_get_item_type (GListModel *model)
{
  return TEST_TYPE_ITEM;
}

static guint
test_list_get_n_items (GListModel *model)
{
  return TEST_LIST (model)->ids->len;
}

static gpointer
test_list_get_item (GListModel *model, guint position)
{
  TestList *self = TEST_LIST (model);
  guint id;
  TestItem *item;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, guint, position);
  item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (id));
  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (TEST_TYPE_ITEM, NULL);
  item->list = g_object_ref (self);
  item->id = id;
  fill_item (item);
  g_hash_table_insert (self->items, GUINT_TO_POINTER (id), item);
  return item;
}

static void
test_list_init_model (GListModelInterface *iface)
{
  iface->get_item_type = test_list_get_item_type;
  iface->get_n_items = test_list_get_n_items;
  iface->get_item = test_list_get_item;
}

static void
test_list_finalize (GObject *object)
{
  TestList *self = TEST_LIST (object);

  g_assert_cmpuint (g_hash_table_size (self->items), ==, 0);
  g_array_unref (self->ids);
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->items);
  G_OBJECT_CLASS (test_list_parent_class)->finalize (object);
}

static void
test_list_class_init (TestListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_list_finalize;
}

static void
test_list_init (TestList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint));
  self->words = g_hash_table_new (NULL, NULL);
  self->items = g_hash_table_new (NULL, NULL);
  self->next_id = 1;
}

TestList *
test_list_new (guint n_items)
{
  TestList *self = g_object_new (TEST_TYPE_LIST, NULL);

  test_list_insert_many (self, 0, n_items);
  return self;
}

guint
test_list_get_n (TestList *self)
{
  return self->ids->len;
}

guint
test_list_get_id (TestList *self, guint position)
{
  g_assert_cmpuint (position, <, self->ids->len);
  return g_array_index (self->ids, guint, position);
}

guint
test_list_find (TestList *self, guint id)
{
  for (guint i = 0; i < self->ids->len; i++)
    {
      if (g_array_index (self->ids, guint, i) == id)
        return i;
    }
  g_assert_not_reached ();
}

void
test_list_insert_many (TestList *self, guint position, guint n_items)
{
  g_autofree guint *ids = g_new (guint, MAX (n_items, 1));

  for (guint i = 0; i < n_items; i++)
    ids[i] = self->next_id++;
  g_array_insert_vals (self->ids, position, ids, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_items);
}

guint
test_list_insert (TestList *self, guint position, guint n_words)
{
  guint id = self->next_id++;

  g_hash_table_insert (self->words, GUINT_TO_POINTER (id), GUINT_TO_POINTER (n_words));
  g_array_insert_val (self->ids, position, id);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  return id;
}

void
test_list_remove (TestList *self, guint position, guint n_items)
{
  g_array_remove_range (self->ids, position, n_items);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_items, 0);
}

void
test_list_replace (TestList *self, guint position, guint n_words)
{
  guint id = self->next_id++;

  g_hash_table_insert (self->words, GUINT_TO_POINTER (id), GUINT_TO_POINTER (n_words));
  g_array_index (self->ids, guint, position) = id;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
test_list_edit (TestList *self, guint id, guint n_words)
{
  TestItem *item = g_hash_table_lookup (self->items, GUINT_TO_POINTER (id));

  g_hash_table_insert (self->words, GUINT_TO_POINTER (id), GUINT_TO_POINTER (n_words));
  if (item == NULL)
    return;
  fill_item (item);
  g_signal_emit_by_name (item, "changed");
}

/* the rows */

typedef struct
{
  TestRows *rows;
  GtkLabel *label;
  TestItem *item;
  guint type;
} TestRow;

static TestRow *
get_test_row (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "test-row");
}

static void
free_test_row (gpointer data)
{
  TestRow *row = data;

  g_assert_null (row->item); /* each one was unbound */
  row->rows->n_alive--;
  g_object_unref (row->rows);
  g_free (row);
}

static guint
test_rows_get_row_type (AppRowFactory *factory, gpointer item)
{
  return test_item_get_id (item) % 17 == 0 ? 1 : 0;
}

static GtkWidget *
test_rows_create (AppRowFactory *factory, guint type)
{
  TestRows *self = TEST_ROWS (factory);
  TestRow *row = g_new0 (TestRow, 1);
  GtkWidget *widget = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                    "focusable", TRUE, NULL);

  self->n_created++;
  self->n_alive++;
  row->rows = g_object_ref (self);
  row->type = type;
  row->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "hexpand", TRUE,
                             "margin-bottom", 8, "selectable", type == 1, NULL);
  gtk_box_append (GTK_BOX (widget), GTK_WIDGET (row->label));
  g_object_set_data_full (G_OBJECT (widget), "test-row", row, free_test_row);
  return widget;
}

static void
show_item (TestItem *item, TestRow *row)
{
  gtk_label_set_text (row->label, test_item_get_text (item));
}

static void
test_rows_bind (AppRowFactory *factory, GtkWidget *widget, gpointer item)
{
  TestRows *self = TEST_ROWS (factory);
  TestRow *row = get_test_row (widget);

  g_assert_null (row->item);
  g_assert_cmpuint (row->type, ==, test_rows_get_row_type (factory, item));
  self->n_binds++;
  row->item = g_object_ref (item);
  g_signal_connect (item, "changed", G_CALLBACK (show_item), row);
  show_item (row->item, row);
  g_assert_true (g_hash_table_insert (self->bound, GUINT_TO_POINTER (row->item->id), widget));
}

static void
test_rows_unbind (AppRowFactory *factory, GtkWidget *widget)
{
  TestRows *self = TEST_ROWS (factory);
  TestRow *row = get_test_row (widget);

  g_assert_nonnull (row->item);
  g_assert_true (g_hash_table_remove (self->bound, GUINT_TO_POINTER (row->item->id)));
  g_signal_handlers_disconnect_by_data (row->item, row);
  g_clear_object (&row->item);
}

static void
test_rows_prefetch (AppRowFactory *factory, GListModel *model, guint first, guint last)
{
  TestRows *self = TEST_ROWS (factory);

  g_assert_cmpuint (last, <, g_list_model_get_n_items (model));
  self->prefetched_first = first;
  self->prefetched_last = last;
}

static void
test_rows_init_factory (AppRowFactoryInterface *iface)
{
  iface->get_row_type = test_rows_get_row_type;
  iface->create = test_rows_create;
  iface->bind = test_rows_bind;
  iface->unbind = test_rows_unbind;
  iface->prefetch = test_rows_prefetch;
}

static void
test_rows_finalize (GObject *object)
{
  g_hash_table_unref (TEST_ROWS (object)->bound);
  G_OBJECT_CLASS (test_rows_parent_class)->finalize (object);
}

static void
test_rows_class_init (TestRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_rows_finalize;
}

static void
test_rows_init (TestRows *self)
{
  self->bound = g_hash_table_new (NULL, NULL);
}

TestRows *
test_rows_new (void)
{
  return g_object_new (TEST_TYPE_ROWS, NULL);
}

GtkWidget *
test_rows_get_row (TestRows *self, guint id)
{
  return g_hash_table_lookup (self->bound, GUINT_TO_POINTER (id));
}

GHashTable *
test_rows_get_bound (TestRows *self)
{
  return self->bound;
}

guint
test_rows_get_n_created (TestRows *self)
{
  return self->n_created;
}

guint
test_rows_get_n_alive (TestRows *self)
{
  return self->n_alive;
}

guint
test_rows_get_n_binds (TestRows *self)
{
  return self->n_binds;
}

void
test_rows_get_prefetched (TestRows *self, guint *first, guint *last)
{
  *first = self->prefetched_first;
  *last = self->prefetched_last;
}
