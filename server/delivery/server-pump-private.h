/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-marks.h"
#include "server-pump.h"

G_BEGIN_DECLS

/**
 * ServerPumpShared:
 * @store: where the inboxes are
 * @marks: what takes acknowledgements
 * @scratch: what frames are written into
 *
 * What all pumps of a delivery share.
 */
typedef struct
{
  ServerStore *store;
  ServerMarks *marks;
  GString *scratch;
} ServerPumpShared;

/**
 * ServerPumpLink:
 * @next: the next pump of the same user
 * @slot_next: the next pump of the same slot
 * @slot_previous: the one before it
 * @slot: which slot of the delivery's wheel it is in
 *
 * Where a pump is in the delivery's lists. Part of the pump, so that being in them costs nothing
 * more.
 */
typedef struct
{
  ServerPump *next;
  ServerPump *slot_next;
  ServerPump *slot_previous;
  guint slot;
} ServerPumpLink;

ServerPump *server_pump_new (ServerPumpShared *shared,
                             ServerAccount *account,
                             ServerSink *sink,
                             const ServerPosition *position,
                             guint window);
ServerPumpLink *server_pump_get_link (ServerPump *self);
gboolean server_pump_is_attached (ServerPump *self);
void server_pump_detach (ServerPump *self);
void server_pump_close (ServerPump *self, guint code, const char *reason);
void server_pump_offer (ServerPump *self, ServerInboxRow *row);
void server_pump_hear (ServerPump *self, gint64 cursor);
void server_pump_push_aside (ServerPump *self, const char *text, gsize length);

G_END_DECLS
