-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copyright 2026 The Landline authors
--
-- What was done to messages. traits of a message as it is shown: 1 somebody reacted, 2 edited, 4 pinned, 8 deleted for
-- everyone, 16 starred. expires: when it disappears, in milliseconds since the epoch, 0 for never.
ALTER TABLE messages ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN expires INTEGER NOT NULL DEFAULT 0;
CREATE INDEX messages_pinned ON messages (chat, place) WHERE traits & 4;
CREATE INDEX messages_expires ON messages (expires) WHERE expires > 0;

-- The last of each that exclude each other, by the server's version. slot: 1 deletion, 2 text, 3 pin, 4 the reaction of a
-- user; in slot 0 is the version up to which a page of history knew all. An action may come before its message: known is 0
-- then. patch: a text that is not in the message, because that is not here or another text is still to be told.
CREATE TABLE actions (
  number  INTEGER PRIMARY KEY,
  message BLOB NOT NULL,
  slot    INTEGER NOT NULL,
  user    INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL,
  time    INTEGER NOT NULL DEFAULT 0,
  value   TEXT,
  patch   BLOB,
  known   INTEGER NOT NULL,
  UNIQUE (message, slot, user)
) STRICT;
CREATE INDEX actions_early ON actions (number) WHERE known = 0;

-- What the person did and the server has not acknowledged: the message shows it already. position is one of the outbox's, so
-- that it goes out in order with what was written.
CREATE TABLE acts (
  position INTEGER PRIMARY KEY,
  id       BLOB NOT NULL UNIQUE,
  message  BLOB NOT NULL,
  kind     INTEGER NOT NULL,
  value    TEXT,
  mentions TEXT
) STRICT;
CREATE INDEX acts_message ON acts (message, position);

UPDATE messages SET traits = 16
  WHERE id IN (SELECT unhex (replace (substr (key, 6), '-', '')) FROM notes WHERE key > 'star:' AND key < 'star;' AND value <> '');
UPDATE messages SET expires = time + 1000 * (('{' || CAST (content AS TEXT) || '}') ->> '$.expires')
  WHERE instr (content, CAST ('"expires"' AS BLOB)) AND json_valid ('{' || CAST (content AS TEXT) || '}')
    AND (('{' || CAST (content AS TEXT) || '}') ->> '$.expires') > 0;
