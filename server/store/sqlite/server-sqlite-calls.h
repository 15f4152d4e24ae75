/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-operation.h"
#include "server-sqlite-plan.h"
#include "server-store.h"

G_BEGIN_DECLS

/* What the calls of #ServerStore do here: each makes an operation and hands it to the writer or to
 * a reader. One file for each subject, wired up in server-sqlite-store.c. */

/**
 * ServerSqliteCall:
 * @account: (nullable): who calls
 * @user_id: (nullable): a user
 * @id: (nullable): what it is about
 * @text: (nullable): a text
 * @number: a number
 * @limit: how many
 * @bytes: how much
 *
 * What most operations need to know. Each says in its call which of these it uses.
 */
typedef struct
{
  ServerAccount *account;
  char *user_id;
  char *id;
  char *text;
  gint64 number;
  guint limit;
  gsize bytes;
} ServerSqliteCall;

ServerSqliteCall *
server_sqlite_call_new (ServerAccount *account, const char *user_id, const char *id);
void server_sqlite_call_free (gpointer data);

/* server-sqlite-store.c */
void server_sqlite_store_write (ServerStore *store,
                                GTask *task,
                                ServerSqliteRun run,
                                gpointer input,
                                GDestroyNotify input_free,
                                ServerSqliteFlags flags);
void server_sqlite_store_read (ServerStore *store,
                               GTask *task,
                               ServerSqliteRun run,
                               gpointer input,
                               GDestroyNotify input_free);

ServerSqlitePlan *server_sqlite_store_get_plan (ServerStore *store);

/* server-sqlite-send.c */
void server_sqlite_send_async (ServerStore *store,
                               ServerAccount *sender,
                               LandlineSendRequest *request,
                               GTask *task);

/* server-sqlite-act.c */
void server_sqlite_act_async (ServerStore *store,
                              ServerAccount *account,
                              LandlineAction *action,
                              GTask *task);

/* server-sqlite-note.c */
void server_sqlite_note_async (ServerStore *store,
                               ServerAccount *account,
                               const char *id,
                               LandlineNote *note,
                               GTask *task);
void server_sqlite_notes_async (ServerStore *store,
                                const char *user_id,
                                gint64 after,
                                guint limit,
                                GTask *task);

/* server-sqlite-tell.c */
void server_sqlite_attach_async (ServerStore *store,
                                 ServerAccount *account,
                                 const char *generation,
                                 gint64 cursor,
                                 GTask *task);
void server_sqlite_inbox_read_async (ServerStore *store,
                                     ServerAccount *account,
                                     gint64 after,
                                     guint limit,
                                     gsize max_bytes,
                                     GTask *task);
void server_sqlite_ack_async (ServerStore *store,
                              ServerAccount *account,
                              gint64 cursor,
                              gboolean urgent,
                              GTask *task);
void server_sqlite_read_mark_async (ServerStore *store,
                                    ServerAccount *account,
                                    const char *conversation,
                                    gint64 seq,
                                    GTask *task);
void server_sqlite_heads_async (ServerStore *store, GPtrArray *accounts, GTask *task);

/* server-sqlite-accounts.c */
void server_sqlite_user_create_async (ServerStore *store, const ServerNewUser *user, GTask *task);
void server_sqlite_user_get_async (ServerStore *store,
                                   const char *reader,
                                   const char *user_id,
                                   GTask *task);
void server_sqlite_user_list_async (ServerStore *store, const char *reader, GTask *task);
void server_sqlite_user_change_async (ServerStore *store,
                                      const char *user_id,
                                      const LandlineProfileChange *change,
                                      GTask *task);
void server_sqlite_user_disable_async (ServerStore *store,
                                       const char *user_id,
                                       gboolean disabled,
                                       GTask *task);
void server_sqlite_seen_async (ServerStore *store, ServerAccount *account, GTask *task);
void server_sqlite_peers_async (ServerStore *store,
                                const char *user_id,
                                const char *conversation,
                                guint limit,
                                GTask *task);
void server_sqlite_device_find_async (ServerStore *store, const guint8 *token_hash, GTask *task);
void server_sqlite_device_create_async (ServerStore *store,
                                        const char *user_id,
                                        const ServerNewDevice *device,
                                        GTask *task);
void server_sqlite_device_list_async (ServerStore *store, const char *user_id, GTask *task);
void server_sqlite_device_revoke_async (ServerStore *store,
                                        const char *user_id,
                                        const char *device_id,
                                        GTask *task);

/* server-sqlite-deletion.c */
void server_sqlite_user_delete_async (ServerStore *store, const char *user_id, GTask *task);

/* server-sqlite-history.c */
void server_sqlite_conversation_list_async (ServerStore *store, const char *user_id, GTask *task);
void server_sqlite_conversation_get_async (ServerStore *store,
                                           const char *user_id,
                                           const char *conversation,
                                           GTask *task);
void server_sqlite_messages_async (ServerStore *store,
                                   const char *user_id,
                                   const char *conversation,
                                   gint64 before,
                                   guint limit,
                                   GTask *task);
void server_sqlite_receipts_async (ServerStore *store,
                                   const char *user_id,
                                   const char *conversation,
                                   GTask *task);

/* server-sqlite-groups.c */
void server_sqlite_group_create_async (ServerStore *store,
                                       const char *user_id,
                                       const LandlineGroupRequest *request,
                                       GTask *task);
void server_sqlite_group_change_async (ServerStore *store,
                                       const char *user_id,
                                       const char *conversation,
                                       const ServerGroupChange *change,
                                       GTask *task);

gboolean server_sqlite_group_leave (ServerSqliteScope *scope,
                                    ServerSqliteUser *user,
                                    gint64 cid,
                                    GError **error);

/* server-sqlite-status.c */
LandlineStatus *server_sqlite_status_take_back (ServerSqliteScope *scope,
                                                ServerSqliteUser *author,
                                                gint64 stid,
                                                const char *status_id,
                                                GError **error);
void server_sqlite_status_post_async (ServerStore *store,
                                      const char *user_id,
                                      const LandlineStatusRequest *request,
                                      GTask *task);
void server_sqlite_status_list_async (ServerStore *store, const char *user_id, GTask *task);
void server_sqlite_status_view_async (ServerStore *store,
                                      const char *user_id,
                                      const char *status_id,
                                      GTask *task);
void server_sqlite_status_views_async (ServerStore *store,
                                       const char *user_id,
                                       const char *status_id,
                                       GTask *task);
void server_sqlite_status_remove_async (ServerStore *store,
                                        const char *user_id,
                                        const char *status_id,
                                        GTask *task);

/* server-sqlite-files.c */
void server_sqlite_media_create_async (ServerStore *store,
                                       const char *user_id,
                                       LandlineMedia *media,
                                       GTask *task);
void server_sqlite_media_get_async (ServerStore *store,
                                    const char *user_id,
                                    const char *media_id,
                                    GTask *task);
void server_sqlite_media_find_async (ServerStore *store,
                                     const char *user_id,
                                     const char *name,
                                     const char *before,
                                     guint limit,
                                     GTask *task);
void server_sqlite_media_list_async (ServerStore *store, GTask *task);
void server_sqlite_group_list_async (ServerStore *store, GTask *task);

/* server-sqlite-house.c */
void
server_sqlite_invite_create_async (ServerStore *store, const ServerInvite *invite, GTask *task);
void server_sqlite_invite_list_async (ServerStore *store, GTask *task);
void server_sqlite_invite_revoke_async (ServerStore *store, const char *invite_id, GTask *task);
void server_sqlite_stats_async (ServerStore *store, GTask *task);
void server_sqlite_check_async (ServerStore *store, GTask *task);
void server_sqlite_probe_async (ServerStore *store, GTask *task);

/* server-sqlite-collect.c */
void
server_sqlite_collect_async (ServerStore *store, const ServerCollection *collection, GTask *task);

/* server-sqlite-linking.c */
void server_sqlite_link_create_async (ServerStore *store,
                                      ServerAccount *account,
                                      const char *link_id,
                                      const guint8 *hash,
                                      GTask *task);
void server_sqlite_link_list_async (ServerStore *store, const char *user_id, GTask *task);
void server_sqlite_link_remove_async (ServerStore *store,
                                      const char *user_id,
                                      const char *link_id,
                                      GTask *task);
void server_sqlite_link_use_async (ServerStore *store,
                                   const guint8 *hash,
                                   const ServerNewDevice *device,
                                   GTask *task);

G_END_DECLS
