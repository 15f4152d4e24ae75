/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-action.h"
#include "landline-conversation.h"
#include "landline-device-link.h"
#include "landline-device.h"
#include "landline-done.h"
#include "landline-media.h"
#include "landline-note.h"
#include "landline-receipt.h"
#include "landline-rest-group.h"
#include "landline-rest-status.h"
#include "landline-send-request.h"
#include "landline-sent.h"
#include "landline-status.h"
#include "landline-user.h"
#include "landline-view.h"
#include "landline-rest-request.h"
#include "server-account.h"
#include "server-inbox-row.h"
#include "server-invite.h"
#include "server-page.h"
#include "server-peer.h"

G_BEGIN_DECLS

/**
 * ServerPosition:
 * @generation: of the store's numbering
 * @head: the newest cursor of the user's inbox
 * @start: the cursor after which the device is to be told
 * @reset: whether what the device said does not fit this store, so that it has to begin anew
 *
 * Where a device stands in its user's inbox.
 */
typedef struct
{
  char generation[LANDLINE_ID_SIZE];
  gint64 head;
  gint64 start;
  gboolean reset;
} ServerPosition;

/**
 * ServerNewDevice:
 * @device_id: the device
 * @name: (nullable): what it calls itself
 * @token_hash: SHA-256 of its token
 */
typedef struct
{
  const char *device_id;
  const char *name;
  guint8 token_hash[SERVER_HASH_SIZE];
} ServerNewDevice;

/**
 * ServerNewUser:
 * @user_id: the number
 * @name: the name
 * @device: the first device
 * @invite_hash: (nullable): SHA-256 of the invite to use up, %NULL to register without
 */
typedef struct
{
  const char *user_id;
  const char *name;
  ServerNewDevice device;
  const guint8 *invite_hash;
} ServerNewUser;

/**
 * ServerChangedUser:
 * @user: the user as they are now
 * @peers: (element-type ServerPeer): those who are told more or less of them now, and of whom they
 * are
 *
 * The answer to a change of a profile.
 */
typedef struct
{
  LandlineUser *user;
  GPtrArray *peers;
} ServerChangedUser;

void server_changed_user_free (ServerChangedUser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerChangedUser, server_changed_user_free)

/**
 * ServerNoted:
 * @done: what the device is told
 * @parts: whether it parted two who heard of each other, or lets them hear of each other again: a
 * note `block:…` that changed something, of two who share a conversation
 * and show each other anything
 *
 * The answer to a note. Has nothing to free.
 */
typedef struct
{
  LandlineDone done;
  gboolean parts;
} ServerNoted;

/**
 * ServerGroupChangeKind:
 * @SERVER_GROUP_EDIT: its name, or what its members agreed on
 * @SERVER_GROUP_ADD: a user becomes a member; who is one stays as they are
 * @SERVER_GROUP_PUT: a user becomes a member with a role; who is one gets the role
 * @SERVER_GROUP_REMOVE: a member is removed; to leave is to remove oneself
 * @SERVER_GROUP_SETTLE: when messages disappear, in a conversation of two, too
 *
 * What is to change in a group, or another conversation.
 */
typedef enum
{
  SERVER_GROUP_EDIT,
  SERVER_GROUP_ADD,
  SERVER_GROUP_PUT,
  SERVER_GROUP_REMOVE,
  SERVER_GROUP_SETTLE,
} ServerGroupChangeKind;

/**
 * ServerGroupChange:
 * @kind: what is to change
 * @edit: of an edit, and of a settling, which has nothing but when messages disappear; the strings
 * are the caller's
 * @user_id: of the others, the member
 * @role: of an add or a put
 *
 * A change of a group.
 */
typedef struct
{
  ServerGroupChangeKind kind;
  LandlineGroupChange edit;
  const char *user_id;
  LandlineRole role;
} ServerGroupChange;

/**
 * ServerCollection:
 * @retention_days: as in #ServerConfig: a number of days, `SERVER_RETENTION_DELIVERED` or
 * `SERVER_RETENTION_FOREVER`
 * @grace: milliseconds that a delivered message is kept
 * @media_grace: milliseconds that an uploaded file that nothing refers to is kept
 *
 * What a step of forgetting goes by.
 */
typedef struct
{
  int retention_days;
  gint64 grace;
  gint64 media_grace;
} ServerCollection;

/**
 * ServerCollected:
 * @messages: contents forgotten
 * @rows: inbox rows forgotten
 * @media: (element-type utf8): files whose rows are gone, so that the blobs may go
 * @more: whether another step has something to do
 */
typedef struct
{
  guint messages;
  guint rows;
  GPtrArray *media;
  gboolean more;
} ServerCollected;

typedef struct
{
  guint64 users;
  guint64 devices;
  guint64 conversations;
  guint64 messages;
  guint64 inbox_rows;
  guint64 media;
  guint64 media_bytes;
} ServerStats;

#define SERVER_TYPE_STORE (server_store_get_type ())
G_DECLARE_INTERFACE (ServerStore, server_store, SERVER, STORE, GObject)

/**
 * ServerStoreInterface:
 *
 * What an implementation does. Each answers through a #GTask whose value is what the `_finish`
 * function of the same name says, on the caller's main context and only once the change is durable.
 * The task of an acknowledgement, a read mark or a sign of life may be %NULL: nobody waits for it.
 */
struct _ServerStoreInterface
{
  GTypeInterface parent_iface;

  void (*send_async) (ServerStore *self,
                      ServerAccount *sender,
                      LandlineSendRequest *request,
                      GTask *task);
  void (*act_async) (ServerStore *self,
                     ServerAccount *account,
                     LandlineAction *action,
                     GTask *task);
  void (*note_async) (ServerStore *self,
                      ServerAccount *account,
                      const char *id,
                      LandlineNote *note,
                      GTask *task);
  void (*notes_async) (ServerStore *self,
                       const char *user_id,
                       gint64 after,
                       guint limit,
                       GTask *task);
  void (*attach_async) (ServerStore *self,
                        ServerAccount *account,
                        const char *generation,
                        gint64 cursor,
                        GTask *task);
  void (*inbox_read_async) (ServerStore *self,
                            ServerAccount *account,
                            gint64 after,
                            guint limit,
                            gsize max_bytes,
                            GTask *task);
  void (*ack_async) (ServerStore *self,
                     ServerAccount *account,
                     gint64 cursor,
                     gboolean urgent,
                     GTask *task);
  void (*read_mark_async) (ServerStore *self,
                           ServerAccount *account,
                           const char *conversation,
                           gint64 seq,
                           GTask *task);
  void (*heads_async) (ServerStore *self, GPtrArray *accounts, GTask *task);

  void (*user_create_async) (ServerStore *self, const ServerNewUser *user, GTask *task);
  void (*user_get_async) (ServerStore *self, const char *reader, const char *user_id, GTask *task);
  void (*user_list_async) (ServerStore *self, const char *reader, GTask *task);
  void (*user_change_async) (ServerStore *self,
                             const char *user_id,
                             const LandlineProfileChange *change,
                             GTask *task);
  void (*user_disable_async) (ServerStore *self,
                              const char *user_id,
                              gboolean disabled,
                              GTask *task);
  void (*user_delete_async) (ServerStore *self, const char *user_id, GTask *task);
  void (*seen_async) (ServerStore *self, ServerAccount *account, GTask *task);
  void (*peers_async) (ServerStore *self,
                       const char *user_id,
                       const char *conversation,
                       guint limit,
                       GTask *task);

  void (*device_find_async) (ServerStore *self, const guint8 *token_hash, GTask *task);
  void (*device_create_async) (ServerStore *self,
                               const char *user_id,
                               const ServerNewDevice *device,
                               GTask *task);
  void (*device_list_async) (ServerStore *self, const char *user_id, GTask *task);
  void (*device_revoke_async) (ServerStore *self,
                               const char *user_id,
                               const char *device_id,
                               GTask *task);

  void (*link_create_async) (ServerStore *self,
                             ServerAccount *account,
                             const char *link_id,
                             const guint8 *hash,
                             GTask *task);
  void (*link_list_async) (ServerStore *self, const char *user_id, GTask *task);
  void (*link_remove_async) (ServerStore *self,
                             const char *user_id,
                             const char *link_id,
                             GTask *task);
  void (*link_use_async) (ServerStore *self,
                          const guint8 *hash,
                          const ServerNewDevice *device,
                          GTask *task);

  void (*conversation_list_async) (ServerStore *self, const char *user_id, GTask *task);
  void (*conversation_get_async) (ServerStore *self,
                                  const char *user_id,
                                  const char *conversation,
                                  GTask *task);
  void (*messages_async) (ServerStore *self,
                          const char *user_id,
                          const char *conversation,
                          gint64 before,
                          guint limit,
                          GTask *task);
  void (*receipts_async) (ServerStore *self,
                          const char *user_id,
                          const char *conversation,
                          GTask *task);
  void (*group_create_async) (ServerStore *self,
                              const char *user_id,
                              const LandlineGroupRequest *request,
                              GTask *task);
  void (*group_change_async) (ServerStore *self,
                              const char *user_id,
                              const char *conversation,
                              const ServerGroupChange *change,
                              GTask *task);

  void (*status_post_async) (ServerStore *self,
                             const char *user_id,
                             const LandlineStatusRequest *request,
                             GTask *task);
  void (*status_list_async) (ServerStore *self, const char *user_id, GTask *task);
  void (*status_view_async) (ServerStore *self,
                             const char *user_id,
                             const char *status_id,
                             GTask *task);
  void (*status_views_async) (ServerStore *self,
                              const char *user_id,
                              const char *status_id,
                              GTask *task);
  void (*status_remove_async) (ServerStore *self,
                               const char *user_id,
                               const char *status_id,
                               GTask *task);

  void (*media_create_async) (ServerStore *self,
                              const char *user_id,
                              LandlineMedia *media,
                              GTask *task);
  void (*media_get_async) (ServerStore *self,
                           const char *user_id,
                           const char *media_id,
                           GTask *task);
  void (*media_find_async) (ServerStore *self,
                            const char *user_id,
                            const char *name,
                            const char *before,
                            guint limit,
                            GTask *task);
  void (*media_list_async) (ServerStore *self, GTask *task);
  void (*group_list_async) (ServerStore *self, GTask *task);

  void (*invite_create_async) (ServerStore *self, const ServerInvite *invite, GTask *task);
  void (*invite_list_async) (ServerStore *self, GTask *task);
  void (*invite_revoke_async) (ServerStore *self, const char *invite_id, GTask *task);

  void (*collect_async) (ServerStore *self, const ServerCollection *collection, GTask *task);
  void (*stats_async) (ServerStore *self, GTask *task);
  void (*check_async) (ServerStore *self, GTask *task);
  void (*probe_async) (ServerStore *self, GTask *task);
};

/* Messages and the inbox. */
void server_store_send_async (ServerStore *self,
                              ServerAccount *sender,
                              LandlineSendRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean server_store_send_finish (ServerStore *self,
                                   GAsyncResult *result,
                                   LandlineSent *sent,
                                   GError **error);
void server_store_send_for_task (ServerStore *self,
                                 ServerAccount *sender,
                                 LandlineSendRequest *request,
                                 GTask *task);
gboolean server_store_send_propagate (GTask *task, LandlineSent *sent, GError **error);

/* Actions and notes: server-store-actions.c. */
void server_store_act_async (ServerStore *self,
                             ServerAccount *account,
                             LandlineAction *action,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean server_store_act_finish (ServerStore *self,
                                  GAsyncResult *result,
                                  LandlineDone *done,
                                  GError **error);
void server_store_note_async (ServerStore *self,
                              ServerAccount *account,
                              const char *id,
                              LandlineNote *note,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean server_store_note_finish (ServerStore *self,
                                   GAsyncResult *result,
                                   ServerNoted *noted,
                                   GError **error);
void server_store_notes_async (ServerStore *self,
                               const char *user_id,
                               gint64 after,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ServerPage *server_store_notes_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* The inbox of a device. */
void server_store_attach_async (ServerStore *self,
                                ServerAccount *account,
                                const char *generation,
                                gint64 cursor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean server_store_attach_finish (ServerStore *self,
                                     GAsyncResult *result,
                                     ServerPosition *position,
                                     GError **error);
void server_store_inbox_read_async (ServerStore *self,
                                    ServerAccount *account,
                                    gint64 after,
                                    guint limit,
                                    gsize max_bytes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
ServerPage *
server_store_inbox_read_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_ack_async (ServerStore *self,
                             ServerAccount *account,
                             gint64 cursor,
                             gboolean urgent,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gint64 server_store_ack_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_read_mark_async (ServerStore *self,
                                   ServerAccount *account,
                                   const char *conversation,
                                   gint64 seq,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean server_store_read_mark_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_heads_async (ServerStore *self,
                               GPtrArray *accounts,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GArray *server_store_heads_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Users. */
void server_store_user_create_async (ServerStore *self,
                                     const ServerNewUser *user,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ServerAccount *
server_store_user_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_user_get_async (ServerStore *self,
                                  const char *reader,
                                  const char *user_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
LandlineUser *
server_store_user_get_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_user_list_async (ServerStore *self,
                                   const char *reader,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *server_store_user_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_user_change_async (ServerStore *self,
                                     const char *user_id,
                                     const LandlineProfileChange *change,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ServerChangedUser *
server_store_user_change_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_user_disable_async (ServerStore *self,
                                      const char *user_id,
                                      gboolean disabled,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean server_store_user_disable_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_user_delete_async (ServerStore *self,
                                     const char *user_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean server_store_user_delete_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_seen_async (ServerStore *self,
                              ServerAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean server_store_seen_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_peers_async (ServerStore *self,
                               const char *user_id,
                               const char *conversation,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *server_store_peers_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Devices. */
void server_store_device_find_async (ServerStore *self,
                                     const guint8 *token_hash,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ServerAccount *
server_store_device_find_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_device_create_async (ServerStore *self,
                                       const char *user_id,
                                       const ServerNewDevice *device,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
ServerAccount *
server_store_device_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_device_list_async (ServerStore *self,
                                     const char *user_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
server_store_device_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_device_revoke_async (ServerStore *self,
                                       const char *user_id,
                                       const char *device_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
server_store_device_revoke_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Links to become another device of a user. */
void server_store_link_create_async (ServerStore *self,
                                     ServerAccount *account,
                                     const char *link_id,
                                     const guint8 *hash,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
LandlineDeviceLink *
server_store_link_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_link_list_async (ServerStore *self,
                                   const char *user_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *server_store_link_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_link_remove_async (ServerStore *self,
                                     const char *user_id,
                                     const char *link_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean server_store_link_remove_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_link_use_async (ServerStore *self,
                                  const guint8 *hash,
                                  const ServerNewDevice *device,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ServerAccount *
server_store_link_use_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Conversations and groups. */
void server_store_conversation_list_async (ServerStore *self,
                                           const char *user_id,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
server_store_conversation_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_conversation_get_async (ServerStore *self,
                                          const char *user_id,
                                          const char *conversation,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
LandlineConversation *
server_store_conversation_get_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_messages_async (ServerStore *self,
                                  const char *user_id,
                                  const char *conversation,
                                  gint64 before,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
ServerPage *server_store_messages_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_receipts_async (ServerStore *self,
                                  const char *user_id,
                                  const char *conversation,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *server_store_receipts_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_group_create_async (ServerStore *self,
                                      const char *user_id,
                                      const LandlineGroupRequest *request,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
LandlineConversation *
server_store_group_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_group_change_async (ServerStore *self,
                                      const char *user_id,
                                      const char *conversation,
                                      const ServerGroupChange *change,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
LandlineConversation *
server_store_group_change_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Statuses: server-store-statuses.c. */
void server_store_status_post_async (ServerStore *self,
                                     const char *user_id,
                                     const LandlineStatusRequest *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
LandlineStatus *
server_store_status_post_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_status_list_async (ServerStore *self,
                                     const char *user_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
server_store_status_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_status_view_async (ServerStore *self,
                                     const char *user_id,
                                     const char *status_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
LandlineStatus *
server_store_status_view_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_status_views_async (ServerStore *self,
                                      const char *user_id,
                                      const char *status_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *
server_store_status_views_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_status_remove_async (ServerStore *self,
                                       const char *user_id,
                                       const char *status_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
LandlineStatus *
server_store_status_remove_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Media. */
void server_store_media_create_async (ServerStore *self,
                                      const char *user_id,
                                      LandlineMedia *media,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean server_store_media_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_media_get_async (ServerStore *self,
                                   const char *user_id,
                                   const char *media_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
LandlineMedia *
server_store_media_get_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_media_find_async (ServerStore *self,
                                    const char *user_id,
                                    const char *name,
                                    const char *before,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *server_store_media_find_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_media_list_async (ServerStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *server_store_media_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_group_list_async (ServerStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *server_store_group_list_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Invites. */
void server_store_invite_create_async (ServerStore *self,
                                       const ServerInvite *invite,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
server_store_invite_create_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_invite_list_async (ServerStore *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
server_store_invite_list_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_invite_revoke_async (ServerStore *self,
                                       const char *invite_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
server_store_invite_revoke_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* Keeping house. */
void server_store_collect_async (ServerStore *self,
                                 const ServerCollection *collection,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
ServerCollected *
server_store_collect_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_stats_async (ServerStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean server_store_stats_finish (ServerStore *self,
                                    GAsyncResult *result,
                                    ServerStats *stats,
                                    GError **error);
void server_store_check_async (ServerStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean server_store_check_finish (ServerStore *self, GAsyncResult *result, GError **error);
void server_store_probe_async (ServerStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean server_store_probe_finish (ServerStore *self, GAsyncResult *result, GError **error);

/* For implementations. */
void server_store_emit_committed (ServerStore *self, const ServerCommittedRow *rows, guint n_rows);
void server_store_emit_failed (ServerStore *self, const GError *error);

void server_collected_free (ServerCollected *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerCollected, server_collected_free)

G_END_DECLS
