/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-limits.h"
#include "landline-send-request.h"

G_BEGIN_DECLS

gboolean
app_send_limits_check (const LandlineLimits *limits, LandlineSendRequest *request, GError **error);
gboolean
app_send_limits_check_action (const LandlineLimits *limits, LandlineAction *action, GError **error);

G_END_DECLS
