-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- A database of step 13: as that of step 12, with the names of files where they are referred to.
BEGIN TRANSACTION;
CREATE TABLE actions (
  aid INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  uid INTEGER NOT NULL REFERENCES users,
  mid INTEGER NOT NULL REFERENCES messages,
  kind INTEGER NOT NULL,
  version INTEGER NOT NULL,
  time INTEGER NOT NULL,
  digest BLOB NOT NULL,                 -- of what was asked for, so that a repeated id is compared
  body TEXT                             -- none once a newer one holds in its place, or everybody has it
) STRICT;
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
, version INTEGER NOT NULL DEFAULT 0, description TEXT, picture TEXT, who_may_send INTEGER NOT NULL DEFAULT 0, who_may_edit INTEGER NOT NULL DEFAULT 1, history INTEGER NOT NULL DEFAULT 0, disappear INTEGER NOT NULL DEFAULT 0, maker INTEGER REFERENCES users, request TEXT, request_digest TEXT) STRICT;
INSERT INTO "conversations" VALUES(1,'c_direct',0,NULL,1732430000000,1,0,1732430000000,1,2,0,NULL,NULL,0,1,0,0,NULL,NULL,NULL);
INSERT INTO "conversations" VALUES(2,'c_group',1,'Trip',1732430000000,1,0,1732430000000,NULL,NULL,0,'Sundays',NULL,0,1,0,0,NULL,NULL,NULL);
CREATE TABLE devices (
  did INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id TEXT NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users,
  name TEXT,
  token_hash BLOB UNIQUE,               -- none once revoked
  created INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  acked INTEGER NOT NULL                -- everything up to this cursor is on the device's own disk
, held_hash BLOB) STRICT;
INSERT INTO "devices" VALUES(1,'d_1',1,NULL,X'0101010101010101010101010101010101010101010101010101010101010101',1732430000000,1732430000000,0,NULL);
INSERT INTO "devices" VALUES(2,'d_2',2,NULL,X'0202020202020202020202020202020202020202020202020202020202020202',1732430000000,1732430000000,0,NULL);
INSERT INTO "devices" VALUES(3,'d_3',3,NULL,X'0303030303030303030303030303030303030303030303030303030303030303',1732430000000,1732430000000,0,NULL);
CREATE TABLE former_members (
  cid INTEGER NOT NULL REFERENCES conversations,
  uid INTEGER NOT NULL REFERENCES users,
  since INTEGER NOT NULL,               -- what has a higher seq was theirs to see
  until INTEGER NOT NULL,               -- up to this one
  PRIMARY KEY (cid, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "former_members" VALUES(2,4,0,0);
CREATE TABLE fresh (
  n INTEGER PRIMARY KEY,
  place INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  about INTEGER NOT NULL
) STRICT;
CREATE TABLE inbox (
  place INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  ref INTEGER NOT NULL,
  about INTEGER NOT NULL,
  change TEXT,
  body TEXT,
  snapshot INTEGER
) STRICT;
INSERT INTO "inbox" VALUES(68719476738,1,4294967297,1,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(68719476739,1,8589934593,1,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(137438953474,1,4294967297,0,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(137438953475,1,8589934593,0,NULL,NULL,NULL);
INSERT INTO "inbox" VALUES(206158430209,3,2,1,'created',NULL,1);
INSERT INTO "inbox" VALUES(206158430210,1,8589934593,0,NULL,NULL,NULL);
CREATE TABLE invites (
  invite_id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  number TEXT,
  uses INTEGER NOT NULL,
  used INTEGER NOT NULL,
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
, is_admin INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
INSERT INTO "invites" VALUES('i_1',X'0404040404040404040404040404040404040404040404040404040404040404',NULL,1,0,1732430000000,1732516400000,1);
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
INSERT INTO "media" VALUES('m_face',1,0,'face.png','image/png',4,'0000000000000000000000000000000000000000000000000000000000000000',1732430000000,1);
CREATE TABLE "media_refs" (
  media_id TEXT NOT NULL REFERENCES media ON DELETE CASCADE,
  cid INTEGER NOT NULL REFERENCES conversations,
  seq INTEGER NOT NULL,
  name TEXT NOT NULL DEFAULT '',
  number INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (media_id, cid, seq)) STRICT, WITHOUT ROWID;
INSERT INTO "media_refs" VALUES('m_face',2,1,'face.png',1);
CREATE TABLE members (
  cid INTEGER NOT NULL REFERENCES conversations,
  uid INTEGER NOT NULL REFERENCES users,
  role INTEGER NOT NULL,
  since INTEGER NOT NULL,               -- sees what has a higher seq
  joined INTEGER NOT NULL,
  delivered INTEGER NOT NULL,
  read INTEGER NOT NULL,
  delivered_time INTEGER NOT NULL DEFAULT 0,
  read_time INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (cid, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "members" VALUES(1,1,0,0,1732430000000,0,0,0,0);
INSERT INTO "members" VALUES(1,2,0,0,1732430000000,0,0,0,0);
INSERT INTO "members" VALUES(2,1,1,0,1732430000000,0,0,0,0);
INSERT INTO "members" VALUES(2,2,0,0,1732430000000,0,0,0,0);
INSERT INTO "members" VALUES(2,3,0,0,1732430000000,0,0,0,0);
CREATE TABLE message_states (
  mid INTEGER PRIMARY KEY REFERENCES messages,
  edited INTEGER NOT NULL,              -- when it last was, 0 for never
  deleted INTEGER NOT NULL,
  pinned INTEGER NOT NULL
) STRICT;
CREATE TABLE messages (
  mid INTEGER PRIMARY KEY,
  sender INTEGER NOT NULL REFERENCES users,
  id TEXT NOT NULL,
  did INTEGER NOT NULL,
  time INTEGER NOT NULL,
  reply_to TEXT,
  content TEXT,                         -- none once forgotten
  digest BLOB                           -- of the forgotten content, so that a repeated id is still compared
, version INTEGER, expires INTEGER, withheld INTEGER) STRICT;
INSERT INTO "messages" VALUES(4294967297,1,'01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c81',1,1732430000000,NULL,'"type":"text","text":"Hello"',NULL,NULL,NULL,NULL);
INSERT INTO "messages" VALUES(8589934593,1,'01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c82',1,1732430000000,NULL,'"type":"text","text":"All"',NULL,NULL,NULL,NULL);
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "meta" VALUES('generation','g_before');
CREATE TABLE note_ids (
  nid INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  uid INTEGER NOT NULL REFERENCES users,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  time INTEGER NOT NULL,
  digest BLOB NOT NULL                  -- of key and value
) STRICT;
CREATE TABLE notes (
  uid INTEGER NOT NULL REFERENCES users,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  time INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (uid, key)
) STRICT, WITHOUT ROWID;
INSERT INTO "notes" VALUES(2,'star:01936f2a-7c01-7b1b-9c2d-3e4f5a6b7c8e','1',1732430000000,1);
CREATE TABLE reactions (
  mid INTEGER NOT NULL REFERENCES messages,
  uid INTEGER NOT NULL REFERENCES users,
  emoji TEXT NOT NULL,
  PRIMARY KEY (mid, uid)
) STRICT, WITHOUT ROWID;
CREATE TABLE receipts (
  uid INTEGER NOT NULL,
  cid INTEGER NOT NULL,
  about INTEGER NOT NULL,
  cursor INTEGER NOT NULL,
  PRIMARY KEY (uid, cid, about)
) STRICT, WITHOUT ROWID;
CREATE TABLE snapshots (
  sid INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  uses INTEGER NOT NULL                 -- the rows of inboxes that tell of it
, users TEXT, time INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "snapshots" VALUES(1,'{"id":"c_group","type":"group","name":"Trip","members":[{"user_id":"+15550101","name":"Alice","role":"admin"},{"user_id":"+15550102","name":"Bob","role":"member"},{"user_id":"+15550103","name":"Carol","role":"member"}],"created":1732430000000,"last_seq":0}',1,NULL,1732430000000);
CREATE TABLE status_viewers (
  stid INTEGER NOT NULL REFERENCES statuses,
  uid INTEGER NOT NULL REFERENCES users,
  viewed INTEGER,                       -- when they viewed it, none for not yet
  PRIMARY KEY (stid, uid)
) STRICT, WITHOUT ROWID;
INSERT INTO "status_viewers" VALUES(1,2,NULL);
INSERT INTO "status_viewers" VALUES(2,2,1732430000001);
CREATE TABLE statuses (
  stid INTEGER PRIMARY KEY AUTOINCREMENT,
  status_id TEXT NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users,
  request TEXT NOT NULL,                -- the id that it was posted under
  digest TEXT NOT NULL,                 -- of what was asked for, so that a repeated id is compared
  time INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  content TEXT,                         -- none once it was removed
  colour TEXT,
  media_id TEXT
) STRICT;
INSERT INTO "statuses" VALUES(1,'s_1',1,'01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c84','x',1732430000000,1732516400000,'"type":"text","text":"At sea"',NULL,NULL);
INSERT INTO "statuses" VALUES(2,'s_01936f2a-7c01-7b1b-9c2d-3e4f5a6b7c8e',1,'01936f2a-7c01-7b1b-9c2d-3e4f5a6b7c8e','d',1732430000000,1732516400000,'"type":"text","text":"At sea"',NULL,NULL);
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
, note_version INTEGER NOT NULL DEFAULT 0, n_notes INTEGER NOT NULL DEFAULT 0, show_online INTEGER NOT NULL DEFAULT 1, show_last_seen INTEGER NOT NULL DEFAULT 1, disabled INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO "users" VALUES(1,'+15550101','Alice',NULL,'m_face',1,1732430000000,1732430000000,4,0,0,0,1,1,0);
INSERT INTO "users" VALUES(2,'+15550102','Bob',NULL,NULL,0,1732430000000,1732430000000,4,0,1,1,2,3,0);
INSERT INTO "users" VALUES(3,'+15550103','Carol',NULL,NULL,0,1732430000000,1732430000000,2,0,0,0,1,1,0);
INSERT INTO "users" VALUES(4,'+15550104','Dave',NULL,NULL,0,1732430000000,1732430000000,0,0,0,0,1,1,0);
CREATE INDEX devices_of_user ON devices (uid);
CREATE UNIQUE INDEX conversations_direct ON conversations (low, high) WHERE low IS NOT NULL;
CREATE INDEX members_of_user ON members (uid);
CREATE UNIQUE INDEX messages_id ON messages (id, sender);
CREATE INDEX media_number ON media (number);
CREATE INDEX users_avatar ON users (avatar) WHERE avatar IS NOT NULL;
CREATE TRIGGER inbox_snapshot AFTER DELETE ON inbox WHEN OLD.snapshot IS NOT NULL
BEGIN
  UPDATE snapshots SET uses = uses - 1 WHERE sid = OLD.snapshot;
  DELETE FROM snapshots WHERE sid = OLD.snapshot AND uses <= 0;
END;
CREATE INDEX messages_expire ON messages (expires) WHERE expires IS NOT NULL AND content IS NOT NULL;
CREATE INDEX message_states_pinned ON message_states (mid) WHERE pinned = 1;
CREATE UNIQUE INDEX actions_id ON actions (id, uid);
CREATE INDEX actions_of_message ON actions (mid) WHERE body IS NOT NULL;
CREATE INDEX inbox_actions ON inbox (ref) WHERE kind = 4;
CREATE UNIQUE INDEX notes_version ON notes (uid, version);
CREATE INDEX notes_block ON notes (key) WHERE substr (key, 1, 6) = 'block:' AND value <> '';
CREATE UNIQUE INDEX note_ids_id ON note_ids (id, uid);
CREATE INDEX conversations_picture ON conversations (picture) WHERE picture IS NOT NULL;
CREATE UNIQUE INDEX conversations_request ON conversations (maker, request) WHERE request IS NOT NULL;
CREATE UNIQUE INDEX statuses_request ON statuses (uid, request);
CREATE INDEX statuses_expire ON statuses (expires);
CREATE INDEX statuses_media ON statuses (media_id) WHERE media_id IS NOT NULL;
CREATE INDEX status_viewers_of_user ON status_viewers (uid);
CREATE INDEX inbox_statuses ON inbox (ref) WHERE kind >= 6;
CREATE INDEX media_refs_message ON media_refs (cid, seq);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('conversations',2);
INSERT INTO "sqlite_sequence" VALUES('devices',3);
INSERT INTO "sqlite_sequence" VALUES('users',4);
INSERT INTO "sqlite_sequence" VALUES('statuses',2);
CREATE TABLE device_links (
  link_id TEXT PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  uid INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
  did INTEGER NOT NULL REFERENCES devices ON DELETE CASCADE, -- made it
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX device_links_of_user ON device_links (uid);
CREATE INDEX device_links_of_device ON device_links (did);
CREATE INDEX media_refs_name ON media_refs (cid, name, number, seq);
CREATE INDEX media_of_user ON media (uid, name, number);
COMMIT;
PRAGMA user_version = 13;
