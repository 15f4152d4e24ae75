/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-user.h"

/**
 * LandlineUser:
 *
 * A person of a server, as the directory shows them. Whether they are online is no part of it: that
 * is presence.
 */

struct _LandlineUser
{
  GObject parent_instance;

  char *id;
  char *name;
  char *about;
  char *avatar;
  gint64 last_seen;
  gboolean is_admin;
  gboolean is_former;
  char *was;
  LandlinePrivacy privacy; /* unset in what is told of others */
};

G_DEFINE_FINAL_TYPE (LandlineUser, landline_user, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_ABOUT,
  PROP_AVATAR,
  PROP_LAST_SEEN,
  PROP_IS_ADMIN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
landline_user_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LandlineUser *self = LANDLINE_USER (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ABOUT:
      g_value_set_string (value, self->about);
      break;
    case PROP_AVATAR:
      g_value_set_string (value, self->avatar);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    case PROP_IS_ADMIN:
      g_value_set_boolean (value, self->is_admin);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
landline_user_finalize (GObject *object)
{
  LandlineUser *self = LANDLINE_USER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->about);
  g_free (self->avatar);
  g_free (self->was);

  G_OBJECT_CLASS (landline_user_parent_class)->finalize (object);
}

static void
landline_user_class_init (LandlineUserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_user_finalize;
  object_class->get_property = landline_user_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ABOUT] = g_param_spec_string ("about", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_AVATAR] = g_param_spec_string ("avatar", NULL, NULL, NULL,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_ADMIN] = g_param_spec_boolean ("is-admin", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
landline_user_init (LandlineUser *self)
{
}

/**
 * landline_user_new:
 * @id: a valid user id
 * @name: what they call themself
 * @about: (nullable): a sentence about them
 * @avatar: (nullable): the media id of their picture
 * @last_seen: when a device of theirs was last connected, in milliseconds since the epoch, 0 when
 * not known
 * @is_admin: whether they run the server
 *
 * Returns: (transfer full): a new user
 */
LandlineUser *
landline_user_new (const char *id,
                   const char *name,
                   const char *about,
                   const char *avatar,
                   gint64 last_seen,
                   gboolean is_admin)
{
  LandlineUser *self;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_USER, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->about = g_strdup (about);
  self->avatar = g_strdup (avatar);
  self->last_seen = last_seen;
  self->is_admin = is_admin;

  return self;
}

/**
 * landline_user_new_own:
 * @user: a user
 * @privacy: what they chose
 *
 * Returns: (transfer full): @user, as they are told of themself
 */
LandlineUser *
landline_user_new_own (LandlineUser *user, const LandlinePrivacy *privacy)
{
  LandlineUser *self;

  g_return_val_if_fail (LANDLINE_IS_USER (user), NULL);
  g_return_val_if_fail (privacy != NULL, NULL);

  self = landline_user_new (user->id, user->name, user->about, user->avatar, user->last_seen,
                            user->is_admin);
  self->privacy = *privacy;
  return self;
}

/**
 * landline_user_new_former:
 * @id: the id that they have now, see landline_id_new_former()
 * @name: what is shown where nothing better is known
 * @was: (nullable): the id that they had, where those are told who know them by it
 *
 * Returns: (transfer full): somebody who was deleted
 */
LandlineUser *
landline_user_new_former (const char *id, const char *name, const char *was)
{
  LandlineUser *self = landline_user_new (id, name, NULL, NULL, 0, FALSE);

  g_return_val_if_fail (self != NULL, NULL);

  self->is_former = TRUE;
  self->was = g_strdup (was);
  return self;
}

/**
 * landline_user_get_id:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none): the user's id: a phone number or an extension
 */
const char *
landline_user_get_id (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->id;
}

/**
 * landline_user_get_name:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none): what they call themself
 */
const char *
landline_user_get_name (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->name;
}

/**
 * landline_user_get_about:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none) (nullable): a sentence about them
 */
const char *
landline_user_get_about (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->about;
}

/**
 * landline_user_get_avatar:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none) (nullable): the media id of their picture
 */
const char *
landline_user_get_avatar (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->avatar;
}

/**
 * landline_user_get_last_seen:
 * @self: a `LandlineUser`
 *
 * Returns: when they were last connected, in milliseconds since the epoch, 0 when not known
 */
gint64
landline_user_get_last_seen (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), 0);

  return self->last_seen;
}

/**
 * landline_user_is_admin:
 * @self: a `LandlineUser`
 *
 * Returns: whether they run the server
 */
gboolean
landline_user_is_admin (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), FALSE);

  return self->is_admin;
}

/**
 * landline_user_is_former:
 * @self: a `LandlineUser`
 *
 * Returns: whether they were deleted: what they sent is still there, they are not
 */
gboolean
landline_user_is_former (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), FALSE);

  return self->is_former;
}

/**
 * landline_user_get_was:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none) (nullable): the id that somebody had who was deleted, in the event that
 * says so
 */
const char *
landline_user_get_was (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->was;
}

/**
 * landline_user_get_privacy:
 * @self: a `LandlineUser`
 *
 * Returns: (transfer none) (nullable): what they chose, where it is they who are told
 */
const LandlinePrivacy *
landline_user_get_privacy (LandlineUser *self)
{
  g_return_val_if_fail (LANDLINE_IS_USER (self), NULL);

  return self->privacy.online != LANDLINE_VISIBILITY_UNSET ? &self->privacy : NULL;
}
