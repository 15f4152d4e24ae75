/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-invite-link.h"

G_BEGIN_DECLS

/**
 * AppServerProcessState:
 * @APP_SERVER_PROCESS_STOPPED: not running
 * @APP_SERVER_PROCESS_STARTING: started, has not said yet where it listens
 * @APP_SERVER_PROCESS_RUNNING: ready on "address"
 * @APP_SERVER_PROCESS_WAITING: ended by itself and is started again after a pause
 */
typedef enum
{
  APP_SERVER_PROCESS_STOPPED,
  APP_SERVER_PROCESS_STARTING,
  APP_SERVER_PROCESS_RUNNING,
  APP_SERVER_PROCESS_WAITING,
} AppServerProcessState;

#define APP_TYPE_SERVER_PROCESS_STATE (app_server_process_state_get_type ())
GType app_server_process_state_get_type (void) G_GNUC_CONST;

#define APP_TYPE_SERVER_PROCESS (app_server_process_get_type ())
G_DECLARE_FINAL_TYPE (AppServerProcess, app_server_process, APP, SERVER_PROCESS, GObject)

/* The bundled landline-server as a child of the app. Properties with notify: "state", "address"
 * ("127.0.0.1:port" or NULL), "error" (why it last ended, a sentence, or NULL), and the one that
 * can be set, "on-network" (whether others on the network reach it). */

AppServerProcess *app_server_process_new (const char *data_folder);
AppServerProcessState app_server_process_get_state (AppServerProcess *self);
const char *app_server_process_get_address (AppServerProcess *self);
const char *app_server_process_get_error (AppServerProcess *self);
const char *app_server_process_get_data_folder (AppServerProcess *self);
const char *app_server_process_get_pid (AppServerProcess *self);
gboolean app_server_process_get_on_network (AppServerProcess *self);
guint app_server_process_get_network_port (AppServerProcess *self);
void app_server_process_set_on_network (AppServerProcess *self, gboolean on_network);

/* Finishes once the server listens, or with the reason why it does not. */
void app_server_process_start_async (AppServerProcess *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
app_server_process_start_finish (AppServerProcess *self, GAsyncResult *result, GError **error);
void app_server_process_stop_async (AppServerProcess *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
app_server_process_stop_finish (AppServerProcess *self, GAsyncResult *result, GError **error);

/* Makes an invite for one person on the running server: `landline-server invite`. */
void app_server_process_invite_async (AppServerProcess *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AppInviteLink *
app_server_process_invite_finish (AppServerProcess *self, GAsyncResult *result, GError **error);

/* Where others reach it, and its key, in a link that invites nobody. */
void app_server_process_locate_async (AppServerProcess *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AppInviteLink *
app_server_process_locate_finish (AppServerProcess *self, GAsyncResult *result, GError **error);

G_END_DECLS
