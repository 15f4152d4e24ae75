/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-incoming-batch.h"

#include "app-cache-actions.h"
#include "app-cache-acts.h"
#include "app-cache-chats.h"
#include "app-cache-members.h"
#include "app-cache-mentions.h"
#include "app-cache-messages.h"
#include "app-cache-notes.h"
#include "app-cache-state.h"
#include "app-cache-statuses.h"
#include "app-cache-users.h"

AppIncomingBatch *
app_incoming_batch_new (gint64 cursor)
{
  AppIncomingBatch *self = g_new0 (AppIncomingBatch, 1);

  self->events = g_ptr_array_new_with_free_func (g_object_unref);
  self->cursor = cursor;
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->chats = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->settled = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
app_incoming_batch_free (AppIncomingBatch *self)
{
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->messages);
  g_array_unref (self->chats);
  g_ptr_array_unref (self->settled);
  g_free (self->generation);
  g_free (self->hole_conversation);
  g_free (self);
}

/* A chat of which nothing is here yet may begin anywhere: we joined then, or are a new device. */
static gboolean
find_hole (AppCacheDatabase *database,
           AppIncomingBatch *self,
           const char *conversation,
           gint64 seq,
           GError **error)
{
  gint64 last_seq;

  if (!app_cache_chats_get_last_seq (database, conversation, &last_seq, error))
    return FALSE;
  if (last_seq > 0 && seq > last_seq + 1 && self->n_done >= self->accept)
    {
      self->hole_conversation = g_strdup (conversation);
      self->hole_first = last_seq + 1;
      self->hole_last = seq - 1;
    }
  return TRUE;
}

static gboolean
write_message (AppCacheDatabase *database,
               AppIncomingBatch *self,
               LandlineMessage *message,
               GError **error)
{
  g_autoptr (LandlineMessage) shown = NULL;
  gint64 chat;
  gboolean added;
  gboolean known;
  gint64 before;

  if (landline_message_get_seq (message) > APP_MESSAGE_SEQ_MAX)
    return TRUE;
  if (!find_hole (database, self, landline_message_get_conversation (message),
                  landline_message_get_seq (message), error) ||
      !app_cache_chats_find (database, landline_message_get_conversation (message), &before, error))
    return FALSE;
  if (self->hole_conversation != NULL)
    return TRUE;
  known = before != 0;
  if (!app_cache_messages_put (database, message, &chat, &added, error))
    return FALSE;
  self->unknown |= !known;
  if (!added)
    {
      g_ptr_array_add (self->settled, g_strdup (landline_message_get_id (message)));
      return TRUE;
    }
  shown = app_cache_mentions_show_message (database, message, error);
  if (shown == NULL)
    return FALSE;
  g_ptr_array_add (self->messages, g_steal_pointer (&shown));
  g_array_append_val (self->chats, chat);
  return TRUE;
}

static gboolean
write_sent (AppCacheDatabase *database,
            AppIncomingBatch *self,
            const LandlineSent *sent,
            GError **error)
{
  gboolean found;

  if (sent->seq > APP_MESSAGE_SEQ_MAX)
    return TRUE;
  if (!find_hole (database, self, sent->conversation, sent->seq, error))
    return FALSE;
  if (self->hole_conversation != NULL)
    return TRUE;
  if (!app_cache_messages_settle (database, sent, &found, error))
    return FALSE;
  g_ptr_array_add (self->settled, g_strdup (sent->id));
  if (!found && self->n_done >= self->accept)
    {
      self->hole_conversation = g_strdup (sent->conversation);
      self->hole_first = sent->seq;
      self->hole_last = sent->seq;
    }
  return TRUE;
}

static gboolean
write_receipt (AppCacheDatabase *database,
               AppIncomingBatch *self,
               LandlineReceipt *receipt,
               GError **error)
{
  gint64 chat;

  if (!app_cache_chats_find (database, landline_receipt_get_conversation (receipt), &chat, error))
    return FALSE;
  self->unknown |= chat == 0;
  return app_cache_chats_ensure (database, landline_receipt_get_conversation (receipt), &chat,
                                 error) &&
         app_cache_members_put_receipt (database, chat, receipt, error);
}

static gboolean
write_conversation (AppCacheDatabase *database,
                    AppIncomingBatch *self,
                    LandlineEvent *event,
                    GError **error)
{
  LandlineConversation *conversation = landline_event_get_conversation (event);
  const LandlineChange change = { landline_event_get_change (event), landline_event_get_by (event),
                                  landline_event_get_users (event),
                                  landline_event_get_time (event) };
  g_autofree char *detail = NULL;
  gboolean nameless = FALSE;
  gint64 chat;

  if (!app_cache_groups_compare (database, conversation, &detail, error) ||
      !app_cache_chats_put (database, conversation, &chat, error) ||
      !app_cache_groups_put_change (database, chat, conversation, &change, detail, error))
    return FALSE;
  if (landline_conversation_get_kind (conversation) == LANDLINE_CONVERSATION_GROUP &&
      !app_cache_members_find_nameless (database, chat, &nameless, error))
    return FALSE;
  self->unknown |= nameless;
  return TRUE;
}

/* An action or a note */
static gboolean
write_done (AppCacheDatabase *database,
            AppIncomingBatch *self,
            const LandlineDone *done,
            GError **error)
{
  gboolean found;

  if (!app_cache_acts_settle (database, done, &found, error))
    return FALSE;
  if (!found)
    return app_cache_notes_settle (database, done, error);
  g_ptr_array_add (self->settled, g_strdup (done->id));
  return TRUE;
}

static gboolean
write_event (AppCacheDatabase *database,
             AppIncomingBatch *self,
             LandlineEvent *event,
             GError **error)
{
  switch (landline_event_get_kind (event))
    {
    case LANDLINE_EVENT_MESSAGE:
      return write_message (database, self, landline_event_get_message (event), error);
    case LANDLINE_EVENT_SENT:
      return write_sent (database, self, landline_event_get_sent (event), error);
    case LANDLINE_EVENT_RECEIPT:
      return write_receipt (database, self, landline_event_get_receipt (event), error);
    case LANDLINE_EVENT_CONVERSATION:
      return write_conversation (database, self, event, error);
    case LANDLINE_EVENT_NOTE:
      return app_cache_notes_put (database, landline_event_get_note (event), error);
    case LANDLINE_EVENT_DONE:
      return write_done (database, self, landline_event_get_done (event), error);
    case LANDLINE_EVENT_STATUS:
      return app_cache_statuses_put (database, landline_event_get_status (event), error);
    case LANDLINE_EVENT_VIEW:
      return app_cache_statuses_put_view (database, landline_event_get_view (event), error);
    case LANDLINE_EVENT_ACTION:
      return app_cache_actions_put (database, landline_event_get_action (event), error);
    case LANDLINE_EVENT_USER:
      return app_cache_users_put (database, landline_event_get_user (event), error);
    case LANDLINE_EVENT_DEVICE: /* told by AppIncoming, not kept */
    case LANDLINE_EVENT_UNSUPPORTED:
    default:
      return TRUE;
    }
}

/* An answer to a repeated send has no cursor, and is true whenever it comes. */
static gboolean
is_repeated (AppIncomingBatch *self, LandlineEvent *event)
{
  gint64 cursor = landline_event_get_cursor (event);

  return cursor > 0 && cursor <= self->cursor;
}

/**
 * app_incoming_batch_write:
 * @database: a writer
 * @data: an #AppIncomingBatch
 * @error: return location
 *
 * Writes the events, and how far the inbox was read, together.
 *
 * Returns: whether it worked
 */
gboolean
app_incoming_batch_write (AppCacheDatabase *database, gpointer data, GError **error)
{
  AppIncomingBatch *self = data;

  /* Together: whoever knows the new numbering also knows that there is something to fetch. */
  if (self->generation != NULL &&
      (!app_cache_state_set_text (database, APP_CACHE_STATE_GENERATION, self->generation, error) ||
       !app_cache_state_set_int (database, APP_CACHE_STATE_BACK_FILL, 1, error) ||
       !app_cache_actions_renumber (database, error)))
    return FALSE;
  for (; self->n_done < self->events->len; self->n_done++)
    {
      LandlineEvent *event = g_ptr_array_index (self->events, self->n_done);

      if (is_repeated (self, event))
        continue;
      if (!write_event (database, self, event, error))
        return FALSE;
      if (self->hole_conversation != NULL)
        break;
      self->cursor = MAX (self->cursor, landline_event_get_cursor (event));
    }
  return app_cache_state_set_int (database, APP_CACHE_STATE_CURSOR, self->cursor, error);
}
