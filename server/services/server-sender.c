/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-sender-private.h"

#include <string.h>

#include "server-limits.h"

/* Conversations in which something may be refused at a time, for one device. A client that has more
 * is told so by being refused in those as well, without their order being watched over. */
#define MAX_REFUSED 1024
/* Milliseconds after which a client tries again when too much of its own is under way. */
#define BUSY_RETRY_AFTER 250

typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  LandlineError code;
} Refusal;

struct _ServerSender
{
  ServerAccount *account;
  GHashTable
      *senders; /* where others find this one: (element-type utf8 ServerSender), not references */
  GHashTable *refused; /* by receiver: (element-type utf8 Refusal); %NULL when there is none */
  double tokens;
  gint64 refilled;
  guint n_in_flight;
};

G_DEFINE_BOXED_TYPE (ServerSender, server_sender, server_sender_ref, server_sender_unref)

/**
 * server_sender_find:
 * @senders: the senders that there are
 * @account: a device
 *
 * Returns: (transfer full): the device's sender, shared by all who ask for it
 */
ServerSender *
server_sender_find (GHashTable *senders, ServerAccount *account)
{
  const char *device_id = server_account_get_device_id (account);
  ServerSender *self = g_hash_table_lookup (senders, device_id);

  if (self != NULL)
    return server_sender_ref (self);
  self = g_rc_box_new0 (ServerSender);
  self->account = server_account_ref (account);
  self->senders = g_hash_table_ref (senders);
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
server_sender_clear (gpointer data)
{
  ServerSender *self = data;

  g_hash_table_remove (self->senders, server_account_get_device_id (self->account));
  g_clear_pointer (&self->senders, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
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
remember_refusal (ServerSender *self, LandlineSendRequest *request, LandlineError code)
{
  const char *receiver = landline_send_request_get_receiver_id (request);
  Refusal *refusal;

  if (self->refused == NULL)
    self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_hash_table_contains (self->refused, receiver) ||
      g_hash_table_size (self->refused) >= MAX_REFUSED)
    return;
  refusal = g_new (Refusal, 1);
  g_strlcpy (refusal->id, landline_send_request_get_id (request), sizeof refusal->id);
  refusal->code = code;
  g_hash_table_insert (self->refused, g_strdup (receiver), refusal);
}

/* What is behind something that was refused for the moment is refused alike, until that is sent
 * again: order is kept. */
static gboolean
check_order (ServerSender *self, LandlineSendRequest *request, GError **error)
{
  const char *receiver = landline_send_request_get_receiver_id (request);
  Refusal *refusal;

  if (self->refused == NULL)
    return TRUE;
  refusal = g_hash_table_lookup (self->refused, receiver);
  if (refusal == NULL)
    return TRUE;
  if (strcmp (refusal->id, landline_send_request_get_id (request)) != 0)
    {
      g_set_error (error, LANDLINE_ERROR, refusal->code,
                   "The message %s, which came before this one, was refused. Please send it again "
                   "first.",
                   refusal->id);
      landline_error_set_retry_after (*error, BUSY_RETRY_AFTER);
      return FALSE;
    }
  g_hash_table_remove (self->refused, receiver);
  if (g_hash_table_size (self->refused) == 0)
    g_clear_pointer (&self->refused, g_hash_table_unref);
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
 * server_sender_begin:
 * @self: the sender
 * @request: what it wants to send
 * @messages_per_second: the rate, 0 for none
 * @error: return location for an error, not optional
 *
 * Returns: whether it may be handed on; server_sender_end() is due then
 */
gboolean
server_sender_begin (ServerSender *self,
                     LandlineSendRequest *request,
                     guint messages_per_second,
                     GError **error)
{
  if (!check_order (self, request, error))
    return FALSE;
  if (!check_in_flight (self, error) || !check_rate (self, messages_per_second, error))
    {
      remember_refusal (self, request, landline_error_get_code (*error));
      return FALSE;
    }
  self->n_in_flight++;
  return TRUE;
}

/**
 * server_sender_end:
 * @self: the sender
 * @request: what was handed on
 * @error: (nullable): what came of it
 */
void
server_sender_end (ServerSender *self, LandlineSendRequest *request, const GError *error)
{
  self->n_in_flight--;
  if (error != NULL && landline_error_is_momentary (error))
    remember_refusal (self, request, landline_error_get_code (error));
}
