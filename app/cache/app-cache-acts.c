/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-acts.h"

#include "app-cache-actions.h"
#include "app-cache-messages.h"

LandlineAction *
app_cache_acts_make_action (const char *id,
                            const char *conversation,
                            const char *message,
                            LandlineActionKind kind,
                            const char *value,
                            const char *mentions)
{
  g_auto (GStrv) users = mentions != NULL ? g_strsplit (mentions, " ", -1) : NULL;

  return landline_action_new (id, conversation, message, kind, value, (const char *const *) users);
}

/* One of the outbox's, which are never used twice. */
static gboolean
take_position (AppCacheDatabase *database, gint64 *position, GError **error)
{
  if (!app_cache_database_run (database, error,
                               "UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'outbox'",
                               ""))
    return FALSE;
  if (app_cache_database_get_n_changed (database) == 0 &&
      !app_cache_database_run (database, error,
                               "INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', 1)", ""))
    return FALSE;
  return app_cache_database_get_int (database, position, 0, error,
                                     "SELECT seq FROM sqlite_sequence WHERE name = 'outbox'", "");
}

static char *
join_mentions (LandlineAction *action)
{
  const char *const *mentions = landline_action_get_mentions (action);

  return mentions != NULL ? g_strjoinv (" ", (char **) mentions) : NULL;
}

static gboolean
insert (AppCacheDatabase *database, LandlineAction *action, gint64 position, GError **error)
{
  g_autofree char *mentions = join_mentions (action);
  const char *value = landline_action_get_kind (action) == LANDLINE_ACTION_REACT
                          ? landline_action_get_emoji (action)
                          : landline_action_get_text (action);

  return app_cache_database_run (
      database, error,
      "INSERT INTO acts (position, id, message, kind, value, mentions) VALUES (?, ?, ?, ?, ?, ?)",
      "iuunss", position, landline_action_get_id (action), landline_action_get_message (action),
      (int) landline_action_get_kind (action), value, mentions);
}

gboolean
app_cache_acts_add (AppCacheDatabase *database,
                    LandlineAction *action,
                    gint64 *position,
                    GError **error)
{
  const char *message = landline_action_get_message (action);
  AppMessageKey key;
  gint64 chat;
  gint64 traits;

  *position = 0;
  if (!app_cache_messages_find (database, message, &chat, &key, error) ||
      !app_cache_database_get_int (database, &traits, 0, error,
                                   "SELECT traits FROM messages WHERE key = ?", "i", key.key))
    return FALSE;
  if (key.key == 0 || key.state != APP_MESSAGE_KEPT || (traits & APP_CACHE_DELETED) != 0)
    return TRUE;
  if (landline_action_get_kind (action) == LANDLINE_ACTION_EDIT &&
      !app_cache_actions_keep_text (database, message, error))
    return FALSE;
  app_cache_changes_add_outbox (app_cache_database_get_changes (database));
  return take_position (database, position, error) && insert (database, action, *position, error) &&
         app_cache_actions_refresh (database, message, error);
}

/* Returns: (nullable): what waits with this id, without an error where nothing does */
static LandlineAction *
find (AppCacheDatabase *database, const char *id, const char *conversation, GError **error)
{
  g_autofree char *message = NULL;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT message, kind, value, mentions FROM acts WHERE id = ?", "u", id);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return NULL;
  message = app_cache_rows_dup_uuid (rows, 0);
  return app_cache_acts_make_action (id, conversation, message, app_cache_rows_int (rows, 1),
                                     app_cache_rows_text (rows, 2), app_cache_rows_text (rows, 3));
}

static gboolean
remove_act (AppCacheDatabase *database, const char *id, GError **error)
{
  app_cache_changes_add_outbox (app_cache_database_get_changes (database));
  return app_cache_database_run (database, error, "DELETE FROM acts WHERE id = ?", "u", id);
}

static gboolean
get_own_user (AppCacheDatabase *database, char **user_id, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            "SELECT id FROM users WHERE number = ?",
                                                            "n", APP_CACHE_SELF);

  if (rows == NULL || !app_cache_rows_next (rows, error))
    return FALSE;
  *user_id = g_strdup (app_cache_rows_text (rows, 0));
  return TRUE;
}

gboolean
app_cache_acts_settle (AppCacheDatabase *database,
                       const LandlineDone *done,
                       gboolean *found,
                       GError **error)
{
  g_autoptr (LandlineAction) action = find (database, done->id, done->conversation, error);
  g_autoptr (LandlineAction) taken = NULL;
  g_autofree char *user_id = NULL;

  *found = action != NULL;
  if (action == NULL)
    return *error == NULL;
  if (done->version <= 0 || !get_own_user (database, &user_id, error) ||
      !remove_act (database, done->id, error))
    return *error == NULL;
  taken = landline_action_new_taken (action, user_id, done->time, done->version);
  return app_cache_actions_put (database, taken, error) &&
         app_cache_actions_refresh (database, landline_action_get_message (action), error);
}

gboolean
app_cache_acts_refuse (AppCacheDatabase *database, const char *id, GError **error)
{
  g_autoptr (LandlineAction) action = find (database, id, "", error);

  if (action == NULL)
    return *error == NULL;
  return remove_act (database, id, error) &&
         app_cache_actions_refresh (database, landline_action_get_message (action), error);
}
