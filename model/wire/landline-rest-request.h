/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-limits.h"
#include "landline-privacy.h"
#include "landline-send-request.h"

G_BEGIN_DECLS

/* The bodies that clients post. The server parses them, the app writes them. */

/**
 * LandlineRegisterRequest:
 * @invite: (nullable): the invite's code
 * @phone: the number, a valid user id
 * @name: the user's name
 * @device_name: (nullable): the device's name
 *
 * The body of `POST /v1/register`.
 */
typedef struct
{
  char *invite;
  char *phone;
  char *name;
  char *device_name;
} LandlineRegisterRequest;

/**
 * LandlineProfileChange:
 * @name: (nullable): the new name
 * @about: (nullable): the new sentence, empty to remove it
 * @avatar: (nullable): a media id, empty to remove the picture
 * @privacy: who is told whether they are there, and when they were
 *
 * The body of `PATCH /v1/me`: what is %NULL or unset stays as it is.
 */
typedef struct
{
  char *name;
  char *about;
  char *avatar;
  LandlinePrivacy privacy;
} LandlineProfileChange;

/**
 * LandlineLinkRequest:
 * @link: the code of a link
 * @device_name: (nullable): the device's name
 *
 * The body of `POST /v1/devices`.
 */
typedef struct
{
  char *link;
  char *device_name;
} LandlineLinkRequest;

#define LANDLINE_REGISTER_REQUEST_INIT { NULL }
#define LANDLINE_LINK_REQUEST_INIT     { NULL }
#define LANDLINE_PROFILE_CHANGE_INIT   { NULL }

gboolean landline_rest_parse_register (LandlineRegisterRequest *out,
                                       const char *data,
                                       gsize length,
                                       GError **error);
void landline_register_request_clear (LandlineRegisterRequest *self);
gboolean landline_rest_parse_link_request (LandlineLinkRequest *out,
                                           const char *data,
                                           gsize length,
                                           GError **error);
void landline_link_request_clear (LandlineLinkRequest *self);
LandlineSendRequest *landline_rest_parse_send (const char *data,
                                               gsize length,
                                               const LandlineLimits *limits,
                                               GError **error);
gboolean landline_rest_parse_ack (gint64 *cursor, const char *data, gsize length, GError **error);
gboolean landline_rest_parse_profile_change (LandlineProfileChange *out,
                                             const char *data,
                                             gsize length,
                                             GError **error);
void landline_profile_change_clear (LandlineProfileChange *self);

void landline_rest_write_register (GString *out, const LandlineRegisterRequest *request);
void landline_rest_write_link_request (GString *out, const LandlineLinkRequest *request);
void landline_rest_write_send (GString *out, LandlineSendRequest *request);
void landline_rest_write_ack (GString *out, gint64 cursor);
void landline_rest_write_profile_change (GString *out, const LandlineProfileChange *change);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineRegisterRequest, landline_register_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineLinkRequest, landline_link_request_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineProfileChange, landline_profile_change_clear)

G_END_DECLS
