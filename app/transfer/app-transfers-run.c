/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-transfer"

#include "config.h"

#include "app-transfers-private.h"

#include <glib/gi18n.h>

#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-cache-outbox.h"
#include "app-cache-transfers.h"
#include "app-error.h"
#include "app-rest.h"

/* One turn of one transfer: the file goes, then the cache learns of it. */
typedef struct
{
  AppTransfers
      *transfers; /* not owned, NULL once they are gone: a slow network must not keep them */
  AppTransfer *transfer;
  GCancellable *cancellable;
  GFile *file;
} Turn;

static void
turn_free (Turn *turn)
{
  g_clear_weak_pointer (&turn->transfers);
  g_object_unref (turn->transfer);
  g_object_unref (turn->cancellable);
  g_clear_object (&turn->file);
  g_free (turn);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Turn, turn_free)

/* Cancelled, it was told already; another turn may even have begun. */
static gboolean
is_over (Turn *turn)
{
  return g_cancellable_is_cancelled (turn->cancellable) || turn->transfers == NULL ||
         turn->transfers->session == NULL;
}

static void
end_turn (Turn *turn, GError *error)
{
  if (!is_over (turn))
    app_transfers_ended (turn->transfers, turn->transfer, error);
}

static void
progress_cb (guint64 done, gpointer user_data)
{
  Turn *turn = user_data;

  if (!is_over (turn))
    app_transfer_set_done (turn->transfer, done);
}

typedef struct
{
  gint64 message;
  LandlineContent *content;
  char *media_id;
  char *old_media_id;
  char *path;
} FinishCall;

static void
finish_call_free (FinishCall *call)
{
  g_clear_object (&call->content);
  g_free (call->media_id);
  g_free (call->old_media_id);
  g_free (call->path);
  g_free (call);
}

static gboolean
write_uploaded (AppCacheDatabase *database, gpointer data, GError **error)
{
  FinishCall *call = data;

  return app_cache_messages_set_content (database, call->message, call->content, error) &&
         app_cache_files_remove (database, call->old_media_id, error) &&
         app_cache_files_put (database, call->media_id, call->path, error) &&
         app_cache_outbox_release (database, call->message, error) &&
         app_cache_transfers_remove (database, call->message, error);
}

static gboolean
write_downloaded (AppCacheDatabase *database, gpointer data, GError **error)
{
  FinishCall *call = data;

  return app_cache_files_put (database, call->media_id, call->path, error) &&
         app_cache_transfers_remove (database, call->message, error) &&
         app_cache_messages_touch (database, call->message, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Turn) turn = user_data;
  g_autoptr (GError) error = NULL;

  app_cache_call_finish (APP_CACHE (object), result, &error);
  end_turn (turn, error);
}

static void
finish (Turn *turn, AppCacheFunc func, FinishCall *call)
{
  call->message = app_transfer_get_message_key (turn->transfer);
  call->path = g_file_get_path (turn->file);
  app_cache_write_async (app_session_get_cache (turn->transfers->session), func, call,
                         (GDestroyNotify) finish_call_free, NULL, written_cb, turn);
}

/* What the server keeps under its own id, with the looks that the sender gave it. */
static LandlineContent *
complete_content (LandlineContent *content, LandlineMedia *stored)
{
  LandlineMedia *sent = landline_content_get_media (content);
  g_autoptr (LandlineMedia) named = landline_media_new (landline_media_get_kind (sent),
                                                        landline_media_get_id (stored),
                                                        landline_media_get_name (stored),
                                                        landline_media_get_content_type (stored),
                                                        landline_media_get_size (stored),
                                                        landline_media_get_sha256 (stored));
  g_autoptr (LandlineMedia) media = landline_media_new_with_preview (
      named, landline_media_get_width (sent), landline_media_get_height (sent),
      landline_media_get_duration (sent), landline_media_get_thumbnail (sent));

  return landline_content_new_with_media (content, media);
}

static void
uploaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Turn) turn = user_data;
  LandlineContent *content = app_transfer_get_content (turn->transfer);
  LandlineMedia *sent = landline_content_get_media (content);
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineMedia) stored = app_rest_upload_finish (APP_REST (object), result, &error);
  FinishCall *call;

  if (is_over (turn))
    return;
  if (stored != NULL &&
      g_strcmp0 (landline_media_get_sha256 (stored), landline_media_get_sha256 (sent)) != 0)
    g_set_error_literal (&error, APP_ERROR, APP_ERROR_DAMAGED,
                         _ ("The file arrived damaged at the server. Please try again."));
  if (error != NULL)
    {
      end_turn (turn, error);
      return;
    }
  call = g_new0 (FinishCall, 1);
  call->content = complete_content (content, stored);
  call->media_id = g_strdup (landline_media_get_id (stored));
  call->old_media_id = g_strdup (landline_media_get_id (sent));
  finish (g_steal_pointer (&turn), write_uploaded, call);
}

static void
downloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Turn) turn = user_data;
  LandlineMedia *media = landline_content_get_media (app_transfer_get_content (turn->transfer));
  g_autoptr (GError) error = NULL;
  FinishCall *call;

  if (!app_rest_download_finish (APP_REST (object), result, &error) || is_over (turn))
    {
      end_turn (turn, error);
      return;
    }
  app_transfer_set_file (turn->transfer, turn->file);
  call = g_new0 (FinishCall, 1);
  call->media_id = g_strdup (landline_media_get_id (media));
  finish (g_steal_pointer (&turn), write_downloaded, call);
}

static void
upload (Turn *turn, AppRest *rest, LandlineMedia *media)
{
  turn->file = app_transfer_get_file (turn->transfer);
  if (turn->file == NULL)
    {
      g_autoptr (GError) error = g_error_new_literal (APP_ERROR, APP_ERROR_FILE,
                                                      _ ("The file is not there any more."));

      end_turn (turn, error);
      turn_free (turn);
      return;
    }
  g_object_ref (turn->file);
  app_rest_upload_async (rest, turn->file, landline_media_get_kind (media),
                         landline_media_get_name (media), landline_media_get_content_type (media),
                         progress_cb, turn, turn->cancellable, uploaded_cb, turn);
}

void
app_transfers_run (AppTransfers *self, AppTransfer *transfer)
{
  AppRest *rest = app_session_get_rest (self->session);
  LandlineMedia *media = landline_content_get_media (app_transfer_get_content (transfer));
  Turn *turn = g_new0 (Turn, 1);

  g_set_weak_pointer (&turn->transfers, self);
  turn->transfer = g_object_ref (transfer);
  turn->cancellable = g_object_ref (g_hash_table_lookup (self->running, transfer));
  if (app_transfer_get_is_upload (transfer))
    {
      upload (turn, rest, media);
      return;
    }
  turn->file = app_transfers_make_file (self, landline_media_get_id (media),
                                        landline_media_get_name (media));
  app_rest_download_async (rest, media, turn->file, progress_cb, turn, turn->cancellable,
                           downloaded_cb, turn);
}
