/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-fake-server.h"
#include "app-test.h"
#include "app-transfers.h"

G_BEGIN_DECLS

/* A session of "self" on a fake server with its transfers, and a chat with somebody. */
typedef struct
{
  char *folder;
  AppProfile *profile;
  AppFakeServer *server;
  AppSession *session;
  AppTransfers *transfers;
  gint64 chat;
} TransferFixture;

void transfer_fixture_open_session (TransferFixture *f);
void transfer_fixture_close_session (TransferFixture *f);
void transfer_fixture_set_up (TransferFixture *f, gconstpointer data);
void transfer_fixture_tear_down (TransferFixture *f, gconstpointer data);
AppOutgoingFile *transfer_fixture_make_file (TransferFixture *f, const char *name, gsize size);
gint64 transfer_fixture_send_file (TransferFixture *f, AppOutgoingFile *file);
gint64 transfer_fixture_send_new (TransferFixture *f, const char *name, gsize size);
void transfer_fixture_assert_texts (TransferFixture *f, const char *expected);

G_END_DECLS
