/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-cache-files.h"
#include "app-cache-statuses.h"
#include "app-session-statuses.h"
#include "landline-rest-reply.h"
#include "landline-rest-status.h"
#include "sync-fixture.h"

/* What people show for a day: in the cache, from the server, to the server. */

#define MEDIA  "m_000000000000000000000000000000bb"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HOUR   (60 * 60 * G_GINT64_CONSTANT (1000))

/* What the server is told and what it answers. */
typedef struct
{
  SyncFixture base;
  GPtrArray *posts; /* `id mode users text`, of POST /v1/statuses */
  guint n_posts_cut;
  gboolean refuses;
  gint64 expires;
} Fixture;

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

static void
respond (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
take_post (Fixture *f, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  g_auto (LandlineStatusRequest) request = LANDLINE_STATUS_REQUEST_INIT;
  g_autoptr (LandlineStatus) status = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *users = NULL;

  landline_rest_parse_status_request (&request, g_bytes_get_data (bytes, NULL),
                                      g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  users = request.audience.users != NULL ? g_strjoinv (",", request.audience.users) : g_strdup ("");
  g_ptr_array_add (f->posts,
                   g_strdup_printf ("%s %s [%s] %s", request.id,
                                    landline_audience_mode_to_string (request.audience.mode), users,
                                    landline_content_get_text (request.content)));
  if (f->n_posts_cut > 0)
    {
      f->n_posts_cut--;
      g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
      return;
    }
  if (f->refuses)
    {
      landline_rest_write_error (body, LANDLINE_ERROR_NOT_FOUND, "No such picture.", -1);
      respond (message, SOUP_STATUS_NOT_FOUND, body->str);
      return;
    }
  status = landline_status_new ("s_own", APP_TEST_SELF, now (), now () + f->expires,
                                request.content, request.colour, 0, FALSE);
  landline_rest_write_status (body, status);
  respond (message, SOUP_STATUS_CREATED, body->str);
}

static gboolean
rest_cb (AppFakeServer *server, SoupServerMessage *message, const char *call, gpointer user_data)
{
  if (g_str_equal (call, "POST /v1/statuses"))
    take_post (user_data, message);
  else if (g_str_has_prefix (call, "DELETE /v1/statuses/") || g_str_has_suffix (call, "/views"))
    respond (message, SOUP_STATUS_OK, "{\"views\":[]}");
  else
    return FALSE;
  return TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  sync_fixture_set_up (&f->base, data);
  f->posts = g_ptr_array_new_with_free_func (g_free);
  f->expires = APP_CACHE_STATUS_SPAN;
  f->base.server->rest = rest_cb;
  f->base.server->rest_data = f;
  sync_fixture_wait_online (&f->base);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  sync_fixture_tear_down (&f->base, data);
  g_ptr_array_unref (f->posts);
}

typedef struct
{
  GPtrArray *statuses;
  GPtrArray *views;
  gint64 key;
  char *path;
  const char *media;
} Call;

static gboolean
list_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  ((Call *) data)->statuses = app_cache_statuses_list (database, now (), error);
  return ((Call *) data)->statuses != NULL;
}

/* `id:text` of each, with `*` behind those that were viewed, `?` before those that wait and `!`
 * before those that were refused. */
static char *
list (Fixture *f)
{
  Call call = { NULL };
  g_autoptr (GString) text = g_string_new (NULL);

  app_test_read (app_session_get_cache (f->base.session), list_work, &call);
  for (guint i = 0; i < call.statuses->len; i++)
    {
      AppCacheStatus *status = g_ptr_array_index (call.statuses, i);

      g_string_append_printf (text, "%s%s%s:%s%s", i > 0 ? "|" : "",
                              status->state == APP_CACHE_STATUS_WAITING   ? "?"
                              : status->state == APP_CACHE_STATUS_REFUSED ? "!"
                                                                          : "",
                              status->id != NULL ? status->id : "",
                              landline_content_get_text (status->content),
                              status->is_viewed && !g_str_equal (status->user_id, APP_TEST_SELF)
                                  ? "*"
                                  : "");
    }
  g_ptr_array_unref (call.statuses);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
is_listed (Fixture *f, const char *expected)
{
  g_autofree char *text = list (f);

  return g_str_equal (text, expected);
}

static gint64
get_key (Fixture *f, guint position)
{
  Call call = { NULL };
  gint64 key;

  app_test_read (app_session_get_cache (f->base.session), list_work, &call);
  g_assert_cmpuint (call.statuses->len, >, position);
  key = ((AppCacheStatus *) g_ptr_array_index (call.statuses, position))->key;
  g_ptr_array_unref (call.statuses);
  return key;
}

static guint
count_requests (Fixture *f, const char *request)
{
  guint n = 0;

  for (guint i = 0; i < f->base.server->requests->len; i++)
    n += g_str_equal (g_ptr_array_index (f->base.server->requests, i), request);
  return n;
}

static void
send_event (Fixture *f, LandlineEvent *event)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  landline_server_frame_write_event (frame, event);
  app_fake_server_send (f->base.server, frame);
}

static void
send_status (Fixture *f, const char *id, const char *text, gint64 expires)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (LandlineStatus) status = landline_status_new (id, APP_TEST_PEER, now () - HOUR,
                                                           expires, content, "#26a269", 0, FALSE);
  g_autoptr (LandlineEvent) event = landline_event_new_status (++f->base.server->cursor, status);

  send_event (f, event);
}

static void
send_removed (Fixture *f, const char *id)
{
  g_autoptr (LandlineStatus) status = landline_status_new_removed (id, APP_TEST_PEER);
  g_autoptr (LandlineEvent) event = landline_event_new_status (++f->base.server->cursor, status);

  send_event (f, event);
}

static gint64
post (Fixture *f, const char *text, const LandlineAudience *audience)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  app_session_post_status_async (f->base.session, content, "#1c71d8", audience, NULL, NULL,
                                 app_test_result, &result);
  app_test_wait (result != NULL);
  key = app_session_post_status_finish (f->base.session, result, &error);
  g_assert_no_error (error);
  return key;
}

static void
test_events (Fixture *f, gconstpointer data)
{
  send_status (f, "s_1", "At sea", now () + HOUR);
  send_status (f, "s_2", "Still at sea", now () + HOUR);
  app_test_wait (is_listed (f, "s_1:At sea|s_2:Still at sea"));

  /* Again, and over: nothing of it is listed twice or too long. */
  send_status (f, "s_2", "Still at sea", now () + HOUR);
  send_status (f, "s_3", "Yesterday", now () - 1);
  send_removed (f, "s_1");
  app_test_wait (is_listed (f, "s_2:Still at sea"));
}

/* The list was asked for before its author removed it. */
static void
test_removed_stays (Fixture *f, gconstpointer data)
{
  send_removed (f, "s_1");
  send_status (f, "s_1", "Never again", now () + HOUR);
  send_status (f, "s_2", "Ashore", now () + HOUR);
  app_test_wait (is_listed (f, "s_2:Ashore"));
}

static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (LandlineContent) content = landline_content_new_text ("Before you came");
  g_autoptr (GPtrArray) statuses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) body = g_string_new (NULL);

  g_ptr_array_add (statuses, landline_status_new ("s_9", APP_TEST_PEER, now (), now () + HOUR,
                                                  content, NULL, 0, TRUE));
  landline_rest_write_statuses (body, statuses);
  g_hash_table_replace (f->base.server->pages, g_strdup ("/v1/statuses"), g_strdup (body->str));
  app_fake_server_cut (f->base.server);
  app_test_wait (is_listed (f, "s_9:Before you came*"));
}

static void
test_viewed (Fixture *f, gconstpointer data)
{
  send_status (f, "s_1", "At sea", now () + HOUR);
  app_test_wait (is_listed (f, "s_1:At sea"));
  app_session_set_status_viewed (f->base.session, get_key (f, 0));
  app_session_set_status_viewed (f->base.session, get_key (f, 0));
  app_test_wait (is_listed (f, "s_1:At sea*") &&
                 count_requests (f, "POST /v1/statuses/s_1/views") == 1);
  app_test_turn (50);
  g_assert_cmpuint (count_requests (f, "POST /v1/statuses/s_1/views"), ==, 1);
}

static void
test_viewed_without_receipts (Fixture *f, gconstpointer data)
{
  app_session_set_send_read_receipts (f->base.session, FALSE);
  send_status (f, "s_1", "At sea", now () + HOUR);
  app_test_wait (is_listed (f, "s_1:At sea"));
  app_session_set_status_viewed (f->base.session, get_key (f, 0));
  app_test_wait (is_listed (f, "s_1:At sea*"));
  app_test_turn (50);
  g_assert_cmpuint (count_requests (f, "POST /v1/statuses/s_1/views"), ==, 0);
}

static void
test_post (Fixture *f, gconstpointer data)
{
  char *users[] = { (char *) "102", (char *) "103", NULL };
  LandlineAudience audience = { LANDLINE_AUDIENCE_EXCEPT, users };

  post (f, "Out for a walk", &audience);
  app_test_wait (is_listed (f, "s_own:Out for a walk"));
  g_assert_cmpuint (f->posts->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (f->posts, 0), " except [102,103] Out for a walk"));
}

/* The answer is lost, and the app is closed: it is posted again under the same id. */
static void
test_post_again (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;

  f->n_posts_cut = 1;
  post (f, "Out for a walk", &audience);
  app_test_wait (f->posts->len >= 1);
  sync_fixture_close_session (&f->base);
  sync_fixture_open_session (&f->base);
  app_test_wait (is_listed (f, "s_own:Out for a walk"));
  g_assert_cmpuint (f->posts->len, >=, 2);
  g_assert_cmpstr (g_ptr_array_index (f->posts, 0), ==, g_ptr_array_index (f->posts, 1));
}

static void
test_post_offline (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;

  f->base.server->upgrade_status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  app_fake_server_cut (f->base.server);
  app_test_wait (app_session_get_state (f->base.session) != APP_SESSION_ONLINE);
  post (f, "No signal", &audience);
  g_assert_true (is_listed (f, "?:No signal"));
  g_assert_cmpuint (f->posts->len, ==, 0);
  f->base.server->upgrade_status = 0;
  app_test_wait (is_listed (f, "s_own:No signal"));
}

static void
test_refused (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;
  gint64 key;

  f->refuses = TRUE;
  key = post (f, "Not for you", &audience);
  app_test_wait (is_listed (f, "!:Not for you"));
  f->refuses = FALSE;
  app_session_retry_status (f->base.session, key);
  app_test_wait (is_listed (f, "s_own:Not for you"));
  g_assert_cmpstr (g_ptr_array_index (f->posts, 0), ==, g_ptr_array_index (f->posts, 1));
}

static void
test_remove (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;
  gint64 key;

  key = post (f, "On second thought", &audience);
  app_test_wait (is_listed (f, "s_own:On second thought"));
  app_session_remove_status (f->base.session, key);
  app_test_wait (is_listed (f, "") && count_requests (f, "DELETE /v1/statuses/s_own") == 1);
}

/* What the server may have got without our knowing is removed there too; what it cannot have never
 * gets there. */
static void
test_remove_waiting (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;
  gint64 key;

  f->n_posts_cut = 1;
  key = post (f, "Oops", &audience);
  app_test_wait (f->posts->len == 1);
  app_session_remove_status (f->base.session, key);
  app_test_wait (count_requests (f, "DELETE /v1/statuses/s_own") == 1);
  app_test_wait (is_listed (f, ""));

  f->base.server->upgrade_status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  app_fake_server_cut (f->base.server);
  app_test_wait (app_session_get_state (f->base.session) != APP_SESSION_ONLINE);
  key = post (f, "Never mind", &audience);
  app_session_remove_status (f->base.session, key);
  app_test_wait (is_listed (f, ""));
  f->base.server->upgrade_status = 0;
  sync_fixture_wait_online (&f->base);
  app_test_turn (50);
  g_assert_cmpuint (f->posts->len, ==, 2);
}

static gboolean
views_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  call->views = app_cache_statuses_list_views (database, call->key, error);
  return call->views != NULL;
}

static gboolean
is_viewed_by (Fixture *f, gint64 key, guint n)
{
  Call call = { .key = key };
  gboolean same;

  app_test_read (app_session_get_cache (f->base.session), views_work, &call);
  same = call.views->len == n;
  g_ptr_array_unref (call.views);
  return same;
}

static void
test_views (Fixture *f, gconstpointer data)
{
  LandlineAudience audience = LANDLINE_AUDIENCE_INIT;
  gint64 key = post (f, "Look", &audience);
  Call call = { .key = key };

  app_test_wait (is_listed (f, "s_own:Look"));
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LandlineView) view = landline_view_new ("s_own", i == 2 ? "103" : APP_TEST_PEER,
                                                         now () + i);
      g_autoptr (LandlineEvent) event = landline_event_new_view (++f->base.server->cursor, view);

      send_event (f, event);
    }
  app_test_wait (is_viewed_by (f, key, 2));
  app_test_read (app_session_get_cache (f->base.session), views_work, &call);
  g_assert_cmpstr (landline_view_get_user_id (g_ptr_array_index (call.views, 0)), ==, "103");
  g_ptr_array_unref (call.views);
}

static gboolean
put_old_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, MEDIA, "a.png",
                                                        "image/png", 3, SHA256);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, "Old");
  g_autoptr (LandlineStatus) status = landline_status_new ("s_old", APP_TEST_PEER, now () - HOUR,
                                                           call->key, content, NULL, 0, FALSE);

  return app_cache_statuses_put (database, status, error) &&
         app_cache_files_put (database, MEDIA, call->path, error);
}

static gboolean
get_file_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->path, g_free);
  return app_cache_files_get (database, MEDIA, &call->path, error);
}

static void
changed_cb (AppCache *cache, AppCacheChanges *changes, char **removed)
{
  GPtrArray *files = app_cache_changes_get_removed_files (changes);

  if (files->len > 0)
    *removed = g_strdup (g_ptr_array_index (files, 0));
}

/* While the app runs, by a timer. */
static void
test_expires (Fixture *f, gconstpointer data)
{
  AppCache *cache = app_session_get_cache (f->base.session);
  g_autofree char *path = g_build_filename (f->base.folder, "a.png", NULL);
  g_autofree char *removed = NULL;
  Call call = { .key = now () + 1500, .path = path };
  gulong handler = g_signal_connect (cache, "changed", G_CALLBACK (changed_cb), &removed);

  app_test_write (cache, put_old_work, &call);
  app_test_wait (removed != NULL);
  g_assert_cmpstr (removed, ==, path);
  g_assert_cmpint (now (), >=, call.key);
  call.path = NULL;
  app_test_read (cache, get_file_work, &call);
  g_assert_null (call.path);
  g_signal_handler_disconnect (cache, handler);
}

/* While it was closed: what is over is gone from the disk once it is open. */
static void
test_expired_while_closed (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->base.folder, "a.png", NULL);
  g_autofree char *cache_path = app_profile_dup_cache_path (f->base.profile);
  AppCache *cache;
  Call call = { .key = now () - 1, .path = path };

  sync_fixture_close_session (&f->base);
  cache = app_test_open_cache (cache_path);
  app_test_write (cache, put_old_work, &call);
  app_test_close_cache (cache);
  sync_fixture_open_session (&f->base);
  cache = app_session_get_cache (f->base.session);
  call.path = g_strdup ("");
  app_test_wait ((app_test_read (cache, get_file_work, &call), call.path == NULL));
  g_free (call.path);
}

static void
load_audience (Fixture *f, LandlineAudience *audience)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  landline_audience_clear (audience);
  app_session_load_audience_async (f->base.session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_load_audience_finish (f->base.session, result, audience, &error);
  g_assert_no_error (error);
}

static void
test_audience (Fixture *f, gconstpointer data)
{
  char *users[] = { (char *) "102", (char *) "103", NULL };
  LandlineAudience chosen = { LANDLINE_AUDIENCE_ONLY, users };
  g_auto (LandlineAudience) audience = LANDLINE_AUDIENCE_INIT;

  load_audience (f, &audience);
  g_assert_cmpint (audience.mode, ==, LANDLINE_AUDIENCE_ALL);
  g_assert_null (audience.users);
  app_session_save_audience (f->base.session, &chosen);
  app_test_wait ((load_audience (f, &audience), audience.mode == LANDLINE_AUDIENCE_ONLY));
  g_assert_cmpstrv (audience.users, users);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/statuses/events", test_events);
  ADD ("/statuses/removed-stays", test_removed_stays);
  ADD ("/statuses/list", test_list);
  ADD ("/statuses/viewed", test_viewed);
  ADD ("/statuses/viewed-without-receipts", test_viewed_without_receipts);
  ADD ("/statuses/post", test_post);
  ADD ("/statuses/post-again", test_post_again);
  ADD ("/statuses/post-offline", test_post_offline);
  ADD ("/statuses/refused", test_refused);
  ADD ("/statuses/remove", test_remove);
  ADD ("/statuses/remove-waiting", test_remove_waiting);
  ADD ("/statuses/views", test_views);
  ADD ("/statuses/expires", test_expires);
  ADD ("/statuses/expired-while-closed", test_expired_while_closed);
  ADD ("/statuses/audience", test_audience);
  return g_test_run ();
}
