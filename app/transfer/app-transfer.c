/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfer-private.h"

/* How often progress is told, and how often the speed is worked out, in microseconds. */
#define NOTIFY_INTERVAL 50000
#define SPEED_INTERVAL  500000
/* The weight of the newest measurement: calm enough to be read, quick enough to be true. */
#define SPEED_WEIGHT 0.4

/**
 * AppTransfer:
 *
 * One file on its way: what a message row shows of it. It moves nothing itself: that is
 * #AppTransfers.
 */
struct _AppTransfer
{
  GObject parent_instance;

  gint64 message_key;
  gboolean is_upload;
  LandlineContent *content;
  GFile *file;
  AppTransferState state;
  char *error;
  guint64 done;
  double speed;
  guint n_attempts;
  gboolean preparing;

  gint64 notified; /* monotonic times */
  gint64 measured;
  guint64 measured_done;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_CONTENT_TYPE,
  PROP_SIZE,
  PROP_DONE,
  PROP_SPEED,
  PROP_STATE,
  PROP_ERROR,
  PROP_IS_UPLOAD,
  PROP_FILE,
  N_PROPS
};

enum
{
  CANCEL,
  RETRY,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppTransfer, app_transfer, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AppTransferState,
                    app_transfer_state,
                    G_DEFINE_ENUM_VALUE (APP_TRANSFER_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (APP_TRANSFER_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (APP_TRANSFER_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (APP_TRANSFER_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (APP_TRANSFER_CANCELLED, "cancelled"))

static void
app_transfer_finalize (GObject *object)
{
  AppTransfer *self = APP_TRANSFER (object);

  g_clear_object (&self->content);
  g_clear_object (&self->file);
  g_clear_pointer (&self->error, g_free);
  G_OBJECT_CLASS (app_transfer_parent_class)->finalize (object);
}

static void
app_transfer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppTransfer *self = APP_TRANSFER (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, app_transfer_get_name (self));
      break;
    case PROP_CONTENT_TYPE:
      g_value_set_string (value, app_transfer_get_content_type (self));
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, app_transfer_get_size (self));
      break;
    case PROP_DONE:
      g_value_set_uint64 (value, self->done);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_ERROR:
      g_value_set_string (value, self->error);
      break;
    case PROP_IS_UPLOAD:
      g_value_set_boolean (value, self->is_upload);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_transfer_class_init (AppTransferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = app_transfer_finalize;
  object_class->get_property = app_transfer_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_DONE] = g_param_spec_uint64 ("done", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, APP_TYPE_TRANSFER_STATE,
                                              APP_TRANSFER_WAITING, flags);
  properties[PROP_ERROR] = g_param_spec_string ("error", NULL, NULL, NULL, flags);
  properties[PROP_IS_UPLOAD] = g_param_spec_boolean ("is-upload", NULL, NULL, FALSE, flags);
  properties[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CANCEL] = g_signal_new ("cancel", APP_TYPE_TRANSFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[RETRY] = g_signal_new ("retry", APP_TYPE_TRANSFER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
app_transfer_init (AppTransfer *self)
{
}

/* @content: has a media */
AppTransfer *
app_transfer_new (gint64 message_key, gboolean is_upload, LandlineContent *content)
{
  AppTransfer *self = g_object_new (APP_TYPE_TRANSFER, NULL);

  self->message_key = message_key;
  self->is_upload = is_upload;
  self->content = g_object_ref (content);
  return self;
}

LandlineContent *
app_transfer_get_content (AppTransfer *self)
{
  return self->content;
}

void
app_transfer_set_content (AppTransfer *self, LandlineContent *content)
{
  g_set_object (&self->content, content);
}

void
app_transfer_set_file (AppTransfer *self, GFile *file)
{
  if (g_set_object (&self->file, file))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE]);
}

gboolean
app_transfer_get_preparing (AppTransfer *self)
{
  return self->preparing;
}

void
app_transfer_set_preparing (AppTransfer *self, gboolean preparing)
{
  self->preparing = preparing;
}

static void
set_speed (AppTransfer *self, double speed)
{
  if (self->speed == speed)
    return;
  self->speed = speed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPEED]);
}

static void
begin_measuring (AppTransfer *self)
{
  self->done = 0;
  self->measured = g_get_monotonic_time ();
  self->measured_done = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

void
app_transfer_set_state (AppTransfer *self, AppTransferState state, const char *error)
{
  gboolean changed = self->state != state;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = state;
  if (g_set_str (&self->error, error))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (changed && state == APP_TRANSFER_RUNNING)
    begin_measuring (self);
  if (state != APP_TRANSFER_RUNNING)
    set_speed (self, 0);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
measure_speed (AppTransfer *self, gint64 now)
{
  double speed;

  if (now - self->measured < SPEED_INTERVAL)
    return;
  speed = (double) (self->done - MIN (self->measured_done, self->done)) * G_USEC_PER_SEC /
          (double) (now - self->measured);
  set_speed (self, self->speed == 0 ? speed : self->speed + (speed - self->speed) * SPEED_WEIGHT);
  self->measured = now;
  self->measured_done = self->done;
}

void
app_transfer_set_done (AppTransfer *self, guint64 done)
{
  gint64 now = g_get_monotonic_time ();

  self->done = MIN (done, app_transfer_get_size (self));
  measure_speed (self, now);
  if (now - self->notified < NOTIFY_INTERVAL && self->done < app_transfer_get_size (self))
    return;
  self->notified = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
}

/* Returns: how often it was tried before, in a row */
guint
app_transfer_count_attempt (AppTransfer *self)
{
  return self->n_attempts++;
}

static LandlineMedia *
get_media (AppTransfer *self)
{
  return landline_content_get_media (self->content);
}

const char *
app_transfer_get_name (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), NULL);

  return landline_media_get_name (get_media (self));
}

const char *
app_transfer_get_content_type (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), NULL);

  return landline_media_get_content_type (get_media (self));
}

guint64
app_transfer_get_size (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), 0);

  return landline_media_get_size (get_media (self));
}

guint64
app_transfer_get_done (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), 0);

  return self->done;
}

/* Returns: from 0 to 1 */
double
app_transfer_get_fraction (AppTransfer *self)
{
  guint64 size;

  g_return_val_if_fail (APP_IS_TRANSFER (self), 0);

  size = app_transfer_get_size (self);
  return size > 0 ? (double) self->done / (double) size : 0;
}

double
app_transfer_get_speed (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), 0);

  return self->speed;
}

AppTransferState
app_transfer_get_state (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), APP_TRANSFER_FAILED);

  return self->state;
}

const char *
app_transfer_get_error (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), NULL);

  return self->error;
}

gboolean
app_transfer_get_is_upload (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), FALSE);

  return self->is_upload;
}

GFile *
app_transfer_get_file (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), NULL);

  return self->file;
}

gint64
app_transfer_get_message_key (AppTransfer *self)
{
  g_return_val_if_fail (APP_IS_TRANSFER (self), 0);

  return self->message_key;
}

/* What is waiting or running ends; a message that is not sent yet is kept, to be tried again or
 * deleted. */
void
app_transfer_cancel (AppTransfer *self)
{
  g_return_if_fail (APP_IS_TRANSFER (self));

  if (self->state == APP_TRANSFER_WAITING || self->state == APP_TRANSFER_RUNNING)
    g_signal_emit (self, signals[CANCEL], 0);
}

void
app_transfer_retry (AppTransfer *self)
{
  g_return_if_fail (APP_IS_TRANSFER (self));

  if (self->state != APP_TRANSFER_FAILED && self->state != APP_TRANSFER_CANCELLED)
    return;
  self->n_attempts = 0;
  g_signal_emit (self, signals[RETRY], 0);
}
