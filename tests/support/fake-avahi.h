/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeAvahi:
 *
 * Avahi's D-Bus interface as far as Landline uses it, on a system bus of the test's own. What is
 * announced to it is kept in `services`, and found by who browses.
 */
typedef struct
{
  GTestDBus *daemon;
  GDBusConnection *bus;
  guint owner;
  guint objects[2];
  gboolean owned;
  guint n_groups;
  char *group_owner;
  char *pending;        /* the name of what was added last, before its commit */
  GHashTable *services; /* name → FakeService */
  GHashTable *taken;    /* names that others on the network have */
  GPtrArray *browsers;  /* FakeBrowser */
} FakeAvahi;

typedef struct
{
  char *name;
  char *address;
  guint16 port;
  int protocol;
  GStrv txt;
} FakeService;

/* A bus, with @avahi also an Avahi on it. Sets DBUS_SYSTEM_BUS_ADDRESS. */
FakeAvahi *fake_avahi_new (gboolean avahi);
void fake_avahi_free (FakeAvahi *self);
void fake_avahi_start (FakeAvahi *self);
void fake_avahi_stop (FakeAvahi *self);
/* Another server on the network, or the same with other words. */
void fake_avahi_add (FakeAvahi *self,
                     const char *name,
                     const char *address,
                     guint16 port,
                     const char *const *txt);
void fake_avahi_remove (FakeAvahi *self, const char *name);
const FakeService *fake_avahi_get (FakeAvahi *self, const char *name);
const char *fake_avahi_get_txt (FakeAvahi *self, const char *name, const char *key);

G_END_DECLS
