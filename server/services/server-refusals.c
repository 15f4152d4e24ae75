/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-refusals.h"

#include <string.h>

#include "landline-id.h"

/* Conversations in which something may be refused at a time, for one device. A client that has more
 * is told so by being refused in those as well, without their order being watched over. */
#define MAX_REFUSED 1024
/* Milliseconds after which a client tries again what came too early. */
#define RETRY_AFTER 250

typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  LandlineError code;
  guint64 number; /* which was first */
} Refusal;

/* A conversation is known here by the number of the other when it is known to be direct, otherwise
 * by its id. */
struct _ServerRefusals
{
  GHashTable *refused; /* by conversation: (element-type utf8 Refusal) */
  GHashTable
      *others; /* by id the other in a direct one, "" for a group: (element-type utf8 utf8) */
  GHashTable *unknown; /* ids in refused of which it is not known, and whether it is asked for:
                          (element-type utf8 gboolean) */
  guint64 last_number;
};

ServerRefusals *
server_refusals_new (void)
{
  ServerRefusals *self = g_new0 (ServerRefusals, 1);

  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
server_refusals_free (ServerRefusals *self)
{
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->others, g_hash_table_unref);
  g_clear_pointer (&self->unknown, g_hash_table_unref);
  g_free (self);
}

gboolean
server_refusals_is_empty (ServerRefusals *self)
{
  return g_hash_table_size (self->refused) == 0;
}

static const char *
get_key (ServerRefusals *self, const char *receiver)
{
  const char *other = g_hash_table_lookup (self->others, receiver);

  return other != NULL && *other != '\0' ? other : receiver;
}

static gboolean
is_unknown (ServerRefusals *self, const char *key)
{
  return *key != '\0' && !landline_id_is_user (key) && !g_hash_table_contains (self->others, key);
}

/* Whether two keys that are not equal may be one conversation. */
static gboolean
may_be_same (ServerRefusals *self, const char *a, const char *b)
{
  return (landline_id_is_user (a) && is_unknown (self, b)) ||
         (landline_id_is_user (b) && is_unknown (self, a));
}

/* The first refusal of those that may be of the conversation. */
static Refusal *
find_first (ServerRefusals *self, const char *key, const char **first_key)
{
  Refusal *first = g_hash_table_lookup (self->refused, key);
  GHashTableIter iter;
  gpointer other, refusal;

  *first_key = key;
  if (g_hash_table_size (self->unknown) == 0 && !is_unknown (self, key))
    return first;
  g_hash_table_iter_init (&iter, self->refused);
  while (g_hash_table_iter_next (&iter, &other, &refusal))
    if (may_be_same (self, key, other) &&
        (first == NULL || ((Refusal *) refusal)->number < first->number))
      {
        first = refusal;
        *first_key = other;
      }
  return first;
}

/**
 * server_refusals_check:
 * @self: the refusals
 * @receiver: where something is to be sent or done now, by one of its names
 * @id: what
 * @error: return location for an error
 *
 * Returns: whether it may pass. It does when it is what was refused first: that is forgotten then.
 */
gboolean
server_refusals_check (ServerRefusals *self, const char *receiver, const char *id, GError **error)
{
  const char *key = get_key (self, receiver);
  const char *first_key;
  Refusal *first = find_first (self, key, &first_key);

  if (first == NULL)
    return TRUE;
  if (strcmp (first->id, id) == 0)
    {
      g_hash_table_remove (self->refused, first_key);
      return TRUE;
    }
  g_set_error (error, LANDLINE_ERROR, first->code,
               "The message %s, which came before this one, was refused. Please send it again "
               "first.",
               first->id);
  landline_error_set_retry_after (*error, RETRY_AFTER);
  /* It may turn out to be in another conversation, in which it is the first then. */
  if (first_key != key)
    server_refusals_add (self, receiver, id, first->code);
  return FALSE;
}

/**
 * server_refusals_add:
 * @self: the refusals
 * @receiver: where something was refused for the moment
 * @id: what
 * @code: with what
 *
 * Remembers it, unless something before it in the same conversation is remembered.
 */
void
server_refusals_add (ServerRefusals *self, const char *receiver, const char *id, LandlineError code)
{
  const char *key = get_key (self, receiver);
  Refusal *refusal;

  if (g_hash_table_contains (self->refused, key) ||
      g_hash_table_size (self->refused) >= MAX_REFUSED)
    return;
  refusal = g_new (Refusal, 1);
  g_strlcpy (refusal->id, id, sizeof refusal->id);
  refusal->code = code;
  refusal->number = ++self->last_number;
  if (is_unknown (self, key) && !g_hash_table_contains (self->unknown, key))
    g_hash_table_insert (self->unknown, g_strdup (key), GINT_TO_POINTER (FALSE));
  g_hash_table_insert (self->refused, g_strdup (key), refusal);
}

/**
 * server_refusals_take_unknown:
 * @self: the refusals
 *
 * Returns: (transfer full) (nullable): a conversation of which it has to be looked up with whom it
 * is, %NULL when there is none that was not taken before
 */
char *
server_refusals_take_unknown (ServerRefusals *self)
{
  GHashTableIter iter;
  gpointer key, is_taken;

  g_hash_table_iter_init (&iter, self->unknown);
  while (g_hash_table_iter_next (&iter, &key, &is_taken))
    if (!GPOINTER_TO_INT (is_taken))
      {
        g_hash_table_iter_replace (&iter, GINT_TO_POINTER (TRUE));
        return g_strdup (key);
      }
  return NULL;
}

/**
 * server_refusals_learn:
 * @self: the refusals
 * @conversation: one that was taken
 * @other: (nullable): with whom it is, %NULL for a group, or none that the device may use
 *
 * Says what was looked up. Of what was refused under both names, the first stays.
 */
void
server_refusals_learn (ServerRefusals *self, const char *conversation, const char *other)
{
  g_autofree Refusal *refusal = NULL;
  g_autofree char *key = NULL;
  Refusal *known;

  if (!g_hash_table_remove (self->unknown, conversation))
    return;
  if (g_hash_table_size (self->others) < MAX_REFUSED)
    g_hash_table_insert (self->others, g_strdup (conversation),
                         g_strdup (other != NULL ? other : ""));
  if (other == NULL || !g_hash_table_steal_extended (self->refused, conversation, (gpointer *) &key,
                                                     (gpointer *) &refusal))
    return;
  known = g_hash_table_lookup (self->refused, other);
  if (known == NULL || refusal->number < known->number)
    g_hash_table_insert (self->refused, g_strdup (other), g_steal_pointer (&refusal));
}

/**
 * server_refusals_put_back_unknown:
 * @self: the refusals
 * @conversation: one that was taken, and could not be looked up now
 */
void
server_refusals_put_back_unknown (ServerRefusals *self, const char *conversation)
{
  if (g_hash_table_contains (self->unknown, conversation))
    g_hash_table_insert (self->unknown, g_strdup (conversation), GINT_TO_POINTER (FALSE));
}
