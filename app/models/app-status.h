/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-content.h"

G_BEGIN_DECLS

/**
 * AppStatusState:
 * @APP_STATUS_SHOWN: those who may see it do
 * @APP_STATUS_WAITING: an own one that the server does not have yet
 * @APP_STATUS_REFUSED: an own one that the server does not take, and "error" says why
 */
typedef enum
{
  APP_STATUS_SHOWN,
  APP_STATUS_WAITING,
  APP_STATUS_REFUSED,
} AppStatusState;

#define APP_TYPE_STATUS (app_status_get_type ())
G_DECLARE_FINAL_TYPE (AppStatus, app_status, APP, STATUS, GObject)

/* What somebody shows for a day, as it was when it was read. */

gint64 app_status_get_key (AppStatus *self);
const char *app_status_get_id (AppStatus *self);
gint64 app_status_get_time (AppStatus *self);
gint64 app_status_get_expires (AppStatus *self);
LandlineContent *app_status_get_content (AppStatus *self);
const char *app_status_get_colour (AppStatus *self);
guint app_status_get_n_views (AppStatus *self);
gboolean app_status_is_viewed (AppStatus *self);
AppStatusState app_status_get_state (AppStatus *self);
const char *app_status_get_error (AppStatus *self);
GFile *app_status_dup_file (AppStatus *self);

#define APP_TYPE_STATUS_PERSON (app_status_person_get_type ())
G_DECLARE_FINAL_TYPE (AppStatusPerson, app_status_person, APP, STATUS_PERSON, GObject)

/* Somebody who shows something. Signal "changed". */

const char *app_status_person_get_user_id (AppStatusPerson *self);
const char *app_status_person_get_name (AppStatusPerson *self);
const char *app_status_person_get_avatar_id (AppStatusPerson *self);
gboolean app_status_person_is_self (AppStatusPerson *self);
guint app_status_person_get_n_statuses (AppStatusPerson *self);
guint app_status_person_get_n_unseen (AppStatusPerson *self);
/* The oldest first */
AppStatus *app_status_person_get_status (AppStatusPerson *self, guint position);
/* Where to begin: the oldest that was not seen, or the oldest */
guint app_status_person_get_first (AppStatusPerson *self);
/* When the newest was posted, milliseconds since the epoch, 0 where there is none */
gint64 app_status_person_get_time (AppStatusPerson *self);

G_END_DECLS
