/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-view.h"

/**
 * LandlineView:
 *
 * That somebody has viewed a status. Only its author is told.
 */

struct _LandlineView
{
  GObject parent_instance;

  char *status;
  char *user_id;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (LandlineView, landline_view, G_TYPE_OBJECT)

static void
landline_view_finalize (GObject *object)
{
  LandlineView *self = LANDLINE_VIEW (object);

  g_free (self->status);
  g_free (self->user_id);

  G_OBJECT_CLASS (landline_view_parent_class)->finalize (object);
}

static void
landline_view_class_init (LandlineViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = landline_view_finalize;
}

static void
landline_view_init (LandlineView *self)
{
}

/**
 * landline_view_new:
 * @status: the status
 * @user_id: who has viewed it
 * @time: when first, in milliseconds since the epoch
 *
 * Returns: (transfer full): a new view
 */
LandlineView *
landline_view_new (const char *status, const char *user_id, gint64 time)
{
  LandlineView *self;

  g_return_val_if_fail (status != NULL && user_id != NULL, NULL);

  self = g_object_new (LANDLINE_TYPE_VIEW, NULL);
  self->status = g_strdup (status);
  self->user_id = g_strdup (user_id);
  self->time = time;

  return self;
}

/**
 * landline_view_get_status:
 * @self: a `LandlineView`
 *
 * Returns: (transfer none): the status
 */
const char *
landline_view_get_status (LandlineView *self)
{
  g_return_val_if_fail (LANDLINE_IS_VIEW (self), NULL);

  return self->status;
}

/**
 * landline_view_get_user_id:
 * @self: a `LandlineView`
 *
 * Returns: (transfer none): who has viewed it
 */
const char *
landline_view_get_user_id (LandlineView *self)
{
  g_return_val_if_fail (LANDLINE_IS_VIEW (self), NULL);

  return self->user_id;
}

/**
 * landline_view_get_time:
 * @self: a `LandlineView`
 *
 * Returns: when first, in milliseconds since the epoch
 */
gint64
landline_view_get_time (LandlineView *self)
{
  g_return_val_if_fail (LANDLINE_IS_VIEW (self), 0);

  return self->time;
}
