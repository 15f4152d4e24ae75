/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-groups.h"

#include <string.h>

#include "app-cache-chats.h"
#include "app-cache-members.h"
#include "app-cache-messages.h"
#include "app-cache-users.h"
#include "landline-id.h"

void
app_cache_change_free (AppCacheChange *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->by);
  g_free (self->detail);
  g_strfreev (self->names);
  g_free (self);
}

void
app_cache_member_free (AppCacheMember *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->user_id);
  g_free (self->name);
  g_free (self->avatar);
  g_free (self);
}

void
app_cache_group_free (AppCacheGroup *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  landline_settings_clear (&self->settings);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_settings (AppCacheDatabase *database, gint64 chat, AppCacheGroup *group, GError **error)
{
  g_autoptr (AppCacheRows) rows =
      app_cache_database_query (database, error,
                                "SELECT name, description, picture, who_may_send, who_may_edit, "
                                "history, disappear FROM chats "
                                "WHERE key = ? AND kind = 1",
                                "i", chat);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return FALSE;
  group->name = g_strdup (app_cache_rows_text (rows, 0));
  group->settings.description = g_strdup (app_cache_rows_text (rows, 1));
  group->settings.picture = g_strdup (app_cache_rows_text (rows, 2));
  group->settings.who_may_send = app_cache_rows_int (rows, 3);
  group->settings.who_may_edit = app_cache_rows_int (rows, 4);
  group->settings.history = app_cache_rows_int (rows, 5);
  group->settings.disappear = app_cache_rows_int (rows, 6);
  return TRUE;
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const AppCacheMember *one = *(AppCacheMember *const *) a;
  const AppCacheMember *other = *(AppCacheMember *const *) b;

  if (one->is_admin != other->is_admin)
    return one->is_admin ? -1 : 1;
  return g_utf8_collate (one->name, other->name);
}

static gboolean
read_members (AppCacheDatabase *database, gint64 chat, AppCacheGroup *group, GError **error)
{
  g_autoptr (AppCacheRows) rows =
      app_cache_database_query (database, error,
                                "SELECT u.id, coalesce (u.name, u.id), u.avatar, m.role, u.number "
                                "FROM members m JOIN users u "
                                "ON u.number = m.user WHERE m.chat = ? AND m.present = 1",
                                "i", chat);

  if (rows == NULL)
    return FALSE;
  group->members = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_member_free);
  while (app_cache_rows_next (rows, error))
    {
      AppCacheMember *member = g_new0 (AppCacheMember, 1);

      member->user_id = g_strdup (app_cache_rows_text (rows, 0));
      member->name = g_strdup (app_cache_rows_text (rows, 1));
      member->avatar = g_strdup (app_cache_rows_text (rows, 2));
      member->is_admin = app_cache_rows_int (rows, 3) == LANDLINE_ROLE_ADMIN;
      if (app_cache_rows_int (rows, 4) == APP_CACHE_SELF)
        {
          group->is_member = TRUE;
          group->is_admin = member->is_admin;
        }
      g_ptr_array_add (group->members, member);
    }
  g_ptr_array_sort (group->members, compare_members);
  return *error == NULL;
}

AppCacheGroup *
app_cache_groups_get (AppCacheDatabase *database, gint64 chat, GError **error)
{
  g_autoptr (AppCacheGroup) group = g_new0 (AppCacheGroup, 1);

  if (!app_cache_chats_follow (database, &chat, error) ||
      !read_settings (database, chat, group, error) || !read_members (database, chat, group, error))
    return NULL;
  return g_steal_pointer (&group);
}

static void
add_difference (GPtrArray *differences, const char *name, const char *value)
{
  g_ptr_array_add (differences, g_strconcat (name, "=", value, NULL));
}

gboolean
app_cache_groups_compare (AppCacheDatabase *database,
                          LandlineConversation *conversation,
                          char **detail,
                          GError **error)
{
  const LandlineSettings *settings = landline_conversation_get_settings (conversation);
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *disappear = g_strdup_printf ("%" G_GINT64_FORMAT, settings->disappear);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT who_may_send, who_may_edit, history, disappear FROM chats WHERE conversation = ?",
      "s", landline_conversation_get_id (conversation));

  *detail = NULL;
  if (rows == NULL)
    return FALSE;
  if (!app_cache_rows_next (rows, error))
    return *error == NULL;
  if (app_cache_rows_int (rows, 0) != settings->who_may_send)
    add_difference (differences, "send", landline_permit_to_string (settings->who_may_send));
  if (app_cache_rows_int (rows, 1) != settings->who_may_edit)
    add_difference (differences, "edit", landline_permit_to_string (settings->who_may_edit));
  if (app_cache_rows_int (rows, 2) != settings->history)
    add_difference (differences, "history", landline_history_to_string (settings->history));
  if (app_cache_rows_int (rows, 3) != settings->disappear)
    add_difference (differences, "disappear", disappear);
  if (differences->len == 1)
    *detail = g_ptr_array_steal_index (differences, 0);
  return TRUE;
}

gboolean
app_cache_groups_put_settings (AppCacheDatabase *database,
                               gint64 chat,
                               LandlineConversation *conversation,
                               GError **error)
{
  const LandlineSettings *settings = landline_conversation_get_settings (conversation);

  app_cache_changes_add_group (app_cache_database_get_changes (database), chat);
  return app_cache_database_run (
      database, error,
      "UPDATE chats SET description = ?2, picture = ?3, who_may_send = ?4, who_may_edit = ?5, "
      "history = ?6, disappear = ?7 WHERE key = ?1",
      "issnnni", chat, settings->description, settings->picture, (int) settings->who_may_send,
      (int) settings->who_may_edit, (int) settings->history, settings->disappear);
}

/* The server has no id for a change. What it consists of makes one, so that it is the same when it
 * comes again. */
static void
make_id (char id[LANDLINE_UUID_SIZE],
         LandlineConversation *conversation,
         const LandlineChange *change)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GString) said = g_string_new (landline_conversation_get_id (conversation));
  const char *hex;

  g_string_append_printf (said, " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s %s",
                          landline_conversation_get_last_seq (conversation), change->time,
                          change->name, change->by != NULL ? change->by : "");
  for (const char *const *user = change->users; user != NULL && *user != NULL; user++)
    g_string_append_printf (said, " %s", *user);
  g_checksum_update (checksum, (const guchar *) said->str, said->len);
  hex = g_checksum_get_string (checksum);
  /* Version 8 is for ids that somebody made up: no message of anybody has one. */
  g_snprintf (id, LANDLINE_UUID_SIZE, "%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 12,
              hex + 16, hex + 20);
}

typedef struct
{
  gint64 users[APP_CACHE_CHANGE_NAMES];
  guint n_named;
  guint n;
  gboolean self;
} Concerned;

/* The account's user is counted, but said otherwise. */
static gboolean
find_concerned (AppCacheDatabase *database,
                const LandlineChange *change,
                Concerned *out,
                GError **error)
{
  for (guint i = 0; change->users != NULL && change->users[i] != NULL; i++)
    {
      gint64 user;

      if (!app_cache_users_ensure (database, change->users[i], NULL, &user, error))
        return FALSE;
      out->n++;
      if (user == APP_CACHE_SELF)
        out->self = TRUE;
      else if (out->n_named < APP_CACHE_CHANGE_NAMES)
        out->users[out->n_named++] = user;
    }
  return TRUE;
}

static gboolean
put_line (AppCacheDatabase *database,
          gint64 message,
          const LandlineChange *change,
          const char *detail,
          const Concerned *concerned,
          GError **error)
{
  if (!app_cache_database_run (database, error,
                               "INSERT INTO changes (message, change, known, detail, users, self) "
                               "VALUES (?, ?, ?, ?, ?, "
                               "?)",
                               "isnsnn", message, change->name, change->by != NULL, detail,
                               (int) concerned->n, (int) concerned->self))
    return FALSE;
  for (guint i = 0; i < concerned->n_named; i++)
    if (!app_cache_database_run (
            database, error, "INSERT INTO change_users (message, position, user) VALUES (?, ?, ?)",
            "ini", message, (int) i, concerned->users[i]))
      return FALSE;
  return TRUE;
}

/* Who joins has got nothing from before, and nobody waits for it: the ticks of what was there stay
 * as they are. */
static gboolean
welcome (AppCacheDatabase *database,
         gint64 chat,
         LandlineConversation *conversation,
         const LandlineChange *change,
         GError **error)
{
  for (guint i = 0; change->users != NULL && change->users[i] != NULL; i++)
    if (!app_cache_database_run (
            database, error,
            "UPDATE members SET delivered = max (delivered, ?3), read = max (read, ?3) "
            "WHERE chat = ?1 AND user = (SELECT number FROM users WHERE id = ?2)",
            "isi", chat, change->users[i], landline_conversation_get_last_seq (conversation)))
      return FALSE;
  return TRUE;
}

static gboolean
put_membership (AppCacheDatabase *database,
                gint64 chat,
                LandlineConversation *conversation,
                const LandlineChange *change,
                const Concerned *concerned,
                GError **error)
{
  switch (landline_change_kind_from_string (change->name))
    {
    case LANDLINE_CHANGE_MEMBER_ADDED:
      return welcome (database, chat, conversation, change, error) &&
             app_cache_members_end (database, chat, error);
    case LANDLINE_CHANGE_MEMBER_REMOVED:
    case LANDLINE_CHANGE_MEMBER_LEFT:
      return !concerned->self ||
             app_cache_database_run (database, error,
                                     "UPDATE members SET present = 0 WHERE chat = ? AND user = 1",
                                     "i", chat);
    default:
      return TRUE;
    }
}

static gboolean
is_shown (LandlineConversation *conversation, LandlineChangeKind kind)
{
  if (kind == LANDLINE_CHANGE_UNSUPPORTED)
    return FALSE;
  return landline_conversation_get_kind (conversation) == LANDLINE_CONVERSATION_GROUP ||
         kind == LANDLINE_CHANGE_SETTINGS;
}

static LandlineContent *
make_content (void)
{
  static const char encoded[] = "\"type\":\"change\"";
  g_autoptr (GBytes) bytes = g_bytes_new_static (encoded, strlen (encoded));

  return landline_content_new_unsupported (bytes);
}

gboolean
app_cache_groups_put_change (AppCacheDatabase *database,
                             gint64 chat,
                             LandlineConversation *conversation,
                             const LandlineChange *change,
                             const char *detail,
                             GError **error)
{
  LandlineChangeKind kind = landline_change_kind_from_string (change->name);
  g_autoptr (LandlineContent) content = make_content ();
  Concerned concerned = { 0 };
  char id[LANDLINE_UUID_SIZE];
  gint64 by = APP_CACHE_SELF;
  gint64 key;

  if (change->name == NULL || !find_concerned (database, change, &concerned, error))
    return change->name == NULL;
  /* Who leaves is the one who does it. */
  if (kind == LANDLINE_CHANGE_MEMBER_LEFT && concerned.n == 0 && change->by != NULL)
    {
      const char *const users[] = { change->by, NULL };
      LandlineChange whole = { change->name, change->by, users, change->time };

      return app_cache_groups_put_change (database, chat, conversation, &whole, detail, error);
    }
  if (!put_membership (database, chat, conversation, change, &concerned, error))
    return FALSE;
  if (!is_shown (conversation, kind))
    return TRUE;
  if (kind == LANDLINE_CHANGE_CREATED || kind == LANDLINE_CHANGE_RENAMED)
    detail = landline_conversation_get_name (conversation);
  make_id (id, conversation, change);
  if ((change->by != NULL && !app_cache_users_ensure (database, change->by, NULL, &by, error)) ||
      !app_cache_messages_add_line (database, chat, id,
                                    landline_conversation_get_last_seq (conversation), change->time,
                                    by, content, &key, error))
    return FALSE;
  return key == 0 || put_line (database, key, change, detail, &concerned, error);
}

static gboolean
read_names (AppCacheDatabase *database, gint64 message, AppCacheChange *change, GError **error)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT coalesce (u.name, u.id) FROM change_users c JOIN users u ON u.number = c.user "
      "WHERE c.message = ? ORDER BY c.position",
      "i", message);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    g_strv_builder_add (names, app_cache_rows_text (rows, 0));
  change->names = g_strv_builder_end (names);
  return *error == NULL;
}

AppCacheChange *
app_cache_groups_get_change (AppCacheDatabase *database, gint64 message, GError **error)
{
  g_autoptr (AppCacheChange) change = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT c.change, c.known, c.detail, c.users, c.self, m.sender, coalesce (u.name, u.id) "
      "FROM changes c JOIN messages m ON m.key = c.message JOIN users u ON u.number = m.sender "
      "WHERE c.message = ?",
      "i", message);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return NULL;
  change = g_new0 (AppCacheChange, 1);
  change->kind = landline_change_kind_from_string (app_cache_rows_text (rows, 0));
  change->by = app_cache_rows_int (rows, 1) ? g_strdup (app_cache_rows_text (rows, 6)) : NULL;
  change->by_self = change->by != NULL && app_cache_rows_int (rows, 5) == APP_CACHE_SELF;
  change->detail = g_strdup (app_cache_rows_text (rows, 2));
  change->n_users = app_cache_rows_int (rows, 3);
  change->to_self = app_cache_rows_int (rows, 4) != 0;
  if (!read_names (database, message, change, error))
    return NULL;
  return g_steal_pointer (&change);
}

gboolean
app_cache_groups_put_mention (AppCacheDatabase *database,
                              gint64 chat,
                              gint64 seq,
                              LandlineContent *content,
                              GError **error)
{
  const char *const *mentions = landline_content_get_mentions (content);

  for (guint i = 0; mentions != NULL && mentions[i] != NULL; i++)
    if (!app_cache_database_run (database, error,
                                 "UPDATE chats SET mentioned = max (mentioned, ?2) WHERE key = ?1 "
                                 "AND ?3 = (SELECT id FROM users WHERE number = 1)",
                                 "iis", chat, seq, mentions[i]))
      return FALSE;
  return TRUE;
}
