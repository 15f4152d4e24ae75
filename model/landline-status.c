/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-status.h"

#include <string.h>

/**
 * LandlineStatus:
 *
 * What a user shows to their contacts for a day: a text or a picture. It is no message and in no
 * conversation.
 */

struct _LandlineStatus
{
  GObject parent_instance;

  char *id;
  char *user_id;
  gint64 time;
  gint64 expires;
  LandlineContent *content;
  char *colour;
  guint n_views;
  gboolean is_viewed;
};

G_DEFINE_FINAL_TYPE (LandlineStatus, landline_status, G_TYPE_OBJECT)

static void
landline_status_finalize (GObject *object)
{
  LandlineStatus *self = LANDLINE_STATUS (object);

  g_free (self->id);
  g_free (self->user_id);
  g_free (self->colour);
  g_clear_pointer (&self->content, g_object_unref);

  G_OBJECT_CLASS (landline_status_parent_class)->finalize (object);
}

static void
landline_status_class_init (LandlineStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_status_finalize;
}

static void
landline_status_init (LandlineStatus *self)
{
}

/**
 * landline_status_new:
 * @id: the status's id
 * @user_id: whose it is
 * @time: when it was posted, in milliseconds since the epoch
 * @expires: when it goes away, in milliseconds since the epoch
 * @content: a text or a media
 * @colour: (nullable): behind a text, as `#rrggbb`
 * @n_views: how many have viewed it; only its author is told
 * @is_viewed: whether the user who is told of it has viewed it
 *
 * Returns: (transfer full): a new status
 */
LandlineStatus *
landline_status_new (const char *id,
                     const char *user_id,
                     gint64 time,
                     gint64 expires,
                     LandlineContent *content,
                     const char *colour,
                     guint n_views,
                     gboolean is_viewed)
{
  LandlineStatus *self;

  g_return_val_if_fail (id != NULL && user_id != NULL, NULL);
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  self = g_object_new (LANDLINE_TYPE_STATUS, NULL);
  self->id = g_strdup (id);
  self->user_id = g_strdup (user_id);
  self->time = time;
  self->expires = expires;
  self->content = g_object_ref (content);
  self->colour = g_strdup (colour);
  self->n_views = n_views;
  self->is_viewed = is_viewed;

  return self;
}

/**
 * landline_status_new_removed:
 * @id: the status's id
 * @user_id: whose it was
 *
 * Returns: (transfer full): what is told of a status that its author removed
 */
LandlineStatus *
landline_status_new_removed (const char *id, const char *user_id)
{
  LandlineStatus *self;

  g_return_val_if_fail (id != NULL && user_id != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_STATUS, NULL);
  self->id = g_strdup (id);
  self->user_id = g_strdup (user_id);

  return self;
}

/**
 * landline_status_get_id:
 * @self: a `LandlineStatus`
 *
 * Returns: (transfer none): the status's id
 */
const char *
landline_status_get_id (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), NULL);

  return self->id;
}

/**
 * landline_status_get_user_id:
 * @self: a `LandlineStatus`
 *
 * Returns: (transfer none): whose it is
 */
const char *
landline_status_get_user_id (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), NULL);

  return self->user_id;
}

/**
 * landline_status_get_time:
 * @self: a `LandlineStatus`
 *
 * Returns: when it was posted, in milliseconds since the epoch
 */
gint64
landline_status_get_time (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), 0);

  return self->time;
}

/**
 * landline_status_get_expires:
 * @self: a `LandlineStatus`
 *
 * Returns: when it goes away, in milliseconds since the epoch
 */
gint64
landline_status_get_expires (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), 0);

  return self->expires;
}

/**
 * landline_status_get_content:
 * @self: a `LandlineStatus`
 *
 * Returns: (transfer none) (nullable): a text or a media, %NULL where it was removed
 */
LandlineContent *
landline_status_get_content (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), NULL);

  return self->content;
}

/**
 * landline_status_get_n_views:
 * @self: a `LandlineStatus`
 *
 * Returns: how many have viewed it, 0 for anyone but the author
 */
guint
landline_status_get_n_views (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), 0);

  return self->n_views;
}

/**
 * landline_status_get_colour:
 * @self: a `LandlineStatus`
 *
 * Returns: (transfer none) (nullable): what is behind a text, as `#rrggbb`
 */
const char *
landline_status_get_colour (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), NULL);

  return self->colour;
}

/**
 * landline_status_is_viewed:
 * @self: a `LandlineStatus`
 *
 * Returns: whether the user who is told of it has viewed it
 */
gboolean
landline_status_is_viewed (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), FALSE);

  return self->is_viewed;
}

/**
 * landline_status_is_removed:
 * @self: a `LandlineStatus`
 *
 * Returns: whether its author removed it
 */
gboolean
landline_status_is_removed (LandlineStatus *self)
{
  g_return_val_if_fail (LANDLINE_IS_STATUS (self), FALSE);

  return self->content == NULL;
}

/**
 * landline_status_is_colour:
 * @string: (nullable): a string
 *
 * Returns: whether it is a colour: `#` and 6 hexadecimal digits
 */
gboolean
landline_status_is_colour (const char *string)
{
  return string != NULL && string[0] == '#' && strlen (string) == 7 &&
         strspn (string + 1, "0123456789abcdefABCDEF") == 6;
}
