/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Two numbers in one integer key. SQLite's integer keys are the cheapest there are (no index beside
 * the table, compared without taking a record apart), and the two hottest tables are ordered by
 * exactly two numbers: messages by conversation and seq, inboxes by user and cursor.
 */

/* 2^31 conversations of 2^32 messages. */
#define SERVER_SQLITE_SEQ_BITS 32
/* 2^27 users with 2^36 events each. */
#define SERVER_SQLITE_CURSOR_BITS 36

#define SERVER_SQLITE_MAX_SEQ    ((G_GINT64_CONSTANT (1) << SERVER_SQLITE_SEQ_BITS) - 1)
#define SERVER_SQLITE_MAX_CURSOR ((G_GINT64_CONSTANT (1) << SERVER_SQLITE_CURSOR_BITS) - 1)

static inline gint64
server_sqlite_mid (gint64 cid, gint64 seq)
{
  return cid << SERVER_SQLITE_SEQ_BITS | seq;
}

static inline gint64
server_sqlite_mid_get_cid (gint64 mid)
{
  return mid >> SERVER_SQLITE_SEQ_BITS;
}

static inline gint64
server_sqlite_mid_get_seq (gint64 mid)
{
  return mid & SERVER_SQLITE_MAX_SEQ;
}

static inline gint64
server_sqlite_place (gint64 uid, gint64 cursor)
{
  return uid << SERVER_SQLITE_CURSOR_BITS | cursor;
}

static inline gint64
server_sqlite_place_get_uid (gint64 place)
{
  return place >> SERVER_SQLITE_CURSOR_BITS;
}

static inline gint64
server_sqlite_place_get_cursor (gint64 place)
{
  return place & SERVER_SQLITE_MAX_CURSOR;
}

G_END_DECLS
