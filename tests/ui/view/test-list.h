/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-row-factory.h"

G_BEGIN_DECLS

/* An item of a TestList: a text, and the signal "changed". */
#define TEST_TYPE_ITEM (test_item_get_type ())
G_DECLARE_FINAL_TYPE (TestItem, test_item, TEST, ITEM, GObject)

guint test_item_get_id (TestItem *self);
const char *test_item_get_text (TestItem *self);

/* A list of any length that holds only ids: an item exists while somebody holds it. */
#define TEST_TYPE_LIST (test_list_get_type ())
G_DECLARE_FINAL_TYPE (TestList, test_list, TEST, LIST, GObject)

TestList *test_list_new (guint n_items);
guint test_list_get_n (TestList *self);
guint test_list_get_id (TestList *self, guint position);
guint test_list_find (TestList *self, guint id);
guint test_list_insert (TestList *self, guint position, guint n_words);
void test_list_insert_many (TestList *self, guint position, guint n_items);
void test_list_remove (TestList *self, guint position, guint n_items);
void test_list_replace (TestList *self, guint position, guint n_words);
void test_list_edit (TestList *self, guint id, guint n_words);

/* Rows for it: a wrapping label, of two types by the id. Counts what the view asks of it. */
#define TEST_TYPE_ROWS (test_rows_get_type ())
G_DECLARE_FINAL_TYPE (TestRows, test_rows, TEST, ROWS, GObject)

TestRows *test_rows_new (void);
GtkWidget *test_rows_get_row (TestRows *self, guint id);
GHashTable *test_rows_get_bound (TestRows *self);
guint test_rows_get_n_created (TestRows *self);
guint test_rows_get_n_alive (TestRows *self);
guint test_rows_get_n_binds (TestRows *self);
void test_rows_get_prefetched (TestRows *self, guint *first, guint *last);

G_END_DECLS
