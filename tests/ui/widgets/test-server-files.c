/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-cache-attachments.h"
#include "app-chat-page.h"
#include "app-message-view.h"
#include "app-search-filters.h"
#include "app-search-note.h"
#include "app-sidebar.h"
#include "app-timeline.h"
#include "app-ui.h"
#include "app-window.h"
#include "landline-id.h"
#include "landline-rest-reply.h"
#include "sync-fixture.h"
#include "ui-frames.h"

/* A search for a file that is on the server only, and the way to the message it was sent with. */

#define CONVERSATION "c_00000000000000000000000000000001"
#define FIRST_HERE   301 /* what is older is on the server */
#define LAST         340
#define FOUND        150
#define PLAN         "/v1/media?name=Plan.pdf&limit=50"
#define DIGEST       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define TIME         G_GINT64_CONSTANT (1750000000000)

typedef struct
{
  SyncFixture sync;
  AppChatList *chats;
  AppTransfers *transfers;
  AppWindow *window;
  AppChatPage *page;
  AppSidebar *sidebar;
  GtkWidget *note;
  GtkWidget *list;
  UiFrames *frames;
  char *message;           /* id of the one that is found */
  const char *holds;       /* the path of a question whose answer is held back, or NULL */
  SoupServerMessage *held; /* that, once it was asked */
} Fixture;

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
hold (AppFakeServer *server, SoupServerMessage *message, const char *call, gpointer user_data)
{
  Fixture *f = user_data;

  if (f->holds == NULL || !g_str_equal (call + strlen ("GET "), f->holds))
    return FALSE;
  f->held = g_object_ref (message);
  soup_server_message_pause (message);
  return TRUE;
}

static void
release (Fixture *f)
{
  const char *page = g_hash_table_lookup (f->sync.server->pages, f->holds);

  soup_server_message_set_status (f->held, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (f->held, "application/json", SOUP_MEMORY_COPY, page,
                                    strlen (page));
  soup_server_message_unpause (f->held);
}

/* A page of the history, newest first; the message that is found is in it or has gone. */
static void
add_history (Fixture *f, gint64 before, gboolean has_found)
{
  g_autoptr (GString) body = g_string_new ("{\"messages\":[");

  for (gint64 seq = before - 1; seq >= before - 100; seq--)
    {
      g_autofree char *id = seq == FOUND ? g_strdup (f->message) : landline_id_new_message ();
      g_autofree char *content = seq == FOUND ? g_strdup ("\"type\":\"document\",\"document\":{"
                                                          "\"id\":\"m_1\",\"name\":\"Plan.pdf\","
                                                          "\"content_type\":\"application/pdf\","
                                                          "\"size\":7,\"sha256\":\"" DIGEST "\"}")
                                              : g_strdup ("\"type\":\"text\",\"text\":\"hay\"");

      if (seq == FOUND && !has_found)
        continue;
      g_string_append_printf (body,
                              "%s{\"id\":\"%s\",\"sender_id\":\"" APP_TEST_PEER
                              "\",\"conversation\":\"" CONVERSATION "\",\"seq\":%" G_GINT64_FORMAT
                              ",\"time\":%" G_GINT64_FORMAT ",%s}",
                              seq < before - 1 ? "," : "", id, seq, TIME + seq * 1000, content);
    }
  g_string_append (body, "],\"more\":true}");
  g_hash_table_replace (f->sync.server->pages,
                        g_strdup_printf ("/v1/conversations/" CONVERSATION
                                         "/messages?limit=100&before=%" G_GINT64_FORMAT,
                                         before),
                        g_strdup (body->str));
}

static void
answer_plan (Fixture *f)
{
  g_autoptr (GPtrArray) hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, "m_1",
                                                        "Plan.pdf", "application/pdf", 7, DIGEST);
  g_autoptr (GString) body = g_string_new (NULL);

  g_ptr_array_add (hits, landline_media_hit_new_sent (media, f->message, CONVERSATION, FOUND,
                                                      APP_TEST_PEER, TIME + FOUND * 1000));
  landline_rest_write_media_hits (body, hits, FALSE);
  g_hash_table_replace (f->sync.server->pages, g_strdup (PLAN), g_strdup (body->str));
}

static void
set_up (Fixture *f, gconstpointer width)
{
  sync_fixture_set_up (&f->sync, NULL);
  sync_fixture_wait_online (&f->sync);
  f->message = landline_id_new_message ();
  answer_plan (f);
  f->sync.server->rest = hold;
  f->sync.server->rest_data = f;
  for (gint64 seq = FIRST_HERE; seq <= LAST; seq++)
    {
      g_autoptr (LandlineMessage) message = app_test_make_message (CONVERSATION, seq, APP_TEST_PEER,
                                                                   "hay");

      app_test_put (app_session_get_cache (f->sync.session), message);
    }
  f->chats = app_chat_list_new (f->sync.session);
  f->transfers = app_transfers_new (f->sync.session);
  app_test_wait (app_chat_list_lookup_conversation (f->chats, CONVERSATION) != NULL);
  f->window = APP_WINDOW (app_window_new (NULL, NULL));
  gtk_window_set_default_size (GTK_WINDOW (f->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (f->window, f->chats, f->transfers);
  gtk_window_present (GTK_WINDOW (f->window));
  f->frames = ui_frames_new (GTK_WINDOW (f->window));
  ui_frames_wait (f->frames, 2);
  f->page = APP_CHAT_PAGE (find (GTK_WIDGET (f->window), APP_TYPE_CHAT_PAGE));
  f->sidebar = APP_SIDEBAR (find (GTK_WIDGET (f->window), APP_TYPE_SIDEBAR));
  f->note = find (GTK_WIDGET (f->sidebar), APP_TYPE_SEARCH_NOTE);
  f->list = find (GTK_WIDGET (f->sidebar), GTK_TYPE_LIST_VIEW);
}

static void
tear_down (Fixture *f, gconstpointer width)
{
  AppWindow *window = g_object_ref (f->window);

  ui_frames_free (f->frames);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  g_clear_object (&f->transfers);
  g_clear_object (&f->chats);
  g_clear_object (&f->held);
  g_free (f->message);
  sync_fixture_tear_down (&f->sync, NULL);
}

static guint
count_rows (Fixture *f)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (f->list))));
}

/* Whether a message stands where it can be seen */
static gboolean
shows (Fixture *f, gint64 seq)
{
  AppMessageView *view = app_chat_page_get_view (f->page);
  GListModel *timeline = view != NULL ? app_message_view_get_model (view) : NULL;
  guint position, first, last;

  return timeline != NULL && app_timeline_find_seq (APP_TIMELINE (timeline), seq, &position) &&
         app_message_view_get_visible_range (view, &first, &last) && position >= first &&
         position <= last;
}

static gboolean
has (Fixture *f, gint64 seq)
{
  GListModel *timeline = app_message_view_get_model (app_chat_page_get_view (f->page));
  guint position;

  return timeline != NULL && app_timeline_find_seq (APP_TIMELINE (timeline), seq, &position);
}

static guint
count_asked (Fixture *f, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < f->sync.server->requests->len; i++)
    n += strstr (f->sync.server->requests->pdata[i], part) != NULL ? 1 : 0;
  return n;
}

static void
open_hit (Fixture *f)
{
  app_window_search (f->window, "Plan.pdf");
  app_test_wait (count_rows (f) == 1);
  g_signal_emit_by_name (f->list, "activate", 0);
}

/* The server is asked, which is said meanwhile, and what it found leads to the message. */
static void
test_open (Fixture *f, gconstpointer width)
{
  add_history (f, 301, TRUE);
  add_history (f, 201, TRUE);
  f->holds = PLAN;
  app_window_search (f->window, "Plan.pdf");
  app_test_wait (f->held != NULL);
  app_test_wait (says (f->note, "Looking for files on the server…"));
  g_assert_true (gtk_widget_get_mapped (find (f->note, ADW_TYPE_SPINNER)));
  g_assert_false (says (GTK_WIDGET (f->sidebar), "No Results Found"));
  release (f);
  app_test_wait (count_rows (f) == 1);
  app_test_wait (!gtk_widget_get_visible (f->note));
  g_signal_emit_by_name (f->list, "activate", 0);
  app_test_wait (shows (f, FOUND));
  /* With all that is between, each page once. */
  g_assert_cmpuint (count_asked (f, "&before=301"), ==, 1);
  g_assert_cmpuint (count_asked (f, "&before=201"), ==, 1);
  g_assert_true (has (f, 250));
  g_assert_false (says (GTK_WIDGET (f->page), "Looking for the message…"));
}

/* A message that has gone meanwhile is not looked for without an end. */
static void
test_gone (Fixture *f, gconstpointer width)
{
  add_history (f, 301, TRUE);
  add_history (f, 201, FALSE);
  open_hit (f);
  app_test_wait (says (GTK_WIDGET (f->page), "The message is not on the server any more."));
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
load_up_to (Fixture *f, gint64 seq)
{
  AppTimeline *timeline = APP_TIMELINE (
      app_message_view_get_model (app_chat_page_get_view (f->page)));

  while (!has (f, seq))
    {
      g_autoptr (GAsyncResult) result = NULL;

      app_test_wait (!app_timeline_get_loading_older (timeline));
      app_timeline_load_older_async (timeline, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
    }
}

/* Who has enough of waiting stays where they are, also when the message comes after all. */
static void
test_stop (Fixture *f, gconstpointer width)
{
  add_history (f, 301, TRUE);
  add_history (f, 201, TRUE);
  f->holds = "/v1/conversations/" CONVERSATION "/messages?limit=100&before=301";
  open_hit (f);
  app_test_wait (f->held != NULL);
  app_test_wait (says (GTK_WIDGET (f->page), "Looking for the message…"));
  g_signal_emit_by_name (find_button (GTK_WIDGET (f->page), "_Stop"), "clicked");
  release (f);
  app_test_wait (!says (GTK_WIDGET (f->page), "Looking for the message…"));
  load_up_to (f, FOUND);
  ui_frames_wait (f->frames, 10);
  g_assert_true (shows (f, FIRST_HERE)); /* the first unread one */
}

/* It fails with the sentence of the server. */
static void
test_refused (Fixture *f, gconstpointer width)
{
  add_history (f, 301, TRUE);
  g_hash_table_replace (f->sync.server->errors,
                        g_strdup ("/v1/conversations/" CONVERSATION
                                  "/messages?limit=100&before=201"),
                        GINT_TO_POINTER (LANDLINE_ERROR_RATE));
  open_hit (f);
  app_test_wait (says (GTK_WIDGET (f->page), "Not this one."));
  g_assert_false (says (GTK_WIDGET (f->page), "Looking for the message…"));
}

/* Without the server it is said that only this device was searched, and nothing else is. */
static void
test_away (Fixture *f, gconstpointer width)
{
  f->sync.server->upgrade_status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  app_fake_server_cut (f->sync.server);
  app_test_wait (app_session_get_state (f->sync.session) == APP_SESSION_OFFLINE);
  app_window_search (f->window, "Plan.pdf");
  app_test_wait (says (f->note, "Files on this device only"));
  g_assert_false (gtk_widget_get_mapped (find (f->note, ADW_TYPE_SPINNER)));
  app_test_wait (says (GTK_WIDGET (f->sidebar), "No Results Found"));
  app_window_search (f->window, "hay");
  app_test_wait (!gtk_widget_get_visible (f->note));
  app_window_search (f->window, "");
  app_test_wait (!gtk_widget_get_visible (f->note));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, width, func)                                                                     \
  g_test_add ("/ui/server-files/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)
  ADD ("open", 900, test_open);
  ADD ("open-narrow", 360, test_open);
  ADD ("gone", 900, test_gone);
  ADD ("stop", 900, test_stop);
  ADD ("refused", 900, test_refused);
  ADD ("away", 900, test_away);
  return g_test_run ();
}
