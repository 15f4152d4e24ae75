-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 1: everything that the server remembers. Numbers (uid, did, cid) are for joins inside this file and are never
-- shown; the text identifiers are what the world knows. Times are milliseconds since the epoch.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
  uid INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  about TEXT,
  avatar TEXT,
  is_admin INTEGER NOT NULL,
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  head INTEGER NOT NULL DEFAULT 0,      -- the newest cursor of the inbox
  trimmed INTEGER NOT NULL DEFAULT 0    -- rows up to here may have been forgotten
) STRICT;

CREATE TABLE devices (
  did INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id TEXT NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users,
  name TEXT,
  token_hash BLOB UNIQUE,               -- none once revoked
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  acked INTEGER NOT NULL                -- everything up to this cursor is on the device's own disk
) STRICT;

CREATE INDEX devices_of_user ON devices (uid);

CREATE TABLE conversations (
  cid INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL,
  name TEXT,
  created INTEGER NOT NULL,
  last_seq INTEGER NOT NULL DEFAULT 0,
  forgotten INTEGER NOT NULL DEFAULT 0, -- contents up to this seq have been forgotten
  last_time INTEGER NOT NULL,           -- of the last message, to show the newest conversation first
  low INTEGER,                          -- of a direct conversation, the smaller uid
  high INTEGER                          -- and the larger, which is the same in Note to self
) STRICT;

CREATE UNIQUE INDEX conversations_direct ON conversations (low, high) WHERE low IS NOT NULL;

CREATE TABLE members (
  cid INTEGER NOT NULL REFERENCES conversations,
  uid INTEGER NOT NULL REFERENCES users,
  role INTEGER NOT NULL,
  since INTEGER NOT NULL,               -- sees what has a higher seq
  joined INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  read INTEGER NOT NULL,
  PRIMARY KEY (cid, uid)
) STRICT, WITHOUT ROWID;

CREATE INDEX members_of_user ON members (uid);

-- mid is cid and seq in one number (see server-sqlite-key.h): a conversation's messages lie side by side, and one tree
-- serves both to find and to number them.
CREATE TABLE messages (
  mid INTEGER PRIMARY KEY,
  sender INTEGER NOT NULL REFERENCES users,
  id TEXT NOT NULL,
  did INTEGER NOT NULL,
  time INTEGER NOT NULL,
  reply_to TEXT,
  content TEXT,                         -- none once forgotten
  digest BLOB                           -- of the forgotten content, so that a repeated id is still compared
) STRICT;

-- By id first: an id begins with the time, so that what is sent together lies together, whoever sends it.
CREATE UNIQUE INDEX messages_id ON messages (id, sender);

-- place is uid and cursor in one number. ref is the mid of a message, otherwise a cid. about is the did that sent an own
-- message (0 for the messages of others), otherwise the uid that it is about.
CREATE TABLE inbox (
  place INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  about INTEGER NOT NULL,
  change TEXT,
  body TEXT
) STRICT;

-- The newest messages of all inboxes, as they came. A commit of many messages for many people would touch a page of the inbox for
-- each of them; here it touches one or two. Most have been acknowledged before they would move on into the inbox, and never do.
CREATE TABLE fresh (
  n INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  about INTEGER NOT NULL
) STRICT;

-- The receipts in the inboxes: one for each member and conversation, a newer one takes its place. How far they go is in members.
CREATE TABLE receipts (
  uid INTEGER NOT NULL,
  cid INTEGER NOT NULL,
  about INTEGER NOT NULL,
  cursor INTEGER NOT NULL,
  PRIMARY KEY (uid, cid, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE media (
  media_id TEXT PRIMARY KEY,
  uid INTEGER NOT NULL REFERENCES users,
  kind INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created INTEGER NOT NULL,
  number INTEGER NOT NULL               -- grows: newest first without a clock
) STRICT, WITHOUT ROWID;

CREATE INDEX media_name ON media (name, number);
CREATE INDEX media_number ON media (number);

-- Which conversations refer to a file: who may see it.
CREATE TABLE media_refs (
  media_id TEXT NOT NULL REFERENCES media ON DELETE CASCADE,
  cid INTEGER NOT NULL REFERENCES conversations,
  seq INTEGER NOT NULL,                 -- of the newest message that does
  PRIMARY KEY (media_id, cid)
) STRICT, WITHOUT ROWID;

CREATE TABLE invites (
  invite_id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  number TEXT,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
