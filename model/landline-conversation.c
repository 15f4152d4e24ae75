/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-conversation.h"

/**
 * LandlineConversation:
 *
 * Who talks with whom: two people, or a group with a name. A snapshot as of @last_seq; receipts and
 * messages are apart.
 */

struct _LandlineConversation
{
  GObject parent_instance;

  char *id;
  LandlineConversationKind kind;
  char *name;
  gint64 created;
  gint64 last_seq;
  LandlineMember *members;
  guint n_members;
  LandlineSettings settings;
};

G_DEFINE_FINAL_TYPE (LandlineConversation, landline_conversation, G_TYPE_OBJECT)

static const char *const kinds[] = { "direct", "group" };

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_LAST_SEQ,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
landline_conversation_get_property (GObject *object,
                                    guint prop_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  LandlineConversation *self = LANDLINE_CONVERSATION (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LAST_SEQ:
      g_value_set_int64 (value, self->last_seq);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
landline_conversation_finalize (GObject *object)
{
  LandlineConversation *self = LANDLINE_CONVERSATION (object);

  g_free (self->id);
  g_free (self->name);
  for (guint i = 0; i < self->n_members; i++)
    {
      g_free (self->members[i].user_id);
      g_free (self->members[i].name);
    }
  g_free (self->members);
  landline_settings_clear (&self->settings);

  G_OBJECT_CLASS (landline_conversation_parent_class)->finalize (object);
}

static void
landline_conversation_class_init (LandlineConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_conversation_finalize;
  object_class->get_property = landline_conversation_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST_SEQ] = g_param_spec_int64 ("last-seq", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
landline_conversation_init (LandlineConversation *self)
{
  self->settings = (LandlineSettings) LANDLINE_SETTINGS_INIT;
}

/**
 * landline_conversation_new:
 * @id: the conversation's id
 * @kind: direct or group
 * @name: (nullable): a group's name
 * @members: (array length=n_members): who is in it; copied
 * @n_members: how many; one for a conversation with oneself
 * @created: when it began, in milliseconds since the epoch
 * @last_seq: the number of its newest message, 0 for none
 *
 * Returns: (transfer full): a new conversation
 */
LandlineConversation *
landline_conversation_new (const char *id,
                           LandlineConversationKind kind,
                           const char *name,
                           const LandlineMember *members,
                           guint n_members,
                           gint64 created,
                           gint64 last_seq)
{
  LandlineConversation *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (members != NULL || n_members == 0, NULL);

  self = g_object_new (LANDLINE_TYPE_CONVERSATION, NULL);
  self->id = g_strdup (id);
  self->kind = kind;
  self->name = g_strdup (name);
  self->created = created;
  self->last_seq = last_seq;
  self->n_members = n_members;
  self->members = g_new (LandlineMember, n_members);
  for (guint i = 0; i < n_members; i++)
    {
      self->members[i].user_id = g_strdup (members[i].user_id);
      self->members[i].name = g_strdup (members[i].name);
      self->members[i].role = members[i].role;
    }

  return self;
}

/**
 * landline_conversation_new_with_settings:
 * @self: a conversation
 * @settings: what its members agreed on; copied
 *
 * Returns: (transfer full): the same conversation with @settings
 */
LandlineConversation *
landline_conversation_new_with_settings (LandlineConversation *self,
                                         const LandlineSettings *settings)
{
  LandlineConversation *copy;

  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  copy = landline_conversation_new (self->id, self->kind, self->name, self->members,
                                    self->n_members, self->created, self->last_seq);
  landline_settings_copy (&copy->settings, settings);

  return copy;
}

/**
 * landline_conversation_get_settings:
 * @self: a `LandlineConversation`
 *
 * Returns: (transfer none): what its members agreed on
 */
const LandlineSettings *
landline_conversation_get_settings (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);

  return &self->settings;
}

/**
 * landline_conversation_get_member:
 * @self: a `LandlineConversation`
 * @position: from 0 to one less than their number
 *
 * Returns: (transfer none): the member
 */
const LandlineMember *
landline_conversation_get_member (LandlineConversation *self, guint position)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (position < self->n_members, NULL);

  return &self->members[position];
}

/**
 * landline_conversation_find_member:
 * @self: a `LandlineConversation`
 * @user_id: a user
 *
 * Returns: (transfer none) (nullable): that user among the members
 */
const LandlineMember *
landline_conversation_find_member (LandlineConversation *self, const char *user_id)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);

  for (guint i = 0; i < self->n_members; i++)
    if (g_strcmp0 (self->members[i].user_id, user_id) == 0)
      return &self->members[i];

  return NULL;
}

/**
 * landline_conversation_get_other:
 * @self: a `LandlineConversation`
 * @user_id: the user who looks at it
 *
 * Returns: (transfer none) (nullable): of a direct conversation the other user, @user_id's own for
 * a note to self; %NULL for a group
 */
const char *
landline_conversation_get_other (LandlineConversation *self, const char *user_id)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);

  if (self->kind != LANDLINE_CONVERSATION_DIRECT || self->n_members == 0)
    return NULL;

  for (guint i = 0; i < self->n_members; i++)
    if (g_strcmp0 (self->members[i].user_id, user_id) != 0)
      return self->members[i].user_id;

  return self->members[0].user_id;
}

/**
 * landline_conversation_get_id:
 * @self: a `LandlineConversation`
 *
 * Returns: (transfer none): the conversation's id
 */
const char *
landline_conversation_get_id (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);

  return self->id;
}

/**
 * landline_conversation_get_kind:
 * @self: a `LandlineConversation`
 *
 * Returns: direct or group
 */
LandlineConversationKind
landline_conversation_get_kind (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), 0);

  return self->kind;
}

/**
 * landline_conversation_get_name:
 * @self: a `LandlineConversation`
 *
 * Returns: (transfer none) (nullable): a group's name
 */
const char *
landline_conversation_get_name (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), NULL);

  return self->name;
}

/**
 * landline_conversation_get_created:
 * @self: a `LandlineConversation`
 *
 * Returns: when it began, in milliseconds since the epoch
 */
gint64
landline_conversation_get_created (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), 0);

  return self->created;
}

/**
 * landline_conversation_get_last_seq:
 * @self: a `LandlineConversation`
 *
 * Returns: the number of its newest message, 0 for none
 */
gint64
landline_conversation_get_last_seq (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), 0);

  return self->last_seq;
}

/**
 * landline_conversation_get_n_members:
 * @self: a `LandlineConversation`
 *
 * Returns: how many members it has
 */
guint
landline_conversation_get_n_members (LandlineConversation *self)
{
  g_return_val_if_fail (LANDLINE_IS_CONVERSATION (self), 0);

  return self->n_members;
}

/**
 * landline_conversation_kind_to_string:
 * @kind: a kind
 *
 * Returns: its name on the wire
 */
const char *
landline_conversation_kind_to_string (LandlineConversationKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), kinds[0]);

  return kinds[kind];
}

/**
 * landline_conversation_kind_from_string:
 * @string: (nullable): a name from the wire
 * @kind: (out): the kind
 *
 * Returns: whether it is one that is known here
 */
gboolean
landline_conversation_kind_from_string (const char *string, LandlineConversationKind *kind)
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
