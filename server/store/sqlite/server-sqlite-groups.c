/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-members.h"

typedef struct
{
  char *user_id;
  char *conversation;
  char *name;
  char **members;
  ServerGroupChange change;
} GroupInput;

static void
group_input_free (gpointer data)
{
  GroupInput *input = data;

  g_free (input->user_id);
  g_free (input->conversation);
  g_free (input->name);
  g_strfreev (input->members);
  g_free ((char *) input->change.name);
  g_free ((char *) input->change.user_id);
  g_free (input);
}

static gboolean
require_user (ServerSqliteScope *scope,
              const char *user_id,
              ServerSqliteUser **user,
              GError **error)
{
  if (!server_sqlite_ledger_find_user (scope->ledger, user_id, user, error))
    return FALSE;
  if (*user != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               user_id);
  return FALSE;
}

static LandlineConversation *
get_conversation (ServerSqliteScope *scope, ServerSqliteConversation *conversation, GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };

  if (!server_sqlite_conversations_find_cid (scope->database, conversation->cid, &record, error))
    return NULL;
  record.last_seq = conversation->last_seq;
  return server_sqlite_members_get_conversation (scope->database, &record, error);
}

/* What is told of a change, the same to everybody. */
typedef struct
{
  gint64 cid;
  ServerSqliteUser *by;
  const char *change;
  LandlineConversation *conversation;
  gint64 snapshot;
} News;

static gboolean
tell (ServerSqliteScope *scope, ServerSqliteUser *user, const News *news, GError **error)
{
  gint64 cursor = server_sqlite_ledger_next_cursor (scope->ledger, user);

  if (!server_sqlite_inbox_put_conversation (scope->database, user->uid, cursor, news->cid,
                                             news->by->uid, news->change, news->snapshot, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, user,
                                 server_inbox_row_new_conversation (cursor, news->conversation,
                                                                    news->change,
                                                                    news->by->user_id));
  return TRUE;
}

/* Tells everybody who is in it now, and one who is not any more. */
static gboolean
tell_all (ServerSqliteOperation *operation,
          ServerSqliteScope *scope,
          gint64 cid,
          ServerSqliteUser *by,
          ServerSqliteUser *gone,
          const char *change,
          GError **error)
{
  g_autoptr (LandlineConversation) now = NULL;
  ServerSqliteConversation *conversation;
  News news = { .cid = cid, .by = by, .change = change };

  if (!server_sqlite_ledger_find_cid (scope->ledger, cid, &conversation, error))
    return FALSE;
  now = news.conversation = get_conversation (scope, conversation, error);
  if (now == NULL)
    return FALSE;
  news.snapshot = server_sqlite_inbox_keep_snapshot (
      scope->database, now, conversation->n_members + (gone != NULL ? 1 : 0), error);
  if (news.snapshot == 0)
    return FALSE;
  for (guint i = 0; i < conversation->n_members; i++)
    if (!tell (scope, conversation->members[i].user, &news, error))
      return FALSE;
  if (gone != NULL && !tell (scope, gone, &news, error))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&now), g_object_unref);
  return TRUE;
}

static gboolean
insert_member (ServerSqliteScope *scope,
               gint64 cid,
               ServerSqliteUser *user,
               LandlineRole role,
               gint64 since,
               GError **error)
{
  ServerSqliteMemberRecord record = {
    .uid = user->uid,
    .role = role,
    .since = since,
    .joined = scope->now,
    .delivered = since,
    .read = since,
  };

  return server_sqlite_members_insert (scope->database, cid, &record, error);
}

static GPtrArray *
find_others (ServerSqliteScope *scope, GroupInput *input, ServerSqliteUser *creator, GError **error)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new ();

  for (char **member = input->members; member != NULL && *member != NULL; member++)
    {
      ServerSqliteUser *user;

      if (!require_user (scope, *member, &user, error))
        return NULL;
      if (user != creator && !g_ptr_array_find (users, user, NULL))
        g_ptr_array_add (users, user);
      if (users->len >= LANDLINE_LIMIT_MEMBERS)
        {
          g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                       "A group has at most %d members.", LANDLINE_LIMIT_MEMBERS);
          return NULL;
        }
    }
  return g_steal_pointer (&users);
}

static gboolean
run_group_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GroupInput *input = operation->input;
  g_autofree char *id = landline_id_new (LANDLINE_ID_CONVERSATION);
  g_autoptr (GPtrArray) others = NULL;
  ServerSqliteConversationRecord record = {
    .conversation_id = id,
    .name = input->name,
    .kind = LANDLINE_CONVERSATION_GROUP,
    .created = scope->now,
    .last_time = scope->now,
  };
  ServerSqliteUser *creator;
  gint64 cid;

  if (!require_user (scope, input->user_id, &creator, error))
    return FALSE;
  others = find_others (scope, input, creator, error);
  if (others == NULL)
    return FALSE;

  cid = server_sqlite_conversations_insert (scope->database, &record, error);
  if (cid == 0 || !insert_member (scope, cid, creator, LANDLINE_ROLE_ADMIN, 0, error))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    if (!insert_member (scope, cid, g_ptr_array_index (others, i), LANDLINE_ROLE_MEMBER, 0, error))
      return FALSE;
  return tell_all (operation, scope, cid, creator, NULL, "created", error);
}

void
server_sqlite_group_create_async (ServerStore *store,
                                  const char *user_id,
                                  const char *name,
                                  const char *const *members,
                                  GTask *task)
{
  GroupInput *input = g_new0 (GroupInput, 1);

  input->user_id = g_strdup (user_id);
  input->name = g_strdup (name);
  input->members = g_strdupv ((char **) members);
  server_sqlite_store_write (store, task, run_group_create, input, group_input_free,
                             SERVER_SQLITE_PLAIN);
}

/* A change of a group that was found to be allowed. */
typedef struct
{
  ServerSqliteScope *scope;
  const ServerGroupChange *change;
  ServerSqliteConversation *conversation;
  ServerSqliteMember *by;
  ServerSqliteUser *user;
  ServerSqliteMember *member;
} Change;

static gboolean
require_group (Change *change, GroupInput *input, GError **error)
{
  ServerSqliteUser *by;

  if (!require_user (change->scope, input->user_id, &by, error) ||
      !server_sqlite_ledger_find_conversation (change->scope->ledger, input->conversation,
                                               &change->conversation, error))
    return FALSE;
  if (change->conversation != NULL)
    change->by = server_sqlite_conversation_find_member (change->conversation, by);
  if (change->by == NULL)
    return server_sqlite_members_refuse (change->scope->database, input->conversation, by->user_id,
                                         error);
  if (change->conversation->kind == LANDLINE_CONVERSATION_GROUP)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                       "This conversation is between two people, and stays that way.");
  return FALSE;
}

static gboolean
require_allowed (Change *change, GError **error)
{
  gboolean leaves = change->change->kind == SERVER_GROUP_REMOVE && change->user == change->by->user;

  if (change->by->role != LANDLINE_ROLE_ADMIN && !leaves)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER,
                           "Only an administrator of the group may do that.");
      return FALSE;
    }
  if (change->change->kind == SERVER_GROUP_ADD && change->member == NULL &&
      change->conversation->n_members >= LANDLINE_LIMIT_MEMBERS)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                   "A group has at most %d members.", LANDLINE_LIMIT_MEMBERS);
      return FALSE;
    }
  if (change->change->kind == SERVER_GROUP_RENAME || change->change->kind == SERVER_GROUP_ADD ||
      change->member != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "%s is no member of this group.",
               change->change->user_id);
  return FALSE;
}

/* The last administrator's place goes to who has been there longest: a group is never without one.
 */
static gboolean
pass_on (Change *change, ServerSqliteMember *leaving, GError **error)
{
  ServerSqliteMember *heir = NULL;

  if (leaving->role != LANDLINE_ROLE_ADMIN)
    return TRUE;
  for (guint i = 0; i < change->conversation->n_members; i++)
    {
      ServerSqliteMember *member = &change->conversation->members[i];

      if (member == leaving)
        continue;
      if (member->role == LANDLINE_ROLE_ADMIN)
        return TRUE;
      if (heir == NULL)
        heir = member;
    }
  return heir == NULL ||
         server_sqlite_members_set_role (change->scope->database, change->conversation->cid,
                                         heir->user->uid, LANDLINE_ROLE_ADMIN, error);
}

static gboolean
write_change (Change *change, const char **what, GError **error)
{
  ServerSqliteDatabase *database = change->scope->database;
  ServerSqliteConversation *conversation = change->conversation;

  switch (change->change->kind)
    {
    case SERVER_GROUP_RENAME:
      *what = "renamed";
      return server_sqlite_conversations_set_name (database, conversation->cid,
                                                   change->change->name, error);
    case SERVER_GROUP_ADD:
      *what = "member_added";
      return change->member != NULL ||
             (server_sqlite_members_welcome_back (database, conversation->cid, change->user->uid,
                                                  error) &&
              insert_member (change->scope, conversation->cid, change->user, change->change->role,
                             conversation->last_seq, error));
    case SERVER_GROUP_REMOVE:
      *what = change->user == change->by->user ? "member_left" : "member_removed";
      return pass_on (change, change->member, error) &&
             server_sqlite_members_remove (database, conversation->cid, change->user->uid, error);
    case SERVER_GROUP_SET_ROLE:
      *what = "role_changed";
      return (change->change->role == LANDLINE_ROLE_ADMIN ||
              pass_on (change, change->member, error)) &&
             server_sqlite_members_set_role (database, conversation->cid, change->user->uid,
                                             change->change->role, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
run_group_change (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GroupInput *input = operation->input;
  Change change = { .scope = scope, .change = &input->change };
  ServerSqliteUser *by, *gone;
  const char *what = NULL;
  gint64 cid;

  if (!require_group (&change, input, error))
    return FALSE;
  if (input->change.kind != SERVER_GROUP_RENAME)
    {
      if (!require_user (scope, input->change.user_id, &change.user, error))
        return FALSE;
      change.member = server_sqlite_conversation_find_member (change.conversation, change.user);
    }
  if (!require_allowed (&change, error))
    return FALSE;

  /* The ledger has to have nothing to say about members that are about to be read again. */
  if (!server_sqlite_ledger_flush (scope->ledger, error) || !write_change (&change, &what, error))
    return FALSE;
  by = change.by->user;
  gone = input->change.kind == SERVER_GROUP_REMOVE ? change.user : NULL;
  cid = change.conversation->cid;
  server_sqlite_ledger_forget_conversation (scope->ledger, change.conversation);
  return tell_all (operation, scope, cid, by, gone, what, error);
}

void
server_sqlite_group_change_async (ServerStore *store,
                                  const char *user_id,
                                  const char *conversation,
                                  const ServerGroupChange *change,
                                  GTask *task)
{
  GroupInput *input = g_new0 (GroupInput, 1);

  input->user_id = g_strdup (user_id);
  input->conversation = g_strdup (conversation);
  input->change.kind = change->kind;
  input->change.role = change->role;
  input->change.name = g_strdup (change->name);
  input->change.user_id = g_strdup (change->user_id);
  server_sqlite_store_write (store, task, run_group_change, input, group_input_free,
                             SERVER_SQLITE_PLAIN);
}
