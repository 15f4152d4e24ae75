/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-content.h"

G_BEGIN_DECLS

/* What messages carry besides words, to list it by chat. The numbers are in the database. */
typedef enum
{
  APP_CACHE_ATTACHMENT_MEDIA = 1, /* pictures and videos */
  APP_CACHE_ATTACHMENT_FILE,
  APP_CACHE_ATTACHMENT_LINK,
  APP_CACHE_ATTACHMENT_PLACE,
  APP_CACHE_ATTACHMENT_PERSON,
} AppCacheAttachment;

/* Of a file that was sent as what its kind says */
AppCacheAttachment app_cache_attachments_get_kind (LandlineMedia *media);
gboolean app_cache_attachments_put (AppCacheDatabase *database,
                                    gint64 chat,
                                    gint64 message,
                                    LandlineContent *content,
                                    GError **error);
gboolean app_cache_attachments_remove (AppCacheDatabase *database, gint64 message, GError **error);
gboolean
app_cache_attachments_move (AppCacheDatabase *database, gint64 from, gint64 into, GError **error);
/* (element-type gint64): keys of messages below @before, newest first */
GArray *app_cache_attachments_list (AppCacheDatabase *database,
                                    gint64 chat,
                                    AppCacheAttachment kind,
                                    gint64 before,
                                    guint limit,
                                    GError **error);
/* Whether a message of the chat that is here came with the file */
gboolean app_cache_attachments_have_media (AppCacheDatabase *database,
                                           gint64 chat,
                                           const char *media,
                                           gboolean *have,
                                           GError **error);
/* (element-type gint64): keys of the starred messages of a chat, newest first; of all chats where
 * @chat is 0 */
GArray *
app_cache_attachments_list_starred (AppCacheDatabase *database, gint64 chat, GError **error);

G_END_DECLS
