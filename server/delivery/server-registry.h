/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-pump.h"

G_BEGIN_DECLS

/* In how many steps all pumps have their turn to look. */
#define SERVER_REGISTRY_SLOTS 15

/**
 * ServerRegistry:
 *
 * Which pumps there are: by user, and in the slots of a wheel. Holds a reference to each.
 */
typedef struct _ServerRegistry ServerRegistry;

ServerRegistry *server_registry_new (void);
void server_registry_free (ServerRegistry *self);
void server_registry_add (ServerRegistry *self, ServerPump *pump);
void server_registry_remove (ServerRegistry *self, ServerPump *pump);
ServerPump *server_registry_get (ServerRegistry *self, const char *user_id);
ServerPump *server_registry_find_device (ServerRegistry *self, ServerAccount *account);
GPtrArray *server_registry_next_slot (ServerRegistry *self);
GPtrArray *server_registry_list (ServerRegistry *self);
guint server_registry_get_n_pumps (ServerRegistry *self);

G_END_DECLS
