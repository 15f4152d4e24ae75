-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
-- Step 5: what is done to messages, what users note for themselves, and messages that disappear.

-- Of the newest action in the conversation.
ALTER TABLE conversations ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
-- Of the newest note of the user, and how many keys there are.
ALTER TABLE users ADD COLUMN note_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN n_notes INTEGER NOT NULL DEFAULT 0;

-- Of the newest action on the message. None for nearly all: those have no row in message_states and no reactions.
ALTER TABLE messages ADD COLUMN version INTEGER;
-- When it disappears, also after its content has gone; none for never.
ALTER TABLE messages ADD COLUMN expires INTEGER;
-- The uid of who does not get it: they had blocked the sender.
ALTER TABLE messages ADD COLUMN withheld INTEGER;

CREATE INDEX messages_expire ON messages (expires) WHERE expires IS NOT NULL AND content IS NOT NULL;

CREATE TABLE message_states (
  mid INTEGER PRIMARY KEY REFERENCES messages,
  edited INTEGER NOT NULL,              -- when it last was, 0 for never
  deleted INTEGER NOT NULL,
  pinned INTEGER NOT NULL
) STRICT;

CREATE INDEX message_states_pinned ON message_states (mid) WHERE pinned = 1;

CREATE TABLE reactions (
  mid INTEGER NOT NULL REFERENCES messages,
  uid INTEGER NOT NULL REFERENCES users,
  emoji TEXT NOT NULL,
  PRIMARY KEY (mid, uid)
) STRICT, WITHOUT ROWID;

-- What was done, so that a repeated id is known. Inboxes refer to it by aid.
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

CREATE UNIQUE INDEX actions_id ON actions (id, uid);
CREATE INDEX actions_of_message ON actions (mid) WHERE body IS NOT NULL;

-- To see whether an action still has to be told to somebody.
CREATE INDEX inbox_actions ON inbox (ref) WHERE kind = 4;

-- The last value of each key; an empty one has been taken back.
CREATE TABLE notes (
  uid INTEGER NOT NULL REFERENCES users,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  time INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (uid, key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX notes_version ON notes (uid, version);
-- Who has blocked somebody.
CREATE INDEX notes_block ON notes (key) WHERE substr (key, 1, 6) = 'block:' AND value <> '';

-- The notes that were made, so that a repeated id is known. Inboxes refer to them by nid.
CREATE TABLE note_ids (
  nid INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  uid INTEGER NOT NULL REFERENCES users,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  time INTEGER NOT NULL,
  digest BLOB NOT NULL                  -- of key and value
) STRICT;

CREATE UNIQUE INDEX note_ids_id ON note_ids (id, uid);

-- A row for each message that refers to a file, no longer for the newest of a conversation: when one is deleted, the others
-- still do.
CREATE TABLE media_refs_by_message (
  media_id TEXT NOT NULL REFERENCES media ON DELETE CASCADE,
  cid INTEGER NOT NULL REFERENCES conversations,
  seq INTEGER NOT NULL,
  PRIMARY KEY (media_id, cid, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO media_refs_by_message (media_id, cid, seq) SELECT media_id, cid, seq FROM media_refs;
DROP TABLE media_refs;
ALTER TABLE media_refs_by_message RENAME TO media_refs;
