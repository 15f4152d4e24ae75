/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define APP_TYPE_INVITE_LINK (app_invite_link_get_type ())
G_DECLARE_FINAL_TYPE (AppInviteLink, app_invite_link, APP, INVITE_LINK, GObject)

#define APP_INVITE_LINK_LENGTH_MAX    4096
#define APP_INVITE_LINK_ADDRESSES_MAX 16

/* landline://join?name=…&address=ip:port,ip:port&key=sha256-…&invite=…&from=…&person=…, for another
 * device of the same person with link=… in place of invite=… */
AppInviteLink *app_invite_link_parse (const char *text, GError **error);
AppInviteLink *app_invite_link_new (const char *name,
                                    const char *const *addresses,
                                    const char *key,
                                    const char *invite);
/* For a server typed in by hand: "host", "host:port" or "http://host:port". */
AppInviteLink *app_invite_link_new_for_address (const char *address, GError **error);

/* For another device of @user_id, who is called @person; @code takes the place of an invite. */
AppInviteLink *app_invite_link_new_for_device (const char *name,
                                               const char *const *addresses,
                                               const char *key,
                                               const char *code,
                                               const char *user_id,
                                               const char *person);
/* The same, saying who invites: what is said proves nothing. */
AppInviteLink *
app_invite_link_new_from (AppInviteLink *self, const char *user_id, const char *person);

char *app_invite_link_to_string (AppInviteLink *self);
const char *app_invite_link_get_name (AppInviteLink *self);
const char *const *app_invite_link_get_addresses (AppInviteLink *self);
const char *app_invite_link_get_key (AppInviteLink *self);
const char *app_invite_link_get_invite (AppInviteLink *self);
const char *app_invite_link_get_device_code (AppInviteLink *self);
const char *app_invite_link_get_user_id (AppInviteLink *self);
const char *app_invite_link_get_person (AppInviteLink *self);

G_END_DECLS
