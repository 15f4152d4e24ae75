/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-fake-server.h"
#include "app-test.h"

G_BEGIN_DECLS

/* A session of "self" on a fake server, and a chat with somebody. */
typedef struct
{
  char *folder;
  AppProfile *profile;
  AppFakeServer *server;
  AppSession *session;
  gint64 chat;
  guint n_incoming;
} SyncFixture;

void sync_fixture_open_session (SyncFixture *f);
void sync_fixture_close_session (SyncFixture *f);
void sync_fixture_wait_online (SyncFixture *f);
void sync_fixture_set_up (SyncFixture *f, gconstpointer data);
void sync_fixture_tear_down (SyncFixture *f, gconstpointer data);
void sync_fixture_say (SyncFixture *f, const char *text);
void sync_fixture_assert_texts (SyncFixture *f, gint64 chat, const char *expected);
gboolean sync_fixture_has_texts (SyncFixture *f, gint64 chat, const char *expected);

G_END_DECLS
