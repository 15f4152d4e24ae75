/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-media.h"
#include "server-sqlite-members.h"
#include "server-sqlite-news.h"

typedef struct
{
  char *user_id;
  char *conversation;
  char *digest;
  LandlineGroupRequest request;
  ServerGroupChange change;
} GroupInput;

static void
group_input_free (gpointer data)
{
  GroupInput *input = data;

  g_free (input->user_id);
  g_free (input->conversation);
  g_free (input->digest);
  landline_group_request_clear (&input->request);
  landline_group_change_clear (&input->change.edit);
  g_free ((char *) input->change.user_id);
  g_free (input);
}

static void
copy_edit (LandlineGroupChange *self, const LandlineGroupChange *other)
{
  *self = *other;
  self->name = g_strdup (other->name);
  self->description = g_strdup (other->description);
  self->picture = g_strdup (other->picture);
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

/* A group's picture is a file that who sets it has uploaded. */
static gboolean
require_picture (ServerSqliteScope *scope,
                 ServerSqliteUser *user,
                 const char *picture,
                 GError **error)
{
  g_autoptr (LandlineMedia) media = NULL;

  if (picture == NULL || *picture == '\0')
    return TRUE;
  if (!server_sqlite_media_find_uploaded (scope->database, user->uid, picture, &media, error))
    return FALSE;
  if (media != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "You have uploaded no file %s.",
               picture);
  return FALSE;
}

/* @since: they see what has a higher seq; all that is there already counts as read. */
static gboolean
insert_member (ServerSqliteScope *scope,
               gint64 cid,
               ServerSqliteUser *user,
               LandlineRole role,
               gint64 since,
               gint64 last_seq,
               GError **error)
{
  ServerSqliteMemberRecord record = {
    .uid = user->uid,
    .role = role,
    .since = since,
    .joined = scope->now,
    .delivered = last_seq,
    .read = last_seq,
  };

  return server_sqlite_members_insert (scope->database, cid, &record, error);
}

static gboolean
refuse_too_many (GError **error)
{
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE, "A group has at most %d members.",
               LANDLINE_LIMIT_MEMBERS);
  return FALSE;
}

static GPtrArray *
find_others (ServerSqliteScope *scope, char **members, ServerSqliteUser *creator, GError **error)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new ();

  for (char **member = members; member != NULL && *member != NULL; member++)
    {
      ServerSqliteUser *user;

      if (!require_user (scope, *member, &user, error))
        return NULL;
      if (user != creator && !g_ptr_array_find (users, user, NULL))
        g_ptr_array_add (users, user);
      if (users->len >= LANDLINE_LIMIT_MEMBERS && !refuse_too_many (error))
        return NULL;
    }
  return g_steal_pointer (&users);
}

static gboolean
insert_group (ServerSqliteScope *scope,
              GroupInput *input,
              ServerSqliteUser *creator,
              gint64 *cid,
              GError **error)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_CONVERSATION);
  g_auto (LandlineSettings) settings = LANDLINE_SETTINGS_INIT;
  ServerSqliteConversationRecord record = {
    .conversation_id = id,
    .name = input->request.group.name,
    .kind = LANDLINE_CONVERSATION_GROUP,
    .created = scope->now,
    .last_time = scope->now,
  };

  landline_group_change_apply (&input->request.group, &settings);
  *cid = server_sqlite_conversations_insert (scope->database, &record, error);
  return *cid != 0 &&
         server_sqlite_conversations_set_settings (scope->database, *cid, &settings, error) &&
         (*input->request.id == '\0' ||
          server_sqlite_conversations_set_request (scope->database, *cid, creator->uid,
                                                   input->request.id, input->digest, error));
}

/* Whether the group was made already, under the same id. */
static gboolean
find_made (ServerSqliteScope *scope,
           GroupInput *input,
           ServerSqliteUser *creator,
           gint64 *cid,
           GError **error)
{
  ServerSqliteConversation *conversation;
  ServerSqliteGroupMatch match;

  *cid = 0;
  if (*input->request.id == '\0')
    return TRUE;
  if (!server_sqlite_conversations_match (scope->database, creator->uid, input->request.id,
                                          input->digest, &match, error))
    return FALSE;
  if (match.cid != 0 && !match.is_same)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The id %s was used for another group.", input->request.id);
      return FALSE;
    }
  *cid = match.cid;
  if (match.cid == 0)
    return TRUE;
  if (!server_sqlite_ledger_find_cid (scope->ledger, match.cid, &conversation, error))
    return FALSE;
  return server_sqlite_conversation_find_member (conversation, creator) != NULL ||
         server_sqlite_members_refuse (scope->database, conversation->conversation_id,
                                       creator->user_id, error);
}

static gboolean
answer_group (ServerSqliteOperation *operation,
              ServerSqliteScope *scope,
              gint64 cid,
              GError **error)
{
  LandlineConversation *now = server_sqlite_news_get_conversation (scope, cid, error);

  if (now == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, now, g_object_unref);
  return TRUE;
}

static gboolean
run_group_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GroupInput *input = operation->input;
  g_autoptr (GPtrArray) others = NULL;
  ServerSqliteNews news = { 0 };

  if (!require_user (scope, input->user_id, &news.by, error) ||
      !find_made (scope, input, news.by, &news.cid, error))
    return FALSE;
  if (news.cid != 0)
    return answer_group (operation, scope, news.cid, error);
  others = find_others (scope, input->request.members, news.by, error);
  if (others == NULL || !require_picture (scope, news.by, input->request.group.picture, error))
    return FALSE;

  if (!insert_group (scope, input, news.by, &news.cid, error) ||
      !insert_member (scope, news.cid, news.by, LANDLINE_ROLE_ADMIN, 0, 0, error))
    return FALSE;
  for (guint i = 0; i < others->len; i++)
    if (!insert_member (scope, news.cid, g_ptr_array_index (others, i), LANDLINE_ROLE_MEMBER, 0, 0,
                        error))
      return FALSE;
  return server_sqlite_news_tell (scope, &news, LANDLINE_CHANGE_CREATED, NULL, error) &&
         answer_group (operation, scope, news.cid, error);
}

void
server_sqlite_group_create_async (ServerStore *store,
                                  const char *user_id,
                                  const LandlineGroupRequest *request,
                                  GTask *task)
{
  GroupInput *input = g_new0 (GroupInput, 1);
  g_autoptr (GString) body = g_string_new (NULL);

  input->user_id = g_strdup (user_id);
  input->request = *request;
  input->request.members = g_strdupv (request->members);
  copy_edit (&input->request.group, &request->group);
  landline_rest_write_group (body, request);
  input->digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body->str, (gssize) body->len);
  server_sqlite_store_write (store, task, run_group_create, input, group_input_free,
                             SERVER_SQLITE_PLAIN);
}

/* A change of a group on its way. */
typedef struct
{
  ServerSqliteScope *scope;
  const ServerGroupChange *change;
  ServerSqliteConversation *conversation;
  ServerSqliteMember *by;
  ServerSqliteUser *user;     /* of all but an edit: to whom it is done */
  ServerSqliteMember *member; /* and as a member, if they are one */
  ServerSqliteUser *heir;     /* who became an administrator because the last one went */
  gboolean renamed;
  gboolean described;
  gboolean pictured;
  gboolean settled;
  LandlineSettings settings; /* of an edit, what holds from now on */
} Change;

static void
change_clear (Change *change)
{
  landline_settings_clear (&change->settings);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

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
  if (change->conversation->kind == LANDLINE_CONVERSATION_GROUP ||
      change->change->kind == SERVER_GROUP_SETTLE)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                       "This conversation is between two people, and stays that way.");
  return FALSE;
}

static gboolean
is_edit_of_all (const LandlineGroupChange *edit)
{
  return edit->who_may_send == LANDLINE_GROUP_STAYS && edit->who_may_edit == LANDLINE_GROUP_STAYS &&
         edit->history == LANDLINE_GROUP_STAYS;
}

/* What those may do who are no administrators. */
static gboolean
is_for_all (const Change *change)
{
  gboolean all_edit = change->conversation->who_may_edit == LANDLINE_PERMIT_ALL;

  switch (change->change->kind)
    {
    case SERVER_GROUP_EDIT:
      return all_edit && is_edit_of_all (&change->change->edit);
    case SERVER_GROUP_ADD:
      return all_edit && change->change->role == LANDLINE_ROLE_MEMBER;
    case SERVER_GROUP_PUT:
      return all_edit && change->change->role == LANDLINE_ROLE_MEMBER && change->member == NULL;
    case SERVER_GROUP_REMOVE:
      return change->user == change->by->user;
    case SERVER_GROUP_SETTLE:
      return all_edit || change->conversation->kind == LANDLINE_CONVERSATION_DIRECT;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
require_allowed (Change *change, GError **error)
{
  ServerGroupChangeKind kind = change->change->kind;

  if (change->by->role != LANDLINE_ROLE_ADMIN && !is_for_all (change))
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER,
                           "Only an administrator of the group may do that.");
      return FALSE;
    }
  if ((kind == SERVER_GROUP_ADD || kind == SERVER_GROUP_PUT) && change->member == NULL &&
      change->conversation->n_members >= LANDLINE_LIMIT_MEMBERS)
    return refuse_too_many (error);
  if (kind != SERVER_GROUP_REMOVE || change->member != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "%s is no member of this group.",
               change->change->user_id);
  return FALSE;
}

/* The last administrator's place goes to who has been there longest: a group is never without one.
 */
static gboolean
pass_on (Change *change, GError **error)
{
  ServerSqliteMember *heir = NULL;

  if (change->member->role != LANDLINE_ROLE_ADMIN)
    return TRUE;
  for (guint i = 0; i < change->conversation->n_members; i++)
    {
      ServerSqliteMember *member = &change->conversation->members[i];

      if (member == change->member)
        continue;
      if (member->role == LANDLINE_ROLE_ADMIN)
        return TRUE;
      if (heir == NULL)
        heir = member;
    }
  if (heir == NULL)
    return TRUE;
  change->heir = heir->user;
  return server_sqlite_members_set_role (change->scope->database, change->conversation->cid,
                                         heir->user->uid, LANDLINE_ROLE_ADMIN, error);
}

/* Finds out what of an edit changes anything. */
static gboolean
compare_edit (Change *change, GError **error)
{
  const LandlineGroupChange *edit = &change->change->edit;
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  const LandlineSettings *old = &record.settings, *new = &change->settings;

  if (!server_sqlite_conversations_find_cid (change->scope->database, change->conversation->cid,
                                             &record, error))
    return FALSE;
  landline_settings_copy (&change->settings, old);
  landline_group_change_apply (edit, &change->settings);
  change->renamed = edit->name != NULL && g_strcmp0 (edit->name, record.name) != 0;
  change->described = g_strcmp0 (new->description, old->description) != 0;
  change->pictured = g_strcmp0 (new->picture, old->picture) != 0;
  change->settled = new->who_may_send != old->who_may_send ||
                    new->who_may_edit != old->who_may_edit || new->history != old->history ||
                    new->disappear != old->disappear;
  return !change->pictured ||
         require_picture (change->scope, change->by->user, new->picture, error);
}

static gboolean
write_edit (Change *change, const ServerSqliteNews *news, GError **error)
{
  ServerSqliteScope *scope = change->scope;

  if ((change->renamed &&
       !server_sqlite_conversations_set_name (scope->database, news->cid, change->change->edit.name,
                                              error)) ||
      !server_sqlite_conversations_set_settings (scope->database, news->cid, &change->settings,
                                                 error))
    return FALSE;
  server_sqlite_ledger_forget_conversation (scope->ledger, change->conversation);
  return (!change->renamed ||
          server_sqlite_news_tell (scope, news, LANDLINE_CHANGE_RENAMED, NULL, error)) &&
         (!change->described ||
          server_sqlite_news_tell (scope, news, LANDLINE_CHANGE_DESCRIBED, NULL, error)) &&
         (!change->pictured ||
          server_sqlite_news_tell (scope, news, LANDLINE_CHANGE_PICTURED, NULL, error)) &&
         (!change->settled ||
          server_sqlite_news_tell (scope, news, LANDLINE_CHANGE_SETTINGS, NULL, error));
}

static gboolean
write_member (Change *change, const ServerSqliteNews *news, GError **error)
{
  ServerSqliteConversation *conversation = change->conversation;
  ServerSqliteScope *scope = change->scope;
  gint64 since = conversation->history == LANDLINE_HISTORY_ALL ? 0 : conversation->last_seq;

  if (!server_sqlite_members_welcome_back (scope->database, news->cid, change->user->uid, error) ||
      !insert_member (scope, news->cid, change->user, change->change->role, since,
                      conversation->last_seq, error))
    return FALSE;
  server_sqlite_ledger_forget_conversation (scope->ledger, conversation);
  return server_sqlite_news_tell (scope, news, LANDLINE_CHANGE_MEMBER_ADDED, change->user, error);
}

static gboolean
tell_of_heir (Change *change, const ServerSqliteNews *news, GError **error)
{
  ServerSqliteNews later = { .cid = news->cid, .by = news->by };

  return change->heir == NULL ||
         server_sqlite_news_tell (change->scope, &later, LANDLINE_CHANGE_PROMOTED, change->heir,
                                  error);
}

static gboolean
write_role (Change *change, const ServerSqliteNews *news, GError **error)
{
  gboolean promotes = change->change->role == LANDLINE_ROLE_ADMIN;

  if ((!promotes && !pass_on (change, error)) ||
      !server_sqlite_members_set_role (change->scope->database, news->cid, change->user->uid,
                                       change->change->role, error))
    return FALSE;
  server_sqlite_ledger_forget_conversation (change->scope->ledger, change->conversation);
  return server_sqlite_news_tell (change->scope, news,
                                  promotes ? LANDLINE_CHANGE_PROMOTED : LANDLINE_CHANGE_DEMOTED,
                                  change->user, error) &&
         tell_of_heir (change, news, error);
}

static gboolean
write_removal (Change *change, ServerSqliteNews *news, GError **error)
{
  LandlineChangeKind kind = change->user == news->by ? LANDLINE_CHANGE_MEMBER_LEFT
                                                     : LANDLINE_CHANGE_MEMBER_REMOVED;

  if (!pass_on (change, error) ||
      !server_sqlite_members_remove (change->scope->database, news->cid, change->user->uid, error))
    return FALSE;
  news->gone = change->user;
  server_sqlite_ledger_forget_conversation (change->scope->ledger, change->conversation);
  return server_sqlite_news_tell (change->scope, news, kind, change->user, error) &&
         tell_of_heir (change, news, error);
}

/* Who is blocked changes nothing for who blocked them, and is not told why. */
static gboolean
is_blocked (const Change *change)
{
  ServerSqliteConversation *conversation = change->conversation;

  for (guint i = 0; i < conversation->n_members; i++)
    if (&conversation->members[i] != change->by && conversation->members[i].has_blocked)
      return conversation->kind == LANDLINE_CONVERSATION_DIRECT;
  return FALSE;
}

/* What is as it should be already is no news. */
static gboolean
is_done (const Change *change)
{
  switch (change->change->kind)
    {
    case SERVER_GROUP_EDIT:
      return !change->renamed && !change->described && !change->pictured && !change->settled;
    case SERVER_GROUP_SETTLE:
      return !change->settled || is_blocked (change);
    case SERVER_GROUP_ADD:
      return change->member != NULL;
    case SERVER_GROUP_PUT:
      return change->member != NULL && change->member->role == change->change->role;
    case SERVER_GROUP_REMOVE:
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
write_change (Change *change, ServerSqliteNews *news, GError **error)
{
  switch (change->change->kind)
    {
    case SERVER_GROUP_EDIT:
    case SERVER_GROUP_SETTLE:
      return write_edit (change, news, error);
    case SERVER_GROUP_ADD:
    case SERVER_GROUP_PUT:
      return change->member == NULL ? write_member (change, news, error)
                                    : write_role (change, news, error);
    case SERVER_GROUP_REMOVE:
      return write_removal (change, news, error);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
run_group_change (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  GroupInput *input = operation->input;
  g_auto (Change) change = { .scope = scope, .change = &input->change };
  ServerSqliteNews news = { 0 };
  gboolean is_edit = input->change.kind == SERVER_GROUP_EDIT ||
                     input->change.kind == SERVER_GROUP_SETTLE;

  if (!require_group (&change, input, error))
    return FALSE;
  if (!is_edit)
    {
      if (!require_user (scope, input->change.user_id, &change.user, error))
        return FALSE;
      change.member = server_sqlite_conversation_find_member (change.conversation, change.user);
    }
  if (!require_allowed (&change, error) || (is_edit && !compare_edit (&change, error)))
    return FALSE;
  news.cid = change.conversation->cid;
  news.by = change.by->user;
  if (is_done (&change))
    return answer_group (operation, scope, news.cid, error);

  /* The ledger has to have nothing to say about members that are about to be read again. */
  return server_sqlite_ledger_flush (scope->ledger, error) &&
         write_change (&change, &news, error) && answer_group (operation, scope, news.cid, error);
}

/**
 * server_sqlite_group_leave:
 * @scope: the writer's
 * @user: a member
 * @cid: the group
 * @error: return location for an error
 *
 * Has a member leave as if they had said so.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_group_leave (ServerSqliteScope *scope,
                           ServerSqliteUser *user,
                           gint64 cid,
                           GError **error)
{
  const ServerGroupChange leaves = { .kind = SERVER_GROUP_REMOVE, .user_id = user->user_id };
  g_auto (Change) change = { .scope = scope, .change = &leaves, .user = user };
  ServerSqliteNews news = { .cid = cid, .by = user };

  if (!server_sqlite_ledger_flush (scope->ledger, error) ||
      !server_sqlite_ledger_find_cid (scope->ledger, cid, &change.conversation, error))
    return FALSE;
  change.by = server_sqlite_conversation_find_member (change.conversation, user);
  change.member = change.by;
  return write_removal (&change, &news, error);
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
  input->change.user_id = g_strdup (change->user_id);
  copy_edit (&input->change.edit, &change->edit);
  server_sqlite_store_write (store, task, run_group_change, input, group_input_free,
                             SERVER_SQLITE_PLAIN);
}
