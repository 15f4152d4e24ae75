/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-upload.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "server-upload-head.h"

/* A file on its way from the connection to the disk. Kept by the request's message, and by each
 * call that is under way. */
typedef struct
{
  ServerRestRequest *request;
  ServerUpload *upload;
  GByteArray *part; /* what is gathered before it is handed to the disk */
  gsize part_size;
  gboolean is_busy;
  gboolean has_ended;
} Transfer;

static void
transfer_clear (gpointer data)
{
  Transfer *self = data;

  if (self->upload != NULL)
    server_upload_abort (self->upload);
  server_rest_request_get_context (self->request)->n_transfers--;
  g_clear_object (&self->upload);
  g_clear_object (&self->request);
  g_byte_array_unref (self->part);
}

static void
transfer_unref (gpointer data)
{
  g_rc_box_release_full (data, transfer_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transfer, transfer_unref)

static void write_on (Transfer *self);

/* Twice its size is held at most: one part that is being written, and one that is filling. With
 * room for the last chunk, so that it never has to grow: libsoup reads 8 KiB at a time. */
static void
begin_part (Transfer *self)
{
  self->part_size = server_rest_context_get_part (server_rest_request_get_context (self->request));
  self->part = g_byte_array_sized_new ((guint) self->part_size + 8192);
}

static void
fail (Transfer *self, const GError *error)
{
  server_upload_abort (self->upload);
  g_clear_object (&self->upload);
  server_rest_request_refuse (self->request, error);
}

static void
on_completed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Transfer) self = data;
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  media = server_upload_complete_finish (SERVER_UPLOAD (object), result, &error);
  g_clear_object (&self->upload);
  if (media == NULL)
    {
      server_rest_request_refuse (self->request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_media (body, media);
  server_rest_request_answer (self->request, SOUP_STATUS_CREATED, body);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Transfer) self = data;
  g_autoptr (GError) error = NULL;

  self->is_busy = FALSE;
  if (self->upload == NULL)
    return;

  if (!server_upload_write_finish (SERVER_UPLOAD (object), result, &error))
    {
      fail (self, error);
      return;
    }

  write_on (self);
}

/* One write at a time. While the disk is behind, the connection is not read: that is what slows the
 * peer down. */
static void
write_on (Transfer *self)
{
  GCancellable *cancellable = server_rest_request_get_cancellable (self->request);
  gboolean is_last = self->has_ended && self->part->len == 0;

  if (self->upload == NULL || self->is_busy)
    return;

  if (is_last)
    {
      self->is_busy = TRUE;
      server_upload_complete_async (self->upload, NULL, on_completed, g_rc_box_acquire (self));
      return;
    }

  if (self->part->len >= self->part_size || (self->has_ended && self->part->len > 0))
    {
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (self->part);

      begin_part (self);
      self->is_busy = TRUE;
      server_upload_write_async (self->upload, bytes, cancellable, on_written,
                                 g_rc_box_acquire (self));
    }

  if (!self->has_ended)
    server_rest_request_unpause (self->request);
}

static void
on_got_chunk (SoupServerMessage *message, GBytes *chunk, Transfer *self)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (chunk, &length);

  if (self->upload == NULL)
    return;

  g_byte_array_append (self->part, bytes, (guint) length);
  if (self->part->len < self->part_size)
    return;

  write_on (self);
  if (self->part->len >= self->part_size)
    server_rest_request_pause (self->request);
}

static void
on_got_body (SoupServerMessage *message, Transfer *self)
{
  self->has_ended = TRUE;
  if (self->upload == NULL)
    return;

  server_rest_request_pause (self->request);
  write_on (self);
}

/* The peer is gone, or has its answer. */
static void
on_finished (SoupServerMessage *message, Transfer *self)
{
  if (self->upload == NULL || self->has_ended)
    return;

  /* A part that is being written holds the upload; it is given up with the last reference. */
  if (!self->is_busy)
    server_upload_abort (self->upload);
  g_clear_object (&self->upload);
}

static void
on_begun (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_autoptr (ServerUpload) upload = NULL;
  g_autoptr (GError) error = NULL;
  Transfer *self;

  upload = server_media_service_upload_finish (SERVER_MEDIA_SERVICE (object), result, &error);
  if (upload == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (message == NULL)
    {
      server_upload_abort (upload);
      return;
    }

  self = g_rc_box_new0 (Transfer);
  self->request = g_object_ref (request);
  self->upload = g_steal_pointer (&upload);
  server_rest_request_get_context (request)->n_transfers++;
  begin_part (self);
  g_object_set_data_full (G_OBJECT (message), "server-rest-transfer", self, transfer_unref);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), self);
  g_signal_connect (message, "got-body", G_CALLBACK (on_got_body), self);
  g_signal_connect (message, "finished", G_CALLBACK (on_finished), self);
  server_rest_request_unpause (request);
}

static gboolean
get_kind (ServerRestRequest *request, LandlineMediaKind *kind, GError **error)
{
  const char *type = server_rest_request_get_query (request, "type");

  *kind = LANDLINE_MEDIA_KIND_DOCUMENT;
  if (type == NULL || landline_media_kind_from_string (type, kind))
    return TRUE;

  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                       "`type` is neither \"media\" nor \"document\".");
  return FALSE;
}

/**
 * server_rest_upload:
 * @request: a request whose body has not come yet
 *
 * `POST /v1/media`: streams the body to the disk. What is wrong with it is said before it is read.
 */
void
server_rest_upload (ServerRestRequest *request)
{
  ServerMediaService *media = server_rest_request_get_context (request)->services.media;
  g_autofree char *content_type = server_upload_head_dup_content_type (
      server_rest_request_get_header (request, "Content-Type"));
  const char *name = server_rest_request_get_query (request, "name");
  gint64 length = server_rest_request_get_length (request);
  g_autoptr (GError) error = NULL;
  LandlineMediaKind kind;

  if (!get_kind (request, &kind, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  /* A form would be stored with its boundaries and headers, and nobody could open the file. */
  if (g_str_has_prefix (content_type, "multipart/"))
    {
      error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                                   "The body of an upload is the file itself, not a form.");
      server_rest_request_refuse_as (request, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, error);
      return;
    }

  if (length < 0)
    {
      error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                   "An upload needs a Content-Length.");
      server_rest_request_refuse_as (request, SOUP_STATUS_LENGTH_REQUIRED, error);
      return;
    }

  if (!server_media_service_check_length (media, kind, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_rest_request_pause (request);
  server_media_service_upload_async (media, server_rest_request_get_account (request), kind,
                                     name != NULL ? name : "", content_type, length,
                                     server_rest_request_get_cancellable (request), on_begun,
                                     g_object_ref (request));
}
