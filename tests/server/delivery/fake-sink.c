/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "fake-sink.h"

#include <string.h>

/* A channel that keeps what it was told, and whose queue is as long as a test says. */
struct _FakeSink
{
  GObject parent_instance;

  GPtrArray *frames;
  gsize queued;
  gboolean is_growing;
  guint closed;
};

static void fake_sink_iface_init (ServerSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeSink,
                               fake_sink,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_SINK, fake_sink_iface_init))

static void
fake_sink_push (ServerSink *sink, const char *text, gsize length)
{
  FakeSink *self = FAKE_SINK (sink);

  g_assert_cmpuint (self->closed, ==, 0);
  g_ptr_array_add (self->frames, g_strndup (text, length));
  if (self->is_growing)
    self->queued += length;
}

static gsize
fake_sink_get_queued (ServerSink *sink)
{
  return FAKE_SINK (sink)->queued;
}

static void
fake_sink_close (ServerSink *sink, guint code, const char *reason)
{
  FAKE_SINK (sink)->closed = code;
}

static void
fake_sink_iface_init (ServerSinkInterface *iface)
{
  iface->push = fake_sink_push;
  iface->get_queued = fake_sink_get_queued;
  iface->close = fake_sink_close;
}

static void
fake_sink_finalize (GObject *object)
{
  g_ptr_array_unref (FAKE_SINK (object)->frames);

  G_OBJECT_CLASS (fake_sink_parent_class)->finalize (object);
}

static void
fake_sink_class_init (FakeSinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_sink_finalize;
}

static void
fake_sink_init (FakeSink *self)
{
  self->frames = g_ptr_array_new_with_free_func (g_free);
}

FakeSink *
fake_sink_new (void)
{
  return g_object_new (FAKE_TYPE_SINK, NULL);
}

GPtrArray *
fake_sink_get_frames (FakeSink *self)
{
  return self->frames;
}

/* How many frames have @part in them. */
guint
fake_sink_count (FakeSink *self, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < self->frames->len; i++)
    n += strstr (g_ptr_array_index (self->frames, i), part) != NULL;
  return n;
}

void
fake_sink_set_queued (FakeSink *self, gsize queued)
{
  self->queued = queued;
}

/* Whether nobody takes what is pushed. */
void
fake_sink_set_growing (FakeSink *self, gboolean growing)
{
  self->is_growing = growing;
}

guint
fake_sink_get_closed (FakeSink *self)
{
  return self->closed;
}
