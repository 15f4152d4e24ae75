/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-peers.h"

/* `a` and `b` are two aliases of the table of users. */
#define HAS_BLOCKED(a, b)                                                                          \
  "EXISTS (SELECT 1 FROM notes n WHERE n.uid = " a ".uid AND n.key = 'block:' || " b ".user_id "   \
  "AND n.value <> '')"
/* Contacts are those of whom a status's author says so: with a conversation of two. */
#define ARE_CONTACTS                                                                               \
  "EXISTS (SELECT 1 FROM conversations d WHERE d.low = min (u.uid, me.uid) "                       \
  "AND d.high = max (u.uid, me.uid))"
/* Both show it to each other: what one hides from the other they are not told of them either. */
#define SHOW_EACH_OTHER(column)                                                                    \
  "(u." column " <> 3 AND me." column " <> 3 AND "                                                 \
  "((u." column " = 1 AND me." column " = 1) OR " ARE_CONTACTS "))"

#define PEER_COLUMNS                                                                               \
  "SELECT DISTINCT u.user_id, " SHOW_EACH_OTHER (                                                  \
      "show_online") " AS sees_online, " SHOW_EACH_OTHER ("show_last_seen") " AS sees_last_seen, " \
                                                                            "u.last_seen, "        \
                                                                            "me.last_seen "        \
                                                                            "FROM users me JOIN "  \
                                                                            "members mine ON "     \
                                                                            "mine.uid = me.uid "
#define PEER_JOIN                                                                                  \
  "JOIN members other ON other.cid = mine.cid AND other.uid <> me.uid "                            \
  "JOIN users u ON u.uid = other.uid "
#define PEER_WHERE                                                                                 \
  "WHERE me.user_id = ?1 AND (sees_online OR sees_last_seen) "                                     \
  "AND NOT " HAS_BLOCKED ("me", "u") " AND NOT " HAS_BLOCKED ("u", "me") " LIMIT ?2"

static const char all_peers[] = PEER_COLUMNS PEER_JOIN PEER_WHERE;
static const char peers_of_conversation[] = PEER_COLUMNS
    "JOIN conversations c ON c.cid = mine.cid AND c.conversation_id = ?3 " PEER_JOIN PEER_WHERE;

static ServerPeer *
read_peer (ServerSqliteStatement *statement)
{
  ServerPeer *peer = g_new (ServerPeer, 1);

  peer->user_id = g_strdup (server_sqlite_statement_get_text (statement, 0));
  peer->sees_online = server_sqlite_statement_get_int (statement, 1) != 0;
  peer->sees_last_seen = server_sqlite_statement_get_int (statement, 2) != 0;
  peer->last_seen = server_sqlite_statement_get_int (statement, 3);
  peer->own_last_seen = server_sqlite_statement_get_int (statement, 4);
  return peer;
}

/**
 * server_sqlite_peers_list:
 * @database: a connection
 * @user_id: a user
 * @conversation: (nullable): of whom the members are wanted, %NULL for all conversations
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerPeer): those who share a conversation with them and
 * are told anything of them; never those of whom either has blocked the other
 */
GPtrArray *
server_sqlite_peers_list (ServerSqliteDatabase *database,
                          const char *user_id,
                          const char *conversation,
                          guint limit,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) peers = g_ptr_array_new_with_free_func (server_peer_free);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          conversation != NULL ? peers_of_conversation : all_peers,
                                          error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  server_sqlite_statement_bind_int (statement, 2, limit);
  if (conversation != NULL)
    server_sqlite_statement_bind_text (statement, 3, conversation);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (peers, read_peer (statement));
  if (failure == NULL)
    return g_steal_pointer (&peers);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_peers_may_hear:
 * @database: a connection
 * @uid: a user
 * @other: another
 * @may_hear: (out): whether they share a conversation, show each other anything, and the other has
 * not blocked the one
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_peers_may_hear (ServerSqliteDatabase *database,
                              gint64 uid,
                              const char *other,
                              gboolean *may_hear,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT EXISTS (SELECT 1 FROM users u JOIN users me ON me.uid = ?1 "
      "JOIN members b ON b.uid = u.uid JOIN members a ON a.cid = b.cid AND a.uid = me.uid "
      "WHERE u.user_id = ?2 AND u.uid <> me.uid AND NOT " HAS_BLOCKED (
          "u", "me") " AND (" SHOW_EACH_OTHER ("show_online") " OR " SHOW_EACH_OTHER ("show_last_"
                                                                                      "seen") "))",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, other);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  *may_hear = server_sqlite_statement_get_int (statement, 0) != 0;
  return TRUE;
}

static LandlineUser *
read_user (ServerSqliteStatement *statement)
{
  g_autoptr (LandlineUser) user = NULL;
  const LandlinePrivacy privacy = { server_sqlite_statement_get_int (statement, 7),
                                    server_sqlite_statement_get_int (statement, 8) };

  if (server_sqlite_statement_get_int (statement, 9) != 0)
    return landline_user_new_former (server_sqlite_statement_get_text (statement, 0),
                                     server_sqlite_statement_get_text (statement, 1), NULL);
  user = landline_user_new (server_sqlite_statement_get_text (statement, 0),
                            server_sqlite_statement_get_text (statement, 1),
                            server_sqlite_statement_get_text (statement, 2),
                            server_sqlite_statement_get_text (statement, 3),
                            server_sqlite_statement_get_int (statement, 4),
                            server_sqlite_statement_get_int (statement, 5) != 0);
  if (server_sqlite_statement_get_int (statement, 6) == 0)
    return g_steal_pointer (&user);
  return landline_user_new_own (user, &privacy);
}

/**
 * server_sqlite_peers_list_users:
 * @database: a connection
 * @reader: who is told
 * @user_id: (nullable): the only one who is wanted
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineUser): the directory as @reader is shown it, by
 * name: number and name only of who has blocked them, and when others were there last where the two
 * show it to each other. What they chose themself is in their own profile
 */
GPtrArray *
server_sqlite_peers_list_users (ServerSqliteDatabase *database,
                                const char *reader,
                                const char *user_id,
                                GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT u.user_id, u.name, iif (" HAS_BLOCKED (
          "u", "me") ", NULL, u.about), "
                     "iif (" HAS_BLOCKED (
                         "u", "me") ", NULL, u.avatar), "
                                    "iif (u.uid = me.uid OR (" SHOW_EACH_OTHER ("show_last_seen") " AND NOT " HAS_BLOCKED (
                                        "u",
                                        "me") " AND NOT " HAS_BLOCKED ("me",
                                                                       "u") "), u.last_seen, 0), "
                                                                            "u.is_admin, u.uid = "
                                                                            "me.uid, "
                                                                            "u.show_online, "
                                                                            "u.show_last_seen, "
                                                                            "u.former FROM users "
                                                                            "me "
                                                                            "JOIN users u ON "
                                                                            "u.user_id = ?2 OR (?2 "
                                                                            "IS NULL AND u.former "
                                                                            "= 0) "
                                                                            "WHERE me.user_id = ?1 "
                                                                            "ORDER BY u.name, "
                                                                            "u.user_id",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, reader);
  server_sqlite_statement_bind_text (statement, 2, user_id);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (users, read_user (statement));
  if (failure == NULL)
    return g_steal_pointer (&users);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
