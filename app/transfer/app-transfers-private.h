/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "app-transfer-private.h"
#include "app-transfers.h"

G_BEGIN_DECLS

/* What the files of AppTransfers share: app-transfers.c has the list and the turns, -run.c moves
 * one file, -send.c takes what is to be sent, -files is about files without a message,
 * -sweep.c removes what nobody needs any more. */
struct _AppTransfers
{
  GObject parent_instance;

  AppSession *session;
  GPtrArray *items;    /* AppTransfer */
  GHashTable *by_key;  /* gint64 message key → AppTransfer in items */
  GHashTable *running; /* AppTransfer → GCancellable */
  GHashTable *pauses;  /* AppTransfer → source id of its next attempt */
  GHashTable *sending; /* ids of messages whose file is still being copied */
  GCancellable *cancellable;
  gboolean downloads_pictures; /* small ones, by themselves */
  GNetworkMonitor *monitor;
};

AppTransfer *app_transfers_add (AppTransfers *self,
                                gint64 message_key,
                                gboolean is_upload,
                                LandlineContent *content);
void app_transfers_drop (AppTransfers *self, AppTransfer *transfer);
/* Begins what can begin. */
void app_transfers_pump (AppTransfers *self);
/* Moves the file of @transfer, whose turn it is. */
void app_transfers_run (AppTransfers *self, AppTransfer *transfer);
/* Its turn is over: with success, or with @error. */
void app_transfers_ended (AppTransfers *self, AppTransfer *transfer, GError *error);
/* Removes what an earlier run left: pasted pictures, and files in the media folder that nothing
 * leads to. */
void app_transfers_sweep (AppTransfers *self);
/* Removes @file with its folder, where it is in the media folder. */
void app_transfers_remove_file (AppTransfers *self, GFile *file);
void app_transfers_follow (AppTransfers *self, AppCacheChanges *changes);
void app_transfers_write_state (AppTransfers *self, AppTransfer *transfer);
GFile *app_transfers_make_file (AppTransfers *self, const char *media_id, const char *name);

G_END_DECLS
