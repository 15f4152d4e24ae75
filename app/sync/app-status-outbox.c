/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-status-outbox.h"

#include "app-cache-statuses.h"
#include "app-error.h"
#include "app-rest-statuses.h"
#include "landline-error.h"

#define RETRY_MIN 1000  /* milliseconds */
#define RETRY_MAX 60000 /* milliseconds */

/**
 * AppStatusOutbox:
 *
 * Tells the server by REST what we show, what is to be shown no more, and what of others was seen:
 * one after the other, each again until it is answered. What that is stands in the cache, so that
 * it survives a crash and whatever time without a connection. A post has the same id at every try.
 */
struct _AppStatusOutbox
{
  GObject parent_instance;

  AppCache *cache;
  AppRest *rest;
  GCancellable *cancellable; /* of what runs; another one after each start */
  gboolean running;
  gboolean busy;
  gboolean again;
  guint pause; /* milliseconds before the next try */
  guint timer;
};

G_DEFINE_FINAL_TYPE (AppStatusOutbox, app_status_outbox, G_TYPE_OBJECT)

static void
app_status_outbox_dispose (GObject *object)
{
  app_status_outbox_stop (APP_STATUS_OUTBOX (object));
  G_OBJECT_CLASS (app_status_outbox_parent_class)->dispose (object);
}

static void
app_status_outbox_finalize (GObject *object)
{
  AppStatusOutbox *self = APP_STATUS_OUTBOX (object);

  g_clear_object (&self->cache);
  g_clear_object (&self->rest);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (app_status_outbox_parent_class)->finalize (object);
}

static void
app_status_outbox_class_init (AppStatusOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_status_outbox_dispose;
  object_class->finalize = app_status_outbox_finalize;
}

static void
app_status_outbox_init (AppStatusOutbox *self)
{
  self->pause = RETRY_MIN;
}

AppStatusOutbox *
app_status_outbox_new (AppCache *cache, AppRest *rest)
{
  AppStatusOutbox *self = g_object_new (APP_TYPE_STATUS_OUTBOX, NULL);

  self->cache = g_object_ref (cache);
  self->rest = g_object_ref (rest);
  return self;
}

/* One job on its way from the cache to the server and back. */
typedef struct
{
  AppStatusOutbox *self;
  GCancellable *cancellable;
  AppCacheStatusJob *job;
  LandlineStatus *status; /* what a post was answered with */
  LandlineContent *content;
  char *reason;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->self);
  g_object_unref (run->cancellable);
  g_clear_pointer (&run->job, app_cache_status_job_free);
  g_clear_object (&run->status);
  g_clear_object (&run->content);
  g_free (run->reason);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
write_run (Run *run, AppCacheFunc func, GAsyncReadyCallback callback)
{
  app_cache_write_async (run->self->cache, func, run, NULL, NULL, callback, run);
}

/* The run is over; whatever is next to be told is. */
static void
run_done (Run *run)
{
  AppStatusOutbox *self = run->self;

  self->busy = FALSE;
  self->pause = RETRY_MIN;
  app_status_outbox_wake (self);
}

static gboolean
retry_cb (gpointer user_data)
{
  AppStatusOutbox *self = user_data;

  self->timer = 0;
  app_status_outbox_wake (self);
  return G_SOURCE_REMOVE;
}

/* It is as it was, and tried again later; a channel that is opened anew tries at once. */
static void
run_failed (Run *run, const GError *error)
{
  AppStatusOutbox *self = run->self;

  self->busy = FALSE;
  if (!self->running || run->cancellable != self->cancellable)
    {
      app_status_outbox_wake (self);
      return;
    }
  g_debug ("Cannot tell the server about a status: %s", error->message);
  if (self->timer == 0)
    self->timer = g_timeout_add (self->pause, retry_cb, self);
  self->pause = MIN (self->pause * 2, RETRY_MAX);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    run_done (run);
  else
    run_failed (run, error);
}

static gboolean
write_settled (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  return app_cache_statuses_settle (database, run->job->key, run->status, error);
}

static gboolean
write_refused (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  return app_cache_statuses_refuse (database, run->job->key, run->reason, error);
}

static gboolean
write_removed (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  return app_cache_statuses_set_removed (database, run->job->key, error);
}

static gboolean
write_view_told (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  return app_cache_statuses_set_view_told (database, run->job->key, error);
}

/* The server understood, and will say the same at every try. */
static gboolean
is_final (const GError *error)
{
  return (error->domain == LANDLINE_ERROR && !landline_error_is_momentary (error) &&
          !g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED)) ||
         g_error_matches (error, APP_ERROR, APP_ERROR_FILE) ||
         g_error_matches (error, APP_ERROR, APP_ERROR_TOO_LARGE);
}

static void
refuse (Run *run, const GError *error)
{
  run->reason = g_strdup (error->message);
  write_run (run, write_refused, written_cb);
}

static void
posted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  run->status = app_rest_post_status_finish (APP_REST (object), result, &error);
  if (run->status != NULL && !landline_status_is_removed (run->status))
    write_run (g_steal_pointer (&run), write_settled, written_cb);
  else if (run->status != NULL)
    write_run (g_steal_pointer (&run), write_removed, written_cb);
  else if (is_final (error))
    refuse (g_steal_pointer (&run), error);
  else
    run_failed (run, error);
}

static void
post_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  LandlineStatusRequest request = LANDLINE_STATUS_REQUEST_INIT;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) == NULL)
    {
      run_failed (run, error);
      return;
    }
  g_strlcpy (request.id, run->job->post, sizeof request.id);
  request.content = run->content != NULL ? run->content : run->job->content;
  request.colour = run->job->colour;
  request.audience = run->job->audience;
  app_rest_post_status_async (run->self->rest, &request, run->cancellable, posted_cb, run);
  g_steal_pointer (&run);
}

static gboolean
write_tried (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  return (run->content == NULL ||
          app_cache_statuses_set_content (database, run->job->key, run->content, error)) &&
         app_cache_statuses_set_tried (database, run->job->key, error);
}

static void
uploaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineMedia) stored = app_rest_upload_finish (APP_REST (object), result, &error);
  g_autoptr (LandlineMedia) media = NULL;
  LandlineMedia *sent;

  if (stored == NULL && is_final (error))
    refuse (g_steal_pointer (&run), error);
  else if (stored == NULL)
    run_failed (run, error);
  else
    {
      sent = landline_content_get_media (run->job->content);
      media = landline_media_new_with_preview (stored, landline_media_get_width (sent),
                                               landline_media_get_height (sent),
                                               landline_media_get_duration (sent),
                                               landline_media_get_thumbnail (sent));
      run->content = landline_content_new_with_media (run->job->content, media);
      write_run (g_steal_pointer (&run), write_tried, post_cb);
    }
}

static gboolean
needs_upload (Run *run)
{
  return run->job->path != NULL && !run->job->is_uploaded && run->job->id == NULL &&
         landline_content_get_media (run->job->content) != NULL;
}

static void
upload (Run *run)
{
  LandlineMedia *media = landline_content_get_media (run->job->content);
  g_autoptr (GFile) file = g_file_new_for_path (run->job->path);

  app_rest_upload_async (run->self->rest, file, LANDLINE_MEDIA_KIND_MEDIA,
                         landline_media_get_name (media), landline_media_get_content_type (media),
                         NULL, NULL, run->cancellable, uploaded_cb, run);
}

/* Where the server does not know it (any more) there is nothing to be told. */
static gboolean
is_told (const GError *error)
{
  return error == NULL || is_final (error);
}

static void
deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  app_rest_status_done_finish (APP_REST (object), result, &error);
  if (is_told (error))
    write_run (g_steal_pointer (&run), write_removed, written_cb);
  else
    run_failed (run, error);
}

static void
viewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  app_rest_status_done_finish (APP_REST (object), result, &error);
  if (is_told (error))
    write_run (g_steal_pointer (&run), write_view_told, written_cb);
  else
    run_failed (run, error);
}

static void
begin (Run *run)
{
  AppStatusOutbox *self = run->self;

  if (run->job->state == APP_CACHE_STATUS_SHOWN)
    app_rest_view_status_async (self->rest, run->job->id, run->cancellable, viewed_cb, run);
  else if (run->job->state == APP_CACHE_STATUS_LEAVING && run->job->id != NULL)
    app_rest_delete_status_async (self->rest, run->job->id, run->cancellable, deleted_cb, run);
  else if (needs_upload (run))
    upload (run);
  else
    write_run (run, write_tried, post_cb);
}

static gboolean
read_job (AppCacheDatabase *database, gpointer data, GError **error)
{
  Run *run = data;

  run->job = app_cache_statuses_get_job (database, error);
  return run->job != NULL || *error == NULL;
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;
  AppStatusOutbox *self = run->self;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) == NULL)
    run_failed (run, error);
  else if (run->job != NULL && self->running)
    begin (g_steal_pointer (&run));
  else
    {
      self->busy = FALSE;
      if (self->again)
        app_status_outbox_wake (self);
    }
}

void
app_status_outbox_wake (AppStatusOutbox *self)
{
  Run *run;

  g_return_if_fail (APP_IS_STATUS_OUTBOX (self));

  self->again = self->busy;
  if (!self->running || self->busy || self->timer != 0)
    return;
  self->busy = TRUE;
  run = g_new0 (Run, 1);
  run->self = g_object_ref (self);
  run->cancellable = g_object_ref (self->cancellable);
  app_cache_read_async (self->cache, read_job, run, NULL, NULL, read_cb, run);
}

static gboolean
write_listed (AppCacheDatabase *database, gpointer data, GError **error)
{
  GPtrArray *statuses = data;

  for (guint i = 0; i < statuses->len; i++)
    if (!app_cache_statuses_put (database, g_ptr_array_index (statuses, i), error))
      return FALSE;
  return TRUE;
}

/* A device that is new, or was away for longer than the server remembers, is told nothing of what
 * is shown now. */
static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppStatusOutbox) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *statuses = app_rest_list_statuses_finish (APP_REST (object), result, &error);

  if (statuses != NULL)
    app_cache_write_async (self->cache, write_listed, statuses, (GDestroyNotify) g_ptr_array_unref,
                           NULL, NULL, NULL);
  else
    g_debug ("Cannot ask for what people show: %s", error->message);
}

void
app_status_outbox_start (AppStatusOutbox *self)
{
  g_return_if_fail (APP_IS_STATUS_OUTBOX (self));

  app_status_outbox_stop (self);
  self->running = TRUE;
  self->pause = RETRY_MIN;
  self->cancellable = g_cancellable_new ();
  app_rest_list_statuses_async (self->rest, self->cancellable, listed_cb, g_object_ref (self));
  app_status_outbox_wake (self);
}

void
app_status_outbox_stop (AppStatusOutbox *self)
{
  g_return_if_fail (APP_IS_STATUS_OUTBOX (self));

  self->running = FALSE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
