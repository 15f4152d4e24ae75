/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-person.h"

#include "app-person-private.h"

/**
 * AppPerson:
 *
 * Somebody on the server, as a row of a list shows them.
 */
struct _AppPerson
{
  GObject parent_instance;

  char *user_id;
  char *name;
  char *about;
  char *avatar_id;
  gboolean is_self;
  gboolean online;
  gint64 last_seen;
  char *folded;        /* what a filter is looked for in */
  char *collation_key; /* what people are ordered by */
};

enum
{
  PROP_0,
  PROP_USER_ID,
  PROP_NAME,
  PROP_ABOUT,
  PROP_AVATAR_ID,
  PROP_IS_SELF,
  PROP_ONLINE,
  PROP_LAST_SEEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppPerson, app_person, G_TYPE_OBJECT)

static void
app_person_finalize (GObject *object)
{
  AppPerson *self = APP_PERSON (object);

  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->about, g_free);
  g_clear_pointer (&self->avatar_id, g_free);
  g_clear_pointer (&self->folded, g_free);
  g_clear_pointer (&self->collation_key, g_free);
  G_OBJECT_CLASS (app_person_parent_class)->finalize (object);
}

static void
app_person_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppPerson *self = APP_PERSON (object);

  switch (prop_id)
    {
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ABOUT:
      g_value_set_string (value, self->about);
      break;
    case PROP_AVATAR_ID:
      g_value_set_string (value, self->avatar_id);
      break;
    case PROP_IS_SELF:
      g_value_set_boolean (value, self->is_self);
      break;
    case PROP_ONLINE:
      g_value_set_boolean (value, self->online);
      break;
    case PROP_LAST_SEEN:
      g_value_set_int64 (value, self->last_seen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_person_class_init (AppPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = app_person_finalize;
  object_class->get_property = app_person_get_property;

  properties[PROP_USER_ID] = g_param_spec_string ("user-id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_ABOUT] = g_param_spec_string ("about", NULL, NULL, NULL, flags);
  properties[PROP_AVATAR_ID] = g_param_spec_string ("avatar-id", NULL, NULL, NULL, flags);
  properties[PROP_IS_SELF] = g_param_spec_boolean ("is-self", NULL, NULL, FALSE, flags);
  properties[PROP_ONLINE] = g_param_spec_boolean ("online", NULL, NULL, FALSE, flags);
  properties[PROP_LAST_SEEN] = g_param_spec_int64 ("last-seen", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_person_init (AppPerson *self)
{
}

AppPerson *
app_person_new (LandlineUser *user, gboolean is_self)
{
  AppPerson *self = g_object_new (APP_TYPE_PERSON, NULL);

  self->user_id = g_strdup (landline_user_get_id (user));
  self->is_self = is_self;
  app_person_update (self, user);
  return self;
}

static void
set_string (AppPerson *self, char **field, const char *value, int property)
{
  if (g_set_str (field, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
app_person_update (AppPerson *self, LandlineUser *user)
{
  g_autofree char *both = NULL;
  g_autofree char *folded_name = NULL;

  set_string (self, &self->name, landline_user_get_name (user), PROP_NAME);
  set_string (self, &self->about, landline_user_get_about (user), PROP_ABOUT);
  set_string (self, &self->avatar_id, landline_user_get_avatar (user), PROP_AVATAR_ID);
  app_person_set_presence (self, self->online, landline_user_get_last_seen (user));
  both = g_strconcat (self->name, "\n", self->user_id, NULL);
  g_free (self->folded);
  self->folded = g_utf8_casefold (both, -1);
  folded_name = g_utf8_casefold (self->name, -1);
  g_free (self->collation_key);
  self->collation_key = g_utf8_collate_key (folded_name, -1);
}

/* @last_seen: 0 where it is not shown, -1 where nothing else was told than what is known */
void
app_person_set_presence (AppPerson *self, gboolean online, gint64 last_seen)
{
  if (self->online != online)
    {
      self->online = online;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLINE]);
    }
  if (last_seen < 0 || self->last_seen == last_seen)
    return;
  self->last_seen = last_seen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SEEN]);
}

gboolean
app_person_matches (AppPerson *self, const char *filter)
{
  return filter == NULL || strstr (self->folded, filter) != NULL;
}

const char *
app_person_get_collation_key (AppPerson *self)
{
  return self->collation_key;
}

const char *
app_person_get_user_id (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), NULL);

  return self->user_id;
}

const char *
app_person_get_name (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), NULL);

  return self->name;
}

const char *
app_person_get_about (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), NULL);

  return self->about;
}

const char *
app_person_get_avatar_id (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), NULL);

  return self->avatar_id;
}

gboolean
app_person_get_is_self (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), FALSE);

  return self->is_self;
}

gboolean
app_person_get_online (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), FALSE);

  return self->online;
}

gint64
app_person_get_last_seen (AppPerson *self)
{
  g_return_val_if_fail (APP_IS_PERSON (self), 0);

  return self->last_seen;
}
