/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-group.h"
#include "landline-content.h"

G_BEGIN_DECLS

/* Naming members of a group in a text: `@` and their name as people write it, `@` and their id as
 * it is sent. */

char *app_mentions_encode (const char *text, GListModel *members, char ***mentions);
LandlineContent *app_mentions_new_text (const char *text, GListModel *members);
char *app_mentions_get_query (const char *text, gsize cursor, gsize *start);
gboolean app_mentions_match (AppGroupMember *member, const char *query);

G_END_DECLS
