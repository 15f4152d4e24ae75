/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

/* SQLite's own files with a switch in front: what fails is the write or the fsync itself, so that
 * everything above it does what it does on a real disk that is full or broken. */

typedef struct
{
  sqlite3_file base;
  sqlite3_file *real;
} FaultFile;

static sqlite3_vfs fault_vfs;
static sqlite3_io_methods fault_methods;
static int kind;     /* atomic, a FaultKind */
static int n_failed; /* atomic, calls that failed since the kind was set */

#define REAL(file) (((FaultFile *) (file))->real)

static int
fault_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  if (g_atomic_int_get (&kind) == FAULT_FULL)
    {
      g_atomic_int_inc (&n_failed);
      return SQLITE_FULL;
    }
  return REAL (file)->pMethods->xWrite (REAL (file), data, length, offset);
}

static int
fault_sync (sqlite3_file *file, int flags)
{
  if (g_atomic_int_get (&kind) == FAULT_SYNC)
    {
      g_atomic_int_inc (&n_failed);
      return SQLITE_IOERR_FSYNC;
    }
  return REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
fault_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
fault_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  return REAL (file)->pMethods->xRead (REAL (file), data, length, offset);
}

static int
fault_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
fault_file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
fault_lock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
fault_unlock (sqlite3_file *file, int level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
fault_check_reserved_lock (sqlite3_file *file, int *result)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), result);
}

static int
fault_file_control (sqlite3_file *file, int operation, void *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), operation, argument);
}

static int
fault_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
fault_characteristics (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
fault_shm_map (sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, memory);
}

static int
fault_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
fault_shm_unmap (sqlite3_file *file, int remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

static int
fault_open (sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *out_flags)
{
  FaultFile *self = (FaultFile *) file;
  sqlite3_vfs *real = vfs->pAppData;
  int code;

  self->real = (sqlite3_file *) (self + 1);
  code = real->xOpen (real, name, self->real, flags, out_flags);
  self->base.pMethods = self->real->pMethods != NULL ? &fault_methods : NULL;
  return code;
}

/**
 * fault_vfs_install:
 *
 * Has all databases that are opened from now on go through here.
 */
void
fault_vfs_install (void)
{
  sqlite3_vfs *real = sqlite3_vfs_find (NULL);

  fault_methods = (sqlite3_io_methods) {
    .iVersion = 2,
    .xClose = fault_close,
    .xRead = fault_read,
    .xWrite = fault_write,
    .xTruncate = fault_truncate,
    .xSync = fault_sync,
    .xFileSize = fault_file_size,
    .xLock = fault_lock,
    .xUnlock = fault_unlock,
    .xCheckReservedLock = fault_check_reserved_lock,
    .xFileControl = fault_file_control,
    .xSectorSize = fault_sector_size,
    .xDeviceCharacteristics = fault_characteristics,
    .xShmMap = fault_shm_map,
    .xShmLock = fault_shm_lock,
    .xShmBarrier = fault_shm_barrier,
    .xShmUnmap = fault_shm_unmap,
  };
  fault_vfs = *real;
  fault_vfs.zName = "fault";
  fault_vfs.szOsFile = sizeof (FaultFile) + real->szOsFile;
  fault_vfs.pAppData = real;
  fault_vfs.xOpen = fault_open;
  sqlite3_vfs_register (&fault_vfs, 1);
}

void
fault_vfs_set (FaultKind new_kind)
{
  g_atomic_int_set (&n_failed, 0);
  g_atomic_int_set (&kind, new_kind);
}

guint
fault_vfs_get_n_failed (void)
{
  return (guint) g_atomic_int_get (&n_failed);
}
