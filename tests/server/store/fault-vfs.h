/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FaultKind:
 * @FAULT_NONE: all is well
 * @FAULT_FULL: the disk is full
 * @FAULT_SYNC: fsync fails
 *
 * What SQLite's files do from now on.
 */
typedef enum
{
  FAULT_NONE,
  FAULT_FULL,
  FAULT_SYNC,
} FaultKind;

void fault_vfs_install (void);
void fault_vfs_set (FaultKind kind);
guint fault_vfs_get_n_failed (void);

G_END_DECLS
