/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-action.h"

#include "landline-id.h"

/**
 * LandlineAction:
 *
 * What somebody does to a message that was sent: a reaction, an edit, its deletion, a pin. As it
 * waits in an outbox it has neither user, time nor version; these the server gives it when it takes
 * it.
 *
 * The version grows in each conversation. Of two actions that exclude each other (on the same
 * message: reactions of one user, edits, pin and unpin) the one with the higher version holds, in
 * whatever order they arrive; after a deletion nothing else does.
 */

struct _LandlineAction
{
  GObject parent_instance;

  char *id;
  char *conversation;
  char *message;
  LandlineActionKind kind;
  char *text;
  char **mentions;
  char *user_id;
  gint64 time;
  gint64 version;
};

G_DEFINE_FINAL_TYPE (LandlineAction, landline_action, G_TYPE_OBJECT)

static const char *const kinds[] = { "react", "edit", "delete", "pin", "unpin" };

static void
landline_action_finalize (GObject *object)
{
  LandlineAction *self = LANDLINE_ACTION (object);

  g_free (self->id);
  g_free (self->conversation);
  g_free (self->message);
  g_free (self->text);
  g_strfreev (self->mentions);
  g_free (self->user_id);

  G_OBJECT_CLASS (landline_action_parent_class)->finalize (object);
}

static void
landline_action_class_init (LandlineActionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_action_finalize;
}

static void
landline_action_init (LandlineAction *self)
{
}

/**
 * landline_action_new:
 * @id: (nullable): the action's UUIDv7; a new one is made for %NULL
 * @conversation: where the message is
 * @message: its id
 * @kind: what is done
 * @text: (nullable): of a reaction the emoji, empty to take it back; of an edit the new text, empty
 * to remove a caption
 * @mentions: (nullable) (array zero-terminated=1): of an edit the users whom the new text names
 *
 * Returns: (transfer full): a new action that is still to be taken
 */
LandlineAction *
landline_action_new (const char *id,
                     const char *conversation,
                     const char *message,
                     LandlineActionKind kind,
                     const char *text,
                     const char *const *mentions)
{
  gboolean has_text = kind == LANDLINE_ACTION_REACT || kind == LANDLINE_ACTION_EDIT;
  LandlineAction *self;

  g_return_val_if_fail (conversation != NULL && message != NULL, NULL);
  g_return_val_if_fail ((text != NULL) == has_text, NULL);

  self = g_object_new (LANDLINE_TYPE_ACTION, NULL);
  self->id = id != NULL ? g_strdup (id) : landline_id_new_message ();
  self->conversation = g_strdup (conversation);
  self->message = g_strdup (message);
  self->kind = kind;
  self->text = g_strdup (text);
  if (kind == LANDLINE_ACTION_EDIT && mentions != NULL && *mentions != NULL)
    self->mentions = g_strdupv ((char **) mentions);

  return self;
}

/**
 * landline_action_new_taken:
 * @self: an action that was to be taken
 * @user_id: who did it
 * @time: when, in milliseconds since the epoch
 * @version: its place among the actions of the conversation, from 1
 *
 * Returns: (transfer full): the same action as everybody is told of it
 */
LandlineAction *
landline_action_new_taken (LandlineAction *self, const char *user_id, gint64 time, gint64 version)
{
  LandlineAction *taken;

  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);
  g_return_val_if_fail (user_id != NULL, NULL);
  g_return_val_if_fail (version > 0, NULL);

  taken = landline_action_new (self->id, self->conversation, self->message, self->kind, self->text,
                               (const char *const *) self->mentions);
  taken->user_id = g_strdup (user_id);
  taken->time = time;
  taken->version = version;

  return taken;
}

/**
 * landline_action_get_emoji:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none) (nullable): the emoji of a reaction, empty where it is taken back; %NULL
 * for other kinds
 */
const char *
landline_action_get_emoji (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->kind == LANDLINE_ACTION_REACT ? self->text : NULL;
}

/**
 * landline_action_get_text:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none) (nullable): the new text of an edit; %NULL for other kinds
 */
const char *
landline_action_get_text (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->kind == LANDLINE_ACTION_EDIT ? self->text : NULL;
}

/**
 * landline_action_get_mentions:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): of an edit the users whom the new
 * text names, %NULL for nobody
 */
const char *const *
landline_action_get_mentions (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return (const char *const *) self->mentions;
}

/**
 * landline_action_get_id:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none): the action's UUIDv7
 */
const char *
landline_action_get_id (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->id;
}

/**
 * landline_action_get_conversation:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none): where the message is
 */
const char *
landline_action_get_conversation (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->conversation;
}

/**
 * landline_action_get_message:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none): the id of the message
 */
const char *
landline_action_get_message (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->message;
}

/**
 * landline_action_get_kind:
 * @self: a `LandlineAction`
 *
 * Returns: what is done
 */
LandlineActionKind
landline_action_get_kind (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), 0);

  return self->kind;
}

/**
 * landline_action_get_user_id:
 * @self: a `LandlineAction`
 *
 * Returns: (transfer none) (nullable): who did it, %NULL while it is still to be taken
 */
const char *
landline_action_get_user_id (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), NULL);

  return self->user_id;
}

/**
 * landline_action_get_time:
 * @self: a `LandlineAction`
 *
 * Returns: when the server took it, in milliseconds since the epoch, 0 while it has not
 */
gint64
landline_action_get_time (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), 0);

  return self->time;
}

/**
 * landline_action_get_version:
 * @self: a `LandlineAction`
 *
 * Returns: its place among the actions of the conversation, 0 while it has none
 */
gint64
landline_action_get_version (LandlineAction *self)
{
  g_return_val_if_fail (LANDLINE_IS_ACTION (self), 0);

  return self->version;
}

/**
 * landline_action_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name on the wire
 */
const char *
landline_action_kind_to_string (LandlineActionKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), kinds[0]);

  return kinds[kind];
}

/**
 * landline_action_kind_from_string:
 * @string: (nullable): a name from the wire
 * @kind: (out): the kind
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_action_kind_from_string (const char *string, LandlineActionKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (string, kinds[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }

  return FALSE;
}
