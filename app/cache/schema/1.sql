-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- The app's cache, first version. Times are milliseconds since the epoch.

CREATE TABLE state (
  name  TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- number 1 is the account's own user. A name is unknown until the server told it.
CREATE TABLE users (
  number    INTEGER PRIMARY KEY,
  id        TEXT NOT NULL UNIQUE,
  name      TEXT,
  about     TEXT,
  avatar    TEXT,
  last_seen INTEGER NOT NULL DEFAULT 0,
  listed    INTEGER NOT NULL DEFAULT 0
) STRICT;

-- kind: 0 direct, 1 group, 2 not known yet. conversation is empty until the server knows of the chat. delivered and read
-- are the minimum over the other members, own_read is what we have seen and own_read_told what the server knows of that.
CREATE TABLE chats (
  key           INTEGER PRIMARY KEY,
  conversation  TEXT UNIQUE,
  kind          INTEGER NOT NULL,
  peer          INTEGER REFERENCES users (number),
  name          TEXT,
  members       INTEGER NOT NULL DEFAULT 0,
  last_seq      INTEGER NOT NULL DEFAULT 0,
  last_message  INTEGER,
  last_time     INTEGER NOT NULL DEFAULT 0,
  unread        INTEGER NOT NULL DEFAULT 0,
  own_read      INTEGER NOT NULL DEFAULT 0,
  own_read_told INTEGER NOT NULL DEFAULT 0,
  delivered     INTEGER NOT NULL DEFAULT 0,
  read          INTEGER NOT NULL DEFAULT 0,
  complete      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX chats_peer ON chats (peer) WHERE kind = 0;
CREATE INDEX chats_untold ON chats (key) WHERE own_read > own_read_told;

CREATE TABLE members (
  chat      INTEGER NOT NULL REFERENCES chats (key),
  user      INTEGER NOT NULL REFERENCES users (number),
  role      INTEGER NOT NULL DEFAULT 0,
  present   INTEGER NOT NULL DEFAULT 1,
  delivered INTEGER NOT NULL DEFAULT 0,
  read      INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (chat, user)
) STRICT, WITHOUT ROWID;

-- key grows with the time, so that the newest first of a search is the order of the rows. place orders a chat: seq << 20
-- for what the server numbered, the slots between for what it does not have, 1 << 61 and up for the outbox.
-- state: 0 kept by the server, 1 waiting, 2 refused. content is model/wire's encoded form.
CREATE TABLE messages (
  key      INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE,
  chat     INTEGER NOT NULL REFERENCES chats (key),
  place    INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  sender   INTEGER NOT NULL REFERENCES users (number),
  state    INTEGER NOT NULL,
  reply_to BLOB,
  error    TEXT,
  content  BLOB NOT NULL
) STRICT;
-- All that a timeline needs of a message that is not on the screen is answered from this index alone.
CREATE INDEX messages_place ON messages (chat, place, time, sender, state);

-- The beginnings of words that are typed first have an index: without one FTS5 puts together what it knows of every word
-- that begins so before it gives the first row, which is 60 ms where a quarter of a million messages have such a word.
CREATE VIRTUAL TABLE texts USING fts5 (text, content = '', contentless_delete = 1, prefix = '1 2 3 4 5',
  tokenize = "unicode61 remove_diacritics 2");

-- What the server has not acknowledged, in the order of position. held: its file is still on its way up.
-- A position is never used twice, even when the table was empty in between: the sender goes on from the last it knows.
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  message  INTEGER NOT NULL UNIQUE REFERENCES messages (key),
  held     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outbox_ready ON outbox (position) WHERE held = 0;

-- Files on their way. state: 0 to be done, 1 failed, 2 cancelled.
CREATE TABLE transfers (
  message INTEGER PRIMARY KEY REFERENCES messages (key),
  upload  INTEGER NOT NULL,
  state   INTEGER NOT NULL DEFAULT 0,
  error   TEXT
) STRICT;

-- Files that are here, by the id of the media.
CREATE TABLE files (
  media TEXT PRIMARY KEY,
  path  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
  chat INTEGER PRIMARY KEY REFERENCES chats (key),
  text TEXT NOT NULL
) STRICT;
