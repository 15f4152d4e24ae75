/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-chat-verbs.h"

#include <glib/gi18n.h>

#include "app-chat-private.h"
#include "app-session-groups.h"
#include "app-session-notes.h"
#include "landline-limits.h"
#include "landline-note.h"

gboolean
app_chat_can_note (AppChat *self)
{
  g_return_val_if_fail (APP_IS_CHAT (self), FALSE);

  return app_chat_get_conversation_id (self) != NULL;
}

static void
note (AppChat *self, LandlineNoteKind kind, const char *subject, const char *value)
{
  g_autoptr (AppSession) session = app_chat_dup_session (self);
  g_autofree char *key = NULL;

  if (session == NULL || subject == NULL)
    return;
  key = landline_note_make_key (kind, subject);
  app_session_set_note (session, key, value);
}

static void
note_number (AppChat *self, LandlineNoteKind kind, gint64 number)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  note (self, kind, app_chat_get_conversation_id (self), number > 0 ? value : "");
}

/**
 * app_chat_set_pinned:
 * @self: a chat
 * @pinned: whether it stands above those that are not
 *
 * Pins a chat. How many may be is up to [method@AppChatList.can_pin].
 */
void
app_chat_set_pinned (AppChat *self, gboolean pinned)
{
  g_return_if_fail (APP_IS_CHAT (self));

  note_number (self, LANDLINE_NOTE_PIN, pinned ? g_get_real_time () / 1000 : 0);
}

void
app_chat_mute_until (AppChat *self, gint64 until)
{
  g_return_if_fail (APP_IS_CHAT (self));

  if (until == APP_CHAT_FOREVER)
    note (self, LANDLINE_NOTE_MUTE, app_chat_get_conversation_id (self), APP_CACHE_FOREVER);
  else
    note_number (self, LANDLINE_NOTE_MUTE, until);
}

void
app_chat_set_archived (AppChat *self, gboolean archived)
{
  g_autoptr (AppSession) session = NULL;

  g_return_if_fail (APP_IS_CHAT (self));

  session = app_chat_dup_session (self);
  if (session != NULL)
    app_session_set_chat_archived (session, app_chat_get_key (self), archived);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_session_settle_finish (APP_SESSION (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * app_chat_set_lifetime_async:
 * @self: a direct chat that the server knows of
 * @seconds: 0 for never, or one of the `LANDLINE_EXPIRES_…`
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * What either of the two sends from now on disappears after so long. It is agreed on with the
 * server, and shows when that has told all of it.
 */
void
app_chat_set_lifetime_async (AppChat *self,
                             gint64 seconds,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (AppSession) session = NULL;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_CHAT (self));
  g_return_if_fail (!app_chat_get_is_group (self) && app_chat_can_note (self));
  g_return_if_fail (landline_limits_allow_expires (seconds));

  session = app_chat_dup_session (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_chat_set_lifetime_async);
  if (session == NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                                     _ ("The account is closed."));
  else
    app_session_settle_async (session, app_chat_get_conversation_id (self), seconds, cancellable,
                              settled_cb, g_steal_pointer (&task));
}

gboolean
app_chat_set_lifetime_finish (AppChat *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * app_chat_set_marked_unread:
 * @self: a chat
 * @marked_unread: whether it is shown as unread until it is opened
 *
 * Marks a chat as unread, or takes all of it as seen.
 */
void
app_chat_set_marked_unread (AppChat *self, gboolean marked_unread)
{
  g_autoptr (AppSession) session = NULL;

  g_return_if_fail (APP_IS_CHAT (self));

  session = app_chat_dup_session (self);
  if (marked_unread)
    note (self, LANDLINE_NOTE_UNREAD, app_chat_get_conversation_id (self), "1");
  else if (session != NULL)
    app_session_mark_chat_read (session, app_chat_get_key (self));
}

void
app_chat_set_blocked (AppChat *self, gboolean blocked)
{
  g_return_if_fail (APP_IS_CHAT (self));
  g_return_if_fail (!app_chat_get_is_group (self));

  note (self, LANDLINE_NOTE_BLOCK, app_chat_get_user_id (self), blocked ? "1" : "");
}

void
app_chat_clear (AppChat *self, gint64 seq)
{
  g_autoptr (AppSession) session = NULL;

  g_return_if_fail (APP_IS_CHAT (self));

  session = app_chat_dup_session (self);
  if (session != NULL)
    app_session_clear_chat (session, app_chat_get_key (self), seq);
}

void
app_chat_delete (AppChat *self, gint64 seq)
{
  g_autoptr (AppSession) session = NULL;

  g_return_if_fail (APP_IS_CHAT (self));

  session = app_chat_dup_session (self);
  if (session != NULL)
    app_session_delete_chat (session, app_chat_get_key (self), seq);
}

/* What was marked as unread is not any more. What is in it is read as it is seen. */
void
app_chat_set_opened (AppChat *self)
{
  g_return_if_fail (APP_IS_CHAT (self));

  if (app_chat_get_marked_unread (self))
    note (self, LANDLINE_NOTE_UNREAD, app_chat_get_conversation_id (self), "");
}
