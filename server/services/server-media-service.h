/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-blob.h"
#include "server-config.h"
#include "server-store.h"

G_BEGIN_DECLS

/**
 * ServerUpload:
 *
 * A file on its way in. Letting go of it unfinished removes what is there.
 */
#define SERVER_TYPE_UPLOAD (server_upload_get_type ())
G_DECLARE_FINAL_TYPE (ServerUpload, server_upload, SERVER, UPLOAD, GObject)

#define SERVER_TYPE_MEDIA_SERVICE (server_media_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerMediaService, server_media_service, SERVER, MEDIA_SERVICE, GObject)

ServerMediaService *
server_media_service_new (ServerStore *store, ServerBlob *blob, ServerConfig *config);
gboolean server_media_service_check_length (ServerMediaService *self,
                                            LandlineMediaKind kind,
                                            gint64 length,
                                            GError **error);
void server_media_service_upload_async (ServerMediaService *self,
                                        ServerAccount *account,
                                        LandlineMediaKind kind,
                                        const char *name,
                                        const char *content_type,
                                        gint64 length,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
ServerUpload *
server_media_service_upload_finish (ServerMediaService *self, GAsyncResult *result, GError **error);
void server_upload_write_async (ServerUpload *self,
                                GBytes *bytes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean server_upload_write_finish (ServerUpload *self, GAsyncResult *result, GError **error);
void server_upload_complete_async (ServerUpload *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
LandlineMedia *
server_upload_complete_finish (ServerUpload *self, GAsyncResult *result, GError **error);
void server_upload_abort (ServerUpload *self);
void server_media_service_get_async (ServerMediaService *self,
                                     ServerAccount *account,
                                     const char *media_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
LandlineMedia *
server_media_service_get_finish (ServerMediaService *self, GAsyncResult *result, GError **error);
void server_media_service_open_async (ServerMediaService *self,
                                      LandlineMedia *media,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
ServerBlobReader *
server_media_service_open_finish (ServerMediaService *self, GAsyncResult *result, GError **error);
void server_media_service_find_async (ServerMediaService *self,
                                      ServerAccount *account,
                                      const char *name,
                                      const char *before,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *server_media_service_find_finish (ServerMediaService *self,
                                             GAsyncResult *result,
                                             gboolean *more,
                                             GError **error);

G_END_DECLS
