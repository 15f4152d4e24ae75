/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-groups.h"

#include "app-cache-chats.h"
#include "app-cache-notes.h"
#include "app-rest-groups.h"
#include "app-session-private.h"

#define PICTURE_NAME "picture.jpg" /* what the file of a picture is called */

typedef struct
{
  LandlineConversation *conversation;
  gint64 chat;
} PutCall;

static void
put_call_free (PutCall *call)
{
  g_object_unref (call->conversation);
  g_free (call);
}

/* Of what is known already the event says what changed, and the answer may come before it: it would
 * leave the event nothing to tell of. */
static gboolean
write_group (AppCacheDatabase *database, gpointer data, GError **error)
{
  PutCall *call = data;
  const char *id = landline_conversation_get_id (call->conversation);

  if (!app_cache_chats_find (database, id, &call->chat, error))
    return FALSE;
  return call->chat != 0 || app_cache_chats_put (database, call->conversation, &call->chat, error);
}

static void
group_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  PutCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_memdup2 (&call->chat, sizeof call->chat), g_free);
  else
    g_task_return_error (task, error);
}

static void
group_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  LandlineConversation *conversation = app_rest_group_finish (APP_REST (object), result, &error);
  PutCall *call;

  if (conversation == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (PutCall, 1);
  call->conversation = conversation;
  app_cache_write_async (self->cache, write_group, call, (GDestroyNotify) put_call_free, NULL,
                         group_written_cb, g_object_ref (task));
}

void
app_session_create_group_async (AppSession *self,
                                const LandlineGroupRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_create_group_async);
  app_rest_create_group_async (self->rest, request, cancellable, group_cb, task);
}

gint64
app_session_create_group_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}

static void
new_picture_uploaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LandlineMedia) media = app_rest_upload_finish (APP_REST (object), result, &error);

  if (media != NULL)
    g_task_return_pointer (task, g_strdup (landline_media_get_id (media)), g_free);
  else
    g_task_return_error (task, error);
}

void
app_session_upload_group_picture_async (AppSession *self,
                                        GFile *file,
                                        const char *content_type,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file) && content_type != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_upload_group_picture_async);
  app_rest_upload_async (self->rest, file, LANDLINE_MEDIA_KIND_MEDIA, PICTURE_NAME, content_type,
                         NULL, NULL, cancellable, new_picture_uploaded_cb, task);
}

char *
app_session_upload_group_picture_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
app_session_change_group_async (AppSession *self,
                                const char *conversation,
                                const LandlineGroupChange *change,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_change_group_async);
  app_rest_change_group_async (self->rest, conversation, change, cancellable, group_cb, task);
}

static void
set_picture (GTask *task, const char *media_id)
{
  AppSession *self = g_task_get_source_object (task);
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;

  change.picture = (char *) media_id;
  app_rest_change_group_async (self->rest, g_task_get_task_data (task), &change,
                               g_task_get_cancellable (task), group_cb, g_object_ref (task));
}

static void
picture_uploaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LandlineMedia) media = app_rest_upload_finish (APP_REST (object), result, &error);

  if (media != NULL)
    set_picture (task, landline_media_get_id (media));
  else
    g_task_return_error (task, error);
}

void
app_session_set_group_picture_async (AppSession *self,
                                     const char *conversation,
                                     GFile *file,
                                     const char *content_type,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (file == NULL || content_type != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_set_group_picture_async);
  g_task_set_task_data (task, g_strdup (conversation), g_free);
  if (file == NULL)
    set_picture (task, "");
  else
    app_rest_upload_async (self->rest, file, LANDLINE_MEDIA_KIND_MEDIA, PICTURE_NAME, content_type,
                           NULL, NULL, cancellable, picture_uploaded_cb, g_object_ref (task));
}

typedef struct
{
  char *conversation;
  char **user_ids;
  guint position;
} AddCall;

static void
add_call_free (AddCall *call)
{
  g_free (call->conversation);
  g_strfreev (call->user_ids);
  g_free (call);
}

static void add_next (GTask *task);

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AddCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LandlineConversation) conversation = NULL;

  if (call->user_ids[call->position] == NULL)
    {
      group_cb (object, result, g_steal_pointer (&task));
      return;
    }
  conversation = app_rest_group_finish (APP_REST (object), result, &error);
  if (conversation != NULL)
    add_next (task);
  else
    g_task_return_error (task, error);
}

static void
add_next (GTask *task)
{
  AppSession *self = g_task_get_source_object (task);
  AddCall *call = g_task_get_task_data (task);

  app_rest_put_member_async (self->rest, call->conversation, call->user_ids[call->position++],
                             LANDLINE_ROLE_MEMBER, g_task_get_cancellable (task), added_cb,
                             g_object_ref (task));
}

void
app_session_add_members_async (AppSession *self,
                               const char *conversation,
                               const char *const *user_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  AddCall *call;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (user_ids != NULL && user_ids[0] != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_add_members_async);
  call = g_new0 (AddCall, 1);
  call->conversation = g_strdup (conversation);
  call->user_ids = g_strdupv ((char **) user_ids);
  g_task_set_task_data (task, call, (GDestroyNotify) add_call_free);
  add_next (task);
}

void
app_session_set_member_role_async (AppSession *self,
                                   const char *conversation,
                                   const char *user_id,
                                   LandlineRole role,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_set_member_role_async);
  app_rest_put_member_async (self->rest, conversation, user_id, role, cancellable, group_cb, task);
}

void
app_session_remove_member_async (AppSession *self,
                                 const char *conversation,
                                 const char *user_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_remove_member_async);
  app_rest_remove_member_async (self->rest, conversation, user_id, cancellable, group_cb, task);
}

typedef struct
{
  char *conversation;
  gint64 wanted;
  gint64 agreed;
} SettleCall;

static void
settle_call_free (SettleCall *call)
{
  g_free (call->conversation);
  g_free (call);
}

/* What the members do not agree on holds for what the person sends, and never is said in so many
 * words: else what they noted for all chats would hold again. */
static gboolean
write_settled (AppCacheDatabase *database, gpointer data, GError **error)
{
  SettleCall *call = data;
  g_autofree char *key = g_strconcat ("expire:", call->conversation, NULL);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, call->wanted);

  return (call->wanted > 0 && call->wanted == call->agreed) ||
         app_cache_notes_set (database, key, value, error);
}

static void
settle_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (LandlineConversation) conversation = app_rest_group_finish (APP_REST (object), result,
                                                                         &error);
  SettleCall *call;

  if (conversation == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (SettleCall, 1);
  call->conversation = g_strdup (landline_conversation_get_id (conversation));
  call->wanted = *(gint64 *) g_task_get_task_data (task);
  call->agreed = landline_conversation_get_settings (conversation)->disappear;
  app_cache_write_async (self->cache, write_settled, call, (GDestroyNotify) settle_call_free, NULL,
                         settle_written_cb, g_object_ref (task));
}

/**
 * app_session_settle_async:
 * @self: a session
 * @conversation: a direct conversation
 * @disappear: seconds, 0 for never
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Says for both sides after how long what they send disappears. The cache has it when the event
 * comes.
 */
void
app_session_settle_async (AppSession *self,
                          const char *conversation,
                          gint64 disappear,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_settle_async);
  g_task_set_task_data (task, g_memdup2 (&disappear, sizeof disappear), g_free);
  app_rest_settle_async (self->rest, conversation, disappear, cancellable, settled_cb, task);
}

gboolean
app_session_settle_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
app_session_group_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL;
}
