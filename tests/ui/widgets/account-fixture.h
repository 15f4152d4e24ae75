/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat-list.h"
#include "app-transfers.h"
#include "landline-user.h"
#include "ui-frames.h"

G_BEGIN_DECLS

/* An account of "Ada" (101) on a server that cannot be reached, with a cache in a folder of its
 * own. */
typedef struct
{
  char *folder;
  AppProfile *profile;
  AppSession *session;
  AppChatList *chats;
  AppTransfers *transfers;
} AccountFixture;

/* What somebody wrote; @sender NULL is us. */
typedef struct
{
  const char *sender;
  const char *text;
} AccountLine;

void account_fixture_set_up (AccountFixture *self);
void account_fixture_tear_down (AccountFixture *self);
void account_fixture_put_user (AccountFixture *self, LandlineUser *user);
void account_fixture_add_user (AccountFixture *self, const char *user_id, const char *name);
void account_fixture_add_picture (AccountFixture *self,
                                  const char *user_id,
                                  const char *name,
                                  const char *media_id);
void account_fixture_add_direct (AccountFixture *self,
                                 const char *conversation,
                                 const char *user_id,
                                 const AccountLine *lines,
                                 guint n_lines,
                                 guint n_read);
void account_fixture_add_group (AccountFixture *self,
                                const char *conversation,
                                const char *name,
                                const char *const *user_ids,
                                const AccountLine *lines,
                                guint n_lines,
                                guint n_read);
void account_fixture_add_incoming (AccountFixture *self,
                                   const char *conversation,
                                   const char *user_id,
                                   gint64 seq,
                                   const char *text);
void account_fixture_add_now (AccountFixture *self,
                              const char *conversation,
                              const char *user_id,
                              gint64 seq,
                              const char *text);
void account_fixture_set_receipt (AccountFixture *self,
                                  const char *conversation,
                                  const char *user_id,
                                  gint64 delivered,
                                  gint64 read);
gboolean account_fixture_is_set (gpointer user_data);
void account_fixture_store (GObject *source, GAsyncResult *result, gpointer user_data);
AppChat *account_fixture_wait_for_chat (AccountFixture *self, const char *conversation);
char *account_fixture_write_file (AccountFixture *self, const char *name, gsize size);

G_END_DECLS
