/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>

#include "app-composer.h"
#include "app-ui.h"
#include "ui-frames.h"

typedef struct
{
  GtkWindow *window;
  AppComposer *composer;
  GtkTextBuffer *buffer;
  UiFrames *frames;
  GPtrArray *sent;
  guint n_typing;
  guint n_changed;
} Fixture;

static void
on_send (AppComposer *composer, const char *text, Fixture *fixture)
{
  g_ptr_array_add (fixture->sent, g_strdup (text));
}

static void
on_typing (AppComposer *composer, Fixture *fixture)
{
  fixture->n_typing++;
}

static void
on_text_changed (AppComposer *composer, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->sent = g_ptr_array_new_with_free_func (g_free);
  fixture->composer = APP_COMPOSER (app_composer_new ());
  fixture->buffer = gtk_text_view_get_buffer (app_composer_get_text_view (fixture->composer));
  g_signal_connect (fixture->composer, "send", G_CALLBACK (on_send), fixture);
  g_signal_connect (fixture->composer, "typing", G_CALLBACK (on_typing), fixture);
  g_signal_connect (fixture->composer, "text-changed", G_CALLBACK (on_text_changed), fixture);
  gtk_widget_set_valign (GTK_WIDGET (fixture->composer), GTK_ALIGN_END);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 400, 600);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->composer));
  gtk_window_present (fixture->window);
  fixture->frames = ui_frames_new (fixture->window);
  ui_frames_wait (fixture->frames, 2);
}

/* The composer goes with its window: nothing else may hold it. */
static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  AppComposer *composer = g_object_ref (fixture->composer);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (fixture->window);
  g_assert_finalize_object (composer);
  g_ptr_array_unref (fixture->sent);
}

/* The key as the capture-phase controller of the text view gets it; whether it was taken. */
static gboolean
press (Fixture *fixture, guint keyval, GdkModifierType state)
{
  GtkWidget *view = GTK_WIDGET (app_composer_get_text_view (fixture->composer));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  guint n_controllers = g_list_model_get_n_items (controllers);
  gboolean taken = FALSE;
  guint n_found = 0;

  for (guint i = 0; i < n_controllers; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      n_found++;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 36, state, &taken);
    }
  g_assert_cmpuint (n_found, ==, 1);
  return taken;
}

static void
test_enter_sends (Fixture *fixture, gconstpointer user_data)
{
  gtk_text_buffer_set_text (fixture->buffer, "  Hello\nthere \n", -1);
  g_assert_true (app_composer_get_can_send (fixture->composer));
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->sent->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->sent, 0), ==, "Hello\nthere");
  /* It stays until whoever took it clears it. */
  g_assert_true (app_composer_get_can_send (fixture->composer));
  app_composer_clear (fixture->composer);
  g_assert_false (app_composer_get_can_send (fixture->composer));

  gtk_text_buffer_set_text (fixture->buffer, "one", -1);
  g_assert_true (press (fixture, GDK_KEY_KP_Enter, 0));
  g_assert_true (press (fixture, GDK_KEY_Return, GDK_CONTROL_MASK));
  g_assert_cmpuint (fixture->sent->len, ==, 3);
}

static void
test_shift_enter_breaks_the_line (Fixture *fixture, gconstpointer user_data)
{
  gtk_text_buffer_set_text (fixture->buffer, "Hello", -1);
  g_assert_false (press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK));
  g_assert_false (press (fixture, GDK_KEY_a, 0));
  g_assert_cmpuint (fixture->sent->len, ==, 0);
}

/* Nothing to send: Enter neither sends nor breaks the line. */
static void
test_nothing_to_send (Fixture *fixture, gconstpointer user_data)
{
  gtk_text_buffer_set_text (fixture->buffer, " \n\t ", -1);
  g_assert_false (app_composer_get_can_send (fixture->composer));
  g_assert_true (press (fixture, GDK_KEY_Return, 0));
  g_assert_cmpuint (fixture->sent->len, ==, 0);
  g_assert_cmpint (gtk_text_buffer_get_char_count (fixture->buffer), ==, 4);
  g_assert_false (
      gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL) &&
      fixture->sent->len > 0);
}

static void
test_too_long (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *limit = g_strnfill (40, 'x');
  g_autofree char *beyond = g_strnfill (41, 'x');

  app_composer_set_max_bytes (fixture->composer, 40);
  gtk_text_buffer_set_text (fixture->buffer, limit, -1);
  g_assert_true (app_composer_get_can_send (fixture->composer));
  gtk_text_buffer_set_text (fixture->buffer, beyond, -1);
  g_assert_false (app_composer_get_can_send (fixture->composer));
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->sent->len, ==, 0);
  app_composer_set_max_bytes (fixture->composer, 0);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (fixture->sent->len, ==, 1);
}

/* Others are told once in a while, not with each letter, and not of a draft that is put back. */
static void
test_typing (Fixture *fixture, gconstpointer user_data)
{
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "a", -1);
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "b", -1);
  g_assert_cmpuint (fixture->n_typing, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 2);

  app_composer_set_text (fixture->composer, "a draft of another chat");
  g_assert_cmpuint (fixture->n_typing, ==, 1);
  g_assert_cmpuint (fixture->n_changed, ==, 2);
  g_assert_false (gtk_text_buffer_get_can_undo (fixture->buffer));

  gtk_text_buffer_insert_at_cursor (fixture->buffer, "c", -1);
  g_assert_cmpuint (fixture->n_typing, ==, 2);
}

static void
test_grows_to_six_lines (Fixture *fixture, gconstpointer user_data)
{
  int heights[APP_COMPOSER_LINES + 3];
  GtkWidget *composer = GTK_WIDGET (fixture->composer);

  for (guint i = 1; i < G_N_ELEMENTS (heights); i++)
    {
      gtk_text_buffer_insert_at_cursor (fixture->buffer, i == 1 ? "line" : "\nline", -1);
      ui_frames_wait (fixture->frames, 3);
      heights[i] = gtk_widget_get_height (composer);
      if (i > 2 && i <= APP_COMPOSER_LINES)
        g_assert_cmpint (heights[i], >, heights[i - 1]);
    }
  g_assert_cmpint (heights[APP_COMPOSER_LINES + 1] - heights[APP_COMPOSER_LINES], <=, 2);
  g_assert_cmpint (heights[APP_COMPOSER_LINES + 2], ==, heights[APP_COMPOSER_LINES + 1]);
}

static void
test_accessible (Fixture *fixture, gconstpointer user_data)
{
  GtkTextView *view = app_composer_get_text_view (fixture->composer);

  gtk_test_accessible_assert_role (GTK_WIDGET (view), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (GTK_WIDGET (view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Message");
  gtk_test_accessible_assert_property (GTK_WIDGET (view), GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE);
}

/* Tab leads out of it at both ends. */
static void
test_leave (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *composer = GTK_WIDGET (fixture->composer);

  for (guint i = 0; i < 2; i++)
    {
      GtkDirectionType direction = i == 0 ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD;
      guint n_stops = 0;

      g_assert_true (gtk_widget_grab_focus (composer));
      while (gtk_widget_child_focus (composer, direction))
        g_assert_cmpuint (++n_stops, <, 10);
    }
}

static void
assert_text (Fixture *fixture, const char *text)
{
  GtkTextIter start, end;
  g_autofree char *now = NULL;

  gtk_text_buffer_get_bounds (fixture->buffer, &start, &end);
  now = gtk_text_buffer_get_text (fixture->buffer, &start, &end, FALSE);
  g_assert_cmpstr (now, ==, text);
}

static void
assert_toggled (Fixture *fixture, const char *action, const char *text, const char *selected)
{
  GtkTextIter start, end;
  g_autofree char *selection = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), action, NULL);
  assert_text (fixture, text);
  gtk_text_buffer_get_selection_bounds (fixture->buffer, &start, &end);
  selection = gtk_text_buffer_get_text (fixture->buffer, &start, &end, FALSE);
  g_assert_cmpstr (selection, ==, selected);
}

static void
select_range (Fixture *fixture, int from, int to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (fixture->buffer, &end, to);
  gtk_text_buffer_select_range (fixture->buffer, &end, &start);
}

/* Signs go around what is selected, and away again; spaces at the ends stay outside. */
static void
test_looks (Fixture *fixture, gconstpointer user_data)
{
  gtk_text_buffer_set_text (fixture->buffer, "ä word here", -1);
  select_range (fixture, 1, 7);
  assert_toggled (fixture, "composer.bold", "ä *word* here", "word");
  assert_toggled (fixture, "composer.italic", "ä *_word_* here", "word");
  assert_toggled (fixture, "composer.italic", "ä *word* here", "word");
  assert_toggled (fixture, "composer.bold", "ä word here", "word");
  assert_toggled (fixture, "composer.strikethrough", "ä ~word~ here", "word");
  gtk_text_buffer_undo (fixture->buffer);
  select_range (fixture, 2, 6);
  assert_toggled (fixture, "composer.monospace", "ä `word` here", "word");
  gtk_text_buffer_set_text (fixture->buffer, "", -1);
  assert_toggled (fixture, "composer.bold", "**", "");
  gtk_text_buffer_insert_at_cursor (fixture->buffer, "x", -1);
  select_range (fixture, 1, 2);
  assert_toggled (fixture, "composer.bold", "x", "x");
}

static GtkWidget *
find_chooser (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_EMOJI_CHOOSER (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_chooser (child);
  return found;
}

/* One takes the place of what is selected, in one step of undoing. */
static void
test_emoji (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *composer = GTK_WIDGET (fixture->composer);
  GtkWidget *chooser;

  gtk_text_buffer_set_text (fixture->buffer, "Hello there", -1);
  select_range (fixture, 0, 5);
  g_assert_null (find_chooser (composer));
  g_assert_true (gtk_widget_activate_action (composer, "composer.emoji", NULL));
  chooser = find_chooser (composer);
  g_assert_nonnull (chooser);
  g_assert_true (gtk_widget_get_visible (chooser));
  g_signal_emit_by_name (chooser, "emoji-picked", "👋");
  assert_text (fixture, "👋 there");
  g_signal_emit_by_name (chooser, "emoji-picked", "🙂");
  assert_text (fixture, "👋🙂 there");
  gtk_text_buffer_undo (fixture->buffer);
  gtk_text_buffer_undo (fixture->buffer);
  assert_text (fixture, "Hello there");
  gtk_popover_popdown (GTK_POPOVER (chooser));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, func) g_test_add ("/ui/composer/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("enter-sends", test_enter_sends);
  ADD ("shift-enter-breaks-the-line", test_shift_enter_breaks_the_line);
  ADD ("nothing-to-send", test_nothing_to_send);
  ADD ("too-long", test_too_long);
  ADD ("typing", test_typing);
  ADD ("grows-to-six-lines", test_grows_to_six_lines);
  ADD ("accessible", test_accessible);
  ADD ("looks", test_looks);
  ADD ("emoji", test_emoji);
  ADD ("leave", test_leave);
#undef ADD
  return g_test_run ();
}
