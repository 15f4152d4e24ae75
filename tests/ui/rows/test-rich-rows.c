/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-bubble.h"
#include "app-card-body.h"
#include "app-own-place.h"
#include "app-rich-markup.h"
#include "app-row-style.h"
#include "rows-fixture.h"

/* How texts look in a row, and what a card says. */

static GtkLabel *
get_label (AppMessageRow *row)
{
  return app_bubble_get_text (APP_BUBBLE (rows_fixture_get_bubble (row)));
}

static gboolean
says (AppMessageRow *row, const char *text)
{
  return strstr (gtk_label_get_text (get_label (row)), text) != NULL;
}

/* What is seen and what is read out has no signs; what was written is copied with them. */
static void
test_looks (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "looks");
  const char *markup = gtk_label_get_label (get_label (row));

  g_assert_true (says (row, "Bold, italic, gone, both and code:\nif (a < b)\n  swap (a, b);\n"));
  g_assert_nonnull (strstr (markup, "<b>Bold</b>"));
  g_assert_nonnull (strstr (markup, "<b><i>both</i></b>"));
  g_assert_nonnull (strstr (markup, "<tt>if (a &lt; b)"));
  g_assert_nonnull (strstr (markup, "<a href=\"mailto:ada@example.org\">ada@example.org</a>"));
  g_assert_true (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "*") == NULL);
  gtk_test_accessible_assert_property (
      row, GTK_ACCESSIBLE_PROPERTY_LABEL,
      "Ben Okafor: Bold, italic, gone, both and code:\nif (a < b)\n  swap (a, b);\nWrite to "
      "ada@example.org or see www.example.org., 14:14");
}

static int
get_text_height (RowsFixture *fixture, const char *sample)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, sample);
  int height;

  gtk_widget_measure (GTK_WIDGET (get_label (row)), GTK_ORIENTATION_VERTICAL, -1, &height, NULL,
                      NULL, NULL);
  rows_fixture_remove_row (fixture, row);
  return height;
}

static void
test_emoji (RowsFixture *fixture, gconstpointer user_data)
{
  int plain = get_text_height (fixture, "emoji-four"), one = get_text_height (fixture, "emoji"),
      three = get_text_height (fixture, "emoji-three");

  g_assert_cmpint (three, >, plain * 3 / 2);
  g_assert_cmpint (one, >, three);
}

static void
ask_for_more (AppMessageRow *row)
{
  gboolean is_taken = FALSE;

  g_signal_emit_by_name (get_label (row), "activate-link", APP_RICH_MARKUP_MORE, &is_taken);
  g_assert_true (is_taken);
}

/* The rest of a long text comes when it is asked for, and stays when the row shows something else
 * in between. */
static void
test_fold (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "very-long");
  AppTimelineItem *item = app_message_row_get_item (row);

  g_assert_true (says (row, "Read more"));
  g_assert_false (says (row, "The end."));
  ask_for_more (row);
  g_assert_false (says (row, "Read more"));
  g_assert_true (says (row, "The end."));
  app_message_row_unbind (row);
  app_message_row_bind (row, rows_fixture_get_item (fixture, "day"), FALSE);
  g_assert_true (says (row, "Good morning!"));
  app_message_row_unbind (row);
  app_message_row_bind (row, item, FALSE);
  g_assert_true (says (row, "The end."));
}

static void
test_fold_by_key (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "very-long");

  gtk_widget_activate_action (GTK_WIDGET (row), "row.activate", NULL);
  g_assert_true (says (row, "The end."));
  g_assert_cmpstr (fixture->asked->str, ==, "");
}

static void
assert_card (RowsFixture *fixture, const char *sample, const char *title, const char *detail)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, sample);
  GtkWidget *card = rows_fixture_find_type (row, APP_TYPE_CARD_BODY);

  g_assert_nonnull (rows_fixture_find (card, rows_fixture_is_label_of, title));
  g_assert_nonnull (rows_fixture_find (card, rows_fixture_is_label_of, detail));
  rows_fixture_remove_row (fixture, row);
}

static void
test_cards (RowsFixture *fixture, gconstpointer user_data)
{
  const AppPlace own = { 59.9089, 10.75, NULL };
  AppMessageRow *row;

  assert_card (fixture, "location", "Pier 4", "59.90890° N, 10.73320° E");
  assert_card (fixture, "location-unnamed", "Location", "33.85680° S, 151.21530° W");
  assert_card (fixture, "contact", "Dana Levi", "\u2066+15550104\u2069\n\u2066104\u2069");
  app_own_place_remember (gdk_display_get_default (), &own);
  assert_card (fixture, "location", "Pier 4", "940 m from here");
  app_own_place_remember (gdk_display_get_default (), NULL);
  row = rows_fixture_add_bound (fixture, "location");
  g_assert_null (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "from here"));
}

static GBytes *
paint (GtkWidget *row)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (row);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (row),
                          gtk_widget_get_height (row));
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_render_node_serialize (node);
}

typedef struct
{
  GtkWidget *before;
  GtkWidget *after;
} Pair;

static gboolean
look_alike (gpointer user_data)
{
  Pair *pair = user_data;
  g_autoptr (GBytes) before = paint (pair->before);
  g_autoptr (GBytes) after = paint (pair->after);

  return g_bytes_equal (before, after);
}

/* A row that was there before the style changed looks as one that was made afterwards. */
static void
test_dark (RowsFixture *fixture, gconstpointer user_data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; i < fixture->samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (fixture->samples, i);
      AppMessageRow *row = rows_fixture_add_bound (fixture, sample->name);
      g_autoptr (GBytes) light = paint (GTK_WIDGET (row));
      g_autoptr (GBytes) dark = NULL;
      AppMessageRow *other;

      adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
      other = rows_fixture_add_bound (fixture, sample->name);
      ui_frames_wait_until (fixture->frames, look_alike,
                            &(Pair) { GTK_WIDGET (row), GTK_WIDGET (other) });
      dark = paint (GTK_WIDGET (row));
      g_assert_false (g_bytes_equal (light, dark));
      rows_fixture_remove_row (fixture, row);
      rows_fixture_remove_row (fixture, other);
      adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
    }
}

#define add(name, func)                                                                            \
  g_test_add ("/ui/rich-rows/" name, RowsFixture, NULL, rows_fixture_set_up, func,                 \
              rows_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_row_style_install (gdk_display_get_default ());

  add ("looks", test_looks);
  add ("emoji", test_emoji);
  add ("fold", test_fold);
  add ("fold-by-key", test_fold_by_key);
  add ("cards", test_cards);
  add ("dark", test_dark);
  return g_test_run ();
}
