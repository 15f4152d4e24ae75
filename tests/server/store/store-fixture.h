/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-store.h"

G_BEGIN_DECLS

/* A store in a temporary folder, and its calls as functions that wait for their answer (30 s at
 * most). */

/**
 * StoreOpen:
 * @folder: an empty folder, or one that was opened before
 * @error: return location for an error
 *
 * Returns: (transfer full): an implementation of the store
 */
typedef ServerStore *(*StoreOpen) (const char *folder, GError **error);

typedef struct
{
  char *folder;
  StoreOpen open;
  ServerStore *store;
  GArray *committed; /* ServerCommittedRow: what the store said that it committed */
  GError *failure;   /* what it said that failed */
  gint64 now;        /* the clock, when it is set */
} StoreFixture;

ServerStore *store_fixture_open_sqlite (const char *folder, GError **error);

void store_fixture_set_up (StoreFixture *self, gconstpointer open);
void store_fixture_tear_down (StoreFixture *self, gconstpointer open);
void store_fixture_reopen (StoreFixture *self);
void store_fixture_set_clock (StoreFixture *self, gint64 now);
void store_fixture_forget_committed (StoreFixture *self);

/* An answer that is waited for. */
typedef struct
{
  GAsyncResult *result;
} StoreAnswer;

void store_answer_cb (GObject *source, GAsyncResult *result, gpointer answer);
GAsyncResult *store_answer_wait (StoreAnswer *self);
void store_answer_clear (StoreAnswer *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (StoreAnswer, store_answer_clear)

gboolean store_wait_until (gboolean (*is_so) (gpointer data), gpointer data);

/* An edit that gives a group another name, as members of a ServerGroupChange. */
#define STORE_RENAME(to)                                                                           \
  .kind = SERVER_GROUP_EDIT, .edit = { .name = (char *) (to),                                      \
                                       .who_may_send = LANDLINE_GROUP_STAYS,                       \
                                       .who_may_edit = LANDLINE_GROUP_STAYS,                       \
                                       .history = LANDLINE_GROUP_STAYS,                            \
                                       .disappear = LANDLINE_GROUP_STAYS }

ServerAccount *store_add_user (ServerStore *store, const char *user_id, const char *name);
ServerAccount *store_add_device (ServerStore *store, const char *user_id);
LandlineSendRequest *store_new_text (const char *id, const char *receiver, const char *text);
gboolean store_send (ServerStore *store,
                     ServerAccount *sender,
                     const char *id,
                     const char *receiver,
                     const char *text,
                     LandlineSent *sent,
                     GError **error);
gboolean store_send_request (ServerStore *store,
                             ServerAccount *sender,
                             LandlineSendRequest *request,
                             LandlineSent *sent,
                             GError **error);
ServerPage *store_read (ServerStore *store, ServerAccount *account, gint64 after, guint limit);
gint64 store_ack (ServerStore *store, ServerAccount *account, gint64 cursor, GError **error);
gboolean store_read_mark (ServerStore *store,
                          ServerAccount *account,
                          const char *conversation,
                          gint64 seq,
                          GError **error);
ServerPosition
store_attach (ServerStore *store, ServerAccount *account, const char *generation, gint64 cursor);
LandlineConversation *store_make_group (ServerStore *store,
                                        const char *user_id,
                                        const char *id,
                                        const char *name,
                                        const char *const *members,
                                        GError **error);
LandlineConversation *
store_add_group (ServerStore *store, ServerAccount *by, const char *name, const char *members);
LandlineConversation *store_change_group (ServerStore *store,
                                          ServerAccount *by,
                                          const char *conversation,
                                          ServerGroupChangeKind kind,
                                          const char *what,
                                          GError **error);
LandlineMedia *store_add_media (ServerStore *store, ServerAccount *by, const char *name);
gboolean store_may_see (ServerStore *store, ServerAccount *who, const char *media_id);
ServerPage *store_history (ServerStore *store,
                           ServerAccount *who,
                           const char *conversation,
                           gint64 before,
                           guint limit,
                           GError **error);
guint store_collect (ServerStore *store, int retention_days);

/* The n-th row of a page, as the frame that a device would be sent. */
char *store_dup_frame (ServerPage *page, guint position, ServerAccount *account);
ServerInboxRow *store_get_row (ServerPage *page, guint position);

void
store_assert_event (ServerPage *page, guint position, ServerAccount *account, const char *part);
void store_assert_receipt (ServerPage *page,
                           guint position,
                           const char *user_id,
                           gint64 delivered,
                           gint64 read);
void store_revoke_device (ServerStore *store,
                          const char *user_id,
                          const char *device_id,
                          GError **error);
LandlineSendRequest *store_new_document (const char *receiver, const char *media_id);

/* Actions and notes. */
gboolean store_act (ServerStore *store,
                    ServerAccount *who,
                    LandlineAction *action,
                    LandlineDone *done,
                    GError **error);
gboolean store_note (ServerStore *store,
                     ServerAccount *who,
                     const char *id,
                     const char *key,
                     const char *value,
                     ServerNoted *noted,
                     GError **error);
ServerPage *
store_notes (ServerStore *store, ServerAccount *who, gint64 after, guint limit, GError **error);

LandlineUser *store_change_user (ServerStore *store,
                                 const char *user_id,
                                 const LandlineProfileChange *change,
                                 GError **error);

G_END_DECLS
