/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-message-body.h"

G_BEGIN_DECLS

#define APP_TYPE_NOTICE_BODY (app_notice_body_get_type ())

G_DECLARE_FINAL_TYPE (AppNoticeBody, app_notice_body, APP, NOTICE_BODY, GtkWidget)

GtkWidget *app_notice_body_new (void);
const char *app_notice_body_describe_deleted (const LandlineMessageState *state, gboolean is_own);
char *app_notice_body_describe (LandlineContent *content);

G_END_DECLS
