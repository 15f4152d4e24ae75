/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-nearby-list.h"
#include "app-setup-page.h"
#include "app-ui.h"
#include "app-welcome.h"
#include "fake-avahi.h"
#include "fake-avahi.h"
#include "ui-frames.h"

#define LINK                                                                                       \
  "landline://join?name=Home&address=192.168.1.10:5263&key=sha256-"                                \
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&invite=abc"

typedef struct
{
  GtkWindow *window;
  AppWelcome *welcome;
  UiFrames *frames;
  char *name;
  char *number;
  AppInviteLink *link;
  guint n_host;
  guint n_join;
  guint n_cancel;
  guint n_back;
} Fixture;

static void
on_host (AppWelcome *welcome, const char *name, const char *number, Fixture *fixture)
{
  g_set_str (&fixture->name, name);
  g_set_str (&fixture->number, number);
  fixture->n_host++;
}

static void
on_join (AppWelcome *welcome,
         AppInviteLink *link,
         const char *name,
         const char *number,
         Fixture *fixture)
{
  g_set_object (&fixture->link, link);
  g_set_str (&fixture->name, name);
  g_set_str (&fixture->number, number);
  fixture->n_join++;
}

static void
on_cancel (AppWelcome *welcome, Fixture *fixture)
{
  fixture->n_cancel++;
}

static void
on_back (AppWelcome *welcome, Fixture *fixture)
{
  fixture->n_back++;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->welcome = APP_WELCOME (app_welcome_new ());
  g_signal_connect (fixture->welcome, "host", G_CALLBACK (on_host), fixture);
  g_signal_connect (fixture->welcome, "join", G_CALLBACK (on_join), fixture);
  g_signal_connect (fixture->welcome, "cancel", G_CALLBACK (on_cancel), fixture);
  g_signal_connect (fixture->welcome, "back", G_CALLBACK (on_back), fixture);
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 360, 640);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->welcome));
  gtk_window_present (fixture->window);
  fixture->frames = ui_frames_new (fixture->window);
  ui_frames_wait (fixture->frames, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  AppWelcome *welcome = g_object_ref (fixture->welcome);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (fixture->window);
  g_assert_finalize_object (welcome);
  g_clear_object (&fixture->link);
  g_free (fixture->name);
  g_free (fixture->number);
}

static GtkWidget *
find (GtkWidget *widget, GType type, const char *title)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget) &&
      (title == NULL ||
       g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
page_is_shown (gpointer user_data)
{
  Fixture *fixture = user_data;

  return find (GTK_WIDGET (fixture->welcome), APP_TYPE_SETUP_PAGE, NULL) != NULL;
}

static GtkWidget *
go_to (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->welcome), action, NULL));
  ui_frames_wait_until (fixture->frames, page_is_shown, fixture);
  return find (GTK_WIDGET (fixture->welcome), APP_TYPE_SETUP_PAGE, NULL);
}

static void
fill (GtkWidget *page, const char *title, const char *text)
{
  GtkWidget *row = find (page, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
go (GtkWidget *page)
{
  gtk_widget_activate_action (page, "setup.go", NULL);
}

static void
test_host (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = go_to (fixture, "welcome.host");

  /* Nothing is scolded before somebody wants to go on. */
  g_assert_null (app_welcome_get_error (fixture->welcome));
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "name"));
  fill (page, "Your name", "  Ada Lovelace ");
  g_assert_null (app_welcome_get_error (fixture->welcome));
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "extension"));
  fill (page, "Extension or phone number", "1");
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "2 digits"));
  g_assert_cmpuint (fixture->n_host, ==, 0);
  fill (page, "Extension or phone number", "1 0 1");
  go (page);
  g_assert_cmpuint (fixture->n_host, ==, 1);
  g_assert_cmpstr (fixture->name, ==, "Ada Lovelace");
  g_assert_cmpstr (fixture->number, ==, "101");
}

static void
test_name_limit (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = go_to (fixture, "welcome.host");
  g_autoptr (GString) name = g_string_new (NULL);

  fill (page, "Extension or phone number", "101");
  /* 32 letters of four bytes are what a server takes, one more is not. */
  for (guint i = 0; i < 32; i++)
    g_string_append (name, "\U0001d538");
  fill (page, "Your name", name->str);
  go (page);
  g_assert_cmpuint (fixture->n_host, ==, 1);
  g_string_append (name, "x");
  fill (page, "Your name", name->str);
  go (page);
  g_assert_cmpuint (fixture->n_host, ==, 1);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "too long"));
}

static void
test_join (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = go_to (fixture, "welcome.join");

  fill (page, "Your name", "Grace");
  fill (page, "Extension or phone number", "+1 555 0102");
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "invitation"));
  fill (page, "Link or address", "landline://join?nonsense");
  go (page);
  g_assert_nonnull (app_welcome_get_error (fixture->welcome));
  g_assert_cmpuint (fixture->n_join, ==, 0);

  /* With the sentence around it, as people paste. */
  fill (page, "Link or address", "Join us: " LINK " today");
  g_assert_null (app_welcome_get_error (fixture->welcome));
  go (page);
  g_assert_cmpstr (app_welcome_get_error (fixture->welcome), ==, NULL);
  g_assert_cmpuint (fixture->n_join, ==, 1);
  g_assert_cmpstr (app_invite_link_get_name (fixture->link), ==, "Home");
  g_assert_cmpstr (app_invite_link_get_invite (fixture->link), ==, "abc");
  g_assert_cmpstr (fixture->number, ==, "+15550102");

  fill (page, "Link or address", " 127.0.0.1:5263 ");
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 2);
  g_assert_cmpuint (g_strv_length ((char **) app_invite_link_get_addresses (fixture->link)), ==, 1);
}

/* Progress replaces the button, errors stay on the page and everything can be tried again. */
static GtkWidget *
get_page (Fixture *fixture)
{
  return GTK_WIDGET (adw_navigation_view_get_visible_page (
      ADW_NAVIGATION_VIEW (find (GTK_WIDGET (fixture->welcome), ADW_TYPE_NAVIGATION_VIEW, NULL))));
}

/* Who joins again keeps the number; who goes back instead leaves nothing for the next person. */
static void
test_rejoin (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page;

  app_welcome_rejoin (fixture->welcome, LINK, "Ada", "101");
  ui_frames_wait (fixture->frames, 2);
  page = get_page (fixture);
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "Join Again");
  g_assert_false (
      gtk_widget_get_sensitive (find (page, ADW_TYPE_ENTRY_ROW, "Extension or phone number")));
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 1);
  g_assert_cmpstr (fixture->name, ==, "Ada");
  g_assert_cmpstr (fixture->number, ==, "101");
  g_assert_cmpstr (app_invite_link_get_name (fixture->link), ==, "Home");
  app_welcome_set_error (fixture->welcome, "The number is taken.");
  g_assert_true (app_welcome_get_rejoining (fixture->welcome));
  g_assert_cmpuint (fixture->n_back, ==, 0);

  gtk_widget_activate_action (page, "navigation.pop", NULL);
  ui_frames_wait (fixture->frames, 2);
  g_assert_cmpuint (fixture->n_back, ==, 1);
  g_assert_false (app_welcome_get_rejoining (fixture->welcome));
  page = go_to (fixture, "welcome.join");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, "Join a Server");
  g_assert_null (app_welcome_get_error (fixture->welcome));
  g_assert_true (
      gtk_widget_get_sensitive (find (page, ADW_TYPE_ENTRY_ROW, "Extension or phone number")));
  gtk_widget_activate_action (page, "navigation.pop", NULL);
  ui_frames_wait (fixture->frames, 2);
  g_assert_cmpuint (fixture->n_back, ==, 1);

  /* Once in, the welcome is as at the start, and nobody goes back. */
  app_welcome_rejoin (fixture->welcome, LINK, "Ada", "101");
  app_welcome_show_start (fixture->welcome);
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (APP_IS_SETUP_PAGE (get_page (fixture)));
  g_assert_cmpuint (fixture->n_back, ==, 1);
}

static void
test_progress_and_error (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = go_to (fixture, "welcome.host");

  fill (page, "Your name", "Ada");
  fill (page, "Extension or phone number", "101");
  app_welcome_set_progress (fixture->welcome, "Starting the server…");
  g_assert_true (app_welcome_get_busy (fixture->welcome));
  go (page);
  g_assert_cmpuint (fixture->n_host, ==, 0);
  gtk_widget_activate_action (page, "setup.cancel", NULL);
  g_assert_cmpuint (fixture->n_cancel, ==, 1);

  app_welcome_set_error (fixture->welcome, "The number 101 is taken.");
  g_assert_false (app_welcome_get_busy (fixture->welcome));
  g_assert_cmpstr (app_welcome_get_error (fixture->welcome), ==, "The number 101 is taken.");
  go (page);
  g_assert_cmpuint (fixture->n_host, ==, 1);
  fill (page, "Extension or phone number", "102");
  g_assert_null (app_welcome_get_error (fixture->welcome));
}

/* A link that was clicked in a browser leads to its page, but never away from something that is
 * under way. */
static void
test_link (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page;

  app_welcome_set_link (fixture->welcome, LINK);
  ui_frames_wait_until (fixture->frames, page_is_shown, fixture);
  page = find (GTK_WIDGET (fixture->welcome), APP_TYPE_SETUP_PAGE, NULL);
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (find (page, ADW_TYPE_ENTRY_ROW, "Link or address"))),
                   ==, LINK);
  app_welcome_set_progress (fixture->welcome, "Joining…");
  app_welcome_set_link (fixture->welcome, "landline://join?another");
  g_assert_cmpstr (gtk_editable_get_text (
                       GTK_EDITABLE (find (page, ADW_TYPE_ENTRY_ROW, "Link or address"))),
                   ==, LINK);
}

typedef struct
{
  GtkWidget *page;
  const char *title;
} RowWait;

static gboolean
row_is_shown (gpointer user_data)
{
  RowWait *wait = user_data;

  return find (wait->page, ADW_TYPE_ACTION_ROW, wait->title) != NULL;
}

static GtkWidget *
wait_for_row (Fixture *fixture, GtkWidget *page, const char *title)
{
  RowWait wait = { page, title };

  ui_frames_wait_until (fixture->frames, row_is_shown, &wait);
  return find (page, ADW_TYPE_ACTION_ROW, title);
}

static gboolean
row_is_missing (gpointer user_data)
{
  return !row_is_shown (user_data);
}

static void
row_is_gone (Fixture *fixture, GtkWidget *page, const char *title)
{
  RowWait wait = { page, title };

  ui_frames_wait_until (fixture->frames, row_is_missing, &wait);
}

/* One alone can be given up again; and when it goes away nothing is chosen any more. */
static void
leave_nearby (Fixture *fixture, GtkWidget *page, FakeAvahi *avahi)
{
  GtkWidget *row;

  fake_avahi_remove (avahi, "Home");
  row_is_gone (fixture, page, "Home");
  row = wait_for_row (fixture, page, "Quay <3");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 2);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 3);
  fake_avahi_remove (avahi, "Quay");
  wait_for_row (fixture, page, "Looking for servers on this network…");
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 3);
  fake_avahi_stop (avahi);
  wait_for_row (fixture, page, "Servers nearby cannot be looked for");
}

/* A server that was found is joined without a link where it lets everybody in, and asks for an
 * invitation otherwise. */
static void
test_nearby (Fixture *fixture, gconstpointer user_data)
{
  static const char *const open_txt[] = { "name=Quay <3",
                                          "key=sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                          "policy=open", "wire=1", NULL };
  static const char *const invite_txt[] = {
    "name=Home", "key=sha256-BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA", "policy=invite",
    "wire=1", NULL
  };
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  AppDiscovery *discovery = app_discovery_new ();
  GtkWidget *page, *row;

  app_welcome_set_discovery (fixture->welcome, discovery);
  page = go_to (fixture, "welcome.join");
  wait_for_row (fixture, page, "Looking for servers on this network…");
  fake_avahi_add (avahi, "Quay", "192.0.2.1", 5263, open_txt);
  fake_avahi_add (avahi, "Home", "192.0.2.2", 5263, invite_txt);
  row = wait_for_row (fixture, page, "Quay <3");
  g_assert_nonnull (
      strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Key 0000 0000 0000 0000"));
  row = wait_for_row (fixture, page, "Home");
  fill (page, "Your name", "Ada");
  fill (page, "Extension or phone number", "101");

  adw_action_row_activate (ADW_ACTION_ROW (row));
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "wants an invitation"));
  fill (page, "Link or address", LINK);
  go (page);
  g_assert_nonnull (strstr (app_welcome_get_error (fixture->welcome), "another server"));
  g_assert_cmpuint (fixture->n_join, ==, 0);
  fill (page, "Link or address", "abc");
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 1);
  g_assert_cmpstr (app_invite_link_get_invite (fixture->link), ==, "abc");
  g_assert_cmpstr (app_invite_link_get_addresses (fixture->link)[0], ==, "192.0.2.2:5263");

  fill (page, "Link or address", "");
  adw_action_row_activate (ADW_ACTION_ROW (wait_for_row (fixture, page, "Quay <3")));
  go (page);
  g_assert_cmpuint (fixture->n_join, ==, 2);
  g_assert_null (app_invite_link_get_invite (fixture->link));
  g_assert_cmpstr (app_invite_link_get_key (fixture->link), ==, open_txt[1] + strlen ("key="));

  leave_nearby (fixture, page, avahi);
  app_welcome_set_discovery (fixture->welcome, NULL);
  g_object_unref (discovery);
  ui_frames_wait (fixture->frames, 2);
  fake_avahi_free (avahi);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, func) g_test_add ("/ui/welcome/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("host", test_host);
  ADD ("name-limit", test_name_limit);
  ADD ("nearby", test_nearby);
  ADD ("join", test_join);
  ADD ("rejoin", test_rejoin);
  ADD ("progress-and-error", test_progress_and_error);
  ADD ("link", test_link);
#undef ADD
  return g_test_run ();
}
