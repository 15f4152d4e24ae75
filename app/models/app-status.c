/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-status-private.h"

struct _AppStatus
{
  GObject parent_instance;

  AppCacheStatus *row;
};

G_DEFINE_FINAL_TYPE (AppStatus, app_status, G_TYPE_OBJECT)

static void
app_status_finalize (GObject *object)
{
  g_clear_pointer (&APP_STATUS (object)->row, app_cache_status_free);
  G_OBJECT_CLASS (app_status_parent_class)->finalize (object);
}

static void
app_status_class_init (AppStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_status_finalize;
}

static void
app_status_init (AppStatus *self)
{
}

AppStatus *
app_status_new_take (AppCacheStatus *row)
{
  AppStatus *self = g_object_new (APP_TYPE_STATUS, NULL);

  self->row = row;
  return self;
}

gint64
app_status_get_key (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), 0);

  return self->row->key;
}

/* Returns: (nullable): %NULL while the server does not have it */
const char *
app_status_get_id (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), NULL);

  return self->row->id;
}

gint64
app_status_get_time (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), 0);

  return self->row->time;
}

gint64
app_status_get_expires (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), 0);

  return self->row->expires;
}

LandlineContent *
app_status_get_content (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), NULL);

  return self->row->content;
}

const char *
app_status_get_colour (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), NULL);

  return self->row->colour;
}

guint
app_status_get_n_views (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), 0);

  return self->row->n_views;
}

gboolean
app_status_is_viewed (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), FALSE);

  return self->row->is_viewed;
}

AppStatusState
app_status_get_state (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), APP_STATUS_SHOWN);

  switch (self->row->state)
    {
    case APP_CACHE_STATUS_WAITING:
      return APP_STATUS_WAITING;
    case APP_CACHE_STATUS_REFUSED:
      return APP_STATUS_REFUSED;
    case APP_CACHE_STATUS_SHOWN:
    case APP_CACHE_STATUS_LEAVING:
    case APP_CACHE_STATUS_GONE:
    default:
      return APP_STATUS_SHOWN;
    }
}

const char *
app_status_get_error (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), NULL);

  return self->row->error;
}

/* Returns: (transfer full) (nullable): its file, where it is here */
GFile *
app_status_dup_file (AppStatus *self)
{
  g_return_val_if_fail (APP_IS_STATUS (self), NULL);

  return self->row->path != NULL ? g_file_new_for_path (self->row->path) : NULL;
}

struct _AppStatusPerson
{
  GObject parent_instance;

  char *user_id;
  char *name;
  char *avatar_id;
  gboolean is_self;
  GPtrArray *statuses; /* AppStatus */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppStatusPerson, app_status_person, G_TYPE_OBJECT)

static void
app_status_person_finalize (GObject *object)
{
  AppStatusPerson *self = APP_STATUS_PERSON (object);

  g_free (self->user_id);
  g_free (self->name);
  g_free (self->avatar_id);
  g_ptr_array_unref (self->statuses);
  G_OBJECT_CLASS (app_status_person_parent_class)->finalize (object);
}

static void
app_status_person_class_init (AppStatusPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_status_person_finalize;

  /**
   * AppStatusPerson::changed:
   * @self: the person
   *
   * They show something else, or something of it was seen.
   */
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_STATUS_PERSON, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_status_person_init (AppStatusPerson *self)
{
  self->statuses = g_ptr_array_new_with_free_func (g_object_unref);
}

AppStatusPerson *
app_status_person_new (const char *user_id, gboolean is_self)
{
  AppStatusPerson *self = g_object_new (APP_TYPE_STATUS_PERSON, NULL);

  self->user_id = g_strdup (user_id);
  self->is_self = is_self;
  return self;
}

void
app_status_person_set (AppStatusPerson *self,
                       const char *name,
                       const char *avatar_id,
                       GPtrArray *statuses)
{
  g_set_str (&self->name, name);
  g_set_str (&self->avatar_id, avatar_id);
  g_ptr_array_unref (self->statuses);
  self->statuses = g_ptr_array_ref (statuses);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
app_status_person_get_user_id (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), NULL);

  return self->user_id;
}

/* Returns: their name, or their number where that is all that is known */
const char *
app_status_person_get_name (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), NULL);

  return self->name != NULL ? self->name : self->user_id;
}

const char *
app_status_person_get_avatar_id (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), NULL);

  return self->avatar_id;
}

gboolean
app_status_person_is_self (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), FALSE);

  return self->is_self;
}

guint
app_status_person_get_n_statuses (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), 0);

  return self->statuses->len;
}

/* Ours are always seen. */
guint
app_status_person_get_n_unseen (AppStatusPerson *self)
{
  guint n = 0;

  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), 0);

  for (guint i = 0; i < self->statuses->len && !self->is_self; i++)
    n += !app_status_is_viewed (g_ptr_array_index (self->statuses, i));
  return n;
}

AppStatus *
app_status_person_get_status (AppStatusPerson *self, guint position)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), NULL);

  return position < self->statuses->len ? g_ptr_array_index (self->statuses, position) : NULL;
}

guint
app_status_person_get_first (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), 0);

  for (guint i = 0; i < self->statuses->len && !self->is_self; i++)
    if (!app_status_is_viewed (g_ptr_array_index (self->statuses, i)))
      return i;
  return 0;
}

gint64
app_status_person_get_time (AppStatusPerson *self)
{
  g_return_val_if_fail (APP_IS_STATUS_PERSON (self), 0);

  return self->statuses->len > 0
             ? app_status_get_time (g_ptr_array_index (self->statuses, self->statuses->len - 1))
             : 0;
}
