/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-members.h"

#include "landline-error.h"
#include "landline-receipt.h"

static void
read_row (ServerSqliteStatement *statement, ServerSqliteMemberRecord *record)
{
  record->uid = server_sqlite_statement_get_int (statement, 0);
  record->role = server_sqlite_statement_get_int (statement, 1);
  record->since = server_sqlite_statement_get_int (statement, 2);
  record->joined = server_sqlite_statement_get_int (statement, 3);
  record->delivered = server_sqlite_statement_get_int (statement, 4);
  record->read = server_sqlite_statement_get_int (statement, 5);
}

/**
 * server_sqlite_members_list:
 * @database: a connection
 * @cid: the conversation
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteMemberRecord): the members, those who have
 * been there longest first
 */
GArray *
server_sqlite_members_list (ServerSqliteDatabase *database, gint64 cid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) records = NULL;
  g_autoptr (GError) failure = NULL;

  records = g_array_new (FALSE, TRUE, sizeof (ServerSqliteMemberRecord));
  statement = server_sqlite_database_get (
      database,
      "SELECT uid, role, since, joined, delivered, read FROM members WHERE cid = ?1 "
      "ORDER BY joined, since, uid",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, cid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqliteMemberRecord record;

      read_row (statement, &record);
      g_array_append_val (records, record);
    }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
read_record (ServerSqliteStatement *statement, ServerSqliteMemberRecord *record, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *record = (ServerSqliteMemberRecord) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    read_row (statement, record);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_members_find:
 * @database: a connection
 * @cid: the conversation
 * @user_id: a user
 * @record: (out): the member, with a uid of 0 when they are none
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_members_find (ServerSqliteDatabase *database,
                            gint64 cid,
                            const char *user_id,
                            ServerSqliteMemberRecord *record,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT m.uid, role, since, joined, delivered, read FROM users u "
      "JOIN members m ON m.uid = u.uid AND m.cid = ?1 WHERE u.user_id = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_text (statement, 2, user_id);
  return read_record (statement, record, error);
}

gboolean
server_sqlite_members_get_watermarks (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      gint64 uid,
                                      ServerSqliteMemberRecord *record,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT uid, role, since, joined, delivered, read FROM members WHERE cid = ?1 AND uid = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  return read_record (statement, record, error);
}

gboolean
server_sqlite_members_insert (ServerSqliteDatabase *database,
                              gint64 cid,
                              const ServerSqliteMemberRecord *record,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO members (cid, uid, role, since, joined, delivered, read) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, record->uid);
  server_sqlite_statement_bind_int (statement, 3, record->role);
  server_sqlite_statement_bind_int (statement, 4, record->since);
  server_sqlite_statement_bind_int (statement, 5, record->joined);
  server_sqlite_statement_bind_int (statement, 6, record->delivered);
  server_sqlite_statement_bind_int (statement, 7, record->read);
  return server_sqlite_statement_run (statement, error);
}

/* The receipts of a member that wait in the others' inboxes go with the membership, as do those of
 * the others that wait in theirs: how far these go is read with the row, which may be later. */
static gboolean
remove_receipts (ServerSqliteDatabase *database, gint64 cid, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "DELETE FROM receipts WHERE uid IN (SELECT uid FROM members WHERE cid = ?1) AND cid = ?1 "
      "AND (about = ?2 OR uid = ?2)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  return server_sqlite_statement_run (statement, error);
}

/* Runs @sql with ?1 for the conversation and ?2 for the user. */
static gboolean
run_for (ServerSqliteDatabase *database, const char *sql, gint64 cid, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_members_remove:
 * @database: the writer's connection, in which the conversation's last seq has been written
 * @cid: the conversation
 * @uid: a member
 * @error: return location for an error
 *
 * Makes a former member of one.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_members_remove (ServerSqliteDatabase *database,
                              gint64 cid,
                              gint64 uid,
                              GError **error)
{
  return remove_receipts (database, cid, uid, error) &&
         run_for (database,
                  "INSERT OR REPLACE INTO former_members (cid, uid, since, until) "
                  "SELECT m.cid, m.uid, m.since, c.last_seq FROM members m "
                  "JOIN conversations c ON c.cid = m.cid WHERE m.cid = ?1 AND m.uid = ?2",
                  cid, uid, error) &&
         run_for (database, "DELETE FROM members WHERE cid = ?1 AND uid = ?2", cid, uid, error);
}

/**
 * server_sqlite_members_welcome_back:
 * @database: the writer's connection
 * @cid: the conversation
 * @uid: who is about to be a member, and may have been one before
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_members_welcome_back (ServerSqliteDatabase *database,
                                    gint64 cid,
                                    gint64 uid,
                                    GError **error)
{
  return run_for (database, "DELETE FROM former_members WHERE cid = ?1 AND uid = ?2", cid, uid,
                  error);
}

/**
 * server_sqlite_members_refuse:
 * @database: a connection
 * @conversation_id: a conversation, which need not exist
 * @user_id: who asked for it and is no member
 * @error: return location for an error
 *
 * Says why they do not get it: %LANDLINE_ERROR_NOT_MEMBER to those who were members once, and to
 * all others %LANDLINE_ERROR_NOT_FOUND, whether there is such a conversation or not.
 *
 * Returns: %FALSE
 */
gboolean
server_sqlite_members_refuse (ServerSqliteDatabase *database,
                              const char *conversation_id,
                              const char *user_id,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT 1 FROM conversations c JOIN users u ON u.user_id = ?2 "
      "JOIN former_members f ON f.cid = c.cid AND f.uid = u.uid WHERE c.conversation_id = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, conversation_id);
  server_sqlite_statement_bind_text (statement, 2, user_id);
  if (server_sqlite_statement_row (statement, &failure))
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER,
                 "You are no member of the conversation %s any more.", conversation_id);
  else if (failure == NULL)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No conversation %s here.",
                 conversation_id);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_members_set_role (ServerSqliteDatabase *database,
                                gint64 cid,
                                gint64 uid,
                                LandlineRole role,
                                GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "UPDATE members SET role = ?3 WHERE cid = ?1 AND uid = ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_int (statement, 3, role);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_members_set_watermarks:
 * @database: the writer's connection
 * @cid: the conversation
 * @uid: a member
 * @delivered: how far
 * @read: how far
 * @now: the time: when those that move got there
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_members_set_watermarks (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      gint64 uid,
                                      gint64 delivered,
                                      gint64 read,
                                      gint64 now,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE members SET delivered_time = CASE WHEN delivered < ?3 THEN ?5 ELSE delivered_time "
      "END, read_time = CASE WHEN read < ?4 THEN ?5 ELSE read_time END, delivered = ?3, read = ?4 "
      "WHERE cid = ?1 AND uid = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_int (statement, 3, delivered);
  server_sqlite_statement_bind_int (statement, 4, read);
  server_sqlite_statement_bind_int (statement, 5, now);
  return server_sqlite_statement_run (statement, error);
}

static void
clear_member (gpointer data)
{
  LandlineMember *member = data;

  g_free (member->user_id);
  g_free (member->name);
}

/**
 * server_sqlite_members_get_conversation:
 * @database: a connection
 * @record: the conversation
 * @error: return location for an error
 *
 * Returns: (transfer full): the conversation with its members
 */
LandlineConversation *
server_sqlite_members_get_conversation (ServerSqliteDatabase *database,
                                        const ServerSqliteConversationRecord *record,
                                        GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (LandlineMember));
  g_autoptr (LandlineConversation) plain = NULL;
  g_autoptr (GError) failure = NULL;

  g_array_set_clear_func (members, clear_member);
  statement = server_sqlite_database_get (
      database,
      "SELECT u.user_id, u.name, m.role FROM members m JOIN users u ON u.uid = m.uid "
      "WHERE m.cid = ?1 ORDER BY m.joined, m.since, m.uid",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, record->cid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      LandlineMember member = {
        .user_id = g_strdup (server_sqlite_statement_get_text (statement, 0)),
        .name = g_strdup (server_sqlite_statement_get_text (statement, 1)),
        .role = server_sqlite_statement_get_int (statement, 2),
      };

      g_array_append_val (members, member);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  plain = landline_conversation_new (record->conversation_id, record->kind, record->name,
                                     (LandlineMember *) members->data, members->len,
                                     record->created, record->last_seq);
  return landline_conversation_new_with_settings (plain, &record->settings);
}

GPtrArray *
server_sqlite_members_list_receipts (ServerSqliteDatabase *database,
                                     gint64 cid,
                                     const char *conversation_id,
                                     GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement =
      server_sqlite_database_get (database,
                                  "SELECT u.user_id, m.delivered, m.read, m.delivered_time, "
                                  "m.read_time FROM members m JOIN users u ON u.uid = m.uid "
                                  "WHERE m.cid = ?1 ORDER BY m.joined, m.since, m.uid",
                                  error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, cid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      g_autoptr (LandlineReceipt) receipt = NULL;

      receipt = landline_receipt_new (conversation_id,
                                      server_sqlite_statement_get_text (statement, 0),
                                      server_sqlite_statement_get_int (statement, 1),
                                      server_sqlite_statement_get_int (statement, 2));
      g_ptr_array_add (receipts,
                       landline_receipt_new_at (receipt,
                                                server_sqlite_statement_get_int (statement, 3),
                                                server_sqlite_statement_get_int (statement, 4)));
    }
  if (failure == NULL)
    return g_steal_pointer (&receipts);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
