/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "landline-wire-content.h"
#include "server-limits.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-media.h"
#include "server-sqlite-notes.h"
#include "server-sqlite-statuses.h"
#include "server-sqlite-users.h"

typedef struct
{
  char *user_id;
  char *digest;
  LandlineStatusRequest request;
} PostInput;

static void
post_input_free (gpointer data)
{
  PostInput *input = data;

  g_free (input->user_id);
  g_free (input->digest);
  landline_status_request_clear (&input->request);
  g_free (input);
}

/* A status on its way. */
typedef struct
{
  ServerSqliteScope *scope;
  PostInput *input;
  ServerSqliteUser *author;
  GPtrArray *audience; /* ServerSqliteUser */
  GHashTable *known;   /* those in it */
  LandlineContent *content;
  char *media_id;
  char *status_id;
  gint64 stid;
} Post;

static void
post_clear (Post *post)
{
  g_clear_pointer (&post->audience, g_ptr_array_unref);
  g_clear_pointer (&post->known, g_hash_table_unref);
  g_clear_object (&post->content);
  g_clear_pointer (&post->media_id, g_free);
  g_clear_pointer (&post->status_id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Post, post_clear)

static gboolean
refuse_user (const char *user_id, GError **error)
{
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               user_id);
  return FALSE;
}

static gboolean
refuse_status (const char *status_id, GError **error)
{
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No status %s here.", status_id);
  return FALSE;
}

static gboolean
require_user (ServerSqliteScope *scope,
              const char *user_id,
              ServerSqliteUser **user,
              GError **error)
{
  if (!server_sqlite_ledger_find_user (scope->ledger, user_id, user, error))
    return FALSE;
  return *user != NULL || refuse_user (user_id, error);
}

/* As @user is shown it; NOT_FOUND when they are shown none. */
static LandlineStatus *
get_shown (ServerSqliteScope *scope, gint64 stid, gint64 uid, const char *status_id, GError **error)
{
  LandlineStatus *status = NULL;

  if (stid != 0 &&
      !server_sqlite_statuses_get (scope->database, stid, uid, scope->now, &status, error))
    return NULL;
  if (status == NULL)
    refuse_status (status_id, error);
  return status;
}

static gboolean
answer_status (ServerSqliteOperation *operation, LandlineStatus *status)
{
  if (status == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, status, g_object_unref);
  return TRUE;
}

/* A file that the author may send on, spelled out. */
static gboolean
complete_content (Post *post, GError **error)
{
  LandlineContent *content = post->input->request.content;
  LandlineMedia *media = landline_content_get_media (content);
  g_autoptr (LandlineMedia) stored = NULL;
  g_autoptr (LandlineMedia) completed = NULL;

  if (media == NULL)
    {
      post->content = g_object_ref (content);
      return TRUE;
    }
  post->media_id = g_strdup (landline_media_get_id (media));
  if (!server_sqlite_media_find (post->scope->database, post->author->uid, post->media_id,
                                 post->scope->now, &stored, error))
    return FALSE;
  if (stored == NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No file %s here.",
                   post->media_id);
      return FALSE;
    }
  completed = landline_media_new_completed (media, stored);
  post->content = landline_content_new_with_media (content, completed);
  return TRUE;
}

/* Blocked people learn nothing, and nobody is shown what is of those whom they have blocked. */
static gboolean
add_viewer (Post *post, ServerSqliteUser *user, GError **error)
{
  ServerSqliteDatabase *database = post->scope->database;
  gboolean by_author, of_author;

  if (user == post->author || g_hash_table_contains (post->known, user))
    return TRUE;
  if (!server_sqlite_notes_has_blocked (database, post->author->uid, user->user_id, &by_author,
                                        error) ||
      !server_sqlite_notes_has_blocked (database, user->uid, post->author->user_id, &of_author,
                                        error))
    return FALSE;
  if (by_author || of_author)
    return TRUE;
  g_hash_table_add (post->known, user);
  g_ptr_array_add (post->audience, user);
  return TRUE;
}

static gboolean
add_named (Post *post, GError **error)
{
  char **users = post->input->request.audience.users;

  for (guint i = 0; users != NULL && users[i] != NULL; i++)
    {
      ServerSqliteUser *user;

      if (!require_user (post->scope, users[i], &user, error) || !add_viewer (post, user, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_contacts (Post *post, GError **error)
{
  g_autoptr (GArray) uids = NULL;

  uids = server_sqlite_statuses_list_contacts (post->scope->database, post->author->uid, error);
  if (uids == NULL)
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    {
      ServerSqliteUser *user;

      if (!server_sqlite_ledger_find_uid (post->scope->ledger, g_array_index (uids, gint64, i),
                                          &user, error))
        return FALSE;
      if (landline_audience_admits (&post->input->request.audience, user->user_id) &&
          !add_viewer (post, user, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
find_audience (Post *post, GError **error)
{
  post->audience = g_ptr_array_new ();
  post->known = g_hash_table_new (NULL, NULL);
  return post->input->request.audience.mode == LANDLINE_AUDIENCE_ONLY ? add_named (post, error)
                                                                      : add_contacts (post, error);
}

static gboolean
require_room (Post *post, GError **error)
{
  gint64 count, stid, uid;

  if (!server_sqlite_statuses_count (post->scope->database, post->author->uid, post->scope->now,
                                     &count, error))
    return FALSE;
  if (count >= SERVER_LIMIT_STATUSES)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE,
                   "At most %d statuses can be posted in a day.", SERVER_LIMIT_STATUSES);
      return FALSE;
    }
  if (!server_sqlite_statuses_find (post->scope->database, post->status_id, &stid, &uid, error))
    return FALSE;
  if (stid == 0)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
               "The id %s was used for something else.", post->input->request.id);
  return FALSE;
}

static gboolean
put_status (ServerSqliteScope *scope,
            ServerSqliteUser *user,
            gint64 stid,
            gint64 about,
            LandlineStatus *status,
            GError **error)
{
  gint64 cursor = server_sqlite_ledger_next_cursor (scope->ledger, user);

  if (!server_sqlite_inbox_put_doing (scope->database, user->uid, cursor, SERVER_INBOX_STATUS, stid,
                                      about, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, user, server_inbox_row_new_status (cursor, status));
  return TRUE;
}

static gboolean
write_status (Post *post, LandlineStatus *status, GError **error)
{
  GBytes *encoded = landline_wire_content_get_encoded (post->content);
  gsize length;
  ServerSqliteStatusRecord record = {
    .uid = post->author->uid,
    .status_id = post->status_id,
    .request = post->input->request.id,
    .digest = post->input->digest,
    .time = landline_status_get_time (status),
    .expires = landline_status_get_expires (status),
    .colour = post->input->request.colour,
    .media_id = post->media_id,
  };

  record.content = g_bytes_get_data (encoded, &length);
  record.content_length = length;
  post->stid = server_sqlite_statuses_insert (post->scope->database, &record, error);
  if (post->stid == 0 || !put_status (post->scope, post->author, post->stid, 0, status, error))
    return FALSE;
  for (guint i = 0; i < post->audience->len; i++)
    {
      ServerSqliteUser *user = g_ptr_array_index (post->audience, i);

      if (!server_sqlite_statuses_add_viewer (post->scope->database, post->stid, user->uid,
                                              error) ||
          !put_status (post->scope, user, post->stid, 0, status, error))
        return FALSE;
    }
  return TRUE;
}

/* What was posted under this id before. */
static gboolean
answer_again (ServerSqliteOperation *operation,
              Post *post,
              const ServerSqliteStatusMatch *match,
              GError **error)
{
  LandlineStatus *status;

  if (!match->is_same)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The id %s was used for something else.", post->input->request.id);
      return FALSE;
    }
  if (!server_sqlite_statuses_get_removed (post->scope->database, match->stid, post->scope->now,
                                           &status, error))
    return FALSE;
  if (status == NULL)
    status = get_shown (post->scope, match->stid, post->author->uid, post->status_id, error);
  return answer_status (operation, status);
}

static gboolean
run_post (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  PostInput *input = operation->input;
  g_auto (Post) post = { .scope = scope, .input = input };
  g_autoptr (LandlineStatus) status = NULL;
  ServerSqliteStatusMatch match;

  post.status_id = g_strdup_printf ("%c_%s", LANDLINE_ID_STATUS, input->request.id);
  if (!require_user (scope, input->user_id, &post.author, error) ||
      !server_sqlite_statuses_match (scope->database, post.author->uid, input->request.id,
                                     input->digest, &match, error))
    return FALSE;
  if (match.stid != 0)
    return answer_again (operation, &post, &match, error);
  if (!require_room (&post, error) || !complete_content (&post, error) ||
      !find_audience (&post, error))
    return FALSE;

  status = landline_status_new (post.status_id, input->user_id, scope->now,
                                scope->now + SERVER_LIMIT_STATUS_TIME, post.content,
                                input->request.colour, 0, FALSE);
  return write_status (&post, status, error) &&
         answer_status (operation, g_steal_pointer (&status));
}

void
server_sqlite_status_post_async (ServerStore *store,
                                 const char *user_id,
                                 const LandlineStatusRequest *request,
                                 GTask *task)
{
  PostInput *input = g_new0 (PostInput, 1);
  g_autoptr (GString) body = g_string_new (NULL);

  input->user_id = g_strdup (user_id);
  input->request = *request;
  input->request.content = g_object_ref (request->content);
  input->request.colour = g_strdup (request->colour);
  input->request.audience.users = g_strdupv (request->audience.users);
  landline_rest_write_status_request (body, request);
  input->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body->str, (gssize) body->len);
  server_sqlite_store_write (store, task, run_post, input, post_input_free, SERVER_SQLITE_PLAIN);
}

static gboolean
run_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteUserRecord user;
  GPtrArray *statuses;

  if (!server_sqlite_users_find (scope->database, call->user_id, &user, error))
    return FALSE;
  if (user.uid == 0)
    return refuse_user (call->user_id, error);
  statuses = server_sqlite_statuses_list (scope->database, user.uid, scope->now,
                                          SERVER_LIMIT_STATUS_LIST, error);
  if (statuses == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, statuses, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_status_list_async (ServerStore *store, const char *user_id, GTask *task)
{
  server_sqlite_store_read (store, task, run_list, server_sqlite_call_new (NULL, user_id, NULL),
                            server_sqlite_call_free);
}

static gboolean
tell_of_view (ServerSqliteScope *scope,
              gint64 stid,
              gint64 author_uid,
              ServerSqliteUser *viewer,
              GError **error)
{
  g_autoptr (LandlineView) view = NULL;
  ServerSqliteUser *author;
  gint64 cursor;

  if (!server_sqlite_statuses_get_view (scope->database, stid, viewer->uid, scope->now, &view,
                                        error) ||
      !server_sqlite_ledger_find_uid (scope->ledger, author_uid, &author, error))
    return FALSE;
  cursor = server_sqlite_ledger_next_cursor (scope->ledger, author);
  if (!server_sqlite_inbox_put_doing (scope->database, author->uid, cursor, SERVER_INBOX_VIEW, stid,
                                      viewer->uid, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, author, server_inbox_row_new_view (cursor, view));
  return TRUE;
}

static gboolean
run_view (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autoptr (LandlineStatus) before = NULL;
  g_autoptr (LandlineStatus) after = NULL;
  ServerSqliteUser *user;
  gint64 stid, uid;
  gboolean is_first;

  if (!require_user (scope, call->user_id, &user, error) ||
      !server_sqlite_statuses_find (scope->database, call->id, &stid, &uid, error))
    return FALSE;
  before = get_shown (scope, stid, user->uid, call->id, error);
  if (before == NULL || !server_sqlite_statuses_set_viewed (scope->database, stid, user->uid,
                                                            scope->now, &is_first, error))
    return FALSE;
  after = get_shown (scope, stid, user->uid, call->id, error);
  if (after == NULL)
    return FALSE;
  if (is_first && !tell_of_view (scope, stid, uid, user, error))
    return FALSE;
  /* The user's other devices stop showing it as new. */
  if (is_first && user->n_devices > 1 && !put_status (scope, user, stid, 0, after, error))
    return FALSE;
  return answer_status (operation, g_steal_pointer (&after));
}

void
server_sqlite_status_view_async (ServerStore *store,
                                 const char *user_id,
                                 const char *status_id,
                                 GTask *task)
{
  server_sqlite_store_write (store, task, run_view,
                             server_sqlite_call_new (NULL, user_id, status_id),
                             server_sqlite_call_free, SERVER_SQLITE_PLAIN);
}

/* To everybody but its author there is nothing to be asked of it. */
static gboolean
find_own (ServerSqliteScope *scope,
          ServerSqliteCall *call,
          gint64 uid,
          gint64 *stid,
          GError **error)
{
  g_autoptr (LandlineStatus) shown = NULL;
  gint64 author;

  if (!server_sqlite_statuses_find (scope->database, call->id, stid, &author, error))
    return FALSE;
  if (*stid == 0 || author != uid)
    return refuse_status (call->id, error);
  shown = get_shown (scope, *stid, uid, call->id, error);
  return shown != NULL;
}

static gboolean
run_views (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteUserRecord user;
  GPtrArray *views;
  gint64 stid;

  if (!server_sqlite_users_find (scope->database, call->user_id, &user, error) ||
      !find_own (scope, call, user.uid, &stid, error))
    return FALSE;
  views = server_sqlite_statuses_list_views (scope->database, stid, error);
  if (views == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, views, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_status_views_async (ServerStore *store,
                                  const char *user_id,
                                  const char *status_id,
                                  GTask *task)
{
  server_sqlite_store_read (store, task, run_views,
                            server_sqlite_call_new (NULL, user_id, status_id),
                            server_sqlite_call_free);
}

static gboolean
tell_of_removal (ServerSqliteScope *scope,
                 gint64 stid,
                 ServerSqliteUser *author,
                 LandlineStatus *removed,
                 GError **error)
{
  g_autoptr (GArray) uids = server_sqlite_statuses_list_audience (scope->database, stid, error);

  if (uids == NULL ||
      !put_status (scope, author, stid, SERVER_SQLITE_STATUS_REMOVED, removed, error))
    return FALSE;
  for (guint i = 0; i < uids->len; i++)
    {
      ServerSqliteUser *user;

      if (!server_sqlite_ledger_find_uid (scope->ledger, g_array_index (uids, gint64, i), &user,
                                          error) ||
          !put_status (scope, user, stid, SERVER_SQLITE_STATUS_REMOVED, removed, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * server_sqlite_status_take_back:
 * @scope: the writer's
 * @author: whose it is
 * @stid: a status that has not expired
 * @status_id: its id
 * @error: return location for an error
 *
 * Removes it, and tells those who were shown it.
 *
 * Returns: (transfer full): what they are told
 */
LandlineStatus *
server_sqlite_status_take_back (ServerSqliteScope *scope,
                                ServerSqliteUser *author,
                                gint64 stid,
                                const char *status_id,
                                GError **error)
{
  g_autoptr (LandlineStatus) shown = NULL;
  g_autoptr (LandlineStatus) removed = NULL;
  LandlineMedia *media;

  shown = get_shown (scope, stid, author->uid, status_id, error);
  if (shown == NULL || !server_sqlite_statuses_remove (scope->database, stid, error))
    return NULL;
  media = landline_content_get_media (landline_status_get_content (shown));
  if (media != NULL &&
      !server_sqlite_media_age (scope->database, landline_media_get_id (media), error))
    return NULL;
  removed = landline_status_new_removed (status_id, author->user_id);
  return tell_of_removal (scope, stid, author, removed, error) ? g_steal_pointer (&removed) : NULL;
}

static gboolean
run_remove (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteUser *author;
  gint64 stid;

  return require_user (scope, call->user_id, &author, error) &&
         find_own (scope, call, author->uid, &stid, error) &&
         answer_status (operation,
                        server_sqlite_status_take_back (scope, author, stid, call->id, error));
}

void
server_sqlite_status_remove_async (ServerStore *store,
                                   const char *user_id,
                                   const char *status_id,
                                   GTask *task)
{
  server_sqlite_store_write (store, task, run_remove,
                             server_sqlite_call_new (NULL, user_id, status_id),
                             server_sqlite_call_free, SERVER_SQLITE_PLAIN);
}
