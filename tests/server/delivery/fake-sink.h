/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sink.h"

G_BEGIN_DECLS

#define FAKE_TYPE_SINK (fake_sink_get_type ())
G_DECLARE_FINAL_TYPE (FakeSink, fake_sink, FAKE, SINK, GObject)

FakeSink *fake_sink_new (void);
GPtrArray *fake_sink_get_frames (FakeSink *self);
guint fake_sink_count (FakeSink *self, const char *part);
void fake_sink_set_queued (FakeSink *self, gsize queued);
void fake_sink_set_growing (FakeSink *self, gboolean growing);
guint fake_sink_get_closed (FakeSink *self);

G_END_DECLS
