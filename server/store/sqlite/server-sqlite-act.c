/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "landline-wire-action.h"
#include "landline-wire-content.h"
#include "server-limits.h"
#include "server-sqlite-actions.h"
#include "server-sqlite-erase.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-key.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-states.h"

typedef struct
{
  ServerAccount *account;
  LandlineAction *action;
  guint8 digest[SERVER_SQLITE_DIGEST];
} ActInput;

/* What is found out about an action before anything is written. */
typedef struct
{
  ServerSqliteScope *scope;
  LandlineAction *action;
  LandlineActionKind kind;
  ServerSqliteDevice *device;
  ServerSqliteConversation *conversation;
  ServerSqliteMember *member;
  ServerSqliteTarget target;
  LandlineMessageState state;
  LandlineContent *content; /* of an edit, what it is now; NULL where it has been forgotten */
  GBytes *edited;           /* and what it is to be */
} Act;

static void
act_input_free (gpointer data)
{
  ActInput *input = data;

  server_account_unref (input->account);
  g_object_unref (input->action);
  g_free (input);
}

static void
act_clear (Act *act)
{
  server_sqlite_target_clear (&act->target);
  landline_message_state_clear (&act->state);
  g_clear_object (&act->content);
  g_clear_pointer (&act->edited, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Act, act_clear)

static gboolean
refuse (LandlineError code, const char *why, GError **error)
{
  g_set_error_literal (error, LANDLINE_ERROR, code, why);
  return FALSE;
}

static gboolean
answer_duplicate (ServerSqliteOperation *operation,
                  ServerSqliteScope *scope,
                  LandlineAction *action,
                  const ServerSqliteActionMatch *match,
                  GError **error)
{
  ServerSqliteConversation *conversation;
  LandlineDone *done;

  if (!match->is_same)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The action id %s was used for something else.",
                   landline_action_get_id (action));
      return FALSE;
    }
  if (!server_sqlite_ledger_find_cid (scope->ledger, match->cid, &conversation, error))
    return FALSE;
  done = g_new (LandlineDone, 1);
  landline_done_init (done, 0, landline_action_get_id (action), conversation->conversation_id,
                      match->version, match->time, TRUE);
  server_sqlite_operation_set_value (operation, done, g_free);
  return TRUE;
}

static gboolean
find_conversation (Act *act, GError **error)
{
  const char *id = landline_action_get_conversation (act->action);

  if (!server_sqlite_ledger_find_conversation (act->scope->ledger, id, &act->conversation, error))
    return FALSE;
  if (act->conversation != NULL)
    act->member = server_sqlite_conversation_find_member (act->conversation, act->device->user);
  return act->member != NULL ||
         server_sqlite_members_refuse (act->scope->database, id, act->device->user->user_id, error);
}

/* What they cannot see is not there: what was said before they came, and what has expired. */
static gboolean
is_visible (Act *act)
{
  const ServerSqliteTarget *target = &act->target;

  return target->mid != 0 && server_sqlite_mid_get_seq (target->mid) > act->member->since &&
         target->withheld != act->device->user->uid &&
         (target->expires == 0 || target->expires > act->scope->now);
}

static gboolean
find_target (Act *act, GError **error)
{
  const char *id = landline_action_get_message (act->action);

  if (!server_sqlite_messages_find (act->scope->database, act->conversation->cid, id, &act->target,
                                    error))
    return FALSE;
  if (!is_visible (act))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                   "No message %s in this conversation.", id);
      return FALSE;
    }
  if (!act->target.is_touched)
    return TRUE;
  if (!server_sqlite_states_read (act->scope->database, NULL, act->target.mid, &act->state, error))
    return FALSE;
  return !act->state.is_deleted ||
         refuse (LANDLINE_ERROR_CONFLICT, "This message was deleted.", error);
}

static gboolean
is_own (Act *act)
{
  return act->target.sender == act->device->user->uid;
}

static gboolean
check_time (Act *act, GError **error)
{
  return act->scope->now - act->target.time < SERVER_LIMIT_CHANGE_TIME ||
         refuse (LANDLINE_ERROR_CONFLICT, "This message is too old for that.", error);
}

static gboolean
check_delete (Act *act, GError **error)
{
  gboolean is_group = act->conversation->kind == LANDLINE_CONVERSATION_GROUP;

  if (is_group && act->member->role == LANDLINE_ROLE_ADMIN)
    return TRUE;
  if (is_own (act))
    return check_time (act, error);
  if (is_group)
    return refuse (LANDLINE_ERROR_NOT_MEMBER,
                   "Only an administrator of the group may delete what others sent.", error);
  return refuse (LANDLINE_ERROR_UNAUTHORIZED, "Only who sent a message may delete it.", error);
}

static gboolean
check_pin (Act *act, GError **error)
{
  gint64 n_pins;

  if (act->state.is_pinned)
    return TRUE;
  if (!server_sqlite_states_count_pins (act->scope->database, act->conversation->cid, &n_pins,
                                        error))
    return FALSE;
  if (n_pins < SERVER_LIMIT_PINS)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "At most %d messages of a conversation are pinned.", SERVER_LIMIT_PINS);
  return FALSE;
}

/* The content with another text. What else it has stays: a file, whether it was forwarded, when it
 * disappears. */
static LandlineContent *
make_edited (Act *act, GError **error)
{
  const char *text = landline_action_get_text (act->action);
  g_autoptr (LandlineContent) plain = NULL;

  switch (landline_content_get_content_type (act->content))
    {
    case LANDLINE_CONTENT_TEXT:
      if (*text == '\0')
        {
          refuse (LANDLINE_ERROR_BAD_FRAME, "A text cannot become empty.", error);
          return NULL;
        }
      plain = landline_content_new_text (text);
      break;
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
      plain = landline_content_new_media (landline_content_get_media (act->content),
                                          *text != '\0' ? text : NULL);
      break;
    case LANDLINE_CONTENT_LOCATION:
    case LANDLINE_CONTENT_CONTACT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      refuse (LANDLINE_ERROR_UNSUPPORTED, "Only texts and captions can be edited.", error);
      return NULL;
    }
  return landline_content_new_with_traits (plain, landline_content_is_forwarded (act->content),
                                           landline_action_get_mentions (act->action),
                                           landline_content_get_expires (act->content));
}

/* A content that was forgotten is edited by those who have it. */
static gboolean
check_edit (Act *act, GError **error)
{
  g_autoptr (LandlineContent) edited = NULL;
  const char *data;
  gsize length;

  if (!is_own (act))
    return refuse (LANDLINE_ERROR_UNAUTHORIZED, "Only who sent a message may edit it.", error);
  if (!check_time (act, error))
    return FALSE;
  if (act->target.content == NULL)
    return TRUE;
  data = g_bytes_get_data (act->target.content, &length);
  act->content = landline_wire_content_new_from_data (data, length, error);
  if (act->content == NULL)
    return FALSE;
  edited = make_edited (act, error);
  if (edited == NULL)
    return FALSE;
  act->edited = g_bytes_ref (landline_wire_content_get_encoded (edited));
  if (g_bytes_get_size (act->edited) <= LANDLINE_LIMIT_CONTENT)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "The message's content is more than %d bytes of JSON.", LANDLINE_LIMIT_CONTENT);
  return FALSE;
}

static gboolean
check_rights (Act *act, GError **error)
{
  switch (act->kind)
    {
    case LANDLINE_ACTION_EDIT:
      return check_edit (act, error);
    case LANDLINE_ACTION_DELETE:
      return check_delete (act, error);
    case LANDLINE_ACTION_PIN:
      return check_pin (act, error);
    case LANDLINE_ACTION_REACT:
    case LANDLINE_ACTION_UNPIN:
    default:
      return TRUE;
    }
}

static gboolean
write_delete (Act *act, GError **error)
{
  const LandlineMessageState deleted = { .is_deleted = TRUE, .is_deleted_by_admin = !is_own (act) };

  return server_sqlite_erase_message (act->scope->database, act->target.mid, error) &&
         server_sqlite_states_write (act->scope->database, act->target.mid, &deleted, error);
}

static gboolean
write_state (Act *act, GError **error)
{
  ServerSqliteDatabase *database = act->scope->database;
  gint64 mid = act->target.mid;

  switch (act->kind)
    {
    case LANDLINE_ACTION_REACT:
      return server_sqlite_states_react (database, mid, act->device->user->uid,
                                         landline_action_get_emoji (act->action), error);
    case LANDLINE_ACTION_EDIT:
      act->state.edited = act->scope->now;
      return (act->edited == NULL ||
              server_sqlite_messages_edit (database, mid, act->edited, error)) &&
             server_sqlite_states_write (database, mid, &act->state, error);
    case LANDLINE_ACTION_DELETE:
      return write_delete (act, error);
    case LANDLINE_ACTION_PIN:
    case LANDLINE_ACTION_UNPIN:
      act->state.is_pinned = act->kind == LANDLINE_ACTION_PIN;
      return server_sqlite_states_write (database, mid, &act->state, error);
    default:
      g_assert_not_reached ();
    }
}

/* Of what is done to a message those are told who may see it. Who has blocked who does it learns of
 * deletions only: they are promised to everyone. */
static gboolean
is_told (Act *act, const ServerSqliteMember *member)
{
  if (member->user == act->device->user)
    return TRUE;
  return member->since < server_sqlite_mid_get_seq (act->target.mid) &&
         member->user->uid != act->target.withheld &&
         (!member->has_blocked || act->kind == LANDLINE_ACTION_DELETE);
}

static gboolean
put_rows (Act *act, LandlineDone *done, LandlineAction *taken, gint64 aid, GError **error)
{
  ServerSqliteLedger *ledger = act->scope->ledger;
  gint64 own_cursor = 0;

  for (guint i = 0; i < act->conversation->n_members; i++)
    {
      ServerSqliteUser *user = act->conversation->members[i].user;
      gboolean is_doer = user == act->device->user;

      if (!is_told (act, &act->conversation->members[i]))
        continue;
      done->cursor = server_sqlite_ledger_next_cursor (ledger, user);
      if (is_doer)
        own_cursor = done->cursor;
      if (!server_sqlite_inbox_put_doing (act->scope->database, user->uid, done->cursor,
                                          SERVER_INBOX_ACTION, aid, is_doer ? act->device->did : 0,
                                          error))
        return FALSE;
      server_sqlite_ledger_announce (ledger, user,
                                     server_inbox_row_new_action (done, taken,
                                                                  is_doer ? act->device->device_id
                                                                          : NULL));
    }
  done->cursor = own_cursor;
  return TRUE;
}

static gboolean
write_action (ServerSqliteOperation *operation, Act *act, const guint8 *digest, GError **error)
{
  ServerSqliteDatabase *database = act->scope->database;
  g_autoptr (LandlineAction) taken = NULL;
  g_autofree LandlineDone *done = g_new0 (LandlineDone, 1);
  ServerSqliteActionRecord record = { .uid = act->device->user->uid, .mid = act->target.mid };
  gint64 version, aid;

  version = server_sqlite_actions_next_version (database, act->conversation->cid, error);
  if (version == 0)
    return FALSE;
  taken = landline_action_new_taken (act->action, act->device->user->user_id, act->scope->now,
                                     version);
  record.action = taken;
  memcpy (record.digest, digest, sizeof record.digest);
  if (!write_state (act, error) ||
      !server_sqlite_messages_set_version (database, act->target.mid, version, error) ||
      !server_sqlite_actions_supersede (database, &record, error))
    return FALSE;
  aid = server_sqlite_actions_insert (database, &record, error);
  if (aid == 0)
    return FALSE;
  landline_done_init (done, 0, landline_action_get_id (taken), act->conversation->conversation_id,
                      version, act->scope->now, FALSE);
  if (!put_rows (act, done, taken, aid, error))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&done), g_free);
  return TRUE;
}

static gboolean
run_act (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ActInput *input = operation->input;
  ServerSqliteActionMatch match;
  g_auto (Act) act = {
    .scope = scope,
    .action = input->action,
    .kind = landline_action_get_kind (input->action),
  };

  if (!server_sqlite_ledger_find_device (scope->ledger,
                                         server_account_get_device_id (input->account), &act.device,
                                         error))
    return FALSE;
  if (act.device == NULL)
    return refuse (LANDLINE_ERROR_UNAUTHORIZED, "This device was revoked.", error);
  /* What cannot be done now may have been done before, when it could. */
  if (!server_sqlite_actions_match (scope->database, act.device->user->uid,
                                    landline_action_get_id (act.action), input->digest, &match,
                                    error))
    return FALSE;
  if (match.aid != 0)
    return answer_duplicate (operation, scope, act.action, &match, error);
  return find_conversation (&act, error) && find_target (&act, error) &&
         check_rights (&act, error) && write_action (operation, &act, input->digest, error);
}

static void
get_digest (LandlineAction *action, guint8 digest[SERVER_SQLITE_DIGEST])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) body = g_string_new (NULL);
  gsize size = SERVER_SQLITE_DIGEST;

  landline_wire_action_write (body, action);
  g_checksum_update (checksum, (const guchar *) body->str, body->len);
  g_checksum_get_digest (checksum, digest, &size);
}

void
server_sqlite_act_async (ServerStore *store,
                         ServerAccount *account,
                         LandlineAction *action,
                         GTask *task)
{
  ActInput *input = g_new (ActInput, 1);

  input->account = server_account_ref (account);
  input->action = g_object_ref (action);
  get_digest (action, input->digest);
  server_sqlite_store_write (store, task, run_act, input, act_input_free, SERVER_SQLITE_ORDERED);
}
