/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-download.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "server-range.h"

/* Parts that are in memory at a time: one that is being sent, and the next one. */
#define PARTS 2

/* A file on its way from the disk to the connection. Kept by the request's message, and by the read
 * that is under way. */
typedef struct
{
  ServerRestRequest *request;
  ServerBlobReader *reader;
  guint64 offset;
  guint64 rest;
  guint unsent;
  gboolean is_reading;
} Transfer;

static void
transfer_clear (gpointer data)
{
  Transfer *self = data;

  server_rest_request_get_context (self->request)->n_transfers--;
  g_clear_object (&self->reader);
  g_clear_object (&self->request);
}

static void
transfer_unref (gpointer data)
{
  g_rc_box_release_full (data, transfer_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Transfer, transfer_unref)

static void read_on (Transfer *self);

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Transfer) self = data;
  SoupServerMessage *message = server_rest_request_get_message (self->request);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SoupMessageBody *body;

  self->is_reading = FALSE;
  bytes = server_blob_reader_read_finish (SERVER_BLOB_READER (object), result, &error);
  if (message == NULL)
    return;

  /* The head of the answer is out: a short file can only be told by an end that comes too early. */
  if (bytes == NULL || g_bytes_get_size (bytes) == 0 || g_bytes_get_size (bytes) > self->rest)
    {
      g_warning ("A file could not be read to its end: %s",
                 error != NULL ? error->message : "it is too short");
      server_rest_request_cut (self->request);
      return;
    }

  self->offset += g_bytes_get_size (bytes);
  self->rest -= g_bytes_get_size (bytes);
  self->unsent++;
  body = soup_server_message_get_response_body (message);
  soup_message_body_append_bytes (body, bytes);
  if (self->rest == 0)
    soup_message_body_complete (body);
  soup_server_message_unpause (message);
  read_on (self);
}

static void
read_on (Transfer *self)
{
  gsize part;

  if (self->is_reading || self->rest == 0 || self->unsent >= PARTS)
    return;

  part = server_rest_context_get_part (server_rest_request_get_context (self->request));
  self->is_reading = TRUE;
  server_blob_reader_read_async (self->reader, self->offset, MIN (self->rest, part),
                                 server_rest_request_get_cancellable (self->request), on_read,
                                 g_rc_box_acquire (self));
}

static void
on_wrote_chunk (SoupServerMessage *message, Transfer *self)
{
  self->unsent--;
  read_on (self);
}

/* RFC 5987: the name in UTF-8, and one for those who read only the old form. */
static char *
make_disposition (const char *name)
{
  g_autofree char *encoded = g_uri_escape_string (name, NULL, FALSE);
  g_autofree char *plain = g_strdup (name);

  for (char *p = plain; *p != '\0'; p++)
    if ((guchar) *p >= 0x80 || *p < ' ' || *p == '"' || *p == '\\' || *p == '%' || *p == '\x7f')
      *p = '_';

  return g_strdup_printf ("attachment; filename=\"%s\"; filename*=UTF-8''%s", plain, encoded);
}

/* Whatever a file says it is, a browser that is led to it shows nothing of it and runs nothing in
 * it. */
static void
set_headers (SoupMessageHeaders *headers, LandlineMedia *media, const char *etag)
{
  g_autofree char *disposition = make_disposition (landline_media_get_name (media));

  soup_message_headers_replace (headers, "Content-Type", landline_media_get_content_type (media));
  soup_message_headers_replace (headers, "Content-Disposition", disposition);
  soup_message_headers_replace (headers, "Content-Security-Policy", "sandbox; default-src 'none'");
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  soup_message_headers_replace (headers, "ETag", etag);
  soup_message_headers_replace (headers, "Cache-Control", "private, no-cache");
}

static void
refuse_range (ServerRestRequest *request, guint64 size)
{
  g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                                  "The range is behind the end of the file.");
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_autofree char *range = g_strdup_printf ("bytes */%" G_GUINT64_FORMAT, size);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Range",
                                range);
  server_rest_request_refuse_as (request, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, error);
}

/* A file does not change: either the peer has this one, or it wants it. */
static gboolean
has_etag (const char *list, const char *etag)
{
  g_auto (GStrv) tags = NULL;

  if (list == NULL)
    return FALSE;

  tags = g_strsplit (list, ",", 32);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (g_str_has_prefix (tag, "W/"))
        tag += 2;
      if (strcmp (tag, "*") == 0 || strcmp (tag, etag) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
begin (ServerRestRequest *request,
       ServerBlobReader *reader,
       guint status,
       guint64 start,
       guint64 length)
{
  SoupServerMessage *message = server_rest_request_get_message (request);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  gboolean is_head = strcmp (soup_server_message_get_method (message), "HEAD") == 0;
  Transfer *self;

  server_rest_request_begin_answer (request, status);
  soup_message_headers_set_content_length (headers, (goffset) length);
  soup_message_body_set_accumulate (body, FALSE);

  if (is_head || length == 0)
    {
      soup_message_body_complete (body);
      server_rest_request_unpause (request);
      return;
    }

  self = g_rc_box_new0 (Transfer);
  self->request = g_object_ref (request);
  server_rest_request_get_context (request)->n_transfers++;
  self->reader = g_object_ref (reader);
  self->offset = start;
  self->rest = length;
  g_object_set_data_full (G_OBJECT (message), "server-rest-transfer", self, transfer_unref);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), self);
  server_rest_request_unpause (request);
  read_on (self);
}

static void
serve (ServerRestRequest *request, LandlineMedia *media, ServerBlobReader *reader)
{
  SoupServerMessage *message = server_rest_request_get_message (request);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", landline_media_get_sha256 (media));
  const char *if_range = server_rest_request_get_header (request, "If-Range");
  const char *range = server_rest_request_get_range (request);
  guint64 start = 0, length = landline_media_get_size (media);
  guint status = SOUP_STATUS_OK;

  if (if_range != NULL && strcmp (if_range, etag) != 0)
    range = NULL;

  switch (server_range_parse (range, length, &start, &length))
    {
    case SERVER_RANGE_UNSATISFIABLE:
      refuse_range (request, length);
      return;
    case SERVER_RANGE_PART:
      soup_message_headers_set_content_range (headers, (goffset) start,
                                              (goffset) (start + length - 1),
                                              (goffset) landline_media_get_size (media));
      status = SOUP_STATUS_PARTIAL_CONTENT;
      break;
    case SERVER_RANGE_ALL:
    default:
      break;
    }

  set_headers (headers, media, etag);
  begin (request, reader, status, start, length);
}

/* A request whose file has been found. */
typedef struct
{
  ServerRestRequest *request;
  LandlineMedia *media;
} Found;

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autofree Found *found = data;
  g_autoptr (ServerRestRequest) request = found->request;
  g_autoptr (LandlineMedia) media = found->media;
  g_autoptr (ServerBlobReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = server_media_service_open_finish (SERVER_MEDIA_SERVICE (object), result, &error);
  if (server_rest_request_get_message (request) == NULL)
    return;

  if (reader != NULL && server_blob_reader_get_size (reader) != landline_media_get_size (media))
    {
      g_clear_object (&reader);
      error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                                   "The file is damaged on the server.");
    }

  if (reader != NULL)
    serve (request, media, reader);
  else
    server_rest_request_refuse (request, error);
}

static gboolean
answer_not_modified (ServerRestRequest *request, LandlineMedia *media)
{
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_autofree char *etag = g_strdup_printf ("\"%s\"", landline_media_get_sha256 (media));

  if (!has_etag (server_rest_request_get_header (request, "If-None-Match"), etag))
    return FALSE;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", etag);
  server_rest_request_begin_answer (request, SOUP_STATUS_NOT_MODIFIED);
  server_rest_request_unpause (request);
  return TRUE;
}

static void
on_media (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (GError) error = NULL;
  Found *found;

  media = server_media_service_get_finish (SERVER_MEDIA_SERVICE (object), result, &error);
  if (server_rest_request_get_message (request) == NULL)
    return;

  if (media == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  if (answer_not_modified (request, media))
    return;

  found = g_new0 (Found, 1);
  found->request = g_object_ref (request);
  found->media = g_object_ref (media);
  server_media_service_open_async (SERVER_MEDIA_SERVICE (object), media,
                                   server_rest_request_get_cancellable (request), on_opened, found);
}

/**
 * server_rest_download:
 * @request: a request
 *
 * `GET /v1/media/{id}`: streams a file, or one range of it, to those who may see it.
 */
void
server_rest_download (ServerRestRequest *request)
{
  const char *id = server_rest_request_get_parameter (request, 0);
  g_autoptr (GError) error = NULL;

  if (!landline_id_is_prefixed (id, LANDLINE_ID_MEDIA))
    {
      error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                                   "There is no such file.");
      server_rest_request_refuse (request, error);
      return;
    }

  server_media_service_get_async (server_rest_request_get_context (request)->services.media,
                                  server_rest_request_get_account (request), id,
                                  server_rest_request_get_cancellable (request), on_media,
                                  g_object_ref (request));
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GPtrArray) hits = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more;
  GString *body;

  hits = server_media_service_find_finish (SERVER_MEDIA_SERVICE (object), result, &more, &error);
  if (hits == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_media_hits (body, hits, more);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_download_find:
 * @request: a request
 *
 * `GET /v1/media?name=`: finds files by their name among those that the caller may see.
 */
void
server_rest_download_find (ServerRestRequest *request)
{
  const char *name = server_rest_request_get_query (request, "name");
  const char *before = server_rest_request_get_query (request, "before");
  g_autoptr (GError) error = NULL;
  gint64 limit;

  if (name == NULL || *name == '\0')
    error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`name` is missing.");
  else if (strlen (name) > LANDLINE_LIMIT_SEARCH)
    error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE, "`name` is too long.");
  else if (!g_utf8_validate (name, -1, NULL))
    error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`name` is not UTF-8.");
  else if (before != NULL && !landline_id_is_prefixed (before, LANDLINE_ID_MEDIA))
    error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                 "`before` is no id of a file.");

  if (error != NULL ||
      !server_rest_request_get_query_integer (request, "limit", 1, LANDLINE_LIMIT_PAGE,
                                              LANDLINE_DEFAULT_PAGE, &limit, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_media_service_find_async (server_rest_request_get_context (request)->services.media,
                                   server_rest_request_get_account (request), name, before,
                                   (guint) limit, server_rest_request_get_cancellable (request),
                                   on_found, g_object_ref (request));
}
