/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-id.h"
#include "landline-member.h"
#include "landline-settings.h"

G_BEGIN_DECLS

/* The bodies that clients post about groups. The server parses them, the app writes them. */

#define LANDLINE_GROUP_STAYS (-1)

/**
 * LandlineGroupChange:
 * @name: (nullable): the new name
 * @description: (nullable): the new description, empty to remove it
 * @picture: (nullable): a media id, empty to remove the picture
 * @who_may_send: a `LandlinePermit`
 * @who_may_edit: a `LandlinePermit`
 * @history: a `LandlineHistory`
 * @disappear: seconds, 0 for never
 *
 * The body of `PATCH /v1/groups/{id}`: what is %NULL or %LANDLINE_GROUP_STAYS stays as it is.
 */
typedef struct
{
  char *name;
  char *description;
  char *picture;
  int who_may_send;
  int who_may_edit;
  int history;
  gint64 disappear;
} LandlineGroupChange;

#define LANDLINE_GROUP_CHANGE_INIT                                                                 \
  { NULL,                                                                                          \
    NULL,                                                                                          \
    NULL,                                                                                          \
    LANDLINE_GROUP_STAYS,                                                                          \
    LANDLINE_GROUP_STAYS,                                                                          \
    LANDLINE_GROUP_STAYS,                                                                          \
    LANDLINE_GROUP_STAYS }

/**
 * LandlineGroupRequest:
 * @id: a UUIDv7 that the client made before the first try: the idempotency key
 * @members: (nullable) (array zero-terminated=1): who is in it beside the caller
 * @group: its name, and what is not as usual
 *
 * The body of `POST /v1/groups`.
 */
typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  char **members;
  LandlineGroupChange group;
} LandlineGroupRequest;

#define LANDLINE_GROUP_REQUEST_INIT { "", NULL, LANDLINE_GROUP_CHANGE_INIT }

gboolean landline_rest_parse_group_change (LandlineGroupChange *out,
                                           const char *data,
                                           gsize length,
                                           GError **error);
void landline_group_change_apply (const LandlineGroupChange *self, LandlineSettings *settings);
void landline_group_change_clear (LandlineGroupChange *self);
gboolean landline_rest_parse_group (LandlineGroupRequest *out,
                                    const char *data,
                                    gsize length,
                                    GError **error);
void landline_group_request_clear (LandlineGroupRequest *self);
gboolean
landline_rest_parse_membership (LandlineRole *role, const char *data, gsize length, GError **error);

void landline_rest_write_group_change (GString *out, const LandlineGroupChange *change);
void landline_rest_write_group (GString *out, const LandlineGroupRequest *request);
void landline_rest_write_membership (GString *out, LandlineRole role);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineGroupChange, landline_group_change_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineGroupRequest, landline_group_request_clear)

G_END_DECLS
