/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-sender-private.h"

#include "server-limits.h"
#include "server-refusals.h"

/* Milliseconds after which a client tries again when too much of its own is under way. */
#define BUSY_RETRY_AFTER 250

struct _ServerSender
{
  ServerAccount *account;
  GHashTable
      *senders; /* where others find this one: (element-type utf8 ServerSender), not references */
  ServerAllowances *allowances; /* where what is left of the rate goes when this one does */
  ServerRefusals *refusals;     /* %NULL when there are none */
  double tokens;
  gint64 refilled;
  guint messages_per_second; /* the rate at which it was refilled */
  guint n_in_flight;
};

G_DEFINE_BOXED_TYPE (ServerSender, server_sender, server_sender_ref, server_sender_unref)

/**
 * server_sender_find:
 * @senders: the senders that there are
 * @allowances: of those that are gone
 * @account: a device
 *
 * Returns: (transfer full): the device's sender, shared by all who ask for it
 */
ServerSender *
server_sender_find (GHashTable *senders, ServerAllowances *allowances, ServerAccount *account)
{
  const char *device_id = server_account_get_device_id (account);
  ServerSender *self = g_hash_table_lookup (senders, device_id);

  if (self != NULL)
    return server_sender_ref (self);
  self = g_rc_box_new0 (ServerSender);
  self->account = server_account_ref (account);
  self->senders = g_hash_table_ref (senders);
  self->allowances = server_allowances_ref (allowances);
  if (!server_allowances_take (allowances, device_id, &self->tokens, &self->refilled))
    self->tokens = -1;
  g_hash_table_insert (senders, (gpointer) server_account_get_device_id (self->account), self);
  return self;
}

ServerSender *
server_sender_ref (ServerSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
keep_allowance (ServerSender *self)
{
  double missing;

  if (self->tokens < 0 || self->messages_per_second == 0)
    return;
  missing = (double) self->messages_per_second * SERVER_LIMIT_MESSAGES_BURST - self->tokens;
  server_allowances_keep (self->allowances, server_account_get_device_id (self->account),
                          self->tokens, self->refilled,
                          self->refilled +
                              (gint64) (missing * G_USEC_PER_SEC / self->messages_per_second));
}

static void
server_sender_clear (gpointer data)
{
  ServerSender *self = data;

  g_hash_table_remove (self->senders, server_account_get_device_id (self->account));
  keep_allowance (self);
  g_clear_pointer (&self->allowances, server_allowances_unref);
  g_clear_pointer (&self->senders, g_hash_table_unref);
  g_clear_pointer (&self->refusals, server_refusals_free);
  g_clear_pointer (&self->account, server_account_unref);
}

void
server_sender_unref (ServerSender *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, server_sender_clear);
}

/**
 * server_sender_get_account:
 * @self: the sender
 *
 * Returns: (transfer none): the device
 */
ServerAccount *
server_sender_get_account (ServerSender *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->account;
}

guint
server_sender_get_n_in_flight (ServerSender *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_in_flight;
}

static void
remember_refusal (ServerSender *self, const char *receiver, const char *id, LandlineError code)
{
  if (self->refusals == NULL)
    self->refusals = server_refusals_new ();
  server_refusals_add (self->refusals, receiver, id, code);
}

static gboolean
check_order (ServerSender *self, const char *receiver, const char *id, GError **error)
{
  if (self->refusals == NULL)
    return TRUE;
  if (!server_refusals_check (self->refusals, receiver, id, error))
    return FALSE;
  if (server_refusals_is_empty (self->refusals))
    g_clear_pointer (&self->refusals, server_refusals_free);
  return TRUE;
}

/* A bucket that fills at the rate and holds some seconds' worth: what was written offline may come
 * at once. */
static gboolean
check_rate (ServerSender *self, guint messages_per_second, GError **error)
{
  double room = (double) messages_per_second * SERVER_LIMIT_MESSAGES_BURST;
  gint64 now = g_get_monotonic_time ();

  if (messages_per_second == 0)
    return TRUE;
  if (self->tokens < 0)
    self->tokens = room;
  else
    self->tokens += (double) (now - self->refilled) * messages_per_second / G_USEC_PER_SEC;
  self->tokens = MIN (self->tokens, room);
  self->refilled = now;
  self->messages_per_second = messages_per_second;
  if (self->tokens < 1)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE,
                   "Too many messages: this server takes %u a second.", messages_per_second);
      landline_error_set_retry_after (*error, 1 + (gint64) ((1 - self->tokens) * 1000 /
                                                            messages_per_second));
      return FALSE;
    }
  self->tokens -= 1;
  return TRUE;
}

static gboolean
check_in_flight (ServerSender *self, GError **error)
{
  if (self->n_in_flight < SERVER_LIMIT_IN_FLIGHT)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
               "More than %d messages wait for their answer.", SERVER_LIMIT_IN_FLIGHT);
  landline_error_set_retry_after (*error, BUSY_RETRY_AFTER);
  return FALSE;
}

/**
 * server_sender_spend:
 * @self: the sender
 * @messages_per_second: the rate, 0 for none
 * @error: return location for an error
 *
 * Counts something that others are told of like a message.
 *
 * Returns: %FALSE when it is too soon for it
 */
gboolean
server_sender_spend (ServerSender *self, guint messages_per_second, GError **error)
{
  return check_rate (self, messages_per_second, error);
}

/**
 * server_sender_begin:
 * @self: the sender
 * @receiver: where it wants to send or do something, empty for a note
 * @id: what
 * @messages_per_second: the rate, 0 for none
 * @error: return location for an error, not optional
 *
 * Returns: whether it may be handed on; server_sender_end() is due then
 */
gboolean
server_sender_begin (ServerSender *self,
                     const char *receiver,
                     const char *id,
                     guint messages_per_second,
                     GError **error)
{
  if (!check_order (self, receiver, id, error))
    return FALSE;
  if (!check_in_flight (self, error) || !check_rate (self, messages_per_second, error))
    {
      remember_refusal (self, receiver, id, landline_error_get_code (*error));
      return FALSE;
    }
  self->n_in_flight++;
  return TRUE;
}

/**
 * server_sender_end:
 * @self: the sender
 * @receiver: where
 * @id: what was handed on
 * @error: (nullable): what came of it
 */
void
server_sender_end (ServerSender *self, const char *receiver, const char *id, const GError *error)
{
  self->n_in_flight--;
  if (error != NULL && landline_error_is_momentary (error))
    remember_refusal (self, receiver, id, landline_error_get_code (error));
}

/**
 * server_sender_take_unknown:
 * @self: the sender
 *
 * To be asked after something was refused.
 *
 * Returns: (transfer full) (nullable): a conversation of which has to be looked up with whom it is
 */
char *
server_sender_take_unknown (ServerSender *self)
{
  return self->refusals != NULL ? server_refusals_take_unknown (self->refusals) : NULL;
}

/**
 * server_sender_learn:
 * @self: the sender
 * @id: what was taken
 * @conversation: (nullable): what was found, %NULL for nothing
 * @error: (nullable): why nothing was found
 *
 * Says what was found.
 */
void
server_sender_learn (ServerSender *self,
                     const char *id,
                     LandlineConversation *conversation,
                     const GError *error)
{
  const char *own = server_account_get_user_id (self->account);
  const char *other = NULL;

  if (self->refusals == NULL)
    return;
  if (error != NULL && landline_error_is_momentary (error))
    {
      server_refusals_put_back_unknown (self->refusals, id);
      return;
    }
  if (conversation != NULL &&
      landline_conversation_get_kind (conversation) == LANDLINE_CONVERSATION_DIRECT)
    {
      /* With oneself alone it is Note to self. */
      other = own;
      for (guint i = 0; i < landline_conversation_get_n_members (conversation); i++)
        if (!g_str_equal (landline_conversation_get_member (conversation, i)->user_id, own))
          other = landline_conversation_get_member (conversation, i)->user_id;
    }
  server_refusals_learn (self->refusals, id, other);
}
