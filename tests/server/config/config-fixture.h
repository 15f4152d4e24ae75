/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ConfigFixture:
 * @folder: a temporary folder
 * @path: in it, where a configuration can be written
 */
typedef struct
{
  char *folder;
  char *path;
} ConfigFixture;

void config_fixture_set_up (ConfigFixture *fixture, gconstpointer data);
void config_fixture_tear_down (ConfigFixture *fixture, gconstpointer data);

G_END_DECLS
