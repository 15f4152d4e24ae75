/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"

G_BEGIN_DECLS

#define LANDLINE_TYPE_SEND_REQUEST (landline_send_request_get_type ())
G_DECLARE_FINAL_TYPE (LandlineSendRequest, landline_send_request, LANDLINE, SEND_REQUEST, GObject)

LandlineSendRequest *landline_send_request_new (const char *id,
                                                const char *receiver_id,
                                                const char *sender_id,
                                                LandlineContent *content,
                                                const char *reply_to);
LandlineSendRequest *landline_send_request_new_with_content (LandlineSendRequest *self,
                                                             LandlineContent *content);
const char *landline_send_request_get_id (LandlineSendRequest *self);
const char *landline_send_request_get_receiver_id (LandlineSendRequest *self);
const char *landline_send_request_get_sender_id (LandlineSendRequest *self);
LandlineContent *landline_send_request_get_content (LandlineSendRequest *self);
const char *landline_send_request_get_reply_to (LandlineSendRequest *self);

G_END_DECLS
