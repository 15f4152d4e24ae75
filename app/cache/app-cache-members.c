/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-members.h"

#include "app-cache-chats.h"
#include "app-cache-users.h"

gboolean
app_cache_members_begin (AppCacheDatabase *database, gint64 chat, GError **error)
{
  return app_cache_database_run (database, error, "UPDATE members SET present = 0 WHERE chat = ?",
                                 "i", chat);
}

gboolean
app_cache_members_put (AppCacheDatabase *database,
                       gint64 chat,
                       gint64 user,
                       int role,
                       GError **error)
{
  return app_cache_database_run (database, error,
                                 "INSERT INTO members (chat, user, role) VALUES (?1, ?2, ?3) "
                                 "ON CONFLICT (chat, user) DO UPDATE SET role = ?3, present = 1",
                                 "iin", chat, user, role);
}

/* The ticks of a message are the minimum over the others that are there. */
gboolean
app_cache_members_end (AppCacheDatabase *database, gint64 chat, GError **error)
{
  app_cache_changes_add_chat (app_cache_database_get_changes (database), chat);
  return app_cache_database_run (
      database, error,
      "UPDATE chats SET (delivered, read) = (SELECT coalesce (min (delivered), 0), "
      "coalesce (min (read), 0) FROM members WHERE chat = ?1 AND present = 1 AND user <> 1) "
      "WHERE key = ?1",
      "i", chat);
}

gboolean
app_cache_members_put_receipt (AppCacheDatabase *database,
                               gint64 chat,
                               LandlineReceipt *receipt,
                               GError **error)
{
  gint64 user;

  if (!app_cache_users_ensure (database, landline_receipt_get_user_id (receipt), NULL, &user,
                               error) ||
      !app_cache_database_run (
          database, error,
          "INSERT INTO members (chat, user, delivered, read) VALUES (?1, ?2, ?3, ?4) "
          "ON CONFLICT (chat, user) DO UPDATE SET delivered = max (delivered, ?3), "
          "read = max (read, ?4)",
          "iiii", chat, user, landline_receipt_get_delivered (receipt),
          landline_receipt_get_read (receipt)))
    return FALSE;
  if (user == APP_CACHE_SELF)
    return app_cache_chats_raise_own_read (database, chat, landline_receipt_get_read (receipt),
                                           TRUE, error);
  return app_cache_members_end (database, chat, error);
}

GPtrArray *
app_cache_members_list_receipts (AppCacheDatabase *database, gint64 chat, GError **error)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT c.conversation, u.id, m.delivered, m.read FROM members m JOIN users u ON u.number = "
      "m.user JOIN chats c ON c.key = m.chat WHERE m.chat = ? AND m.present = 1 AND m.user <> 1 "
      "AND c.conversation IS NOT NULL ORDER BY m.user",
      "i", chat);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (receipts, landline_receipt_new (app_cache_rows_text (rows, 0),
                                                     app_cache_rows_text (rows, 1),
                                                     app_cache_rows_int (rows, 2),
                                                     app_cache_rows_int (rows, 3)));
  return *error == NULL ? g_steal_pointer (&receipts) : NULL;
}

GPtrArray *
app_cache_members_list (AppCacheDatabase *database, gint64 chat, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT u.id FROM members m JOIN users u ON u.number = m.user WHERE m.chat = ? "
      "AND m.present = 1 ORDER BY m.user",
      "i", chat);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (ids, g_strdup (app_cache_rows_text (rows, 0)));
  return *error == NULL ? g_steal_pointer (&ids) : NULL;
}

gboolean
app_cache_members_find_nameless (AppCacheDatabase *database,
                                 gint64 chat,
                                 gboolean *found,
                                 GError **error)
{
  gint64 n;

  if (!app_cache_database_get_int (database, &n, 0, error,
                                   "SELECT EXISTS (SELECT 1 FROM members m JOIN users u ON "
                                   "u.number = m.user WHERE m.chat = ? AND m.present = 1 AND "
                                   "u.name IS NULL)",
                                   "i", chat))
    return FALSE;
  *found = n != 0;
  return TRUE;
}
