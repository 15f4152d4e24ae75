/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-notes.h"

#include "app-cache-chats.h"
#include "app-cache-clear.h"
#include "app-cache-notes.h"
#include "app-cache-state.h"
#include "app-session-private.h"

/* Between a single deletion and the work on the index, seconds */
#define SCRUB_PAUSE 30

typedef struct
{
  char *key;
  char *value;
} NoteCall;

static void
note_call_free (NoteCall *call)
{
  g_free (call->key);
  g_free (call->value);
  g_free (call);
}

static gboolean
write_note (AppCacheDatabase *database, gpointer data, GError **error)
{
  NoteCall *call = data;

  return app_cache_notes_set (database, call->key, call->value, error);
}

/**
 * app_session_set_note:
 * @self: a session
 * @key: what it is about, see landline_note_make_key()
 * @value: what holds from now on, empty for nothing
 *
 * Notes something for all devices of the account.
 */
void
app_session_set_note (AppSession *self, const char *key, const char *value)
{
  NoteCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (landline_note_is_key (key));
  g_return_if_fail (value != NULL);

  call = g_new0 (NoteCall, 1);
  call->key = g_strdup (key);
  call->value = g_strdup (value);
  app_cache_write_async (self->cache, write_note, call, (GDestroyNotify) note_call_free, NULL, NULL,
                         NULL);
}

typedef struct
{
  gint64 chat;
  gboolean on;
  gint64 seq; /* the last message that is meant, where not all are */
} ChatCall;

static gboolean
set_seq (AppCacheDatabase *database,
         AppCacheChat *chat,
         const char *kind,
         gint64 seq,
         GError **error)
{
  g_autofree char *key = NULL;
  g_autofree char *value = NULL;

  if (chat == NULL || chat->conversation == NULL)
    return *error == NULL;
  key = g_strconcat (kind, chat->conversation, NULL);
  value = seq > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seq) : g_strdup ("");
  return app_cache_notes_set (database, key, value, error);
}

static gboolean
write_archived (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);

  return set_seq (database, chat,
                  "archive:", call->on && chat != NULL ? MAX (chat->last_seq, 1) : 0, error);
}

static gboolean
write_read (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);

  return set_seq (database, chat, "unread:", 0, error) &&
         (chat == NULL ||
          app_cache_chats_raise_own_read (database, chat->key, chat->last_seq, !call->on, error));
}

static gboolean
write_cleared (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);

  return set_seq (database, chat, "clear:", chat != NULL ? MIN (call->seq, chat->last_seq) : 0,
                  error);
}

/* A chat that the server does not know of is only here. */
static gboolean
write_deleted (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);
  gint64 seq;

  if (chat == NULL)
    return *error == NULL;
  seq = MIN (call->seq, chat->last_seq);
  return app_cache_chats_set_draft (database, chat->key, NULL, error) &&
         app_cache_clear_local_chat (database, chat->key, error) &&
         set_seq (database, chat, "pin:", 0, error) &&
         set_seq (database, chat, "archive:", 0, error) &&
         set_seq (database, chat, "unread:", 0, error) &&
         set_seq (database, chat, "clear:", seq, error) &&
         set_seq (database, chat, APP_CACHE_NOTE_DELETE, MAX (seq, 1), error);
}

gboolean
app_session_write_listed (AppCacheDatabase *database, gint64 chat_key, GError **error)
{
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, chat_key, error);

  return set_seq (database, chat, APP_CACHE_NOTE_DELETE, 0, error);
}

static void
call_chat (AppSession *self, gint64 chat_key, AppCacheFunc func, gboolean on, gint64 seq)
{
  ChatCall *call = g_new0 (ChatCall, 1);

  call->chat = chat_key;
  call->on = on;
  call->seq = seq;
  app_cache_write_async (self->cache, func, call, g_free, NULL, NULL, NULL);
}

/**
 * app_session_set_chat_archived:
 * @self: a session
 * @chat_key: a chat
 * @archived: whether it is out of the way until something newer comes
 *
 * Archives a chat, or takes it back.
 */
void
app_session_set_chat_archived (AppSession *self, gint64 chat_key, gboolean archived)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call_chat (self, chat_key, write_archived, archived, 0);
}

/**
 * app_session_mark_chat_read:
 * @self: a session
 * @chat_key: a chat
 *
 * Takes all of a chat as seen. The server is told unless read receipts are off.
 */
void
app_session_mark_chat_read (AppSession *self, gint64 chat_key)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call_chat (self, chat_key, write_read, self->send_read_receipts, 0);
}

void
app_session_clear_chat (AppSession *self, gint64 chat_key, gint64 seq)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call_chat (self, chat_key, write_cleared, TRUE, seq);
}

void
app_session_delete_chat (AppSession *self, gint64 chat_key, gint64 seq)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call_chat (self, chat_key, write_deleted, TRUE, seq);
}

/* What a cleared history left behind is removed in pieces, so that nobody waits long to write, and
 * once more after a restart when it was not done. */

typedef struct
{
  gint64 due;
  gboolean first;
  gboolean done;
} ScrubCall;

static void scrub_next (AppSession *self, gboolean first);

static gboolean
read_scrub (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_state_get_int (database, APP_CACHE_STATE_SCRUB, &((ScrubCall *) data)->due, 0,
                                  error);
}

static gboolean
write_scrub (AppCacheDatabase *database, gpointer data, GError **error)
{
  ScrubCall *call = data;

  return app_cache_clear_merge (database, call->first, &call->done, error) &&
         (!call->done || app_cache_state_set_int (database, APP_CACHE_STATE_SCRUB, 0, error));
}

static void
checkpointed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;

  self->scrubbing = FALSE;
  app_cache_call_finish (APP_CACHE (object), result, NULL);
  if (self->scrub_again)
    app_session_scrub (self);
}

static void
scrubbed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  g_autoptr (GError) error = NULL;
  ScrubCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      /* It stays due, for the next start. */
      g_debug ("Cannot remove what was deleted from the index: %s", error->message);
      self->scrubbing = FALSE;
    }
  else if (!call->done)
    scrub_next (self, FALSE);
  else
    app_cache_run_async (self->cache, app_cache_clear_checkpoint, g_new0 (ScrubCall, 1), g_free,
                         NULL, checkpointed_cb, g_object_ref (self));
}

static void
scrub_next (AppSession *self, gboolean first)
{
  ScrubCall *call = g_new0 (ScrubCall, 1);

  call->first = first;
  app_cache_write_async (self->cache, write_scrub, call, g_free, self->cancellable, scrubbed_cb,
                         g_object_ref (self));
}

static void
scrub_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  ScrubCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && call->due != 0)
    scrub_next (self, TRUE);
  else
    self->scrubbing = FALSE;
}

void
app_session_scrub (AppSession *self)
{
  self->scrub_again = self->scrubbing;
  if (self->scrubbing)
    return;
  self->scrubbing = TRUE;
  app_cache_read_async (self->cache, read_scrub, g_new0 (ScrubCall, 1), g_free, self->cancellable,
                        scrub_read_cb, g_object_ref (self));
}

static gboolean
scrub_soon_cb (gpointer user_data)
{
  AppSession *self = user_data;

  self->scrub_timer = 0;
  app_session_scrub (self);
  return G_SOURCE_REMOVE;
}

void
app_session_scrub_soon (AppSession *self)
{
  if (self->scrub_timer == 0)
    self->scrub_timer = g_timeout_add_seconds (SCRUB_PAUSE, scrub_soon_cb, self);
}
