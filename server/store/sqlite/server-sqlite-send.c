/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "landline-wire-content.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-key.h"
#include "server-sqlite-media.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"

typedef struct
{
  ServerAccount *sender;
  LandlineSendRequest *request;
} SendInput;

/* What is found out about a send before anything is written. */
typedef struct
{
  ServerSqliteScope *scope;
  LandlineSendRequest *request;
  ServerSqliteDevice *device;
  ServerSqliteUser *receiver; /* of a direct conversation that is not there yet */
  ServerSqliteConversation *conversation;
  const char *media_id;
  GBytes *content;
} Send;

static void
send_input_free (gpointer data)
{
  SendInput *input = data;

  server_account_unref (input->sender);
  g_object_unref (input->request);
  g_free (input);
}

static void
send_clear (Send *send)
{
  g_clear_pointer (&send->content, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Send, send_clear)

/* Of two of whom one was deleted the other has nobody to write to. */
static gboolean
require_reader (Send *send, GError **error)
{
  ServerSqliteConversation *conversation = send->conversation;

  for (guint i = 0; i < conversation->n_members; i++)
    if (conversation->members[i].user->is_former)
      {
        g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                             "This person is not on the server any more.");
        return FALSE;
      }
  return TRUE;
}

static gboolean
find_receiver (Send *send, GError **error)
{
  ServerSqliteLedger *ledger = send->scope->ledger;
  ServerSqliteUser *user = send->device->user;
  const char *receiver = landline_send_request_get_receiver_id (send->request);
  ServerSqliteMember *member = NULL;

  if (landline_id_is_user (receiver))
    {
      if (!server_sqlite_ledger_find_user (ledger, receiver, &send->receiver, error))
        return FALSE;
      if (send->receiver != NULL)
        return server_sqlite_ledger_find_direct (ledger, user->uid, send->receiver->uid,
                                                 &send->conversation, error);
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
                   receiver);
      return FALSE;
    }

  if (!server_sqlite_ledger_find_conversation (ledger, receiver, &send->conversation, error))
    return FALSE;
  if (send->conversation != NULL)
    member = server_sqlite_conversation_find_member (send->conversation, user);
  if (member == NULL)
    return server_sqlite_members_refuse (send->scope->database, receiver, user->user_id, error);
  if (send->conversation->kind == LANDLINE_CONVERSATION_DIRECT && !require_reader (send, error))
    return FALSE;
  if (send->conversation->who_may_send == LANDLINE_PERMIT_ALL ||
      member->role == LANDLINE_ROLE_ADMIN)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER,
                       "Only administrators send messages to this group.");
  return FALSE;
}

static gboolean
complete_content (Send *send, GError **error)
{
  LandlineContent *content = landline_send_request_get_content (send->request);
  LandlineMedia *media = landline_content_get_media (content);
  g_autoptr (LandlineMedia) stored = NULL;
  g_autoptr (LandlineMedia) completed = NULL;
  g_autoptr (LandlineContent) full = NULL;

  if (media == NULL)
    {
      send->content = g_bytes_ref (landline_wire_content_get_encoded (content));
      return TRUE;
    }
  send->media_id = landline_media_get_id (media);
  if (!server_sqlite_media_find (send->scope->database, send->device->user->uid, send->media_id,
                                 send->scope->now, &stored, error))
    return FALSE;
  if (stored == NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No file %s here.",
                   send->media_id);
      return FALSE;
    }
  completed = landline_media_new_completed (media, stored);
  full = landline_content_new_with_media (content, completed);
  send->content = g_bytes_ref (landline_wire_content_get_encoded (full));
  return TRUE;
}

static void
fill_record (Send *send, ServerSqliteMessageRecord *record)
{
  gsize length = 0;
  gint64 expires;

  record->sender = send->device->user->uid;
  record->did = send->device->did;
  record->time = send->scope->now;
  record->id = landline_send_request_get_id (send->request);
  record->reply_to = landline_send_request_get_reply_to (send->request);
  record->content = send->content != NULL ? g_bytes_get_data (send->content, &length) : NULL;
  record->content_length = length;
  expires = landline_content_get_expires (landline_send_request_get_content (send->request));
  record->expires = expires > 0 ? send->scope->now + expires * 1000 : 0;
}

/* Who of the two has blocked the sender, if anybody has: they do not get it, and the sender does
 * not learn of that. */
static ServerSqliteUser *
find_blocker (Send *send)
{
  if (send->conversation->kind != LANDLINE_CONVERSATION_DIRECT)
    return NULL;
  for (guint i = 0; i < send->conversation->n_members; i++)
    if (send->conversation->members[i].has_blocked &&
        send->conversation->members[i].user != send->device->user)
      return send->conversation->members[i].user;
  return NULL;
}

static gboolean
answer_duplicate (ServerSqliteOperation *operation,
                  Send *send,
                  const ServerSqliteMessageMatch *match,
                  GError **error)
{
  const char *id = landline_send_request_get_id (send->request);
  ServerSqliteConversation *conversation;
  LandlineSent *sent;

  if (!match->is_same)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The message id %s was used for something else.", id);
      return FALSE;
    }
  if (!server_sqlite_ledger_find_cid (send->scope->ledger, server_sqlite_mid_get_cid (match->mid),
                                      &conversation, error))
    return FALSE;
  sent = g_new (LandlineSent, 1);
  landline_sent_init (sent, 0, id, conversation->conversation_id,
                      server_sqlite_mid_get_seq (match->mid), match->time, TRUE);
  server_sqlite_operation_set_value (operation, sent, g_free);
  return TRUE;
}

/* What cannot be sent now may have been sent before, when it could: the same id gets the same
 * answer. */
static gboolean
refuse (ServerSqliteOperation *operation, Send *send, GError *refusal, GError **error)
{
  ServerSqliteMessageRecord record = { 0 };
  ServerSqliteMessageMatch match = { 0 };

  if (refusal->domain != LANDLINE_ERROR)
    {
      g_propagate_error (error, refusal);
      return FALSE;
    }
  fill_record (send, &record);
  record.mid = send->conversation != NULL ? server_sqlite_mid (send->conversation->cid, 0) : 0;
  if (!server_sqlite_messages_match (send->scope->database, &record, &match, error))
    {
      g_error_free (refusal);
      return FALSE;
    }
  if (match.mid == 0)
    {
      g_propagate_error (error, refusal);
      return FALSE;
    }
  g_error_free (refusal);
  return answer_duplicate (operation, send, &match, error);
}

static gboolean
add_member (Send *send, gint64 cid, ServerSqliteUser *user, GError **error)
{
  ServerSqliteMemberRecord record = {
    .uid = user->uid,
    .role = LANDLINE_ROLE_MEMBER,
    .joined = send->scope->now,
  };

  return server_sqlite_members_insert (send->scope->database, cid, &record, error);
}

static gboolean
make_direct (Send *send, GError **error)
{
  ServerSqliteUser *user = send->device->user;
  g_autofree char *id = landline_id_new (LANDLINE_ID_CONVERSATION);
  ServerSqliteConversationRecord record = {
    .conversation_id = id,
    .kind = LANDLINE_CONVERSATION_DIRECT,
    .created = send->scope->now,
    .last_time = send->scope->now,
    .low = MIN (user->uid, send->receiver->uid),
    .high = MAX (user->uid, send->receiver->uid),
  };
  gint64 cid = server_sqlite_conversations_insert (send->scope->database, &record, error);

  if (cid == 0 || !add_member (send, cid, user, error))
    return FALSE;
  if (send->receiver != user && !add_member (send, cid, send->receiver, error))
    return FALSE;
  return server_sqlite_ledger_find_cid (send->scope->ledger, cid, &send->conversation, error);
}

static ServerMessage *
make_message (Send *send, const ServerSqliteMessageRecord *record, gint64 seq)
{
  LandlineMessageRow row = {
    .id = record->id,
    .sender_id = send->device->user->user_id,
    .conversation = send->conversation->conversation_id,
    .seq = seq,
    .time = record->time,
    .reply_to = record->reply_to,
    .content = record->content,
    .content_length = record->content_length,
  };

  return server_message_new (&row, send->device->device_id);
}

/* A row in the inbox of each member, the sender's own included. */
static gboolean
put_rows (Send *send,
          ServerMessage *message,
          const ServerSqliteMessageRecord *record,
          gint64 *own_cursor,
          GError **error)
{
  ServerSqliteLedger *ledger = send->scope->ledger;

  for (guint i = 0; i < send->conversation->n_members; i++)
    {
      ServerSqliteUser *user = send->conversation->members[i].user;
      gboolean is_own = user == send->device->user;
      gint64 cursor;

      if (user->uid == record->withheld)
        continue;
      cursor = server_sqlite_ledger_next_cursor (ledger, user);
      if (!server_sqlite_ledger_put (ledger, user, cursor, record->mid,
                                     is_own ? send->device->did : 0, error))
        return FALSE;
      server_sqlite_ledger_announce (ledger, user,
                                     server_inbox_row_new_message (cursor, message, is_own));
      if (is_own)
        *own_cursor = cursor;
    }
  return TRUE;
}

static gboolean
write_message (ServerSqliteOperation *operation, Send *send, GError **error)
{
  g_autoptr (ServerMessage) message = NULL;
  ServerSqliteMessageRecord record = { 0 };
  ServerSqliteMessageMatch match;
  gint64 seq, cursor = 0;
  gboolean is_new;
  ServerSqliteUser *blocker = find_blocker (send);
  LandlineSent *sent;

  fill_record (send, &record);
  record.withheld = blocker != NULL ? blocker->uid : 0;
  record.mid = server_sqlite_mid (send->conversation->cid, send->conversation->last_seq + 1);
  if (!server_sqlite_messages_insert (send->scope->database, &record, &is_new, error))
    return FALSE;
  if (!is_new)
    return server_sqlite_messages_match (send->scope->database, &record, &match, error) &&
           answer_duplicate (operation, send, &match, error);

  seq = server_sqlite_ledger_next_seq (send->scope->ledger, send->conversation, send->scope->now);
  message = make_message (send, &record, seq);
  if (!put_rows (send, message, &record, &cursor, error))
    return FALSE;
  /* A reference would make it theirs to see who are not to get it; it stays the sender's. */
  if (send->media_id != NULL && blocker == NULL &&
      !server_sqlite_media_refer (send->scope->database, send->media_id, send->conversation->cid,
                                  seq, error))
    return FALSE;
  sent = g_new (LandlineSent, 1);
  landline_sent_init (sent, cursor, record.id, send->conversation->conversation_id, seq,
                      record.time, FALSE);
  server_sqlite_operation_set_value (operation, sent, g_free);
  return TRUE;
}

static gboolean
run_send (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  SendInput *input = operation->input;
  g_auto (Send) send = { .scope = scope, .request = input->request };
  GError *refusal = NULL;

  if (!server_sqlite_ledger_find_device (scope->ledger,
                                         server_account_get_device_id (input->sender), &send.device,
                                         error))
    return FALSE;
  if (send.device == NULL)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                           "This device was revoked.");
      return FALSE;
    }
  if (!find_receiver (&send, &refusal) || !complete_content (&send, &refusal))
    return refuse (operation, &send, refusal, error);
  if (send.conversation == NULL)
    {
      ServerSqliteMessageRecord record = { 0 };
      ServerSqliteMessageMatch match;

      /* Before a conversation is made for what may be a repeated id. */
      fill_record (&send, &record);
      if (!server_sqlite_messages_match (scope->database, &record, &match, error))
        return FALSE;
      if (match.mid != 0)
        {
          match.is_same = FALSE;
          return answer_duplicate (operation, &send, &match, error);
        }
      if (!make_direct (&send, error))
        return FALSE;
    }
  return write_message (operation, &send, error);
}

void
server_sqlite_send_async (ServerStore *store,
                          ServerAccount *sender,
                          LandlineSendRequest *request,
                          GTask *task)
{
  SendInput *input = g_new (SendInput, 1);

  input->sender = server_account_ref (sender);
  input->request = g_object_ref (request);
  server_sqlite_store_write (store, task, run_send, input, send_input_free, SERVER_SQLITE_ORDERED);
}
