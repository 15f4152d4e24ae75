/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-actions.h"

#include "app-cache-messages.h"
#include "app-cache-text-patch.h"
#include "app-cache-users.h"
#include "landline-wire-content.h"

/* The numbers are in the database. */
typedef enum
{
  SLOT_SNAPSHOT,
  SLOT_DELETION,
  SLOT_TEXT,
  SLOT_PIN,
  SLOT_REACTION,
} Slot;

/* The value of a deletion is the id of who did it, or this; none where that is not known or told.
 */
#define ADMIN "admin"

static gboolean
find (AppCacheDatabase *database, const char *message, gint64 *key, GError **error)
{
  AppMessageKey found;
  gint64 chat;

  if (!app_cache_messages_find (database, message, &chat, &found, error))
    return FALSE;
  *key = found.key;
  return TRUE;
}

static gboolean
get_version (AppCacheDatabase *database,
             const char *message,
             Slot slot,
             gint64 *version,
             GError **error)
{
  return app_cache_database_get_int (
      database, version, -1, error,
      "SELECT version FROM actions WHERE message = ? AND slot = ? AND user = 0", "un", message,
      (int) slot);
}

typedef struct
{
  Slot slot;
  gint64 user;
  gint64 version;
  gint64 time;
  const char *value;
  GBytes *patch;
} Mark;

/* One of a snapshot holds over one of the same version that was told before. */
static gboolean
put_mark (AppCacheDatabase *database,
          const char *message,
          gboolean known,
          const Mark *mark,
          GError **error)
{
  return app_cache_database_run (
      database, error,
      "INSERT INTO actions (message, slot, user, version, time, value, patch, known) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (message, slot, user) DO UPDATE SET "
      "version = excluded.version, time = excluded.time, value = excluded.value, "
      "patch = excluded.patch WHERE excluded.version > version",
      "uniiisbn", message, (int) mark->slot, mark->user, mark->version, mark->time, mark->value,
      mark->patch, known);
}

static gboolean
bound_early (AppCacheDatabase *database, GError **error)
{
  return app_cache_database_run (
      database, error,
      "DELETE FROM actions WHERE known = 0 AND number <= (SELECT number FROM actions "
      "WHERE known = 0 ORDER BY number DESC LIMIT 1 OFFSET ?)",
      "n", APP_CACHE_ACTIONS_EARLY_MAX);
}

static gboolean
remove_marks (AppCacheDatabase *database, const char *message, gint64 up_to, GError **error)
{
  return app_cache_database_run (database, error,
                                 "DELETE FROM actions WHERE message = ? AND version <= ?", "ui",
                                 message, up_to);
}

static gboolean
put_action (AppCacheDatabase *database, LandlineAction *action, gint64 key, GError **error)
{
  const char *message = landline_action_get_message (action);
  g_autoptr (GBytes) patch = NULL;
  Mark mark = { .version = landline_action_get_version (action),
                .time = landline_action_get_time (action) };

  switch (landline_action_get_kind (action))
    {
    case LANDLINE_ACTION_REACT:
      mark.slot = SLOT_REACTION;
      mark.value = landline_action_get_emoji (action);
      if (!app_cache_users_ensure (database, landline_action_get_user_id (action), NULL, &mark.user,
                                   error))
        return FALSE;
      break;
    case LANDLINE_ACTION_EDIT:
      mark.slot = SLOT_TEXT;
      mark.patch = patch = app_cache_text_patch_new (landline_action_get_text (action),
                                                     landline_action_get_mentions (action));
      break;
    case LANDLINE_ACTION_DELETE:
      mark.slot = SLOT_DELETION;
      mark.value = landline_action_get_user_id (action);
      if (!remove_marks (database, message, G_MAXINT64, error))
        return FALSE;
      break;
    case LANDLINE_ACTION_PIN:
    case LANDLINE_ACTION_UNPIN:
    default:
      mark.slot = SLOT_PIN;
      mark.value = landline_action_get_kind (action) == LANDLINE_ACTION_PIN ? "1" : "";
      break;
    }
  return put_mark (database, message, key != 0, &mark, error);
}

gboolean
app_cache_actions_put (AppCacheDatabase *database, LandlineAction *action, GError **error)
{
  const char *message = landline_action_get_message (action);
  gint64 key;
  gint64 snapshot;
  gint64 deletion;

  if (!find (database, message, &key, error) ||
      !get_version (database, message, SLOT_SNAPSHOT, &snapshot, error) ||
      !get_version (database, message, SLOT_DELETION, &deletion, error))
    return FALSE;
  if (deletion >= 0 || landline_action_get_version (action) <= snapshot)
    return TRUE;
  if (!put_action (database, action, key, error))
    return FALSE;
  return key != 0 ? app_cache_actions_refresh (database, message, error)
                  : bound_early (database, error);
}

/* What a page of history says holds over everything up to its version, and nothing after it. */
static gboolean
put_snapshot (AppCacheDatabase *database,
              LandlineMessage *message,
              const LandlineMessageState *state,
              gboolean added,
              GError **error)
{
  const char *id = landline_message_get_id (message);
  g_autoptr (GBytes) patch = added
                                 ? NULL
                                 : app_cache_text_patch_of (landline_message_get_content (message));
  gint64 snapshot;

  if (!get_version (database, id, SLOT_SNAPSHOT, &snapshot, error))
    return FALSE;
  if (snapshot >= state->version)
    return TRUE;
  if (!remove_marks (database, id, state->version, error) ||
      !put_mark (database, id, TRUE, &(Mark) { SLOT_SNAPSHOT, .version = state->version }, error) ||
      !put_mark (database, id, TRUE,
                 &(Mark) { SLOT_TEXT, .version = state->version, .time = state->edited,
                           .patch = patch },
                 error) ||
      (state->is_pinned &&
       !put_mark (database, id, TRUE, &(Mark) { SLOT_PIN, .version = state->version, .value = "1" },
                  error)))
    return FALSE;
  for (guint i = 0; i < state->n_reactions; i++)
    {
      Mark mark = { SLOT_REACTION, .version = state->version, .value = state->reactions[i].emoji };

      if (!app_cache_users_ensure (database, state->reactions[i].user_id, NULL, &mark.user,
                                   error) ||
          !put_mark (database, id, TRUE, &mark, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_deletion (AppCacheDatabase *database,
              const char *message,
              const LandlineMessageState *state,
              GError **error)
{
  const Mark mark = { SLOT_DELETION, .version = state->version,
                      .value = state->is_deleted_by_admin ? ADMIN : NULL };

  return remove_marks (database, message, G_MAXINT64, error) &&
         put_mark (database, message, TRUE, &mark, error);
}

/* A message that comes as an event does not say up to which action it knows. */
static gboolean
put_event_state (AppCacheDatabase *database,
                 const char *message,
                 const LandlineMessageState *state,
                 GError **error)
{
  return (state->edited == 0 || put_mark (database, message, TRUE,
                                          &(Mark) { SLOT_TEXT, .time = state->edited }, error)) &&
         (!state->is_pinned ||
          put_mark (database, message, TRUE, &(Mark) { SLOT_PIN, .value = "1" }, error));
}

gboolean
app_cache_actions_arrived (AppCacheDatabase *database,
                           gint64 key,
                           LandlineMessage *message,
                           gboolean added,
                           GError **error)
{
  const LandlineMessageState *state = landline_message_get_state (message);
  const char *id = landline_message_get_id (message);
  gboolean has_state = state->version > 0 || state->edited != 0 || state->is_deleted ||
                       state->is_pinned || state->n_reactions > 0;
  gint64 deletion;
  gboolean good = TRUE;

  if (added)
    {
      if (!app_cache_database_run (database, error,
                                   "UPDATE actions SET known = 1 WHERE message = ?", "u", id))
        return FALSE;
      has_state |= app_cache_database_get_n_changed (database) > 0;
    }
  if (!has_state)
    return TRUE;
  if (!get_version (database, id, SLOT_DELETION, &deletion, error))
    return FALSE;
  if (deletion >= 0)
    good = TRUE;
  else if (state->is_deleted)
    good = put_deletion (database, id, state, error);
  else if (state->version > 0)
    good = put_snapshot (database, message, state, added, error);
  else if (added)
    good = put_event_state (database, id, state, error);
  return good && app_cache_actions_refresh (database, id, error);
}

/* How a message looks, from what was told and what waits. */
typedef struct
{
  AppCacheTraits traits;
  const char *sender;
  gboolean is_own;
  gboolean is_wiped; /* deleted, and the server knows */
  gboolean has_patch;
  GBytes *patch;
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->patch, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static void
set_trait (Look *look, AppCacheTraits trait, gboolean on)
{
  look->traits = on ? look->traits | trait : look->traits & ~trait;
}

static void
take_mark (Look *look, AppCacheRows *rows)
{
  const char *value = app_cache_rows_text (rows, 2);

  switch ((Slot) app_cache_rows_int (rows, 0))
    {
    case SLOT_DELETION:
      look->is_wiped = TRUE;
      set_trait (look, APP_CACHE_DELETED, TRUE);
      set_trait (look, APP_CACHE_BY_ADMIN, value != NULL && !g_str_equal (value, look->sender));
      break;
    case SLOT_TEXT:
      set_trait (look, APP_CACHE_EDITED, app_cache_rows_int (rows, 1) > 0);
      look->has_patch = app_cache_rows_int (rows, 4) != 0;
      if (look->has_patch)
        look->patch = app_cache_rows_dup_bytes (rows, 3);
      break;
    case SLOT_PIN:
      set_trait (look, APP_CACHE_PINNED, value != NULL && *value != '\0');
      break;
    case SLOT_REACTION:
      if (value != NULL && *value != '\0')
        set_trait (look, APP_CACHE_REACTED, TRUE);
      break;
    case SLOT_SNAPSHOT:
    default:
      break;
    }
}

static gboolean
look_at_marks (AppCacheDatabase *database, const char *message, Look *look, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "SELECT slot, time, value, patch, patch IS NOT NULL FROM actions WHERE message = ? "
      "ORDER BY slot",
      "u", message);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    take_mark (look, rows);
  return *error == NULL;
}

static void
take_act (Look *look, AppCacheRows *rows)
{
  const char *value = app_cache_rows_text (rows, 1);
  const char *mentions = app_cache_rows_text (rows, 2);
  g_auto (GStrv) users = mentions != NULL ? g_strsplit (mentions, " ", -1) : NULL;

  switch ((LandlineActionKind) app_cache_rows_int (rows, 0))
    {
    case LANDLINE_ACTION_REACT:
      /* Whose it takes back may be the only one: get_state() lays it over the others. */
      set_trait (look, APP_CACHE_REACTED, TRUE);
      break;
    case LANDLINE_ACTION_EDIT:
      set_trait (look, APP_CACHE_EDITED, TRUE);
      look_clear (look);
      look->patch = app_cache_text_patch_new (value, (const char *const *) users);
      break;
    case LANDLINE_ACTION_DELETE:
      set_trait (look, APP_CACHE_DELETED, TRUE);
      set_trait (look, APP_CACHE_BY_ADMIN, !look->is_own);
      break;
    case LANDLINE_ACTION_PIN:
    case LANDLINE_ACTION_UNPIN:
    default:
      set_trait (look, APP_CACHE_PINNED, app_cache_rows_int (rows, 0) == LANDLINE_ACTION_PIN);
      break;
    }
}

/* Returns: through @edits whether an edit waits */
static gboolean
look_at_acts (AppCacheDatabase *database,
              const char *message,
              Look *look,
              gboolean *edits,
              GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT kind, value, mentions FROM acts WHERE message = ? ORDER BY position",
      "u", message);

  if (rows == NULL)
    return FALSE;
  *edits = FALSE;
  while (app_cache_rows_next (rows, error))
    {
      *edits |= app_cache_rows_int (rows, 0) == LANDLINE_ACTION_EDIT;
      take_act (look, rows);
    }
  return *error == NULL;
}

static gboolean
apply_patch (AppCacheDatabase *database,
             gint64 key,
             LandlineContent *content,
             GBytes *patch,
             GError **error)
{
  g_autoptr (LandlineContent) patched = patch != NULL ? app_cache_text_patch_apply (patch, content)
                                                      : NULL;

  return patched == NULL ||
         g_bytes_equal (landline_wire_content_get_encoded (patched),
                        landline_wire_content_get_encoded (content)) ||
         app_cache_messages_set_content (database, key, patched, error);
}

static gboolean
show (AppCacheDatabase *database, AppCacheMessage *row, Look *look, gboolean edits, GError **error)
{
  const char *id = landline_message_get_id (row->message);
  gboolean was_deleted = (row->traits & APP_CACHE_DELETED) != 0;
  gboolean is_deleted = (look->traits & APP_CACHE_DELETED) != 0;

  if (look->is_wiped)
    return app_cache_messages_wipe (database, row->key.key, row->content, error);
  if (!apply_patch (database, row->key.key, row->content, look->patch, error))
    return FALSE;
  if (look->has_patch && !edits &&
      !app_cache_database_run (database, error,
                               "UPDATE actions SET patch = NULL WHERE message = ? AND slot = 2",
                               "u", id))
    return FALSE;
  if (is_deleted != was_deleted || is_deleted)
    return app_cache_messages_set_findable (database, row->key.key, !is_deleted, error);
  return TRUE;
}

gboolean
app_cache_actions_refresh (AppCacheDatabase *database, const char *message_id, GError **error)
{
  g_auto (Look) look = { 0 };
  g_autoptr (AppCacheMessage) row = NULL;
  gboolean edits;
  gint64 key;

  if (!find (database, message_id, &key, error))
    return FALSE;
  if (key == 0)
    return TRUE;
  row = app_cache_messages_get (database, key, error);
  if (row == NULL)
    return *error == NULL;
  look.traits = row->traits & APP_CACHE_STARRED;
  look.sender = landline_message_get_sender_id (row->message);
  look.is_own = row->key.sender == APP_CACHE_SELF;
  if (!look_at_marks (database, message_id, &look, error) ||
      !look_at_acts (database, message_id, &look, &edits, error))
    return FALSE;
  if (look.traits & APP_CACHE_DELETED)
    look.traits &= APP_CACHE_DELETED | APP_CACHE_BY_ADMIN;
  return app_cache_database_run (database, error, "UPDATE messages SET traits = ?2 WHERE key = ?1",
                                 "in", key, (int) look.traits) &&
         show (database, row, &look, edits, error) &&
         app_cache_messages_touch (database, key, error);
}

gboolean
app_cache_actions_keep_text (AppCacheDatabase *database, const char *message_id, GError **error)
{
  g_autoptr (AppCacheMessage) row = NULL;
  g_autoptr (GBytes) patch = NULL;
  gint64 key;

  if (!find (database, message_id, &key, error))
    return FALSE;
  row = key != 0 ? app_cache_messages_get (database, key, error) : NULL;
  if (row == NULL)
    return *error == NULL;
  patch = app_cache_text_patch_of (row->content);
  return app_cache_database_run (
      database, error,
      "INSERT INTO actions (message, slot, version, patch, known) VALUES (?1, 2, 0, ?2, 1) "
      "ON CONFLICT (message, slot, user) DO UPDATE SET patch = coalesce (patch, excluded.patch)",
      "ub", message_id, patch);
}

static void
add_reaction (GArray *reactions, const char *emoji, const char *user_id)
{
  LandlineReaction reaction = { g_strdup (emoji), g_strdup (user_id) };

  g_array_append_val (reactions, reaction);
}

/* The own one that waits stands in for the own one that the server knows. */
static gboolean
list_reactions (AppCacheDatabase *database,
                const char *message,
                GArray *reactions,
                GStrvBuilder *names,
                GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error,
      "WITH own AS MATERIALIZED (SELECT value FROM acts WHERE message = ?1 AND kind = 0 "
      "ORDER BY position DESC LIMIT 1) "
      "SELECT a.value, u.id, a.version, coalesce (u.name, u.id) FROM actions a JOIN users u ON "
      "u.number = a.user "
      "WHERE a.message = ?1 AND a.slot = 4 AND a.value <> '' "
      "AND (a.user <> 1 OR NOT EXISTS (SELECT 1 FROM own)) "
      "UNION ALL SELECT own.value, u.id, 9007199254740991, coalesce (u.name, u.id) FROM own JOIN "
      "users u ON u.number = 1 "
      "WHERE own.value <> '' ORDER BY 3, 2",
      "u", message);

  if (rows == NULL)
    return FALSE;
  while (app_cache_rows_next (rows, error))
    {
      add_reaction (reactions, app_cache_rows_text (rows, 0), app_cache_rows_text (rows, 1));
      g_strv_builder_add (names, app_cache_rows_text (rows, 3));
    }
  return *error == NULL;
}

gboolean
app_cache_actions_get_state (AppCacheDatabase *database,
                             const char *message_id,
                             AppCacheTraits traits,
                             LandlineMessageState *state,
                             char ***reactors,
                             GError **error)
{
  g_autoptr (GStrvBuilder) names = NULL;
  g_autoptr (GArray) reactions = NULL;

  state->is_deleted = (traits & APP_CACHE_DELETED) != 0;
  state->is_deleted_by_admin = state->is_deleted && (traits & APP_CACHE_BY_ADMIN) != 0;
  state->is_pinned = (traits & APP_CACHE_PINNED) != 0;
  /* What waits has no time yet. */
  if ((traits & APP_CACHE_EDITED) != 0)
    {
      if (!app_cache_database_get_int (
              database, &state->edited, 0, error,
              "SELECT time FROM actions WHERE message = ? AND slot = 2 AND user = 0", "u",
              message_id))
        return FALSE;
      state->edited = MAX (state->edited, 1);
    }
  if ((traits & APP_CACHE_REACTED) == 0)
    return TRUE;
  reactions = g_array_new (FALSE, FALSE, sizeof (LandlineReaction));
  names = g_strv_builder_new ();
  if (!list_reactions (database, message_id, reactions, names, error))
    return FALSE;
  *reactors = g_strv_builder_end (names);
  state->n_reactions = reactions->len;
  state->reactions = (LandlineReaction *) (gpointer) g_array_free (g_steal_pointer (&reactions),
                                                                   FALSE);
  return TRUE;
}

gboolean
app_cache_actions_set_starred (AppCacheDatabase *database,
                               const char *message_id,
                               gboolean starred,
                               GError **error)
{
  gint64 key;

  if (!find (database, message_id, &key, error))
    return FALSE;
  if (key == 0)
    return TRUE;
  return app_cache_database_run (database, error,
                                 "UPDATE messages SET traits = CASE WHEN ?2 AND NOT traits & 8 "
                                 "THEN traits | 16 ELSE traits & ~16 END WHERE key = ?1",
                                 "in", key, starred) &&
         app_cache_messages_touch (database, key, error);
}

gboolean
app_cache_actions_clear (AppCacheDatabase *database, gint64 chat, gint64 end, GError **error)
{
  return app_cache_database_run (database, error,
                                 "DELETE FROM actions WHERE message IN (SELECT id FROM messages "
                                 "WHERE chat = ? AND place < ?)",
                                 "ii", chat, end) &&
         app_cache_database_run (database, error,
                                 "DELETE FROM acts WHERE message IN (SELECT id FROM messages "
                                 "WHERE chat = ? AND place < ?)",
                                 "ii", chat, end);
}

gboolean
app_cache_actions_forget (AppCacheDatabase *database, const char *message_id, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM actions WHERE message = ?", "u",
                                 message_id) &&
         app_cache_database_run (database, error, "DELETE FROM acts WHERE message = ?", "u",
                                 message_id);
}

gboolean
app_cache_actions_renumber (AppCacheDatabase *database, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM actions WHERE slot = 0", "") &&
         app_cache_database_run (database, error, "UPDATE actions SET version = 0", "");
}

GArray *
app_cache_actions_list_pinned (AppCacheDatabase *database, gint64 chat, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT key FROM messages WHERE chat = ? AND traits & 4 ORDER BY place DESC",
      "i", chat);

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    {
      gint64 key = app_cache_rows_int (rows, 0);

      g_array_append_val (keys, key);
    }
  return *error == NULL ? g_steal_pointer (&keys) : NULL;
}
