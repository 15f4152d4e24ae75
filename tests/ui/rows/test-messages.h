/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-image-loader.h"
#include "test-timeline.h"

G_BEGIN_DECLS

/* One row of each kind in each state, as the gallery shows them and the tests go through them. */
typedef struct
{
  const char *name;
  AppTimelineItem *item;
} TestSample;

GPtrArray *test_messages_list_samples (const char *folder);
GListModel *test_messages_list_items (GPtrArray *samples);

LandlineContent *test_messages_new_file (const char *name, const char *type, guint64 size);
LandlineContent *test_messages_new_picture (const char *folder,
                                            guint width,
                                            guint height,
                                            const char *caption,
                                            GFile **file);

G_END_DECLS
