/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-application.h"
#include "app-chat-list.h"
#include "app-discovery.h"
#include "app-notifier.h"
#include "app-search-provider.h"
#include "app-server-process.h"
#include "app-transfers.h"
#include "app-window.h"

G_BEGIN_DECLS

/* Shared by app-application.c and the app-application-*.c beside it. */
struct _AppApplication
{
  AdwApplication parent_instance;

  AppProfile *profile;
  int lock; /* the descriptor that holds the profile's lock, or -1 */
  GSettings *settings;
  AppWindow *window;

  /* Of the account, from the lowest layer up; NULL before there is one. */
  AppDiscovery *discovery; /* of servers on this network */
  AppServerProcess *server;
  AppSession *session;
  AppChatList *chats;
  AppTransfers *transfers;
  AppNotifier *notifier;
  AppSearchProvider *search_provider;

  GCancellable *setup;     /* of a registration that is under way */
  char *link;              /* an invitation that the app was started with */
  GListModel *files;       /* of GFile, that the app was started with */
  gint64 wanted_chat;      /* from a notification that started the app, 0 for none */
  gboolean wants_new_chat; /* once the list is read */
  char *inviter;           /* whose chat is opened after joining, or NULL */
  gboolean leaving;
};

void app_application_make_server (AppApplication *self);
void app_application_invite (AppApplication *self);
void app_application_install_actions (AppApplication *self);
void app_application_update_actions (AppApplication *self);
void app_application_load_account (AppApplication *self);
void app_application_close_account (AppApplication *self);
void app_application_replace_account (AppApplication *self, AppAccount *next);
void app_application_ask_to_join_again (AppApplication *self);
void app_application_rejoin (AppApplication *self);
void app_application_ask_to_remove (AppApplication *self);
void app_application_connect_welcome (AppApplication *self);
void app_application_hand_over (AppApplication *self);
void app_application_connect_search (AppApplication *self);

G_END_DECLS
